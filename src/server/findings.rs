//! What is found in a document, and how it looks in an editor.
//!
//! A finding is one thing to judge and to fix, and may reach over many lines. In the editor it is marked where something is to
//! be done: lines that stand together are one mark, and so is each place within a line that a repair is about. Each mark
//! carries the finding's name in its `data`, and from there, never from its range, an edit is made later.

use std::sync::Arc;

use lsp_types::{
    Code, CodeDescription, Diagnostic as Mark, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Range, Uri,
};
use serde::{Deserialize, Serialize};

use super::buffer::{Buffer, range};
use super::client::Client;
use super::project::Setting;
use crate::diagnostic::{Diagnostic, Part};
use crate::document::{Document, Hints};
use crate::lint::{Level, LintSet};
use crate::report::url;
use crate::source::{DecodeError, Span, Text};

/// A part with more places to repair than this is marked as a whole.
const MOST_PLACES: usize = 16;

/// A document that was checked.
#[derive(Debug)]
pub(super) struct Findings {
    pub uri: String,
    pub buffer: Buffer,
    pub setting: Setting,
    pub document: Document,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a diagnostic's `data` holds: which finding it is, and of which version of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Name {
    pub version: i32,
    /// The fingerprint of the finding's first part.
    pub finding: String,
}

impl Findings {
    /// Checks a document.
    ///
    /// # Errors
    /// If it is no text.
    pub(super) fn new(uri: &str, buffer: Buffer, setting: Setting) -> Result<Self, DecodeError> {
        // As from a file: an editor that shows a byte-order mark as a character keeps it out of the text all the same.
        let text = Text::decode(buffer.text.as_str().as_bytes().to_vec())?;
        let document = Document::parse(text, setting.format, &Hints::default());
        let diagnostics = setting.linter.check_accepting(&document, &setting.accepted).diagnostics;
        Ok(Self { uri: uri.to_owned(), buffer, setting, document, diagnostics })
    }

    /// The name of a finding.
    pub(super) fn name(&self, diagnostic: &Diagnostic) -> Name {
        let finding = diagnostic.parts.first().map(|part| part.fingerprint.to_string());
        Name { version: self.buffer.version, finding: finding.unwrap_or_default() }
    }

    /// The finding of this name.
    pub(super) fn find(&self, name: &Name) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|diagnostic| self.name(diagnostic) == *name)
    }

    /// The place of a span of the document in the buffer.
    pub(super) fn range(&self, span: Span, client: &Client) -> Range {
        let origin = self.document.source().origin();
        let span = Span::new(origin.to_file(span.start), origin.to_file(span.end));
        range(&self.buffer.text, span, client.encoding)
    }

    /// All marks, in the order of the findings.
    pub(super) fn marks(&self, bundled: &LintSet, client: &Client) -> Vec<Mark> {
        self.diagnostics.iter().flat_map(|diagnostic| self.marks_of(diagnostic, bundled, client)).collect()
    }

    /// The marks of one finding.
    pub(super) fn marks_of(&self, diagnostic: &Diagnostic, bundled: &LintSet, client: &Client) -> Vec<Mark> {
        let details = client.diagnostics;
        let link = url(bundled, diagnostic).filter(|_| details.link);
        let data = serde_json::to_value(self.name(diagnostic)).ok();
        let uri = Uri::from(&*self.uri);
        let related = diagnostic.related.iter().map(|related| DiagnosticRelatedInformation {
            location: Location { uri: uri.clone(), range: self.range(related.span, client) },
            message: related.message.to_string(),
        });
        let related: Option<Vec<_>> = (details.related && !diagnostic.related.is_empty()).then(|| related.collect());
        let mark = |place: Place| Mark {
            range: self.range(place.span, client),
            severity: Some(severity(diagnostic.level)),
            code: Some(Code::String(diagnostic.lint.to_string())),
            code_description: link.as_deref().map(|link| CodeDescription { href: link.into() }),
            source: Some(env!("CARGO_PKG_NAME").to_owned()),
            message: message(diagnostic).into(),
            tags: (place.goes && details.unnecessary).then(|| vec![DiagnosticTag::Unnecessary]),
            related_information: related.clone(),
            data: data.clone(),
        };
        places(self.document.text(), diagnostic).into_iter().map(mark).collect()
    }
}

