//! `mojibake`: UTF-8 that was read as Windows-1252, Latin-1 or Windows-1251, repaired by the way back.
//!
//! The way back is exact: the characters of a sequence as the bytes of the code page, read as UTF-8. What decodes is not
//! yet a mistake, for `é »` decodes too. Holds always: an edit covers whole sequences of which each is certain by its
//! neighbours, or stands in a block with such a one where no letter beyond ASCII is left unexplained.

mod sequence;

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

use super::about::is_about;
use super::code_page::CodePage;
use super::inline_code::InlineCode;
use sequence::{Sequence, Weight};

/// Words of texts that may show broken characters to their readers.
const SUBJECTS: &[&str] = &["ojibake", "UTF-8", "Unicode", "Windows-125", "Latin-1", "ISO-8859", "ISO 8859", "encoding", "Zeichensatz"];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    // Nearly no text has any, and one look at all of it is cheaper than one at each block.
    if !may_be_western(cx.document.text()) && !may_be_cyrillic(cx.document.text()) {
        return;
    }
    let mut about_encodings = None;
    for (index, block) in cx.blocks().iter().enumerate() {
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) {
            continue;
        }
        let text = cx.text(index);
        let edits = [(CodePage::Western, may_be_western(text)), (CodePage::Cyrillic, may_be_cyrillic(text))]
            .into_iter()
            .filter(|(_, may_be)| *may_be)
            .map(|(page, _)| repairs(text, page))
            .find(|edits| !edits.is_empty());
        let Some(mut edits) = edits else { continue };
        let Edit { span, new_text } = &edits[0];
        let words = format!("“{}” is “{new_text}” read in the wrong encoding", &text[span.range()]);
        for edit in &mut edits {
            edit.span = Span::new(block.span().start + edit.span.start, block.span().start + edit.span.end);
        }
        let shown = *about_encodings.get_or_insert_with(|| is_about(cx.document, SUBJECTS));
        let fix = if shown { Applicability::Unsafe } else { Applicability::Safe };
        out.push(Finding::repair(cx.lint, index, fix, edits, words));
    }
}

/// Whether a text may hold a sequence of Windows-1252, by its UTF-8: a letter from `Â` to `ô` (or a control character),
/// and one that stands for a byte from 0x80 to 0xBF.
fn may_be_western(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xC2, 0xC3, bytes).any(|at| match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
        (0xC2, Some(second), _) => *second < 0xA0,
        // The no-break space behind `Â` may be a space again, or gone with the line's end.
        (0xC3, Some(0x82), None | Some(b' ')) => true,
        (0xC3, Some(0x82..=0xB4), Some(third)) => matches!(third, 0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2),
        _ => false,
    })
}

/// Whether a text may hold a sequence of Windows-1251: `Р` or `С` twice with one character between.
fn may_be_cyrillic(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xA0, 0xA1, bytes).any(|at| {
        let lead = |at: usize| matches!(bytes.get(at..at + 2), Some([0xD0, 0xA0 | 0xA1]));
        at > 0 && lead(at - 1) && (lead(at + 3) || lead(at + 4))
    })
}

/// The replacements in a text, in order, with places in it.
fn repairs(text: &str, page: CodePage) -> Vec<Edit> {
    let (sequences, explained) = sequences(text, page);
    let certain = sequences.iter().any(|sequence| sequence.weight == Weight::Certain);
    let mut edits: Vec<Edit> = Vec::new();
    for sequence in sequences {
        if sequence.weight == Weight::Certain || certain && explained {
            match edits.last_mut() {
                Some(last) if last.span.end == sequence.span.start => {
                    last.span.end = sequence.span.end;
                    last.new_text.extend(sequence.decoded);
                }
                _ => edits.push(Edit { span: sequence.span, new_text: sequence.decoded.into_iter().collect() }),
            }
        }
    }
    edits
}

/// All sequences of a text that decode to something that a text may hold, and whether they leave no letter beyond ASCII.
fn sequences(text: &str, page: CodePage) -> (Vec<Sequence>, bool) {
    let mut found: Vec<Sequence> = Vec::new();
    let mut explained = true;
    let mut code = InlineCode::of(text);
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii() {
            (before, at) = (Some(c), at + 1);
            continue;
        }
        let sequence = Sequence::at(text, at, before, page).filter(|_| !code.holds(at));
        match sequence {
            Some(sequence) => {
                (before, at) = (sequence.decoded.or(Some(' ')), sequence.span.end);
                found.push(sequence);
            }
            None => {
                explained &= !c.is_alphabetic();
                (before, at) = (Some(c), at + c.len_utf8());
            }
        }
    }
    sequence::weigh_neighbours(&mut found, page);
    (found, explained)
}

#[cfg(test)]
mod tests;
