//! `duplicate-title`: copies of the title beside the one that is kept.
//!
//! A line of the same words below the article's first prose is a heading of its own, and one after its end may be a link.
//!
//! Options: `similarity` (ratio of a near copy, 0 to 1).

use similar::TextDiff;

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::lint::{Applicability, Zone};

/// Longer lines are no titles, in bytes.
const LONGEST: usize = 300;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(title) = &cx.layout.title else { return };
    let Some(kept) = title.block else { return };
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
        let (kind, how) = if key == title.key {
            (EvidenceKind::Exact, "the same words as the title")
        } else if near_top && with_site_name(key, &title.key) {
            (EvidenceKind::Exact, "the title and the site's name")
        } else if near_top && is_near(key, &title.key, cx.number("similarity")) {
            (EvidenceKind::Structure, "nearly the same words as the title")
        } else {
            continue;
        };
        let fix = if near_top { Applicability::Safe } else { Applicability::Unsafe };
        out.push(Finding::delete(cx.lint, vec![block], fix, kind, how).related("the copy that is kept", kept));
    }
}

/// "Title | Site", "Title - Site".
fn with_site_name(key: &str, title: &str) -> bool {
    let Some(rest) = key.strip_prefix(title) else { return false };
    let rest = rest.trim_start();
    let site = rest.trim_start_matches(['|', '-', '·', '•', '»', '/', ':']).trim();
    site.len() < rest.len() && !site.is_empty() && site.split(' ').count() <= 6
}

/// Similar by the ratio of equal characters, with the same numbers in the same order.
fn is_near(key: &str, title: &str, similarity: f64) -> bool {
    let (short, long) = (key.len().min(title.len()), key.len().max(title.len()));
    // Cheap first: texts of very different length can't be similar.
    if (2 * short) as f64 / ((short + long) as f64) < similarity {
        return false;
    }
    let numbers = |text: &'_ str| text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    numbers(key) == numbers(title) && f64::from(TextDiff::from_chars(key, title).ratio()) >= similarity
}
