//! One sequence: characters that are the bytes of one UTF-8 character, and how certainly they are nothing else.
//!
//! The judgement asks what a writer could have meant by the same characters: a letter that ends a word in capitals
//! (`MANHÃ”`), a French quotation (`été »`), a unit (`5 Å²`), a name with a trade mark.

use crate::detect::code_page::{CodePage, WINDOWS_1252};
use crate::source::Span;

/// How certainly a sequence is a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It may be what was written.
    Weak,
    /// A letter of another script: certain beside another one.
    Letter,
    /// Nobody writes this.
    Certain,
}

/// Characters that were one.
#[derive(Debug)]
pub(super) struct Sequence {
    pub span: Span,
    /// What it was; nothing for a no-break space of which a space is left.
    pub decoded: Option<char>,
    pub weight: Weight,
}

impl Sequence {
    /// The sequence that begins at `at`, behind the character `before`.
    pub fn at(text: &str, at: usize, before: Option<char>, page: CodePage) -> Option<Self> {
        let mut chars = text[at..].chars();
        let lead = chars.next()?;
        let byte = page.byte(lead)?;
        let len = match byte {
            ..0xA0 if page == CodePage::Western && lead.is_control() => return control(lead, at),
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return None,
        };
        let mut bytes = [byte; 4];
        let mut last = lead;
        let mut end = at + lead.len_utf8();
        let mut second = None;
        for place in &mut bytes[1..len] {
            let Some((c, byte)) = chars.next().and_then(|c| Some((c, page.byte(c).filter(|byte| *byte < 0xC0)?))) else {
                return lost_space(text, at, before, page);
            };
            (*place, last) = (byte, c);
            second.get_or_insert(c);
            end += c.len_utf8();
        }
        let decoded = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
        let seen = Seen { before, lead, second: second?, last, after: chars.next() };
        let weight = match page {
            CodePage::Western => seen.western(decoded)?,
            CodePage::Cyrillic => seen.cyrillic(decoded)?,
        };
        Some(Self { span: Span::new(at, end), decoded: Some(decoded), weight })
    }
}

/// A control character that is a quote or a dash of Windows-1252. The one at 0x85 may be a line's end instead.
fn control(c: char, at: usize) -> Option<Sequence> {
    let decoded = WINDOWS_1252[u32::from(c) as usize - 0x80];
    let span = Span::new(at, at + c.len_utf8());
    (c != '\u{85}' && decoded != c).then_some(Sequence { span, decoded: Some(decoded), weight: Weight::Certain })
}

