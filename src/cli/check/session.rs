//! Where everything comes together, in order: report, counts, and how the run ends.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::baselines::Ledger;
use super::fixes::{Fixes, counted};
use super::modes::{Failure, Findings, Outcome};
use super::options::{Action, Options, Output};
use super::reports::{Printing, Reports};
use super::targets::Target;
use crate::cli::exit::Exit;
use crate::cli::outlet::Outlet;
use crate::cli::terminal::Terminal;
use crate::config::{ConfigError, shown};
use crate::fix::write::Digest;
use crate::fix::{Protected, REMOVAL_GUARD};
use crate::input::Input;
use crate::report::{Message, Style, Summary, Tally};
use crate::source::PositionEncoding;

/// A run of `check`.
pub(super) struct Session {
    /// Where findings go; a quiet run and a diff print none.
    reports: Reports,
    /// The files of the reports, where none is printed.
    only_files: Vec<PathBuf>,
    /// Standard output, for diffs and fixed text.
    text: Outlet,
    terminal: Terminal,
    action: Action,
    output: Output,
    tally: Tally,
    fixes: Fixes,
    written: Vec<(PathBuf, Digest)>,
    /// What becomes of the baselines, once they are read.
    ledger: Option<Ledger>,
    files: usize,
    suppressed: usize,
    baselined: usize,
    /// Parts that are yet to be written to a baseline, and the findings that they belong to.
    unwritten: (usize, usize),
    /// Findings that comments were set above, and the files they are in.
    accepted: (usize, usize),
    /// There is a finding that fails the run, or a diff.
    failing: bool,
}

impl Session {
    pub(super) fn new(options: &Options, terminal: Terminal) -> anyhow::Result<Self> {
        let output = options.output;
        let color = if output.to_stderr { terminal.colors(&io::stderr()) } else { terminal.colors(&io::stdout()) };
        let style = Style { color, width: terminal.width(), encoding: output.encoding, unsafe_fixes: !output.unsafe_fixes };
        let printing = Printing { style, to_stderr: output.to_stderr, statistics: output.statistics };
        let is_printed = |target: &Target| match options.action {
            Action::Diff => false,
            _ => !output.quiet && (!output.fix_only || target.format.is_for_machines()),
        };
        let mut reports = Reports::open(&options.targets, printing, |target| target.file.is_some() || is_printed(target))?;
        let files: Option<Vec<PathBuf>> = options.targets.iter().map(|target| target.file.clone()).collect();
        if files.is_some() && !output.quiet && !output.fix_only {
            reports.add_headline(Style { color: terminal.colors(&io::stderr()), ..style });
        }
        Ok(Self {
            reports,
            only_files: files.unwrap_or_default(),
            text: Outlet::stdout(),
            terminal,
            action: options.action,
            output,
            tally: Tally::default(),
            fixes: Fixes::default(),
            written: Vec::new(),
            ledger: None,
            files: 0,
            suppressed: 0,
            baselined: 0,
            unwritten: (0, 0),
            accepted: (0, 0),
            failing: false,
        })
    }

    /// Hands the session the baselines to keep the books of.
    pub(super) fn keep(&mut self, ledger: Ledger) {
        self.ledger = Some(ledger);
    }

    /// Whether there is any use in going on: a check that nobody reads any more has none.
    pub(super) fn goes_on(&self) -> bool {
        match self.action {
            Action::Check => self.reports.are_read(),
            Action::Diff => !self.text.reader().gone(),
            Action::Fix | Action::Interactive | Action::Suppress => true,
        }
    }

    /// The files that were written, and what they were left as.
    pub(super) fn written(&self) -> &[(PathBuf, Digest)] {
        &self.written
    }

    /// Tells the user something that is no failure.
    pub(super) fn note(&self, note: &str) {
        if !self.output.quiet {
            self.terminal.print_note(note);
        }
    }

    /// Tells the user something that only the curious want to know.
    pub(super) fn aside(&self, note: impl FnOnce() -> String) {
        if self.output.verbose {
            self.terminal.print_note(&note());
        }
    }

    /// Lets reports take the place of the files that they are to be in.
    pub(super) fn allow_files(&mut self) {
        self.reports.allow_files();
    }

    /// Reports that a part of the job could not be done: to a machine in the report, to a person on standard error.
    pub(super) fn error(&mut self, path: Option<&Path>, message: &str) -> io::Result<()> {
        self.tally.add(&Message::Error { path, message });
        self.reports.error(path, message)?;
        if !self.reports.machine_is_listening() {
            let place = path.map_or_else(String::new, |path| format!("{}: ", path.display()));
            self.terminal.print_error(&anyhow!("{place}{message}"));
        }
        Ok(())
    }

