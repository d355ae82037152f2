//! The contract of fixing, with the bundled lints over whole articles: what `src/fix` promises for made-up findings
//! must hold for real ones.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use regex::Regex;
use scrublint::diagnostic::Edit;
use scrublint::fix::{Edits, Fixed};
use scrublint::{Applicability, Document, Format, Hints, LintSet, Linter, Settings, Text};

/// Every article of the fixtures, by name.
fn articles() -> Vec<(String, String)> {
    let mut articles = Vec::new();
    for folder in ["fixtures/articles", "fixtures/clean"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(&folder).expect("the fixtures are there") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".md") || name.ends_with(".txt") {
                articles.push((name, fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    articles.sort();
    assert!(articles.len() > 10, "the fixtures are there");
    articles
}

fn document(name: &str, text: impl Into<Text>) -> Document {
    Document::parse(text.into(), Format::of(name), &Hints::default())
}

/// The bundled lints with other settings.
fn linter_with(change: impl FnOnce(&mut Settings)) -> Linter {
    let set = Arc::new(LintSet::bundled());
    let mut settings = Settings::defaults(&set);
    change(&mut settings);
    Linter::new(set, settings)
}

fn fixed(linter: &Linter, document: &Document) -> Fixed {
    linter.fix(document, Applicability::Unsafe).expect("the fixes settle")
}

/// The lines without their endings and without blank ones.
fn lines(text: &str) -> Vec<&str> {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect()
}

#[test]
fn the_articles_are_worth_testing_with() {
    let linter = Linter::default();
    let changed = articles().iter().filter(|(name, text)| fixed(&linter, &document(name, text.as_str())).passes > 0).count();
    assert!(changed >= 10, "only {changed} articles change");
}

#[test]
fn clause_10_a_second_fix_changes_nothing() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let once = fixed(&linter, &document(&name, text));
        let twice = fixed(&linter, &document(&name, once.text()));
        assert_eq!(twice.text(), once.text(), "{name}");
        assert_eq!(twice.passes, 0, "{name}");
    }
}

#[test]
fn clause_10_clause_12_the_removed_records_lead_to_the_result_and_back() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let fixed = fixed(&linter, &document(&name, text.as_str()));
        let edits = fixed.removed.iter().map(|one| Edit { span: one.span, new_text: one.replacement.clone() }).collect();
        let edits = Edits::new(&text, edits).expect("records are disjoint");
        assert_eq!(edits.apply(), fixed.text(), "{name}");
        let back = Edits::new(fixed.text(), edits.inverse()).expect("the inverse fits");
        assert_eq!(back.apply(), text, "{name}");
    }
}

#[test]
fn clause_09_lf_and_crlf_lose_the_same_lines_and_keep_their_endings() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let unix = text.replace("\r\n", "\n");
        let dos = unix.replace('\n', "\r\n");
        let (unix, dos) = (fixed(&linter, &document(&name, unix)), fixed(&linter, &document(&name, dos)));
        assert_eq!(dos.text(), unix.text().replace('\n', "\r\n"), "{name}");
    }
}

#[test]
fn clause_09_the_end_of_the_file_stays_as_it_was() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let bare = text.trim_end();
        assert!(!fixed(&linter, &document(&name, bare)).text().ends_with(['\n', '\r']), "{name}");
        let ended = format!("{bare}\n");
        assert!(fixed(&linter, &document(&name, ended)).text().ends_with('\n'), "{name}");
    }
}

#[test]
fn clause_09_a_byte_order_mark_stays_and_changes_no_finding() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let plain = fixed(&linter, &document(&name, text.as_str()));
        let bytes = format!("\u{feff}{text}").into_bytes();
        let marked = document(&name, Text::decode(bytes).expect("UTF-8"));
        let result = fixed(&linter, &marked);
        let result = marked.source().encode(result.text()).expect("UTF-8 has it");
        assert_eq!(String::from_utf8(result.into_owned()).expect("UTF-8"), format!("\u{feff}{}", plain.text()), "{name}");
    }
}

#[test]
fn clause_03_only_parts_of_findings_go() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let document = document(&name, text.as_str());
        let found = linter.check(&document);
        let gone = found.diagnostics.iter().filter(|one| one.fix.is_some()).flat_map(|one| &one.parts);
        let gone: Vec<_> = gone.filter(|part| !part.edits.is_empty()).map(|part| part.span).collect();
        let fixed = fixed(&linter, &document);
        for one in fixed.removed.iter().filter(|one| one.pass == 1) {
            for (at, c) in one.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let at = one.span.start + at;
                assert!(gone.iter().any(|part| part.start <= at && at < part.end), "{name}: `{c}` of {:?}", one.text);
            }
        }
    }
}

