//! `irregular-space`: no-break, thin and wide spaces where a plain one would do.

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

use super::inline_code::InlineCode;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    if cx.document.text().is_ascii() {
        return;
    }
    for (index, block) in cx.blocks().iter().enumerate() {
        let text = cx.text(index);
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) || text.is_ascii() {
            continue;
        }
        let mut code = InlineCode::of(text);
        let mut edits = Vec::new();
        let mut before = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|&(_, c)| c);
            if is_irregular(c) && !is_needed(before, after) && !code.holds(at) {
                let span = Span::new(block.span().start + at, block.span().start + at + c.len_utf8());
                edits.push(Edit { span, new_text: " ".to_owned() });
            }
            before = Some(c);
        }
        if !edits.is_empty() {
            let words = format!("{} that are no plain spaces", edits.len());
            out.push(Finding::repair(cx.lint, index, Applicability::Safe, edits, words));
        }
    }
}

/// Spaces other than the plain one; the ideographic space is a character of its script.
fn is_irregular(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// Whether the typesetting of a language wants it: before the punctuation of French, inside its quotation marks, around
/// dashes, and behind a digit.
fn is_needed(before: Option<char>, after: Option<char>) -> bool {
    after.is_some_and(|c| matches!(c, ':' | ';' | '!' | '?' | '»' | '›' | '%' | '–' | '—' | '€' | '°'))
        || before.is_some_and(|c| matches!(c, '«' | '‹' | '–' | '—' | '§' | '№') || c.is_numeric())
}
