//! Settings, baselines and folders: as the command line finds them, and found anew when they change.

use std::fs;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::{Client, pulling, pushed, titled, uri};

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().filter_map(|one| one["code"].as_str()).collect()
}

const LINT: &str = "summary = \"Invitation to a picnic\"\nlevel = \"warn\"\nfix = \"safe\"\nwhy = \"It is on every page.\"\n\n\
    [[match]]\nline.en = [\"come to the picnic\"]\n";

#[test]
fn settings_are_those_of_the_nearest_configuration() {
    let files = [
        (
            "scrublint.toml",
            "exclude = [\"drafts\"]\n[lint.comment-form]\nlevel = \"error\"\n[per-file-ignores]\n\"old/**\" = [\"encoding\"]\n",
        ),
        ("news/.scrublint.toml", "select = [\"navigation\"]\n"),
    ];
    let mut client = Client::start(pushed(), &files);
    for (name, wanted) in [
        ("a.md", &["skip-link", "html-entity", "comment-form", "comment-form"][..]),
        ("old/a.md", &["skip-link", "comment-form", "comment-form"]),
        ("news/a.md", &["skip-link"]),
        ("drafts/a.md", &[]),
    ] {
        client.open(name, 1, ARTICLE);
        assert_eq!(codes(&client.published(name, 1)), wanted, "{name}");
    }
    client.open("b.md", 1, ARTICLE);
    assert_eq!(client.published("b.md", 1)[2]["severity"], 1, "an error");
}

