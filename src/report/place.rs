//! Paths, places and levels as other programs write them.

use std::fmt::Write as _;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::{Level, LintSet, page_url};
use crate::source::{Position, PositionEncoding, Span};

/// A path with slashes and without `./` in front; what is not UTF-8 in it is replaced.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
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

/// A relative path as a URI reference, an absolute one as a URI.
pub(super) fn uri(path: &Path) -> String {
    let slashed = slashed(path);
    let mut uri = String::with_capacity(slashed.len());
    if path.is_absolute() {
        uri.push_str(if slashed.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in slashed.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// The word for a level; one that is switched off reports nothing.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warn",
        Level::Info | Level::Off => "info",
    }
}

/// The documentation of a bundled lint; a user's own has none.
pub(crate) fn url(bundled: &LintSet, diagnostic: &Diagnostic) -> Option<String> {
    let lint = bundled.get(bundled.find(&diagnostic.lint)?);
    (lint.category() == diagnostic.category).then(|| page_url(lint.id()))
}

/// A finding's name in places that know of no others: by the path and the first part, which no other finding has.
pub(super) fn fingerprint(path: &Path, diagnostic: &Diagnostic) -> String {
    let part = diagnostic.parts.first().map_or_else(String::new, |part| part.fingerprint.to_string());
    hash(&[&slashed(path), &part])
}

/// A name for something that has no fingerprint.
pub(super) fn hash(texts: &[&str]) -> String {
    format!("{:032x}", xxh3_128(texts.join("\0").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_as_other_programs_write_them() {
        assert_eq!(slashed(Path::new("./news/a.md")), "news/a.md");
        assert_eq!(slashed(Path::new("../a.md")), "../a.md");
        assert_eq!(slashed(Path::new("-")), "-");
        assert_eq!(uri(Path::new("the \"old\" pier é.md")), "the%20%22old%22%20pier%20%C3%A9.md");
        if cfg!(unix) {
            assert_eq!(uri(Path::new("/news/a:b.md")), "file:///news/a%3Ab.md");
        }
    }
}
