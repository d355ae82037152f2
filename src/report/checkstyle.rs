//! Checkstyle's XML, which many servers read.
//!
//! Holds always: no control character reaches the XML, which has no way to write it; a file comes once.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::place::{lines, range, slashed};
use super::terminal::printable;
use super::{Message, Report, Style, Summary};
use crate::lint::Level;
use crate::source::PositionEncoding;

/// The version of Checkstyle whose format this is.
const VERSION: &str = "4.3";

/// The report.
pub(super) struct CheckstyleReport<W: Write> {
    out: Writer<W>,
    encoding: PositionEncoding,
    /// The file that is open.
    file: Option<String>,
    begun: bool,
}

impl<W: Write> CheckstyleReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out: Writer::new_with_indent(out, b' ', 2), encoding: style.encoding, file: None, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            self.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
            self.out.write_event(Event::Start(BytesStart::new("checkstyle").with_attributes([("version", VERSION)])))?;
        }
        Ok(())
    }

    fn in_file(&mut self, file: String) -> io::Result<()> {
        self.begin()?;
        if self.file.as_ref() != Some(&file) {
            self.end_file()?;
            self.out.write_event(Event::Start(BytesStart::new("file").with_attributes([("name", &*printable(&file))])))?;
            self.file = Some(file);
        }
        Ok(())
    }

    fn end_file(&mut self) -> io::Result<()> {
        if self.file.take().is_some() {
            self.out.write_event(Event::End(BytesEnd::new("file")))?;
        }
        Ok(())
    }
}

impl<W: Write> Report for CheckstyleReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        let mut error = BytesStart::new("error");
        match message {
            Message::Finding { path, document, diagnostic, .. } => {
                self.in_file(slashed(path))?;
                let (start, _) = range(document, diagnostic.span(), self.encoding);
                let text = lines(diagnostic).join("; ");
                error.push_attribute(("line", &*start.line.to_string()));
                error.push_attribute(("column", &*start.column.to_string()));
                error.push_attribute(("severity", severity(diagnostic.level)));
                error.push_attribute(("message", &*printable(&text)));
                error.push_attribute(("source", &*format!("scrublint.{}.{}", diagnostic.category, diagnostic.lint)));
            }
            Message::Error { path, message } => {
                self.in_file(path.map_or_else(|| ".".to_owned(), slashed))?;
                error.push_attribute(("severity", "error"));
                error.push_attribute(("message", &*printable(message)));
                error.push_attribute(("source", "scrublint"));
            }
        }
        self.out.write_event(Event::Empty(error))
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.begin()?;
        self.end_file()?;
        self.out.write_event(Event::End(BytesEnd::new("checkstyle")))?;
        let out = self.out.get_mut();
        out.write_all(b"\n")?;
        out.flush()
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info | Level::Off => "info",
    }
}
