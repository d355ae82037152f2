//! Where a text came from: how its offsets map to offsets in the file.
//!
//! Only reports and the writer ask the origin; the engine knows nothing of it. Today a text is the file itself or the
//! file after a byte-order mark. Transcoded files and string tokens inside records are further kinds of the same type.

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The map from offsets in a [`Text`](super::Text) to offsets in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The text is the file.
    Identity,
    /// The file begins with a UTF-8 byte-order mark that the text leaves out.
    Bom,
}

impl Origin {
    pub(super) const fn identity() -> Self {
        Self { kind: Kind::Identity }
    }

    pub(super) fn detect(bytes: &[u8]) -> Self {
        Self { kind: if bytes.starts_with(BOM) { Kind::Bom } else { Kind::Identity } }
    }

    /// Bytes of the file before the text begins.
    pub(super) const fn prefix_len(&self) -> usize {
        match self.kind {
            Kind::Identity => 0,
            Kind::Bom => BOM.len(),
        }
    }

    /// The offset in the file, in bytes, of an offset in the text.
    #[must_use]
    pub const fn to_file(&self, offset: usize) -> usize {
        offset + self.prefix_len()
    }

    pub(super) fn encode(&self, content: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(content.len() + self.prefix_len());
        if self.kind == Kind::Bom {
            bytes.extend_from_slice(BOM);
        }
        bytes.extend_from_slice(content.as_bytes());
        bytes
    }
}
