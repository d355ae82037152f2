//! The worker: everything that takes time.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::{
    CodeAction, CodeActionParams, CodeActionRequest, CodeActionResolveRequest, CompletionParams, CompletionRequest, Diagnostic as Mark,
    DiagnosticRefreshRequest, DiagnosticServerCancellationData, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticRequest, ExecuteCommandParams, ExecuteCommandRequest, FullDocumentDiagnosticReport, HoverParams, HoverRequest,
    MessageType, PublishDiagnosticsNotification, PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, Request as _, UnchangedDocumentDiagnosticReport, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::actions::{self, Intent};
use super::buffer::{Buffer, Kind};
use super::client::Client;
use super::edits::workspace_edit;
use super::findings::{Findings, SharedFindings};
use super::outbox::Outbox;
use super::project::{Project, SettingError};
use super::scan::{self, Scan};
use super::shared::{Asked, Shared, Task};
use super::{commands, completion, hover, mistakes};
use crate::lint::LintSet;

/// What is said of a panic.
pub(super) const OWN_MISTAKE: &str = "a mistake in scrublint itself, please report it";

/// What becomes of a request.
pub(super) type Answer = Result<Value, Refusal>;

/// Why a request gets no result.
#[derive(Debug)]
pub(super) struct Refusal {
    code: ErrorCode,
    message: String,
    data: Option<Value>,
}

impl Refusal {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// The request was about a text that is no longer there.
    pub(super) fn stale() -> Self {
        Self::new(ErrorCode::ContentModified, "the text has changed meanwhile")
    }
}

