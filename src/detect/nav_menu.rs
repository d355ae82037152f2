//! `nav-menu`: a run of short lines in the head or tail that known labels anchor.
//!
//! Options: `shortest` (blocks a run must have), `reach` (blocks between two anchors that hold what lies between them),
//! `reach-below-title` (the same between the title and the body), `most-dates` and `most-figures` (blocks with a date, and share of blocks
//! with digits beside the anchors, above which a run may be a schedule, a table or results and is not safe any more), `odds`
//! and `sure-odds` (log-odds of being furniture from which a line goes with its run, and from which that is safe).

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::check::{Context, Finding, ends_sentence};
use crate::diagnostic::EvidenceKind;
use crate::document::{BlockKind, Run, has_shape};
use crate::lint::{Applicability, Shape, Zone};
use crate::matching::Hit;

/// Blocks beyond the last anchor that one anchor holds.
const BEYOND: usize = 3;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let (likely_odds, sure_odds) = (cx.number("odds"), cx.number("sure-odds"));
    for run in &cx.layout.runs {
        if run.zone == Zone::Body || run.anchors == 0 || run.len < cx.count("shortest") {
            continue;
        }
        let place = if run.zone == Zone::Head { "before the article begins" } else { "after the article ends" };
        let words: Arc<str> =
            format!("{} short lines in a row{}, {} of them known labels, {place}", run.len, openly(cx, run), run.anchors).into();
        let mut held: Vec<usize> = Vec::new();
        for stretch in anchored(cx, run) {
            // Without a title nobody knows which of the lines above the body it is.
            let titled = run.zone != Zone::Head || cx.layout.kept_title().is_some();
            let sure = titled && !may_be_content(cx, &stretch) && is_well_held(cx, &stretch);
            let fix = if sure { Applicability::Safe } else { Applicability::Unsafe };
            let sure = |&block: &usize| odds(cx, block) >= sure_odds && !is_doubtful(cx, block);
            let blocks = open(cx, stretch.clone(), fix).into_iter().filter(sure).collect();
            out.push(Finding::delete(cx.lint, blocks, fix, EvidenceKind::Structure, words.clone()));
            held.extend(stretch);
        }
        let rest = open(cx, run.blocks.clone(), Applicability::Unsafe);
        let likely =
            |block: &usize| (odds(cx, *block) >= likely_odds || held.binary_search(block).is_ok()) && !cx.layout.may_be_title(*block);
        let rest = rest.into_iter().filter(likely).collect();
        out.push(Finding::delete(cx.lint, rest, Applicability::Unsafe, EvidenceKind::Structure, words));
    }
}

