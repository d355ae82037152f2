//! What was fixed, over all documents, and the record of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, bail};
use same_file::Handle;

use crate::fix::{AuditRecord, Removed};
use crate::input::{Input, Source, is_article};
use crate::lint::Str;
use crate::report::terminal::printable;

/// Counts of changes, by file and lint.
#[derive(Debug, Default)]
pub(super) struct Fixes {
    count: usize,
    files: Vec<(PathBuf, BTreeMap<Str, usize>)>,
}

/// How every record begins.
const RECORD: &[u8] = br#"{"path":"#;

/// The audit trail of `--removed`.
#[derive(Debug)]
pub(super) struct Trail(Mutex<File>);

impl Trail {
    /// Opens the trail. It is added to: a record of what was taken out must not be lost to the next run. `collect` tells what the
    /// next run would check.
    ///
    /// # Errors
    /// If it cannot be written, is one of the documents or would be from now on, or holds something else than records.
    pub(super) fn open(path: &Path, inputs: &[Input], collect: impl FnOnce() -> anyhow::Result<Vec<Input>>) -> anyhow::Result<Self> {
        let shown = path.display();
        if let Some(input) = document_at(path, inputs) {
            bail!("--removed: {shown} is an article that is checked ({}): name a file for the record", input.display());
        }
        if holds_something_else(path) {
            bail!("--removed: {shown} is no record of fixes, and nothing is added to it: name another file");
        }
        if is_article(path) && File::create_new(path).is_ok() {
            let collected = collect();
            let read = collected.as_ref().is_ok_and(|inputs| document_at(path, inputs).is_some());
            if read || collected.is_err() {
                // Nothing is in it: it was made for the question.
                fs::remove_file(path).with_context(|| format!("--removed: {shown}"))?;
            }
            collected?;
            if read {
                bail!(
                    "--removed: the next run would check {shown} as an article: name a file with another ending, such as .jsonl, or elsewhere"
                );
            }
        }
        Ok(Self(Mutex::new(open(path).with_context(|| format!("--removed: {shown} cannot be written"))?)))
    }

    /// Puts a document's changes on record, then makes them: what is no longer in the file is on record, whatever happens
    /// in between. Where they are known not to have been made, the records are taken back.
    pub(super) fn record(&self, records: &[AuditRecord], make: impl FnOnce() -> Result<(), Unmade>) -> Result<(), String> {
        if records.is_empty() {
            return make().map_err(|unmade| unmade.why);
        }
        let mut lines = Vec::new();
        for record in records {
            serde_json::to_writer(&mut lines, record).map_err(|error| error.to_string())?;
            lines.push(b'\n');
        }
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unwritten = |error: io::Error| Unmade { why: format!("--removed: {error}"), may_be_made: false };
        // Other runs may keep the same trail. Where a file system has no locks, they are on their own.
        let locked = file.lock().is_ok();
        let before = file.metadata().map_err(|error| unwritten(error).why)?.len();
        // A record that is not on the disk is lost with the power, and the fixed file would not be.
        let result = file.write_all(&lines).and_then(|()| sync(&file)).map_err(unwritten).and_then(|()| make());
        if locked && result.as_ref().is_err_and(|unmade| !unmade.may_be_made) {
            // What was not taken out is no loss, only a record too many. Without a lock it may not be the last one.
            let _ = file.set_len(before);
        }
        if locked {
            let _ = file.unlock();
        }
        result.map_err(|unmade| unmade.why)
    }
}

/// Why changes were not made, or not as they should have been.
#[derive(Debug)]
pub(super) struct Unmade {
    pub why: String,
    /// They may have been made for all that: their records are to stay.
    pub may_be_made: bool,
}

/// Opens a trail to add to it. A regular file is opened for reading too: some systems lock no file that is not.
fn open(path: &Path) -> io::Result<File> {
    let is_regular = fs::metadata(path).map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |metadata| metadata.is_file());
    let mut file = File::options().read(is_regular).append(true).create(true).open(path)?;
    if is_regular {
        let locked = file.lock().is_ok();
        end_line(&mut file)?;
        if locked {
            file.unlock()?;
        }
    }
    Ok(file)
}