    /// Ends a run that cannot go on: to a machine in the report, to a person at the top.
    pub(super) fn abort(mut self, error: anyhow::Error) -> anyhow::Result<Exit> {
        let summary = |tally: &Tally| Summary { files: self.files, ..tally.summary() };
        break_off(&mut self.reports, &mut self.tally, error, summary)
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
        self.files += 1;
        self.suppressed += findings.checked.suppressed;
        self.baselined += findings.checked.accepted.len();
        let mut accepts = false;
        if let Some(ledger) = &mut self.ledger {
            self.unwritten.0 += ledger.take(input, findings.document.as_ref(), findings.lines.as_ref(), &findings.checked);
            accepts = ledger.accepts();
            self.unwritten.1 += if accepts { findings.checked.diagnostics.len() } else { 0 };
        }
        self.fixes.add(&input.path, &findings.fixed);
        self.written.extend(findings.written.map(|written| (input.path.clone(), written)));
        self.accepted.0 += findings.accepted;
        self.accepted.1 += usize::from(findings.accepted > 0);
        for pass in 2..=findings.passes {
            let lints: BTreeSet<&str> =
                findings.fixed.iter().filter(|removed| removed.pass == pass).map(|removed| &*removed.lint).collect();
            self.aside(|| format!("{}: pass {pass} removed more: {}", input.path.display(), Vec::from_iter(lints).join(", ")));
        }
        let Some(document) = findings.document.as_ref().filter(|_| !accepts) else { return Ok(()) };
        let refused = findings.checked.diagnostics.iter().any(|diagnostic| diagnostic.lint == REMOVAL_GUARD);
        let protected = Protected::find(document, &input.linter.settings().protect);
        for diagnostic in &findings.checked.diagnostics {
            // What was not done is no success, whatever else remains.
            if self.output.fix_only && diagnostic.lint != REMOVAL_GUARD {
                continue;
            }
            let finding = Message::Finding { path: &input.path, document, diagnostic, protected: &protected, lints: input.linter.lints() };
            // What the guard refused to do cannot be done by asking again.
            if refused {
                self.tally.add_unfixable(diagnostic)
            } else {
                self.tally.add(&finding)
            }
            self.failing |= diagnostic.level >= input.config.fail_on;
            self.reports.finding(finding)?;
            if self.action == Action::Diff || (self.output.fix_only && !self.reports.machine_is_listening()) {
                self.note(&format!("{}: {}", input.path.display(), diagnostic.message));
            }
        }
        Ok(())
    }

    /// Ends a run that the person has broken off: what was found is all still there.
    pub(super) fn quit(self) -> Exit {
        self.note("nothing was written");
        self.exit(true)
    }

    /// Ends the report and says how the run went.
    pub(super) fn finish(mut self) -> anyhow::Result<Exit> {
        self.text.flush()?;
        let fixed = self.fixes.count();
        let (findings, files) = self.accepted;
        if self.action == Action::Suppress || findings > 0 {
            self.note(&format!("comments accept {}, in {}", counted(findings, "more finding"), counted(files, "file")));
        }
        let whole = self.tally.errors() == 0;
        match self.ledger.take().map(|ledger| ledger.finish(whole)).transpose() {
            Ok(notes) => {
                if whole {
                    self.baselined += self.unwritten.0;
                    self.unwritten = (0, 0);
                }
                notes.iter().flatten().for_each(|note| self.note(note));
            }
            Err(error) => self.error(None, &error.to_string())?,
        }
        let (suppressed, baselined) = (self.suppressed, self.baselined);
        let mut summary = Summary { files: self.files, suppressed, baselined, fixed, ..self.tally.summary() };
        // What could not be accepted has been found all the same.
        summary.findings += self.unwritten.1;
        self.reports.finish(&summary, false)?;
        let machines = self.reports.machine_is_listening();
        let mut out = if self.output.to_stderr || machines { Outlet::stderr() } else { Outlet::stdout() };
        if self.output.fix_only && !self.output.quiet && !machines {
            self.fixes.sum_up(&mut out)?;
        }
        if self.output.show_fixes && !self.output.quiet {
            self.fixes.list(&mut out)?;
        }
        out.flush()?;
        if !self.only_files.is_empty() {
            let files: Vec<_> = self.only_files.iter().map(|file| file.display().to_string()).collect();
            self.note(&format!("reported in {}", files.join(", ")));
        }
        Ok(self.exit(self.failing || (self.output.exit_non_zero_on_fix && fixed > 0)))
    }

    fn exit(&self, failing: bool) -> Exit {
        match (self.tally.errors(), failing && !self.output.exit_zero) {
            (0, false) => Exit::Clean,
            (0, true) => Exit::Findings,
            _ => Exit::Failure,
        }
    }
}

/// Ends a run that never began: a machine is told in the report.
pub(super) fn refuse(error: anyhow::Error, targets: &[Target]) -> anyhow::Result<Exit> {
    let style = Style { color: false, width: usize::MAX, encoding: PositionEncoding::default(), unsafe_fixes: false };
    let printing = Printing { style, to_stderr: false, statistics: false };
    let mut reports = Reports::open(targets, printing, |target| target.file.is_none())?;
    break_off(&mut reports, &mut Tally::default(), error, Tally::summary)
}

/// Puts an error into the reports and ends them; a person is told at the top.
fn break_off(reports: &mut Reports, tally: &mut Tally, error: anyhow::Error, summary: impl Fn(&Tally) -> Summary) -> anyhow::Result<Exit> {
    for (path, message) in messages(&error) {
        tally.add(&Message::Error { path: path.as_deref(), message: &message });
        reports.error(path.as_deref(), &message)?;
    }
    reports.finish(&summary(tally), true)?;
    if reports.machine_is_listening() { Ok(Exit::Failure) } else { Err(error) }
}

/// An error message by message, one line each.
fn messages(error: &anyhow::Error) -> Vec<(Option<PathBuf>, String)> {
    match error.downcast_ref() {
        Some(ConfigError::Mistakes(mistakes)) => mistakes.iter().map(|mistake| (Some(shown(&mistake.path)), mistake.with_line())).collect(),
        _ => vec![(None, format!("{error:#}"))],
    }
}
