//! Which configuration a file goes by: the nearest above it, the one that was named, or none.

use std::collections::HashMap;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::layer::{Layer, Origin, Place, PlaceKind, Value};
use super::merge::Merged;
use super::mistake::{ConfigError, Mistake};
use super::resolve::Config;
use super::written::Flags;
use super::{FILE_NAMES, load, own_lints};
use crate::lint::{LintSet, OwnLintError, Source};

/// How configurations are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discovery {
    /// The nearest file above each document.
    Nearest,
    /// This file for all.
    File(PathBuf),
    /// None.
    Isolated,
}

/// Finds configurations and keeps them.
#[derive(Debug)]
pub struct Configs {
    discovery: Discovery,
    /// What comes before any file: `--config 'key = value'`, then flags.
    above: Vec<Arc<Layer>>,
    found: Mutex<Found>,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    by_folder: HashMap<PathBuf, Arc<Config>>,
    /// By file; `None` where there is none.
    by_file: HashMap<Option<PathBuf>, Arc<Config>>,
    /// By the folders of own lints.
    lints: HashMap<Vec<PathBuf>, Arc<LintSet>>,
}

impl Configs {
    /// Configurations found by `discovery`, with `inline` and then `flags` before them.
    ///
    /// # Errors
    /// If the working directory is gone or `inline` has mistakes.
    pub fn new(discovery: Discovery, inline: &[String], flags: Flags) -> Result<Self, ConfigError> {
        let here = env::current_dir().map_err(|error| ConfigError::Read { path: PathBuf::from("."), error })?;
        let discovery = match discovery {
            Discovery::File(path) => Discovery::File(here.join(path)),
            other => other,
        };
        let mut above = Vec::new();
        for text in inline {
            above.push(Arc::new(load::inline(text, here.clone())?));
        }
        let place = Place { kind: PlaceKind::Flags, folder: here, text: "".into() };
        above.push(Arc::new(Layer { written: flags.into(), place: Arc::new(place) }));
        Ok(Self { discovery, above, found: Mutex::default() })
    }

    /// The same, with nothing found yet: files that were read may have changed.
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self { discovery: self.discovery.clone(), above: self.above.clone(), found: Mutex::default() }
    }

    /// The configuration for the files of an absolute folder.
    ///
    /// # Errors
    /// If it cannot be read or has mistakes.
    pub fn for_folder(&self, folder: &Path) -> Result<Arc<Config>, ConfigError> {
        // Found things are only ever added: a panic elsewhere leaves nothing half done.
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        self.locked(&mut found, folder)
    }

    fn locked(&self, found: &mut Found, folder: &Path) -> Result<Arc<Config>, ConfigError> {
        if let Some(config) = found.by_folder.get(folder) {
            return Ok(Arc::clone(config));
        }
        let config = match (&self.discovery, folder.parent()) {
            (Discovery::Isolated, _) => self.load(found, None)?,
            (Discovery::File(path), _) => self.load(found, Some(path.clone()))?,
            (Discovery::Nearest, parent) => match (in_folder(folder)?, parent) {
                (Some(path), _) => self.load(found, Some(path))?,
                (None, Some(parent)) => self.locked(found, parent)?,
                (None, None) => self.load(found, None)?,
            },
        };
        found.by_folder.insert(folder.to_owned(), Arc::clone(&config));
        Ok(config)
    }

    fn load(&self, found: &mut Found, file: Option<PathBuf>) -> Result<Arc<Config>, ConfigError> {
        if let Some(config) = found.by_file.get(&file) {
            return Ok(Arc::clone(config));
        }
        let mut layers = match &file {
            Some(path) => load::file(path)?,
            None => Vec::new(),
        };
        layers.extend(self.above.iter().cloned());
        let merged = Merged::new(layers).map_err(ConfigError::Mistakes)?;
        let set = lint_set(found, &merged.lints)?;
        let config = Arc::new(Config::new(merged, set)?);
        found.by_file.insert(file, Arc::clone(&config));
        Ok(config)
    }
}

/// The configuration file of a folder.
fn in_folder(folder: &Path) -> Result<Option<PathBuf>, ConfigError> {
    let mut here = FILE_NAMES.iter().map(|name| folder.join(name)).filter(|path| path.is_file());
    let first = here.next();
    if let (Some(path), Some(other)) = (&first, here.next()) {
        let message = format!("`{}` stands beside it: one of the two has to go", other.display());
        return Err(Mistake { path: path.clone(), text: "".into(), span: None, message }.into());
    }
    Ok(first)
}

/// The bundled lints, and those of these folders.
fn lint_set(found: &mut Found, folders: &[Value<String>]) -> Result<Arc<LintSet>, ConfigError> {
    let paths: Vec<PathBuf> = folders.iter().map(|folder| folder.origin.folder().join(&folder.value)).collect();
    if let Some(set) = found.lints.get(&paths) {
        return Ok(Arc::clone(set));
    }
    let mut sources: Vec<Source> = Vec::new();
    for (path, folder) in paths.iter().zip(folders) {
        let own = own_lints::read_lints(path).map_err(|error| unreadable(error, path, &folder.origin))?;
        if own.is_empty() {
            return Err(folder.origin.mistake(format!("there is no lint file in `{}`", folder.value)).into());
        }
        // A lint of a stronger layer takes the place of a weaker one's, as own lints do of bundled ones.
        sources.retain(|weaker| own.iter().all(|stronger| stronger.id != weaker.id));
        sources.extend(own);
    }
    let set = if sources.is_empty() {
        LintSet::bundled()
    } else {
        LintSet::with_own(&sources).map_err(|OwnLintError(errors)| ConfigError::in_lints(errors, &sources))?
    };
    let set = Arc::new(set);
    found.lints.insert(paths, Arc::clone(&set));
    Ok(set)
}

/// A folder of lints that is not there is a mistake where it is named.
fn unreadable(error: ConfigError, folder: &Path, named_at: &Origin) -> ConfigError {
    match error {
        ConfigError::Read { path, error } if path == folder => named_at
            .mistake(match error.kind() {
                io::ErrorKind::NotFound => format!("there is no folder `{}`", folder.display()),
                _ => format!("`{}` cannot be read: {error}", folder.display()),
            })
            .into(),
        other => other,
    }
}
