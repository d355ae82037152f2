//! The baseline: a file of findings that a team has accepted as they are, so that new ones stand out.
//!
//! ```toml
//! version = 2
//!
//! [files."content/harbour.md"]
//! "v1:8f1d22cc0a4b7e19" = { lint = "byline", text = "By Ines Marlow" }
//!
//! [lines]
//! "content/harbour.md" = "0a4b7e19d33c…"
//! ```
//!
//! A finding's part is known by its fingerprint (lint, folded text, how many of the same stand above it), never by its line.
//! Lint and text are there for people, and to tell what is stale. The lines are those that stood in the article when it was
//! looked at: see [`Accepted::seeing`]. Version 1 had none, and a baseline without any is still written as that. Holds always: the same entries give the same bytes, one
//! line an entry, sorted; a file is replaced whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::{Accepted, Lines};
use crate::diagnostic::Fingerprint;
use crate::fix::write::{Digest, WriteError, no_file_in, write};

/// The name of a baseline where none is given.
pub const FILE_NAME: &str = "scrublint-baseline.toml";
/// The shape of the file; without lines it is the first one.
const VERSION: u32 = 2;
/// Most characters of a finding's text that are kept for the reader.
const TEXT_CHARS: usize = 72;
const HEAD: &str =
    "# Findings that scrublint leaves alone: `--prune-baseline` removes what is gone, `--write-baseline` also adds what is new.\n";
const LINES: &str =
    "\n# The lines of these articles when they were accepted, as hashes: what they are is judged without what came since.\n[lines]\n";

/// Why there is no baseline.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// There is no such file.
    #[error("there is no baseline {}: `--write-baseline` writes one", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// None is in use.
    #[error("no baseline is in use: `--baseline FILE` or `baseline = \"…\"` in scrublint.toml names one")]
    Unnamed,
    /// The file cannot be read.
    #[error("the baseline {} cannot be read: {error}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// What stands in it is no baseline.
    #[error("{}:{line}: this is no baseline: {message}", .path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A later version wrote it.
    #[error("the baseline {} has version {version}, this scrublint knows version {VERSION}", .path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// The file cannot be written. It is as it was.
    #[error("the baseline {} cannot be written: {error}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Somebody else changed the file meanwhile, or it is no regular file. It is as it was.
    #[error("the baseline: {0}")]
    Replace(#[from] WriteError),
}

/// A finding's part, as a baseline keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The lint's id.
    pub lint: String,
    /// The beginning of its text.
    pub text: String,
}

impl Entry {
    /// An entry for what `lint` found in `text`.
    #[must_use]
    pub fn new(lint: &str, text: &str) -> Self {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let clipped = match words.char_indices().nth(TEXT_CHARS) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        };
        Self { lint: lint.to_owned(), text: clipped }
    }
}

/// The entries of one file.
pub type Entries = BTreeMap<Fingerprint, Entry>;

/// All entries, by the path of their file from the baseline's folder, with `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The entries by path; no path without entries.
    pub files: BTreeMap<String, Entries>,
    /// The lines of these files as they were accepted, by path; only of files with entries.
    pub lines: BTreeMap<String, Lines>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    #[serde(default)]
    files: BTreeMap<String, BTreeMap<String, Entry>>,
    #[serde(default)]
    lines: BTreeMap<String, String>,
}

