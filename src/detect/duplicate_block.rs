//! `duplicate-block`: a paragraph that stands there twice, or a caption said again.
//!
//! Repeats of short lines are often content (pros and cons for each product, table cells, refrains, speakers), so only
//! two kinds are found: long paragraphs, by their whole text, and a short line directly below its own copy. Copies are
//! looked up by text, never compared pair by pair. A copy that follows at once is safe to remove, but not in a text that has
//! refrains. A teaser before or after the article is proposed, if the segmenter takes it for one. How the article opens, said
//! again in the body, is only reported; what returns from the midst of it (the terms of each offer, the rule of each round) is
//! the author's doing.
//!
//! Options: `paragraph` (bytes of folded text from which on a paragraph is long), `words` (fewest words of
//! a caption), `odds` (log-odds of being furniture from which a copy before or after the article is proposed), `opening`
//! (paragraphs of the body that a teaser is made of).

use rustc_hash::FxHashMap;

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::BlockKind;
use crate::lint::format::TokenHash;
use crate::lint::{Applicability, Zone};

/// Times that a line of an article stands there from which it is a refrain.
const REFRAIN: u32 = 3;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    paragraphs(cx, out);
    captions(cx, out);
}

fn paragraphs(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let shortest = cx.count("paragraph");
    let prose = |index: &usize| cx.zone(*index) == Zone::Body && cx.blocks()[*index].is_prose();
    let opening = (0..cx.blocks().len()).filter(prose).take(cx.count("opening")).last();
    let mut seen: FxHashMap<TokenHash, usize> = FxHashMap::default();
    let mut refrains = None;
    for (index, block) in cx.blocks().iter().enumerate() {
        let key = cx.key(index);
        // Items are repeated for each product of a list, cells for each row of a table.
        if block.kind != BlockKind::Text || !block.is_prose() || block.marks.list() || key.len() < shortest {
            continue;
        }
        let hash = cx.document.key_hash(block);
        let first = *seen.entry(hash).or_insert(index);
        // Itself, or, once in a billion pages, another text of the same hash.
        if first == index || cx.key(first) != key {
            continue;
        }
        // The copy in the article's body stays; of two there the first.
        let (kept, copy) = if cx.zone(first) != Zone::Body && cx.zone(index) == Zone::Body { (index, first) } else { (first, index) };
        seen.insert(hash, kept);
        let teaser = cx.zone(copy) != Zone::Body || opening.is_some_and(|last| kept <= last);
        if cx.is_open(copy) && (teaser || copy.abs_diff(kept) == 1) {
            // A copy that follows at once was scraped twice, unless the text has refrains; one farther off may be the author's, so
            // that more has to speak for it.
            let (fix, kind) = match (copy.abs_diff(kept), cx.zone(copy)) {
                (1, _) if *refrains.get_or_insert_with(|| has_refrains(cx, shortest)) => (Applicability::Unsafe, EvidenceKind::Exact),
                (1, _) => (Applicability::Safe, EvidenceKind::Exact),
                (_, Zone::Head | Zone::Tail) if cx.layout.furniture.odds(copy) >= cx.number("odds") as f32 => {
                    (Applicability::Unsafe, EvidenceKind::Structure)
                }
                _ => (Applicability::None, EvidenceKind::Exact),
            };
            let words = "the same paragraph stands there twice, word for word";
            out.push(Finding::delete(cx.lint, vec![copy], fix, kind, words).related("the copy that is kept", kept));
        }
    }
}

/// Whether the text is one of refrains, a litany or a poem in prose: a sentence of some length stands in the article three times.
fn has_refrains(cx: &Context<'_>, shortest: usize) -> bool {
    let mut times: FxHashMap<TokenHash, u32> = FxHashMap::default();
    let body = cx.layout.furniture.body();
    let said = |&at: &usize| {
        let block = &cx.blocks()[at];
        block.kind == BlockKind::Text && block.sentence && !block.marks.list() && !cx.hits.named[at] && 2 * cx.key(at).len() >= shortest
    };
    body.filter(said).any(|at| {
        let times = times.entry(cx.document.key_hash(&cx.blocks()[at])).or_default();
        *times += 1;
        *times >= REFRAIN
    })
}

/// A line directly below its own copy: safe where a credit follows, or a heading mark says that it is no verse.
fn captions(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let fewest = cx.count("words") as u32;
    for index in 1..cx.blocks().len() {
        let block = &cx.blocks()[index];
        let key = cx.key(index);
        if !cx.is_open(index) || block.words < fewest || key != cx.key(index - 1) || block.is_prose() && key.len() >= cx.count("paragraph")
        {
            continue;
        }
        let credited = index + 1 < cx.blocks().len() && cx.is_hit_by_category(index + 1, "media");
        if !credited && is_verse(cx, index) {
            continue;
        }
        let fix = if credited || block.marks.heading.is_some() { Applicability::Safe } else { Applicability::Unsafe };
        let words =
            if credited { "the same line stands directly above, and a credit follows" } else { "the same line stands directly above" };
        out.push(Finding::delete(cx.lint, vec![index], fix, EvidenceKind::Exact, words).related("first seen here", index - 1));
    }
}

/// A line in a stanza: it ends with a comma, or there is no blank line around it and its copy, and more lines directly above or below.
fn is_verse(cx: &Context<'_>, index: usize) -> bool {
    let follows = |at: usize| cx.blocks().get(at).is_some_and(|block| block.blank_before == 0 && block.kind == BlockKind::Text);
    cx.folded(index).ends_with([',', ';']) || follows(index) && (follows(index + 1) || follows(index - 1) && index > 1)
}
