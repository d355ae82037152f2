//! How a long job goes, for an editor that shows it.

use lsp_types::{
    Notification as _, ProgressNotification, ProgressParams, ProgressToken, Request as _, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressCreateRequest, WorkDoneProgressEnd, WorkDoneProgressReport,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::outbox::Outbox;

/// A job that the editor shows, or not.
pub(super) struct Progress {
    outbox: Outbox,
    token: Option<ProgressToken>,
}

impl Progress {
    /// Shows a job under the token that came with the request, else under an own one, if the editor shows jobs.
    pub(super) fn begin(outbox: &Outbox, given: Option<ProgressToken>, own: Option<String>, title: &str) -> Self {
        let token = given.or_else(|| {
            let token = ProgressToken::String(own?);
            let params = WorkDoneProgressCreateParams { token: token.clone() };
            outbox.ask(WorkDoneProgressCreateRequest::METHOD.as_str(), json!(params));
            Some(token)
        });
        let progress = Self { outbox: outbox.clone(), token };
        let begin = WorkDoneProgressBegin {
            cancellable: Some(true),
            percentage: Some(0),
            ..WorkDoneProgressBegin::new(title.to_owned(), None, None, None)
        };
        progress.send("begin", begin);
        progress
    }

    /// What the editor takes the job back by.
    pub(super) fn token(&self) -> Option<&ProgressToken> {
        self.token.as_ref()
    }

    pub(super) fn report(&self, done: usize, all: usize) {
        let percentage = u32::try_from(done * 100 / all.max(1)).ok();
        let message = Some(format!("{done} of {all} articles"));
        self.send("report", WorkDoneProgressReport { message, percentage, cancellable: Some(true) });
    }

    pub(super) fn end(&self, message: String) {
        self.send("end", WorkDoneProgressEnd { message: Some(message) });
    }

    fn send(&self, kind: &str, value: impl Serialize) {
        let Some(token) = self.token.clone() else { return };
        let mut value = json!(value);
        if let Value::Object(value) = &mut value {
            value.insert("kind".to_owned(), kind.into());
        }
        self.outbox.notify_as(ProgressNotification::METHOD.as_str(), &ProgressParams { token, value });
    }
}
