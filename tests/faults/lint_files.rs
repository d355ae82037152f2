//! Lint files with mistakes in them: every mistake is told, each with its place in the file.

use scrublint::LintSet;
use scrublint::lint::Source;

const SOUND: &str = r#"
summary = "Invitation to a picnic"
level   = "warn"
fix     = "unsafe"
why     = "Every page of the site asks its readers to the same picnic."

[[match]]
zone    = "tail"
line.en = ["come to the picnic"]

[[example]]
name  = "at the end"
place = "tail"
text  = """
Come to the picnic
"""
hits  = ["Come to the picnic"]
"#;

const TRAIL: &str = r#"
summary  = "Path to the picnic"
level    = "warn"
fix      = "none"
why      = "The path from the site's gate to its picnic."
detector = "breadcrumb-trail"

[options]
longest = 200
"#;

fn source(id: &str, text: &str) -> Source {
    Source { path: format!("lints/fairs/{id}.toml"), category: "fairs".to_owned(), id: id.to_owned(), text: text.to_owned() }
}

/// The mistakes in a file: what is wrong, and the text that is pointed at.
fn mistakes(text: &str) -> Vec<(String, Option<&str>)> {
    let error = LintSet::with_own(&[source("picnic", text)]).expect_err(text);
    error.0.into_iter().map(|mistake| (mistake.message, mistake.span.map(|span| &text[span]))).collect()
}

#[test]
fn sound_files_are_taken_in() {
    let set = LintSet::with_own(&[source("picnic", SOUND), source("trail", TRAIL)]).expect("they are sound");
    assert_eq!(set.len(), LintSet::bundled().len() + 2);
    let picnic = set.get(set.find("picnic").expect("it is there"));
    assert_eq!((picnic.category(), picnic.summary()), ("fairs", "Invitation to a picnic"));
}

#[test]
fn each_mistake_is_told_and_pointed_at() {
    let told = [
        (SOUND, r#"level   = "warn""#, r#"level   = "loud""#, "unknown variant `loud`", r#""loud""#),
        (SOUND, r#"level   ="#, r#"levle   ="#, "unknown field `levle`", "levle"),
        (SOUND, r#"zone    ="#, r#"zones   ="#, "unknown field `zones`", "zones"),
        (SOUND, r#"zone    = "tail""#, r#"zone    = "foot""#, "any, head, body, tail", r#""foot""#),
        (SOUND, r#"a picnic""#, r#"a picnic.""#, "without a full stop", r#""Invitation to a picnic.""#),
        (SOUND, "line.en", "line.english", "no language code", "english"),
        (SOUND, r#"["come to the picnic"]"#, r#"["\u200B"]"#, "nothing is left", r#""\u200B""#),
        (SOUND, r#"["come to the picnic"]"#, r#"["the picnic", "The Picnic!"]"#, "there twice", r#""The Picnic!""#),
        (SOUND, r#"zone    = "tail""#, r#"beside  = ["comment-from"]"#, "no lint or category `comment-from`", r#""comment-from""#),
        (SOUND, r#"zone    = "tail""#, "furniture = 1.5", "between 0 and 1", "1.5"),
        (SOUND, r#"zone    = "tail""#, r#"fix     = "safe""#, "goes beyond", "[[match]]"),
        (SOUND, r#"line.en = ["come to the picnic"]"#, "", "needs phrases", "[[match]]"),
        (SOUND, r#"line.en = ["come to the picnic"]"#, r#"regex.en = [{ literal = "", pattern = "a" }]"#, "needs a literal", r#""""#),
        (SOUND, r#"hits  = ["Come"#, r#"hits  = ["Go"#, "no line of the example's text", "[[example]]"),
        (TRAIL, "longest = 200", "longest = [200]", "must be a number", "[options]"),
    ];
    for (file, old, new, message, place) in told {
        assert!(file.contains(old), "{old}");
        let broken = file.replace(old, new);
        let mistakes = mistakes(&broken);
        assert!(mistakes[0].0.contains(message), "{new}: {mistakes:?}");
        assert!(mistakes[0].1.is_some_and(|span| span.starts_with(place)), "{new}: {mistakes:?}");
    }
}

#[test]
fn what_is_wrong_with_a_whole_file_is_told_with_its_name() {
    let told = [
        (TRAIL, r#""breadcrumb-trail""#, r#""breadcrum-trail""#, "did you mean `breadcrumb-trail`?"),
        (TRAIL, "longest = 200", "longst = 200", "did you mean `longest`?"),
        (TRAIL, "longest = 200", "", "needs a value for the option `longest`"),
        (TRAIL, r#"detector = "breadcrumb-trail""#, "", "needs a `[[match]]` or a `detector`"),
        (SOUND, r#"line.en = ["come to the picnic"]"#, r#"regex.en = [{ literal = "picnic", pattern = "(picnic" }]"#, "unclosed group"),
    ];
    for (file, old, new, message) in told {
        assert!(file.contains(old), "{old}");
        let error = LintSet::with_own(&[source("picnic", &file.replace(old, new))]).expect_err(new);
        let mistakes: Vec<String> = error.0.iter().map(ToString::to_string).collect();
        assert!(mistakes.iter().any(|mistake| mistake.contains(message)), "{new}: {mistakes:?}");
        assert!(mistakes.iter().all(|mistake| mistake.starts_with("lints/fairs/picnic.toml: ")), "{mistakes:?}");
    }
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let one = SOUND.replace("line.en", "line.english").replace("a picnic\"", "a picnic.\"");
    let other = SOUND.replace("zone ", "zones ");
    let error = LintSet::with_own(&[source("one", &one), source("other", &other)]).expect_err("two files are broken");
    assert_eq!(
        error.0.iter().map(|mistake| mistake.path.as_str()).collect::<Vec<_>>(),
        ["lints/fairs/one.toml", "lints/fairs/one.toml", "lints/fairs/other.toml"]
    );
}

#[test]
fn a_name_stands_for_one_thing() {
    let twice = [source("picnic", SOUND), Source { path: "lints/feasts/picnic.toml".to_owned(), ..source("picnic", SOUND) }];
    let error = LintSet::with_own(&twice).expect_err("one id, two files");
    assert!(error.0[0].message.contains("there twice") && error.0[0].message.contains("lints/fairs/picnic.toml"), "{error}");
    let error = LintSet::with_own(&[source("fairs", SOUND)]).expect_err("a lint by the name of its category");
    assert!(error.0[0].message.contains("name of a category"), "{error}");
    assert!(LintSet::with_own(&[source("comment-form", SOUND)]).is_ok(), "a bundled lint gives way to one's own");
}
