//! Lints about suppressions: what covers nothing, what names no lint, what is misspelt, what says no reason.
//!
//! They are raised last, when it is known which names left something out. Holds always: nothing is said of names whose
//! lints did not all run, nor of a file that is to be left alone altogether; a suppression of all lints does not reach
//! these; front matter, and a comment over several blocks, are reported and never edited.

mod claims;
mod doubts;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Evidence, EvidenceKind, Fingerprint, Fix, Part};
use crate::lint::{Applicability, LintIndex};
use crate::source::Span;
use crate::suppress::{Accepted, Suppressions};

use super::Checked;
use super::context::Context;
use claims::{Claim, Judge, mistaken, unexplained};
use doubts::Doubts;

const INVALID: &str = "invalid-suppression";
const UNUSED: &str = "unused-suppression";
const UNKNOWN: &str = "unknown-lint";
const UNEXPLAINED: &str = "suppression-without-reason";

/// Adds what is to be said of a document's suppressions, and takes the fixes from what those that do nothing were meant for.
pub(super) fn judge(cx: &Context<'_>, selected: &[bool], suppressions: &Suppressions<'_>, accepted: &Accepted, checked: &mut Checked) {
    let mut judge = Judge::new(cx, selected);
    // Whether or not anybody is told: with `--select`, or in a baseline, the line is not worth less.
    Doubts::find(cx.document, &mut judge, suppressions).withhold(&mut checked.diagnostics);
    // By their detectors: an own lint may have another id.
    let lints: BTreeMap<&str, LintIndex> = cx
        .set
        .iter()
        .filter(|(index, lint)| selected[index.get()] && lint.is_about_suppressions())
        .filter_map(|(index, lint)| Some((lint.detector()?, index)))
        .collect();
    if lints.is_empty() {
        return;
    }
    let mut claims: Vec<(&str, Span, Claim)> = Vec::new();
    for (place, statement) in suppressions.statements().iter().enumerate() {
        let of_it = [(UNUSED, judge.unused(place, statement)), (UNKNOWN, judge.unknown(statement)), (UNEXPLAINED, unexplained(statement))];
        claims.extend(of_it.into_iter().filter_map(|(lint, claim)| Some((lint, statement.span, claim?))));
    }
    claims.extend(suppressions.misspelt().iter().filter_map(|comment| Some((INVALID, comment.span, judge.misspelt(comment)?))));
    claims.extend(suppressions.mistaken().map(|key| (INVALID, key.span, mistaken(key))));
    let mut occurrences: BTreeMap<(LintIndex, String), usize> = BTreeMap::new();
    for (lint, span, claim) in claims {
        let Some(&index) = lints.get(lint) else { continue };
        let lint = cx.set.get(index);
        if suppressions.covers_by_name(lint.id(), lint.category(), span) {
            checked.suppressed += 1;
            continue;
        }
        let key = cx.document.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let occurrence = occurrences.entry((index, key.clone())).or_default();
        let fingerprint = Fingerprint::new(lint.id(), &key, *occurrence);
        *occurrence += 1;
        if accepted.covers(fingerprint) {
            checked.accepted.push(fingerprint);
        } else {
            checked.diagnostics.push(diagnostic(cx, index, span, fingerprint, claim));
        }
    }
    checked.diagnostics.sort_by(|a, b| a.span().cmp(&b.span()).then_with(|| a.lint.cmp(&b.lint)));
}

fn diagnostic(cx: &Context<'_>, index: LintIndex, stated: Span, fingerprint: Fingerprint, claim: Claim) -> Diagnostic {
    let lint = cx.set.get(index);
    let settings = cx.settings.lint(index);
    let blocks = cx.blocks();
    let next = blocks.partition_point(|block| block.span().end <= stated.start);
    let block = blocks.get(next).map(|block| block.span()).filter(|block| block.overlaps(stated));
    // Front matter has no block.
    let span = block.map_or(stated, |block| Span::new(stated.start, stated.end.min(block.end)));
    let applicability = if span == stated { claim.fix.min(settings.fix) } else { Applicability::None };
    let edit = claim.edit.filter(|_| applicability > Applicability::None);
    let message = match claim.about {
        None => lint.static_summary(),
        Some(about) => Cow::Owned(format!("{}: {about}", lint.summary())),
    };
    Diagnostic {
        lint: lint.static_id(),
        category: lint.static_category(),
        level: settings.level,
        message,
        help: claim.help.map(Cow::Owned),
        evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: claim.evidence },
        also: Vec::new(),
        related: Vec::new(),
        fix: edit.as_ref().map(|(title, _)| Fix { title: Cow::Borrowed(title), applicability }),
        parts: vec![Part { span, fingerprint, edits: edit.map(|(_, edit)| edit).into_iter().collect() }],
    }
}
