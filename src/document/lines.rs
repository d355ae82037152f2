//! The lines of a text as the parser goes through them.

use crate::source::{Span, Text};

use super::block::Place;

/// The lines of a text; each is put together when it is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// For each of them its text without white space around it.
    texts: &'a [Place],
}

/// A line without its ending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Without white space around it.
    pub span: Span,
    pub text: &'a str,
}

impl<'a> Lines<'a> {
    /// The lines of a text whose places [`places`] has found.
    pub fn new(text: &'a str, texts: &'a [Place]) -> Self {
        Self { text, texts }
    }

    pub fn get(&self, line: usize) -> Option<Line<'a>> {
        let span = self.texts.get(line)?.span();
        Some(Line { span, text: &self.text[span.range()] })
    }

    /// The lines from this one on.
    pub fn from(mut self, line: usize) -> Self {
        self.texts = &self.texts[line..];
        self
    }

    /// All of the text that they are lines of.
    pub fn whole(&self) -> &'a str {
        self.text
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = Line<'a>> {
        self.texts.iter().map(move |place| Line { span: place.span(), text: &self.text[place.span().range()] })
    }

    /// Their texts without white space around them.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        let text = self.text;
        self.texts.iter().map(move |place| &text[place.span().range()])
    }

    /// All of a line but its ending.
    pub fn raw(&self, line: Line<'_>) -> &'a str {
        let bytes = self.text.as_bytes();
        let mut inside = line.span.start;
        if line.span.is_empty() {
            // The place of a blank line is behind its ending.
            let before = &self.text[..inside];
            let ended = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']));
            inside = ended.unwrap_or(before).len();
        }
        let start = memchr::memrchr2(b'\n', b'\r', &bytes[..inside]).map_or(0, |at| at + 1);
        let end = memchr::memchr2(b'\n', b'\r', &bytes[inside..]).map_or(bytes.len(), |at| inside + at);
        &self.text[start..end]
    }

    /// The number of columns before the first character of a line that is no white space; a tab goes on to the next fourth one.
    pub fn indent(&self, line: Line<'_>) -> usize {
        let before = &self.text.as_bytes()[..line.span.start];
        let blanks = before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
        columns(&before[before.len() - blanks..], 0)
    }
}

/// How far white space reaches that begins at this column.
pub(super) fn columns(white_space: &[u8], from: usize) -> usize {
    white_space.iter().fold(from, |column, &byte| if byte == b'\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

/// The lines of a text from the offset `from` on, which a line begins at, without white space around them.
pub(super) fn places(text: &Text, from: usize) -> Vec<Place> {
    let (index, text) = (text.lines(), text.as_str());
    if from == text.len() {
        return Vec::new();
    }
    let first = index.line_of(from);
    let mut lines = Vec::with_capacity(index.count() - first);
    for whole in (first..index.count()).map(|line| index.span(line, text)) {
        // Line endings are white space too.
        let content = &text[whole.range()];
        let trimmed = content.trim_start();
        let start = whole.end - trimmed.len();
        // Behind the last line ending stands no line.
        if !whole.is_empty() {
            lines.push(Span::new(start, start + trimmed.trim_end().len()).into());
        }
    }
    lines
}
