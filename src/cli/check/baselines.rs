//! The baselines of a run: which one a document goes by, what in them is stale, and writing them anew.
//!
//! Holds always: all baselines are read before the first document is, so that a broken one stops the run; an entry is stale
//! only if its file was checked with its lint, or is gone, or its lint is; nothing is written unless the user asked for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::options::BaselineUse;
use crate::check::Checked;
use crate::config::shown;
use crate::document::Document;
use crate::input::{Input, Source, absolute};
use crate::lint::Level;
use crate::suppress::baseline::{Baseline, BaselineError, Entries, Entry, FILE_NAME, key};
use crate::suppress::{Accepted, Lines};

/// The baselines as they were read.
#[derive(Debug)]
pub(super) struct Baselines {
    usage: BaselineUse,
    by_path: BTreeMap<PathBuf, Loaded>,
}

#[derive(Debug)]
struct Loaded {
    baseline: Baseline,
    /// What the file held; `None` where there is none yet.
    bytes: Option<Vec<u8>>,
    /// Whether the configuration names it.
    configured: bool,
}

impl Baselines {
    /// Reads the baselines that these documents go by.
    pub(super) fn read(usage: BaselineUse, inputs: &[Input]) -> Result<Self, BaselineError> {
        let mut baselines = Self { usage, by_path: BTreeMap::new() };
        for input in inputs {
            let Some(path) = baselines.path(input) else { continue };
            if baselines.by_path.contains_key(&path) {
                continue;
            }
            let configured = input.config.baseline().as_ref() == Some(&path);
            let (baseline, bytes) = match Baseline::read(&shown(&path)) {
                Ok((baseline, bytes)) => (baseline, Some(bytes)),
                Err(BaselineError::Missing { .. }) if matches!(baselines.usage, BaselineUse::Write(_)) => (Baseline::default(), None),
                Err(error) => return Err(error),
            };
            baselines.by_path.insert(path, Loaded { baseline, bytes, configured });
        }
        if baselines.usage == BaselineUse::Prune && baselines.by_path.is_empty() && !inputs.is_empty() {
            return Err(BaselineError::Unnamed);
        }
        Ok(baselines)
    }

    /// The absolute path of the baseline that a document goes by.
    fn path(&self, input: &Input) -> Option<PathBuf> {
        match &self.usage {
            BaselineUse::Write(Some(path)) => absolute(path).ok(),
            BaselineUse::Write(None) => input.config.baseline().or_else(|| absolute(Path::new(FILE_NAME)).ok()),
            BaselineUse::Read | BaselineUse::Prune => input.config.baseline(),
        }
    }

    /// Where a document stands: in which baseline, and by which name.
    fn place(&self, input: &Input) -> Option<(PathBuf, String)> {
        if self.by_path.is_empty() || (input.source == Source::Stdin && input.path == Path::new("-")) {
            return None;
        }
        let baseline = self.path(input)?;
        let name = key(baseline.parent()?, &absolute(&input.path).ok()?);
        Some((baseline, name))
    }

    /// What is accepted in a document.
    pub(super) fn accepted(&self, input: &Input) -> Accepted {
        let loaded = self.place(input).and_then(|(path, name)| Some((self.by_path.get(&path)?, name)));
        let accepted = loaded.map_or_else(Accepted::default, |(loaded, name)| loaded.baseline.accepted(&name));
        // All lines are accepted as they stand now: what they were is over.
        if self.writes() { accepted.seeing(Lines::default()) } else { accepted }
    }

    /// Whether findings are accepted rather than reported.
    pub(super) fn writes(&self) -> bool {
        matches!(self.usage, BaselineUse::Write(_))
    }
}

/// What the run has to say of its baselines.
#[derive(Debug)]
pub(super) struct Ledger {
    baselines: Arc<Baselines>,
    /// By baseline: the files that were checked, with the entries that are left of theirs and those to be added.
    checked: BTreeMap<PathBuf, BTreeMap<String, Entries>>,
    /// By baseline: the lines of the files whose findings are accepted.
    lines: BTreeMap<PathBuf, BTreeMap<String, Lines>>,
}

impl Ledger {
    pub(super) fn new(baselines: Arc<Baselines>) -> Self {
        Self { baselines, checked: BTreeMap::new(), lines: BTreeMap::new() }
    }

    /// Whether findings are accepted rather than reported.
    pub(super) fn accepts(&self) -> bool {
        self.baselines.writes()
    }