/// The document that this path leads to, by whatever way.
pub(super) fn document_at<'a>(path: &Path, inputs: &'a [Input]) -> Option<&'a Path> {
    let target = Handle::from_path(path).ok()?;
    let mut files = inputs.iter().filter(|input| input.source == Source::File).map(|input| &*input.path);
    files.find(|file| Handle::from_path(file).is_ok_and(|file| file == target))
}

/// Whether this is a file with something in it that no run wrote. The first record may be cut off.
fn holds_something_else(path: &Path) -> bool {
    // A pipe or a device is only written to.
    if !path.is_file() {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(RECORD.len() as u64).read_to_end(&mut start));
    read.is_ok() && !RECORD.starts_with(&start)
}

/// Ends the last line of a trail that a killed run left off in the middle of a record.
fn end_line(file: &mut File) -> io::Result<()> {
    if file.metadata()?.len() == 0 {
        return Ok(());
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    if last == *b"\n" { Ok(()) } else { file.write_all(b"\n") }
}

/// A number of things, in words.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn sync(file: &File) -> io::Result<()> {
    match file.sync_data() {
        // A pipe or a terminal: there is no disk.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

impl Fixes {
    /// Takes note of the changes in a file.
    pub(super) fn add(&mut self, path: &Path, removed: &[Removed]) {
        if removed.is_empty() {
            return;
        }
        let mut lints: BTreeMap<Str, usize> = BTreeMap::new();
        for removed in removed {
            *lints.entry(removed.lint.clone()).or_default() += 1;
        }
        self.count += removed.len();
        self.files.push((path.to_owned(), lints));
    }

    /// All changes.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Writes one line that says how much was fixed.
    pub(super) fn sum_up(&self, out: &mut impl Write) -> io::Result<()> {
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::lint::Applicability;
    use crate::source::{Span, Text};

    fn records(path: &str) -> Vec<AuditRecord> {
        let text = Text::from("Home");
        let (span, lint) = (Span::new(0, 4), "made-up".into());
        let (text_out, replacement) = ("Home".to_owned(), String::new());
        let removed = [Removed { pass: 1, lint, applicability: Applicability::Safe, span, text: text_out, replacement }];
        AuditRecord::of_file(path, text.origin(), b"Home", b"", &removed).collect()
    }

    fn unmade(may_be_made: bool) -> Result<(), Unmade> {
        Err(Unmade { why: "the disk is full".to_owned(), may_be_made })
    }

    #[test]
    fn clause_12_two_runs_at_once_lose_no_record_of_each_other() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("gone.jsonl");
        let [one, other] = [0, 1].map(|_| Trail::open(&path, &[], || Ok(Vec::new())).expect("it can be written"));
        let (sender, receiver) = channel();
        thread::scope(|scope| {
            let result = one.record(&records("one.md"), || {
                scope.spawn(move || {
                    other.record(&records("other.md"), || Ok(())).expect("it can be written");
                    let _ = sender.send(());
                });
                // The other run gets its turn now, unless it has to wait until this fix has failed and its record is gone.
                let _ = receiver.recv_timeout(Duration::from_millis(500));
                unmade(false)
            });
            assert_eq!(result, Err("the disk is full".to_owned()));
        });
        let trail = fs::read_to_string(&path).expect("it is there");
        assert_eq!(trail.lines().count(), 1, "{trail}");
        assert!(trail.contains("other.md"), "{trail}");
    }

    #[test]
    fn clause_12_the_record_of_what_may_have_been_made_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("gone.jsonl");
        let trail = Trail::open(&path, &[], || Ok(Vec::new())).expect("it can be written");
        for (may_be_made, count) in [(false, 0), (true, 1)] {
            trail.record(&records("a.md"), || unmade(may_be_made)).expect_err("it was not made");
            assert_eq!(fs::read_to_string(&path).expect("it is there").lines().count(), count);
        }
    }
}