/// That none of the lines ends a sentence, where it is so: a sentence of one word is short, too.
fn openly(cx: &Context<'_>, run: &Run) -> &'static str {
    if run.blocks.clone().any(|block| ends_sentence(cx, block)) { "" } else { ", none ends a sentence" }
}

/// The segmenter's log-odds that a line is furniture.
fn odds(cx: &Context<'_>, block: usize) -> f64 {
    f64::from(cx.layout.furniture.odds(block))
}

/// A line that may be the title, or that heads a paragraph: never safe to take, in whatever company.
fn is_doubtful(cx: &Context<'_>, block: usize) -> bool {
    cx.layout.may_be_title(block) || cx.prose_below(block) && !cx.hits.named[block]
}

/// The blocks that may be taken with this certainty: no lint that knows them better would be less sure of it.
fn open(cx: &Context<'_>, blocks: Range<usize>, fix: Applicability) -> Vec<usize> {
    let may_go = |block: usize| cx.is_open(block) && cx.most_for(block) >= fix && !cx.is_named_for_another(block);
    blocks.filter(|&block| may_go(block) || cx.blocks()[block].kind == BlockKind::Rule).collect()
}

/// The stretches of a run that at least two different anchors hold, no further than `reach` blocks from each other.
///
/// Away from the body a stretch goes on for some blocks more, the more anchors hold it; towards it it ends with its anchor, since the line
/// that ends a run there may be the article's first or last: a subheading, a greeting, a signature.
fn anchored(cx: &Context<'_>, run: &Run) -> Vec<Range<usize>> {
    // Between the title and the body stand standfirsts, verdicts and key points too: there anchors hold less.
    let below_title = run.zone == Zone::Head && cx.layout.kept_title().is_some_and(|title| title < run.blocks.start);
    let (reach, beyond) = if below_title { (cx.count("reach-below-title"), 0) } else { (cx.count("reach"), BEYOND) };
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut labels: FxHashSet<u32> = FxHashSet::default();
    for anchor in run.blocks.clone().filter(|&block| cx.hits.named[block]) {
        match stretches.last_mut() {
            Some(stretch) if anchor < stretch.end + reach => stretch.end = anchor + 1,
            _ => {
                // One label, however often, holds nothing.
                if labels.len() < 2 {
                    stretches.pop();
                }
                labels.clear();
                stretches.push(anchor..anchor + 1);
            }
        }
        labels.insert(cx.hits.labels[anchor]);
    }
    if labels.len() < 2 {
        stretches.pop();
    }
    for stretch in &mut stretches {
        let held = stretch.clone().filter(|&block| cx.hits.named[block]).count();
        let beyond = reach.min(held * beyond);
        match run.zone {
            Zone::Head => stretch.start = stretch.start.saturating_sub(beyond).max(run.blocks.start),
            _ => stretch.end = (stretch.end + beyond).min(run.blocks.end),
        }
    }
    stretches
}

/// Whether two anchors that are known as whole lines hold a stretch, of languages that have been measured, or three of any: lines that
/// only begin like a label ("By …", "Photo: …") are too common in lists of the author's.
fn is_well_held(cx: &Context<'_>, stretch: &Range<usize>) -> bool {
    let labels = |holds: fn(&Hit) -> bool| {
        let held = stretch.clone().filter(|&block| cx.hits.named[block] && cx.hits.of(block).iter().any(holds));
        held.map(|block| cx.hits.labels[block]).collect::<FxHashSet<u32>>().len()
    };
    labels(|hit| hit.whole && hit.measured) >= 2 || labels(|hit| hit.whole) >= 3
}

/// Whether the stretch looks like something that stands in articles: dates, figures.
fn may_be_content(cx: &Context<'_>, stretch: &Range<usize>) -> bool {
    let free = stretch.clone().filter(|&block| !cx.hits.named[block]);
    let (mut dates, mut figures) = (0, 0);
    for block in free {
        let facts = &cx.blocks()[block];
        figures += usize::from(facts.digits);
        dates += usize::from(has_shape(cx.document, facts, Shape::Date));
    }
    dates > cx.count("most-dates") || figures as f64 > cx.number("most-figures") * stretch.len() as f64
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{Applicability, Document, Format, Hints, Level, LintSet, Linter, Settings};

    const HEAD: &str = "Mending the outer nets of the harbour\n\nBy Ines Marlow\nShare on Facebook\nShare on Twitter\nPrint this page\n\n";
    const BODY: &str = "The nets hang along the wall from October to March, and whoever walks by with a spare hour is given a needle and \
        shown where the last one stopped.\n\nNobody is paid for it, and nobody has ever been asked twice to come and mend the nets.\n";

    fn safely_fixed(settings: impl Fn(&LintSet, &mut Settings)) -> String {
        let set = Arc::new(LintSet::bundled());
        let mut chosen = Settings::defaults(&set);
        settings(&set, &mut chosen);
        let document = Document::parse(format!("{HEAD}{BODY}").into(), Format::Plain, &Hints::default());
        Linter::new(set, chosen).fix(&document, Applicability::Safe).expect("the fixes settle").text().to_owned()
    }

    #[test]
    fn a_run_goes_no_further_than_the_lint_that_knows_a_line_better() {
        let fixed = safely_fixed(|_, _| {});
        assert!(fixed.contains("By Ines Marlow"), "a byline is never safe to remove: {fixed}");
        assert!(!fixed.contains("Share on"), "{fixed}");
    }

    #[test]
    fn a_line_whose_lint_is_off_stays() {
        let fixed = safely_fixed(|set, settings| {
            for lint in set.named("sharing") {
                settings.lint_mut(lint).level = Level::Off;
            }
        });
        assert!(fixed.contains("Share on Facebook"), "{fixed}");
    }
}
