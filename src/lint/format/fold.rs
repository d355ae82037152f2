//! Folding: what phrases and blocks are reduced to before they are compared.
//!
//! Case, typographic quotes and dashes, kinds of white space, zero-width characters, full-width forms, Markdown's
//! emphasis and link syntax all go, so that one phrase stands for every way that sites print it. ASCII, which is nearly
//! all input, is folded through a table in one pass; text that needs Unicode normalisation (NFKC) is normalised first.
//! The work is linear in the line on any input: nested link marks are followed four deep and link targets 1,000 bytes.

use unicode_normalization::UnicodeNormalization as _;

use super::script::{self, is_alphanumeric};

/// What was met while folding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Folded {
    /// Bytes of folded text that are the text of links.
    pub link_len: usize,
    /// The text holds an image: `![alt](target)`.
    pub image: bool,
}

const NESTED_LINKS: usize = 4;
const LONGEST_TARGET: usize = 1_000;

/// The fold of `text`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_onto(text, &mut out);
    out
}

/// Appends the fold of `text` to `out`.
pub fn fold_onto(text: &str, out: &mut String) -> Folded {
    let begin = out.len();
    let mut folder = Folder { out, begin, brackets: [0; NESTED_LINKS], open: 0, normal: false, met: Folded::default() };
    if folder.run(text) == Outcome::NeedsNormalising {
        let normal: String = text.nfkc().collect();
        folder.restart();
        folder.run(&normal);
    }
    let met = folder.met;
    // All at once: many short stretches cost more.
    out[begin..].make_ascii_lowercase();
    while out.len() > begin && out.ends_with(' ') {
        out.pop();
    }
    met
}

/// The length of a folded text's key: the text without the punctuation, arrows and symbols at its end.
///
/// A text of nothing but symbols is its own key.
#[must_use]
pub fn key_len(folded: &str) -> usize {
    let key = folded.trim_end_matches(|c: char| !is_alphanumeric(c));
    if key.is_empty() { folded.len() } else { key.len() }
}

/// `text` without the bullets, arrows, emoji and bars that stand before its first word.
#[must_use]
pub fn strip_leading_symbols(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '|' | '-' | '+' | '=' | '~' | '>' | '<' | '*' | '\\') || is_ornament(c)
    });
    if rest.is_empty() { text } else { rest }
}

/// A symbol that decorates: neither a letter nor a digit, nor one of those that carry meaning at a line's start.
fn is_ornament(c: char) -> bool {
    !c.is_ascii()
        && !is_alphanumeric(c)
        && !matches!(
            c,
            '“' | '”'
                | '„'
                | '‘'
                | '’'
                | '«'
                | '¿'
                | '¡'
                | '€'
                | '£'
                | '¥'
                | '₹'
                | '©'
                | '®'
                | '™'
                | '§'
                | '「'
                | '『'
                | '《'
        )
}

#[derive(PartialEq, Eq)]
enum Outcome {
    Done,
    NeedsNormalising,
}

struct Folder<'a> {
    out: &'a mut String,
    begin: usize,
    /// Places in `out` of opening brackets that no link has claimed yet.
    brackets: [usize; NESTED_LINKS],
    open: usize,
    /// The text is in NFKC already.
    normal: bool,
    met: Folded,
}

impl Folder<'_> {
    fn restart(&mut self) {
        self.out.truncate(self.begin);
        self.open = 0;
        self.normal = true;
        self.met = Folded::default();
    }

    fn space(&mut self) {
        if self.out.len() > self.begin && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    fn run(&mut self, text: &str) -> Outcome {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                _ if PLAIN[byte as usize] && byte != b' ' => {
                    // Stretches in which folding changes nothing but capitals are most of any text: copied whole.
                    let end = plain_end(bytes, at);
                    self.out.push_str(&text[at..end]);
                    at = end;
                    continue;
                }
                b' ' | b'\t' | b'\r' | b'\n' | 0x0B | 0x0C => self.space(),
                b'*' | b'`' => {
                    if byte == b'*' && stands_alone(bytes, at) {
                        self.out.push('*');
                    }
                }
                b'_' => {
                    let inside =
                        at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
                    if inside {
                        self.out.push('_');
                    }
                }
                b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {}
                b'[' => {
                    if self.open < NESTED_LINKS {
                        self.brackets[self.open] = self.out.len();
                        self.open += 1;
                    }
                    self.out.push('[');
                }
                b']' => at += self.close_bracket(&bytes[at..]),
                0x80.. => {
                    let Some(c) = text[at..].chars().next() else { break };
                    if self.normal || !changes_under_nfkc(c) {
                        self.push_char(c);
                    } else if script::changes_alone(c) {
                        std::iter::once(c).nfkc().for_each(|c| self.push_char(c));
                    } else {
                        return Outcome::NeedsNormalising;
                    }
                    at += c.len_utf8();
                    continue;
                }
                _ => self.out.push(char::from(byte)),
            }
            at += 1;
        }
        Outcome::Done
    }

    /// At a closing bracket: takes the link's marks and target out, or keeps the bracket. Returns the bytes to skip
    /// beyond the bracket.
    fn close_bracket(&mut self, rest: &[u8]) -> usize {
        let target = &rest[1..rest.len().min(LONGEST_TARGET)];
        let end = if self.open > 0 && target.first() == Some(&b'(') { target.iter().position(|&b| b == b')') } else { None };
        let opened = self.open.checked_sub(1);
        if let Some(open) = opened {
            self.open = open;
        }
        let (Some(end), Some(open)) = (end, opened) else {
            self.out.push(']');
            return 0;
        };
        let place = self.brackets[open];
        self.out.remove(place);
        if self.out[self.begin..place].ends_with('!') {
            self.out.remove(place - 1);
            self.met.image = true;
        } else {
            self.met.link_len += self.out.len() - place;
        }
        end + 1
    }

    fn push_char(&mut self, c: char) {
        match c {
            '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' => self.out.push('\''),
            '“' | '”' | '„' | '‟' | '″' => self.out.push('"'),
            '–' | '—' | '‒' | '―' | '−' | '‐' | '‑' => self.out.push('-'),
            '…' => self.out.push_str("..."),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FE0F}' => {}
            '\u{FF01}'..='\u{FF5E}' => {
                let ascii = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
                self.out.push(ascii);
            }
            _ => match script::other_form(c) {
                Some(c) => self.out.push(c),
                None if script::is_plain(c) => self.out.push(c),
                None if c.is_whitespace() => self.space(),
                None => self.out.extend(c.to_lowercase()),
            },
        }
    }
}

