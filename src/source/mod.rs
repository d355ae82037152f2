//! From bytes to text: decoding, byte-order marks, spans and line positions.
//!
//! Holds always: a [`Text`] is valid UTF-8 without a byte-order mark, every engine offset is an offset into it, and its
//! [`Origin`] maps each of them to the file it came from. Nothing here changes a byte: the file's own bytes are the
//! text plus what the origin remembers.

mod encoding;
mod json;
mod lines;
mod origin;
mod runs;
mod span;

use std::borrow::Cow;
use std::sync::OnceLock;

pub use encoding::{Encoding, EncodingNameError};
pub use lines::{LineIndex, Position, PositionEncoding};
pub use origin::Origin;
pub use span::Span;

/// The most bytes that a file or its text may have: there are millions of places in a long text, and half a word is enough for each.
pub const LONGEST: usize = u32::MAX as usize;

/// Why bytes cannot be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// A NUL byte: a binary file, or text in UTF-16 without its mark. Looked for before UTF-8 validity.
    #[error("a NUL byte at offset {at}: this looks like a binary file")]
    Nul {
        /// Offset in bytes from the start of the file.
        at: usize,
    },
    /// A byte that is no part of valid UTF-8.
    #[error("byte 0x{byte:02X} at offset {at} is not valid UTF-8")]
    InvalidUtf8 {
        /// Offset in bytes from the start of the file.
        at: usize,
        /// The offending byte.
        byte: u8,
    },
    /// A byte that means nothing in the encoding that the file is in or was said to be in.
    #[error("byte 0x{byte:02X} at offset {at} is not valid {encoding}")]
    Malformed {
        /// Offset in bytes from the start of the file.
        at: usize,
        /// The offending byte.
        byte: u8,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Bytes that mean a character which is otherwise written in another way: they would change when written back.
    #[error("the bytes at offset {at} would change if they were read as {encoding} and written back")]
    Lossy {
        /// Offset in bytes from the start of the file.
        at: usize,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The bytes change to the characters of an encoding in which what a byte means depends on those before.
    #[error("the bytes at offset {at} are {encoding}, which cannot be written back byte for byte")]
    Stateful {
        /// Offset in bytes from the start of the file.
        at: usize,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// It is longer than a text may be.
    #[error("the text is longer than {longest} bytes")]
    TooLong {
        /// The most bytes that a text may have.
        longest: usize,
    },
    /// What should be a string in a JSON record is none.
    #[error("there is no JSON string at offset {at}")]
    NotAString {
        /// Offset in bytes from the start of the record.
        at: usize,
    },
}

/// Why a text cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The encoding does not have a character.
    #[error("`{character}` (U+{:04X}) cannot be written in {encoding}", u32::from(*.character))]
    Character {
        /// The character.
        character: char,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// A text that JSON does not take.
    #[error("the text cannot be written as JSON")]
    Json,
}

/// A document's text and where it came from.
#[derive(Debug, Clone)]
pub struct Text {
    content: String,
    origin: Origin,
    lines: OnceLock<LineIndex>,
}

impl Text {
    /// Decodes UTF-8, with or without a byte-order mark, and UTF-16 with one.
    ///
    /// # Errors
    /// [`DecodeError::Nul`] if there is a NUL byte anywhere, else [`DecodeError::Stateful`] if it is ISO-2022 or HZ, else the first
    /// byte that belongs to no character.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, DecodeError> {
        Self::decode_with(bytes, None)
    }

    /// Decodes like [`Text::decode`], and what is not UTF-8 as `legacy`, if there is one.
    ///
    /// UTF-8 is tried first: text in another encoding that is valid UTF-8 by chance is as good as unheard of, and UTF-8
    /// that was taken for another encoding would be damaged by repairs.
    ///
    /// # Errors
    /// As those of [`Text::decode`]; also if the file would not be the same when written back in `legacy`, and if the file or
    /// its text has more than [`LONGEST`] bytes.
    pub fn decode_with(bytes: Vec<u8>, legacy: Option<Encoding>) -> Result<Self, DecodeError> {
        Self::decode_within(bytes, legacy, LONGEST)
    }

    fn decode_within(bytes: Vec<u8>, legacy: Option<Encoding>, longest: usize) -> Result<Self, DecodeError> {
        if bytes.len() > longest {
            return Err(DecodeError::TooLong { longest });
        }
        // Two bytes of a file may be three of its text.
        let text = Self::decode_any(bytes, legacy)?;
        if text.content.len() > longest { Err(DecodeError::TooLong { longest }) } else { Ok(text) }
    }

    fn decode_any(bytes: Vec<u8>, legacy: Option<Encoding>) -> Result<Self, DecodeError> {
        if let Some(encoding) = Encoding::of_mark(&bytes) {
            return Self::transcoded(&bytes, encoding, 2);
        }
        if let Some(at) = memchr::memchr(0, &bytes) {
            return match legacy {
                Some(encoding) if encoding.has_nul_bytes() => Self::transcoded(&bytes, encoding, 0),
                _ => Err(DecodeError::Nul { at }),
            };
        }
        if let Some((at, encoding)) = Encoding::find_stateful(&bytes) {
            return Err(DecodeError::Stateful { at, encoding });
        }
        let origin = Origin::detect(&bytes);
        let mut content = match (String::from_utf8(bytes), legacy) {
            (Ok(content), _) => content,
            (Err(error), Some(legacy)) if legacy != Encoding::UTF_8 && origin.prefix_len() == 0 => {
                return Self::transcoded(error.as_bytes(), legacy, 0);
            }
            (Err(error), _) => {
                let at = error.utf8_error().valid_up_to();
                return Err(DecodeError::InvalidUtf8 { at, byte: error.as_bytes()[at] });
            }
        };
        content.drain(..origin.prefix_len());
        Ok(Self::new(content, origin))
    }

    fn transcoded(file: &[u8], encoding: Encoding, mark: usize) -> Result<Self, DecodeError> {
        let (origin, content) = Origin::transcoded(file, encoding, mark)?;
        Ok(Self::new(content, origin))
    }

    /// The text that a string in a JSON record stands for; `token` is where it is, its quotes included.
    ///
    /// # Errors
    /// If there is no string, or it holds a NUL character.
    pub fn from_json_string(record: Vec<u8>, token: Span) -> Result<Self, DecodeError> {
        let (origin, content) = Origin::token(record, token)?;
        match content.find('\0') {
            Some(at) => Err(DecodeError::Nul { at: origin.to_file(at) }),
            None => Ok(Self::new(content, origin)),
        }
    }

    fn new(content: String, origin: Origin) -> Self {
        Self { content, origin, lines: OnceLock::new() }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// How offsets in this text map to offsets in the file.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The line index, built on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.content))
    }

    /// Another text of the same origin.
    #[must_use]
    pub fn with_content(&self, content: String) -> Self {
        let origin = self.origin.with_content(&content);
        Self::new(content, origin)
    }

    /// The bytes of a file that holds `content` in this text's encoding, with its byte-order mark; `content` itself, where it
    /// is just that.
    ///
    /// # Errors
    /// If the encoding does not have one of the characters. UTF-8 and UTF-16 have all.
    pub fn encode<'a>(&self, content: &'a str) -> Result<Cow<'a, [u8]>, EncodeError> {
        self.origin.encode(content)
    }
}

