//! Check, plan, apply, and check again until nothing changes.
//!
//! Everything is decided anew in each pass, so a second fix of the result changes nothing. Fixes that go round in
//! circles end with an error, never with a text.

use std::collections::BTreeSet;

use regex::Regex;
use xxhash_rust::xxh3::xxh3_64;

use super::guard;
use super::history::History;
use super::plan::{Change, Plan};
use super::{FixError, Fixed};
use crate::check::{Checked, Linter};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::{Applicability, Str};
use crate::suppress::Accepted;

/// Fixes settle in two or three passes; after this many they never will.
const MOST_PASSES: usize = 100;
/// A text that has grown this many times its size, and by more than [`GROWTH_FREE`], grows with every pass.
const MOST_GROWTH: usize = 2;
const GROWTH_FREE: usize = 64 * 1024;

/// Fixes a document. Of what each check finds, `choose` takes out what is to stay; it is told of the changes since the check before.
pub(crate) fn converge(
    linter: &Linter,
    document: &Document,
    least: Applicability,
    accepted: &Accepted,
    mut choose: impl FnMut(&Document, &[Change], &mut Vec<Diagnostic>),
) -> Result<Fixed, FixError> {
    let settings = linter.settings();
    let limits = Limits { least, protect: &settings.protect, max_removal: settings.max_removal };
    settle(document, &limits, |document, changes| {
        let mut checked = linter.check_accepting(document, accepted);
        choose(document, changes, &mut checked.diagnostics);
        checked
    })
}

/// How far a fix may go.
pub(super) struct Limits<'a> {
    pub least: Applicability,
    pub protect: &'a [Regex],
    pub max_removal: f64,
}

/// Applies what `check` finds until it finds nothing more to apply. It is told of the changes that have led to what it checks.
pub(super) fn settle(
    document: &Document,
    limits: &Limits<'_>,
    mut check: impl FnMut(&Document, &[Change]) -> Checked,
) -> Result<Fixed, FixError> {
    let first = check(document, &[]);
    let mut latest: Option<(Document, Checked)> = None;
    let mut history = History::new(document.text());
    // The states so far, each with the lints whose fixes led on from it.
    let mut seen: Vec<(u64, Vec<Str>)> = Vec::new();
    let mut current_state = xxh3_64(document.text().as_bytes());
    let most_bytes = document.text().len() * MOST_GROWTH + GROWTH_FREE;
    loop {
        let (current, checked) = latest.as_ref().map_or((document, &first), |(current, checked)| (current, checked));
        let plan = Plan::new(current, &checked.diagnostics, limits.least, limits.protect);
        if plan.changes().is_empty() {
            break;
        }
        let text = plan.edits()?.apply();
        let changes = plan.into_changes();
        // A long text takes much memory as a document: the one that is done with goes before the next is made.
        drop(latest.take());
        seen.push((current_state, changes.iter().map(|change| change.lint.clone()).collect()));
        current_state = xxh3_64(text.as_bytes());
        if let Some(start) = seen.iter().position(|&(state, _)| state == current_state) {
            return Err(FixError::Cycle { lints: names(&seen[start..]) });
        }
        if seen.len() > MOST_PASSES || text.len() > most_bytes {
            return Err(FixError::Cycle { lints: names(&seen[seen.len() - 1..]) });
        }
        history.record(&changes);
        let next = document.with_text(text);
        let checked = check(&next, &changes);
        latest = Some((next, checked));
    }

    let unchanged =
        |remaining| Fixed { text: document.text().to_owned(), removed: Vec::new(), document: document.clone(), remaining, passes: 0 };
    let Some((result, remaining)) = latest else { return Ok(unchanged(first)) };
    let passes = history.passes();
    let removed = history.into_removed();
    if let Some(objection) = guard::objection(document, &result, &removed, limits.max_removal) {
        return Ok(unchanged(objection.report(document, first)));
    }
    Ok(Fixed { text: result.text().to_owned(), removed, document: result, remaining, passes })
}

/// The lints of some passes, each once and in order.
fn names(passes: &[(u64, Vec<Str>)]) -> Vec<String> {
    let lints: BTreeSet<&Str> = passes.iter().flat_map(|(_, lints)| lints).collect();
    lints.into_iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests;
