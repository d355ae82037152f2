//! An editor for tests: what it sends is what an editor sends, and it keeps what it gets.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use scrublint::config::{Configs, Discovery, Flags};
use scrublint::server;
use serde_json::{Value, json};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// An editor with a folder of its own.
pub struct Client {
    connection: Connection,
    server: Option<JoinHandle<bool>>,
    folder: tempfile::TempDir,
    requests: i32,
    notifications: VecDeque<Notification>,
    /// Answers that came before others.
    responses: Vec<Response>,
    /// What the server asked for.
    pub asked: Vec<Request>,
    /// What the server said of itself.
    pub capabilities: Value,
}

/// What an editor like VS Code can do, counting in UTF-16 and being told of findings.
pub fn pushed() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true, "dataSupport": true,
                "tagSupport": {"valueSet": [1, 2]},
            },
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source", "source.fixAll"]}},
                "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true}, "didChangeWatchedFiles": {"dynamicRegistration": true}},
        "window": {"workDoneProgress": true},
    })
}

/// The same, counting in UTF-8 and asking for findings.
pub fn pulling() -> Value {
    let mut capabilities = pushed();
    capabilities["general"] = json!({"positionEncodings": ["utf-8", "utf-16"]});
    capabilities["textDocument"]["diagnostic"] = json!({"dataSupport": true, "tagSupport": {"valueSet": [1, 2]}});
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    capabilities
}

/// The least that an editor can do.
pub fn plain() -> Value {
    json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}})
}

