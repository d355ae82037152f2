//! The reports of a run, side by side: what is printed, and what goes to files.
//!
//! Holds always: a report for machines has the errors in it, and so has every report in a file; where what is printed is
//! for people, standard error has them, too. A file is written when its report is whole, and never before it is known to be
//! none of the documents nor anything else that the run goes by.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::targets::Target;
use crate::cli::outlet::{Outlet, Reader};
use crate::cli::report_file::ReportFile;
use crate::report::{self, Message, OutputFormat, Report, StatisticsReport, Style, Summary};

/// The reports that are open.
pub(super) struct Reports {
    open: Vec<Open>,
    /// Whether anybody still reads what is printed.
    reader: Option<Reader>,
    /// Whether no file is one of the documents or in use otherwise.
    spare: bool,
}

struct Open {
    report: Box<dyn Report>,
    for_machines: bool,
    file: Option<(PathBuf, ReportFile)>,
}

/// How reports are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printing {
    /// How what is printed looks; files have no colours.
    pub style: Style,
    /// Standard output is taken: what is printed goes to standard error.
    pub to_stderr: bool,
    /// Counts by lint instead of findings.
    pub statistics: bool,
}

impl Reports {
    /// Opens those of the targets that are wanted.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn open(targets: &[Target], printing: Printing, wanted: impl Fn(&Target) -> bool) -> anyhow::Result<Self> {
        let mut reports = Self { open: Vec::new(), reader: None, spare: false };
        for target in targets.iter().filter(|target| wanted(target)) {
            reports.add(target, printing)?;
        }
        Ok(reports)
    }

    /// Sums the run up on standard error in the end.
    pub(super) fn add_headline(&mut self, style: Style) {
        self.open.push(Open { report: report::headline(style, Box::new(Outlet::stderr())), for_machines: false, file: None });
    }

    fn add(&mut self, target: &Target, printing: Printing) -> anyhow::Result<()> {
        let Target { format, file } = target;
        let mut style = printing.style;
        let (out, file): (Box<dyn io::Write>, _) = match file {
            None => {
                let outlet = if printing.to_stderr { Outlet::stderr() } else { Outlet::stdout() };
                self.reader = Some(outlet.reader());
                (Box::new(outlet), None)
            }
            Some(path) => {
                let file = ReportFile::create(path).with_context(|| format!("the report {} cannot be written", path.display()))?;
                style = Style { color: false, width: FILE_WIDTH, ..style };
                (Box::new(file.clone()), Some((path.clone(), file)))
            }
        };
        let report: Box<dyn Report> =
            if printing.statistics { Box::new(StatisticsReport::new(out, style, *format)) } else { report::create(*format, style, out) };
        self.open.push(Open { report, for_machines: format.is_for_machines(), file });
        Ok(())
    }

    /// Takes note that no file is one that is needed; before, none is written.
    pub(super) fn allow_files(&mut self) {
        self.spare = true;
    }

    /// Whether there is any use in going on for the reports' sake.
    pub(super) fn are_read(&self) -> bool {
        self.open.iter().any(|open| open.file.is_some()) || self.reader.as_ref().is_none_or(|reader| !reader.gone())
    }

    /// Whether what is printed is for machines.
    pub(super) fn machine_is_listening(&self) -> bool {
        self.open.iter().any(|open| open.file.is_none() && open.for_machines)
    }

    /// Reports a finding.
    pub(super) fn finding(&mut self, finding: Message<'_>) -> io::Result<()> {
        self.open.iter_mut().try_for_each(|open| open.report.message(finding))
    }

    /// Reports an error where it belongs.
    pub(super) fn error(&mut self, path: Option<&Path>, message: &str) -> io::Result<()> {
        let error = Message::Error { path, message };
        self.open.iter_mut().filter(|open| open.carries_errors()).try_for_each(|open| open.report.message(error))
    }

    /// Ends all reports; those that are broken off have only errors, and what is printed for people is not summed up.
    pub(super) fn finish(&mut self, summary: &Summary, broken_off: bool) -> anyhow::Result<()> {
        for open in self.open.iter_mut().filter(|open| !broken_off || open.carries_errors()) {
            let Some((path, file)) = &open.file else {
                open.report.finish(summary)?;
                continue;
            };
            if !self.spare {
                continue;
            }
            let written = open.report.finish(summary).and_then(|()| file.commit());
            written.with_context(|| format!("the report {} cannot be written", path.display()))?;
        }
        Ok(())
    }
}

impl Open {
    fn carries_errors(&self) -> bool {
        self.for_machines || self.file.is_some()
    }
}

/// Columns of reports for people in files.
const FILE_WIDTH: usize = 100;

/// Formats that have a place for counts by lint.
pub(super) fn has_statistics(format: OutputFormat) -> bool {
    use OutputFormat::{Concise, Full, Github, Grouped, Json, Jsonl};
    matches!(format, Full | Concise | Grouped | Github | Json | Jsonl)
}
