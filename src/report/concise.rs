//! One line a finding: `path:line:column: lint-id [*] message`.

use std::io::{self, Write};

use codespan_reporting::term::termcolor::{Buffer, Color};

use super::closing::{Closing, Marks, color, mark};
use super::terminal::{bold, buffer, printable};
use super::{Message, Report, Style, Summary};

/// The concise report.
pub(super) struct ConciseReport<W> {
    out: W,
    style: Style,
    buffer: Buffer,
    closing: Closing,
    /// The path of the last finding, as it is shown.
    path: String,
}

impl<W: Write> ConciseReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out, style, buffer: buffer(style.color), closing: Closing::default(), path: String::new() }
    }

    fn flush_line(&mut self) -> io::Result<()> {
        self.out.write_all(self.buffer.as_slice())?;
        self.buffer.clear();
        Ok(())
    }
}

impl<W: Write> Report for ConciseReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        match message {
            Message::Finding { path, document, diagnostic, .. } => {
                if self.closing.finding_in(path) {
                    self.path = printable(&path.to_string_lossy()).into_owned();
                }
                let at = document.source().lines().position(document.text(), diagnostic.span().start, self.style.encoding);
                bold(&mut self.buffer, None, &self.path)?;
                write!(self.buffer, ":{}:{}: ", at.line, at.column)?;
                bold(&mut self.buffer, Some(color(diagnostic.level)), &printable(&diagnostic.lint))?;
                let mark = mark(diagnostic.applicability());
                if !mark.is_empty() {
                    write!(self.buffer, " ")?;
                    bold(&mut self.buffer, Some(Color::Cyan), mark)?;
                }
                writeln!(self.buffer, " {}", printable(&diagnostic.message))?;
            }
            Message::Error { path, message } => {
                if let Some(path) = path {
                    bold(&mut self.buffer, None, &printable(&path.to_string_lossy()))?;
                    write!(self.buffer, ": ")?;
                }
                bold(&mut self.buffer, Some(Color::Red), "error")?;
                writeln!(self.buffer, ": {}", printable(message))?;
            }
        }
        self.flush_line()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.closing.write(&mut self.buffer, summary, self.style, Marks::Explained)?;
        self.flush_line()?;
        self.out.flush()
    }
}