impl From<String> for Text {
    /// Text that never was a file, for library users and tests.
    fn from(content: String) -> Self {
        Self::new(content, Origin::identity())
    }
}

impl From<&str> for Text {
    fn from(content: &str) -> Self {
        Self::from(content.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_text_but_counts_in_the_file() {
        let text = Text::decode(b"\xEF\xBB\xBFHome".to_vec()).expect("valid");
        assert_eq!(text.as_str(), "Home");
        assert_eq!(text.origin().to_file(0), 3);
        assert_eq!(*text.encode("Haus").expect("UTF-8"), *b"\xEF\xBB\xBFHaus");
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        let error = Text::decode(b"caf\xE9 noir".to_vec()).expect_err("Latin-1");
        assert_eq!(error, DecodeError::InvalidUtf8 { at: 3, byte: 0xE9 });
    }

    #[test]
    fn a_nul_byte_is_found_before_invalid_utf8() {
        let error = Text::decode(b"\xFFa\0".to_vec()).expect_err("binary");
        assert_eq!(error, DecodeError::Nul { at: 2 });
    }

    #[test]
    fn what_is_longer_than_places_can_count_is_refused() {
        let decode = |bytes: &[u8]| Text::decode_within(bytes.to_vec(), None, 8).map(|text| text.as_str().to_owned());
        assert_eq!(decode(b"12345678").as_deref(), Ok("12345678"));
        assert_eq!(decode(b"123456789"), Err(DecodeError::TooLong { longest: 8 }));
        // Eight bytes of UTF-16, its mark among them, and nine of UTF-8.
        assert_eq!(decode(b"\xFF\xFE\x2D\x4E\x2D\x4E\x2D\x4E"), Err(DecodeError::TooLong { longest: 8 }));
    }
}
