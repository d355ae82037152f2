//! Encodings: what a file's bytes mean, and how a text is written back.
//!
//! Holds always: what was decoded gives the very same bytes when it is encoded again, else it was not decoded; a
//! character is written in one way wherever it stands, so that pieces of a text can be encoded by themselves.

use super::{DecodeError, EncodeError};

mod stateful;

/// An encoding that texts can be read and written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Utf8,
    Utf16(Order),
    #[cfg(feature = "cli")]
    Legacy(&'static encoding_rs::Encoding),
}

/// Which byte of two comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// Why there is no encoding of a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodingNameError {
    /// It is none of the labels of the WHATWG's Encoding Standard.
    #[error("there is no encoding `{0}`: names are those of the web, such as windows-1252, iso-8859-2, shift_jis or gb18030")]
    Unknown(String),
    /// It cannot be written back piece by piece.
    #[error("{0} cannot be written back byte for byte: convert the files to UTF-8 first")]
    Unsupported(&'static str),
}

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(Kind::Utf8);

    const UTF_16LE: Self = Self(Kind::Utf16(Order::Little));
    const UTF_16BE: Self = Self(Kind::Utf16(Order::Big));

    /// The encoding of a name, in capital or small letters. Without the feature `cli` there are UTF-8 and UTF-16 alone.
    ///
    /// # Errors
    /// If there is none of that name, or texts in it cannot be written back byte for byte.
    pub fn named(name: &str) -> Result<Self, EncodingNameError> {
        let known = [Self::UTF_8, Self::UTF_16LE, Self::UTF_16BE];
        match known.into_iter().find(|known| known.name().eq_ignore_ascii_case(name.trim())) {
            Some(encoding) => Ok(encoding),
            None => Self::of_label(name),
        }
    }

    #[cfg(feature = "cli")]
    fn of_label(name: &str) -> Result<Self, EncodingNameError> {
        let Some(encoding) = encoding_rs::Encoding::for_label(name.as_bytes()) else {
            return Err(EncodingNameError::Unknown(name.to_owned()));
        };
        if encoding == encoding_rs::UTF_8 {
            Ok(Self::UTF_8)
        } else if encoding == encoding_rs::UTF_16LE {
            Ok(Self::UTF_16LE)
        } else if encoding == encoding_rs::UTF_16BE {
            Ok(Self::UTF_16BE)
        } else if encoding == encoding_rs::ISO_2022_JP || encoding.output_encoding() != encoding {
            // What a byte of the one means depends on those before; the other has no way to write anything.
            Err(EncodingNameError::Unsupported(encoding.name()))
        } else {
            Ok(Self(Kind::Legacy(encoding)))
        }
    }

    #[cfg(not(feature = "cli"))]
    fn of_label(name: &str) -> Result<Self, EncodingNameError> {
        Err(EncodingNameError::Unknown(name.to_owned()))
    }

    /// UTF-16, if its byte-order mark begins the file.
    pub(super) fn of_mark(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xFE, ..] => Some(Self::UTF_16LE),
            [0xFE, 0xFF, ..] => Some(Self::UTF_16BE),
            _ => None,
        }
    }

    /// Where a file that is valid UTF-8 first changes to the characters of an encoding that cannot be written back piece by piece,
    /// and that encoding's name.
    pub(crate) fn find_stateful(file: &[u8]) -> Option<(usize, &'static str)> {
        stateful::find(file)
    }

    /// Its name in the Encoding Standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Utf8 => "UTF-8",
            Kind::Utf16(Order::Little) => "UTF-16LE",
            Kind::Utf16(Order::Big) => "UTF-16BE",
            #[cfg(feature = "cli")]
            Kind::Legacy(encoding) => encoding.name(),
        }
    }

    /// Its name, unless it is UTF-8.
    #[must_use]
    pub fn other_than_utf_8(self) -> Option<&'static str> {
        (self != Self::UTF_8).then(|| self.name())
    }

    /// Whether a NUL byte in a file of this encoding says nothing.
    pub(super) fn has_nul_bytes(self) -> bool {
        matches!(self.0, Kind::Utf16(_))
    }

    /// The text of a file's bytes from offset `from` on.
    pub(super) fn decode(self, file: &[u8], from: usize) -> Result<String, DecodeError> {
        let bytes = &file[from..];
        let malformed = |at: usize| {
            let at = from + at;
            DecodeError::Malformed { at, byte: file.get(at).copied().unwrap_or_default(), encoding: self.name() }
        };
        match self.0 {
            Kind::Utf8 => std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| malformed(error.valid_up_to())),
            Kind::Utf16(order) => {
                let text = utf_16(bytes, order).map_err(malformed)?;
                match text.find('\0') {
                    Some(nul) => Err(DecodeError::Nul { at: from + 2 * text[..nul].encode_utf16().count() }),
                    None => Ok(text),
                }
            }
            #[cfg(feature = "cli")]
            Kind::Legacy(encoding) => {
                let text = legacy(bytes, encoding).map_err(malformed)?;
                let again = self.encode(&text).unwrap_or_default();
                match bytes.iter().zip(&again).position(|(read, written)| read != written) {
                    None if bytes.len() == again.len() => Ok(text),
                    at => {
                        let at = at.unwrap_or(bytes.len().min(again.len()));
                        Err(DecodeError::Lossy { at: from + at, encoding: self.name() })
                    }
                }
            }
        }
    }

    /// The bytes of a text, without a byte-order mark.
    ///
    /// # Errors
    /// If it holds a character that the encoding does not have.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, EncodeError> {
        match self.0 {
            Kind::Utf8 => Ok(text.as_bytes().to_vec()),
            Kind::Utf16(Order::Little) => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Kind::Utf16(Order::Big) => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            #[cfg(feature = "cli")]
            Kind::Legacy(encoding) => {
                let mut encoder = encoding.new_encoder();
                let most = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
                let mut bytes = Vec::with_capacity(most.unwrap_or(text.len()));
                match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true).0 {
                    encoding_rs::EncoderResult::Unmappable(character) => {
                        Err(EncodeError::Character { character, encoding: encoding.name() })
                    }
                    _ => Ok(bytes),
                }
            }
        }
    }

    /// For each character its length in the text and in the file.
    pub(super) fn lengths(self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let mut in_file = self.length();
        text.chars().map(move |c| (c.len_utf8(), in_file(c)))
    }

    /// Tells the length of a character in the file; of one that the encoding does not have, which is never written, 1.
    fn length(self) -> Box<dyn FnMut(char) -> usize> {
        match self.0 {
            Kind::Utf8 => Box::new(char::len_utf8),
            Kind::Utf16(_) => Box::new(|c| 2 * c.len_utf16()),
            #[cfg(feature = "cli")]
            Kind::Legacy(encoding) if encoding.is_single_byte() => Box::new(|_| 1),
            #[cfg(feature = "cli")]
            Kind::Legacy(encoding) => {
                let mut encoder = encoding.new_encoder();
                Box::new(move |c| {
                    let (mut text, mut bytes) = ([0; 4], [0; 16]);
                    let (_, _, written) = encoder.encode_from_utf8_without_replacement(c.encode_utf8(&mut text), &mut bytes, false);
                    written.max(1)
                })
            }
        }
    }
}

/// The text, or the offset of what is no UTF-16.
fn utf_16(bytes: &[u8], order: Order) -> Result<String, usize> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| match order {
        Order::Little => u16::from_le_bytes(pair),
        Order::Big => u16::from_be_bytes(pair),
    });
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    for c in char::decode_utf16(units) {
        let c = c.map_err(|_| at)?;
        text.push(c);
        at += 2 * c.len_utf16();
    }
    if rest.is_empty() { Ok(text) } else { Err(at) }
}

/// The text, or the offset of a byte that begins no character.
#[cfg(feature = "cli")]
fn legacy(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (encoding_rs::DecoderResult::Malformed(bad, after), read) => Err(read - usize::from(bad) - usize::from(after)),
        _ => Ok(text),
    }
}

#[cfg(all(test, feature = "cli"))]
mod tests;
