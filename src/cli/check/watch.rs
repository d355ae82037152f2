//! `check --watch`: the same run again whenever an article or what decides about it changes.
//!
//! Holds always: a change that comes while a run goes on leads to another one; what a run writes itself (fixes, reports, the
//! record of `--removed`) does not, unless somebody changes it again; a mistake in a configuration is shown and waited out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use console::Term;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::session::Session;
use crate::cli::args::{self, Global};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::config::{ConfigError, FILE_NAMES};
use crate::fix::write::{Digest, is_temporary};
use crate::input::Input;

/// What comes at once is one change: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(60);
/// How long it is waited for: something may be written beside the articles all the time.
const PATIENCE: Duration = Duration::from_secs(1);
/// Endings of files that a change of matters: articles, configurations, lints and baselines.
const ENDINGS: [&str; 4] = ["txt", "md", "markdown", "toml"];

/// What a run tells about itself.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The folders and files that it went by, beside the articles.
    sources: BTreeSet<PathBuf>,
    /// The files that it wrote, and what it left them as.
    written: Vec<(PathBuf, Digest)>,
    /// Nobody reads what is printed any more.
    unread: bool,
}

impl Seen {
    /// Takes note of the configurations of these documents.
    pub(super) fn configurations(&mut self, inputs: &[Input]) {
        for input in inputs {
            let config = &input.config;
            let files = config.merged.layers.iter().filter_map(|layer| layer.path().map(Path::to_owned));
            self.sources.extend(files.chain(config.own_lints()).chain(config.baseline()));
        }
    }

    /// Takes note of what a session did.
    pub(super) fn done(&mut self, session: &Session) {
        self.written.extend(session.written().iter().cloned());
        self.unread = !session.goes_on();
    }
}

/// Runs, and again after each change, until somebody ends it.
pub(super) fn run(args: args::Check, global: Global, terminal: Terminal) -> anyhow::Result<Exit> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        bail!("--watch waits for files to change: standard input is no file");
    }
    for path in &args.paths {
        let metadata = fs::metadata(path).with_context(|| format!("--watch: {} cannot be watched", path.display()))?;
        if !metadata.is_file() && !metadata.is_dir() {
            bail!("--watch: {} is neither a regular file nor a folder", path.display());
        }
    }
    let (sender, events) = channel();
    let watcher = notify::recommended_watcher(sender).context("files cannot be watched")?;
    let mut watch = Watch { watcher, events, watched: BTreeSet::new(), own: BTreeMap::new(), named: BTreeSet::new(), outputs: Vec::new() };
    watch.begin(&args)?;
    let mut has_run = false;
    loop {
        if io::stdout().is_terminal() {
            Term::stdout().clear_screen()?;
        }
        let mut seen = Seen::default();
        match super::once(args.clone(), global, terminal, &mut seen) {
            Ok(_) => {}
            // It may be mended while we wait; a mistake on the command line may not.
            Err(error) if has_run || error.is::<ConfigError>() => terminal.print_error(&error),
            Err(error) => return Err(error),
        }
        if seen.unread {
            return Ok(Exit::Clean);
        }
        has_run = true;
        watch.learn(&seen)?;
        if !global.quiet {
            terminal.print_note("waiting for changes; Ctrl-C ends it");
        }
        watch.wait()?;
    }
}

struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
    /// What the last run wrote, as it left it.
    own: BTreeMap<PathBuf, Digest>,
    /// Files that were named: their endings do not matter.
    named: BTreeSet<PathBuf>,
    /// Files that runs write and do not read.
    outputs: Vec<PathBuf>,
}

/// The path that the system knows a file by. One that is gone is known by its folder.
fn real(path: &Path) -> PathBuf {
    let of_parent = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(parent).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(of_parent).unwrap_or_else(|| path.to_owned())
}

