//! From settled findings to diagnostics: wording, parts, fingerprints, edits; suppressed parts left out.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Edit, Evidence, Fingerprint, Fix, Part, Related, removal};
use crate::lint::format::PhraseKind;
use crate::lint::{Applicability, LintIndex, Str, Zone};
use crate::matching::Hit;
use crate::source::Span;
use crate::suppress::{Accepted, Suppressions};

use super::Checked;
use super::context::Context;
use super::finding::{Finding, Ground};
use super::owners::Owned;

pub(super) fn diagnostics(cx: &Context<'_>, mut owned: Vec<Owned>, suppressions: &Suppressions<'_>, accepted: &Accepted) -> Checked {
    // In the order of the text, which occurrences are counted in.
    owned.sort_by(|a, b| {
        let place = |owned: &Owned| (owned.finding.blocks.first().copied(), owned.finding.lint);
        place(a).cmp(&place(b))
    });
    let mut checked = Checked::default();
    checked.diagnostics.reserve(owned.len());
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    counts.reserve(owned.len());
    // For each block its own, from 1; 0 if it has none yet.
    let mut occurrences: Vec<u32> = vec![0; cx.blocks().len()];
    for Owned { finding, also } in owned {
        let lint = cx.set.get(finding.lint);
        let mut parts = Vec::with_capacity(finding.blocks.len());
        for &block in &finding.blocks {
            let span = cx.blocks()[block].span();
            // A name that a weaker claim goes by covers something, whoever owns the block.
            for other in also.iter().map(|&other| cx.set.get(other)) {
                suppressions.note(other.id(), other.category(), span);
            }
            // What the text itself accepts is none of a baseline's business, and counts for no occurrence.
            if suppressions.covers(lint.id(), lint.category(), span) {
                checked.suppressed += 1;
                continue;
            }
            let key = cx.key(block);
            // Counted for all lints together: of two that find a line, either may come to own it.
            if occurrences[block] == 0 {
                let count = counts.entry(key).or_default();
                *count += 1;
                occurrences[block] = *count;
            }
            let occurrence = occurrences[block] as usize - 1;
            let by = |lint: LintIndex| Fingerprint::new(cx.set.get(lint).id(), key, occurrence);
            let known = if accepted.is_empty() { None } else { also.iter().map(|&other| by(other)).find(|&other| accepted.covers(other)) };
            let fingerprint = known.unwrap_or_else(|| by(finding.lint));
            if accepted.covers(fingerprint) {
                checked.accepted.push(fingerprint);
            } else {
                parts.push(Part { span, fingerprint, edits: edits(&finding, block, span) });
            }
        }
        if parts.is_empty() {
            continue;
        }
        checked.diagnostics.push(Diagnostic {
            lint: lint.static_id(),
            category: lint.static_category(),
            level: cx.settings.lint(finding.lint).level,
            message: lint.static_summary(),
            help: help(&finding),
            evidence: Evidence { kind: finding.kind, clause: clause(cx, &finding), text: words(cx, &finding) },
            also: also.into_iter().map(|lint| cx.set.get(lint).static_id()).collect(),
            related: finding
                .related
                .iter()
                .map(|&(message, block)| Related { message: message.into(), span: cx.blocks()[block].span() })
                .collect(),
            fix: fix(&finding, parts.len()),
            parts,
        });
    }
    // A suppressed first part moves where a finding begins.
    checked.diagnostics.sort_by(|a, b| a.span().cmp(&b.span()).then_with(|| a.lint.cmp(&b.lint)));
    checked
}

fn edits(finding: &Finding, block: usize, span: Span) -> Vec<Edit> {
    match &finding.edits {
        _ if finding.fix == Applicability::None => Vec::new(),
        None => vec![Edit { span, new_text: String::new() }],
        Some(edits) => edits.iter().filter(|(of, _)| *of == block).map(|(_, edit)| edit.clone()).collect(),
    }
}

fn fix(finding: &Finding, parts: usize) -> Option<Fix> {
    let title = match (&finding.edits, parts) {
        (Some(_), _) => "Replace the characters".into(),
        (None, count) => removal(count),
    };
    (finding.fix > Applicability::None).then_some(Fix { title, applicability: finding.fix })
}

fn help(finding: &Finding) -> Option<Str> {
    (finding.fix == Applicability::Unsafe && finding.edits.is_none())
        .then_some(Str::Borrowed("look at it before it goes: `--unsafe-fixes` removes it"))
}

fn clause(cx: &Context<'_>, finding: &Finding) -> Option<u16> {
    match &finding.ground {
        Ground::Hit(hit) => Some(cx.matcher.number(cx.set, hit.clause)),
        Ground::Words(_) | Ground::Score => None,
    }
}

