//! Encodings of seven bits, in which what a byte means depends on those before: ISO-2022 and HZ.
//!
//! Their bytes are valid UTF-8, so that they have to be looked for: taken for UTF-8 they are noise, and a repair of the noise
//! destroys the text. Holds always: a text that no program would read as one of them is none, such as the colours and the
//! `ESC ( B` of a terminal.

use memchr::{memchr_iter, memmem};

/// Pairs of bytes from which a stretch between the marks of HZ is taken for characters.
const FEWEST_PAIRS: usize = 2;

/// Where the bytes first change to the characters of such an encoding, and its name.
pub(in crate::source) fn find(bytes: &[u8]) -> Option<(usize, &'static str)> {
    let escaped = memchr_iter(0x1B, bytes).find_map(|at| designated(&bytes[at + 1..]).map(|encoding| (at, encoding)));
    escaped.or_else(|| hz(bytes).map(|at| (at, "HZ-GB-2312")))
}

/// The encoding whose character set the bytes behind an ESC choose.
fn designated(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'$', b')', b'C', ..] => Some("ISO-2022-KR"),
        [b'$', b')' | b'*' | b'+', 0x40..=0x7E, ..] => Some("ISO-2022-CN"),
        [b'$', b'@' | b'A' | b'B', ..] | [b'$', b'(', 0x40..=0x7E, ..] | [b'(', b'H' | b'I' | b'J', ..] => Some("ISO-2022-JP"),
        _ => None,
    }
}

/// Where HZ begins: every `~{` of the text, which is ASCII, has pairs of bytes of GB 2312 up to its `~}`.
fn hz(bytes: &[u8]) -> Option<usize> {
    let mut first = None;
    let mut end = 0;
    for at in memmem::find_iter(bytes, b"~{") {
        if at < end {
            continue;
        }
        let within = &bytes[at + 2..];
        let pairs = within.as_chunks::<2>().0.iter().take_while(|pair| matches!(pair, [0x21..=0x77, 0x21..=0x7E])).count();
        if pairs < FEWEST_PAIRS || !within[2 * pairs..].starts_with(b"~}") {
            return None;
        }
        first.get_or_insert(at);
        end = at + 2 + 2 * pairs;
    }
    first.filter(|_| bytes.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clause_01_encodings_with_a_state_are_known_by_their_escapes() {
        assert_eq!(find(b"\x1B$BEO$7A%\x1B(B"), Some((0, "ISO-2022-JP")));
        assert_eq!(find(b"ab \x1B(I6E\x1B(B"), Some((3, "ISO-2022-JP")));
        assert_eq!(find(b"\x1B$)C\nab \x0E\x30\x21\x0F"), Some((0, "ISO-2022-KR")));
        assert_eq!(find(b"\x1B$)A\x0E=;;;\x0F"), Some((0, "ISO-2022-CN")));
        assert_eq!(find(b"Tea ~{<:Ky2;~} and ~{VPND~}."), Some((4, "HZ-GB-2312")));
    }

    #[test]
    fn colours_of_a_terminal_and_tildes_are_none() {
        for text in
            ["\x1B[1mbold\x1B(B\x1B[m", "\x1B", "costs $B\x1B\n", "~{a} ~}", "~{abcd", "${HOME}~{x~}", "渡 ~{VPND~}", "~{VPND~} ~{x}"]
        {
            assert_eq!(find(text.as_bytes()), None, "{text:?}");
        }
    }
}