#[test]
fn clause_07_what_is_suppressed_protected_or_code_stays() {
    let linter = Linter::default();
    for (name, text) in articles() {
        let switched_off = format!("<!-- scrublint-disable-file -->\n\n{text}");
        assert_eq!(fixed(&linter, &document(&name, switched_off.as_str())).text(), switched_off, "{name}");
        let fenced = format!("````\n{text}\n````\n");
        assert_eq!(fixed(&linter, &document(&name, fenced.as_str())).text(), fenced, "{name}");
    }
    let linter = linter_with(|settings| settings.protect = vec![Regex::new("(?s).+").expect("a pattern")]);
    for (name, text) in articles() {
        assert_eq!(fixed(&linter, &document(&name, text.as_str())).text(), text, "{name}");
    }
}

#[test]
fn clause_07_one_suppressed_line_stays_and_the_others_go() {
    let text = "Skip to content\n\n<!-- scrublint-disable-next-line navigation: an exhibit -->\n\nSkip to navigation\n\n\
        Harbour reopens\n\nThe harbour opened again on Monday, after nine weeks of repairs to its outer wall.\n";
    let fixed = fixed(&Linter::default(), &document("a.md", text));
    assert!(lines(fixed.text()).contains(&"Skip to navigation"), "{}", fixed.text());
    assert!(!lines(fixed.text()).contains(&"Skip to content"), "{}", fixed.text());
}

const HARBOUR: &str = "# Harbour reopens\n\nThe harbour opened again on Monday, after nine weeks of repairs to its outer wall.\n";

/// What is left of a text after a fix, and for how many findings in `line` a fix is offered.
fn left(text: &str, line: &str, least: Applicability) -> (String, usize) {
    let linter = Linter::default();
    let once = linter.fix(&document("a.md", text), least).expect("the fixes settle");
    let twice = linter.fix(&document("a.md", once.text()), least).expect("the fixes settle");
    assert_eq!(twice.text(), once.text(), "{text}");
    let found = linter.check(&document("a.md", text)).diagnostics;
    let in_line = |one: &&scrublint::Diagnostic| one.parts.iter().any(|part| text[part.span.range()].contains(line));
    let found: Vec<_> = found.iter().filter(in_line).collect();
    assert!(!found.is_empty(), "it is reported: {text}");
    assert!(found.iter().all(|one| one.fix.is_some() || one.help.as_ref().is_some_and(|help| help.starts_with("not fixed"))), "{found:?}");
    (once.text().to_owned(), found.iter().filter(|one| one.fix.is_some()).count())
}

#[test]
fn clause_07_the_line_of_a_misspelt_suppression_stays() {
    for comment in [
        "scrublint-disable-next-line coment-form",
        "scrublint-disable-next-line zzzz",
        "scrublint-disable-next-line byline, coment-form",
        "scrublint-disable-nextline comments: hers",
        "scrublint-disable-nextline coment-form",
        "Scrublint-Disable-Next-Line comments",
        "scrublint: disable-next-line comments",
        "scrub-lint-disable-next-line",
        "scrublint-disable-line",
        "scrublint-ignore",
        "scrublint-disable coment-form",
        "scrublint-disabel",
        "scrublint-disable-flie",
        "scrublint-disable-file coment-form",
    ] {
        let text = format!("{HARBOUR}\n<!-- {comment} -->\n\nLeave a Reply\n");
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let (left, offered) = left(&text, "Leave a Reply", least);
            assert!(left.ends_with("Leave a Reply\n"), "{comment}: {left}");
            assert_eq!(offered, 0, "{comment}");
        }
    }
    for comment in ["scrublint-disable-next-line byline", "scrublint-report-start", "about scrublint-disabel", "scrublint is a linter"] {
        let (left, offered) = left(&format!("{HARBOUR}\n<!-- {comment} -->\n\nLeave a Reply\n"), "Leave a Reply", Applicability::Safe);
        assert!(!left.contains("Leave a Reply") && offered == 1, "{comment}: {left}");
    }
}

