//! Paths and places as other programs write them.

use std::path::{Component, Path};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::{Position, PositionEncoding, Span};

/// A path with slashes and without `./` in front; what is not UTF-8 in it is replaced.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    match path.components().next() {
        Some(Component::CurDir) if path.components().nth(1).is_some() => text.trim_start_matches("./").trim_start_matches('/').to_owned(),
        _ => text,
    }
}

/// Where a span starts and where it ends; the end is not part of it.
pub(super) fn range(document: &Document, span: Span, encoding: PositionEncoding) -> (Position, Position) {
    let source = document.source();
    let position = |offset| source.lines().position(source.as_str(), offset, encoding);
    (position(span.start), position(span.end))
}

/// What a report without fields of its own for it says of a finding, line by line: what, why, and what can be done.
pub(super) fn lines(diagnostic: &Diagnostic) -> Vec<String> {
    let mut lines = vec![diagnostic.message.to_string()];
    lines.extend(super::notes(diagnostic));
    lines
}
