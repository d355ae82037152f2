//! Which documents are checked, and their bytes.
//!
//! Holds always: the order depends on the paths alone; a file is checked once however often it is named; folders give
//! `.txt`, `.md` and `.markdown` files; what a fix writes while it works is never read.

mod collect;
mod read;
mod since;
mod walk;

use std::env;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::check::Linter;
use crate::config::{Config, ConfigError, Configs};

pub use collect::{Collected, InputError, collect};
pub use read::ReadError;
pub use since::{Changed, Changes, SinceError};
pub use walk::is_article;

/// A document to check, and what it is checked with.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where its bytes are.
    pub source: Source,
    /// The path as the user knows it; `-` for standard input without a name.
    pub path: PathBuf,
    /// The settings in force for it.
    pub config: Arc<Config>,
    /// The linter with these settings.
    pub linter: Arc<Linter>,
}

/// Where a document's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// In the file of this path.
    File,
    /// On standard input.
    Stdin,
}

impl Input {
    /// Standard input, which goes by `name` if it has one.
    ///
    /// # Errors
    /// If the configuration cannot be read or has mistakes.
    pub fn stdin(name: Option<PathBuf>, configs: &Configs) -> Result<Self, ConfigError> {
        let path = name.unwrap_or_else(|| PathBuf::from("-"));
        let absolute = absolute(&path).map_err(|error| ConfigError::Read { path: path.clone(), error })?;
        let config = configs.for_folder(absolute.parent().unwrap_or(&absolute))?;
        Ok(Self { linter: config.linter(&absolute), source: Source::Stdin, path, config })
    }
}

/// The absolute path. Where it steps up (`..`) the folders must exist, since a step up leads elsewhere from a link.
///
/// # Errors
/// If there is no working directory, or the folders are not there.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    if !path.components().any(|component| component == Component::ParentDir) {
        return Ok(env::current_dir()?.join(path).components().collect());
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(parent.canonicalize()?.join(name)),
        _ => path.canonicalize(),
    }
}