impl Baseline {
    /// Reads a baseline, and the bytes it was read from.
    ///
    /// # Errors
    /// If it is not there, cannot be read, or is no baseline.
    pub fn read(path: &Path) -> Result<(Self, Vec<u8>), BaselineError> {
        let bytes = fs::read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BaselineError::Missing { path: path.to_owned() },
            _ => BaselineError::Read { path: path.to_owned(), error },
        })?;
        let text = String::from_utf8_lossy(&bytes);
        let broken = |at: usize, message: String| {
            let line = text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1;
            BaselineError::Broken { path: path.to_owned(), line, message }
        };
        let written: Written =
            toml::from_str(&text).map_err(|error| broken(error.span().map_or(0, |span| span.start), error.message().replace('\n', " ")))?;
        if !(1..=VERSION).contains(&written.version) {
            return Err(BaselineError::Version { path: path.to_owned(), version: written.version });
        }
        let mut files: BTreeMap<String, Entries> = BTreeMap::new();
        for (file, entries) in written.files {
            for (name, entry) in entries {
                let fingerprint = name.parse().map_err(|error| broken(text.find(&name).unwrap_or(0), format!("`{name}`: {error}")))?;
                files.entry(file.clone()).or_default().insert(fingerprint, entry);
            }
        }
        let mut lines = BTreeMap::new();
        for (file, hashes) in written.lines {
            let known = hashes.parse().map_err(|error| broken(text.find(&hashes).unwrap_or(0), format!("`{file}`: {error}")))?;
            lines.insert(file, known);
        }
        Ok((Self { files, lines }, bytes))
    }

    /// What is accepted in the file of this path.
    #[must_use]
    pub fn accepted(&self, path: &str) -> Accepted {
        let parts: Accepted = self.files.get(path).into_iter().flat_map(BTreeMap::keys).copied().collect();
        parts.seeing(self.lines.get(path).cloned().unwrap_or_default())
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.values().map(BTreeMap::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file's text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let version = if self.lines.is_empty() { 1 } else { VERSION };
        let mut text = format!("{HEAD}version = {version}\n");
        for (path, entries) in &self.files {
            text += &format!("\n[files.{}]\n", quoted(path));
            let mut entries: Vec<_> = entries.iter().map(|(fingerprint, entry)| (entry, fingerprint)).collect();
            entries.sort_unstable();
            for (entry, fingerprint) in entries {
                text += &format!("\"{fingerprint}\" = {{ lint = {}, text = {} }}\n", quoted(&entry.lint), quoted(&entry.text));
            }
        }
        if !self.lines.is_empty() {
            text += LINES;
        }
        for (path, lines) in &self.lines {
            text += &format!("{} = \"{lines}\"\n", quoted(path));
        }
        text
    }

    /// Writes the baseline in one step. `read` is what the file held; `None` where there was none.
    ///
    /// # Errors
    /// If it changed since it was read, or the system refuses.
    pub fn write(&self, path: &Path, read: Option<&[u8]>) -> Result<(), BaselineError> {
        let text = self.to_toml();
        match read {
            Some(read) => write(path, Digest::of(read), text.as_bytes()).map(drop).map_err(BaselineError::from),
            None => create(path, text.as_bytes()).map_err(|error| BaselineError::Write { path: path.to_owned(), error }),
        }
    }
}

fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Temporary files are for their owner alone; this one becomes a file like any other, as the user's mask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| no_file_in(folder, &error))?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map(drop).map_err(|error| error.error)
}

/// A text as TOML has it, on one line. What JSON escapes, TOML escapes alike, and one character more.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// The absolute path `file` as a baseline in the absolute `folder` names it.
#[must_use]
pub fn key(folder: &Path, file: &Path) -> String {
    let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".into());
    let down = file.components().skip(shared).filter(|part| matches!(part, Component::Normal(_)));
    let parts: Vec<_> = up.chain(down.map(|part| part.as_os_str().to_string_lossy())).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(entries: &[(&str, &str, usize)]) -> Baseline {
        let mut baseline = Baseline::default();
        for &(path, text, occurrence) in entries {
            let fingerprint = Fingerprint::new("byline", text, occurrence);
            baseline.files.entry(path.to_owned()).or_default().insert(fingerprint, Entry::new("byline", text));
        }
        baseline
    }

    #[test]
    fn what_is_written_is_read_again() {
        let odd = "a \"b\"\\\u{7f}\u{1b}\né/漢.md";
        let written = baseline(&[("b.md", "By Ines Marlow", 0), ("b.md", "By Ines Marlow", 1), (odd, "By \"Ada\"\u{7f}\n\tand Ben", 0)]);
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join(FILE_NAME);
        written.write(&path, None).expect("it can be written");
        let (read, bytes) = Baseline::read(&path).expect("it can be read");
        assert_eq!(read, written);
        assert_eq!(bytes, written.to_toml().as_bytes());
        assert!(written.write(&path, None).is_err(), "one that is there already is not replaced unread");
    }

    #[test]
    fn one_line_an_entry_sorted_by_path_lint_and_text() {
        let text = baseline(&[("b.md", "Zwei", 0), ("b.md", "Eins", 0), ("a.md", "Drei", 0)]).to_toml();
        let order: Vec<&str> = text.lines().filter_map(|line| line.split("text = ").nth(1)).collect();
        assert_eq!(order, ["\"Drei\" }", "\"Eins\" }", "\"Zwei\" }"]);
    }

    #[test]
    fn long_texts_are_clipped_between_characters() {
        assert_eq!(Entry::new("byline", &"漢".repeat(100)).text, format!("{}…", "漢".repeat(TEXT_CHARS)));
    }

    #[test]
    fn files_are_named_from_the_folder_of_the_baseline() {
        let name = |folder: &str, file: &str| key(Path::new(folder), Path::new(file));
        assert_eq!(name("/site", "/site/content/a b.md"), "content/a b.md");
        assert_eq!(name("/site/ci", "/site/content/a.md"), "../content/a.md");
    }
}
