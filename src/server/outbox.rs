//! The way out to the editor.
//!
//! Sending never waits for the editor to read: whoever sends may hold what the reading of messages needs.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use crossbeam_channel::Sender;
use lsp_server::{Message, Request, RequestId};
use lsp_types::{LogMessageNotification, LogMessageParams, MessageType, Notification, ShowMessageNotification, ShowMessageParams};
use serde::Serialize;
use serde_json::Value;

/// Where messages to the editor go.
#[derive(Debug, Clone)]
pub(super) struct Outbox {
    messages: Sender<Message>,
    requests: Arc<AtomicI32>,
}

impl Outbox {
    pub(super) fn new(messages: Sender<Message>) -> Self {
        Self { messages, requests: Arc::default() }
    }

    pub(super) fn send(&self, message: impl Into<Message>) {
        // An editor that has gone away wants to hear nothing; the main thread notices and ends.
        let _ = self.messages.send(message.into());
    }

    pub(super) fn notify<N: Notification>(&self, params: &N::Params) {
        self.notify_as(N::METHOD.as_str(), params);
    }

    pub(super) fn notify_as(&self, method: &str, params: &impl Serialize) {
        self.send(lsp_server::Notification::new(method.to_owned(), params));
    }

    /// Asks the editor for something. What it answers is of no interest.
    pub(super) fn ask(&self, method: &str, params: Value) {
        let id = RequestId::from(self.requests.fetch_add(1, Ordering::Relaxed));
        self.send(Request::new(id, method.to_owned(), params));
    }

    /// Tells the person.
    pub(super) fn show(&self, kind: MessageType, message: impl Into<String>) {
        self.notify::<ShowMessageNotification>(&ShowMessageParams { kind, message: message.into() });
    }

    /// Writes a line into the editor's log of this server.
    pub(super) fn log(&self, message: impl Into<String>) {
        self.notify::<LogMessageNotification>(&LogMessageParams { kind: MessageType::Info, message: message.into() });
    }
}
