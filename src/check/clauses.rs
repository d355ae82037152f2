//! From raw hits to findings: which hits' conditions hold where they stand.

use crate::diagnostic::{Edit, EvidenceKind};
use crate::document::{Block, BlockKind};
use crate::lint::format::Clause;
use crate::lint::{Applicability, Extent, Mark, Zone};
use crate::matching::Hit;
use crate::source::Span;

use super::context::Context;
use super::finding::{Finding, Ground};
use super::guards::{is_guarded, most_at, most_for_phrase};

/// Words from which prose is a paragraph rather than a blurb.
const PARAGRAPH: u32 = 30;

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
    let start = cx.blocks()[index].span().start;
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