/// The worker and what it keeps between tasks.
pub(super) struct Worker<'a> {
    pub shared: &'a Shared,
    pub client: &'a Client,
    pub outbox: &'a Outbox,
    pub project: Project,
    pub bundled: LintSet,
    /// The latest findings by document, with the number of the settings that they were found with.
    latest: HashMap<String, (u64, SharedFindings)>,
    /// The scan that is on its way.
    pub scan: Option<Scan>,
    /// Documents that are not open and have marks from a scan; `None` before the first.
    pub scanned: Option<BTreeSet<String>>,
    /// What the person has been told is wrong with the settings.
    told: BTreeSet<String>,
    /// Files with mistakes that diagnostics were published for.
    mistaken: BTreeSet<PathBuf>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(shared: &'a Shared, client: &'a Client, outbox: &'a Outbox, project: Project) -> Self {
        let (latest, told, mistaken) = (HashMap::new(), BTreeSet::new(), BTreeSet::new());
        Self { shared, client, outbox, project, bundled: LintSet::bundled(), latest, scan: None, scanned: None, told, mistaken }
    }

    /// Works until the end.
    pub(super) fn run(&mut self) {
        while let Some(task) = self.shared.next(self.scan.is_some()) {
            let id = match &task {
                Task::Answer(asked) => Some(asked.request.id.clone()),
                _ => None,
            };
            // A mistake of ours that a document brings to light costs this task alone; what is kept is only ever replaced whole.
            if catch_unwind(AssertUnwindSafe(|| self.work(task))).is_err() {
                let message = OWN_MISTAKE.to_owned();
                match id {
                    Some(id) => self.shared.respond(Response::new_err(id, ErrorCode::InternalError as i32, message)),
                    None => self.outbox.log(message),
                }
            }
        }
    }

    fn work(&mut self, task: Task) {
        match task {
            Task::Answer(asked) => self.answer(asked),
            Task::Publish(uri) => self.publish(&uri),
            Task::Scan => scan::step(self),
            Task::Welcome(uri) => {
                scan::withdraw(self, &uri);
                if let Some(buffer) = self.shared.buffer(&uri) {
                    self.look_at_settings(&buffer);
                }
            }
            Task::Reload => {
                self.project.reload();
                self.renew();
            }
            Task::Forget(uri) => {
                self.latest.remove(&uri);
                if !self.client.pulls {
                    self.send_marks(&uri, None, Vec::new());
                }
                scan::again(self, &uri);
            }
        }
    }

    /// Has all open documents checked again.
    pub(super) fn renew(&mut self) {
        self.latest.clear();
        self.told.clear();
        self.withdraw_mistakes();
        for (uri, buffer) in self.shared.open_documents() {
            self.look_at_settings(&buffer);
            if buffer.kind == Kind::Article && !self.client.pulls {
                self.shared.check(&uri);
            }
        }
        if self.client.pulls && self.client.refreshes {
            self.outbox.ask(DiagnosticRefreshRequest::METHOD.as_str(), Value::Null);
        }
    }

    /// Tells what is wrong with the settings that an open configuration or lint file is a part of, as it is on the disk.
    fn look_at_settings(&mut self, buffer: &Buffer) {
        if matches!(buffer.kind, Kind::Settings | Kind::Toml)
            && let Err(error) = self.project.config(buffer)
        {
            self.tell(&error.into());
        }
    }

    /// The findings in a document as it is now; `None` where there is nothing to find.
    pub(super) fn findings(&mut self, uri: &str) -> Option<SharedFindings> {
        let buffer = self.shared.buffer(uri).filter(|buffer| buffer.kind == Kind::Article)?;
        if let Some((generation, known)) = self.latest.get(uri)
            && *generation == self.project.generation
            && known.buffer.revision == buffer.revision
        {
            return Some(Arc::clone(known));
        }
        let findings = Arc::new(self.check(uri, buffer)?);
        self.latest.insert(uri.to_owned(), (self.project.generation, Arc::clone(&findings)));
        Some(findings)
    }

    /// Checks a document, open or not. What is wrong with its settings is told.
    pub(super) fn check(&mut self, uri: &str, buffer: Buffer) -> Option<Findings> {
        match self.project.setting(&buffer) {
            Ok(setting) => Findings::new(uri, buffer, setting?).ok(),
            Err(error) => {
                self.tell(&error);
                None
            }
        }
    }

    /// Tells what is wrong with the settings, once: where it is wrong, and in so many words.
    pub(super) fn tell(&mut self, error: &SettingError) {
        let message = error.to_string();
        if self.told.contains(&message) {
            return;
        }
        if let SettingError::Config(error) = error {
            let marks = mistakes::marks(error, self.client.encoding);
            for (path, marks) in marks {
                self.send_marks(&self.uri_of(&path), None, marks);
                self.mistaken.insert(path);
            }
        }
        self.outbox.show(MessageType::Error, format!("scrublint: {message}"));
        self.told.insert(message);
    }

    fn withdraw_mistakes(&mut self) {
        for path in std::mem::take(&mut self.mistaken) {
            self.send_marks(&self.uri_of(&path), None, Vec::new());
        }
    }

    /// The URI of a path: the editor's own, if the file is open.
    pub(super) fn uri_of(&self, path: &std::path::Path) -> String {
        let open: BTreeMap<String, Buffer> = self.shared.open_documents();
        let known = open.into_iter().find(|(_, buffer)| buffer.path.as_deref() == Some(path));
        known.map_or_else(|| super::uri::from_path(path), |(uri, _)| uri)
    }

    /// Publishes what is found in a document, unless it has changed meanwhile: then it waits for its turn already.
    fn publish(&mut self, uri: &str) {
        let Some(buffer) = self.shared.buffer(uri) else { return };
        let findings = self.findings(uri);
        let (version, revision) =
            findings.as_ref().map_or((buffer.version, buffer.revision), |findings| (findings.buffer.version, findings.buffer.revision));
        let marks = findings.map(|findings| findings.marks(&self.bundled, self.client)).unwrap_or_default();
        self.shared.while_at(uri, revision, || self.send_marks(uri, Some(version), marks));
    }

    pub(super) fn send_marks(&self, uri: &str, version: Option<i32>, diagnostics: Vec<Mark>) {
        self.outbox.notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams { uri: uri.into(), version, diagnostics });
    }

    fn answer(&mut self, asked: Asked) {
        let Request { id, method, params } = asked.request.clone();
        let answer = match &*method {
            method if method == DocumentDiagnosticRequest::METHOD.as_str() => with(params, |params| self.pull(&params)),
            method if method == CodeActionRequest::METHOD.as_str() => with(params, |params| self.actions(&params)),
            method if method == CodeActionResolveRequest::METHOD.as_str() => with(params, |action| self.resolve(action)),
            method if method == HoverRequest::METHOD.as_str() => with(params, |params: HoverParams| hover::answer(self, &params)),
            method if method == CompletionRequest::METHOD.as_str() => {
                with(params, |params: CompletionParams| completion::answer(self, &params))
            }
            method if method == ExecuteCommandRequest::METHOD.as_str() => {
                let mut later = false;
                let answer = with(params, |params: ExecuteCommandParams| {
                    commands::run(self, params, &asked).unwrap_or_else(|| {
                        later = true;
                        Ok(Value::Null)
                    })
                });
                if later {
                    return;
                }
                answer
            }
            _ => Err(Refusal::new(ErrorCode::MethodNotFound, format!("there is no `{method}` here"))),
        };
        self.respond(id, answer);
    }

    pub(super) fn respond(&self, id: RequestId, answer: Answer) {
        self.shared.respond(match answer {
            Ok(result) => Response::new_ok(id, result),
            Err(Refusal { code, message, data }) => {
                let mut response = Response::new_err(id, code as i32, message);
                if let Err(error) = &mut response.response_result {
                    error.data = data;
                }
                response
            }
        });
    }

    /// Answers a request about one document, unless it has changed meanwhile.
    fn about(&mut self, uri: &Uri, result: impl FnOnce(&Self, &Findings) -> Answer) -> Answer {
        let Some(findings) = self.findings(&uri.0) else { return Ok(Value::Null) };
        let answer = result(self, &findings);
        self.shared.while_at(&uri.0, findings.buffer.revision, || answer).unwrap_or_else(|| Err(Refusal::stale()))
    }

    fn pull(&mut self, params: &DocumentDiagnosticParams) -> Answer {
        let uri = &params.text_document.uri;
        let report = match self.findings(&uri.0) {
            None => full(None, Vec::new()),
            Some(findings) => {
                let id = format!("{}.{}", self.project.generation, findings.buffer.revision);
                let report = if params.previous_result_id.as_ref() == Some(&id) {
                    unchanged(id)
                } else {
                    full(Some(id), findings.marks(&self.bundled, self.client))
                };
                if self.shared.while_at(&uri.0, findings.buffer.revision, || ()).is_none() {
                    let data = to_value(DiagnosticServerCancellationData { retrigger_request: true }).ok();
                    return Err(Refusal { data, ..Refusal::new(ErrorCode::ServerCancelled, "the text has changed meanwhile") });
                }
                report
            }
        };
        to_value(report)
    }

    fn actions(&mut self, params: &CodeActionParams) -> Answer {
        self.about(&params.text_document.uri, |worker, findings| {
            to_value(actions::actions(findings, params, &worker.bundled, worker.client))
        })
    }

    fn resolve(&mut self, mut action: CodeAction) -> Answer {
        let Some(intent) = action.data.as_ref().and_then(|data| serde_json::from_value::<Intent>(data.clone()).ok()) else {
            return to_value(action);
        };
        let uri = Uri::from(&*intent.uri);
        if self.findings(&uri.0).is_none() {
            return Err(Refusal::stale());
        }
        self.about(&uri, |worker, findings| {
            if findings.buffer.version != intent.version {
                return Err(Refusal::stale());
            }
            match actions::resolve(findings, &intent.what) {
                Ok(edits) => action.edit = Some(workspace_edit(findings, edits, worker.client)),
                Err(why) => worker.outbox.show(MessageType::Warning, format!("scrublint: {why}")),
            }
            to_value(action)
        })
    }
}

fn full(result_id: Option<String>, items: Vec<Mark>) -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::RelatedFullDocumentDiagnosticReport(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

fn unchanged(result_id: String) -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::RelatedUnchangedDocumentDiagnosticReport(RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    })
}

/// A result as it travels.
pub(super) fn to_value(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| Refusal::new(ErrorCode::InternalError, error.to_string()))
}

fn with<P: DeserializeOwned>(params: Value, answer: impl FnOnce(P) -> Answer) -> Answer {
    match serde_json::from_value(params) {
        Ok(params) => answer(params),
        Err(error) => Err(Refusal::new(ErrorCode::InvalidParams, error.to_string())),
    }
}
