//! The bytes of a document, decoded.

use std::fs;
use std::io::{self, Read as _};

use super::{Input, Source};
use crate::source::{DecodeError, Text};

/// Why a document cannot be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is no text. That is no failure: it is left out.
    #[error("left out: {0}")]
    Binary(DecodeError),
    /// It is text in another encoding.
    #[error("{}; {}", .0, advice(.0))]
    Encoding(DecodeError),
}

/// What helps.
fn advice(error: &DecodeError) -> &'static str {
    match error {
        DecodeError::InvalidUtf8 { .. } => "name its encoding with --encoding, or convert the file to UTF-8 first",
        _ => "convert the file to UTF-8 first",
    }
}

impl From<DecodeError> for ReadError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Nul { .. } => Self::Binary(error),
            _ => Self::Encoding(error),
        }
    }
}

impl Input {
    /// Reads the document's bytes.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        match self.source {
            Source::File => fs::read(&self.path),
            Source::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// Reads and decodes the document.
    ///
    /// # Errors
    /// If it cannot be read, or is neither UTF-8 nor in the encoding that the settings name.
    pub fn read(&self) -> Result<Text, ReadError> {
        self.decode(self.bytes()?)
    }

    /// Decodes the document's bytes.
    ///
    /// # Errors
    /// If they are neither UTF-8 nor in the encoding that the settings name.
    pub fn decode(&self, bytes: Vec<u8>) -> Result<Text, ReadError> {
        Ok(Text::decode_with(bytes, self.config.encoding)?)
    }
}
