//! Where a text came from: how its offsets map to offsets in the file, and how it is written back.
//!
//! Only reports and the writer ask the origin; the engine knows nothing of it. A text is the file itself, the file after
//! a byte-order mark, a file in another encoding, or a string token inside a JSON record.

use std::borrow::Cow;
use std::sync::Arc;

use super::encoding::Encoding;
use super::json::Token;
use super::runs::Runs;
use super::{DecodeError, EncodeError, Span};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The map from offsets in a [`Text`](super::Text) to offsets in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// The text is the file.
    Identity,
    /// The file begins with a UTF-8 byte-order mark that the text leaves out.
    Bom,
    /// The file is in another encoding.
    Transcoded(Arc<Transcoded>),
    /// The text is a string in a JSON record.
    Token(Arc<(Token, Runs)>),
}

#[derive(Debug, PartialEq, Eq)]
struct Transcoded {
    encoding: Encoding,
    /// The byte-order mark of the file; empty if it has none.
    mark: Vec<u8>,
    runs: Runs,
}

impl Origin {
    pub(super) const fn identity() -> Self {
        Self { kind: Kind::Identity }
    }

    pub(super) fn detect(bytes: &[u8]) -> Self {
        Self { kind: if bytes.starts_with(BOM) { Kind::Bom } else { Kind::Identity } }
    }

    /// A file in `encoding` that begins with `mark`, and the text in it.
    pub(super) fn transcoded(file: &[u8], encoding: Encoding, mark: usize) -> Result<(Self, String), DecodeError> {
        let text = encoding.decode(file, mark)?;
        Ok((Self::in_encoding(encoding, file[..mark].to_vec(), &text), text))
    }

    fn in_encoding(encoding: Encoding, mark: Vec<u8>, text: &str) -> Self {
        let runs = Runs::new(mark.len(), encoding.lengths(text));
        Self { kind: Kind::Transcoded(Arc::new(Transcoded { encoding, mark, runs })) }
    }

    /// A string in a JSON record, and the text that it stands for.
    pub(super) fn token(record: Vec<u8>, span: Span) -> Result<(Self, String), DecodeError> {
        let (token, text) = Token::new(record, span)?;
        Ok((Self::in_token(token), text))
    }

    fn in_token(token: Token) -> Self {
        let runs = Runs::new(token.start(), token.lengths());
        Self { kind: Kind::Token(Arc::new((token, runs))) }
    }

    /// The origin of another text that is to take the place of this one.
    pub(super) fn with_content(&self, content: &str) -> Self {
        match &self.kind {
            Kind::Identity | Kind::Bom => self.clone(),
            Kind::Transcoded(file) => Self::in_encoding(file.encoding, file.mark.clone(), content),
            Kind::Token(token) => token.0.replaced(content).map_or_else(|_| self.clone(), Self::in_token),
        }
    }

    /// Bytes of a UTF-8 file before the text begins.
    pub(super) fn prefix_len(&self) -> usize {
        match &self.kind {
            Kind::Bom => BOM.len(),
            _ => 0,
        }
    }

    /// The encoding of the file.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        match &self.kind {
            Kind::Transcoded(file) => file.encoding,
            _ => Encoding::UTF_8,
        }
    }

    /// The offset in the file, in bytes, of a character of the text, or of its end.
    #[must_use]
    pub fn to_file(&self, offset: usize) -> usize {
        match &self.kind {
            Kind::Identity => offset,
            Kind::Bom => offset + BOM.len(),
            Kind::Transcoded(file) => file.runs.to_file(offset),
            Kind::Token(token) => token.1.to_file(offset),
        }
    }

    pub(super) fn encode<'a>(&self, content: &'a str) -> Result<Cow<'a, [u8]>, EncodeError> {
        Ok(match &self.kind {
            Kind::Identity => Cow::Borrowed(content.as_bytes()),
            Kind::Bom => Cow::Owned([BOM, content.as_bytes()].concat()),
            Kind::Transcoded(file) => Cow::Owned([file.mark.clone(), file.encoding.encode(content)?].concat()),
            Kind::Token(token) => Cow::Owned(token.0.replaced(content)?.into_record()),
        })
    }
}

#[cfg(test)]
mod tests;
