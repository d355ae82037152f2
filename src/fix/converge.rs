//! Check, plan, apply, and check again until nothing changes.
//!
//! Everything is decided anew in each pass, so a second fix of the result changes nothing. Fixes that go round in
//! circles end with an error, never with a text.

use std::collections::BTreeSet;

use regex::Regex;
use xxhash_rust::xxh3::xxh3_64;

use super::guard::{Measure, Objection};
use super::history::History;
use super::plan::{Change, Plan, edits_of};
use super::{FixError, Fixed};
use crate::check::{Checked, Linter};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::{Applicability, Str};
use crate::suppress::Accepted;

/// Fixes settle in two or three passes, and of thousands of pages none took more than six; after this many they never will.
const MOST_PASSES: usize = 24;
/// A text that has grown this many times its size, and by more than [`GROWTH_FREE`], grows with every pass.
const MOST_GROWTH: usize = 2;
const GROWTH_FREE: usize = 64 * 1024;

/// Fixes a document. Of what each check finds, `choose` takes out what is to stay; it is told of the changes since the check before.
pub(crate) fn converge(
    linter: &Linter,
    document: Document,
    least: Applicability,
    accepted: &Accepted,
    mut choose: impl FnMut(&Document, &[Change], &mut Vec<Diagnostic>),
) -> Result<Fixed, FixError> {
    let settings = linter.settings();
    let limits = Limits { least, protect: &settings.protect, max_removal: settings.max_removal };
    let settled = settle(document, &limits, |document, changes| {
        let mut checked = linter.check_accepting(document, accepted);
        choose(document, changes, &mut checked.diagnostics);
        checked
    });
    Ok(settled?.told(|document| linter.check_accepting(document, accepted)))
}

/// How far a fix may go.
pub(super) struct Limits<'a> {
    pub least: Applicability,
    pub protect: &'a [Regex],
    pub max_removal: f64,
}

/// Where fixes have led.
#[derive(Debug)]
pub(super) enum Settled {
    /// To what is to take the document's place, if it is another.
    Fixed(Fixed),
    /// Nowhere that they may lead: the document as it was, and what speaks against them.
    Refused(Document, Objection),
}

/// Applies what `check` finds until it finds nothing more to apply. It is told of the changes that have led to what it checks.
///
/// A long text takes many times its size as a document: there is one at a time, and the original is remembered by the changes alone.
pub(super) fn settle(
    document: Document,
    limits: &Limits<'_>,
    mut check: impl FnMut(&Document, &[Change]) -> Checked,
) -> Result<Settled, FixError> {
    let original = Measure::of(&document);
    let most_bytes = document.text().len() * MOST_GROWTH + GROWTH_FREE;
    let mut history = History::new(document.text());
    // The states so far, each with the lints whose fixes led on from it.
    let mut seen: Vec<(u64, BTreeSet<Str>)> = Vec::new();
    let mut current_state = xxh3_64(document.text().as_bytes());
    let mut current = document;
    let mut checked = check(&current, &[]);
    loop {
        let plan = Plan::new(&current, &checked.diagnostics, limits.least, limits.protect);
        if plan.changes().is_empty() {
            break;
        }
        let changes = plan.into_changes();
        drop(checked);
        let (source, frame) = current.into_source();
        let text = edits_of(source.as_str(), &changes)?.apply();
        seen.push((current_state, changes.iter().map(|change| change.lint.clone()).collect()));
        current_state = xxh3_64(text.as_bytes());
        if let Some(start) = seen.iter().position(|&(state, _)| state == current_state) {
            return Err(FixError::Cycle { lints: names(&seen[start..]) });
        }
        if seen.len() > MOST_PASSES || text.len() > most_bytes {
            return Err(FixError::Cycle { lints: names(&seen[seen.len() - 1..]) });
        }
        history.record(source.as_str(), &changes);
        let text = source.with_content(text);
        drop(source);
        current = frame.document(text);
        checked = check(&current, &changes);
    }
    let passes = history.passes();
    let fixed = Fixed { removed: history.into_removed(), document: current, remaining: checked, passes };
    Ok(match original.objection(&fixed.document, &fixed.removed, limits.max_removal) {
        Some(objection) => {
            let original = fixed.original();
            let Fixed { document, removed, remaining, .. } = fixed;
            drop((removed, remaining));
            let (_, frame) = document.into_source();
            Settled::Refused(frame.document(original), objection)
        }
        None => Settled::Fixed(fixed),
    })
}

impl Settled {
    /// What it comes to for the user: of a document that stays as it was, what `check` finds in it and the objection.
    pub(super) fn told(self, check: impl FnOnce(&Document) -> Checked) -> Fixed {
        match self {
            Self::Fixed(fixed) => fixed,
            Self::Refused(document, objection) => {
                let remaining = objection.report(&document, check(&document));
                Fixed { removed: Vec::new(), document, remaining, passes: 0 }
            }
        }
    }
}

/// The lints of some passes, each once and in order.
fn names(passes: &[(u64, BTreeSet<Str>)]) -> Vec<String> {
    let lints: BTreeSet<&Str> = passes.iter().flat_map(|(_, lints)| lints).collect();
    lints.into_iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests;
