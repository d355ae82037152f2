//! `related-card`: a teaser for another article between two paragraphs: an image's description, a headline, a blurb of
//! one sentence, none of which has to do with the text around it.
//!
//! Options: `blurb` (most words of a blurb), `overlap` (largest share of the headline's words that the text around may
//! hold, 0 to 1), `around` (blocks of prose above and below that are compared), `most` (cards in one article).

use rustc_hash::FxHashSet;

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::{Block, has_shape};
use crate::lint::{Applicability, Shape, Zone};

/// Prose from this many words on is a paragraph of the article, not a blurb.
const PARAGRAPH: u32 = 25;
/// Words of fewer letters say little about a subject.
const SHORTEST_WORD: usize = 5;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let blocks = cx.blocks();
    let mut cards = Vec::new();
    let mut index = 1;
    while index + 1 < blocks.len() {
        // The island between two paragraphs.
        let start = index;
        while index < blocks.len() && blocks[index].words < PARAGRAPH && cx.is_open(index) {
            index += 1;
        }
        let between = start > 0 && is_paragraph(&blocks[start - 1]) && index < blocks.len() && is_paragraph(&blocks[index]);
        if between && cx.zone(start) == Zone::Body && is_card(cx, start, index) {
            cards.push(start..index);
        }
        index = index.max(start) + 1;
    }
    // More of them are the way this article is built: steps, products, exhibits.
    if cards.len() <= cx.count("most") {
        for card in cards {
            let words = "a description, a headline and a blurb between two paragraphs that speak of something else";
            out.push(Finding::delete(cx.lint, card.collect(), Applicability::Unsafe, EvidenceKind::Structure, words));
        }
    }
}

fn is_paragraph(block: &Block) -> bool {
    block.is_prose() && block.words >= PARAGRAPH
}

/// A headline, a blurb of one sentence right below, and a description right above; each a paragraph of its own.
fn is_card(cx: &Context<'_>, start: usize, end: usize) -> bool {
    let blocks = cx.blocks();
    if end - start != 3 || blocks[start..end].iter().any(|block| block.marks.list() || block.marks.heading.is_some() && block.words > 20) {
        return false;
    }
    let (description, headline, blurb) = (&blocks[start], &blocks[start + 1], &blocks[start + 2]);
    let headline_like = has_shape(cx.document, headline, Shape::Headline) && headline.words >= 5 && headline.capital_share >= 0.6;
    let blurb_like = (4..=cx.count("blurb") as u32).contains(&blurb.words) && !blurb.colon;
    let described =
        description.words >= 6 && description.marks.heading.is_none() && !description.colon && cx.key(start) != cx.key(start + 1);
    headline_like && !is_item(cx.folded(start + 1)) && blurb_like && described && is_foreign(cx, start, end)
}

/// "Step 8: …", "Tip #5: …": one of a series, the article's own.
fn is_item(folded: &str) -> bool {
    folded.split_once(':').is_some_and(|(label, _)| label.split(' ').count() <= 3 && label.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether the card shares few of its words with the prose around.
fn is_foreign(cx: &Context<'_>, start: usize, end: usize) -> bool {
    let near = cx.count("around");
    let around = (0..start).rev().filter(|&block| cx.blocks()[block].is_prose()).take(near);
    let around = around.chain((end..cx.blocks().len()).filter(|&block| cx.blocks()[block].is_prose()).take(near));
    let known: FxHashSet<&str> = around.flat_map(|block| subject_words(cx.folded(block))).collect();
    let words: FxHashSet<&str> = (start..end).flat_map(|block| subject_words(cx.folded(block))).collect();
    let shared = words.iter().filter(|word| known.contains(*word)).count();
    !words.is_empty() && shared as f64 <= cx.number("overlap") * words.len() as f64
}

fn subject_words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST_WORD)
}
