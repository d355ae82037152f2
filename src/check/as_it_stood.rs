//! An article with a baseline, edited since: what its old lines are is judged in the old text.
//!
//! Much of what is found rests on what stands around it: one leftover more beside a line, or a paragraph more above it, and
//! the line that nobody would have found is part of a menu. It has stood there all the time, with everything that was
//! accepted, and none of it is what was added. So a part on an old line is reported only if it is found in the text without
//! the new lines, too; a part on a new line is judged in the text as it is.
//!
//! Of several copies of a line, those that stood there are accepted and the added one is not, wherever it stands.
//!
//! Holds always: nothing is reported that is not found in the text as it is; without a baseline that knows the article's
//! lines, and where no line is new, nothing changes; what another lint or another setting finds in the old text is reported.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::{Diagnostic, Edit, Evidence, EvidenceKind, Fingerprint, Fix, Part};
use crate::document::Document;
use crate::fix::Plan;
use crate::lint::{Applicability, Level, Str};
use crate::source::Span;
use crate::suppress::{Accepted, Age, Lines};

use super::Checked;

/// Names that no accepted line goes by, for each lint and text.
type Names<'d> = BTreeMap<(Str, &'d str), VecDeque<Fingerprint>>;

/// Takes out of what was found in `document` what is only found for the sake of lines that are new since it was accepted;
/// `judge` tells what is found in a text.
pub(super) fn settle(document: &Document, accepted: &Accepted, checked: &mut Checked, judge: impl Fn(&Document, &Accepted) -> Checked) {
    let lines = accepted.lines();
    let found_again = || accepted.is_within(&checked.accepted);
    if lines.is_empty() || (checked.diagnostics.is_empty() && found_again()) {
        return;
    }
    let ages = lines.ages(&Lines::of(document));
    let age = |span: Span| {
        let next = document.blocks().partition_point(|block| block.span().end <= span.start);
        document.blocks().get(next).filter(|block| block.span().overlaps(span)).map_or(Age::New, |_| ages[next])
    };
    let parts = || checked.diagnostics.iter().flat_map(|diagnostic| &diagnostic.parts);
    let is_new = |&(_, &age): &(_, &Age)| age != Age::Old;
    let mut new = document.blocks().iter().zip(&ages).filter(is_new).map(|(block, _)| block.span()).peekable();
    if new.peek().is_none() || (found_again() && parts().all(|part| age(part.span) == Age::New)) {
        return;
    }
    let additions = [addition(new)];
    let plan = Plan::new(document, &additions, Applicability::Safe, &[]);
    let Ok(edits) = plan.edits() else { return };
    let stood = judge(&document.with_text(edits.apply()), accepted);
    let found = Found::new(&stood, edits.into_vec().into_iter().map(|edit| edit.span));
    let reported: BTreeSet<Span> = parts().map(|part| part.span).collect();
    if ages.contains(&Age::Copy) {
        // Copies are accepted by their number: the added one may go by the name of one that stood there, and that by its own.
        let mut names = Names::default();
        for diagnostic in &checked.diagnostics {
            for part in &diagnostic.parts {
                names.entry((diagnostic.lint.clone(), Lines::key(document, part.span))).or_default().push_back(part.fingerprint);
            }
        }
        checked.diagnostics = judge(document, Accepted::NONE).diagnostics;
        for diagnostic in &mut checked.diagnostics {
            for part in diagnostic.parts.iter_mut().filter(|part| age(part.span) == Age::Copy) {
                let free = names.get_mut(&(diagnostic.lint.clone(), Lines::key(document, part.span)));
                part.fingerprint = free.and_then(VecDeque::pop_front).unwrap_or(part.fingerprint);
            }
        }
    }
    let stays = |part: &Part| match age(part.span) {
        Age::Old => found.has(part.span),
        Age::Copy => true,
        Age::New => reported.contains(&part.span),
    };
    for diagnostic in &mut checked.diagnostics {
        let count = diagnostic.parts.len();
        diagnostic.parts.retain(stays);
        if diagnostic.parts.len() < count {
            diagnostic.retitle();
        }
    }
    checked.diagnostics.retain(|diagnostic| !diagnostic.parts.is_empty());
    // What the new lines hide has not gone.
    let known: BTreeSet<Fingerprint> = checked.accepted.iter().copied().collect();
    checked.accepted.extend(stood.accepted.into_iter().filter(|fingerprint| !known.contains(fingerprint)));
}

/// The new lines as something to delete, in the way that a fix would.
fn addition(spans: impl Iterator<Item = Span>) -> Diagnostic {
    let part = |span| Part { span, fingerprint: Fingerprint::new("", "", 0), edits: vec![Edit { span, new_text: String::new() }] };
    Diagnostic {
        lint: Str::Borrowed("addition"),
        category: Str::Borrowed("addition"),
        level: Level::Info,
        message: Str::Borrowed(""),
        help: None,
        evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: String::new() },
        also: Vec::new(),
        parts: spans.map(part).collect(),
        related: Vec::new(),
        fix: Some(Fix { title: Str::Borrowed(""), applicability: Applicability::Safe }),
    }
}

/// What is found in a text without some stretches of another.
struct Found {
    /// The parts, in order.
    parts: Vec<Span>,
    /// The stretches that are gone, in order, and how many bytes are gone with each of them and those before it.
    gone: Vec<(Span, usize)>,
}

impl Found {
    fn new(checked: &Checked, gone: impl Iterator<Item = Span>) -> Self {
        let mut parts: Vec<Span> = checked.diagnostics.iter().flat_map(|diagnostic| &diagnostic.parts).map(|part| part.span).collect();
        parts.sort_unstable();
        let mut bytes = 0;
        let gone = gone.map(|span| {
            bytes += span.len();
            (span, bytes)
        });
        Self { parts, gone: gone.collect() }
    }

    /// Whether something is found where `span` of the other text is now.
    fn has(&self, span: Span) -> bool {
        let place = |offset: usize| {
            let before = self.gone.partition_point(|(gone, _)| gone.end <= offset);
            offset - self.gone[..before].last().map_or(0, |&(_, bytes)| bytes)
        };
        let span = Span::new(place(span.start), place(span.end));
        // Parts of one text may overlap: repairs beside reports on the same line.
        let next = self.parts.partition_point(|part| part.start < span.end);
        self.parts[..next].iter().rev().take_while(|part| part.end > span.start).any(|part| part.overlaps(span))
    }
}
