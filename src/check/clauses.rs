//! From raw hits to findings: which hits' conditions hold where they stand.

use crate::diagnostic::{Edit, EvidenceKind};
use crate::document::{Block, BlockKind};
use crate::lint::format::Clause;
use crate::lint::{Applicability, Extent, Mark, Zone};
use crate::matching::Hit;
use crate::source::Span;

use super::context::Context;
use super::finding::{Finding, Ground};

/// Words from which prose is a paragraph rather than a blurb.
const PARAGRAPH: u32 = 30;

/// Lines above one that are looked at for the line that opens their list; bounded, so that long menus stay linear.
const LONGEST_LIST: usize = 40;

/// Words from which a line with a colon is a sentence of the author's rather than a label.
const SENTENCE: u32 = 8;

/// Log-odds below which a block is the article's own again, and ends a section of furniture.
const SECTION: f32 = -1.0;

/// The findings of all selected lints' clauses. `selected` says which lints run.
pub(super) fn findings(cx: &mut Context<'_>, selected: &[bool], out: &mut Vec<Finding>) {
    let hits = cx.hits;
    for hit in hits.all() {
        let clause = cx.matcher.clause(cx.set, hit.clause);
        if selected[hit.lint.get()] && reports(cx, hit) {
            cx.lint = hit.lint;
            out.push(finding(cx, hit.block as usize, hit, clause));
        }
    }
}

/// Whether a hit is a finding where it stands.
pub(super) fn reports(cx: &Context<'_>, hit: &Hit) -> bool {
    let clause = cx.matcher.clause(cx.set, hit.clause);
    let block = hit.block as usize;
    let repairs = clause.replace.is_some() && cx.is_open(block);
    !clause.anchor && (repairs || !is_guarded(cx, block)) && holds(cx, block, hit, clause)
}

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
    let heads_prose = cx.prose_below(index) && is_taken_up(cx, index);
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
    let starts_low = |block: &Block| cx.document.slice(block.span).starts_with(char::is_lowercase);
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
    is_heading(index) && (over_own || !(0..index).any(is_heading) && blocks[index].marks.heading.is_some_and(|heading| heading.level == 1))
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

