//! Lines and columns.
//!
//! A line ends with a line feed, a carriage return and line feed, or a lone carriage return; its ending belongs to it.
//! Lines and columns count from 1. Columns count code units of the chosen [`PositionEncoding`].

use serde::{Deserialize, Serialize};

use super::Span;

/// The unit that columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PositionEncoding {
    /// Bytes.
    #[serde(rename = "utf-8")]
    #[cfg_attr(feature = "cli", value(name = "utf-8"))]
    Utf8,
    /// UTF-16 code units, as editors count by default.
    #[default]
    #[serde(rename = "utf-16")]
    #[cfg_attr(feature = "cli", value(name = "utf-16"))]
    Utf16,
    /// Unicode scalar values.
    #[serde(rename = "utf-32")]
    #[cfg_attr(feature = "cli", value(name = "utf-32"))]
    Utf32,
}

/// A place in a text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in code units of the position encoding.
    pub column: usize,
}

/// Bytes of a line, blank ones among them, in most articles.
const TYPICAL_LINE: usize = 40;

/// The starts of a text's lines.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / TYPICAL_LINE + 1);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            // The carriage return of a pair: the line goes on to the line feed.
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at as u32 + 1);
        }
        Self { starts }
    }

    /// The number of lines; a text that ends with a line ending has an empty last one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds the byte at `offset`.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The span of a line, counted from 0, with its ending.
    #[must_use]
    pub fn span(&self, line: usize, text: &str) -> Span {
        let end = self.starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        Span::new(self.starts[line] as usize, end)
    }

    /// Line and column of an offset, which must lie on a character boundary of `text`, the text of this index.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize, encoding: PositionEncoding) -> Position {
        let line = self.line_of(offset);
        let before = &text[self.starts[line] as usize..offset];
        let units = match encoding {
            _ if before.is_ascii() => before.len(),
            PositionEncoding::Utf8 => before.len(),
            PositionEncoding::Utf16 => before.encode_utf16().count(),
            PositionEncoding::Utf32 => before.chars().count(),
        };
        Position { line: line + 1, column: units + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ending_ends_one_line() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 4);
        assert_eq!(index.span(1, text), Span::new(2, 5));
        assert_eq!(index.line_of(6), 2, "a lone carriage return belongs to its line");
    }

    #[test]
    fn columns_count_the_units_that_were_asked_for() {
        let text = "é🦀x";
        let index = LineIndex::new(text);
        let column = |encoding| index.position(text, 6, encoding).column;
        assert_eq!(column(PositionEncoding::Utf8), 7);
        assert_eq!(column(PositionEncoding::Utf16), 4);
        assert_eq!(column(PositionEncoding::Utf32), 3);
    }
}