#[test]
fn clause_07_a_misspelt_suppression_saves_what_it_was_meant_for_and_nothing_else() {
    let (open, close) = ("<!-- scrublint-disable coment-form -->", "<!-- scrublint-enable coment-form -->");
    let reply = "Your email address will not be published. Required fields are marked *";
    for (tail, stays, offered) in [
        // Only the next line, and only the line that it stands in.
        (format!("<!-- scrublint-disable-nextline -->\nSkip to content\n\n{reply}\n"), false, 1),
        (format!("{reply} <!-- scrublint-disable-line -->\n"), true, 0),
        (format!("Skip to content <!-- scrublint-disable-line -->\n\n{reply}\n"), false, 1),
        (format!("Skip to content <!-- scrublint-ignore -->\n\n{reply}\n"), true, 0),
        (format!("{reply} <!-- scrublint-ignore -->\n"), true, 0),
        // A range ends with the comment that would have ended it.
        (format!("{open}\n\nSkip to content\n\n{close}\n\n{reply}\n"), false, 1),
        (format!("{open}\n\n<!-- scrublint-enable comment-form -->\n\n{reply}\n"), false, 1),
        (format!("{open}\n\n<!-- scrublint-enabel -->\n\n{reply}\n"), false, 1),
        (format!("{open}\n\n<!-- scrublint-enable byline -->\n\n{reply}\n"), true, 0),
        (format!("{open}\n\nSkip to content\n\n{reply}\n"), true, 0),
    ] {
        let (left, found) = left(&format!("{HARBOUR}\n{tail}"), reply, Applicability::Safe);
        assert_eq!((left.contains(reply), found), (stays, offered), "{left}");
    }
}

#[test]
fn clause_07_front_matter_that_is_not_understood_saves_the_whole_text() {
    for (front, stays) in [
        ("scrublint: {dsable: [comments]}", true),
        ("scrublint: disable", true),
        ("scrublint: [comments]", true),
        ("scrublint: {disable: {comments: true}}", true),
        ("scrublint: {disable: [comments", true),
        ("scrublint: {disable: [coment-form]}", true),
        ("scrublint: {disable: [byline], reason: hers}", false),
        ("scrublint:", false),
        ("note: scrublint is a linter", false),
    ] {
        let text = format!("---\ntitle: Harbour reopens\n{front}\n---\n{HARBOUR}\nLeave a Reply\n");
        let (left, _) = left(&text, "Leave a Reply", Applicability::Unsafe);
        assert_eq!(left.contains("Leave a Reply"), stays, "{front}: {left}");
        let about = Linter::default().check(&document("a.md", text.as_str())).diagnostics;
        let named = |id: &str| about.iter().filter(|one| one.lint == id).collect::<Vec<_>>();
        let (invalid, unknown) = (named("invalid-suppression"), named("unknown-lint"));
        assert_eq!(invalid.len() + unknown.len(), usize::from(stays), "{front}");
        assert!(invalid.iter().all(|one| &text[one.span().range()] == "scrublint" && one.fix.is_none()), "{invalid:?}");
    }
    let toml = format!("+++\ntitle = 'Harbour'\n[scrublint]\ndsable = ['comments']\n+++\n{HARBOUR}\nLeave a Reply\n");
    assert_eq!(left(&toml, "Leave a Reply", Applicability::Unsafe).0, toml);
}

#[test]
fn clause_06_a_page_without_an_article_is_not_emptied() {
    let text = "Skip to content\n\nSign in to read on, or go back to the front page of our news.\n\nSkip to navigation\n".repeat(2);
    let document = document("a.txt", text.as_str());
    let fixed = fixed(&linter_with(|settings| settings.max_removal = 0.2), &document);
    assert_eq!(fixed.text(), text);
    let ids: Vec<&str> = fixed.remaining.diagnostics.iter().map(|one| &*one.lint).collect();
    assert!(ids.contains(&"removal-guard"), "{ids:?}");
    assert!(ids.contains(&"skip-link"), "{ids:?}");
}

/// The Rust files of a folder and its folders, by path.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).expect("below it").to_string_lossy().replace('\\', "/");
                sources.push((name, fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    sources
}

#[test]
fn the_document_says_which_tests_hold_each_clause() {
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/fixing.md")).expect("it is there");
    let sources = [sources("src"), sources("tests")].concat();
    for clause in 1..=12 {
        let row = document.lines().find(|line| line.starts_with(&format!("| {clause} |"))).expect("a row for each clause");
        let names: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let (tests, files): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| name.starts_with("clause_"));
        assert!(!tests.is_empty(), "{row}");
        let text = |file: &str| sources.iter().find(|(path, _)| path == file).map_or("", |(_, text)| text);
        for test in tests {
            assert!(files.iter().any(|file| text(file).contains(&format!("fn {test}("))), "`{test}` is in none of {files:?}");
        }
        let start = format!("fn clause_{clause:02}_");
        for (path, _) in sources.iter().filter(|(_, text)| text.contains(&start)) {
            assert!(files.contains(&path.as_str()), "{path} has tests of clause {clause} that the document does not name");
        }
    }
}
