//! Reviewdog's diagnostics, one object a line: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.
//!
//! Holds always: columns count bytes, as that format has it, whatever unit was asked for; a fix is one suggestion, for
//! reviewdog offers each on its own and a fix is made as a whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::place::{lines, range, slashed, url};
use super::{Message, Report, Summary};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::{self, Protected};
use crate::lint::{Level, LintSet};
use crate::source::{self, Position, PositionEncoding, Span};

/// The report.
pub(super) struct RdjsonlReport<W> {
    out: W,
    bundled: LintSet,
}

#[derive(Serialize)]
struct Entry<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

const SOURCE: Source = Source { name: env!("CARGO_PKG_NAME"), url: env!("CARGO_PKG_REPOSITORY") };

impl<W: Write> RdjsonlReport<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, bundled: LintSet::bundled() }
    }
}

impl<W: Write> Report for RdjsonlReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        let entry = match message {
            Message::Finding { path, document, diagnostic, protected, .. } => Entry {
                message: lines(diagnostic).join("\n"),
                location: Location { path: slashed(path), range: Some(bytes(document, diagnostic.span())) },
                severity: severity(diagnostic.level),
                source: SOURCE,
                code: Some(Code { value: &diagnostic.lint, url: url(&self.bundled, diagnostic) }),
                suggestions: suggestion(document, diagnostic, protected).into_iter().collect(),
            },
            Message::Error { path, message } => Entry {
                message: message.to_owned(),
                location: Location { path: slashed(path.unwrap_or(Path::new("."))), range: None },
                severity: "ERROR",
                source: SOURCE,
                code: None,
                suggestions: Vec::new(),
            },
        };
        let line = serde_json::to_string(&entry)? + "\n";
        self.out.write_all(line.as_bytes())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

fn bytes(document: &Document, span: source::Span) -> Range {
    let (start, end) = range(document, span, PositionEncoding::Utf8);
    Range { start, end }
}

/// All edits of a fix as one.
fn suggestion(document: &Document, diagnostic: &Diagnostic, protected: &Protected<'_>) -> Option<Suggestion> {
    diagnostic.fix.as_ref()?;
    let edits = fix::edits(document, diagnostic, protected);
    let all = Span::new(edits.first()?.span.start, edits.last()?.span.end);
    let mut text = String::new();
    let mut at = all.start;
    for edit in &edits {
        text.push_str(document.slice(Span::new(at, edit.span.start)));
        text.push_str(&edit.new_text);
        at = edit.span.end;
    }
    Some(Suggestion { range: bytes(document, all), text })
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warn => "WARNING",
        Level::Info | Level::Off => "INFO",
    }
}
