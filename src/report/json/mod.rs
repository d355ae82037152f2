//! JSON for machines: one object, or one object a line.
//!
//! Messages are written as they come and not kept. Holds always: offsets are bytes of the file (not of the text, which
//! has no byte-order mark), lines and columns count from 1, ends are exclusive.

mod types;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::place::url;
use super::{Message, Report, Style, Summary};
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::Document;
use crate::fix::{self, Protected};
use crate::lint::LintSet;
use crate::source::{self, PositionEncoding};
use types::{Bytes, Entry, Finding, Fix, Head, LastLine, Object, Part, Related, Span, Tag};

pub(super) use types::{Failure, Statistics};

/// Whether the report is one object or one object a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One object with a list; the summary is its last member.
    Object,
    /// One object a line; the summary is the last.
    Lines,
}

/// The JSON report.
pub struct JsonReport<W> {
    out: W,
    encoding: PositionEncoding,
    shape: Shape,
    bundled: LintSet,
    hash: SourceHash,
    entries: usize,
}

impl<W: Write> JsonReport<W> {
    /// A report in the given shape.
    pub fn new(out: W, style: Style, shape: Shape) -> Self {
        Self { out, encoding: style.encoding, shape, bundled: LintSet::bundled(), hash: SourceHash::default(), entries: 0 }
    }

    /// What stands before and after the entries of the one object.
    fn frame(&self, summary: Summary) -> io::Result<(String, String)> {
        let empty = Object { head: Head::new(self.encoding), diagnostics: Vec::new(), summary };
        let frame = serde_json::to_string(&empty)?;
        let (before, after) = frame.split_once("[]").ok_or_else(|| io::Error::other("an empty list is written as []"))?;
        Ok((format!("{before}["), format!("]{after}")))
    }

    fn separator(&self) -> io::Result<String> {
        Ok(match (self.shape, self.entries) {
            (Shape::Lines, _) => String::new(),
            (Shape::Object, 0) => self.frame(Summary::default())?.0 + "\n",
            (Shape::Object, _) => ",\n".to_owned(),
        })
    }
}

impl<W: Write> Report for JsonReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        let mut line = self.separator()?;
        let entry = match message {
            Message::Finding { path, document, diagnostic, protected, .. } => {
                let url = url(&self.bundled, diagnostic);
                let source_hash = self.hash.of(path, document)?;
                Entry::Finding(Box::new(finding(path, document, diagnostic, protected, self.encoding, source_hash, url)))
            }
            Message::Error { path, message } => Entry::Error(Failure { path: path.map(Path::to_string_lossy), message: message.into() }),
        };
        line += &serde_json::to_string(&entry)?;
        if self.shape == Shape::Lines {
            line.push('\n');
        }
        self.entries += 1;
        self.out.write_all(line.as_bytes())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let end = match self.shape {
            Shape::Lines => line(&LastLine::Summary { head: Head::new(self.encoding), summary: *summary })?,
            Shape::Object => {
                let (before, after) = self.frame(*summary)?;
                if self.entries == 0 { before + &after + "\n" } else { format!("\n{after}\n") }
            }
        };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}

fn line(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)? + "\n")
}

fn finding<'a>(
    path: &'a Path,
    document: &Document,
    diagnostic: &'a Diagnostic,
    protected: &Protected<'_>,
    encoding: PositionEncoding,
    source_hash: &'a str,
    url: Option<String>,
) -> Finding<'a> {
    let place = |span| place(document, span, encoding);
    let path: Cow<'a, str> = path.to_string_lossy();
    let edits = if diagnostic.fix.is_some() { fix::edits(document, diagnostic, protected) } else { Vec::new() };
    Finding {
        record: None,
        encoding: document.source().origin().encoding().other_than_utf_8(),
        source_hash,
        lint: &diagnostic.lint,
        category: &diagnostic.category,
        level: diagnostic.level,
        also: &diagnostic.also,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        url,
        tags: if is_deletion(&edits) { &[Tag::Unnecessary] } else { &[] },
        evidence: &diagnostic.evidence.text,
        clause: diagnostic.evidence.clause,
        span: place(diagnostic.span()),
        parts: diagnostic.parts.iter().map(|part| Part { span: place(part.span), fingerprint: part.fingerprint.to_string() }).collect(),
        related: diagnostic
            .related
            .iter()
            .map(|related| Related { message: &related.message, path: path.clone(), span: place(related.span) })
            .collect(),
        fix: diagnostic.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            applicability: fix.applicability,
            edits: edits.into_iter().map(|edit| types::Edit { span: place(edit.span), new_text: edit.new_text }).collect(),
        }),
        path,
    }
}

fn is_deletion(edits: &[Edit]) -> bool {
    !edits.is_empty() && edits.iter().all(|edit| edit.new_text.is_empty())
}

fn place(document: &Document, span: source::Span, encoding: PositionEncoding) -> Span {
    let source = document.source();
    let position = |offset| source.lines().position(source.as_str(), offset, encoding);
    let byte = Bytes { start: source.origin().to_file(span.start), end: source.origin().to_file(span.end) };
    Span { byte, start: position(span.start), end: position(span.end) }
}

/// The hash of the last document's file, so that a document with many findings is hashed once.
#[derive(Debug, Default)]
struct SourceHash {
    /// Tells documents apart: findings come document by document, and no path comes twice.
    path: PathBuf,
    text: (usize, usize),
    hash: String,
}

impl SourceHash {
    fn of(&mut self, path: &Path, document: &Document) -> io::Result<&str> {
        let text = (document.text().as_ptr().addr(), document.text().len());
        if self.hash.is_empty() || self.text != text || self.path != path {
            let bytes = document.source().encode(document.text()).map_err(io::Error::other)?;
            *self = Self { path: path.to_owned(), text, hash: format!("xxh3:{:016x}", xxh3_64(&bytes)) };
        }
        Ok(&self.hash)
    }
}

/// The JSON Schema of the reports.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<types::Output<'static>>()
}