impl Watch {
    /// Watches the articles, and the places where a configuration is looked for.
    fn begin(&mut self, args: &args::Check) -> anyhow::Result<()> {
        let reports =
            args.output.output_format.iter().filter_map(|report| report.file.as_deref()).chain(args.output.output_file.as_deref());
        self.outputs = reports.chain(args.fix.removed.as_deref()).map(real).collect();
        for path in &args.paths {
            let path = real(path);
            if path.is_dir() {
                self.add(&path, RecursiveMode::Recursive)?;
            } else {
                self.named.insert(path.clone());
                self.add(path.parent().unwrap_or(&path), RecursiveMode::NonRecursive)?;
            }
            for folder in path.ancestors().skip(1) {
                if FILE_NAMES.iter().any(|name| folder.join(name).is_file()) {
                    self.add(folder, RecursiveMode::NonRecursive)?;
                }
            }
        }
        let sources = args.config.config.iter().chain(&args.config.lints).map(PathBuf::from).filter(|path| path.exists()).collect();
        self.learn(&Seen { sources, ..Seen::default() })
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> anyhow::Result<()> {
        if self.watched.insert(path.to_owned()) {
            self.watcher.watch(path, mode).with_context(|| format!("{} cannot be watched", path.display()))?;
        }
        Ok(())
    }

    /// Watches what a run went by, too, and takes note of what it wrote.
    fn learn(&mut self, seen: &Seen) -> anyhow::Result<()> {
        for source in &seen.sources {
            let path = real(source);
            if path.is_dir() {
                self.add(&path, RecursiveMode::Recursive)?;
            } else if let Some(folder) = path.parent() {
                self.add(folder, RecursiveMode::NonRecursive)?;
            }
        }
        // By what was written, not by what stands there now: somebody may have changed it since.
        self.own.clear();
        self.own.extend(seen.written.iter().map(|(path, written)| (real(path), *written)));
        Ok(())
    }

    /// Waits for a change that matters, and until it is over.
    fn wait(&self) -> anyhow::Result<()> {
        loop {
            let event = self.events.recv().context("nothing is watched any more")?;
            if self.matters(event) {
                let changed = Instant::now();
                while changed.elapsed() < PATIENCE && self.events.recv_timeout(QUIET).is_ok() {}
                return Ok(());
            }
        }
    }

    fn matters(&self, event: notify::Result<Event>) -> bool {
        // An error (too many changes at once, say) means that something may have been missed.
        let Ok(event) = event else { return true };
        let is_read = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        !is_read && (event.need_rescan() || event.paths.iter().any(|path| self.decides(path)))
    }

    /// Whether a run with this file as it is now may say something else than the last one.
    fn decides(&self, path: &Path) -> bool {
        let Some(name) = path.file_name() else { return false };
        if is_temporary(name)
            || self.outputs.iter().any(|output| output == path)
            || self.own.get(path).is_some_and(|own| Digest::of_file(path).is_ok_and(|now| now == *own))
        {
            return false;
        }
        let plain = name.to_string_lossy();
        if self.named.contains(path) || FILE_NAMES.contains(&&*plain) || [".gitignore", ".ignore"].contains(&&*plain) {
            return true;
        }
        if path.components().any(|part| part.as_os_str() == ".git") || plain.starts_with('.') {
            return false;
        }
        // A name without an ending may be a folder that came, went or was renamed.
        path.extension().is_none_or(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_made_before_the_end_of_the_run_that_wrote_the_file_is_a_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = fs::canonicalize(folder.path()).map(|path| (folder, path)).expect("it is there");
        let path = folder.1.join("a.md");
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).expect("files can be watched");
        let (watched, own, named) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
        let mut watch = Watch { watcher, events, watched, own, named, outputs: Vec::new() };
        let seen = Seen { written: vec![(path.clone(), Digest::of(b"fixed\n"))], ..Seen::default() };
        fs::write(&path, "fixed\n").expect("it can be written");
        watch.learn(&seen).expect("nothing to watch");
        assert!(!watch.decides(&path), "it is what the run wrote");
        fs::write(&path, "mixed\n").expect("it can be written");
        watch.learn(&seen).expect("nothing to watch");
        assert!(watch.decides(&path), "somebody saved it before the run was over");
        fs::write(&path, "fixed\n").expect("it can be written");
        watch.learn(&Seen::default()).expect("nothing to watch");
        assert!(watch.decides(&path), "the last run did not write it");
    }
}