#[test]
fn a_configuration_that_changes_is_read_again() {
    let files = [("scrublint.toml", "lints = [\"own\"]\n"), ("own/fairs/picnic.toml", LINT)];
    let mut client = Client::start(pushed(), &files);
    let text = format!("{ARTICLE}\r\nCome to the picnic\r\n");
    client.open("a.md", 1, &text);
    assert!(codes(&client.published("a.md", 1)).contains(&"picnic"));
    let registered = client.asked.iter().find(|request| request.method == "client/registerCapability").expect("it wants to be told");
    assert_eq!(registered.params["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    for (name, content, wanted) in [
        ("own/fairs/picnic.toml", LINT.replace("come to", "go to"), false),
        ("own/fairs/picnic.toml", LINT.to_owned(), true),
        ("scrublint.toml", "lints = [\"own\"]\nignore = [\"fairs\"]\n".to_owned(), false),
    ] {
        fs::write(client.path(name), content).expect("written");
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": client.uri(name), "type": 2}]}));
        assert_eq!(codes(&client.published("a.md", 1)).contains(&"picnic"), wanted, "{name}");
    }
}

#[test]
fn an_editor_that_pulls_is_told_to_pull_again_and_one_that_does_not_watch_is_served_on_saving() {
    let mut client = Client::start(pulling(), &[]);
    client.open("a.md", 1, ARTICLE);
    assert_eq!(client.pull("a.md")["items"].as_array().map(Vec::len), Some(4));
    fs::write(client.path("scrublint.toml"), "ignore = [\"comments\"]\n").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": client.uri("scrublint.toml"), "type": 1}]}));
    assert_eq!(client.pull("a.md")["items"].as_array().map(Vec::len), Some(2));
    assert!(client.asked.iter().any(|request| request.method == "workspace/diagnostic/refresh"));

    let mut capabilities = pushed();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({});
    let mut client = Client::start(capabilities, &[]);
    client.open("a.md", 1, ARTICLE);
    assert_eq!(client.published("a.md", 1).len(), 4);
    fs::write(client.path("scrublint.toml"), "ignore = [\"comments\"]\n").expect("written");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": client.uri("scrublint.toml")}}));
    assert_eq!(client.published("a.md", 1).len(), 2);
    assert!(client.asked.is_empty(), "what it cannot do is not asked of it");
}

#[test]
fn a_mistake_in_a_configuration_is_shown_where_it_is_until_it_is_mended() {
    let mut client = Client::start(pushed(), &[("scrublint.toml", "\nignore = [\"bylin\"]\n")]);
    client.open("a.md", 1, ARTICLE);
    let shown = client.notification("window/showMessage");
    assert!(shown["message"].as_str().expect("text").contains("did you mean `byline`?"), "{shown}");
    let mark = client.notification("textDocument/publishDiagnostics");
    assert_eq!((&mark["uri"], &mark["diagnostics"][0]["range"]["start"]["line"]), (&json!(client.uri("scrublint.toml")), &json!(1)));
    assert_eq!(client.published("a.md", 1), Vec::<Value>::new());
    fs::write(client.path("scrublint.toml"), "ignore = [\"byline\"]\n").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": client.uri("scrublint.toml"), "type": 2}]}));
    assert_eq!(client.notification("textDocument/publishDiagnostics")["diagnostics"], json!([]), "the mark is gone");
    assert_eq!(client.published("a.md", 1).len(), 4);
}

#[test]
fn a_mistake_is_shown_even_if_no_article_is_open() {
    let files = [("scrublint.toml", "lints = [\"own\"]\n"), ("own/fairs/picnic.toml", "summary = 1\n")];
    for open in ["scrublint.toml", "own/fairs/picnic.toml"] {
        let mut client = Client::start(pulling(), &files);
        client.open(open, 1, "");
        let mark = client.notification("textDocument/publishDiagnostics");
        assert_eq!((&mark["uri"], &mark["diagnostics"][0]["severity"]), (&json!(client.uri("own/fairs/picnic.toml")), &json!(1)));
    }
}

#[test]
fn a_finding_is_accepted_in_the_baseline() {
    let mut client = Client::start(pushed(), &[("scrublint.toml", "baseline = \"ci/accepted.toml\"\n"), ("ci/x", "")]);
    client.open("content/a.md", 1, ARTICLE);
    let before = client.published("content/a.md", 1);
    let at = before[0]["range"].clone();
    let actions = client.actions("content/a.md", &at, &before[..1], None);
    let command = titled(&actions, "Accept this `skip-link` in the baseline")["command"].clone();
    client.request("workspace/executeCommand", json!({"command": command["command"], "arguments": command["arguments"]}));
    assert_eq!(codes(&client.published("content/a.md", 1)), codes(&before)[1..]);
    let written = fs::read_to_string(client.path("ci/accepted.toml")).expect("written");
    assert!(written.contains("[files.\"../content/a.md\"]") && written.contains("lint = \"skip-link\""), "{written}");
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    let actions = client.actions("a.md", &at, &[], None);
    assert!(!actions.iter().any(|action| action["title"].as_str().is_some_and(|title| title.contains("baseline"))), "none is configured");
}

#[test]
fn a_folder_is_scanned_in_between() {
    let files: Vec<(String, &str)> =
        (0..40).map(|at| (format!("content/{at}.md"), if at % 2 == 0 { ARTICLE } else { "# Quiet\n" })).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, *text)).collect();
    let mut client = Client::start(pulling(), &files);
    client.open("content/0.md", 1, ARTICLE);
    let result = client.request("workspace/executeCommand", json!({"command": "scrublint.checkWorkspace"}));
    assert_eq!(result, json!({"files": 39, "findings": 4 * 19, "errors": 0}));
    let marked: Vec<Value> = client.notifications("textDocument/publishDiagnostics");
    assert_eq!(marked.len(), 19, "what is open is asked for, what is clean needs no mark");
    assert!(client.asked.iter().any(|request| request.method == "window/workDoneProgress/create"));
    let kinds: Vec<Value> = client.notifications("$/progress").iter().map(|one| one["value"]["kind"].clone()).collect();
    assert_eq!((&kinds[0], kinds.last()), (&json!("begin"), Some(&json!("end"))));
    // A document that is opened is asked for from now on.
    client.open("content/2.md", 1, ARTICLE);
    let cleared = client.notification("textDocument/publishDiagnostics");
    assert_eq!((&cleared["uri"], &cleared["diagnostics"]), (&json!(client.uri("content/2.md")), &json!([])));
    // Once it is closed, what is in the file counts.
    client.change("content/2.md", 2, json!([{"text": "# Quiet now, and never saved\n"}]));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": client.uri("content/2.md")}}));
    assert_eq!(client.notification("textDocument/publishDiagnostics")["diagnostics"].as_array().map(Vec::len), Some(4));
}

