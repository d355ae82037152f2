//! `scrublint init`: a commented configuration to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use anyhow::{Context as _, bail};

use super::args::{self, Global};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::config::FILE_NAMES;

/// What is written: every key with its default, commented out.
const TEMPLATE: &str = include_str!("init.toml");

/// Runs the subcommand.
pub(super) fn run(args: &args::Init, global: Global, terminal: Terminal) -> anyhow::Result<Exit> {
    for name in FILE_NAMES {
        let path = args.folder.join(name);
        if path.symlink_metadata().is_ok() {
            bail!("{}: there is a configuration already; it was left as it is", path.display());
        }
    }
    let path = args.folder.join(FILE_NAMES[0]);
    let cannot = || format!("{}: cannot be written", path.display());
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    match file {
        Ok(mut file) => file.write_all(TEMPLATE.as_bytes()).with_context(cannot)?,
        Err(error) if error.kind() == ErrorKind::NotFound => bail!("{}: there is no such folder", args.folder.display()),
        Err(error) => return Err(error).with_context(cannot),
    }
    if !global.quiet {
        terminal.print_note(&format!("{} written; `scrublint config` shows what is in force", path.display()));
    }
    Ok(Exit::Clean)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;
    use crate::report::OutputFormat;

    #[test]
    fn all_formats_are_named() {
        let (_, formats) = TEMPLATE.split_once("How findings are printed: ").expect("the formats");
        let (formats, _) = formats.split_once(';').expect("their end");
        let named: Vec<&str> = formats.split('"').skip(1).step_by(2).collect();
        let known: Vec<_> = OutputFormat::value_variants().iter().filter_map(|format| format.to_possible_value()).collect();
        for format in &known {
            assert!(named.contains(&format.get_name()), "{} is not named", format.get_name());
        }
        assert_eq!(named.len(), known.len());
    }
}
