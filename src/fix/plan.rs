//! From the findings of one check to the changes of one pass.
//!
//! Holds always: the edits of a part are all in the plan or none is; the changes are sorted and disjoint; what is
//! changed lies in the parts, in the line endings and blank lines beside them, and never in protected text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use regex::Regex;

use super::edit::{EditError, Edits};
use super::protect::Protected;
use super::widen;
use crate::diagnostic::{Diagnostic, Edit, Part};
use crate::document::Document;
use crate::lint::{Applicability, Str};
use crate::source::Span;

/// The changes of one pass over a document.
#[derive(Debug)]
pub struct Plan<'d> {
    text: &'d str,
    changes: Vec<Change>,
}

/// One change and the lint that asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The lint's id.
    pub lint: Str,
    /// How certain the fix is.
    pub applicability: Applicability,
    /// What is replaced.
    pub span: Span,
    /// What replaces it; empty to delete.
    pub new_text: String,
}

impl Change {
    pub(super) fn deletes(&self) -> bool {
        self.new_text.is_empty()
    }
}

impl<'d> Plan<'d> {
    /// Plans all fixes of `diagnostics` that are at least as certain as `least` and leave the matches of `protect` alone.
    ///
    /// Parts come in the order of their edits, then of their lints' ids. One that would change what another replaces is
    /// left for the next pass.
    #[must_use]
    pub fn new(document: &'d Document, diagnostics: &[Diagnostic], least: Applicability, protect: &[Regex]) -> Self {
        let text = document.text();
        let candidates = candidates(text, diagnostics, least);
        if candidates.is_empty() {
            return Self { text, changes: Vec::new() };
        }
        Self::of(document, candidates, &Protected::find(document, protect))
    }

    fn of(document: &'d Document, mut candidates: Vec<Candidate<'_>>, protected: &Protected<'_>) -> Self {
        let text = document.text();
        candidates.retain(|candidate| !candidate.edits.iter().any(|edit| protected.touches(edit.span)));
        candidates.sort_by(|a, b| a.edits[0].span.cmp(&b.edits[0].span).then_with(|| a.lint.cmp(b.lint)));

        let mut taken = Taken::default();
        let mut changes = Vec::new();
        for candidate in candidates {
            if !taken.admits(&candidate.edits) {
                continue;
            }
            for Edit { span, new_text } in candidate.edits.iter().cloned() {
                taken.add(span, new_text.is_empty());
                let (lint, applicability) = (candidate.lint.clone(), candidate.applicability);
                changes.push(Change { lint, applicability, span, new_text });
            }
        }
        changes.sort_by_key(|change| change.span);
        share_out(&mut changes);
        widen::whole_lines(document, protected, &mut changes);
        Self { text, changes }
    }

    /// The changes, in order: deletions that touch are told apart by lint.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes without the text.
    #[must_use]
    pub fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// The edits that make the changes; deletions that touch are one edit.
    ///
    /// # Errors
    /// If the changes contradict each other, which would be a mistake of the planning and must not reach a text.
    pub fn edits(&self) -> Result<Edits<'d>, EditError> {
        edits_of(self.text, &self.changes)
    }
}

/// The edits that make these changes of a text.
pub(super) fn edits_of<'d>(text: &'d str, changes: &[Change]) -> Result<Edits<'d>, EditError> {
    let mut edits: Vec<Edit> = Vec::with_capacity(changes.len());
    for change in changes {
        match edits.last_mut() {
            Some(last) if last.span.end == change.span.start && last.new_text.is_empty() && change.deletes() => {
                last.span.end = change.span.end;
            }
            _ => edits.push(Edit { span: change.span, new_text: change.new_text.clone() }),
        }
    }
    Edits::new(text, edits)
}

/// The edits of one finding as a report or an editor offers them: those of all its parts, widened to whole lines as far as nothing
/// beside them is protected.
#[must_use]
pub fn edits(document: &Document, diagnostic: &Diagnostic, protected: &Protected<'_>) -> Vec<Edit> {
    let candidates = candidates(document.text(), std::slice::from_ref(diagnostic), Applicability::Unsafe);
    let plan = Plan::of(document, candidates, protected);
    plan.edits().map(Edits::into_vec).unwrap_or_default()
}

/// A part that asks for changes.
struct Candidate<'a> {
    lint: &'a Str,
    applicability: Applicability,
    /// Never empty. Most parts have one edit, and a long text has many parts.
    edits: Cow<'a, [Edit]>,
}

fn candidates<'a>(text: &str, diagnostics: &'a [Diagnostic], least: Applicability) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    for diagnostic in diagnostics {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.applicability >= least) else { continue };
        for edits in diagnostic.parts.iter().filter_map(|part| sound(text, part)) {
            candidates.push(Candidate { lint: &diagnostic.lint, applicability: fix.applicability, edits });
        }
    }
    candidates
}

/// The edits of a part that change something, if all of them fit the text and lie in the part.
fn sound<'a>(text: &str, part: &'a Part) -> Option<Cow<'a, [Edit]>> {
    if !part.edits.iter().all(|edit| part.span.contains(edit.span)) {
        return None;
    }
    let mut edits = Edits::new(text, part.edits.clone()).ok()?.into_vec();
    edits.retain(|edit| text[edit.span.range()] != edit.new_text);
    let edits = if edits == part.edits { Cow::Borrowed(&*part.edits) } else { Cow::Owned(edits) };
    (!edits.is_empty()).then_some(edits)
}

/// What earlier parts of the plan change: from start to end.
#[derive(Default)]
struct Taken {
    deleted: BTreeMap<usize, usize>,
    replaced: BTreeMap<usize, usize>,
}

impl Taken {
    /// Whether the edits can be made beside those that were added. Deletions may overlap deletions, nothing else may.
    fn admits(&self, edits: &[Edit]) -> bool {
        edits.iter().all(|edit| {
            let free =
                |taken: &BTreeMap<usize, usize>| taken.range(..edit.span.end).next_back().is_none_or(|(_, &end)| end <= edit.span.start);
            free(&self.replaced) && (edit.new_text.is_empty() || free(&self.deleted))
        })
    }

    fn add(&mut self, mut span: Span, deletes: bool) {
        if !deletes {
            let end = self.replaced.entry(span.start).or_insert(span.end);
            *end = span.end.max(*end);
            return;
        }
        while let Some((&start, &end)) = self.deleted.range(..=span.end).next_back()
            && end >= span.start
        {
            self.deleted.remove(&start);
            span = span.cover(Span::new(start, end));
        }
        self.deleted.insert(span.start, span.end);
    }
}

/// Where deletions overlap, the text goes to the first.
fn share_out(changes: &mut Vec<Change>) {
    let mut taken = 0;
    changes.retain_mut(|change| {
        if change.deletes() {
            change.span.start = change.span.start.max(taken).min(change.span.end);
        }
        taken = taken.max(change.span.end);
        !(change.deletes() && change.span.is_empty())
    });
}

#[cfg(test)]
mod tests;
