//! A look at all articles of the open folders, in between other work.
//!
//! The worker takes a few articles at a time and only while nothing else is to be done, so that a keystroke never waits for a
//! scan. What is found in articles that are not open is published for all editors alike: nobody asks about those.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lsp_server::{ErrorCode, RequestId};
use lsp_types::{Diagnostic as Mark, ProgressToken};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use serde_json::json;

use super::buffer::{Buffer, Kind};
use super::findings::Findings;
use super::progress::Progress;
use super::project::Setting;
use super::shared::{Asked, Shared};
use super::uri;
use super::worker::{OWN_MISTAKE, Refusal, Worker, to_value};
use crate::input::{self, Input, ReadError};

/// Articles that are checked between two looks at what else there is to do.
const BATCH: usize = 16;

/// A scan on its way.
pub(super) struct Scan {
    id: RequestId,
    cancelled: Arc<AtomicBool>,
    waiting: VecDeque<Input>,
    progress: Progress,
    all: usize,
    files: usize,
    findings: usize,
    errors: usize,
    /// The documents with findings.
    marked: BTreeSet<String>,
}

/// What came of a file: how many findings, and their marks; nothing if it is left out. Else why it could not be checked.
type Found = Result<Option<(usize, Vec<Mark>)>, String>;

/// Begins a scan; it goes on in [`step`] and is answered there. One that is on its way already is given up for it.
///
/// # Errors
/// If there is no folder to scan, or its settings have mistakes.
pub(super) fn begin(worker: &mut Worker<'_>, token: Option<ProgressToken>, asked: &Asked) -> Result<(), Refusal> {
    if let Some(scan) = worker.scan.take() {
        scan.progress.end("another scan takes over".to_owned());
        worker.respond(scan.id, Err(Refusal::new(ErrorCode::RequestCanceled, "another scan takes over")));
    }
    let folders = worker.shared.folders();
    if folders.is_empty() {
        return Err(Refusal::new(ErrorCode::RequestFailed, "no folder is open"));
    }
    let collected = input::collect(&folders, &worker.project.configs, false)
        .map_err(|error| Refusal::new(ErrorCode::RequestFailed, error.to_string()))?;
    let id = asked.request.id.clone();
    let own = worker.client.progress.then(|| format!("scrublint/scan/{id}"));
    let progress = Progress::begin(worker.outbox, token, own, "Checking articles");
    if let Some(token) = progress.token() {
        worker.shared.show_progress(token.clone(), &id);
    }
    let open = open_files(worker.shared);
    let waiting: VecDeque<Input> = collected.inputs.into_iter().filter(|input| !open.contains(&input.path)).collect();
    worker.scan = Some(Scan {
        id,
        cancelled: Arc::clone(&asked.cancelled),
        all: waiting.len(),
        waiting,
        progress,
        files: 0,
        findings: 0,
        errors: collected.errors.len(),
        marked: BTreeSet::new(),
    });
    Ok(())
}

/// The files of open documents: what is in those the editor knows already, and better than the disk.
fn open_files(shared: &Shared) -> BTreeSet<PathBuf> {
    shared.open_documents().into_values().filter_map(|buffer| buffer.path).collect()
}