/// The evidence in words.
fn words(cx: &Context<'_>, finding: &Finding) -> String {
    match &finding.ground {
        Ground::Words(words) => words.to_string(),
        Ground::Score => score_words(cx, &finding.blocks),
        Ground::Hit(hit) => hit_words(cx, hit, &finding.blocks),
    }
}

fn hit_words(cx: &Context<'_>, hit: &Hit, blocks: &[usize]) -> String {
    let block = hit.block as usize;
    let place = match cx.zone(block) {
        Zone::Head => "before the article begins",
        Zone::Body => "in the article",
        Zone::Tail => "after the article ends",
    };
    let matched = &cx.folded(block)[hit.matched.start as usize..hit.matched.end as usize];
    let clause = cx.matcher.clause(cx.set, hit.clause);
    let company = match cx.layout.run(block) {
        Some(run) if clause.run > 0 || clause.anchors > 0 => {
            format!(", in a run of {} short lines of which {} are known labels", run.len, run.anchors)
        }
        _ => String::new(),
    };
    if matched.is_empty() {
        let shape = clause.shape.map_or_else(String::new, |shape| format!("{shape:?}").to_lowercase());
        return format!("the line is a {shape}, {place}{company}");
    }
    let whole = cx.matcher.table(cx.set, hit.clause).lines(matched).any(|phrase| phrase.kind == PhraseKind::Line);
    // What a heading or a label takes with it has none of its words.
    let how = if !blocks.contains(&block) {
        "it stands below"
    } else if whole && matched == cx.key(block) {
        "the whole line is"
    } else {
        "the line has"
    };
    // Not formatted: this is made for each finding of each document.
    [how, " “", matched, "”, ", place, &company].concat()
}

/// How far around blocks known labels are counted for the score's words.
const NEAR: usize = 3;

/// What about these blocks, which lie together, speaks for furniture besides their words.
fn score_words(cx: &Context<'_>, blocks: &[usize]) -> String {
    let (Some(&start), Some(&last)) = (blocks.first(), blocks.last()) else { return String::new() };
    let place = match cx.zone(start) {
        Zone::Head => "before the article begins",
        Zone::Body => "between parts of the article",
        Zone::Tail => "after the article ends",
    };
    let prose = blocks.iter().any(|&block| cx.blocks()[block].is_prose());
    let mut words = match cx.layout.run(start) {
        Some(run) if !prose => format!("among {} short lines in a row, none ends a sentence, {place}", run.len),
        _ if blocks.len() > 1 => format!("{} lines in a row {place}", blocks.len()),
        _ => format!("a {} {place}", if prose { "paragraph" } else { "line" }),
    };
    let around = start.saturating_sub(NEAR)..(last + 1 + NEAR).min(cx.blocks().len());
    let near = cx.hits.named[around].iter().filter(|&&named| named).count();
    if near > 0 {
        words.push_str(&format!(", {near} known labels in and around it"));
    }
    let surest = blocks.iter().map(|&block| cx.layout.furniture.probability(block)).fold(0.0, f32::max);
    // As a whole number: that is a tenth of the work.
    words.push_str(&format!("; furniture with a probability of up to {} %", (surest * 100.0).round() as u32));
    words
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lint::{LintSet, Settings, Source};
    use crate::{Document, Format, Hints, Linter};

    #[test]
    fn a_finding_names_its_clause_among_all_of_its_file() {
        let text = r#"
summary = "A made-up line"
level = "warn"
fix = "unsafe"
why = "For the test."

[[match]]
anchor = true
line.en = ["a made-up label"]

[[match]]
zone = "tail"
line.en = ["a made-up farewell"]

[[match]]
line.en = ["a made-up greeting"]
"#;
        let source = Source { path: "made-up.toml".into(), category: "tests".into(), id: "made-up".into(), text: text.into() };
        let set = Arc::new(LintSet::with_own(&[source]).unwrap());
        let linter = Linter::new(Arc::clone(&set), Settings::defaults(&set));
        let prose = "The ferry left the harbour at nine in the morning, as it has done for forty years and in any weather.";
        let text = format!("# Nine in the morning\n\nNine in the morning\n\n{prose}\n\nA made-up greeting\n\n{prose} It came back.\n");
        let found = linter.check(&Document::parse(text.into(), Format::Plain, &Hints::default())).diagnostics;
        let clauses: Vec<(&str, Option<u16>)> = found.iter().map(|found| (&*found.lint, found.evidence.clause)).collect();
        assert_eq!(clauses, [("duplicate-title", None), ("made-up", Some(3))]);
    }
}
