//! `scrublint check`: read, check or fix, report.
//!
//! Documents are worked on in parallel by a [`Mode`]; what comes of them goes through the [`Session`], in order.

mod baselines;
mod fixes;
mod interactive;
mod modes;
mod options;
mod parallel;
mod progress;
mod reports;
mod session;
mod spare;
mod suppress;
mod targets;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{self, Global};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::config::shown;
use crate::fix::write::{Cleared, remove_stale};
use crate::input::{self, Changes, Input, InputError, SinceError};
use baselines::{Baselines, Ledger};
use fixes::Trail;
use modes::{Check, Diff, Filter, Fix, Mode, Work};
use options::{Action, BaselineUse, Options, Paths};
use progress::Progress;
use session::Session;
use suppress::Suppress;
use watch::Seen;

/// Runs the subcommand.
pub(super) fn run(args: args::Check, global: Global, terminal: Terminal) -> anyhow::Result<Exit> {
    if args.files.watch { watch::run(args, global, terminal) } else { once(args, global, terminal, &mut Seen::default()) }
}

/// One run, and what it went by.
fn once(args: args::Check, global: Global, terminal: Terminal, seen: &mut Seen) -> anyhow::Result<Exit> {
    // Where a configuration cannot be read, what it says of the format is not known.
    let targets = targets::targets(&args.output, targets::default_format())?;
    let options = match Options::resolve(args, global) {
        Ok(options) => options,
        Err(error) => return session::refuse(error, &targets),
    };
    let mut session = Session::new(&options, terminal)?;
    let mut inputs = match inputs(&options, &mut session) {
        Ok(inputs) => inputs,
        Err(error) => return session.abort(error),
    };
    seen.configurations(&inputs);
    if let Err(error) = spare::spare(&options, &inputs) {
        return session.abort(error);
    }
    session.allow_files();
    let changes = match changes(&options, &inputs) {
        Ok(changes) => changes,
        Err(error) => return session.abort(error.into()),
    };
    if let Some(changes) = &changes {
        inputs.retain(|input| changes.of(input).is_some());
    }
    let changes = changes.filter(|_| options.since.as_ref().is_some_and(|since| since.lines));
    let baselines = match Baselines::read(options.baseline.clone(), &inputs) {
        Ok(baselines) => Arc::new(baselines),
        Err(error) => return session.abort(error.into()),
    };
    session.keep(Ledger::new(Arc::clone(&baselines)));
    let work = Work { hints: &options.hints, baselines: &baselines, changes: changes.as_ref() };
    let again = || match &options.paths {
        Paths::Files(paths) => Ok(input::collect(paths, &options.configs, options.no_ignore)?.inputs),
        Paths::Stdin { .. } => Ok(Vec::new()),
    };
    let trail = match options.removed.as_deref().map(|path| Trail::open(path, &inputs, again)).transpose() {
        Ok(trail) => trail,
        Err(error) => return session.abort(error),
    };
    let trail = trail.as_ref();
    match (options.action, &options.paths) {
        (Action::Check, _) => drive(&Check { work }, &inputs, &options, session, seen),
        (Action::Diff, _) => drive(&Diff { work }, &inputs, &options, session, seen),
        (Action::Suppress, _) => drive(&Suppress { work, reason: options.reason.as_deref() }, &inputs, &options, session, seen),
        (Action::Fix, Paths::Stdin { .. }) => drive(&Filter { work, trail }, &inputs, &options, session, seen),
        (Action::Fix, Paths::Files(_)) => {
            clear_away(&inputs, &mut session)?;
            drive(&Fix { work, trail }, &inputs, &options, session, seen)
        }
        (Action::Interactive, _) => interactive::run(work, trail, &inputs, &options, session, terminal),
    }
}

/// What changed since the commit that the user names.
fn changes(options: &Options, inputs: &[Input]) -> Result<Option<Changes>, SinceError> {
    match (&options.since, &options.paths) {
        (Some(since), Paths::Files(paths)) => Changes::since(&since.reference, paths, inputs, since.lines, options.no_ignore).map(Some),
        _ => Ok(None),
    }
}

/// Removes what fixes that came to a sudden end left beside these files. What may be an edit is kept, and an error.
fn clear_away(inputs: &[Input], session: &mut Session) -> io::Result<()> {
    let folders: BTreeSet<PathBuf> = inputs.iter().filter_map(|input| folder_written_to(&input.path)).collect();
    for folder in &folders {
        // A folder that cannot be listed may still hold files that can be fixed.
        let Cleared { removed, kept } = remove_stale(folder).unwrap_or_default();
        if removed > 0 {
            session.aside(|| format!("{}: {removed} temporary files of a broken-off fix removed", folder.display()));
        }
        for file in kept {
            session.error(Some(&file), KEPT)?;
        }
    }
    Ok(())
}

/// What a person is told of a temporary file that is not scrublint's own alone.
const KEPT: &str = "kept by a broken-off fix: it may hold an edit that another program saved at that moment; compare it with the \
    article, then move it or remove it";

/// The folder of a file, or of the file that a symbolic link leads to.
fn folder_written_to(path: &Path) -> Option<PathBuf> {
    let real = if path.is_symlink() { path.canonicalize().ok() } else { None };
    let folder = real.as_deref().unwrap_or(path).parent()?;
    Some(if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() })
}

/// The documents; what is wrong with some of the paths is reported and the others go on; a mistake in a configuration is the end.
fn inputs(options: &Options, session: &mut Session) -> anyhow::Result<Vec<Input>> {
    let paths = match &options.paths {
        Paths::Stdin { name } => return Ok(vec![Input::stdin(name.clone(), &options.configs)?]),
        Paths::Files(paths) => paths,
    };
    let collected = input::collect(paths, &options.configs, options.no_ignore)?;
    if options.output.verbose {
        for (file, count) in configurations(&collected.inputs) {
            let file = file.map_or_else(|| "no configuration file".to_owned(), |file| file.display().to_string());
            session.aside(|| format!("{count} to check with {file}"));
        }
    }
    for note in &collected.notes {
        session.note(note);
    }
    for error in &collected.errors {
        let mut message = error.to_string();
        // As if it were the value of the flag before it.
        let is_list = error.path().extension().is_some_and(|ending| ending == "toml");
        if is_list && options.baseline == BaselineUse::Write(None) && matches!(error, InputError::Missing { .. }) {
            message.push_str(&format!("; the baseline's name stands behind an equals sign: `--write-baseline={}`", error.path().display()));
        }
        session.error(Some(error.path()), &message)?;
    }
    Ok(collected.inputs)
}

/// The nearest configuration files, and how many of the documents go by each.
fn configurations(inputs: &[Input]) -> BTreeMap<Option<PathBuf>, usize> {
    let mut files = BTreeMap::new();
    for input in inputs {
        let nearest = input.config.merged.layers.iter().rev().find_map(|layer| layer.path());
        *files.entry(nearest.map(shown)).or_default() += 1;
    }
    files
}

fn drive(mode: &impl Mode, inputs: &[Input], options: &Options, mut session: Session, seen: &mut Seen) -> anyhow::Result<Exit> {
    let mut progress = Progress::new(inputs.len(), options.output.quiet);
    let mut result = Ok(());
    parallel::in_order(
        inputs,
        options.jobs,
        |input| modes::run(mode, input),
        |input, outcome| {
            result = progress.step(outcome.has_something_to_say(), || session.take(input, outcome));
            result.is_ok() && session.goes_on()
        },
    )?;
    drop(progress);
    result?;
    seen.done(&session);
    session.finish()
}
