//! From the paths that were named to the documents that are checked.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Input, Source, absolute, walk};
use crate::config::{Config, ConfigError, Configs};
use crate::fix::write::is_temporary;

/// What the named paths came to.
#[derive(Debug, Default)]
pub struct Collected {
    /// The documents, by path.
    pub inputs: Vec<Input>,
    /// Paths that kept a part of the job from being done.
    pub errors: Vec<InputError>,
    /// What the user may want to know: paths that were left out, folders without articles.
    pub notes: Vec<String>,
}

/// Why a path gives no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// It is not there, or may not be looked at.
    #[error("{}", match .error.kind() { io::ErrorKind::NotFound => "there is no such file or folder".to_owned(), _ => format!("cannot be read: {error}") })]
    Missing {
        /// The path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It is neither a file nor a folder.
    #[error("this is neither a regular file nor a folder; `-` reads standard input")]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// It is HTML.
    #[error("HTML is not checked: extract the article's text first, and check that")]
    Html {
        /// The path.
        path: PathBuf,
    },
    /// A part of a folder cannot be read.
    #[error("{error}")]
    Walk {
        /// The folder that was named.
        path: PathBuf,
        /// Why.
        error: ignore::Error,
    },
}

impl InputError {
    /// The path it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path, .. } | Self::NotAFile { path } | Self::Html { path } | Self::Walk { path, .. } => path,
        }
    }
}

/// The documents that `paths` name. With `no_ignore`, also those that `.gitignore` and its like leave out.
///
/// # Errors
/// If a configuration that one of them goes by cannot be read or has mistakes.
pub fn collect(paths: &[PathBuf], configs: &Arc<Configs>, no_ignore: bool) -> Result<Collected, ConfigError> {
    let keys = (paths.len() > 1).then(Vec::new);
    let mut collector = Collector { configs, no_ignore, collected: Collected::default(), keys };
    for path in paths {
        let found = fs::metadata(path).and_then(|metadata| Ok((metadata, absolute(path)?)));
        match found {
            Ok((metadata, absolute)) if metadata.is_dir() => collector.folder(path, absolute)?,
            Ok((metadata, absolute)) if metadata.is_file() => collector.file(path, &absolute)?,
            // A pipe may have nothing to give for ever, and a fix has nowhere to go.
            Ok(_) => collector.collected.errors.push(InputError::NotAFile { path: path.clone() }),
            Err(error) => collector.collected.errors.push(InputError::Missing { path: path.clone(), error }),
        }
    }
    let mut collected = collector.finish();
    // Comparing the bytes is much faster than comparing components, and as good an order.
    collected.inputs.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
    Ok(collected)
}

struct Collector<'a> {
    configs: &'a Arc<Configs>,
    no_ignore: bool,
    collected: Collected,
    /// By document: its real path, where two of the named paths may lead to it.
    keys: Option<Vec<PathBuf>>,
}

impl Collector<'_> {
    fn file(&mut self, path: &Path, absolute: &Path) -> Result<(), ConfigError> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("html" | "htm" | "xhtml") => self.collected.errors.push(InputError::Html { path: path.to_owned() }),
            _ if path.file_name().is_some_and(is_temporary) => self.note(path, "left out: a file that a fix writes while it works"),
            _ => {
                let config = self.configs.for_folder(absolute.parent().unwrap_or(absolute))?;
                if config.refuses(absolute) {
                    self.note(path, "left out by `exclude`");
                } else {
                    self.add(path.to_owned(), absolute, config);
                    if let Some(keys) = &mut self.keys {
                        keys.push(absolute.canonicalize().unwrap_or_else(|_| absolute.to_owned()));
                    }
                }
            }
        }
        Ok(())
    }

    fn folder(&mut self, root: &Path, absolute: PathBuf) -> Result<(), ConfigError> {
        let before = self.collected.inputs.len();
        let real = root.canonicalize().unwrap_or_else(|_| absolute.clone());
        let mut last: Option<(PathBuf, Arc<Config>)> = None;
        for found in walk::walk(root, absolute.clone(), self.configs, self.no_ignore) {
            let path = match found {
                Ok(path) => path,
                Err(error) => {
                    self.collected.errors.push(InputError::Walk { path: root.to_owned(), error });
                    continue;
                }
            };
            let below = path.strip_prefix(root).unwrap_or(&path);
            let file = absolute.join(below);
            let folder = file.parent().unwrap_or(&absolute);
            if last.as_ref().is_none_or(|(known, _)| known != folder) {
                last = Some((folder.to_owned(), self.configs.for_folder(folder)?));
            }
            let Some(config) = last.as_ref().map(|(_, config)| Arc::clone(config)).filter(|config| !config.refuses(&file)) else {
                continue;
            };
            if let Some(keys) = &mut self.keys {
                keys.push(real.join(below));
            }
            let shown = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
            self.add(shown, &file, config);
        }
        if self.collected.inputs.len() == before {
            self.note(root, "no .txt, .md or .markdown file in this folder");
        }
        Ok(())
    }

    fn add(&mut self, path: PathBuf, absolute: &Path, config: Arc<Config>) {
        self.collected.inputs.push(Input { linter: config.linter(absolute), source: Source::File, path, config });
    }

    fn note(&mut self, path: &Path, note: &str) {
        self.collected.notes.push(format!("{}: {note}", path.display()));
    }

    /// Leaves one of several paths that lead to the same file: the first that was named.
    fn finish(self) -> Collected {
        let mut collected = self.collected;
        if let Some(keys) = self.keys {
            let mut seen = HashSet::new();
            let mut keys = keys.into_iter();
            collected.inputs.retain(|_| keys.next().is_none_or(|key| seen.insert(key)));
        }
        collected
    }
}
