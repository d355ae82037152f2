//! `page-furniture`: blocks that the segmenter takes for furniture and that no phrase or structure of a lint explains.
//!
//! Options: `odds` (log-odds from which a block is reported).

use crate::check::{Context, Finding, is_guarded};
use crate::diagnostic::EvidenceKind;
use crate::document::Block;
use crate::lint::{Applicability, Zone};

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let bound = cx.number("odds") as f32;
    let is_furniture = |block: usize| {
        cx.layout.furniture.odds(block) >= bound
            && !is_guarded(cx, block)
            && !cx.layout.may_be_title(block)
            && cx.most_for(block) > Applicability::None
    };
    let mut block = 0;
    while block < cx.blocks().len() {
        let start = block;
        while block < cx.blocks().len() && is_furniture(block) {
            block += 1;
        }
        if block > start {
            let words = words(cx, start, block);
            out.push(Finding::delete(cx.lint, (start..block).collect(), Applicability::Unsafe, EvidenceKind::Score, words));
        }
        block += 1;
    }
}

/// What about the blocks speaks for furniture, in words.
fn words(cx: &Context<'_>, start: usize, end: usize) -> String {
    let blocks = cx.blocks();
    let place = match cx.zone(start) {
        Zone::Head => "before the article begins",
        Zone::Body => "between parts of the article",
        Zone::Tail => "after the article ends",
    };
    let before = blocks[..start].iter().rev().take_while(|block| block.is_short()).count();
    let after = blocks[end..].iter().take_while(|block| block.is_short()).count();
    let short = blocks[start..end].iter().filter(|block| block.is_short()).count();
    let mut words = if short == end - start && before + short + after > 1 {
        format!("among {} short lines in a row, none ends a sentence, {place}", before + short + after)
    } else if end - start == 1 {
        format!("a {} {place}", if blocks[start].is_prose() { "paragraph" } else { "line" })
    } else {
        format!("{} lines in a row {place}", end - start)
    };
    let near = cx.hits.named[start.saturating_sub(NEAR)..(end + NEAR).min(blocks.len())].iter().filter(|&&named| named).count();
    if near > 0 {
        words.push_str(&format!(", {near} known labels in and around it"));
    }
    if blocks[start..end].iter().any(Block::is_prose) {
        words.push_str(", in the words of furniture");
    }
    let surest = (start..end).map(|block| cx.layout.furniture.probability(block)).fold(0.0, f32::max);
    words.push_str(&format!("; furniture with a probability of up to {:.0} %", surest * 100.0));
    words
}

/// Blocks above and below in which known labels are counted.
const NEAR: usize = 3;
