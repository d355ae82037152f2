//! What a person has said about the findings of a document.
//!
//! A fix is checked again until nothing changes, and each check finds what was left before. Holds always: an answer stays with
//! the lines that it was given for, wherever changes above move them.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::fix::Change;
use crate::lint::Str;

/// What is to be done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Its fix is made.
    Apply,
    /// It stays.
    Skip,
    /// It stays, with a comment that accepts it.
    Suppress,
}

/// The answers so far: by lint, then by where their lines begin, with where they end. No two of a lint share a line, for what stands
/// on lines that were asked about is not asked about.
#[derive(Debug, Default)]
pub(super) struct Answers(BTreeMap<Str, BTreeMap<usize, (usize, Answer)>>);

impl Answers {
    /// The answer that was given for this finding, or for another of its lint on the same lines.
    pub(super) fn to(&self, diagnostic: &Diagnostic) -> Option<Answer> {
        let (answers, span) = (self.0.get(&diagnostic.lint)?, diagnostic.span());
        let before = answers.range(..=span.start).next_back().filter(|(_, (end, _))| *end > span.start);
        let (_, &(_, answer)) = before.or_else(|| answers.range(span.start..span.end).next())?;
        Some(answer)
    }

    /// Takes an answer.
    pub(super) fn add(&mut self, diagnostic: &Diagnostic, answer: Answer) {
        let span = diagnostic.span();
        self.0.entry(diagnostic.lint.clone()).or_default().insert(span.start, (span.end, answer));
    }

    /// Follows changes of the text, which are sorted and disjoint. What has no line left is forgotten.
    pub(super) fn follow(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        let moves = Moves::of(changes);
        for answers in self.0.values_mut() {
            let moved = std::mem::take(answers).into_iter().map(|(start, (end, answer))| (moves.to(start), (moves.to(end), answer)));
            *answers = moved.filter(|(start, (end, _))| start < end).collect();
        }
    }
}

/// Changes of a text, and where the text behind each of them has gone.
struct Moves<'a> {
    changes: &'a [Change],
    ends: Vec<usize>,
}

impl<'a> Moves<'a> {
    fn of(changes: &'a [Change]) -> Self {
        let (mut ends, mut end, mut at) = (Vec::with_capacity(changes.len()), 0, 0);
        for change in changes {
            end += change.span.start - at + change.new_text.len();
            at = change.span.end;
            ends.push(end);
        }
        Self { changes, ends }
    }

    /// Where an offset has gone; one within what was replaced is where the replacement ends.
    fn to(&self, offset: usize) -> usize {
        let Some(last) = self.changes.partition_point(|change| change.span.start < offset).checked_sub(1) else { return offset };
        self.ends[last] + offset.saturating_sub(self.changes[last].span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Evidence, EvidenceKind, Fingerprint, Part};
    use crate::lint::{Applicability, Level};
    use crate::source::Span;

    fn finding(lint: &str, start: usize, end: usize) -> Diagnostic {
        Diagnostic {
            lint: lint.to_owned().into(),
            category: "made-up".into(),
            level: Level::Warn,
            message: "".into(),
            help: None,
            evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: String::new() },
            also: Vec::new(),
            parts: vec![Part { span: Span::new(start, end), fingerprint: Fingerprint::new("", "", 0), edits: Vec::new() }],
            related: Vec::new(),
            fix: None,
        }
    }

    fn change(start: usize, end: usize, new_text: &str) -> Change {
        let (lint, applicability) = ("other".into(), Applicability::Safe);
        Change { lint, applicability, span: Span::new(start, end), new_text: new_text.to_owned() }
    }

    #[test]
    fn an_answer_moves_with_its_lines() {
        let mut answers = Answers::default();
        answers.add(&finding("share", 20, 25), Answer::Suppress);
        answers.follow(&[change(0, 6, ""), change(8, 9, "é"), change(30, 40, "")]);
        assert_eq!(answers.to(&finding("share", 15, 20)), Some(Answer::Suppress));
        assert_eq!(answers.to(&finding("byline", 15, 20)), None, "another lint is another question");
        assert_eq!(answers.to(&finding("share", 20, 25)), None, "another copy is another question");
    }

    #[test]
    fn what_is_gone_is_forgotten_and_what_is_changed_is_not() {
        let mut answers = Answers::default();
        answers.add(&finding("share", 2, 8), Answer::Apply);
        answers.add(&finding("entity", 10, 20), Answer::Skip);
        answers.follow(&[change(0, 9, ""), change(12, 14, "—")]);
        assert_eq!(answers.to(&finding("share", 0, 8)), None);
        assert_eq!(answers.to(&finding("entity", 1, 12)), Some(Answer::Skip));
    }

    #[test]
    fn the_time_grows_with_the_answers_and_no_faster() {
        let many = 100_000;
        let findings: Vec<Diagnostic> = (0..many).map(|number| finding("share", number * 10, number * 10 + 5)).collect();
        let changes: Vec<Change> = (0..many).map(|number| change(number * 10 + 6, number * 10 + 9, "")).collect();
        let mut answers = Answers::default();
        let begun = std::time::Instant::now();
        for finding in &findings {
            assert_eq!(answers.to(finding), None);
            answers.add(finding, Answer::Skip);
        }
        answers.follow(&changes);
        assert!((0..many).all(|number| answers.to(&finding("share", number * 7, number * 7 + 1)) == Some(Answer::Skip)));
        assert_eq!(answers.to(&finding("share", 5, 7)), None);
        // Each compared with each would take minutes.
        assert!(begun.elapsed().as_secs() < 20);
    }
}
