//! The removal guard: a fix that takes almost everything is a mistake until a person says otherwise.

use super::Removed;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Evidence, EvidenceKind, Fingerprint, Part};
use crate::document::{Block, Document};
use crate::lint::Level;
use crate::source::Span;
use crate::suppress::Suppressions;

/// The id that the guard's finding has in the place of a lint's.
pub const REMOVAL_GUARD: &str = "removal-guard";

/// Why a fix is not made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Objection {
    /// It would remove more than the limit; both as shares of the text's characters.
    Share { removed: f64, limit: f64 },
    /// The text had a sentence, and none would be left.
    NoSentence { removed: f64 },
}

/// What the guard has to know of a document that is to be fixed.
#[derive(Debug)]
pub(super) struct Measure {
    /// Characters that are no white space, front matter aside: nothing of it can be removed, and it must not make a short
    /// article's loss look small.
    characters: usize,
    /// The comments that suppress something, in order: they are no text, and a text of nothing else loses nothing with them.
    comments: Vec<Span>,
    /// Whether there is a sentence in it.
    has_sentence: bool,
}

impl Measure {
    pub(super) fn of(document: &Document) -> Self {
        let body = document.front_matter().map_or(0, |front| front.span().end);
        let suppressions = Suppressions::find(document);
        let comments: Vec<Span> = suppressions.statements().iter().map(|one| one.span).filter(|span| span.start >= body).collect();
        let said: usize = comments.iter().map(|&span| characters(document.slice(span))).sum();
        Self { characters: characters(&document.text()[body..]).saturating_sub(said), comments, has_sentence: has_sentence(document) }
    }

    /// Characters of the text that a change takes out, comments aside.
    fn lost(&self, change: &Removed) -> usize {
        let first = self.comments.partition_point(|comment| comment.end <= change.span.start);
        let within = self.comments[first..].iter().take_while(|comment| comment.start < change.span.end);
        let said = within.map(|comment| {
            let (start, end) = (comment.start.max(change.span.start), comment.end.min(change.span.end));
            characters(&change.text[start - change.span.start..end - change.span.start])
        });
        characters(&change.text).saturating_sub(said.sum::<usize>() + characters(&change.replacement))
    }

    /// What speaks against `result`, which `removed` made out of the document.
    pub(super) fn objection(&self, result: &Document, removed: &[Removed], limit: f64) -> Option<Objection> {
        let gone: usize = removed.iter().map(|one| self.lost(one)).sum();
        let removed = gone as f64 / self.characters.max(1) as f64;
        if removed > limit {
            Some(Objection::Share { removed, limit })
        } else if self.has_sentence && !has_sentence(result) {
            Some(Objection::NoSentence { removed })
        } else {
            None
        }
    }
}

fn has_sentence(document: &Document) -> bool {
    document.blocks().iter().any(Block::is_prose)
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

impl Objection {
    /// `checked`, the check of the original, with the objection as a finding on the first block, or on the text if it has none.
    pub(super) fn report(self, original: &Document, mut checked: Checked) -> Checked {
        let (span, key) = match original.blocks().first() {
            Some(block) => (block.span(), original.key(block)),
            None => (Span::new(original.front_matter().map_or(0, |front| front.span().end), original.text().len()), ""),
        };
        let message = match self {
            Self::Share { removed, limit } => {
                format!("fixing would remove {} of the text, the limit is {}: nothing was changed", percent(removed), percent(limit))
            }
            Self::NoSentence { removed } => {
                format!("fixing would remove {} of the text and leave no sentence of it: nothing was changed", percent(removed))
            }
        };
        let help = match self {
            Self::Share { .. } => "is there an article in it? If all of this is page furniture, raise the limit",
            Self::NoSentence { .. } => "is there an article in it? If not, there is nothing to fix in it",
        };
        let fingerprint = Fingerprint::new(REMOVAL_GUARD, key, 0);
        let diagnostic = Diagnostic {
            lint: REMOVAL_GUARD.into(),
            category: "document".into(),
            level: Level::Error,
            message: message.into(),
            help: Some(help.into()),
            evidence: Evidence {
                kind: EvidenceKind::Exact,
                clause: None,
                text: "the share of characters that the fixes remove".to_owned(),
            },
            also: Vec::new(),
            parts: vec![Part { span, fingerprint, edits: Vec::new() }],
            related: Vec::new(),
            fix: None,
        };
        let place = checked.diagnostics.partition_point(|other| (other.span(), &*other.lint) < (span, REMOVAL_GUARD));
        checked.diagnostics.insert(place, diagnostic);
        checked
    }
}

/// With one decimal at most, rounded down: what is not all of it is never called 100%.
fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0 + 1e-6).floor() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_per_cents() {
        assert_eq!([0.9, 0.29, 0.905, 0.999_99, 1.0].map(percent), ["90%", "29%", "90.5%", "99.9%", "100%"]);
    }
}
