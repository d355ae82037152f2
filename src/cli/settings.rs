//! From the arguments about settings to configurations.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::args::{ConfigArgs, SelectionArgs};
use crate::config::{Config, Configs, Discovery, Flags};

/// The flags that select lints, as settings.
pub(super) fn flags(selection: SelectionArgs) -> Flags {
    Flags {
        select: selection.select,
        extend_select: selection.extend_select,
        ignore: selection.ignore,
        fail_on: selection.fail_on,
        ..Flags::default()
    }
}

/// The configurations that the arguments ask for.
pub(super) fn configs(args: ConfigArgs, flags: Flags) -> anyhow::Result<Arc<Configs>> {
    let mut discovery = if args.isolated { Discovery::Isolated } else { Discovery::Nearest };
    let mut inline = Vec::new();
    for text in args.config {
        if Path::new(&text).is_file() {
            match discovery {
                Discovery::Nearest => discovery = Discovery::File(PathBuf::from(text)),
                Discovery::File(_) => bail!("--config: only one file can be given"),
                Discovery::Isolated => bail!("--config: a file is of no use with --isolated"),
            }
        } else if text.contains('=') {
            inline.push(text);
        } else {
            bail!("--config: there is no file `{text}`, and `KEY = VALUE` it is not");
        }
    }
    Ok(Arc::new(Configs::new(discovery, &inline, Flags { lints: args.lints, ..flags })?))
}

/// The configuration for the files of the working directory.
pub(super) fn here(configs: &Configs) -> anyhow::Result<Arc<Config>> {
    let folder = env::current_dir().context("the working directory cannot be read")?;
    Ok(configs.for_folder(&folder)?)
}
