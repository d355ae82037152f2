//! What a report must never take the place of: what the run goes by, and what looks like somebody's article.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use same_file::Handle;

use super::fixes::document_at;
use super::options::{BaselineUse, Options};
use super::targets::Target;
use crate::cli::settings;
use crate::config::{FILE_NAMES, Layer};
use crate::input::{Input, absolute, is_article};
use crate::report::OutputFormat;

/// Refuses a report that would be written over one of the documents or over anything else that the run needs.
///
/// # Errors
/// If one of them would.
pub(super) fn spare(options: &Options, inputs: &[Input]) -> anyhow::Result<()> {
    for Target { format, file } in &options.targets {
        let Some(path) = file else { continue };
        let what = match document_at(path, inputs) {
            Some(input) => Some(format!("an article that is checked ({})", input.display())),
            None => in_use(path, options, inputs)?.map(str::to_owned),
        };
        let shown = path.display();
        if let Some(what) = what {
            bail!("the report cannot be written to {shown}: that is {what}");
        }
        if !is_text(*format) && holds_an_article(path) {
            bail!("the report cannot be written to {shown}: by its ending that is an article; name another file, or remove it first");
        }
    }
    Ok(())
}

/// What the file is to the run, if it has a part in it.
fn in_use(path: &Path, options: &Options, inputs: &[Input]) -> anyhow::Result<Option<&'static str>> {
    let file = Known::new(path);
    if options.removed.as_deref().is_some_and(|removed| file.is(removed)) {
        return Ok(Some("the record of --removed"));
    }
    if matches!(&options.baseline, BaselineUse::Write(Some(baseline)) if file.is(baseline)) {
        return Ok(Some("the baseline in use"));
    }
    let named = path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|known| name == *known));
    if named && path.exists() {
        return Ok(Some("a configuration"));
    }
    let here = settings::here(&options.configs)?;
    let mut last = None;
    for config in inputs.iter().map(|input| &input.config).chain([&here]) {
        // The documents of a folder share one.
        if last.replace(config).is_some_and(|last| Arc::ptr_eq(last, config)) {
            continue;
        }
        if config.merged.layers.iter().filter_map(|layer| Layer::path(layer)).any(|layer| file.is(layer)) {
            return Ok(Some("the configuration in force"));
        }
        if config.baseline().is_some_and(|baseline| file.is(&baseline)) {
            return Ok(Some("the baseline in use"));
        }
        if path.extension().is_some_and(|ending| ending == "toml") && config.own_lints().any(|lints| file.is_below(&lints)) {
            return Ok(Some("a lint in use"));
        }
    }
    Ok(None)
}

/// A file by which others are known again, also where it is not there yet.
struct Known {
    handle: Option<Handle>,
    path: PathBuf,
}

impl Known {
    fn new(path: &Path) -> Self {
        Self { handle: Handle::from_path(path).ok(), path: real(path) }
    }

    fn is(&self, other: &Path) -> bool {
        self.path == real(other) || (self.handle.is_some() && self.handle == Handle::from_path(other).ok())
    }

    /// Whether it is there, and is this file or in this folder.
    fn is_below(&self, other: &Path) -> bool {
        self.handle.is_some() && self.path.starts_with(real(other))
    }
}

/// The path without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let path = absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
        folder.zip(path.file_name()).map_or_else(|| path.clone(), |(folder, name)| folder.join(name))
    })
}

/// Whether a report in this format may well have a name like an article's.
fn is_text(format: OutputFormat) -> bool {
    use OutputFormat::{Concise, Full, Github, Grouped};
    matches!(format, Full | Concise | Grouped | Github)
}

/// Whether there is a file of such a name with anything in it.
fn holds_an_article(path: &Path) -> bool {
    is_article(path) && fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
}
