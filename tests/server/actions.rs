//! What can be done about findings, and the text that comes of it.

use serde_json::{Value, json};

use super::client::{Client, edited, plain, pulling, pushed, titled};
use super::{ARTICLE, FIXED};

/// An article with a safe finding at its top and an unsafe one at its end.
const UNSAFE: &str = "Skip to content\n\n# Harbour reopens\n\n\
    The harbour opened again on Monday, after nine weeks of repairs to its outer wall and to the lamp on it.\n\n\
    It cost more than any of the neighbours in the little town had feared before it began.\n\n\
    Leave a Reply\n\nYour email address will not be published.\n\nName *\nEmail *\n";

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}})
}

fn everywhere() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}})
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

#[test]
fn a_quick_fix_takes_out_one_finding() {
    for (capabilities, utf8) in [(pushed(), false), (pulling(), true), (plain(), false)] {
        let mut client = Client::start(capabilities, &[]);
        client.open("a.md", 4, ARTICLE);
        let actions = client.actions("a.md", &range(0, 4, 4), &[], None);
        let fix = client.resolved(titled(&actions, "Remove this line: `skip-link`"));
        assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
        assert_eq!(edited(ARTICLE, &fix, utf8), ARTICLE.split_once("\r\n\r\n").expect("two").1);
        let repair = client.actions("a.md", &range(6, 0, 99), &[], Some("quickfix"));
        let repair = client.resolved(titled(&repair, "Replace the characters: `html-entity`"));
        assert_eq!(edited(ARTICLE, &repair, utf8), ARTICLE.replace("&amp;eacute;", "é"));
    }
}

#[test]
fn edits_name_the_version_that_they_were_made_for() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 4, ARTICLE);
    let actions = client.actions("a.md", &range(0, 0, 0), &[], None);
    let fix = client.resolved(titled(&actions, "Remove this line: `skip-link`"));
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"], json!({"uri": client.uri("a.md"), "version": 4}));
}

#[test]
fn fix_all_does_what_the_command_line_does() {
    for (capabilities, utf8) in [(pushed(), false), (pulling(), true), (plain(), false)] {
        let mut client = Client::start(capabilities, &[]);
        client.open("a.md", 1, ARTICLE);
        for only in ["source.fixAll.scrublint", "source.fixAll", "source"] {
            let actions = client.actions("a.md", &everywhere(), &[], Some(only));
            assert_eq!(titles(&actions), ["Fix all that is safe to fix"]);
            assert_eq!(actions[0]["kind"], "source.fixAll.scrublint");
            assert_eq!(edited(ARTICLE, &client.resolved(&actions[0]), utf8), FIXED);
        }
        assert_eq!(client.actions("a.md", &everywhere(), &[], Some("source.organizeImports")), Vec::<Value>::new());
    }
}

#[test]
fn unsafe_fixes_say_so_and_are_never_made_with_all() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, UNSAFE);
    let actions = client.actions("a.md", &range(12, 0, 0), &[], None);
    let fix = client.resolved(titled(&actions, "Remove these 2 lines: `page-furniture` (unsafe)"));
    assert_eq!(fix["isPreferred"], false);
    assert_eq!(edited(UNSAFE, &fix, false), UNSAFE.replace("\nName *\nEmail *\n", ""));
    let all = client.actions("a.md", &everywhere(), &[], Some("source.fixAll"));
    assert!(edited(UNSAFE, &client.resolved(&all[0]), false).contains("Name *"));
}

#[test]
fn all_of_one_lint_can_be_fixed_at_once() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let actions = client.actions("a.md", &range(8, 0, 0), &[], None);
    let fix = client.resolved(titled(&actions, "Fix all of `comment-form` in this file"));
    let (kept, _) = ARTICLE.split_once("\r\nLeave a Reply").expect("there");
    assert_eq!(edited(ARTICLE, &fix, false), kept);
}

#[test]
fn an_action_for_several_findings_is_offered_once() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let actions = client.actions("a.md", &everywhere(), &[], Some("quickfix"));
    let mut titles = titles(&actions);
    let all = titles.len();
    titles.retain(|title| *title == "Fix all of `comment-form` in this file");
    assert_eq!((titles.len(), all), (1, 4 + 1 + 4), "a fix and a comment for each of the four, and this one");
}

#[test]
fn an_editor_that_wants_every_edit_at_once_does_not_wait_for_what_nobody_will_choose() {
    let entities: String =
        (0..40).map(|at| format!("On day {at} the ferry carried goats &amp; sheep, and nobody at the pier was surprised.\n\n")).collect();
    let mut client = Client::start(plain(), &[]);
    client.open("a.md", 1, &format!("# The ferry\n\n{entities}"));
    let actions = client.actions("a.md", &everywhere(), &[], Some("quickfix"));
    assert_eq!((actions.len(), titles(&actions).iter().filter(|title| title.starts_with("Replace")).count()), (40, 40));
}

