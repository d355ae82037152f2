//! Names of lints in configurations, suppressions and lint files.

use serde_json::{Value, json};

use super::client::{Client, pulling, pushed};

fn hover(client: &mut Client, name: &str, line: u32, character: u32) -> Value {
    let place = json!({"textDocument": {"uri": client.uri(name)}, "position": {"line": line, "character": character}});
    client.request("textDocument/hover", place)
}

#[test]
fn a_name_in_a_configuration_shows_the_lints_page() {
    let mut client = Client::start(pushed(), &[]);
    client.open("scrublint.toml", 1, "# byline\nignore = [\"skip-link\", \"comments\"]\n\n[lint.byline]\nlevel = \"off\"\n");
    let found = hover(&mut client, "scrublint.toml", 1, 15);
    assert_eq!(found["range"]["start"], json!({"line": 1, "character": 11}));
    assert!(found["contents"]["value"].as_str().expect("text").starts_with("# skip-link\n"), "{found}");
    assert!(hover(&mut client, "scrublint.toml", 1, 26)["contents"]["value"].as_str().expect("text").contains("- `comment-form`: "));
    assert!(hover(&mut client, "scrublint.toml", 3, 7)["contents"]["value"].as_str().expect("text").starts_with("# byline\n"));
    assert_eq!(hover(&mut client, "scrublint.toml", 0, 4), Value::Null, "a comment names nothing");
}

#[test]
fn names_in_suppressions_and_lint_files_show_it_too() {
    let mut client = Client::start(pulling(), &[]);
    client.open("a.md", 1, "\u{1F6A2}\n\n<!-- scrublint-disable-next-line byline: hers -->\nBy Ada Marlow\n");
    assert!(hover(&mut client, "a.md", 2, 36)["contents"]["value"].as_str().expect("text").starts_with("# byline\n"));
    assert_eq!(hover(&mut client, "a.md", 3, 2), Value::Null);
    client.open("lints/x/picnic.toml", 1, "[[match]]\nbeside = [\"byline\"]\n");
    assert!(hover(&mut client, "lints/x/picnic.toml", 1, 12)["contents"]["value"].as_str().expect("text").starts_with("# byline\n"));
}

#[test]
fn names_are_completed_while_the_file_is_not_whole_yet() {
    let mut client = Client::start(pushed(), &[]);
    client.open("scrublint.toml", 1, "fail-on = \"error\"\nignore = [\"skip-link\", \"by\n\n[lint.]\n");
    let mut complete = |line: u32, character: u32| {
        let place = json!({"textDocument": {"uri": client.uri("scrublint.toml")}, "position": {"line": line, "character": character}});
        client.request("textDocument/completion", place)
    };
    let items = complete(1, 26);
    let byline = items.as_array().expect("a list").iter().find(|item| item["label"] == "byline").expect("offered");
    let range = json!({"start": {"line": 1, "character": 24}, "end": {"line": 1, "character": 26}});
    assert_eq!(byline["textEdit"], json!({"range": range, "newText": "byline"}));
    assert!(!byline["detail"].as_str().expect("text").is_empty());
    assert!(items.as_array().expect("a list").iter().any(|item| item["label"] == "comments"), "categories, too");
    assert_eq!(complete(0, 11), Value::Null, "no lint is a level");
}

#[test]
fn own_lints_are_known() {
    let lint =
        "summary = \"Invitation\"\nlevel = \"warn\"\nfix = \"safe\"\nwhy = \"Because.\"\n\n[[match]]\nline.en = [\"come to the picnic\"]\n";
    let files = [("scrublint.toml", "lints = [\"own\"]\n"), ("own/fairs/picnic.toml", lint)];
    let mut client = Client::start(pushed(), &files);
    client.open("scrublint.toml", 1, "lints = [\"own\"]\nignore = [\"picnic\"]\n");
    assert!(hover(&mut client, "scrublint.toml", 1, 12)["contents"]["value"].as_str().expect("text").starts_with("# picnic\n"));
}
