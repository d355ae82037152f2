//! GitLab's code quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
//!
//! One JSON list. Holds always: no two entries have the same fingerprint, and that of a finding stays the same while its
//! article keeps its path and the text its words, wherever the lines move.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::place::{fingerprint, hash, range, slashed};
use super::{Message, Report, Style, Summary};
use crate::lint::Level;
use crate::source::{Position, PositionEncoding};

/// The report.
pub(super) struct GitlabReport<W> {
    out: W,
    encoding: PositionEncoding,
    issues: Vec<Issue>,
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

/// The end is not part of it; what GitLab shows is the line of the beginning.
#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

impl<W: Write> GitlabReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out, encoding: style.encoding, issues: Vec::new() }
    }
}

impl<W: Write> Report for GitlabReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        self.issues.push(match message {
            Message::Finding { path, document, diagnostic, .. } => {
                let (begin, end) = range(document, diagnostic.span(), self.encoding);
                Issue {
                    description: format!("{} ({})", diagnostic.message, diagnostic.evidence.text),
                    check_name: diagnostic.lint.to_string(),
                    fingerprint: fingerprint(path, diagnostic),
                    severity: severity(diagnostic.level),
                    location: Location { path: slashed(path), positions: Positions { begin, end } },
                }
            }
            Message::Error { path, message } => {
                let path = slashed(path.unwrap_or(Path::new(".")));
                let start = Position { line: 1, column: 1 };
                Issue {
                    description: message.to_owned(),
                    check_name: "error".to_owned(),
                    fingerprint: hash(&[&path, message]),
                    severity: "blocker",
                    location: Location { path, positions: Positions { begin: start, end: start } },
                }
            }
        });
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        let list = serde_json::to_string_pretty(&self.issues)? + "\n";
        self.out.write_all(list.as_bytes())?;
        self.out.flush()
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warn => "minor",
        Level::Info | Level::Off => "info",
    }
}
