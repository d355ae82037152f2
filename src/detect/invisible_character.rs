//! `invisible-character`: characters that nobody sees and that break searching and copying.
//!
//! Joiners stay where a script or an emoji needs them, break marks where words have no spaces, direction marks in text
//! that has right-to-left letters; embeddings and isolates there only where each is closed. What may be half of a
//! character that was read in the wrong encoding stays too: it is wanted for the way back. An escape sequence of a terminal is
//! one thing: it goes as a whole or stays, and an ESC that begins none is not certain to be residue; nor is a shift between
//! character sets. A text in an encoding of such shifts is left alone.

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::{Encoding, Span};

use super::inline_code::InlineCode;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let controls = has_controls(cx.document.text());
    if !controls && !may_hold(cx.document.text()) {
        return;
    }
    if controls && Encoding::find_stateful(cx.document.text().as_bytes()).is_some() {
        return;
    }
    for (index, block) in cx.blocks().iter().enumerate() {
        let text = cx.text(index);
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) || !controls && !may_hold(text) {
            continue;
        }
        let strays = strays(text);
        let start = block.span().start;
        let edit = |span: Span| Edit { span: Span::new(start + span.start, start + span.end), new_text: String::new() };
        for (fix, spans) in [(Applicability::Safe, strays.certain), (Applicability::Unsafe, strays.likely)] {
            let Some(first) = spans.first().and_then(|span| text[span.range()].chars().next()) else { continue };
            let words = format!("{} invisible, the first U+{:04X}", spans.len(), u32::from(first));
            out.push(Finding::repair(cx.lint, index, fix, spans.into_iter().map(edit).collect(), words));
        }
    }
}

/// The places of the characters that go, in order.
#[derive(Default)]
struct Strays {
    certain: Vec<Span>,
    likely: Vec<Span>,
}

/// Whether a text holds a control character; by stretches, each without a branch, since nearly none does.
fn has_controls(text: &str) -> bool {
    let is_control = |b: u8| b < 0x20 && b != b'\t' && b != b'\n' && b != b'\r' || b == 0x7F;
    text.as_bytes().chunks(4096).any(|stretch| stretch.iter().fold(false, |found, &b| found | is_control(b)))
}

/// Whether a text may hold one beyond ASCII: by the first bytes of their UTF-8 forms, since nearly no text does.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0xC2, 0xE2, 0xEF, bytes).any(|at| match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
        (0xC2, Some(0xAD), _) | (0xEF, Some(0xBB | 0xBF), _) | (0xE2, Some(0x81), _) => true,
        (0xE2, Some(0x80), Some(last)) => matches!(last, 0x8B..=0x8F | 0xAA..=0xAE),
        _ => false,
    })
}

fn strays(text: &str) -> Strays {
    let right_to_left = text.chars().any(is_right_to_left);
    let mut strays = Vec::new();
    let mut likely = Vec::new();
    // Embeddings and isolates that nothing has closed so far.
    let mut open: Vec<(char, Span)> = Vec::new();
    let mut code = InlineCode::of(text);
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let span = Span::new(at, at + c.len_utf8());
        match c {
            _ if c.is_ascii() && !c.is_ascii_control() => {}
            '\u{1B}' => {
                let sequence = Escape::at(text, at);
                let end = sequence.map_or(span.end, |sequence| at + sequence.len);
                while chars.next_if(|&(next, _)| next < end).is_some() {}
                if !code.holds(at) {
                    let places = if sequence.is_some_and(|sequence| sequence.only_looks) { &mut strays } else { &mut likely };
                    places.push(Span::new(at, end));
                }
            }
            '\u{E}' | '\u{F}' if !code.holds(at) => likely.push(span),
            '\u{E}' | '\u{F}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' if right_to_left && !code.holds(at) => {
                let closes = match c {
                    '\u{202C}' => Some('\u{202A}'..='\u{202E}'),
                    '\u{2069}' => Some('\u{2066}'..='\u{2068}'),
                    _ => None,
                };
                match closes {
                    None => open.push((c, span)),
                    Some(openers) if open.last().is_some_and(|(opener, _)| openers.contains(opener)) => drop(open.pop()),
                    Some(_) => strays.push(span),
                }
            }
            _ if is_stray(c, before, after, right_to_left) && !code.holds(at) => strays.push(span),
            _ => {}
        }
        before = Some(c);
    }
    if !open.is_empty() {
        strays.extend(open.into_iter().map(|(_, span)| span));
        strays.sort_unstable();
    }
    Strays { certain: strays, likely }
}

/// An escape sequence that tells a terminal something.
#[derive(Debug, Clone, Copy)]
struct Escape {
    len: usize,
    /// It says how text looks: colours, bold. Others move the cursor or name a window, and may stand in place of text.
    only_looks: bool,
}

