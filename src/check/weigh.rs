//! The segmenter's second opinion on what lints claim, block by block.
//!
//! A score alone deletes nothing safely. It may veto: what it surely takes for the article's own is not safe to remove, nor what
//! rests on one weak piece of evidence unless the score agrees, and what was only likely is only reported. And where it is sure,
//! it is the second piece of evidence that a claim needs to be safe, as far as the claim's lint allows and no guard speaks
//! against it.

use crate::diagnostic::EvidenceKind;
use crate::lint::{Applicability, Extent, Zone};
use crate::matching::Hit;

use super::context::Context;
use super::finding::{Finding, Ground};
use super::guards::{most_at, most_for_structure};

// Natural log-odds: 1.0 is a probability of 73 %, 5.0 one of 99.3 %.

/// Log-odds from which the score is the second piece of evidence, fixed by cross-validation by host.
const SURE: f32 = 5.0;
/// Log-odds below which a claim is not safe.
const DOUBT: f32 = -0.75;
/// Log-odds below which a claim on one weak piece of evidence is not safe: the score has to be the second. On the labelled pages 0.5
/// harms as few clean texts as 1.0 does, and 0 as many as no bound.
const AGREES: f32 = 0.5;
/// Log-odds below which a claim that is not safe only reports.
const VETO: f32 = -4.0;

/// Weighs all claims to delete blocks; claims fall apart where the opinion differs.
pub(super) fn weigh(cx: &mut Context<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut weighed = Vec::with_capacity(findings.len());
    let sections: Vec<Vec<usize>> = findings
        .iter()
        .filter(|finding| finding.edits.is_none() && finding.blocks.len() > 1 && takes_section(cx, &finding.ground))
        .map(|finding| finding.blocks.clone())
        .collect();
    for finding in findings {
        if finding.edits.is_some() || finding.kind == EvidenceKind::Score {
            weighed.push(finding);
            continue;
        }
        cx.lint = finding.lint;
        let doubt = doubt(cx, &finding.ground);
        // Copies are no matter of where they stand.
        let structure = finding.kind == EvidenceKind::Structure;
        // What is not safe anyway is not asked about.
        let guarded = structure && finding.fix == Applicability::Safe;
        let most = |block: usize| if guarded { most_for_structure(cx, block).min(most_at(cx, block)) } else { finding.fix };
        let opinions: Vec<Applicability> =
            finding.blocks.iter().map(|&block| weighed_fix(cx, most(block), doubt, block, structure)).collect();
        if opinions.iter().all(|&opinion| opinion == finding.fix) {
            weighed.push(finding);
            continue;
        }
        for fix in [Applicability::Safe, Applicability::Unsafe, Applicability::None] {
            let blocks: Vec<usize> =
                finding.blocks.iter().zip(&opinions).filter(|(_, opinion)| **opinion == fix).map(|(&block, _)| block).collect();
            if !blocks.is_empty() {
                weighed.push(Finding { blocks, fix, ..finding.clone() });
            }
        }
    }
    if sections.is_empty() { weighed } else { hold_labels(cx, &sections, weighed) }
}

/// Keeps each label, whatever lint claims it, as long as what it labels: with the label gone, nothing would find the rest.
/// `sections` are the claims on a label and the blocks below it, label first.
fn hold_labels(cx: &Context<'_>, sections: &[Vec<usize>], findings: Vec<Finding>) -> Vec<Finding> {
    let mut most = vec![Applicability::None; cx.blocks().len()];
    for finding in findings.iter().filter(|finding| finding.edits.is_none()) {
        let fix = finding.fix.min(cx.settings.lint(finding.lint).fix);
        finding.blocks.iter().for_each(|&block| most[block] = most[block].max(fix));
    }
    let stays = |section: &&Vec<usize>| section[1..].iter().any(|&block| most[block] < Applicability::Safe);
    let mut held = vec![false; cx.blocks().len()];
    sections.iter().filter(stays).for_each(|section| held[section[0]] = true);
    let mut kept = Vec::with_capacity(findings.len());
    for mut finding in findings {
        if finding.fix == Applicability::Safe && finding.edits.is_none() {
            let (labels, others): (Vec<_>, Vec<_>) = finding.blocks.iter().partition(|&&block| held[block]);
            if !labels.is_empty() {
                kept.push(Finding { blocks: labels, fix: Applicability::Unsafe, ..finding.clone() });
                if others.is_empty() {
                    continue;
                }
                finding.blocks = others;
            }
        }
        kept.push(finding);
    }
    kept
}