/// `Â` behind a word, where the no-break space that it began is a plain space again or gone with the line's end.
fn lost_space(text: &str, at: usize, before: Option<char>, page: CodePage) -> Option<Sequence> {
    let rest = text[at..].strip_prefix('Â').filter(|_| page == CodePage::Western)?;
    let behind_word = before.is_some_and(|c| c.is_ascii_lowercase() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?'));
    let behind_lost = before == Some(' ') && text[..at].ends_with("Â ");
    let lost = (behind_word || behind_lost) && (rest.is_empty() || rest.starts_with(' '));
    lost.then(|| Sequence { span: Span::new(at, at + 'Â'.len_utf8()), decoded: None, weight: Weight::Certain })
}

/// Letters of other scripts become certain where two (in Windows-1251 three) of them touch; so does what touches something
/// certain.
pub(super) fn weigh_neighbours(sequences: &mut [Sequence], page: CodePage) {
    let fewest = if page == CodePage::Western { 2 } else { 3 };
    for stretch in sequences.chunk_by_mut(|a, b| a.span.end == b.span.start) {
        let letters = stretch.chunk_by(|a, b| a.weight == b.weight).filter(|part| part[0].weight == Weight::Letter);
        let word = letters.map(<[_]>::len).max().is_some_and(|longest| longest >= fewest);
        let certain = word || stretch.iter().any(|sequence| sequence.weight == Weight::Certain);
        let weight = if certain { Weight::Certain } else { Weight::Weak };
        stretch.iter_mut().for_each(|sequence| sequence.weight = weight);
    }
}

/// The characters of a sequence and those beside it.
struct Seen {
    before: Option<char>,
    lead: char,
    second: char,
    last: char,
    after: Option<char>,
}

impl Seen {
    /// How certain a sequence of Windows-1252 is; `None` if a text hardly holds what it decodes to.
    fn western(&self, decoded: char) -> Option<Weight> {
        let sure = |certain: bool| if certain { Weight::Certain } else { Weight::Weak };
        let lower_before = self.before.is_some_and(char::is_lowercase);
        let upper_before = self.before.is_some_and(char::is_uppercase);
        let lower_after = self.after.is_some_and(char::is_lowercase);
        // A control character is never meant.
        let control = self.second.is_control() || self.last.is_control();
        Some(match u32::from(decoded) {
            0x80..=0x9F if control => Weight::Certain,
            0xA0..=0xBF if is_spacing(self.last) => sure(lower_before || self.before.is_some_and(ends_word)),
            0xA0..=0xBF => sure(!upper_before),
            0xC0..=0xFF if control || lower_before => Weight::Certain,
            0xC0..=0xFF if upper_before => sure(if is_mark(self.last) { lower_after && !is_closing(self.last) } else { true }),
            0xC0..=0xFF => sure(if is_mark(self.last) { lower_after && self.last != '\u{A0}' } else { true }),
            // Central Europe and Romania: `Ä`, `Å` and `È` are letters and units of their own.
            0x218..=0x21B => sure(control || lower_before || lower_after),
            0x100..=0x17F => sure(control || lower_before || lower_after && !is_closing(self.last) && !is_raised(self.last)),
            // Vietnamese.
            0x1A0 | 0x1A1 | 0x1AF | 0x1B0 => sure(control || lower_before),
            // What Windows-1252 has beyond Latin-1, halfway back from having gone wrong twice.
            0x192 | 0x2C6 | 0x2DC => Weight::Weak,
            0x1E00..=0x1EFF => sure(control || self.after.is_some_and(char::is_alphabetic) || lower_before && !is_closing(self.last)),
            // Quotes, dashes, marks: `â€` is nothing else.
            0x2000..=0x206F | 0x20A0..=0x20CF | 0x2100..=0x218F => Weight::Certain,
            0x2190..=0x22FF | 0x2500..=0x27BF | 0x2B00..=0x2BFF => sure(control || !is_closing(self.second) && !is_opening(self.second)),
            0xFB00..=0xFB04 | 0xFE0F | 0xFEFF | 0x1D400..=0x1D7FF | 0x1F000..=0x1FAFF => Weight::Certain,
            0x300..=0x36F | 0x37A..=0x52F | 0x531..=0x6FF | 0x900..=0xDFF | 0xE01..=0xE5B | 0x10D0..=0x10FF => Weight::Letter,
            0x1F00..=0x1FFF | 0x3001..=0x3020 | 0x3041..=0x30FF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => Weight::Letter,
            0xFB50..=0xFDFF | 0xFE70..=0xFEFC | 0xFF01..=0xFF9F => Weight::Letter,
            _ => return None,
        })
    }

    /// How certain a sequence of Windows-1251 is. Among the letters are capitals between small ones, which no language has.
    fn cyrillic(&self, decoded: char) -> Option<Weight> {
        match (self.lead, decoded) {
            ('Р' | 'С', '\u{401}'..='\u{45F}') => Some(Weight::Letter),
            ('В', '\u{A0}' | '«' | '»' | '©' | '°' | '№') | ('в', '\u{2010}'..='\u{2044}' | '€' | '№' | '™') => {
                Some(Weight::Weak)
            }
            _ => None,
        }
    }
}

/// What may stand beside a word or a letter as a sign of its own.
fn is_mark(c: char) -> bool {
    is_closing(c) || is_opening(c) || is_raised(c) || matches!(c, '‚' | '„' | '¡' | '¿' | '†' | '‡' | '§' | '®' | '©' | '™' | '\u{AD}')
}

/// What stands before a word: opening quotes, a bullet.
fn is_opening(c: char) -> bool {
    matches!(c, '‘' | '“' | '‹' | '«' | '•')
}

/// What stands behind a word: closing quotes, dashes, an ellipsis, spaces.
fn is_closing(c: char) -> bool {
    matches!(c, '\u{A0}' | '»' | '›' | '’' | '”' | '–' | '—' | '…' | '·')
}

/// Degrees, powers and ordinals.
fn is_raised(c: char) -> bool {
    matches!(c, '°' | '¹' | '²' | '³' | 'ª' | 'º')
}

/// Of what follows `Â`: spaces, quotes and accents, which a capital letter may have behind it.
fn is_spacing(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{AD}' | '«' | '»' | '·' | '´' | '¨' | '¯' | '¸')
}

/// What ends a word or a clause.
fn ends_word(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '%' | ')')
}
