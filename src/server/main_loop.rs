//! The main thread: takes messages and notes what follows from them.

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    CancelNotification, CancelParams, DidChangeTextDocumentNotification, DidChangeTextDocumentParams, DidChangeWatchedFilesNotification,
    DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions, DidChangeWorkspaceFoldersNotification,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentNotification, DidCloseTextDocumentParams, DidOpenTextDocumentNotification,
    DidOpenTextDocumentParams, DidSaveTextDocumentNotification, ExitNotification, FileSystemWatcher, GlobPattern, Id, Notification as _,
    Registration, RegistrationParams, RegistrationRequest, Request as _, ShutdownRequest, WorkDoneProgressCancelNotification,
    WorkDoneProgressCancelParams, WorkspaceFolder,
};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::buffer::{Buffer, Kind};
use super::client::{self, Client};
use super::outbox::Outbox;
use super::shared::{Shared, Task};

/// Takes messages until the editor says goodbye, or goes without. Returns whether it did say so.
pub(super) fn run(connection: &Connection, shared: &Shared, client: &Client, outbox: &Outbox) -> bool {
    if client.watches {
        watch(outbox);
    }
    let main = Main { shared, client };
    let mut shutting_down = false;
    for message in &connection.receiver {
        match message {
            Message::Request(Request { id, method, .. }) if method == ShutdownRequest::METHOD.as_str() => {
                shutting_down = true;
                outbox.send(Response::new_ok(id, ()));
            }
            Message::Request(request) if shutting_down => {
                outbox.send(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, "the server is shutting down".to_owned()));
            }
            Message::Request(request) => shared.ask(request),
            Message::Notification(notification) if notification.method == ExitNotification::METHOD.as_str() => return shutting_down,
            Message::Notification(notification) => main.note(notification),
            // Answers to what was asked of the editor say nothing that matters.
            Message::Response(_) => {}
        }
    }
    false
}

/// Asks to be told when settings change: configurations, own lints and baselines, wherever they are.
fn watch(outbox: &Outbox) {
    let watcher = FileSystemWatcher { glob_pattern: GlobPattern::Pattern("**/*.toml".to_owned()), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
    let registration = Registration {
        id: "scrublint-settings".to_owned(),
        method: DidChangeWatchedFilesNotification::METHOD.as_str().to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    outbox.ask(RegistrationRequest::METHOD.as_str(), json!(RegistrationParams { registrations: vec![registration] }));
}

struct Main<'a> {
    shared: &'a Shared,
    client: &'a Client,
}

impl Main<'_> {
    fn note(&self, notification: Notification) {
        let Notification { method, params } = notification;
        // What cannot be read is passed over: there is nobody to tell.
        fn read<P: DeserializeOwned>(params: serde_json::Value) -> Option<P> {
            serde_json::from_value(params).ok()
        }
        let is = |known: lsp_types::LspNotificationMethod<'_>| method == known.as_str();
        if is(DidChangeTextDocumentNotification::METHOD) {
            read(params).into_iter().for_each(|params| self.changed(params));
        } else if is(DidOpenTextDocumentNotification::METHOD) {
            read(params).into_iter().for_each(|params| self.opened(params));
        } else if is(DidCloseTextDocumentNotification::METHOD) {
            read(params).into_iter().for_each(|params: DidCloseTextDocumentParams| {
                let uri = params.text_document.uri.0;
                // Of other documents nothing was published as of an article, and their files are none.
                if self.shared.close(&uri).is_some_and(|buffer| buffer.kind == Kind::Article) {
                    self.shared.add(Task::Forget(uri));
                }
            });
        } else if is(CancelNotification::METHOD) {
            read(params).into_iter().for_each(|params: CancelParams| match params.id {
                Id::Int(id) => self.shared.cancel(&RequestId::from(id)),
                Id::String(id) => self.shared.cancel(&RequestId::from(id)),
            });
        } else if is(WorkDoneProgressCancelNotification::METHOD) {
            read(params).into_iter().for_each(|params: WorkDoneProgressCancelParams| self.shared.cancel_progress(&params.token));
        } else if is(DidSaveTextDocumentNotification::METHOD) {
            // An editor that tells of changed files tells of this one, too.
            if !self.client.watches {
                self.shared.add(Task::Reload);
            }
        } else if is(DidChangeWatchedFilesNotification::METHOD) {
            let settings = |params: &DidChangeWatchedFilesParams| params.changes.iter().any(|change| change.uri.0.ends_with(".toml"));
            if read(params).is_some_and(|params| settings(&params)) {
                self.shared.add(Task::Reload);
            }
        } else if is(DidChangeWorkspaceFoldersNotification::METHOD) {
            read(params).into_iter().for_each(|params: DidChangeWorkspaceFoldersParams| {
                let paths = |folders: &[WorkspaceFolder]| client::paths(folders.iter().map(|folder| &folder.uri));
                self.shared.change_folders(&paths(&params.event.removed), paths(&params.event.added));
            });
        }
    }

    fn opened(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let uri = document.uri.0;
        let language = document.language_id.to_string();
        self.shared.open(&uri, |revision| Buffer::new(&uri, &language, document.version, revision, document.text));
        self.shared.add(Task::Welcome(uri.clone()));
        self.check(&uri);
    }

    fn changed(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        let uri = document.text_document_identifier.uri.0;
        self.shared.change(&uri, |buffer| {
            for change in params.content_changes {
                buffer.change(change, self.client.encoding);
            }
            buffer.version = document.version;
        });
        self.check(&uri);
    }

    /// An editor that asks for diagnostics gets them when it asks.
    fn check(&self, uri: &str) {
        let is_article = self.shared.buffer(uri).is_some_and(|buffer| buffer.kind == Kind::Article);
        if is_article && !self.client.pulls {
            self.shared.check(uri);
        }
    }
}
