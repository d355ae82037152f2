//! One line a finding, under the name of its file: for people who go through files one by one.

use std::io::{self, Write};

use codespan_reporting::term::termcolor::{Buffer, Color};

use super::closing::{Closing, Marks, color, mark};
use super::place::range;
use super::terminal::{bold, buffer, printable};
use super::{Message, Report, Style, Summary};
use crate::lint::{Level, Str};

/// The report.
pub(super) struct GroupedReport<W> {
    out: W,
    style: Style,
    closing: Closing,
    /// The file whose findings are gathered, as it is shown, and these.
    file: String,
    rows: Vec<Row>,
}

struct Row {
    place: String,
    level: Level,
    lint: Str,
    mark: &'static str,
    message: String,
}

impl<W: Write> GroupedReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out, style, closing: Closing::default(), file: String::new(), rows: Vec::new() }
    }

    /// Prints the findings of the file.
    fn end_file(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut buffer = buffer(self.style.color);
        bold(&mut buffer, None, &self.file)?;
        writeln!(buffer)?;
        let width = |of: fn(&Row) -> usize| self.rows.iter().map(of).max().unwrap_or_default();
        let (place, lint) = (width(|row| row.place.len()), width(|row| row.lint.chars().count() + row.mark.len()));
        for row in &self.rows {
            row.write(&mut buffer, place, lint)?;
        }
        writeln!(buffer)?;
        self.rows.clear();
        self.out.write_all(buffer.as_slice())
    }
}

impl Row {
    fn write(&self, out: &mut Buffer, place: usize, lint: usize) -> io::Result<()> {
        write!(out, "  {:place$}  ", self.place)?;
        bold(out, Some(color(self.level)), &printable(&self.lint))?;
        let fill = lint - self.lint.chars().count() - self.mark.len();
        write!(out, "{:fill$} ", "")?;
        bold(out, Some(Color::Cyan), self.mark)?;
        writeln!(out, " {}", self.message)
    }
}

impl<W: Write> Report for GroupedReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        match message {
            Message::Finding { path, document, diagnostic, .. } => {
                if self.closing.finding_in(path) {
                    self.end_file()?;
                    self.file = printable(&path.to_string_lossy()).into_owned();
                }
                let (start, _) = range(document, diagnostic.span(), self.style.encoding);
                self.rows.push(Row {
                    place: format!("{}:{}", start.line, start.column),
                    level: diagnostic.level,
                    lint: diagnostic.lint.clone(),
                    mark: mark(diagnostic.applicability()),
                    message: printable(&diagnostic.message).into_owned(),
                });
                Ok(())
            }
            Message::Error { path, message } => {
                self.end_file()?;
                let mut buffer = buffer(self.style.color);
                if let Some(path) = path {
                    bold(&mut buffer, None, &printable(&path.to_string_lossy()))?;
                    write!(buffer, "\n  ")?;
                }
                bold(&mut buffer, Some(Color::Red), "error")?;
                writeln!(buffer, ": {}\n", printable(message))?;
                self.out.write_all(buffer.as_slice())
            }
        }
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.end_file()?;
        let mut buffer = buffer(self.style.color);
        self.closing.write(&mut buffer, summary, self.style, Marks::Explained)?;
        self.out.write_all(buffer.as_slice())?;
        self.out.flush()
    }
}
