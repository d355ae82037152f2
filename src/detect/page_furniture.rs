//! `page-furniture`: blocks that the segmenter takes for furniture and that no phrase or structure of a lint explains.
//!
//! Options: `odds` and `odds-in-body` (log-odds from which a block is reported: apart from the article, and in it or between
//! it and the nearest known label, where tables, line-ups and standfirsts are).

use crate::check::{Context, Finding, is_guarded};
use crate::lint::{Applicability, Zone};

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let (bound, bound_in_body) = (cx.number("odds") as f32, cx.number("odds-in-body") as f32);
    let body = cx.layout.furniture.body();
    let named = |&block: &usize| cx.hits.named[block];
    let head_end = cx.layout.kept_title().or_else(|| (0..body.start).rev().find(named)).unwrap_or(0);
    let tail_start = (body.end..cx.blocks().len()).find(named).unwrap_or(cx.blocks().len());
    // What lies between the article and the known label next to it may be its standfirst, its line-ups or its results.
    let is_apart = |block: usize| match cx.zone(block) {
        Zone::Head => block < head_end,
        Zone::Body => false,
        Zone::Tail => block > tail_start,
    };
    let is_furniture = |block: usize| {
        cx.layout.furniture.odds(block) >= if is_apart(block) { bound } else { bound_in_body }
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
            out.push(Finding::score(cx.lint, (start..block).collect()));
        }
        block += 1;
    }
}