/// Checks the next articles of the scan that is on its way.
pub(super) fn step(worker: &mut Worker<'_>) {
    let Some(mut scan) = worker.scan.take() else { return };
    if scan.cancelled.load(Ordering::Relaxed) {
        scan.progress.end("cancelled".to_owned());
        return worker.respond(scan.id, Err(Refusal::new(ErrorCode::RequestCanceled, "the scan was cancelled")));
    }
    let count = scan.waiting.len().min(BATCH);
    let mut batch: Vec<(Input, Option<Setting>)> = Vec::with_capacity(count);
    let open = open_files(worker.shared);
    for input in scan.waiting.drain(..count).filter(|input| !open.contains(&input.path)) {
        match worker.project.setting_of_file(&input.path) {
            Ok(setting) => batch.push((input, setting)),
            Err(error) => {
                scan.errors += 1;
                worker.tell(&error);
            }
        }
    }
    let (bundled, client) = (&worker.bundled, worker.client);
    let checked = batch.into_par_iter().map(|(input, setting)| {
        // A mistake of ours that one article brings to light is no reason to leave the others, and the request, without an answer.
        let found = catch_unwind(AssertUnwindSafe(|| {
            let found = check(&input, setting).map_err(|error| error.to_string())?;
            Ok(found.map(|found| (found.diagnostics.len(), found.marks(bundled, client))))
        }));
        (uri::from_path(&input.path), found.unwrap_or_else(|_| Err(OWN_MISTAKE.to_owned())))
    });
    for (uri, found) in checked.collect::<Vec<(String, Found)>>() {
        match found {
            Ok(None) => {}
            Ok(Some((count, marks))) => {
                scan.files += 1;
                scan.findings += count;
                if !marks.is_empty() {
                    scan.marked.insert(uri.clone());
                    worker.send_marks(&uri, None, marks);
                }
            }
            Err(error) => {
                scan.errors += 1;
                worker.outbox.log(format!("{uri}: {error}"));
            }
        }
    }
    if scan.waiting.is_empty() {
        finish(worker, scan);
    } else {
        scan.progress.report(scan.all - scan.waiting.len(), scan.all);
        worker.scan = Some(scan);
    }
}

fn finish(worker: &mut Worker<'_>, scan: Scan) {
    let before = worker.scanned.take().unwrap_or_default();
    for gone in before.difference(&scan.marked) {
        worker.send_marks(gone, None, Vec::new());
    }
    worker.scanned = Some(scan.marked);
    scan.progress.end(format!("{} findings in {} articles", scan.findings, scan.files));
    let result = json!({"files": scan.files, "findings": scan.findings, "errors": scan.errors});
    worker.respond(scan.id, to_value(result));
}

/// Takes back what scans published of a document that is open now: it has marks of its own.
pub(super) fn withdraw(worker: &mut Worker<'_>, uri: &str) {
    // A scan knows a file by its path, which the editor may escape in another way.
    let made = uri::to_path(uri).map(|path| uri::from_path(&path));
    for name in BTreeSet::from_iter([Some(uri), made.as_deref()].into_iter().flatten()) {
        let before = worker.scanned.as_mut().is_some_and(|scanned| scanned.remove(name));
        let now = worker.scan.as_mut().is_some_and(|scan| scan.marked.remove(name));
        if before || now {
            worker.send_marks(name, None, Vec::new());
        }
    }
}

/// Checks the file of a document that is closed, where a scan has marked the others: what was found in it is still there.
pub(super) fn again(worker: &mut Worker<'_>, uri: &str) {
    let Some(path) = uri::to_path(uri).filter(|path| worker.shared.folders().iter().any(|folder| path.starts_with(folder))) else {
        return;
    };
    if worker.scanned.is_none() {
        return;
    }
    let collected = input::collect(&[path], &worker.project.configs, false);
    for input in collected.into_iter().flat_map(|collected| collected.inputs) {
        let setting = worker.project.setting_of_file(&input.path).ok().flatten();
        let Ok(Some(found)) = check(&input, setting) else { continue };
        let marks = found.marks(&worker.bundled, worker.client);
        if let Some(scanned) = worker.scanned.as_mut().filter(|_| !marks.is_empty()) {
            scanned.insert(uri.to_owned());
            worker.send_marks(uri, None, marks);
        }
    }
}

/// Checks a file as the editor would show it: without the bytes that are in front of its text, in whatever encoding.
fn check(input: &Input, setting: Option<Setting>) -> Result<Option<Findings>, ReadError> {
    let Some(setting) = setting else { return Ok(None) };
    let text = match input.read() {
        Ok(text) => text.as_str().to_owned(),
        Err(ReadError::Binary(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let uri = uri::from_path(&input.path);
    let buffer = Buffer { kind: Kind::Article, ..Buffer::new(&uri, "", 0, 0, text) };
    Ok(Findings::new(&uri, buffer, setting).ok())
}
