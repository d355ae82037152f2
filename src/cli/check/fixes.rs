//! What was fixed, over all documents.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::fix::{AuditRecord, Removed};
use crate::lint::Str;
use crate::report::terminal::printable;

/// Counts of changes, by file and lint, and the audit trail of `--removed`.
#[derive(Debug)]
pub(super) struct Fixes {
    count: usize,
    files: Vec<(PathBuf, BTreeMap<Str, usize>)>,
    trail: Option<BufWriter<File>>,
}

impl Fixes {
    /// Opens the trail. It is added to: a record of what was taken out must not be lost to the next run.
    pub(super) fn new(trail: Option<&Path>) -> anyhow::Result<Self> {
        let open = |path: &Path| {
            let file = File::options().append(true).create(true).open(path);
            file.map(BufWriter::new).with_context(|| format!("--removed: {} cannot be written", path.display()))
        };
        Ok(Self { count: 0, files: Vec::new(), trail: trail.map(open).transpose()? })
    }

    /// Takes note of the changes in a file.
    pub(super) fn add(&mut self, path: &Path, removed: &[Removed], records: &[AuditRecord]) -> io::Result<()> {
        if removed.is_empty() {
            return Ok(());
        }
        let mut lints: BTreeMap<Str, usize> = BTreeMap::new();
        for removed in removed {
            *lints.entry(removed.lint.clone()).or_default() += 1;
        }
        self.count += removed.len();
        self.files.push((path.to_owned(), lints));
        let Some(trail) = &mut self.trail else { return Ok(()) };
        for record in records {
            serde_json::to_writer(&mut *trail, record)?;
            trail.write_all(b"\n")?;
        }
        // What is no longer in the file must be on record, whatever happens next.
        trail.flush()
    }

    /// All changes.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Writes one line that says how much was fixed.
    pub(super) fn sum_up(&self, out: &mut impl Write) -> io::Result<()> {
        let counted = |count, noun| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
        writeln!(out, "Fixed {} in {}.", counted(self.count, "finding"), counted(self.files.len(), "file"))
    }

    /// Writes the list of `--show-fixes`.
    pub(super) fn list(&self, out: &mut impl Write) -> io::Result<()> {
        for (path, lints) in &self.files {
            writeln!(out, "Fixed in {}:", printable(&path.to_string_lossy()))?;
            for (lint, count) in lints {
                writeln!(out, "  {count} × {lint}")?;
            }
        }
        Ok(())
    }
}
