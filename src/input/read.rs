//! The bytes of a document, decoded.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::{Input, Source};
use crate::source::{DecodeError, LONGEST, Text};

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
    /// It is more text than can be checked.
    #[error("cannot be read: {0}")]
    TooLong(DecodeError),
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
            DecodeError::TooLong { .. } => Self::TooLong(error),
            _ => Self::Encoding(error),
        }
    }
}

/// Reads a file. One that is too long to be checked is not even read.
fn read_within(path: &Path, longest: usize) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > longest as u64 {
        let why = DecodeError::TooLong { longest };
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    fs::read(path)
}

impl Input {
    /// Reads the document's bytes.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        match self.source {
            Source::File => read_within(&self.path, LONGEST),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_long_is_not_read() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "12345").expect("it can be written");
        assert_eq!(read_within(&path, 5).expect("it fits"), b"12345");
        let error = read_within(&path, 4).expect_err("it is too long");
        assert_eq!(ReadError::from(error).to_string(), "cannot be read: the text is longer than 4 bytes");
        // One whose text alone is too long is told of in the same words.
        assert_eq!(ReadError::from(DecodeError::TooLong { longest: 4 }).to_string(), "cannot be read: the text is longer than 4 bytes");
    }
}
