//! Text made fit for a terminal.
//!
//! An article may hold anything: escape sequences, characters that turn the direction of writing, emoji that terminals
//! disagree about. Holds always: what comes out of here moves no cursor, changes no colour, is as wide as the sum of its
//! characters' widths, and is one line.

use std::borrow::Cow;
use std::io;

use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec, WriteColor as _};
use unicode_width::UnicodeWidthChar as _;

/// What stands for one character: `c`, so many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) times: usize,
}

impl Glyph {
    /// Columns that it takes.
    pub(super) fn width(self) -> usize {
        self.c.width().unwrap_or(0) * self.times
    }
}

/// What stands for `c` before `next`.
pub(super) fn glyph(c: char, next: Option<char>) -> Glyph {
    let one = |c| Glyph { c, times: 1 };
    match c {
        ' '..='~' => one(c),
        '\t' => Glyph { c: ' ', times: 4 },
        // The pictures of the control characters stand in their order.
        '\0'..='\x1F' => one(char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)),
        '\x7F' => one('␡'),
        '\u{AD}' => one('¬'),
        // C1 controls, line separators, and what sets the direction of writing or is no character at all.
        '\u{80}'..='\u{9F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{200B}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {
            one(char::REPLACEMENT_CHARACTER)
        }
        // Emoji are shown in their plain forms, side by side: terminals disagree on the width of joined ones.
        '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' => Glyph { c, times: 0 },
        '\u{200D}' if next.is_some_and(|next| next >= '\u{2600}') => Glyph { c, times: 0 },
        _ => one(c),
    }
}

/// The glyphs of a text with the offsets of their characters.
pub(super) fn glyphs(text: &str) -> impl Iterator<Item = (usize, Glyph)> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, c) = chars.next()?;
        Some((at, glyph(c, chars.peek().map(|&(_, next)| next))))
    })
}

/// A text as it is shown.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    // Without a branch, so that it is compiled for many bytes at once.
    if text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (_, glyph) in glyphs(text) {
        out.extend(std::iter::repeat_n(glyph.c, glyph.times));
    }
    Cow::Owned(out)
}

/// Columns that a text takes as it is shown.
pub(crate) fn width(text: &str) -> usize {
    glyphs(text).map(|(_, glyph)| glyph.width()).sum()
}

/// A text broken at spaces into lines of at most `columns`; longer words overflow.
pub(crate) fn wrap(text: &str, columns: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = width(word);
        if column > 0 && column + 1 + width > columns {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(&printable(word));
        column += width;
    }
    out
}

/// A buffer for one message, with or without colour.
pub(super) fn buffer(color: bool) -> Buffer {
    if color { Buffer::ansi() } else { Buffer::no_color() }
}

/// Writes `text` in bold, and in `color` if there is one.
pub(super) fn bold(buffer: &mut Buffer, color: Option<Color>, text: &str) -> io::Result<()> {
    buffer.set_color(ColorSpec::new().set_bold(true).set_fg(color))?;
    io::Write::write_all(buffer, text.as_bytes())?;
    buffer.reset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_comes_through() {
        assert_eq!(printable("a\x1B[31mb\r\nc"), "a␛[31mb␍␊c");
        assert_eq!(printable("\u{9B}2J"), "\u{FFFD}2J");
        assert_eq!(printable("user\u{202E}nimda"), "user\u{FFFD}nimda");
        assert_eq!(printable("\u{FFFE}\u{FFFF}"), "\u{FFFD}\u{FFFD}", "XML has no way to write these two");
        assert!(matches!(printable("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn joined_emoji_are_as_wide_as_their_parts() {
        assert_eq!(printable("👩\u{200D}🚀❤\u{FE0F}"), "👩🚀❤");
        assert_eq!(width("👩\u{200D}🚀"), 4);
        assert_eq!(printable("नि\u{200D}"), "नि\u{200D}", "a joiner between letters stays");
    }

    #[test]
    fn lines_are_broken_by_columns_and_not_by_characters() {
        assert_eq!(wrap("漢字 漢字 ab", 7), "漢字\n漢字 ab");
        assert_eq!(wrap("one extraordinarily two", 6), "one\nextraordinarily\ntwo");
    }
}
