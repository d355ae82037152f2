//! The arguments of `check`, resolved: conflicts settled, configuration and defaults filled in.

use std::io::{self, IsTerminal as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;

use super::reports::has_statistics;
use super::targets::{self, Target, default_format, place};
use crate::cli::args::{self, Global};
use crate::cli::settings;
use crate::config::{Configs, Flags};
use crate::document::Hints;
use crate::source::PositionEncoding;

/// What a run of `check` does.
#[derive(Debug)]
pub(super) struct Options {
    pub paths: Paths,
    pub action: Action,
    pub no_ignore: bool,
    pub since: Option<Since>,
    /// The reason of added suppressions.
    pub reason: Option<String>,
    pub configs: Arc<Configs>,
    pub hints: Hints,
    pub jobs: Option<NonZeroUsize>,
    /// Where the audit record goes.
    pub removed: Option<PathBuf>,
    pub baseline: BaselineUse,
    /// The reports.
    pub targets: Vec<Target>,
    pub output: Output,
}

/// What becomes of the baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BaselineUse {
    /// It is read.
    Read,
    /// It is written, to this file if one is named.
    Write(Option<PathBuf>),
    /// Stale entries are removed from it.
    Prune,
}

/// What is checked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Paths {
    /// Files and folders.
    Files(Vec<PathBuf>),
    /// Standard input, which goes by a name if it has one.
    Stdin { name: Option<PathBuf> },
}

/// What is done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Check,
    Fix,
    Diff,
    /// Ask about each fix, then make those that were chosen.
    Interactive,
    /// Write comments that accept the findings.
    Suppress,
}

/// Which files and lines matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Since {
    /// The commit that they changed since.
    pub reference: String,
    /// Only lines that changed matter.
    pub lines: bool,
}

/// What is printed, and how the run ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub encoding: PositionEncoding,
    pub quiet: bool,
    pub verbose: bool,
    /// Standard output carries the fixed text: findings go to standard error.
    pub to_stderr: bool,
    pub statistics: bool,
    pub show_fixes: bool,
    /// What remains after a fix is neither reported nor held against the run.
    pub fix_only: bool,
    pub exit_zero: bool,
    pub exit_non_zero_on_fix: bool,
    pub unsafe_fixes: bool,
}

impl Options {
    pub(super) fn resolve(args: args::Check, global: Global) -> anyhow::Result<Self> {
        let action = match &args.fix {
            fix if fix.diff => Action::Diff,
            fix if fix.interactive => Action::Interactive,
            fix if fix.fix || fix.fix_only => Action::Fix,
            fix if fix.removed.is_some() || fix.show_fixes => bail!("--removed and --show-fixes tell what was fixed: add --fix"),
            _ if args.accepting.add_suppressions => Action::Suppress,
            _ => Action::Check,
        };
        if args.accepting.reason.is_some() && !matches!(action, Action::Suppress | Action::Interactive) {
            bail!("--reason is what a comment says that is written: add --add-suppressions, or --fix --interactive");
        }
        if args.fix.removed.as_deref() == Some(Path::new("-")) {
            bail!("--removed: a record goes into a file, and `-` is none: name one, such as gone.jsonl");
        }
        let paths = paths(args.paths, args.document.stdin_filename)?;
        if action == Action::Interactive {
            can_ask(&paths)?;
        }
        let since = args.files.since.map(|reference| Since { reference, lines: args.files.since_lines });
        if since.is_some() && matches!(paths, Paths::Stdin { .. }) {
            bail!("--since tells which files changed: standard input is no file");
        }
        if args.document.title.is_some() && !one_document(&paths) {
            bail!("--title is the title of one article: name one file, or `-`");
        }
        let baseline = match args.accepting.write_baseline {
            Some(file) => BaselineUse::Write(file),
            None if args.accepting.prune_baseline => BaselineUse::Prune,
            None => BaselineUse::Read,
        };
        if baseline != BaselineUse::Read && matches!(paths, Paths::Stdin { .. }) {
            bail!("a baseline is written from files, not from standard input");
        }
        let flags = Flags {
            baseline: args.accepting.baseline.map(|path| path.to_string_lossy().into_owned()),
            exclude: args.files.exclude,
            encoding: args.files.encoding,
            force_exclude: args.files.force_exclude,
            unsafe_fixes: args.fix.unsafe_fixes,
            max_removal: args.fix.max_removal,
            position_encoding: args.output.position_encoding,
            ..settings::flags(args.selection)
        };
        let configs = settings::configs(args.config, flags)?;
        let here = settings::here(&configs)?;
        let configured = &here.merged.output_format;
        let format = if configured.origin.is_default() { default_format() } else { configured.value };
        let targets = targets::targets(&args.output, format)?;
        can_report(&targets, action, args.output.statistics, args.fix.removed.as_deref())?;
        Ok(Self {
            targets,
            output: Output {
                encoding: here.merged.position_encoding.value,
                quiet: global.quiet,
                verbose: global.verbose,
                to_stderr: matches!(action, Action::Fix | Action::Suppress) && matches!(paths, Paths::Stdin { .. }),
                statistics: args.output.statistics,
                show_fixes: args.fix.show_fixes,
                fix_only: args.fix.fix_only,
                exit_zero: args.output.exit_zero,
                exit_non_zero_on_fix: args.output.exit_non_zero_on_fix,
                unsafe_fixes: here.merged.unsafe_fixes.value,
            },
            action,
            no_ignore: args.files.no_ignore,
            since,
            reason: args.accepting.reason,
            configs,
            hints: Hints { title: args.document.title, lang: args.document.lang },
            jobs: args.files.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())),
            removed: args.fix.removed,
            baseline,
            paths,
        })
    }
}

fn paths(paths: Vec<PathBuf>, name: Option<PathBuf>) -> anyhow::Result<Paths> {
    let is_stdin = |path: &PathBuf| path == Path::new("-");
    match (paths.iter().any(is_stdin), paths.len()) {
        (true, 1) => Ok(Paths::Stdin { name }),
        (true, _) => bail!("`-` is standard input and stands alone: it cannot be checked together with files"),
        (false, _) if name.is_some() => bail!("--stdin-filename names standard input: give `-` as the path"),
        (false, _) => Ok(Paths::Files(paths)),
    }
}

/// Whether there is somebody to answer.
fn can_ask(paths: &Paths) -> anyhow::Result<()> {
    if matches!(paths, Paths::Stdin { .. }) {
        bail!("--interactive reads answers from standard input: it cannot be the article as well");
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!("--interactive asks questions: standard input and standard output must be a terminal");
    }
    Ok(())
}

/// Whether these reports can be made of such a run.
fn can_report(targets: &[Target], action: Action, statistics: bool, removed: Option<&Path>) -> anyhow::Result<()> {
    for Target { format, file } in targets {
        if action == Action::Diff && file.is_some() {
            bail!("--diff prints a diff and makes no report: leave the report's file out");
        }
        if statistics && !has_statistics(*format) {
            bail!("--statistics has no place in this format: choose full, concise, grouped, github, json or jsonl");
        }
        if file.is_some() && file.as_deref().map(place) == removed.map(place) {
            bail!("--removed keeps a record in this file: give the report another one");
        }
    }
    Ok(())
}

fn one_document(paths: &Paths) -> bool {
    match paths {
        Paths::Stdin { .. } => true,
        Paths::Files(paths) => matches!(paths.as_slice(), [path] if !path.is_dir()),
    }
}
