//! From bytes to text: decoding, byte-order marks, spans and line positions.
//!
//! Holds always: a [`Text`] is valid UTF-8 without a byte-order mark, every engine offset is an offset into it, and its
//! [`Origin`] maps each of them to the file it came from. Nothing here changes a byte: the file's own bytes are the
//! text plus what the origin remembers.

mod lines;
mod origin;
mod span;

use std::sync::OnceLock;

pub use lines::{LineIndex, Position, PositionEncoding};
pub use origin::Origin;
pub use span::Span;

/// Why bytes cannot be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// A NUL byte: a binary file, or text in UTF-16. Looked for before UTF-8 validity.
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
}

/// A document's text and where it came from.
#[derive(Debug, Clone)]
pub struct Text {
    content: String,
    origin: Origin,
    lines: OnceLock<LineIndex>,
}

impl Text {
    /// Decodes UTF-8, with or without a byte-order mark.
    ///
    /// # Errors
    /// [`DecodeError::Nul`] if there is a NUL byte anywhere, else [`DecodeError::InvalidUtf8`] for the first bad byte.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, DecodeError> {
        if let Some(at) = memchr::memchr(0, &bytes) {
            return Err(DecodeError::Nul { at });
        }
        let origin = Origin::detect(&bytes);
        let mut content = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            DecodeError::InvalidUtf8 { at, byte: error.as_bytes()[at] }
        })?;
        content.drain(..origin.prefix_len());
        Ok(Self { content, origin, lines: OnceLock::new() })
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

    /// The line index, built on first use: documents without findings never pay for it.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.content))
    }

    /// Another text of the same origin.
    #[must_use]
    pub fn with_content(&self, content: String) -> Self {
        Self { content, origin: self.origin, lines: OnceLock::new() }
    }

    /// The bytes of a file that holds `content` in this text's encoding.
    #[must_use]
    pub fn encode(&self, content: &str) -> Vec<u8> {
        self.origin.encode(content)
    }
}

impl From<String> for Text {
    /// Text that never was a file, for library users and tests.
    fn from(content: String) -> Self {
        Self { content, origin: Origin::identity(), lines: OnceLock::new() }
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
        assert_eq!(text.encode("Haus"), b"\xEF\xBB\xBFHaus");
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
}
