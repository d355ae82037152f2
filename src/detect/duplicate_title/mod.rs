//! `duplicate-title`: copies of the title beside the one that is kept.
//!
//! A line of the same words below the article's first prose is a heading of its own, and one after its end may be a link. A copy that
//! the text goes on from, or that the kept one would leave without its title, may be the author's.
//!
//! Options: `similarity` (ratio of a near copy, 0 to 1).

mod first_line;

use similar::TextDiff;

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::lint::{Applicability, Zone};

/// Longer lines are no titles, in bytes.
const LONGEST: usize = 300;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(title) = &cx.layout.title else { return };
    let Some(kept) = title.block else { return };
    let mut may_be_verse = None;
    for block in 0..cx.blocks().len() {
        let facts = &cx.blocks()[block];
        let near_top = block < cx.layout.top_end;
        if block == kept || !cx.is_open(block) || !near_top && cx.zone(block) != Zone::Tail {
            continue;
        }
        let key = cx.key(block);
        if key.len() > LONGEST || facts.sentence && cx.folded(block).ends_with('.') {
            continue;
        }
        let marked = facts.marks.heading.is_some();
        let (kind, how) = if key == title.key {
            (EvidenceKind::Exact, "the same words as the title")
        } else if near_top && !marked && with_site_name(key, &title.key) {
            (EvidenceKind::Exact, "the title and the site's name")
        } else if near_top && is_near(key, &title.key, cx.number("similarity")) {
            (EvidenceKind::Structure, "nearly the same words as the title")
        } else {
            continue;
        };
        // With the kept copy as the first line of a poem, any other is its title.
        let mut verse = || *may_be_verse.get_or_insert_with(|| !first_line::has_paragraphs(cx) || first_line::goes_on(cx, kept));
        let fix = if near_top && !first_line::goes_on(cx, block) && !verse() { Applicability::Safe } else { Applicability::Unsafe };
        out.push(Finding::delete(cx.lint, vec![block], fix, kind, how).related("the copy that is kept", kept));
    }
}

/// "Title | Site", "Title - Site".
fn with_site_name(key: &str, title: &str) -> bool {
    let Some(rest) = key.strip_prefix(title) else { return false };
    let rest = rest.trim_start();
    // A colon opens a subtitle, which is the author's.
    let site = rest.trim_start_matches(['|', '-', '·', '•', '»']).trim();
    site.len() < rest.len() && !site.is_empty() && site.split(' ').count() <= 6
}

/// Similar by the ratio of equal characters, with the same numbers in the same order.
fn is_near(key: &str, title: &str, similarity: f64) -> bool {
    let (short, long) = (key.len().min(title.len()), key.len().max(title.len()));
    // Cheap first: texts of very different length can't be similar.
    if (2 * short) as f64 / ((short + long) as f64) < similarity {
        return false;
    }
    let numbers =
        |text: &'_ str| text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    most_similar(key, title) >= similarity
        && numbers(key) == numbers(title)
        && f64::from(TextDiff::from_chars(key, title).ratio()) >= similarity
}

/// The ratio that the two could have at most: that of the bytes they share, in whatever order.
fn most_similar(a: &str, b: &str) -> f64 {
    let mut counts = [0_i32; 256];
    for byte in a.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let mut shared = 0;
    for byte in b.bytes() {
        let count = &mut counts[usize::from(byte)];
        shared += i32::from(*count > 0);
        *count -= 1;
    }
    f64::from(2 * shared) / (a.len() + b.len()) as f64
}
