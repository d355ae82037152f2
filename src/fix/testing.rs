//! Made-up findings for the tests of this module: its contract must hold whatever a lint comes up with.

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Edit, Evidence, EvidenceKind, Fingerprint, Fix, Part};
use crate::document::{Document, Format, Hints};
use crate::lint::{Applicability, Level};
use crate::source::Span;

pub(super) fn markdown(text: &str) -> Document {
    Document::parse(text.into(), Format::Markdown, &Hints::default())
}

/// Where `needle` first stands in the document.
pub(super) fn span_of(document: &Document, needle: &str) -> Span {
    let start = document.text().find(needle).expect("the text holds it");
    Span::new(start, start + needle.len())
}

pub(super) fn part(span: Span, edits: Vec<Edit>) -> Part {
    Part { span, fingerprint: Fingerprint::new("made-up", "", span.start), edits }
}

pub(super) fn diagnostic(lint: &'static str, applicability: Applicability, parts: Vec<Part>) -> Diagnostic {
    Diagnostic {
        lint: lint.into(),
        category: "made-up".into(),
        level: Level::Warn,
        message: "made up".into(),
        help: None,
        evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: "made up".to_owned() },
        also: Vec::new(),
        parts,
        related: Vec::new(),
        fix: (applicability > Applicability::None).then(|| Fix { title: "Change it".into(), applicability }),
    }
}

/// A finding that deletes each of `needles`, one part each.
pub(super) fn finding(document: &Document, lint: &'static str, applicability: Applicability, needles: &[&str]) -> Diagnostic {
    let delete = |needle: &&str| {
        let span = span_of(document, needle);
        part(span, vec![Edit { span, new_text: String::new() }])
    };
    diagnostic(lint, applicability, needles.iter().map(delete).collect())
}

/// A finding that replaces the first of `needle` by `new_text`.
pub(super) fn replacement(document: &Document, lint: &'static str, needle: &str, new_text: &str) -> Diagnostic {
    let span = span_of(document, needle);
    diagnostic(lint, Applicability::Safe, vec![part(span, vec![Edit { span, new_text: new_text.to_owned() }])])
}

pub(super) fn checked(diagnostics: Vec<Diagnostic>) -> Checked {
    Checked { diagnostics, ..Checked::default() }
}

/// A check that finds every line which `is_furniture`, each by itself.
pub(super) fn line_check(lint: &'static str, is_furniture: impl Fn(&str) -> bool) -> impl Fn(&Document) -> Checked {
    move |document| {
        let mut found = Vec::new();
        let lines = document.source().lines();
        for line in (0..lines.count()).map(|line| lines.span(line, document.text())) {
            let content = document.slice(line);
            let start = line.start + (content.len() - content.trim_start().len());
            let span = Span::new(start, start + content.trim().len());
            if !span.is_empty() && is_furniture(content.trim()) {
                let edits = vec![Edit { span, new_text: String::new() }];
                found.push(diagnostic(lint, Applicability::Safe, vec![part(span, edits)]));
            }
        }
        checked(found)
    }
}
