//! What is found, and where the editor shows it.

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::{Client, covered, plain, pulling, pushed};

fn marks<'a>(text: &'a str, diagnostics: &'a [Value], utf8: bool) -> Vec<(&'a str, &'a str)> {
    let mark = |one: &'a Value| (one["code"].as_str().expect("a code"), covered(text, &one["range"], utf8));
    diagnostics.iter().map(mark).collect()
}

const FOUND: [(&str, &str); 4] = [
    ("skip-link", "\u{1F6A2} Skip to content"),
    ("html-entity", "&amp;eacute;"),
    ("comment-form", "Leave a Reply"),
    ("comment-form", "Your email address will not be published."),
];

#[test]
fn findings_are_pushed_where_they_belong_in_utf_16() {
    let mut client = Client::start(pushed(), &[]);
    assert_eq!(client.capabilities["positionEncoding"], "utf-16");
    assert_eq!(client.capabilities.get("diagnosticProvider"), None);
    client.open("a.md", 7, ARTICLE);
    let found = client.published("a.md", 7);
    assert_eq!(marks(ARTICLE, &found, false), FOUND);
    assert_eq!(found[0]["range"]["end"], json!({"line": 0, "character": 18}), "the ship is two units");
    assert!(client.end());
}

#[test]
fn findings_are_asked_for_in_utf_8_and_then_not_pushed() {
    let mut client = Client::start(pulling(), &[]);
    assert_eq!(client.capabilities["positionEncoding"], "utf-8");
    client.open("a.md", 1, ARTICLE);
    let report = client.pull("a.md");
    assert_eq!(report["kind"], "full");
    let found = report["items"].as_array().expect("a list");
    assert_eq!(marks(ARTICLE, found, true), FOUND);
    assert_eq!(found[0]["range"]["end"], json!({"line": 0, "character": 20}), "the ship is four bytes");
    assert_eq!(client.notifications("textDocument/publishDiagnostics"), Vec::<Value>::new());
}

#[test]
fn what_was_asked_for_already_is_not_sent_again() {
    let mut client = Client::start(pulling(), &[]);
    client.open("a.md", 1, ARTICLE);
    let first = client.pull("a.md")["resultId"].clone();
    let document = json!({"uri": client.uri("a.md")});
    let again = json!({"textDocument": document, "previousResultId": first});
    assert_eq!(client.request("textDocument/diagnostic", again.clone()), json!({"kind": "unchanged", "resultId": first}));
    client.change("a.md", 2, json!([{"text": "Skip to content\n"}]));
    assert_eq!(client.request("textDocument/diagnostic", again)["kind"], "full");
}

#[test]
fn a_mark_says_what_why_and_where_to_read_more_and_greys_out_what_goes() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let found = client.published("a.md", 1);
    let skip = &found[0];
    assert_eq!((&skip["severity"], &skip["source"], &skip["tags"]), (&json!(2), &json!("scrublint"), &json!([1])));
    let message = skip["message"].as_str().expect("text");
    assert!(message.starts_with("Skip link for keyboard and screen-reader users\nwhy: "), "{message}");
    assert!(skip["codeDescription"]["href"].as_str().expect("a link").ends_with("/lints/skip-link.html"));
    assert_eq!(found[1].get("tags"), None, "what is repaired stays");
}

#[test]
fn an_editor_that_takes_little_gets_little() {
    let mut client = Client::start(plain(), &[]);
    assert_eq!(client.capabilities["positionEncoding"], "utf-16");
    client.open("a.md", 1, ARTICLE);
    let found = client.published("a.md", 1);
    for left_out in ["tags", "codeDescription", "relatedInformation"] {
        assert!(found.iter().all(|one| one.get(left_out).is_none()), "{left_out}");
    }
}

#[test]
fn a_duplicate_points_to_the_first() {
    let paragraph = "The small ferry between the two harbours runs again since Monday, after nine weeks in the yard of a town far away.";
    let text = format!(
        "# The ferry\n\n{paragraph}\n\nIts skipper says that nobody hears the new engine, not even he.\n\n{paragraph}\n\nAnd so it goes on until the autumn.\n"
    );
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, &text);
    let found = client.published("a.md", 1);
    let twice = found.iter().find(|one| one["code"] == "duplicate-block").expect("found");
    let related = &twice["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], client.uri("a.md"));
    assert_eq!((&related["location"]["range"]["start"]["line"], &twice["range"]["start"]["line"]), (&json!(2), &json!(6)));
}

#[test]
fn changes_are_followed_keystroke_by_keystroke() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, "\u{1F6A2} Skp to content\r\n\r\n");
    assert_eq!(client.published("a.md", 1), Vec::<Value>::new());
    let insert = |line: u32, character: u32, text: &str| {
        let at = json!({"line": line, "character": character});
        json!({"range": {"start": at, "end": at}, "text": text})
    };
    // Both in one message: the second counts in what the first leaves.
    client.change(
        "a.md",
        2,
        json!([insert(0, 5, "i"), insert(2, 0, "# The ferry\r\n\r\nIt runs again since Monday, after weeks in the yard.\r\n")]),
    );
    let found = client.published("a.md", 2);
    assert_eq!(found.iter().map(|one| &one["code"]).collect::<Vec<_>>(), ["skip-link"]);
    let gone = json!({"range": {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}, "text": ""});
    client.change("a.md", 3, json!([gone]));
    assert_eq!(client.published("a.md", 3), Vec::<Value>::new());
}

#[test]
fn a_document_that_is_closed_is_cleared() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    client.published("a.md", 1);
    let document = json!({"uri": client.uri("a.md")});
    client.notify("textDocument/didClose", json!({"textDocument": document}));
    assert_eq!(client.notification("textDocument/publishDiagnostics")["diagnostics"], json!([]));
}

#[test]
fn a_byte_order_mark_in_the_buffer_shifts_nothing() {
    let mut client = Client::start(pushed(), &[]);
    let text = format!("\u{FEFF}{ARTICLE}");
    client.open("a.md", 1, &text);
    assert_eq!(marks(&text, &client.published("a.md", 1), false), FOUND);
}

#[test]
fn a_document_without_a_file_is_read_as_the_editor_calls_it() {
    let mut client = Client::start(pushed(), &[]);
    let document = json!({"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": ARTICLE});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
    let found = client.notification("textDocument/publishDiagnostics");
    assert_eq!(found["diagnostics"].as_array().map(Vec::len), Some(4));
}

#[test]
fn what_is_no_article_is_left_alone() {
    let mut client = Client::start(pulling(), &[]);
    for (name, text) in [("page.html", "Skip to content\n"), ("notes.toml", "# Skip to content\n"), ("image.md", "Skip to content\0\n")] {
        client.open(name, 1, text);
        assert_eq!(client.pull(name)["items"], json!([]), "{name}");
    }
}