#[test]
fn what_is_opened_during_a_scan_has_no_marks_of_the_file() {
    let files: Vec<(String, &str)> = (0..200).map(|at| (format!("{at:03}.md"), ARTICLE)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, *text)).collect();
    let mut client = Client::start(pulling(), &files);
    let id = client.ask("workspace/executeCommand", json!({"command": "scrublint.checkWorkspace"}));
    // One that has its marks already, and one whose turn is yet to come.
    client.notification("textDocument/publishDiagnostics");
    for name in ["000.md", "199.md"] {
        client.open(name, 1, "# Quiet now, and never saved\n");
    }
    client.response(&id).response_result.expect("scanned");
    let published = client.notifications("textDocument/publishDiagnostics");
    for name in ["000.md", "199.md"] {
        let last = published.iter().rfind(|one| one["uri"] == client.uri(name));
        assert!(last.is_none_or(|one| one["diagnostics"] == json!([])), "{name}: {last:?}");
    }
}

#[test]
fn an_article_that_is_escaped_in_another_way_is_the_same_article() {
    let mut client = Client::start(pulling(), &[("a (b).md", ARTICLE)]);
    client.request("workspace/executeCommand", json!({"command": "scrublint.checkWorkspace"}));
    let marked = client.notification("textDocument/publishDiagnostics");
    client.open("a (b).md", 1, ARTICLE);
    let cleared = client.notification("textDocument/publishDiagnostics");
    assert_ne!(marked["uri"], client.uri("a (b).md"));
    assert_eq!((&cleared["uri"], &cleared["diagnostics"]), (&marked["uri"], &json!([])));
}

#[test]
fn a_configuration_that_is_closed_is_no_article() {
    let mut client = Client::start(pushed(), &[("scrublint.toml", "# Skip to content\n"), ("a.md", ARTICLE)]);
    client.request("workspace/executeCommand", json!({"command": "scrublint.checkWorkspace"}));
    client.notifications("textDocument/publishDiagnostics");
    client.open("scrublint.toml", 1, "# Skip to content\n");
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": client.uri("scrublint.toml")}}));
    assert_eq!(client.notifications("textDocument/publishDiagnostics"), Vec::<Value>::new());
}

#[test]
fn folders_that_are_opened_later_are_scanned_too() {
    let mut client = Client::start(pushed(), &[]);
    let other = tempfile::tempdir().expect("a folder");
    fs::write(other.path().join("a.md"), ARTICLE).expect("written");
    let folder = |path: &std::path::Path| json!({"uri": uri(path), "name": "articles"});
    let event = json!({"added": [folder(other.path())], "removed": [folder(client.path("").as_path())]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    let result = client.request("workspace/executeCommand", json!({"command": "scrublint.checkWorkspace"}));
    assert_eq!(result["findings"], 4);
}

#[test]
fn a_scan_can_be_taken_back() {
    let files: Vec<(String, String)> = (0..400).map(|at| (format!("{at}.md"), ARTICLE.repeat(5))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut client = Client::start(pushed(), &files);
    let id = client.ask("workspace/executeCommand", json!({"command": "scrublint.checkWorkspace"}));
    client.notification("$/progress");
    client.notify("window/workDoneProgress/cancel", json!({"token": format!("scrublint/scan/{id}")}));
    assert_eq!(client.response(&id).response_result.expect_err("taken back").code, -32800);
}

#[test]
fn an_editor_that_goes_without_a_word_is_noticed() {
    let mut client = Client::start(pushed(), &[]);
    client.open("a.md", 1, ARTICLE);
    client.published("a.md", 1);
    assert!(client.end());
    let client = Client::start(pushed(), &[]);
    assert!(!client.vanish());
}
