//! What a person has said about the findings of a document.
//!
//! A fix is checked again until nothing changes, and each check finds what was left before. Holds always: an answer stays with
//! the lines that it was given for, wherever changes above move them.

use crate::diagnostic::Diagnostic;
use crate::fix::Change;
use crate::lint::Str;
use crate::source::Span;

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

/// The answers so far.
#[derive(Debug, Default)]
pub(super) struct Answers(Vec<(Str, Span, Answer)>);

impl Answers {
    /// The answer that was given for this finding, or for another of its lint on the same lines.
    pub(super) fn to(&self, diagnostic: &Diagnostic) -> Option<Answer> {
        let asked = |lint: &Str, span: Span| *lint == diagnostic.lint && span.overlaps(diagnostic.span());
        self.0.iter().find(|(lint, span, _)| asked(lint, *span)).map(|&(_, _, answer)| answer)
    }

    /// Takes an answer.
    pub(super) fn add(&mut self, diagnostic: &Diagnostic, answer: Answer) {
        self.0.push((diagnostic.lint.clone(), diagnostic.span(), answer));
    }

    /// Follows changes of the text, which are sorted and disjoint. What has no line left is forgotten.
    pub(super) fn follow(&mut self, changes: &[Change]) {
        for (_, span, _) in &mut self.0 {
            *span = Span::new(moved(span.start, changes), moved(span.end, changes));
        }
        self.0.retain(|(_, span, _)| !span.is_empty());
    }
}

/// Where an offset has gone.
fn moved(offset: usize, changes: &[Change]) -> usize {
    let mut at = offset;
    for change in changes.iter().take_while(|change| change.span.start < offset) {
        // An offset within what was replaced is where the replacement ends.
        at = at + change.new_text.len() - (change.span.end.min(offset) - change.span.start);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Evidence, EvidenceKind, Fingerprint, Part};
    use crate::lint::{Applicability, Level};

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
}
