//! Findings with their text, for people.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use codespan_reporting::diagnostic::{Diagnostic as Drawing, Severity};
use codespan_reporting::files::Error;
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{Config, Styles, StylesWriter, emit_to_write_style};

use super::closing::{Closing, Marks};
use super::excerpt::Excerpt;
use super::terminal::{buffer, printable, wrap};
use super::{Message, Report, Style, Summary, notes};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::Level;

/// The full report.
pub(super) struct FullReport<W> {
    out: W,
    style: Style,
    buffer: Buffer,
    colors: Styles,
    config: Config,
    closing: Closing,
}

impl<W: Write> FullReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        // The end of a long finding is one line; how much of its start is shown differs from finding to finding.
        let config = Config { end_context_lines: 0, ..Config::default() };
        Self { out, style, buffer: buffer(style.color), colors: Styles::default(), config, closing: Closing::default() }
    }

    fn draw(&mut self, excerpt: &Excerpt, drawing: &Drawing<()>) -> io::Result<()> {
        self.config.start_context_lines = excerpt.lines_after_start;
        self.buffer.clear();
        let mut writer = StylesWriter::new(&mut self.buffer, &self.colors);
        emit_to_write_style(&mut writer, &self.config, excerpt, drawing).map_err(|error| match error {
            Error::Io(error) => error,
            error => io::Error::other(error),
        })?;
        self.out.write_all(&without_trailing_spaces(self.buffer.as_slice()))
    }

    fn finding(&mut self, path: &Path, document: &Document, diagnostic: &Diagnostic) -> io::Result<()> {
        self.closing.finding_in(path);
        let position = document.source().lines().position(document.text(), diagnostic.span().start, self.style.encoding);
        let name = printable(&path.to_string_lossy()).into_owned();
        let excerpt = Excerpt::new(name, (position.line, position.column), document, diagnostic, self.style.width);
        let columns = self.style.width.saturating_sub(excerpt.number_width() + " = ".len());
        let drawing = Drawing::new(severity(diagnostic.level))
            .with_code(printable(&diagnostic.lint))
            .with_message(printable(&diagnostic.message))
            .with_labels(excerpt.labels.clone())
            .with_notes(notes(diagnostic).iter().map(|note| wrap(note, columns)).collect());
        self.draw(&excerpt, &drawing)
    }
}

impl<W: Write> Report for FullReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        match message {
            Message::Finding { path, document, diagnostic, .. } => self.finding(path, document, diagnostic),
            Message::Error { path, message } => {
                let path = path.map_or(Cow::Borrowed(""), |path| Cow::Owned(format!("{}: ", path.display())));
                let drawing = Drawing::error().with_message(printable(&format!("{path}{message}")));
                self.draw(&Excerpt::default(), &drawing)
            }
        }
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.buffer.clear();
        self.closing.write(&mut self.buffer, summary, self.style, Marks::None)?;
        self.out.write_all(self.buffer.as_slice())?;
        self.out.flush()
    }
}

/// The drawing of a finding without the spaces that its lines end in.
fn without_trailing_spaces(drawing: &[u8]) -> Vec<u8> {
    let lines = drawing.split_inclusive(|&byte| byte == b'\n');
    lines.flat_map(|line| [line.trim_ascii_end(), if line.ends_with(b"\n") { b"\n" } else { b"" }]).collect::<Vec<_>>().concat()
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warn => Severity::Warning,
        Level::Info | Level::Off => Severity::Note,
    }
}
