//! Annotations of a GitHub workflow: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
//!
//! Each finding is a command on a line of its own, which GitHub shows beside the article's line; the log keeps its text,
//! without the place, which is said there once more. Holds always: nothing in an article or a path is a command.

use std::io::{self, Write};
use std::path::Path;

use super::closing::{Closing, Marks};
use super::place::{lines, range, slashed};
use super::terminal::{buffer, printable};
use super::{Message, Report, Style, Summary};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::Level;

/// The report.
pub(super) struct GithubReport<W> {
    out: W,
    style: Style,
    closing: Closing,
}

impl<W: Write> GithubReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out, style: Style { color: false, ..style }, closing: Closing::default() }
    }

    fn finding(&mut self, path: &Path, document: &Document, diagnostic: &Diagnostic) -> String {
        self.closing.finding_in(path);
        let (start, end) = range(document, diagnostic.span(), self.style.encoding);
        let path = slashed(path);
        let mut properties = vec![
            ("title", format!("scrublint ({})", diagnostic.lint)),
            ("file", path.clone()),
            ("line", start.line.to_string()),
            ("endLine", end.line.to_string()),
        ];
        // Columns are for annotations of one line only.
        if start.line == end.line {
            properties.extend([("col", start.column.to_string()), ("endColumn", end.column.to_string())]);
        }
        let text: Vec<_> = lines(diagnostic).iter().map(|line| printable(line).into_owned()).collect();
        let text = format!("{}:{}:{}: {}", printable(&path), start.line, start.column, text.join("\n"));
        command(severity(diagnostic.level), &properties, &text)
    }
}

impl<W: Write> Report for GithubReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        let line = match message {
            Message::Finding { path, document, diagnostic, .. } => self.finding(path, document, diagnostic),
            Message::Error { path, message } => {
                let mut properties = vec![("title", "scrublint".to_owned())];
                properties.extend(path.map(|path| ("file", slashed(path))));
                let place = path.map_or_else(String::new, |path| format!("{}: ", path.display()));
                command("error", &properties, &printable(&format!("{place}{message}")))
            }
        };
        self.out.write_all(line.as_bytes())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let mut closing = buffer(false);
        self.closing.write(&mut closing, summary, self.style, Marks::None)?;
        self.out.write_all(closing.as_slice())?;
        self.out.flush()
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info | Level::Off => "notice",
    }
}

fn command(name: &str, properties: &[(&str, String)], text: &str) -> String {
    let properties: Vec<_> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    format!("::{name} {}::{}\n", properties.join(","), data(text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_property_or_a_command_before_its_time() {
        assert_eq!(
            command("error", &[("file", "a,b:c%\r\n.md".into())], "1:1, 5 %\n::x"),
            "::error file=a%2Cb%3Ac%25%0D%0A.md::1:1, 5 %25%0A::x\n"
        );
    }
}
