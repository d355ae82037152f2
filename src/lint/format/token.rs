//! Tokens of folded text, and the hash that phrases and words are found by.
//!
//! A token is a run of letters and digits, or any other single character that is no space. Each character of a script that
//! is written without spaces is a token of its own, so that phrases are found inside its lines.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::script::is_alphanumeric;

/// The hash of a token, of a phrase's head or of a whole line.
///
/// The same on every platform, since the build machine writes the table and any machine reads it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash(pub u32);

impl TokenHash {
    /// The hash of a text: two multiplications for the short ones that nearly all are, XXH3 for longer ones.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        match bytes.len() {
            0..=8 => Self::of_packed(pack(bytes), bytes.len()),
            len @ 9..=16 => Self::mix(pack(&bytes[..8]), pack(&bytes[len - 8..]), len),
            _ => Self(xxh3_64(bytes) as u32),
        }
    }

    /// The hash of a text of at most eight bytes that is packed already.
    #[must_use]
    pub const fn of_packed(packed: u64, len: usize) -> Self {
        Self::mix(packed, 0, len)
    }

    /// The hash of a text of at most 16 bytes by its first eight, filled up with zeros, and its last eight, 0 if it has no more.
    #[must_use]
    pub const fn mix(first: u64, last: u64, len: usize) -> Self {
        let mixed = (first ^ (len as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ last.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        Self(((mixed ^ mixed >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32)
    }

    /// The hash of this token and the next, whatever stands between them.
    #[must_use]
    pub const fn with(self, next: Self) -> Self {
        Self((((self.0 as u64) << 32 | next.0 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32)
    }

    /// The hash of a folded phrase's head: its first two tokens, or its only one. So many begin with "the" or "read" that
    /// one would not tell them apart.
    #[must_use]
    pub fn of_head(phrase: &str) -> Self {
        let (first, rest) = phrase.split_at(token_len(phrase));
        let rest = rest.trim_start();
        let one = Self::of(first);
        if rest.is_empty() { one } else { one.with(Self::of(&rest[..token_len(rest)])) }
    }
}

/// A text of at most eight bytes as a number, the first byte lowest.
#[must_use]
pub const fn pack(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    match len {
        0 => 0,
        // Overlapping reads say the same of the bytes that they share.
        1..=3 => bytes[0] as u64 | (bytes[len / 2] as u64) << (len / 2 * 8) | (bytes[len - 1] as u64) << ((len - 1) * 8),
        4..=7 => read4(bytes, 0) | read4(bytes, len - 4) << ((len - 4) * 8),
        _ => read4(bytes, 0) | read4(bytes, 4) << 32,
    }
}

const fn read4(bytes: &[u8], at: usize) -> u64 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as u64
}

/// The length in bytes of the token at the start of `text`, which must not be empty.
#[must_use]
pub fn token_len(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if ascii > 0 && text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let mut len = 0;
    for c in text.chars() {
        if !is_alphanumeric(c) || is_spaceless(c) {
            return if len == 0 { c.len_utf8() } else { len };
        }
        len += c.len_utf8();
    }
    len
}

/// The token of a folded phrase that the fewest texts have: its longest, for what is long is rare; the last of
/// several, for function words come first.
#[must_use]
pub fn most_telling(phrase: &str) -> Range<usize> {
    let mut best = 0..0;
    let mut at = 0;
    while at < phrase.len() {
        let end = at + token_len(&phrase[at..]);
        if end - at >= best.len() {
            best = at..end;
        }
        at = phrase.len() - phrase[end..].trim_start().len();
    }
    best
}

/// Letters of scripts that are written without spaces between words: Thai, Lao, Burmese, Khmer, kana, ideographs.
#[must_use]
pub const fn is_spaceless(c: char) -> bool {
    c >= '\u{E00}'
        && matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_packed_with_its_first_byte_lowest() {
        for text in ["", "a", "ab", "abc", "abcd", "abcde", "abcdefg", "abcdefgh"] {
            let expected = text.bytes().rev().fold(0_u64, |packed, byte| packed << 8 | u64::from(byte));
            assert_eq!(pack(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn the_longest_token_tells_most() {
        let telling = |phrase: &'static str| &phrase[most_telling(phrase)];
        assert_eq!(telling("for the newsletter of the harbour"), "newsletter");
        assert_eq!(telling("by the sea"), "sea");
        assert_eq!(telling("»"), "»");
    }

    #[test]
    fn a_head_is_two_tokens_whatever_stands_between() {
        let two = TokenHash::of("read").with(TokenHash::of("more"));
        assert_eq!(TokenHash::of_head("read more of it"), two);
        assert_eq!(TokenHash::of_head("read"), TokenHash::of("read"));
        assert_ne!(TokenHash::of_head("more read"), two);
        assert_eq!(TokenHash::of_head("阅读更多"), TokenHash::of("阅").with(TokenHash::of("读")));
    }
}
