//! The closing lines of a report for people: what was found, what can be done about it, what was left out.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use codespan_reporting::term::termcolor::{Buffer, Color};

use super::terminal::bold;
use super::{Style, Summary};
use crate::lint::{Applicability, Level};

/// Marks fixable findings in one-line formats.
const SAFE: &str = "[*]";
/// Marks findings with an unsafe fix.
const UNSAFE: &str = "[?]";

/// The mark of a finding in a one-line format.
pub(super) fn mark(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::None => "",
        Applicability::Unsafe => UNSAFE,
        Applicability::Safe => SAFE,
    }
}

/// The colour of a finding's lint.
pub(super) fn color(level: Level) -> Color {
    match level {
        Level::Error => Color::Red,
        Level::Warn => Color::Yellow,
        Level::Info | Level::Off => Color::Green,
    }
}

/// Whether the closing lines explain the marks of fixable findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// The report has none.
    None,
    /// It marks them with [`SAFE`] and [`UNSAFE`].
    Explained,
}

/// The closing lines in the making: counts the files that have findings.
#[derive(Debug, Default)]
pub(super) struct Closing {
    files: usize,
    last: PathBuf,
}

impl Closing {
    /// Takes note of a finding in the file, and says whether it is the file's first; findings come file by file.
    pub(super) fn finding_in(&mut self, path: &Path) -> bool {
        // Paths as such are compared step by step.
        let first = self.files == 0 || self.last.as_os_str() != path.as_os_str();
        if first {
            path.clone_into(&mut self.last);
            self.files += 1;
        }
        first
    }

    /// Writes the lines.
    pub(super) fn write(&self, out: &mut Buffer, summary: &Summary, style: Style, marks: Marks) -> io::Result<()> {
        self.headline(out, summary)?;
        for line in [fixable(summary, style, marks), left_out(summary)].into_iter().flatten() {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// Writes the first of the lines.
    pub(super) fn headline(&self, out: &mut Buffer, summary: &Summary) -> io::Result<()> {
        if summary.files > 0 && summary.findings + summary.fixed + summary.errors == 0 {
            bold(out, Some(Color::Green), "All clear")?;
            writeln!(out, ": {} checked.", counted(summary.files, "file"))?;
        } else {
            bold(out, None, &self.found(summary))?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn found(&self, summary: &Summary) -> String {
        let all = counted(summary.files, "file");
        let place = if self.files == summary.files || self.files == 0 { all.clone() } else { format!("{} of {all}", self.files) };
        let findings = |count| counted(count, "finding");
        let found = match (summary.fixed, summary.findings) {
            // What was checked and could not be written counts for nothing.
            (0, 0) if summary.files == 0 && summary.errors > 0 => "Nothing was done".to_owned(),
            (0, 0) if summary.files == 0 => "Nothing was checked".to_owned(),
            (0, 0) => format!("Nothing found in {all}"),
            (0, found) => format!("Found {} in {place}", findings(found)),
            (fixed, 0) => format!("Fixed {}, none left in {all}", findings(fixed)),
            (fixed, left) => format!("Fixed {}, {left} left in {place}", findings(fixed)),
        };
        match summary.errors {
            0 => format!("{found}."),
            errors => format!("{found}; {}.", counted(errors, "error")),
        }
    }
}

fn fixable(summary: &Summary, style: Style, marks: Marks) -> Option<String> {
    let mark = |mark| if marks == Marks::Explained { format!("{mark} ") } else { String::new() };
    let (safe, unsafe_) = (summary.fixable, summary.fixable_unsafe);
    let all = "`--fix --unsafe-fixes`";
    match (safe, unsafe_) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{}{safe} can be fixed with `--fix`.", mark(SAFE))),
        (0, unsafe_) if style.unsafe_fixes => Some(format!("{}{unsafe_} can be fixed with {all}; look at the result.", mark(UNSAFE))),
        (0, unsafe_) => Some(format!("{}{unsafe_} can be fixed with `--fix`; look at the result.", mark(UNSAFE))),
        (safe, unsafe_) if style.unsafe_fixes => {
            Some(format!("{}{safe} can be fixed with `--fix`, {}{unsafe_} more with {all}.", mark(SAFE), mark(UNSAFE)))
        }
        (safe, unsafe_) => {
            let all = safe + unsafe_;
            Some(format!("{all} can be fixed with `--fix`: {}{safe} safe, {}{unsafe_} unsafe.", mark(SAFE), mark(UNSAFE)))
        }
    }
}

fn left_out(summary: &Summary) -> Option<String> {
    match (summary.suppressed, summary.baselined) {
        (0, 0) => None,
        (suppressed, 0) => Some(format!("Lines left out: {suppressed} suppressed.")),
        (0, baselined) => Some(format!("Lines left out: {baselined} in the baseline.")),
        (suppressed, baselined) => Some(format!("Lines left out: {suppressed} suppressed, {baselined} in the baseline.")),
    }
}

/// A number of things, in words.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
