//! JUnit's XML: a suite for each article with findings, and in it a failed test for each finding.
//!
//! Findings that only inform are skipped tests, so that they are seen and fail nothing. Where nothing was found there is
//! one test that passed: several readers take a report without tests for a broken one.

use std::io::{self, Write};
use std::path::Path;

use quick_junit::{NonSuccessKind, Report as Tests, TestCase, TestCaseStatus, TestSuite};

use super::place::{level, lines, range, slashed};
use super::terminal::printable;
use super::{Message, Report, Style, Summary};
use crate::lint::Level;
use crate::source::PositionEncoding;

const NAME: &str = env!("CARGO_PKG_NAME");

/// The report.
pub(super) struct JunitReport<W> {
    out: W,
    encoding: PositionEncoding,
    suites: Vec<TestSuite>,
}

impl<W: Write> JunitReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out, encoding: style.encoding, suites: Vec::new() }
    }

    fn add(&mut self, suite: &str, case: TestCase) {
        let name = printable(suite);
        if self.suites.last().is_none_or(|last| last.name.as_str() != name) {
            self.suites.push(TestSuite::new(&*name));
        }
        if let Some(suite) = self.suites.last_mut() {
            suite.add_test_case(case);
        }
    }
}

impl<W: Write> Report for JunitReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        match message {
            Message::Finding { path, document, diagnostic, .. } => {
                let (start, _) = range(document, diagnostic.span(), self.encoding);
                let path = slashed(path);
                let mut status = match diagnostic.level {
                    Level::Error | Level::Warn => TestCaseStatus::non_success(NonSuccessKind::Failure),
                    Level::Info | Level::Off => TestCaseStatus::skipped(),
                };
                let text: Vec<_> = lines(diagnostic).iter().map(|line| printable(line).into_owned()).collect();
                status.set_message(&text[0]).set_type(level(diagnostic.level));
                status.set_description(format!("{}:{}:{}: {}", printable(&path), start.line, start.column, text.join("\n")));
                let mut case = TestCase::new(format!("{} at {}:{}", diagnostic.lint, start.line, start.column), status);
                case.set_classname(&*printable(&path));
                self.add(&path, case);
            }
            Message::Error { path, message } => {
                let path = path.map_or(NAME.into(), |path: &Path| slashed(path));
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message(&*printable(message)).set_type("error");
                let mut case = TestCase::new("can be checked", status);
                case.set_classname(&*printable(&path));
                self.add(&path, case);
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if self.suites.is_empty() {
            let name = if summary.files == 1 { "1 file is clear".to_owned() } else { format!("{} files are clear", summary.files) };
            self.add(NAME, TestCase::new(name, TestCaseStatus::success()));
        }
        let mut tests = Tests::new(NAME);
        tests.add_test_suites(self.suites.drain(..));
        tests.serialize(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
}
