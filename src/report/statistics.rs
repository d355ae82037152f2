//! How often each lint was reported, in place of the findings: a table for people, one JSON object for machines.

use std::io::{self, Write};

use codespan_reporting::term::termcolor::Buffer;

use super::closing::{Closing, Marks};
use super::json::{Failure, Statistics};
use super::terminal::{bold, buffer, printable};
use super::{Message, OutputFormat, Report, Style, Summary, Tally};

/// Counts per lint.
pub struct StatisticsReport<W> {
    out: W,
    format: OutputFormat,
    style: Style,
    tally: Tally,
    closing: Closing,
    errors: Vec<(Option<String>, String)>,
}

impl<W: Write> StatisticsReport<W> {
    /// A report that prints JSON for the JSON formats, else a table.
    pub fn new(out: W, style: Style, format: OutputFormat) -> Self {
        Self { out, format, style, tally: Tally::default(), closing: Closing::default(), errors: Vec::new() }
    }

    fn table(&self, summary: &Summary) -> io::Result<Buffer> {
        let mut buffer = buffer(self.style.color);
        for (path, message) in &self.errors {
            let path = path.as_ref().map_or(String::new(), |path| format!("{path}: "));
            writeln!(buffer, "error: {}", printable(&format!("{path}{message}")))?;
        }
        let counts = self.tally.by_lint();
        if !counts.is_empty() {
            bold(&mut buffer, None, "findings  safe fix  unsafe fix  lint")?;
            writeln!(buffer)?;
        }
        for count in counts {
            let lint = printable(&count.lint);
            writeln!(buffer, "{:>8}  {:>8}  {:>10}  {lint}", count.findings, count.fixable, count.fixable_unsafe)?;
        }
        if self.tally != Tally::default() {
            writeln!(buffer)?;
        }
        self.closing.write(&mut buffer, summary, self.style, Marks::None)?;
        Ok(buffer)
    }
}

impl<W: Write> Report for StatisticsReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        self.tally.add(&message);
        match message {
            Message::Finding { path, .. } => {
                self.closing.finding_in(path);
            }
            Message::Error { path, message } => {
                self.errors.push((path.map(|path| path.to_string_lossy().into_owned()), message.to_owned()))
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        match self.format {
            OutputFormat::Json | OutputFormat::Jsonl => {
                let errors = self
                    .errors
                    .iter()
                    .map(|(path, message)| Failure { path: path.as_deref().map(Into::into), message: message.into() })
                    .collect();
                serde_json::to_writer(&mut self.out, &Statistics::new(self.style.encoding, self.tally.by_lint(), errors, *summary))?;
                writeln!(self.out)?;
            }
            _ => self.out.write_all(self.table(summary)?.as_slice())?,
        }
        self.out.flush()
    }
}
