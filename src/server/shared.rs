//! What the two threads share: the open documents, and what is to be done.
//!
//! The main thread takes messages and only notes what follows from them, so that it is always ready for the next keystroke. The
//! worker takes one task at a time: first what the editor waits for, then documents to check, each once however often it
//! changed. Holds always: what is sent about a document is about the state that the editor has told of last.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::ProgressToken;

use super::buffer::Buffer;
use super::outbox::Outbox;

/// A request, and whether the editor has taken it back.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub request: Request,
    pub cancelled: Arc<AtomicBool>,
}

/// Something for the worker to do.
#[derive(Debug)]
pub(super) enum Task {
    /// Answer the editor.
    Answer(Asked),
    /// Find settings anew: files that they come from may have changed.
    Reload,
    /// Check a document and publish what is found.
    Publish(String),
    /// Take back what was published of an article that is closed.
    Forget(String),
    /// Take back what a scan published of a document that is open now, and look whether it is a part of the settings.
    Welcome(String),
    /// Go on with a scan.
    Scan,
}

#[derive(Debug, Default)]
struct State {
    documents: BTreeMap<String, Buffer>,
    /// The folders that are open.
    folders: Vec<PathBuf>,
    revisions: u64,
    tasks: VecDeque<Task>,
    /// Documents to check, each once.
    changed: BTreeSet<String>,
    /// Requests without an answer.
    pending: HashMap<RequestId, Arc<AtomicBool>>,
    /// Requests that the editor shows the progress of.
    shown: Vec<(ProgressToken, RequestId)>,
    ended: bool,
}

/// What the threads share.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    woken: Condvar,
    outbox: Outbox,
}

impl Shared {
    pub(super) fn new(outbox: Outbox, folders: Vec<PathBuf>) -> Self {
        let state = State { folders, ..State::default() };
        Self { state: Mutex::new(state), woken: Condvar::new(), outbox }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of the state is whole before anything can panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folders that are open.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.state().folders.clone()
    }

    /// Notes that folders were closed and opened.
    pub(super) fn change_folders(&self, closed: &[PathBuf], opened: Vec<PathBuf>) {
        let mut state = self.state();
        state.folders.retain(|folder| !closed.contains(folder));
        state.folders.extend(opened);
    }

    /// Notes that a document was opened.
    pub(super) fn open(&self, uri: &str, buffer: impl FnOnce(u64) -> Buffer) {
        let mut state = self.state();
        state.revisions += 1;
        let buffer = buffer(state.revisions);
        state.documents.insert(uri.to_owned(), buffer);
    }

    /// Notes that a document changed; one that is not open is none of ours.
    pub(super) fn change(&self, uri: &str, change: impl FnOnce(&mut Buffer)) {
        let mut state = self.state();
        state.revisions += 1;
        let revision = state.revisions;
        if let Some(buffer) = state.documents.get_mut(uri) {
            change(buffer);
            buffer.revision = revision;
        }
    }

    /// Notes that a document was closed. Returns it as it was.
    pub(super) fn close(&self, uri: &str) -> Option<Buffer> {
        let mut state = self.state();
        state.changed.remove(uri);
        state.documents.remove(uri)
    }

    /// A document as it is now.
    pub(super) fn buffer(&self, uri: &str) -> Option<Buffer> {
        self.state().documents.get(uri).cloned()
    }

    /// All open documents.
    pub(super) fn open_documents(&self) -> BTreeMap<String, Buffer> {
        self.state().documents.clone()
    }

    /// Does something while no message can change the document, if it is still at this revision.
    pub(super) fn while_at<T>(&self, uri: &str, revision: u64, work: impl FnOnce() -> T) -> Option<T> {
        let state = self.state();
        let current = state.documents.get(uri).is_some_and(|buffer| buffer.revision == revision);
        current.then(work)
    }

    /// Asks for a document to be checked.
    pub(super) fn check(&self, uri: &str) {
        self.state().changed.insert(uri.to_owned());
        self.woken.notify_one();
    }

    /// Asks for a task to be done.
    pub(super) fn add(&self, task: Task) {
        self.state().tasks.push_back(task);
        self.woken.notify_one();
    }

    /// Asks for a request to be answered.
    pub(super) fn ask(&self, request: Request) {
        let cancelled = Arc::new(AtomicBool::new(false));
        let mut state = self.state();
        state.pending.insert(request.id.clone(), Arc::clone(&cancelled));
        state.tasks.push_back(Task::Answer(Asked { request, cancelled }));
        self.woken.notify_one();
    }

    /// Takes a request back: answered at once if nobody works on it, else as soon as whoever does looks up.
    pub(super) fn cancel(&self, id: &RequestId) {
        let mut state = self.state();
        let Some(flag) = state.pending.get(id) else { return };
        flag.store(true, Ordering::Relaxed);
        let waiting = |task: &Task| matches!(task, Task::Answer(asked) if asked.request.id == *id);
        if let Some(place) = state.tasks.iter().position(waiting) {
            state.tasks.remove(place);
            drop(state);
            self.respond(cancelled(id.clone()));
        }
    }

    /// Notes that the editor shows the progress of a request.
    pub(super) fn show_progress(&self, token: ProgressToken, id: &RequestId) {
        self.state().shown.push((token, id.clone()));
    }

    /// Takes back the request whose progress is shown under this token.
    pub(super) fn cancel_progress(&self, token: &ProgressToken) {
        let shown = self.state().shown.iter().find(|(known, _)| known == token).map(|(_, id)| id.clone());
        if let Some(id) = shown {
            self.cancel(&id);
        }
    }

    /// Answers a request. One that was taken back has lost its answer.
    pub(super) fn respond(&self, response: Response) {
        let flag = {
            let mut state = self.state();
            state.shown.retain(|(_, id)| *id != response.id);
            state.pending.remove(&response.id)
        };
        let taken_back = flag.is_some_and(|flag| flag.load(Ordering::Relaxed));
        self.outbox.send(if taken_back { cancelled(response.id) } else { response });
    }

    /// What is to be done next; waits for it, unless a scan is on its way. `None` at the end.
    pub(super) fn next(&self, scanning: bool) -> Option<Task> {
        let mut state = self.state();
        loop {
            if state.ended {
                return None;
            }
            if let Some(task) = state.tasks.pop_front() {
                return Some(task);
            }
            if let Some(uri) = state.changed.pop_first() {
                return Some(Task::Publish(uri));
            }
            if scanning {
                return Some(Task::Scan);
            }
            state = self.woken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends the worker, and what it has set going.
    pub(super) fn end(&self) {
        let mut state = self.state();
        state.ended = true;
        state.pending.values().for_each(|flag| flag.store(true, Ordering::Relaxed));
        self.woken.notify_all();
    }
}

fn cancelled(id: RequestId) -> Response {
    Response::new_err(id, ErrorCode::RequestCanceled as i32, "the request was cancelled".to_owned())
}
