//! Sixty-four bytes of a text at once, with a bit for each: what they are is found out without a branch on any of them.

/// Bytes of a chunk: one for each bit of a number.
pub(super) const CHUNK: usize = 64;
/// Bytes that may be read before and behind.
const MARGIN: usize = 8;
/// Shorter texts, which most labels are, need half the work.
const HALF: usize = CHUNK / 2;

const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// A stretch of text, filled up with zeros.
pub(super) struct Chunk {
    bytes: [u8; MARGIN + CHUNK + MARGIN],
    len: usize,
}

impl Chunk {
    /// The bytes of `text` from `at` on, as many as there are.
    pub fn new(text: &[u8], at: usize) -> Self {
        let mut bytes = [0; MARGIN + CHUNK + MARGIN];
        let rest = &text[at..];
        // Of a known length, copying is a few instructions.
        let len = if let Some(whole) = rest.first_chunk::<CHUNK>() {
            bytes[MARGIN..MARGIN + CHUNK].copy_from_slice(whole);
            CHUNK
        } else {
            bytes[MARGIN..][..rest.len()].copy_from_slice(rest);
            rest.len()
        };
        Self { bytes, len }
    }

    /// A bit for each place behind the end of the text.
    pub const fn beyond(&self) -> u64 {
        if self.len < CHUNK { u64::MAX << self.len } else { 0 }
    }

    /// The eight bytes from `at` on, the first one lowest; zeros stand before and behind the chunk.
    pub fn eight_from(&self, at: usize) -> u64 {
        self.eight(MARGIN + at % CHUNK)
    }

    /// The eight bytes before `end`, the first one lowest; at most [`CHUNK`].
    pub fn eight_before(&self, end: usize) -> u64 {
        self.eight(end.min(CHUNK))
    }

    fn eight(&self, place: usize) -> u64 {
        self.bytes.get(place..place + 8).and_then(<[u8]>::first_chunk).map_or(0, |eight| u64::from_le_bytes(*eight))
    }

    /// A bit for each byte that `class` sets the highest bit of, of eight at once.
    pub fn bits(&self, class: impl Fn(u64) -> u64) -> u64 {
        let (eights, _) = self.bytes[MARGIN..].as_chunks::<8>();
        let gather = |eights: &[[u8; 8]]| {
            (0..).zip(eights).fold(0, |bits, (place, eight)| bits | gather(class(u64::from_le_bytes(*eight))) << (8 * place))
        };
        if self.len <= HALF { gather(&eights[..HALF / 8]) } else { gather(&eights[..CHUNK / 8]) }
    }
}

/// The highest bits of eight bytes, side by side.
const fn gather(eight: u64) -> u64 {
    // Multiplied so that the bit of each byte comes to lie in the highest one, each beside the last.
    ((eight & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The highest bit of each of eight bytes that is ASCII, at least `low` and at most `high`; adding makes it say so.
const fn between(eight: u64, low: u8, high: u8) -> u64 {
    let ascii = eight & !HIGH;
    ascii.wrapping_add(ONES * (0x80 - low) as u64) & !(ascii.wrapping_add(ONES * (0x7F - high) as u64) | eight)
}

/// ASCII letters, by their highest bits.
pub(super) const fn letters(eight: u64) -> u64 {
    between(eight | (ONES * 0x20), b'a', b'z')
}

/// ASCII capitals.
pub(super) const fn capitals(eight: u64) -> u64 {
    between(eight, b'A', b'Z')
}

/// ASCII letters and digits.
pub(super) const fn alphanumerics(eight: u64) -> u64 {
    letters(eight) | between(eight, b'0', b'9')
}

/// All that is not ASCII.
pub(super) const fn others(eight: u64) -> u64 {
    eight
}

/// Spaces.
pub(super) const fn spaces(eight: u64) -> u64 {
    between(eight, b' ', b' ')
}

/// Carries the start of each word over the signs that it begins with to its first letter or digit, or to the space that ends it
/// without one; `open` says that a word begins with the chunk, or began before it with signs alone. Also says whether one is open
/// behind the chunk.
pub(super) const fn carry_to_word(alphanumerics: u64, spaces: u64, open: bool) -> (u64, bool) {
    let starts = spaces << 1 | open as u64;
    // Adding one to a row of ones sets the bit behind it.
    let (carried, over) = starts.overflowing_add(!(spaces | alphanumerics));
    (carried, over | (spaces >> (CHUNK - 1) != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_for_each_byte_of_a_class() {
        let all: Vec<u8> = (0..=255).collect();
        for at in [0, 50, 64, 100, 127, 200, 255] {
            let chunk = Chunk::new(&all, at);
            let bits = |class: fn(&u8) -> bool| {
                (0..).zip(&all[at..]).take(CHUNK).fold(0_u64, |bits, (place, byte)| bits | u64::from(class(byte)) << place)
            };
            assert_eq!(chunk.bits(letters), bits(u8::is_ascii_alphabetic), "{at}");
            assert_eq!(chunk.bits(capitals), bits(u8::is_ascii_uppercase), "{at}");
            assert_eq!(chunk.bits(alphanumerics), bits(u8::is_ascii_alphanumeric), "{at}");
            assert_eq!(chunk.bits(others), bits(|byte| !byte.is_ascii()), "{at}");
            assert_eq!(chunk.bits(spaces), bits(|&byte| byte == b' '), "{at}");
            assert_eq!(chunk.beyond(), !bits(|_| true), "{at}");
        }
    }

    #[test]
    fn eight_bytes_from_and_before_a_place() {
        let chunk = Chunk::new(b"-ferry harbour", 1);
        assert_eq!(chunk.eight_from(6).to_le_bytes(), *b"harbour\0");
        assert_eq!(chunk.eight_before(5).to_le_bytes(), *b"\0\0\0ferry");
        assert_eq!(chunk.eight_before(13).to_le_bytes(), *b" harbour");
    }
}