fn takes_section(cx: &Context<'_>, ground: &Ground) -> bool {
    matches!(ground, Ground::Hit(hit) if cx.matcher.clause(cx.set, hit.clause).extent == Extent::Section)
}

/// Log-odds below which a claim on this ground is not safe.
fn doubt(cx: &Context<'_>, ground: &Ground) -> f32 {
    match ground {
        // A sentence that only holds a phrase has words of its own; so has prose that a pattern runs through.
        Ground::Hit(hit) if is_own_sentence(cx, hit) => SURE,
        _ if is_alone(cx, ground) => AGREES,
        _ => DOUBT,
    }
}

/// Whether a claim rests on a phrase that is a part of a line, a single word or in the article, or on a shape, and on nothing around it.
fn is_alone(cx: &Context<'_>, ground: &Ground) -> bool {
    let Ground::Hit(hit) = ground else { return false };
    let block = hit.block as usize;
    let several_words = is_whole(cx, hit) && cx.blocks()[block].words >= 2 && cx.zone(block) != Zone::Body;
    !several_words && !cx.matcher.leans_on_context(cx.set, hit.clause)
}

fn is_own_sentence(cx: &Context<'_>, hit: &Hit) -> bool {
    let block = &cx.blocks()[hit.block as usize];
    block.sentence && !is_whole(cx, hit) || block.is_prose() && !hit.whole
}

/// Whether a phrase is all of its line, or a pattern covers all of it.
pub(super) fn is_whole(cx: &Context<'_>, hit: &Hit) -> bool {
    hit.whole || hit.matched.start == 0 && hit.matched.end as usize >= cx.key(hit.block as usize).len()
}

/// How far a claim may go in a block; below `doubt` it is not safe.
fn weighed_fix(cx: &Context<'_>, fix: Applicability, doubt: f32, block: usize, structure: bool) -> Applicability {
    opinion(fix, cx.layout.furniture.odds(block), doubt, cx.blocks()[block].is_prose(), || may_be_safe(cx, block, structure))
}

/// How far a claim may go in a block of these log-odds.
fn opinion(fix: Applicability, odds: f32, doubt: f32, prose: bool, may_be_safe: impl FnOnce() -> bool) -> Applicability {
    match fix {
        // An author's sentence is not even proposed.
        Applicability::Safe if odds < DOUBT && prose => Applicability::None,
        Applicability::Safe if odds < doubt => Applicability::Unsafe,
        Applicability::Unsafe if odds < VETO => Applicability::None,
        Applicability::Unsafe if odds >= SURE && !prose && may_be_safe() => Applicability::Safe,
        fix => fix,
    }
}

/// Whether nothing but a lack of evidence keeps a claim of the running lint on the block from being safe.
fn may_be_safe(cx: &Context<'_>, block: usize, structure: bool) -> bool {
    let titled = cx.zone(block) != Zone::Head || cx.layout.kept_title().is_some();
    cx.set.get(cx.lint).fix() == Applicability::Safe
        && titled
        && (cx.hits.named[block] || !cx.prose_below(block))
        && !cx.layout.may_be_title(block)
        && !begins_like_doubt(cx, block)
        && cx.most_for(block) == Applicability::Safe
        && !is_signed(cx, block)
        && !(structure && most_for_structure(cx, block) < Applicability::Safe)
        && most_at(cx, block) == Applicability::Safe
        && !is_one_of_series(cx, block)
}

