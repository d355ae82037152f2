//! `too-little-content`: a document in which hardly any words are the article's.
//!
//! Options: `words` (fewest that an article has).

use crate::check::{Context, Finding};
use crate::document::BlockKind;
use crate::lint::Zone;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let fewest = cx.count("words");
    let mut words = 0;
    for (index, block) in cx.blocks().iter().enumerate() {
        let content = matches!(block.kind, BlockKind::Text | BlockKind::TableRow | BlockKind::Code);
        if content && cx.zone(index) == Zone::Body && !cx.hits.named[index] {
            words += block.words as usize;
        }
        if words >= fewest {
            return;
        }
    }
    if !cx.blocks().is_empty() {
        out.push(Finding::report(cx.lint, 0, format!("{words} words that no phrase names between the page's head and tail")));
    }
}
