//! Globs over paths.
//!
//! A glob counts from the folder it was written for. One without a slash matches names at any depth.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use globset::{Glob, GlobBuilder, GlobMatcher};

use super::layer::Value;
use super::mistake::Mistake;

/// A glob that counts from a folder.
#[derive(Debug)]
pub struct Pattern {
    folder: PathBuf,
    glob: Glob,
    /// Compiled when first asked: most runs ask for none.
    compiled: OnceLock<GlobMatcher>,
}

impl Pattern {
    /// Reads a glob.
    ///
    /// # Errors
    /// If it is none.
    pub(super) fn new(written: &Value<String>) -> Result<Self, Mistake> {
        let text = written.value.trim_end_matches('/');
        let text = text.strip_prefix("./").unwrap_or(text);
        let anchored = match text.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if text.contains('/') => text.to_owned(),
            None => format!("**/{text}"),
        };
        let glob = GlobBuilder::new(&anchored).literal_separator(true).build();
        let glob = glob.map_err(|error| written.origin.mistake(format!("`{}` is no glob: {}", written.value, error.kind())))?;
        Ok(Self { folder: written.origin.folder().to_owned(), glob, compiled: OnceLock::new() })
    }

    /// Whether the absolute path itself matches.
    #[must_use]
    pub fn matches(&self, path: &Path) -> bool {
        path.strip_prefix(&self.folder).is_ok_and(|relative| self.matcher().is_match(relative))
    }

    /// Whether the absolute path, or a folder that it lies in, matches.
    #[must_use]
    pub fn covers(&self, path: &Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.folder) else { return false };
        let mut folders = relative.ancestors().take_while(|path| !path.as_os_str().is_empty());
        folders.any(|path| self.matcher().is_match(path))
    }

    fn matcher(&self) -> &GlobMatcher {
        self.compiled.get_or_init(|| self.glob.compile_matcher())
    }
}