/// Findings that more than one place holds.
pub(super) type SharedFindings = Arc<Findings>;

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::Error,
        Level::Warn => DiagnosticSeverity::Warning,
        Level::Info | Level::Off => DiagnosticSeverity::Information,
    }
}

/// What was found, and on lines of their own why and what helps: many editors show the first line alone until one looks closer.
fn message(diagnostic: &Diagnostic) -> String {
    let mut message = format!("{}\nwhy: {}", diagnostic.message, diagnostic.evidence.text);
    if let Some(help) = &diagnostic.help {
        message = format!("{message}\nhelp: {help}");
    }
    message
}

/// A place to mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    span: Span,
    /// Whether a fix takes all of it out.
    goes: bool,
    /// Whether it is all of a part.
    whole: bool,
}

/// Where a finding is marked; in order, and at least once.
fn places(text: &str, diagnostic: &Diagnostic) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for place in diagnostic.parts.iter().flat_map(places_of) {
        match places.last_mut() {
            // Of lines that stand together some may be protected or accepted: these are left out, or look otherwise.
            Some(last) if last.whole && place.whole && last.goes == place.goes && blank(text, last.span.end, place.span.start) => {
                last.span = last.span.cover(place.span);
            }
            _ => places.push(place),
        }
    }
    places
}

fn places_of(part: &Part) -> Vec<Place> {
    let goes = part.edits.iter().all(|edit| edit.new_text.is_empty()) && !part.edits.is_empty();
    let removed: usize = part.edits.iter().map(|edit| edit.span.len()).sum();
    let precise = (1..=MOST_PLACES).contains(&part.edits.len()) && part.edits.iter().all(|edit| !edit.span.is_empty());
    if !precise || (goes && removed == part.span.len()) {
        return vec![Place { span: part.span, goes: goes && removed == part.span.len(), whole: true }];
    }
    part.edits.iter().map(|edit| Place { span: edit.span, goes: edit.new_text.is_empty(), whole: false }).collect()
}

fn blank(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|between| between.chars().all(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Linter;
    use crate::document::Format;
    use crate::lint::Applicability;

    fn marked(text: &str) -> Vec<(String, bool)> {
        let document = Document::parse(text.into(), Format::Markdown, &Hints::default());
        let found = Linter::default().check(&document).diagnostics;
        let fixable = found.iter().filter(|diagnostic| diagnostic.applicability() > Applicability::None);
        let places = fixable.flat_map(|diagnostic| places(text, diagnostic));
        places.map(|place| (text[place.span.range()].to_owned(), place.goes)).collect()
    }

    const BODY: &str = "# The ferry is back\n\nThe small ferry between the two harbours runs again since Monday, after nine weeks in the yard.\n\n\
        Its skipper says that the new engine is so quiet that passengers ask whether it is running at all.\n";

    #[test]
    fn lines_that_stand_together_are_one_mark() {
        let menu = "Home\nNews\nLog in\nSubscribe";
        assert_eq!(marked(&format!("{menu}\n\n{BODY}")), [(menu.to_owned(), true)]);
    }

    #[test]
    fn what_is_accepted_in_between_is_not_marked() {
        let text = format!("Home\nNews\n<!-- scrublint-disable-next-line all -->\nLog in\nSubscribe\nContact\nSign in\n\n{BODY}");
        let marks: Vec<String> = marked(&text).into_iter().map(|(text, _)| text).collect();
        assert!(!marks.is_empty() && marks.iter().all(|mark| !mark.contains("Log in")), "{marks:?}");
    }

    #[test]
    fn a_repair_is_marked_where_it_is_made_and_does_not_grey_out_the_line() {
        let text = format!("{BODY}\nFish &amp; chips cost four pounds &amp; ten on the pier, and there was a queue all day.\n");
        assert_eq!(marked(&text), [("&amp;".to_owned(), false), ("&amp;".to_owned(), false)]);
    }
}
