//! Commands: what is done outside of the document.

use std::path::Path;

use lsp_server::ErrorCode;
use lsp_types::{ExecuteCommandParams, MessageType};
use serde::Deserialize;
use serde_json::Value;

use super::findings::{Findings, Name};
use super::project::place;
use super::scan;
use super::shared::Asked;
use super::worker::{Answer, Refusal, Worker, to_value};
use crate::config::shown;
use crate::suppress::baseline::{Baseline, BaselineError, Entry};

/// Adds a finding to the baseline; its argument is `{uri, version, finding}`.
pub(super) const ADD_TO_BASELINE: &str = "scrublint.addToBaseline";
/// Checks all articles of the open folders.
pub(super) const CHECK_WORKSPACE: &str = "scrublint.checkWorkspace";
/// All commands.
pub(super) const ALL: [&str; 2] = [ADD_TO_BASELINE, CHECK_WORKSPACE];

#[derive(Debug, Deserialize)]
struct Accept {
    uri: String,
    #[serde(flatten)]
    name: Name,
}

/// Runs a command. `None` if it is answered later.
pub(super) fn run(worker: &mut Worker<'_>, params: ExecuteCommandParams, asked: &Asked) -> Option<Answer> {
    match &*params.command {
        ADD_TO_BASELINE => Some(accept(worker, params.arguments.unwrap_or_default())),
        CHECK_WORKSPACE => scan::begin(worker, params.work_done_progress_params.work_done_token, asked).err().map(Err),
        other => Some(Err(Refusal::new(ErrorCode::InvalidParams, format!("there is no command `{other}`")))),
    }
}

fn accept(worker: &mut Worker<'_>, arguments: Vec<Value>) -> Answer {
    let argument = arguments.into_iter().next().unwrap_or_default();
    let Accept { uri, name } =
        serde_json::from_value(argument).map_err(|error| Refusal::new(ErrorCode::InvalidParams, error.to_string()))?;
    let Some(findings) = worker.findings(&uri) else { return Err(Refusal::stale()) };
    let written = add(&findings, &name)?;
    worker.project.forget_baselines();
    worker.renew();
    match written {
        Ok(added) => to_value(added),
        Err(error) => {
            worker.outbox.show(MessageType::Error, format!("scrublint: {error}"));
            Err(Refusal::new(ErrorCode::RequestFailed, error.to_string()))
        }
    }
}

/// Adds a finding to the baseline on the disk. Returns how many entries are new.
fn add(findings: &Findings, name: &Name) -> Result<Result<usize, BaselineError>, Refusal> {
    let diagnostic = findings.find(name).ok_or_else(Refusal::stale)?;
    let path = findings.buffer.path.as_deref();
    let placed = path.and_then(|path| place(&findings.setting.config, path));
    let Some((path, file)) = placed else {
        return Err(Refusal::new(ErrorCode::RequestFailed, "no baseline is configured: `baseline = \"…\"` in scrublint.toml names one"));
    };
    Ok(write(&shown(&path), |baseline| {
        if let Some(lines) = baseline.lines.get_mut(&file) {
            let spans: Vec<_> = diagnostic.parts.iter().map(|part| part.span).collect();
            *lines = lines.with(&findings.document, &spans);
        }
        let entries = baseline.files.entry(file).or_default();
        let before = entries.len();
        for part in &diagnostic.parts {
            entries.insert(part.fingerprint, Entry::new(&diagnostic.lint, findings.document.slice(part.span)));
        }
        entries.len() - before
    }))
}

/// Changes a baseline in one step; one that is not there is begun.
fn write<T>(path: &Path, change: impl FnOnce(&mut Baseline) -> T) -> Result<T, BaselineError> {
    let (mut baseline, bytes) = match Baseline::read(path) {
        Ok((baseline, bytes)) => (baseline, Some(bytes)),
        Err(BaselineError::Missing { .. }) => (Baseline::default(), None),
        Err(error) => return Err(error),
    };
    let result = change(&mut baseline);
    baseline.write(path, bytes.as_deref())?;
    Ok(result)
}