/// The longest escape sequence that is read, in bytes.
const LONGEST_ESCAPE: usize = 200;

impl Escape {
    /// The sequence that begins with the ESC at `at`.
    fn at(text: &str, at: usize) -> Option<Self> {
        let window = &text.as_bytes()[at + 1..text.len().min(at + LONGEST_ESCAPE)];
        match window {
            [b'(', b'B', ..] => Some(Self { len: 3, only_looks: true }),
            [b'[', rest @ ..] => {
                let parameters = rest.iter().take_while(|b| matches!(b, 0x20..=0x3F)).count();
                let end = rest.get(parameters).filter(|b| matches!(b, 0x40..=0x7E))?;
                Some(Self { len: 3 + parameters, only_looks: matches!(end, b'm' | b'K') })
            }
            [b']', rest @ ..] => {
                let end = memchr::memchr2(0x07, 0x1B, rest)?;
                let len = if rest[end] == 0x07 { end + 3 } else { rest.get(end + 1).filter(|&&b| b == b'\\').map(|_| end + 4)? };
                Some(Self { len, only_looks: false })
            }
            _ => None,
        }
    }
}

fn is_stray(c: char, before: Option<char>, after: Option<char>, right_to_left: bool) -> bool {
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    match c {
        '\0' | '\t' | '\n' | '\r' => false,
        '\u{1}'..='\u{1F}' | '\u{7F}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => true,
        '\u{AD}' => !before.is_some_and(is_half) && !after.is_some_and(|c| matches!(c, '\u{80}'..='\u{BF}')),
        '\u{200B}' => !beside(is_unspaced),
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => !right_to_left,
        // Between characters of scripts or emoji that use them; between other letters they are residue.
        '\u{200C}' | '\u{200D}' => !beside(is_joining),
        _ => false,
    }
}

/// What a soft hyphen may be the other half of, where UTF-8 was read as Latin-1.
fn is_half(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{BF}' | 'Â'..='Ë' | 'Î'..='Ñ' | '×'..='Û' | '€')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Thai, Lao, Tibetan, Burmese and Khmer, which break lines where a zero-width space says so.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1980}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}')
}

/// Arabic, Indic, Mongolian and kindred letters and marks, and what emoji are made of.
fn is_joining(c: char) -> bool {
    is_right_to_left(c)
        || matches!(c, '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{1B00}'..='\u{1C4F}' | '\u{A800}'..='\u{ABFF}')
        || matches!(c, '\u{200D}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{11000}'..='\u{11FFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        without_these(text, &strays(text).certain)
    }

    fn without_these(text: &str, gone: &[Span]) -> String {
        text.char_indices().filter(|&(at, _)| !gone.iter().any(|span| span.range().contains(&at))).map(|(_, c)| c).collect()
    }

    #[test]
    fn escape_sequences_go_as_a_whole_or_not_at_all() {
        assert_eq!(without("a \u{1B}[1;31mred\u{1B}[0m\u{1B}[K and \u{1B}[1mbold\u{1B}(B\u{1B}[m one"), "a red and bold one");
        for (text, likely) in [
            ("a \u{1B} b", "a  b"),
            ("a \u{1B}[31", "a [31"),
            ("\u{1B}$BEO", "$BEO"),
            ("a \u{E}b\u{F}", "a b"),
            ("a \u{1B}[2Jb \u{1B}]0;quay\u{7} c \u{1B}]0;quay\u{1B}\\ d", "a b  c  d"),
        ] {
            assert_eq!(without(text), text);
            assert_eq!(without_these(text, &strays(text).likely), likely);
        }
        assert_eq!(without("`\u{1B}[1m` and\u{7}"), "`\u{1B}[1m` and");
    }

    #[test]
    fn directions_stay_where_they_are_closed_and_needed() {
        let closed = "הוא כתב \u{2067}abc\u{2069} על \u{202A}12\u{202C} הלוח";
        assert_eq!(without(closed), closed);
        assert_eq!(without("הוא \u{202E}כתב\u{2069} על"), "הוא כתב על");
        assert_eq!(without("a \u{202E}level\u{202C} b"), "a level b", "nothing runs from right to left");
    }

    #[test]
    fn what_scripts_need_stays() {
        for text in [
            "می\u{200C}خواهم",
            "क\u{94D}\u{200D}ष",
            "👩\u{200D}🚀",
            "ผู้คน\u{200B}รอ",
            "\u{C3}\u{AD}",
            "\u{E2}\u{AD}\u{90}",
            "a `\u{200B}` b",
        ] {
            assert_eq!(without(text), text);
        }
        assert_eq!(without("Auf\u{200C}lage, fä\u{AD}hig\u{8}, a\u{200B}b"), "Auflage, fähig, ab");
    }
}
