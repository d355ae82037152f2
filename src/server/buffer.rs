//! A document as the editor holds it, and places in it.
//!
//! Holds always: positions are those of the buffer, whatever the file on the disk has in front of its text or is encoded in;
//! each change makes a new revision, and no two states of any buffer share one.

use std::path::PathBuf;
use std::sync::Arc;

use lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use super::uri;
use crate::config::FILE_NAMES;
use crate::source::{PositionEncoding, Span, Text};

/// What a document is to this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An article: it is checked.
    Article,
    /// A `scrublint.toml`.
    Settings,
    /// Another TOML file, which may be a lint.
    Toml,
    /// None of our business.
    Other,
}

/// An open document. Clones share the text.
#[derive(Debug, Clone)]
pub(super) struct Buffer {
    /// The number that the editor gives this state.
    pub version: i32,
    /// The number that this server gives it.
    pub revision: u64,
    pub kind: Kind,
    /// Whether the editor calls it Markdown, which counts where there is no file name.
    pub markdown: bool,
    pub path: Option<PathBuf>,
    pub text: Arc<Text>,
}

impl Buffer {
    pub(super) fn new(uri: &str, language: &str, version: i32, revision: u64, text: String) -> Self {
        let path = uri::to_path(uri);
        let kind = kind(path.as_deref().and_then(|path| path.file_name()?.to_str()), language);
        Self { version, revision, kind, markdown: language == "markdown", path, text: Arc::new(text.into()) }
    }

    /// Makes a change that the editor made.
    pub(super) fn change(&mut self, change: TextDocumentContentChangeEvent, encoding: PositionEncoding) {
        let text = match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => whole.text,
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let span = span(&self.text, part.range, encoding);
                let old = self.text.as_str();
                [&old[..span.start], &part.text, &old[span.end..]].concat()
            }
        };
        self.text = Arc::new(text.into());
    }
}

fn kind(name: Option<&str>, language: &str) -> Kind {
    let extension = name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension.to_ascii_lowercase());
    match (name, extension.as_deref(), language) {
        (Some(name), ..) if FILE_NAMES.contains(&name) => Kind::Settings,
        (_, Some("toml"), _) | (.., "toml") => Kind::Toml,
        (_, Some("html" | "htm" | "xhtml"), _) | (.., "html") => Kind::Other,
        _ => Kind::Article,
    }
}

/// The place of an offset, which lies on a character boundary.
pub(super) fn position(text: &Text, offset: usize, encoding: PositionEncoding) -> Position {
    let found = text.lines().position(text.as_str(), offset, encoding);
    Position { line: number(found.line - 1), character: number(found.column - 1) }
}

/// The place of a span.
pub(super) fn range(text: &Text, span: Span, encoding: PositionEncoding) -> Range {
    Range { start: position(text, span.start, encoding), end: position(text, span.end, encoding) }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The offset of a place. One past the end of a line is the line's end before its line ending, one past the text is its end, and
/// one within a character is the character's start.
pub(super) fn offset(text: &Text, position: Position, encoding: PositionEncoding) -> usize {
    let (lines, content) = (text.lines(), text.as_str());
    let (line, wanted) = (position.line as usize, position.character as usize);
    if line >= lines.count() {
        return content.len();
    }
    let span = lines.span(line, content);
    let visible = content[span.range()].trim_end_matches(['\n', '\r']);
    let mut units = 0;
    for (at, character) in visible.char_indices() {
        units += match encoding {
            PositionEncoding::Utf8 => character.len_utf8(),
            PositionEncoding::Utf16 => character.len_utf16(),
            PositionEncoding::Utf32 => 1,
        };
        if units > wanted {
            return span.start + at;
        }
    }
    span.start + visible.len()
}

/// The span of a range; a range that ends before it begins is empty.
pub(super) fn span(text: &Text, range: Range, encoding: PositionEncoding) -> Span {
    let start = offset(text, range.start, encoding);
    Span::new(start, offset(text, range.end, encoding).max(start))
}

#[cfg(test)]
mod tests {
    use lsp_types::TextDocumentContentChangePartial;
    use proptest::prelude::*;

    use super::*;
    use PositionEncoding::{Utf8, Utf16, Utf32};

    proptest! {
        #[test]
        fn a_buffer_that_follows_every_change_is_what_the_editor_has(
            text in "[a-cé🦀\\r\\n ]{0,40}",
            changes in prop::collection::vec((0..40_usize, 0..40_usize, "[xé🦀\\r\\n]{0,5}"), 1..8),
            encoding in prop::sample::select(vec![Utf8, Utf16, Utf32]),
        ) {
            let mut editor = text.clone();
            let mut buffer = Buffer::new("file:///a.md", "markdown", 1, 1, text);
            for (from, to, new) in changes {
                // Places where a caret can stand: between characters, and not within a line ending.
                let stops: Vec<usize> = editor.char_indices().map(|(at, _)| at).chain([editor.len()])
                    .filter(|&at| !(editor[..at].ends_with('\r') && editor[at..].starts_with('\n'))).collect();
                let (from, to) = (stops[from % stops.len()], stops[to % stops.len()]);
                let (start, end) = (from.min(to), from.max(to));
                let range = range(&buffer.text, Span::new(start, end), encoding);
                let change = TextDocumentContentChangePartial { range, text: new.clone(), ..TextDocumentContentChangePartial::default() };
                buffer.change(change.into(), encoding);
                editor.replace_range(start..end, &new);
                prop_assert_eq!(buffer.text.as_str(), &editor);
            }
        }
    }

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn places_count_the_units_that_were_agreed_on() {
        let text = Text::from("a\r\né🦀x\r\n");
        let crab_ends = "a\r\né🦀".len();
        for (encoding, column) in [(Utf8, 6), (Utf16, 3), (Utf32, 2)] {
            assert_eq!(position(&text, crab_ends, encoding), at(1, column));
            assert_eq!(offset(&text, at(1, column), encoding), crab_ends);
        }
    }

    #[test]
    fn places_that_are_not_there_are_the_nearest_that_are() {
        let text = Text::from("a\r\né🦀x\r\n");
        let end_of_line = "a\r\né🦀x".len();
        assert_eq!(offset(&text, at(1, 99), Utf16), end_of_line, "before the line ending");
        assert_eq!(offset(&text, at(9, 0), Utf16), text.as_str().len());
        assert_eq!(offset(&text, at(1, 2), Utf16), "a\r\né".len(), "within a pair of surrogates");
        let backwards = Range { start: at(1, 2), end: at(0, 0) };
        assert!(span(&text, backwards, Utf16).is_empty());
    }

    #[test]
    fn what_a_document_is_goes_by_its_name_then_by_what_the_editor_says() {
        assert_eq!(kind(Some(".scrublint.toml"), "toml"), Kind::Settings);
        assert_eq!(kind(Some("byline.toml"), "plaintext"), Kind::Toml);
        assert_eq!(kind(Some("page.HTML"), "plaintext"), Kind::Other);
        assert_eq!(kind(Some("a.md"), "markdown"), Kind::Article);
        assert_eq!(kind(None, "plaintext"), Kind::Article);
    }
}
