//! `invisible-character`: characters that nobody sees and that break searching and copying.
//!
//! Joiners stay where a script or an emoji needs them, direction marks stay in text that has right-to-left letters.

use crate::check::{Context, Finding, Ground};
use crate::diagnostic::{Edit, EvidenceKind};
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, block) in cx.blocks().iter().enumerate() {
        let text = cx.text(index);
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) || !may_hold(text) {
            continue;
        }
        let right_to_left = text.chars().any(is_right_to_left);
        let mut edits = Vec::new();
        let mut before = None;
        let mut in_code = false;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|&(_, c)| c);
            in_code ^= c == '`';
            if !in_code && is_stray(c, before, after, right_to_left) {
                let start = block.span.start + at;
                edits.push((index, Edit { span: Span::new(start, start + c.len_utf8()), new_text: String::new() }));
            }
            before = Some(c);
        }
        if let Some((_, first)) = edits.first() {
            let character = cx.document.slice(first.span).chars().next().map_or(0, u32::from);
            out.push(Finding {
                lint: cx.lint,
                blocks: vec![index],
                fix: Applicability::Safe,
                kind: EvidenceKind::Exact,
                ground: Ground::Words(format!("{} invisible, the first U+{character:04X}", edits.len()).into()),
                related: Vec::new(),
                edits: Some(edits),
            });
        }
    }
}

/// Whether a text may hold one: by the first two bytes of their UTF-8 forms, since nearly no text does.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0xC2, 0xE2, 0xEF, bytes).any(|at| match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
        (0xC2, Some(0xAD), _) | (0xEF, Some(0xBB), _) | (0xE2, Some(0x81), _) => true,
        (0xE2, Some(0x80), Some(last)) => matches!(last, 0x8B..=0x8F | 0xAA..=0xAE),
        _ => false,
    })
}

fn is_stray(c: char, before: Option<char>, after: Option<char>, right_to_left: bool) -> bool {
    match c {
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => true,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => !right_to_left,
        // Joiners between characters of scripts or emoji that use them; between other letters they are residue.
        '\u{200C}' | '\u{200D}' => !(before.is_some_and(is_joining) || after.is_some_and(is_joining)),
        _ => false,
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Arabic and Indic letters and marks, and what emoji are made of.
fn is_joining(c: char) -> bool {
    is_right_to_left(c)
        || matches!(c, '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{200D}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}
