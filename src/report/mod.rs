//! Reports: one file per output format, all behind the trait [`Report`].
//!
//! Holds always: a report writes nothing but its messages to its writer, those of one line or for people each with one
//! write; what it prints depends on the messages and their order alone, never on threads or time; a write that fails is the
//! caller's to handle.

mod checkstyle;
mod clip;
mod closing;
mod concise;
mod context;
mod count;
mod diff;
mod excerpt;
mod full;
mod github;
mod gitlab;
mod grouped;
mod headline;
mod html;
mod json;
mod junit;
mod place;
mod rdjsonl;
mod sarif;
mod statistics;
pub(crate) mod terminal;

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Protected;
use crate::lint::{Applicability, LintSet};
use crate::source::PositionEncoding;

pub(crate) use context::context;
pub use count::{Counting, LintCount, Tally};
pub use diff::{unified, unified_text};
#[cfg(feature = "schema")]
pub use json::schema;
pub use json::{JsonReport, Shape as JsonShape};
#[cfg(feature = "lsp")]
pub(crate) use place::url;
pub use statistics::StatisticsReport;

/// The formats that findings are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, serde::Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OutputFormat {
    /// Findings with their text, for people.
    #[default]
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object a line, the summary last.
    Jsonl,
    /// One line a finding, under the name of its file.
    Grouped,
    /// Annotations of a GitHub workflow.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit's XML: a failed test for each finding.
    Junit,
    /// Reviewdog's diagnostics, one object a line.
    Rdjsonl,
    /// Checkstyle's XML.
    Checkstyle,
    /// A page for people without a terminal, in one file.
    Html,
}

impl OutputFormat {
    /// Whether programs read it: errors stand in it and nowhere else.
    #[must_use]
    pub fn is_for_machines(self) -> bool {
        !matches!(self, Self::Full | Self::Concise | Self::Grouped)
    }
}

/// How a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// The unit that columns count.
    pub encoding: PositionEncoding,
    /// Whether the closing lines point to `--unsafe-fixes`; `false` once that flag is given.
    pub unsafe_fixes: bool,
}

/// Something to report.
#[derive(Debug, Clone, Copy)]
pub enum Message<'a> {
    /// A finding. All findings of a path come one after the other.
    Finding {
        /// The path as the user knows it; `-` for standard input.
        path: &'a Path,
        /// The document it was found in.
        document: &'a Document,
        /// The finding.
        diagnostic: &'a Diagnostic,
        /// What no fix touches in the document.
        protected: &'a Protected<'a>,
        /// The lints that were run, with their documentation.
        lints: &'a LintSet,
    },
    /// Something that kept the job from being done for one path, or at all.
    Error {
        /// The path, if it is about one.
        path: Option<&'a Path>,
        /// What went wrong, one line.
        message: &'a str,
    },
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Files checked.
    pub files: usize,
    /// Findings reported.
    pub findings: usize,
    /// Of these, with a safe fix.
    pub fixable: usize,
    /// Of these, with an unsafe fix.
    pub fixable_unsafe: usize,
    /// Parts that suppressions left out.
    pub suppressed: usize,
    /// Parts that a baseline left out.
    pub baselined: usize,
    /// Errors reported.
    pub errors: usize,
    /// Findings whose fixes were applied.
    pub fixed: usize,
}

/// A format.
pub trait Report {
    /// Reports one message.
    ///
    /// # Errors
    /// If the writer fails.
    fn message(&mut self, message: Message<'_>) -> io::Result<()>;

    /// Ends the report.
    ///
    /// # Errors
    /// If the writer fails.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

impl<R: Report + ?Sized> Report for Box<R> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        (**self).message(message)
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        (**self).finish(summary)
    }
}

/// The report of a format, writing to `out`.
pub fn create<'w>(format: OutputFormat, style: Style, out: Box<dyn Write + 'w>) -> Box<dyn Report + 'w> {
    match format {
        OutputFormat::Full => Box::new(full::FullReport::new(out, style)),
        OutputFormat::Concise => Box::new(concise::ConciseReport::new(out, style)),
        OutputFormat::Json => Box::new(JsonReport::new(out, style, JsonShape::Object)),
        OutputFormat::Jsonl => Box::new(JsonReport::new(out, style, JsonShape::Lines)),
        OutputFormat::Grouped => Box::new(grouped::GroupedReport::new(out, style)),
        OutputFormat::Github => Box::new(github::GithubReport::new(out, style)),
        OutputFormat::Gitlab => Box::new(gitlab::GitlabReport::new(out, style)),
        OutputFormat::Sarif => Box::new(sarif::SarifReport::new(out, style)),
        OutputFormat::Junit => Box::new(junit::JunitReport::new(out, style)),
        OutputFormat::Rdjsonl => Box::new(rdjsonl::RdjsonlReport::new(out)),
        OutputFormat::Checkstyle => Box::new(checkstyle::CheckstyleReport::new(out, style)),
        OutputFormat::Html => Box::new(html::HtmlReport::new(out, style)),
    }
}

/// The line that a run is summed up in where no report is printed, written to `out`.
pub fn headline<'w>(style: Style, out: Box<dyn Write + 'w>) -> Box<dyn Report + 'w> {
    Box::new(headline::HeadlineReport::new(out, style))
}

/// What is said below a finding: why, what else, and what can be done.
fn notes(diagnostic: &Diagnostic) -> Vec<String> {
    let mut notes = vec![format!("why: {}", diagnostic.evidence.text)];
    if !diagnostic.also.is_empty() {
        notes.push(format!("also found by: {}", diagnostic.also.join(", ")));
    }
    notes.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    if let Some(fix) = &diagnostic.fix {
        let applicability = if fix.applicability == Applicability::Safe { "safe" } else { "unsafe" };
        notes.push(format!("fix ({applicability}): {}", fix.title));
    }
    notes
}
