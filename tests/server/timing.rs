//! How fast findings follow a keystroke, and what becomes of those that come too late.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::{Client, pulling, pushed};

/// An article of so many bytes.
fn article(bytes: usize) -> String {
    let body = "The small ferry between the two harbours runs again since Monday, after nine weeks in the yard. Its skipper says that \
        nobody hears the new engine, and the baker at the pier has counted number ";
    let mut text = "\u{1F6A2} Skip to content\n\n# The ferry is back\n\n".to_owned();
    let mut count = 0;
    while text.len() < bytes {
        count += 1;
        text += &format!("{body}{count} of those who came back for it, among them {} children with a kite.\n\n", count * 7 % 31);
    }
    text + "Leave a Reply\n"
}

fn insert(line: usize, character: usize, text: &str) -> Value {
    let at = json!({"line": line, "character": character});
    json!([{"range": {"start": at, "end": at}, "text": text}])
}

#[test]
fn findings_follow_a_keystroke_in_a_long_article() {
    let mut client = Client::start(pushed(), &[]);
    let text = article(100_000);
    client.open("a.md", 0, &text);
    assert_eq!(client.published("a.md", 0).len(), 2);
    let mut times: Vec<Duration> = (1..=200)
        .map(|version| {
            let start = Instant::now();
            client.change("a.md", version, insert(4 + 2 * (version as usize % 300), 10, "x"));
            assert_eq!(client.published("a.md", version).len(), 2);
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("keystroke to diagnostics, {} bytes: median {:?}, p95 {:?}", text.len(), times[100], times[190]);
    // Tests are built with few optimisations and run beside each other; .ci/editors measures the real thing.
    assert!(times[100] < Duration::from_millis(500), "{times:?}");
}

#[test]
fn keystrokes_that_come_faster_than_checks_are_checked_together() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 0, &article(100_000));
    for version in 1..=300 {
        client.change("a.md", version, insert(4, 10, "x"));
    }
    let mut versions = Vec::new();
    while versions.last() != Some(&300) {
        versions.push(client.notification("textDocument/publishDiagnostics")["version"].as_i64().expect("a version"));
    }
    assert!(versions.is_sorted(), "{versions:?}");
    assert!(versions.len() < 200, "{} checks for 300 keystrokes", versions.len());
}

#[test]
fn an_answer_about_a_text_that_is_gone_is_not_given() {
    let mut client = Client::start(pulling(), &[]);
    client.open("a.md", 0, &article(300_000));
    let document = json!({"uri": client.uri("a.md")});
    let id = client.ask("textDocument/diagnostic", json!({"textDocument": document}));
    client.change("a.md", 1, json!([{"text": ARTICLE}]));
    // Either the change came before the check, or the check for nothing.
    match client.response(&id).response_result {
        Ok(report) => assert_eq!(report["items"].as_array().map(Vec::len), Some(4)),
        Err(error) => assert_eq!((error.code, error.data), (-32802, Some(json!({"retriggerRequest": true})))),
    }
}
