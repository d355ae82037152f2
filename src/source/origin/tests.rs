use super::*;
use crate::source::Text;

/// A record of a JSON Lines file; its string holds every kind of escape.
const RECORD: &str = r#"{"id": 7,  "text":"Share\n\u00e9\ud83e\udd80 \"é渡\"\/ end" , "x":1.0}"#;

fn token(record: &str) -> Span {
    let start = record.find(r#""Share"#).expect("it is there");
    Span::new(start, start + record[start..].find(r#"end""#).expect("it is there") + 4)
}

fn text() -> Text {
    Text::from_json_string(RECORD.as_bytes().to_vec(), token(RECORD)).expect("a string")
}

#[test]
fn clause_11_only_the_string_token_of_a_record_changes() {
    let text = text();
    assert_eq!(text.as_str(), "Share\né🦀 \"é渡\"/ end");
    let changed = text.encode("é \"end\"\n").expect("any text fits into JSON");
    let changed = String::from_utf8(changed.into_owned()).expect("UTF-8");
    assert_eq!(changed, r#"{"id": 7,  "text":"é \"end\"\n" , "x":1.0}"#);
}

#[test]
fn clause_11_a_text_that_stays_keeps_its_spelling() {
    let text = text();
    assert_eq!(text.encode(text.as_str()).expect("it fits"), RECORD.as_bytes());
}

#[test]
fn clause_11_offsets_are_those_of_the_record() {
    let text = text();
    let at = |text: &Text, needle: &str| text.origin().to_file(text.as_str().find(needle).expect("it is there"));
    for (needle, spelled) in [
        ("Share", "Share"),
        ("\n", r"\n"),
        ("é", r"\u00e9"),
        ("🦀", r"\ud83e"),
        ("\"é", r#"\"é"#),
        ("渡", "渡"),
        ("/", r"\/"),
        (" end", " end"),
    ] {
        assert_eq!(at(&text, needle), RECORD.find(spelled).expect("it is there"), "{needle:?}");
    }
    assert_eq!(text.origin().to_file(text.as_str().len()), token(RECORD).end - 1, "the end is before the quote");
    let shorter = text.with_content("é end".to_owned());
    assert_eq!(at(&shorter, "end"), token(RECORD).start + 4, "after a fix they are those of the new record");
}

#[test]
fn what_is_no_json_string_is_no_text() {
    for (record, span) in [
        ("{}", Span::new(0, 2)),
        (r#"["a", 1]"#, Span::new(6, 7)),
        (r#""\ud800""#, Span::new(0, 8)),
        (r#" "a""#, Span::new(0, 4)),
        ("", Span::new(0, 9)),
    ] {
        let error = Text::from_json_string(record.as_bytes().to_vec(), span).expect_err("no string");
        assert!(matches!(error, DecodeError::NotAString { .. }), "{record}: {error}");
    }
}
