//! What an article is built of, whatever a clause or a run says of it: lists, steps, headings and what they are for, sentences that
//! go on.
//!
//! Zones may be drawn wrong, so that most guards hold wherever a line stands. Holds always: a guard takes certainty away and never
//! gives any.

use crate::document::{Block, BlockKind};
use crate::lint::{Applicability, Zone};
use crate::matching::Hit;

use super::context::Context;

/// Lines above one that are looked at for the line that opens their list; bounded, so that long menus stay linear.
const LONGEST_LIST: usize = 40;

/// Words from which a line with a colon is a sentence of the author's rather than a label.
const SENTENCE: u32 = 8;

/// Where no phrase counts, whatever its clause says, and no score: the kept title, and in the body what a writer builds an
/// article from: lists, headings of sections, quotations, what a line with a colon announces.
pub(crate) fn is_guarded(cx: &Context<'_>, index: usize) -> bool {
    let block = &cx.blocks()[index];
    if !cx.is_open(index) {
        return true;
    }
    if cx.zone(index) != Zone::Body {
        return false;
    }
    let item = block.marks.list() && cx.has_item_beside(index);
    let heads_prose = block.marks.heading.is_some() && cx.prose_below(index);
    let announced = is_announced(cx, index);
    item || heads_prose || block.marks.quote || announced
}

/// Below a line of the author's that ends with a colon, or among the items or the short lines that one opens: what follows is
/// quoted or listed.
fn is_announced(cx: &Context<'_>, index: usize) -> bool {
    let blocks = cx.blocks();
    let opens = |at: usize| blocks[at].colon && !cx.hits.named[at];
    let item = blocks[index].marks.list();
    for at in (index.saturating_sub(LONGEST_LIST)..index).rev() {
        if opens(at) && (item || at + 1 == index || blocks[at].words >= SENTENCE) {
            return true;
        }
        let goes_on = if item { blocks[at].marks.list() } else { blocks[at].is_short() };
        if !goes_on {
            return false;
        }
    }
    false
}

/// The most that a claim may do where it stands, wherever that is, for zones may be drawn wrong: headings over what nothing names,
/// what stands first under one, steps and lists that a sentence opens may be the article's own.
pub(super) fn most_at(cx: &Context<'_>, index: usize) -> Applicability {
    let heads_prose = cx.prose_below(index) && !is_said_again(cx, index) && is_taken_up(cx, index);
    let own = heads_prose
        || heads_own(cx, index)
        || goes_on(cx, index)
        || is_headed(cx, index)
        || is_step(cx, index)
        || is_announced(cx, index)
        || is_untitled_top(cx, index)
        || cx.is_among_headings(index);
    if own { Applicability::Unsafe } else { Applicability::Safe }
}

/// Whether the sentence or the verse that a line is part of goes on: behind its comma, or in lower case below.
fn goes_on(cx: &Context<'_>, index: usize) -> bool {
    let starts_low = |block: &Block| cx.document.slice(block.span()).starts_with(char::is_lowercase);
    let line = &cx.blocks()[index];
    let below = cx.blocks().get(index + 1).filter(|below| below.is_prose() || below.blank_before == 0 && !starts_low(line));
    cx.folded(index).ends_with([',', ';']) || below.is_some_and(starts_low)
}

/// Whether a line is marked as a heading and stands over prose, or over what nothing names, or is the text's first heading; or
/// is strong, or numbered, and stands over a sentence.
fn heads_own(cx: &Context<'_>, index: usize) -> bool {
    let blocks = cx.blocks();
    let marks = &blocks[index].marks;
    if (marks.strong || marks.numbered) && blocks.get(index + 1).is_some_and(|below| below.sentence && !cx.hits.named[index + 1]) {
        return true;
    }
    let is_heading = |at: usize| blocks[at].marks.heading.is_some();
    let below = index + 1;
    let over_own = below < blocks.len() && (blocks[below].is_prose() || !cx.hits.named[below] && !is_heading(below));
    is_heading(index)
        && (over_own || !(0..index).rev().any(is_heading) && blocks[index].marks.heading.is_some_and(|heading| heading.level == 1))
}

/// Whether a line stands first under a heading that is marked and that no phrase names, or in the list under any marked one: what it
/// says is what the heading is for.
fn is_headed(cx: &Context<'_>, index: usize) -> bool {
    let blocks = cx.blocks();
    let is_item = |at: usize| blocks[at].marks.list();
    let mut first = index;
    while first > 0 && index - first < LONGEST_LIST && is_item(first) && is_item(first - 1) {
        first -= 1;
    }
    let Some(above) = first.checked_sub(1) else { return false };
    let is_section = blocks[above].marks.heading.is_some_and(|heading| heading.level > 1);
    is_section && (is_item(index) || !cx.hits.named[above]) && !cx.is_kept_title(above)
}

/// Whether a line is numbered and its neighbour too: menus are not.
fn is_step(cx: &Context<'_>, index: usize) -> bool {
    let numbered = |at: Option<usize>| at.and_then(|at| cx.blocks().get(at)).is_some_and(|block| block.marks.numbered);
    numbered(Some(index)) && (numbered(index.checked_sub(1)) || numbered(Some(index + 1)))
}

/// Whether a line above prose is all that could be the title of a text.
fn is_untitled_top(cx: &Context<'_>, index: usize) -> bool {
    cx.layout.kept_title().is_none() && cx.prose_below(index) && (0..index).all(|above| cx.blocks()[above].kind != BlockKind::Text)
}

/// Whether the line below is the same again, or has the same label: neither is the other's heading, and many such lines would go
/// one by one.
fn is_said_again(cx: &Context<'_>, index: usize) -> bool {
    let labels = &cx.hits.labels;
    cx.key(index) == cx.key(index + 1) || labels[index] != 0 && labels[index] == labels[index + 1]
}

/// Whether the paragraph below a line speaks of what the line says, as it does below a heading that has no mark.
fn is_taken_up(cx: &Context<'_>, index: usize) -> bool {
    let (line, below) = (&cx.blocks()[index], &cx.blocks()[index + 1]);
    let (mut of_line, mut of_below) = (Vec::new(), Vec::new());
    let (tokens, below) = (cx.document.tokens(line, &mut of_line), cx.document.tokens(below, &mut of_below));
    let stems = tokens.iter().map(|token| token.stem).filter(|&stem| stem != 0);
    let taken_up = |stem: u32| below.iter().any(|other| other.stem == stem);
    let (words, shared) = stems.fold((0, 0), |(words, shared), stem| (words + 1, shared + usize::from(taken_up(stem))));
    words > 0 && shared * 2 >= words
}

/// The most that a phrase may do where it stands. In a language that has not been measured only a line of several words is as sure
/// as one that has, before or after the article and beside another known line.
pub(super) fn most_for_phrase(cx: &Context<'_>, hit: &Hit) -> Applicability {
    let index = hit.block as usize;
    let accompanied = || (index > 0 && cx.hits.named[index - 1]) || cx.hits.named.get(index + 1).is_some_and(|&named| named);
    let sure = hit.measured || hit.whole && cx.blocks()[index].words >= 2 && cx.zone(index) != Zone::Body && accompanied();
    if sure { Applicability::Safe } else { Applicability::Unsafe }
}

#[cfg(test)]
mod tests;