/// ASCII that folding leaves as it is, but for capitals; a space only after something else.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 0x7F {
        plain[byte as usize] = is_plain(byte);
        byte += 1;
    }
    plain
};

/// The end of the plain stretch that begins at `at`, before a second space in a row.
fn plain_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    // Written without branches, so that it is compiled for many bytes at once.
    while let (Some(chunk), Some(before)) = (bytes[end..].first_chunk::<CHUNK>(), bytes[end - 1..].first_chunk::<CHUNK>()) {
        let mut odd = [0; CHUNK];
        for (odd, (&byte, &before)) in odd.iter_mut().zip(chunk.iter().zip(before)) {
            *odd = u8::from(!is_plain(byte) | (byte == b' ') & (before == b' '));
        }
        let plain = u128::from_le_bytes(odd).trailing_zeros() as usize / 8;
        end += plain;
        if plain < CHUNK {
            return end;
        }
    }
    while end < bytes.len() && PLAIN[bytes[end] as usize] && !(bytes[end] == b' ' && bytes[end - 1] == b' ') {
        end += 1;
    }
    end
}

/// Bytes that are looked at at once.
const CHUNK: usize = 16;

const fn is_plain(byte: u8) -> bool {
    (byte >= b' ') & (byte < 0x7F) & (byte != b'*') & (byte != b'`') & (byte != b'_') & (byte != b'\\') & (byte != b'[') & (byte != b']')
}

/// Whether NFKC may change the character, alone or with its neighbours; not those that [`Folder::push_char`] folds itself.
fn changes_under_nfkc(c: char) -> bool {
    c >= '\u{300}' && !matches!(c, '\u{2000}'..='\u{206F}' | '\u{FF01}'..='\u{FF5E}') && script::changes_under_nfkc(c)
}

/// A star with white space on both sides is a star; any other is emphasis.
fn stands_alone(bytes: &[u8], at: usize) -> bool {
    let blank = |b: Option<&u8>| b.is_none_or(u8::is_ascii_whitespace);
    blank(at.checked_sub(1).and_then(|i| bytes.get(i))) && blank(bytes.get(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fold_for_every_way_to_print_a_phrase() {
        for printed in [
            "Don’t Miss",
            "DON'T  MISS",
            "**Don’t miss**",
            "[Don't miss](https://example.org/a_b)",
            "ｄｏｎ'ｔ miss",
            "Don\u{AD}'t\u{A0}miss",
        ] {
            assert_eq!(fold(printed), "don't miss", "{printed}");
        }
    }

    #[test]
    fn a_word_that_is_printed_in_two_ways_folds_to_one() {
        for (one, other) in [
            ("İLGİLİ HABERLER", "ilgili haberler"),
            ("DEVAMINI OKU", "Devamını oku"),
            ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "Διαβάστε επίσης"),
            ("Citeşte și", "Citește şi"),
            ("بيشتر", "بیشتر"),
            ("Ещё", "еще"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
    }

    #[test]
    fn decomposed_accents_are_composed() {
        assert_eq!(fold("Cafe\u{301}"), fold("CAFÉ"));
    }

    #[test]
    fn marks_that_are_text_stay() {
        assert_eq!(fold("snake_case and 5 * 3 [sic]"), "snake_case and 5 * 3 [sic]");
    }

    #[test]
    fn the_text_of_links_is_measured_and_an_image_is_seen() {
        let mut out = String::new();
        let met = fold_onto("[![A ferry](a.jpg)](b) [More](c)", &mut out);
        assert_eq!(out, "a ferry more");
        assert!(met.image);
        assert_eq!(met.link_len, "a ferry".len() + "more".len());
    }

    #[test]
    fn what_stands_before_in_the_buffer_is_never_touched() {
        let mut out = String::from("tierra!");
        let met = fold_onto("[More](c)", &mut out);
        assert_eq!(out, "tierra!more");
        assert!(!met.image);
    }

    #[test]
    fn the_key_drops_what_ends_a_label() {
        let folded = fold("Read more… »");
        assert_eq!(&folded[..key_len(&folded)], "read more");
        assert_eq!(key_len("***"), 3);
    }

    #[test]
    fn symbols_before_the_first_word_are_stripped() {
        assert_eq!(strip_leading_symbols("← Older posts"), "Older posts");
        assert_eq!(strip_leading_symbols("© 2031"), "© 2031");
    }
}