/// Whether the paragraph below a line speaks of what the line says, as it does below a heading that has no mark.
fn is_taken_up(cx: &Context<'_>, index: usize) -> bool {
    let stems = |block: &Block| cx.document.tokens(block).iter().map(|token| token.stem).filter(|&stem| stem != 0);
    let below = &cx.blocks()[index + 1];
    let (words, shared) = stems(&cx.blocks()[index])
        .fold((0, 0), |(words, shared), stem| (words + 1, shared + usize::from(stems(below).any(|other| other == stem))));
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

fn holds(cx: &Context<'_>, index: usize, hit: &Hit, clause: &Clause) -> bool {
    let block = &cx.blocks()[index];
    let zone = cx.zone(index) as usize;
    let count = cx.blocks().len();
    let run = cx.layout.run(index);
    let neighbours = cx.matcher.neighbours(hit.clause);
    let above = index.checked_sub(1);
    let below = (index + 1 < count).then_some(index + 1);
    let near = |at: Option<usize>, lints: &[_]| at.is_some_and(|at| cx.is_hit_by(at, lints));
    clause.zones[zone]
        && clause.marked.is_none_or(|mark| carries(block, mark))
        && (clause.first == 0 || index < usize::from(clause.first))
        && (clause.last == 0 || index + usize::from(clause.last) >= count)
        && (clause.run == 0 || run.is_some_and(|run| run.len >= usize::from(clause.run)))
        && (clause.anchors == 0 || run.is_some_and(|run| run.anchors >= usize::from(clause.anchors)))
        && (clause.furniture <= 0.0 || cx.layout.furniture.probability(index) >= clause.furniture)
        && neighbours.is_none_or(|of| {
            (of.beside.is_empty() || near(above, &of.beside) || near(below, &of.beside))
                && (of.above.is_empty() || near(below, &of.above))
                && (of.below.is_empty() || near(above, &of.below))
        })
        && title_lacks(cx, hit, clause)
}

fn carries(block: &Block, mark: Mark) -> bool {
    match mark {
        Mark::Heading => block.marks.heading.is_some(),
        Mark::List => block.marks.list(),
        Mark::Quote => block.marks.quote,
        Mark::Image => block.marks.image,
        Mark::Link => block.link_share > 0.9,
    }
}

fn title_lacks(cx: &Context<'_>, hit: &Hit, clause: &Clause) -> bool {
    let words = cx.matcher.table(cx.set, hit.clause).names(&clause.title_lacks);
    let Some(title) = &cx.layout.title else { return true };
    words.is_empty()
        || !title.key.split(|c: char| !c.is_alphanumeric()).any(|in_title| words.iter().any(|word| in_title.starts_with(&**word)))
}

fn finding(cx: &Context<'_>, index: usize, hit: &Hit, clause: &Clause) -> Finding {
    let (blocks, edits) = match &clause.replace {
        Some(new_text) => (vec![index], Some(replacement(cx, index, hit, new_text))),
        None => (extent(cx, index, clause), None),
    };
    // A shape is a pattern too; what makes evidence structural is that it leans on the blocks around.
    let context = clause.run > 0 || clause.anchors > 0 || clause.furniture > 0.0;
    // With the label gone, nothing would find what it labels: it goes when that has gone.
    let labels = clause.extent != Extent::Section && names_section(cx, index) && section(cx, index).len() > 1;
    let held = if labels { Applicability::Unsafe } else { Applicability::Safe };
    Finding {
        lint: cx.lint,
        fix: if edits.as_ref().is_some_and(Vec::is_empty) {
            Applicability::None
        } else {
            clause.fix.min(held).min(most_at(cx, index)).min(most_for_phrase(cx, hit))
        },
        kind: if context { EvidenceKind::Structure } else { EvidenceKind::Exact },
        ground: Ground::Hit(hit.clone()),
        related: Vec::new(),
        blocks,
        edits,
    }
}

/// The edit that replaces the matched characters; none where the match cannot be found again in the text as it stands.
fn replacement(cx: &Context<'_>, index: usize, hit: &Hit, new_text: &str) -> Vec<(usize, Edit)> {
    let matched = &cx.folded(index)[hit.matched.start as usize..hit.matched.end as usize];
    let text = cx.text(index);
    let found = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| text.get(at..at + matched.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(matched)));
    let start = cx.blocks()[index].span.start;
    let edit = |at: usize| Edit { span: Span::new(start + at, start + at + matched.len()), new_text: new_text.to_owned() };
    found.map(|at| (index, edit(at))).into_iter().collect()
}

fn extent(cx: &Context<'_>, index: usize, clause: &Clause) -> Vec<usize> {
    match clause.extent {
        Extent::Line => vec![index],
        Extent::Run => cx.layout.run(index).map_or_else(
            || vec![index],
            |run| run.blocks.clone().filter(|&at| cx.is_open(at) || cx.blocks()[at].kind == BlockKind::Rule).collect(),
        ),
        Extent::Section => section(cx, index),
    }
}

/// A heading that names furniture, and the blocks below that belong to it.
///
/// In the tail these are all blocks up to the next heading of its rank, the next one that names furniture, or a paragraph
/// that is not the first; elsewhere the short blocks up to the next that heads or is prose.
fn section(cx: &Context<'_>, heading: usize) -> Vec<usize> {
    let blocks = cx.blocks();
    let zone = cx.zone(heading);
    let rank = blocks[heading].marks.heading.map(|heading| heading.level);
    let mut section = vec![heading];
    for (index, block) in blocks.iter().enumerate().skip(heading + 1) {
        let level = block.marks.heading.map(|heading| heading.level);
        let outranks = rank.is_some_and(|rank| level.is_some_and(|level| level <= rank));
        let belongs = match zone {
            Zone::Tail => index == heading + 1 || !block.is_prose() || block.words < PARAGRAPH,
            Zone::Head | Zone::Body => block.is_short() && !cx.prose_below(index),
        } && cx.layout.furniture.odds(index) >= SECTION;
        if cx.zone(index) != zone || outranks || names_section(cx, index) || !belongs || !cx.is_open(index) && block.kind != BlockKind::Rule
        {
            break;
        }
        if cx.is_open(index) {
            section.push(index);
        }
    }
    section
}

/// Whether a clause that takes a section hits the block.
fn names_section(cx: &Context<'_>, index: usize) -> bool {
    cx.hits.of(index).iter().any(|hit| cx.matcher.clause(cx.set, hit.clause).extent == Extent::Section)
}

#[cfg(test)]
mod tests;
