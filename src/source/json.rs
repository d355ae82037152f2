//! A text that is a string token inside a JSON record.

use super::{DecodeError, EncodeError, Span};

/// A record and the string in it that is the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    record: Vec<u8>,
    /// Where the string stands, its quotes included.
    span: Span,
}

impl Token {
    /// The token, and the text that it stands for.
    pub(super) fn new(record: Vec<u8>, span: Span) -> Result<(Self, String), DecodeError> {
        let no_string = DecodeError::NotAString { at: span.start };
        let bytes = record.get(span.range()).ok_or(no_string)?;
        let text: String = serde_json::from_slice(bytes).map_err(|_| no_string)?;
        if bytes.first() != Some(&b'"') || bytes.last() != Some(&b'"') {
            return Err(no_string);
        }
        Ok((Self { record, span }, text))
    }

    /// Where the first character stands in the record.
    pub(super) fn start(&self) -> usize {
        self.span.start + 1
    }

    /// For each character its length in the text and in the token. One of more than two bytes may be two escapes.
    pub(super) fn lengths(&self) -> impl Iterator<Item = (usize, usize)> {
        let inner = &self.record[self.span.start + 1..self.span.end - 1];
        let inner = std::str::from_utf8(inner).unwrap_or_default();
        let mut rest = inner;
        std::iter::from_fn(move || {
            let c = rest.chars().next()?;
            let (length, in_token) = match (c, rest.as_bytes().get(1)) {
                ('\\', Some(b'u')) => escaped(rest),
                ('\\', _) => (1, 2),
                (c, _) => (c.len_utf8(), c.len_utf8()),
            };
            rest = rest.get(in_token..).unwrap_or_default();
            Some((length, in_token))
        })
    }

    /// The record with `text` in the place of the token's, and every other byte as it was.
    pub(super) fn replaced(&self, text: &str) -> Result<Self, EncodeError> {
        let old = &self.record[self.span.range()];
        // The same text may be spelled in many ways; what did not change keeps its own.
        if serde_json::from_slice::<String>(old).is_ok_and(|old| old == text) {
            return Ok(self.clone());
        }
        let new = serde_json::to_string(text).map_err(|_| EncodeError::Json)?;
        let (before, after) = (&self.record[..self.span.start], &self.record[self.span.end..]);
        let span = Span::new(self.span.start, self.span.start + new.len());
        Ok(Self { record: [before, new.as_bytes(), after].concat(), span })
    }

    pub(super) fn into_record(self) -> Vec<u8> {
        self.record
    }
}

/// The lengths of the character that one or two `\uXXXX` stand for.
fn escaped(text: &str) -> (usize, usize) {
    let unit = |at: usize| text.get(at..at + 4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let first = unit(2).unwrap_or_default();
    match char::from_u32(first.into()) {
        Some(c) => (c.len_utf8(), 6),
        None => (4, 12),
    }
}
