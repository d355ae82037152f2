//! What an article is checked with: found exactly as the command line finds it.
//!
//! Configurations and baselines are kept until the next [`Project::reload`].

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::buffer::Buffer;
use crate::check::Linter;
use crate::config::{Config, ConfigError, Configs, shown};
use crate::document::Format;
use crate::suppress::Accepted;
use crate::suppress::baseline::{Baseline, BaselineError, key};

/// Configurations and baselines.
#[derive(Debug)]
pub(super) struct Project {
    pub configs: Arc<Configs>,
    /// Counts what changed since the start: findings of another number say nothing.
    pub generation: u64,
    /// The folder that documents without a file belong to.
    root: PathBuf,
    baselines: HashMap<PathBuf, Arc<Baseline>>,
}

/// What a document is checked with.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub config: Arc<Config>,
    pub linter: Arc<Linter>,
    pub format: Format,
    pub accepted: Accepted,
}

/// Why a document cannot be checked.
#[derive(Debug, thiserror::Error)]
pub(super) enum SettingError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
}

impl Project {
    pub(super) fn new(configs: Arc<Configs>, folders: &[PathBuf]) -> Self {
        let here = || env::current_dir().unwrap_or_default();
        let root = folders.first().cloned().unwrap_or_else(here);
        Self { configs, generation: 0, root, baselines: HashMap::new() }
    }

    /// Finds everything anew.
    pub(super) fn reload(&mut self) {
        self.configs = Arc::new(self.configs.afresh());
        self.forget_baselines();
    }

    /// Reads the baselines anew.
    pub(super) fn forget_baselines(&mut self) {
        self.baselines.clear();
        self.generation += 1;
    }

    /// The configuration of a document.
    pub(super) fn config(&self, buffer: &Buffer) -> Result<Arc<Config>, ConfigError> {
        self.configs.for_folder(buffer.path.as_deref().and_then(Path::parent).unwrap_or(&self.root))
    }

    /// What a document is checked with; `None` if the configuration leaves it out.
    pub(super) fn setting(&mut self, buffer: &Buffer) -> Result<Option<Setting>, SettingError> {
        if let Some(path) = &buffer.path {
            return self.setting_of_file(path);
        }
        let config = self.config(buffer)?;
        let format = if buffer.markdown { Format::Markdown } else { Format::Plain };
        let linter = config.linter(&self.root.join("untitled"));
        Ok(Some(Setting { linter, config, format, accepted: Accepted::default() }))
    }

    /// What the file of an absolute path is checked with; `None` if the configuration leaves it out.
    pub(super) fn setting_of_file(&mut self, path: &Path) -> Result<Option<Setting>, SettingError> {
        let config = self.configs.for_folder(path.parent().unwrap_or(&self.root))?;
        if config.excludes(path) {
            return Ok(None);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let accepted = self.accepted(&config, path)?;
        Ok(Some(Setting { linter: config.linter(path), format: Format::of(&name), accepted, config }))
    }

    /// What the baseline accepts in the file of this path.
    fn accepted(&mut self, config: &Config, path: &Path) -> Result<Accepted, BaselineError> {
        let Some((baseline, name)) = place(config, path) else { return Ok(Accepted::default()) };
        if let Some(known) = self.baselines.get(&baseline) {
            return Ok(known.accepted(&name));
        }
        let read = match Baseline::read(&shown(&baseline)) {
            // To be written yet, by the command line or from here.
            Err(BaselineError::Missing { .. }) => Baseline::default(),
            other => other?.0,
        };
        let accepted = read.accepted(&name);
        self.baselines.insert(baseline, Arc::new(read));
        Ok(accepted)
    }
}

/// The baseline that a file goes by, and the file's name there.
pub(super) fn place(config: &Config, path: &Path) -> Option<(PathBuf, String)> {
    let baseline = config.baseline()?;
    let name = key(baseline.parent()?, path);
    Some((baseline, name))
}