impl Client {
    /// Starts a server for a folder with these files.
    pub fn start(capabilities: Value, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let (connection, other) = Connection::memory();
        let configs = Configs::new(Discovery::Nearest, &[], Flags::default()).expect("no mistakes");
        let server = std::thread::spawn(move || server::serve(other, configs.into()).expect("it serves"));
        let mut client = Self {
            connection,
            server: Some(server),
            folder,
            requests: 0,
            notifications: VecDeque::new(),
            responses: Vec::new(),
            asked: Vec::new(),
            capabilities: Value::Null,
        };
        let folders = json!([{"uri": client.uri("").trim_end_matches('/'), "name": "articles"}]);
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders});
        let answer = client.request("initialize", params);
        client.notify("initialized", json!({}));
        client.capabilities = answer["capabilities"].clone();
        client
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn uri(&self, name: &str) -> String {
        uri(&self.path(name))
    }

    pub fn notify(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification { method: method.to_owned(), params }.into()).expect("sent");
    }

    /// Sends a request and goes on.
    pub fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.connection.sender.send(Request { id: id.clone(), method: method.to_owned(), params }.into()).expect("sent");
        id
    }

    /// The answer to a request; what comes before it is kept.
    pub fn response(&mut self, id: &RequestId) -> Response {
        loop {
            if let Some(place) = self.responses.iter().position(|response| response.id == *id) {
                return self.responses.remove(place);
            }
            let message = self.message();
            self.keep(message);
        }
    }

    /// Sends a request and takes the result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.response(&id).response_result.unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    /// The next notification of this method.
    pub fn notification(&mut self, method: &str) -> Value {
        loop {
            if let Some(place) = self.notifications.iter().position(|one| one.method == method) {
                return self.notifications.remove(place).expect("there").params;
            }
            let message = self.message();
            self.keep(message);
        }
    }

    /// All notifications of this method so far: those sent before the answer to a request that was sent now.
    pub fn notifications(&mut self, method: &str) -> Vec<Value> {
        self.request("textDocument/hover", json!({"textDocument": {"uri": "none:"}, "position": {"line": 0, "character": 0}}));
        let (found, rest) = std::mem::take(&mut self.notifications).into_iter().partition(|one| one.method == method);
        self.notifications = rest;
        VecDeque::into_iter(found).map(|one| one.params).collect()
    }

    fn message(&self) -> Message {
        self.connection.receiver.recv_timeout(PATIENCE).expect("the server goes on")
    }

    fn keep(&mut self, message: Message) {
        match message {
            Message::Notification(notification) => self.notifications.push_back(notification),
            Message::Request(request) => {
                let answer = Response::new_ok(request.id.clone(), Value::Null);
                self.connection.sender.send(answer.into()).expect("sent");
                self.asked.push(request);
            }
            Message::Response(response) => self.responses.push(response),
        }
    }

    pub fn open(&self, name: &str, version: i32, text: &str) {
        let language = if name.ends_with(".toml") { "toml" } else { "markdown" };
        let document = json!({"uri": self.uri(name), "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&self, name: &str, version: i32, changes: Value) {
        let document = json!({"uri": self.uri(name), "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// What is published of a document at this version.
    pub fn published(&mut self, name: &str, version: i32) -> Vec<Value> {
        let uri = self.uri(name);
        loop {
            let params = self.notification("textDocument/publishDiagnostics");
            if params["uri"] == uri && params["version"] == version {
                return params["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// What is found in a document when it is asked for.
    pub fn pull(&mut self, name: &str) -> Value {
        let document = json!({"uri": self.uri(name)});
        self.request("textDocument/diagnostic", json!({"textDocument": document}))
    }

    /// The actions for a place, for which the editor shows these diagnostics.
    pub fn actions(&mut self, name: &str, range: &Value, shown: &[Value], only: Option<&str>) -> Vec<Value> {
        let mut context = json!({"diagnostics": shown});
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({"textDocument": {"uri": self.uri(name)}, "range": range, "context": context});
        self.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
    }

    /// An action with its edit.
    pub fn resolved(&mut self, action: &Value) -> Value {
        if action.get("edit").is_some() { action.clone() } else { self.request("codeAction/resolve", action.clone()) }
    }

    /// Says goodbye. Returns whether the server took it for one.
    pub fn end(mut self) -> bool {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.take().expect("running").join().expect("no panic")
    }

    /// Goes without a word. Returns whether the server took it for a goodbye.
    pub fn vanish(mut self) -> bool {
        let server = self.server.take().expect("running");
        drop(self);
        server.join().expect("no panic")
    }
}

pub fn uri(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/");
    if cfg!(windows) { format!("file:///{path}") } else { format!("file://{path}") }
}

/// The action of this title.
pub fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"] == title);
    found.unwrap_or_else(|| panic!("no `{title}` among {:?}", actions.iter().map(|action| &action["title"]).collect::<Vec<_>>()))
}

/// The text with the edits of an action made, as an editor that counts in this unit makes them.
pub fn edited(text: &str, action: &Value, utf8: bool) -> String {
    let edit = &action["edit"];
    let edits = match &edit["documentChanges"] {
        Value::Array(changes) => changes[0]["edits"].as_array().cloned(),
        _ => edit["changes"].as_object().and_then(|changes| changes.values().next()?.as_array().cloned()),
    };
    let mut edits: Vec<(usize, usize, String)> = edits
        .unwrap_or_else(|| panic!("no edit in {action}"))
        .iter()
        .map(|edit| {
            let place = |end: &str| offset(text, &edit["range"][end], utf8);
            (place("start"), place("end"), edit["newText"].as_str().expect("text").to_owned())
        })
        .collect();
    edits.sort();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, &new);
    }
    text
}

/// The text that a range covers.
pub fn covered<'a>(text: &'a str, range: &Value, utf8: bool) -> &'a str {
    &text[offset(text, &range["start"], utf8)..offset(text, &range["end"], utf8)]
}

fn offset(text: &str, position: &Value, utf8: bool) -> usize {
    let number = |name: &str| position[name].as_u64().expect("a number") as usize;
    let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    let mut units = 0;
    for (at, character) in text[start..].char_indices() {
        if units == number("character") {
            return start + at;
        }
        units += if utf8 { character.len_utf8() } else { character.len_utf16() };
    }
    assert_eq!(units, number("character"), "the place is there");
    text.len()
}
