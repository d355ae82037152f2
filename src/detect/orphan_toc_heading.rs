//! `orphan-toc-heading`: a contents heading with nothing under it, or whose list only repeats headings further down.
//!
//! Options: `repeated` (share of the list's lines that must be lines further down, 0 to 1).

use rustc_hash::FxHashMap;

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::has_shape;
use crate::lint::{Applicability, Shape, Zone};

/// Characters from which a name of a contents heading can hardly be that of a chapter.
const LONG_NAME: usize = 16;
/// Words from which on a sentence is no line of a contents list.
const BRIEF: u32 = 20;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let headings: Vec<usize> = (0..cx.blocks().len()).filter(|&block| cx.is_open(block) && cx.is_own_hit(block)).collect();
    if headings.is_empty() {
        return;
    }
    // Where each line stands for the last time.
    let last: FxHashMap<&str, usize> = (0..cx.blocks().len()).map(|block| (unnumbered(cx.key(block)), block)).collect();
    let prose = (0..cx.blocks().len()).find(|&at| cx.blocks()[at].is_prose() && !cx.hits.named[at]);
    for heading in headings {
        let list: Vec<usize> = (heading + 1..cx.blocks().len())
            .take_while(|&block| {
                cx.is_open(block)
                    && cx.blocks()[block].is_short()
                    && !cx.prose_below(block)
                    && (cx.blocks()[block].marks.list() || !cx.is_own_hit(block))
            })
            .collect();
        let entries = entries(cx, &list, &last);
        if entries.len() >= 2 && entries.len() as f64 >= cx.number("repeated") * list.len().min(entries.len() + 3) as f64 {
            let words = format!("a contents list: {} of its lines are lines further down", entries.len());
            let end = entries[entries.len() - 1];
            let blocks = (heading..=end).filter(|&block| cx.is_open(block)).collect();
            out.push(Finding::delete(cx.lint, blocks, Applicability::Unsafe, EvidenceKind::Exact, words));
        } else if !lists_something(cx, heading, &list) {
            let words = "a contents heading without a list of contents under it";
            let own = lists_sentences(cx, heading)
                || !opens_article(cx, heading)
                || prose.is_some_and(|first| first < heading)
                || may_be_chapter(cx, heading);
            let fix = if own { Applicability::Unsafe } else { Applicability::Safe };
            out.push(Finding::delete(cx.lint, vec![heading], fix, EvidenceKind::Exact, words));
        }
    }
}

/// The lines of the list that stand again further down.
fn entries(cx: &Context<'_>, list: &[usize], last: &FxHashMap<&str, usize>) -> Vec<usize> {
    let Some(&end) = list.last() else { return Vec::new() };
    let again = |&entry: &usize| {
        let key = unnumbered(cx.key(entry));
        !key.is_empty() && last.get(key).is_some_and(|&place| place > end)
    };
    list.iter().copied().filter(again).collect()
}

/// "2.1 The outer wall" as "the outer wall".
fn unnumbered(key: &str) -> &str {
    key.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
}

/// Whether a heading stands before the article, neither quoted nor announced: in the middle of a text its words may be meant.
fn opens_article(cx: &Context<'_>, heading: usize) -> bool {
    let announced = heading > 0 && cx.blocks()[heading - 1].colon;
    cx.zone(heading) == Zone::Head && !cx.blocks()[heading].marks.quote && !announced
}

/// Whether a heading without a mark stands over prose, in words that head a chapter, too: "Sommario" is the abstract of a paper,
/// "Inhalt" what a film is about.
fn may_be_chapter(cx: &Context<'_>, heading: usize) -> bool {
    cx.prose_below(heading) && cx.key(heading).chars().count() < LONG_NAME
}

/// Whether what follows may be a list of sentences, or of lines with a sentence about each: the first prose is close and brief,
/// or a line announces the list.
fn lists_sentences(cx: &Context<'_>, heading: usize) -> bool {
    let below = &cx.blocks()[heading + 1..cx.blocks().len().min(heading + 3)];
    below.iter().find(|block| block.is_prose() || block.colon).is_some_and(|block| block.colon || block.words < BRIEF)
}

/// Whether something follows that may be the list, with its headings elsewhere: two short lines that are neither a name nor
/// a date nor named by a phrase. A heading mark above prose is a heading of the article.
fn lists_something(cx: &Context<'_>, heading: usize, list: &[usize]) -> bool {
    let is_entry = |block: &&usize| {
        let facts = &cx.blocks()[**block];
        let metadata = [Shape::Name, Shape::Date, Shape::Ago].into_iter().any(|shape| has_shape(cx.document, facts, shape));
        facts.marks.list() || facts.link_share > 0.8 || !metadata && !cx.hits.named[**block] && !cx.is_kept_title(**block)
    };
    let entries = list.iter().take(4).filter(is_entry).count();
    let headed = cx.blocks()[heading].marks.heading.is_some();
    // A chapter may be called "Contents", hardly "Table of contents".
    entries >= 2 || headed && cx.prose_below(heading) && cx.key(heading).chars().count() < LONG_NAME
}