#[test]
fn a_finding_is_suppressed_with_a_comment_above_it() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let actions = client.actions("a.md", &range(0, 0, 0), &[], None);
    let action = client.resolved(titled(&actions, "Suppress `skip-link` here"));
    let text = edited(ARTICLE, &action, false);
    assert_eq!(text, format!("<!-- scrublint-disable-next-line skip-link -->\r\n{ARTICLE}"));
    client.change("a.md", 2, json!([{"text": text}]));
    let left: Vec<Value> = client.published("a.md", 2).iter().map(|one| one["code"].clone()).collect();
    assert_eq!(left, ["html-entity", "comment-form", "comment-form"]);
}

#[test]
fn a_range_that_the_editor_echoes_is_never_edited() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let mut shown = client.published("a.md", 1)[0].clone();
    // The author's own first sentence, as an editor that counts in another unit might say.
    shown["range"] = range(4, 0, 90);
    let actions = client.actions("a.md", &range(4, 0, 90), &[shown.clone()], None);
    let fix = client.resolved(titled(&actions, "Remove this line: `skip-link`"));
    assert_eq!(edited(ARTICLE, &fix, false), ARTICLE.split_once("\r\n\r\n").expect("two").1);
    shown["data"] = Value::Null;
    assert_eq!(titles(&client.actions("a.md", &range(4, 0, 90), &[shown], None)), ["Fix all that is safe to fix"]);
}

#[test]
fn what_was_offered_for_an_earlier_text_is_not_done() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let shown = client.published("a.md", 1);
    let actions = client.actions("a.md", &range(0, 0, 0), &shown[..1], None);
    let offered = titled(&actions, "Remove this line: `skip-link`").clone();
    client.change("a.md", 2, json!([{"range": range(0, 0, 0), "text": "\r\n"}]));
    let id = client.ask("codeAction/resolve", offered);
    assert_eq!(client.response(&id).response_result.expect_err("it is refused").code, -32801);
    // A diagnostic of an earlier version names nothing any more; what is at the place counts.
    assert_eq!(titles(&client.actions("a.md", &range(0, 0, 0), &shown[..1], Some("quickfix"))), Vec::<&str>::new());
}

#[test]
fn protected_text_and_nearly_whole_articles_stay() {
    let files = [("scrublint.toml", "protect = [\"Skip\"]\n")];
    let mut client = Client::start(pushed(), &files);
    client.open("a.md", 1, UNSAFE);
    let all = client.actions("a.md", &everywhere(), &[], Some("source.fixAll"));
    assert!(edited(UNSAFE, &client.resolved(&all[0]), false).starts_with("Skip to content\n\n# Harbour"));
    assert!(!titles(&client.actions("a.md", &range(0, 0, 0), &[], None)).iter().any(|title| title.contains("Remove")));

    let mut client = Client::start(plain(), &[("scrublint.toml", "max-removal = 0.01\n")]);
    client.open("a.md", 1, UNSAFE);
    assert_eq!(client.actions("a.md", &everywhere(), &[], Some("source.fixAll")), Vec::<Value>::new());
    let mut client = Client::start(pushed(), &[("scrublint.toml", "max-removal = 0.01\n")]);
    client.open("a.md", 1, UNSAFE);
    let all = client.actions("a.md", &everywhere(), &[], Some("source.fixAll"));
    assert_eq!(client.resolved(&all[0]).get("edit"), None);
    let said = client.notification("window/showMessage")["message"].clone();
    assert!(said.as_str().expect("text").contains("the limit is 1%"), "{said}");
}

#[test]
fn a_request_that_is_taken_back_has_no_result() {
    let mut client = Client::start(pushed(), &[]);
    // Many at a time: some are waiting when they are taken back, and one may be answered already.
    client.open("a.md", 1, &format!("{ARTICLE}\r\n").repeat(200));
    let ask = json!({"textDocument": {"uri": client.uri("a.md")}, "range": everywhere(), "context": {"diagnostics": []}});
    let ids: Vec<_> = (0..5).map(|_| client.ask("textDocument/codeAction", ask.clone())).collect();
    for id in &ids[1..] {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    assert!(client.response(&ids[0]).response_result.is_ok());
    let codes: Vec<_> = ids[1..].iter().map(|id| client.response(id).response_result.map_or_else(|error| error.code, |_| 0)).collect();
    assert_eq!(codes, [-32800; 4]);
}

#[test]
fn an_action_of_a_closed_article_is_refused() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let actions = client.actions("a.md", &range(0, 0, 0), &[], None);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": client.uri("a.md")}}));
    let id = client.ask("codeAction/resolve", titled(&actions, "Remove this line: `skip-link`").clone());
    assert_eq!(client.response(&id).response_result.expect_err("there is no text to change").code, -32801);
}