/// Lines that begin alike, from which they are a series of the text's own.
const SERIES: usize = 4;
/// Blocks around a line in which its series is looked for.
const NEAR: usize = 400;

/// Whether several lines around begin with the same words, and go on with others: a page says once what it files an article under.
fn is_one_of_series(cx: &Context<'_>, block: usize) -> bool {
    let begins =
        |at: usize| cx.hits.named[at] && cx.hits.labels[at] == cx.hits.labels[block] && !cx.hits.of(at).iter().any(|hit| hit.whole);
    let around = block.saturating_sub(NEAR)..cx.blocks().len().min(block + NEAR);
    begins(block) && around.filter(|&at| begins(at)).nth(SERIES - 1).is_some()
}

/// Whether all that a line says besides its sign of copyright is somebody's name.
fn is_signed(cx: &Context<'_>, block: usize) -> bool {
    let Some((_, name)) = cx.text(block).split_once('©') else { return false };
    crate::document::is_name(name)
}

/// Whether a phrase of a lint that is never safe is a part of the line, not all of it: "By …" in a list of the author's.
fn begins_like_doubt(cx: &Context<'_>, block: usize) -> bool {
    let doubts = |hit: &Hit| !hit.whole && !hit.matched.is_empty() && cx.set.get(hit.lint).fix() < Applicability::Safe;
    cx.hits.of(block).iter().any(doubts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format, Hints, Linter};
    use Applicability::{None, Safe, Unsafe};

    #[test]
    fn what_the_score_takes_for_the_articles_own_goes_less_far() {
        assert_eq!(opinion(Safe, DOUBT - 0.1, DOUBT, false, || true), Unsafe);
        assert_eq!(opinion(Safe, DOUBT - 0.1, DOUBT, true, || true), None, "a sentence is not even proposed");
        assert_eq!(opinion(Unsafe, VETO - 0.1, DOUBT, false, || true), None);
        assert_eq!(opinion(Safe, DOUBT, DOUBT, true, || false), Safe);
    }

    #[test]
    fn a_label_stays_as_long_as_what_it_labels_whatever_lint_claims_it() {
        let text = "The nets hang along the wall from October to March, and whoever walks by with a spare hour is given a needle and \
            shown where the last one stopped.\n\nNobody is paid for it, and nobody has ever been asked twice to come and mend the nets.\n\n\
            Share on Facebook\nRelated Posts\nWhy Eels Are Having a Moment\nThe Cellar Under the Bank\nCancel reply\n";
        let document = Document::parse(text.into(), Format::Markdown, &Hints::default());
        let linter = Linter::default();
        let safely = linter.fix(&document, Safe).expect("it settles").text().to_owned();
        assert!(safely.contains("Why Eels") && safely.contains("Related Posts"), "a card that is not certain keeps its heading: {safely}");
        let then = linter.fix(&document.with_text(safely), Unsafe).expect("it settles").text().to_owned();
        assert!(!then.contains("Why Eels") && !then.contains("Related Posts"), "{then}");
    }

    #[test]
    fn one_weak_piece_of_evidence_needs_the_score_as_the_second() {
        assert_eq!(opinion(Safe, AGREES - 0.1, AGREES, false, || true), Unsafe);
        assert_eq!(opinion(Safe, AGREES, AGREES, false, || true), Safe);
    }

    #[test]
    fn a_sure_score_makes_a_likely_fix_safe_where_nothing_speaks_against_it() {
        assert_eq!(opinion(Unsafe, SURE, DOUBT, false, || true), Safe);
        assert_eq!(opinion(Unsafe, SURE - 0.1, DOUBT, false, || true), Unsafe);
        assert_eq!(opinion(Unsafe, SURE, DOUBT, false, || false), Unsafe);
        assert_eq!(opinion(Unsafe, SURE, DOUBT, true, || true), Unsafe, "prose never");
        assert_eq!(opinion(None, SURE, DOUBT, false, || true), None, "what is only reported stays so");
    }
}
