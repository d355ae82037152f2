//! `replacement-character`: the mark that a decoder leaves where it could not read a character.

use crate::check::{Context, Finding};
use crate::document::BlockKind;

use super::inline_code::InlineCode;

/// The mark itself, and what it looks like when it was read in the wrong encoding afterwards.
const MARKS: [&str; 2] = ["\u{FFFD}", "\u{EF}\u{BF}\u{BD}"];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let text = cx.document.text();
    // The second bytes of the marks as UTF-8 has them: nearly no text has one.
    if memchr::memchr2(0xBF, 0xAF, text.as_bytes()).is_none() {
        return;
    }
    let mut places: Vec<usize> = MARKS.iter().flat_map(|mark| memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes())).collect();
    if places.is_empty() {
        return;
    }
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let mut first = None;
    let mut count = 0;
    for (index, block) in cx.blocks().iter().enumerate() {
        let mut code = InlineCode::of(cx.text(index));
        while let Some(at) = places.next_if(|&at| at < block.span().end) {
            let shown = block.kind == BlockKind::Code || at < block.span().start || code.holds(at - block.span().start);
            if !shown {
                first.get_or_insert(index);
                count += 1;
            }
        }
    }
    if let Some(first) = first {
        out.push(Finding::report(cx.lint, first, format!("{count} in the text, the first here")));
    }
}
