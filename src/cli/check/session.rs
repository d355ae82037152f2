//! Where everything comes together, in order: report, counts, and how the run ends.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::anyhow;

use super::modes::{Failure, Findings, Outcome};
use super::options::{Action, Options, Output};
use crate::cli::exit::Exit;
use crate::cli::outlet::{Outlet, Reader};
use crate::cli::terminal::Terminal;
use crate::config::{ConfigError, shown};
use crate::input::Input;
use crate::lint::Applicability;
use crate::report::{self, Message, OutputFormat, Report, Style, Summary};
use crate::source::PositionEncoding;

/// A run of `check`.
pub(super) struct Session {
    /// Where findings go; a quiet run and a diff have none.
    report: Option<Box<dyn Report>>,
    /// Standard output, for diffs and fixed text.
    text: Outlet,
    /// Whether anybody still reads the report.
    reader: Reader,
    terminal: Terminal,
    action: Action,
    output: Output,
    summary: Summary,
    /// There is a finding that fails the run, or a diff.
    failing: bool,
}

impl Session {
    pub(super) fn new(options: &Options, terminal: Terminal) -> Self {
        let output = options.output;
        let (out, color) = if output.to_stderr {
            (Outlet::stderr(), terminal.colors(&io::stderr()))
        } else {
            (Outlet::stdout(), terminal.colors(&io::stdout()))
        };
        let style = Style { color, width: terminal.width(), encoding: output.encoding, unsafe_fixes: !output.unsafe_fixes };
        let reader = out.reader();
        let silent = output.quiet || options.action == Action::Diff;
        let report = (!silent).then(|| report::create(output.format, style, Box::new(out)));
        Self {
            report,
            text: Outlet::stdout(),
            reader,
            terminal,
            action: options.action,
            output,
            summary: Summary::default(),
            failing: false,
        }
    }

    /// Whether there is any use in going on: a check that nobody reads any more has none.
    pub(super) fn goes_on(&self) -> bool {
        match self.action {
            Action::Check => !self.reader.gone(),
            Action::Diff => !self.text.reader().gone(),
            Action::Fix => true,
        }
    }

    /// Tells the user something that is no failure.
    pub(super) fn note(&self, note: &str) {
        if !self.output.quiet {
            self.terminal.print_note(note);
        }
    }

    /// Reports that a part of the job could not be done: to a machine in the report, to a person on standard error.
    pub(super) fn error(&mut self, path: Option<&Path>, message: &str) -> io::Result<()> {
        match self.machine() {
            Some(report) => report.message(Message::Error { path, message })?,
            None => {
                let place = path.map_or_else(String::new, |path| format!("{}: ", path.display()));
                self.terminal.print_error(&anyhow!("{place}{message}"));
            }
        }
        self.summary.errors += 1;
        Ok(())
    }

    /// Reports why nothing can be done.
    pub(super) fn fatal(&mut self, error: &anyhow::Error) -> io::Result<()> {
        self.summary.errors += match self.machine() {
            Some(report) => explain(error, report.as_mut())?,
            None => {
                self.terminal.print_error(error);
                1
            }
        };
        Ok(())
    }

    /// The report, if a machine reads it.
    fn machine(&mut self) -> Option<&mut Box<dyn Report>> {
        self.report.as_mut().filter(|_| is_for_machines(self.output.format))
    }

    /// Takes what came of the next document.
    pub(super) fn take(&mut self, input: &Input, outcome: Outcome) -> io::Result<()> {
        if let Some(text) = outcome.text {
            self.text.write_all(&text)?;
            self.failing |= self.action == Action::Diff && !text.is_empty();
        }
        match outcome.result {
            Ok(findings) => self.findings(input, &findings),
            Err(Failure::Skipped(why)) => {
                self.note(&format!("{}: {why}", input.path.display()));
                Ok(())
            }
            Err(Failure::Failed(why)) => self.error(Some(&input.path), &why),
        }
    }

    fn findings(&mut self, input: &Input, findings: &Findings) -> io::Result<()> {
        self.summary.files += 1;
        self.summary.fixed += findings.fixed.len();
        self.summary.suppressed += findings.checked.suppressed;
        let Some(document) = findings.document.as_ref().filter(|_| !self.output.fix_only) else { return Ok(()) };
        for diagnostic in &findings.checked.diagnostics {
            self.summary.findings += 1;
            match diagnostic.applicability() {
                Applicability::Safe => self.summary.fixable += 1,
                Applicability::Unsafe => self.summary.fixable_unsafe += 1,
                Applicability::None => {}
            }
            self.failing |= diagnostic.level >= input.config.fail_on;
            if let Some(report) = &mut self.report {
                report.message(Message::Finding { path: &input.path, document, diagnostic })?;
            }
        }
        Ok(())
    }

    /// Ends the report and says how the run went.
    pub(super) fn finish(mut self) -> anyhow::Result<Exit> {
        self.text.flush()?;
        if let Some(report) = &mut self.report {
            report.finish(&self.summary)?;
        }
        let fixed = self.output.exit_non_zero_on_fix && self.summary.fixed > 0;
        Ok(if self.summary.errors > 0 {
            Exit::Failure
        } else if (self.failing || fixed) && !self.output.exit_zero {
            Exit::Findings
        } else {
            Exit::Clean
        })
    }
}

/// Ends a run that never began: a machine is told in the report.
pub(super) fn refuse(error: anyhow::Error, format: OutputFormat) -> anyhow::Result<Exit> {
    if !is_for_machines(format) {
        return Err(error);
    }
    let style = Style { color: false, width: usize::MAX, encoding: PositionEncoding::default(), unsafe_fixes: false };
    let mut report = report::create(format, style, Box::new(Outlet::stdout()));
    let errors = explain(&error, report.as_mut())?;
    report.finish(&Summary { errors, ..Summary::default() })?;
    Ok(Exit::Failure)
}

/// Reports an error message by message; returns their number.
fn explain(error: &anyhow::Error, report: &mut dyn Report) -> io::Result<usize> {
    let Some(ConfigError::Mistakes(mistakes)) = error.downcast_ref() else {
        report.message(Message::Error { path: None, message: &format!("{error:#}") })?;
        return Ok(1);
    };
    for mistake in mistakes {
        let path = shown(&mistake.path);
        report.message(Message::Error { path: Some(&path), message: &mistake.with_line() })?;
    }
    Ok(mistakes.len())
}

fn is_for_machines(format: OutputFormat) -> bool {
    matches!(format, OutputFormat::Json | OutputFormat::Jsonl)
}
