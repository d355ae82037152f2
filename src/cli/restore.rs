//! `scrublint restore`: puts back what an audit trail says was taken out.
//!
//! Holds always: a file is written only if what comes of it is, byte for byte, the file that a fix once read; what keeps
//! one file from being restored keeps no other.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use super::args::{self, Global};
use super::exit::Exit;
use super::outlet::Outlet;
use super::terminal::Terminal;
use crate::fix::write::{Digest, WriteError, write};
use crate::fix::{AuditRecord, RestoreError, Restored, restore};
use crate::report::unified_text;
use crate::source::Encoding;

/// Why a file is not, or not wholly, as it was.
#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error("this came from standard input: there is no file to put it back into")]
    Stdin,
    #[error("{}", unreadable(.0))]
    Read(io::Error),
    #[error("{}", .0.without_path())]
    Write(#[from] WriteError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
}

fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file (a relative path counts from the folder that the fix ran in)".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// Runs the subcommand.
pub(super) fn run(args: &args::Restore, global: Global, terminal: Terminal) -> anyhow::Result<Exit> {
    let trail = fs::read(&args.removed).with_context(|| format!("--removed: {} cannot be read", args.removed.display()))?;
    let mut run = Run { diff: args.diff, out: Outlet::stdout(), files: 0, changes: 0, failed: false, differs: false, terminal, global };
    let mut files = Files::default();
    for (index, line) in trail.split(|&byte| byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        match serde_json::from_slice(line) {
            Ok(record) => files.add(record),
            // What a killed run was about to write. That its records are not complete shows in the hashes.
            Err(error) => run.error(&format!("{}:{}: no record: {error}", args.removed.display(), index + 1)),
        }
    }
    for (path, records) in files.0.into_values() {
        if let Err(error) = run.file(&path, &records) {
            run.error(&format!("{}: {error}", path.display()));
        }
    }
    run.finish()
}

/// The records by file, in their order; two paths that lead to one file are one.
#[derive(Default)]
struct Files(BTreeMap<PathBuf, (PathBuf, Vec<AuditRecord>)>);

impl Files {
    fn add(&mut self, record: AuditRecord) {
        let path = PathBuf::from(&record.path);
        let key = path.canonicalize().unwrap_or_else(|_| path.clone());
        self.0.entry(key).or_insert((path, Vec::new())).1.push(record);
    }
}

struct Run {
    diff: bool,
    out: Outlet,
    files: usize,
    changes: usize,
    failed: bool,
    differs: bool,
    terminal: Terminal,
    global: Global,
}

impl Run {
    fn file(&mut self, path: &Path, records: &[AuditRecord]) -> Result<(), FileError> {
        if path == Path::new("-") {
            return Err(FileError::Stdin);
        }
        let current = fs::read(path).map_err(FileError::Read)?;
        let Restored { bytes, changes, objection } = restore(&current, records);
        if changes > 0 {
            let encoding = records.first().and_then(|record| Encoding::named(&record.encoding).ok()).unwrap_or(Encoding::UTF_8);
            self.put_back(path, encoding, &current, &bytes)?;
            self.files += 1;
            self.changes += changes;
        } else if objection.is_none() && self.global.verbose {
            self.terminal.print_note(&format!("{}: nothing to put back: it is as it was", path.display()));
        }
        objection.map_or(Ok(()), |objection| Err(objection.into()))
    }

    fn put_back(&mut self, path: &Path, encoding: Encoding, current: &[u8], restored: &[u8]) -> Result<(), FileError> {
        if self.diff {
            self.differs = true;
            let diff = unified_text(path, encoding, current, restored);
            // Whoever reads the diff has seen enough if writing it fails.
            let _ = self.out.write_all(diff.as_bytes());
            return Ok(());
        }
        write(path, Digest::of(current), restored)?;
        Ok(())
    }

    fn error(&mut self, message: &str) {
        self.failed = true;
        self.terminal.print_error(&anyhow!("{message}"));
    }

    fn finish(mut self) -> anyhow::Result<Exit> {
        if !self.diff && !self.global.quiet {
            let counted = |count, noun| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
            writeln!(self.out, "Put back {} in {}.", counted(self.changes, "change"), counted(self.files, "file"))?;
        }
        self.out.flush()?;
        Ok(match (self.failed, self.differs) {
            (true, _) => Exit::Failure,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Clean,
        })
    }
}