    /// Takes note of what was found in a document, and of its lines if they are to be kept. Returns how many parts it newly accepts.
    pub(super) fn take(&mut self, input: &Input, document: Option<&Document>, lines: Option<&Lines>, checked: &Checked) -> usize {
        let Some((path, name)) = self.baselines.place(input) else { return 0 };
        let known = self.baselines.by_path.get(&path).and_then(|loaded| loaded.baseline.files.get(&name));
        let found: BTreeSet<_> = checked.accepted.iter().collect();
        let lints = input.linter.lints();
        let silent = |lint: &str| lints.find(lint).is_some_and(|index| input.linter.settings().lint(index).level == Level::Off);
        let stays = |entry: &Entry| silent(&entry.lint);
        let kept = known.into_iter().flatten().filter(|(fingerprint, entry)| found.contains(fingerprint) || stays(entry));
        let mut entries: Entries = kept.map(|(fingerprint, entry)| (*fingerprint, entry.clone())).collect();
        let before = entries.len();
        if let Some(document) = document.filter(|_| self.accepts()) {
            for diagnostic in &checked.diagnostics {
                let parts = diagnostic.parts.iter();
                entries.extend(parts.map(|part| (part.fingerprint, Entry::new(&diagnostic.lint, document.slice(part.span)))));
            }
        }
        let added = entries.len() - before;
        if let Some(lines) = lines {
            self.lines.entry(path.clone()).or_default().insert(name.clone(), lines.clone());
        }
        self.checked.entry(path).or_default().insert(name, entries);
        added
    }

    /// Ends the run: writes what is to be written and says what there is to say. A list of what was found in a part of the files
    /// would pass for one of all of them: unless the run was a `whole` one, it stays as it was.
    pub(super) fn finish(self, whole: bool) -> Result<Vec<String>, BaselineError> {
        let mut notes = Vec::new();
        for (path, loaded) in &self.baselines.by_path {
            let folder = path.parent().unwrap_or(path);
            let mut next = loaded.baseline.clone();
            let checked = self.checked.get(path);
            // A file that cannot be asked about, or whose name is no text, may well be there.
            let may_be_there = |name: &str| name.contains(char::REPLACEMENT_CHARACTER) || folder.join(name).try_exists().unwrap_or(true);
            next.files.retain(|name, _| checked.is_some_and(|checked| checked.contains_key(name)) || may_be_there(name));
            next.files.extend(checked.into_iter().flatten().map(|(name, entries)| (name.clone(), entries.clone())));
            next.files.retain(|_, entries| !entries.is_empty());
            next.lines.extend(self.lines.get(path).into_iter().flatten().map(|(name, lines)| (name.clone(), lines.clone())));
            next.lines.retain(|name, _| next.files.contains_key(name));
            let (gone, new) = (lacking(&loaded.baseline, &next), lacking(&next, &loaded.baseline));
            let at = shown(path);
            let name = at.display();
            let (are, them) = if gone == 1 { ("1 entry is", "it") } else { (&*format!("{gone} entries are"), "them") };
            match &self.baselines.usage {
                BaselineUse::Read if gone > 0 => {
                    notes.push(format!("{name}: {are} no longer found; `--prune-baseline` removes {them}"));
                }
                BaselineUse::Read => {}
                _ if !whole => notes.push(format!("{name}: left as it was, since not everything could be checked")),
                BaselineUse::Prune => {
                    if gone > 0 {
                        next.write(&at, loaded.bytes.as_deref())?;
                    }
                    notes.push(format!("{name}: {} removed, {} left", lines(gone), next.len()));
                }
                BaselineUse::Write(_) => {
                    next.write(&at, loaded.bytes.as_deref())?;
                    notes.push(format!("{name}: {} accepted in all ({new} new, {gone} removed)", lines(next.len())));
                    if !loaded.configured {
                        notes.push(format!("`baseline = \"{name}\"` in scrublint.toml, or `--baseline {name}`, puts it to use"));
                    }
                }
            }
        }
        Ok(notes)
    }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// How many entries of `these` the others lack.
fn lacking(these: &Baseline, others: &Baseline) -> usize {
    let lacks = |name: &String, fingerprint| others.files.get(name).is_none_or(|entries| !entries.contains_key(fingerprint));
    these.files.iter().map(|(name, entries)| entries.keys().filter(|fingerprint| lacks(name, fingerprint)).count()).sum()
}
