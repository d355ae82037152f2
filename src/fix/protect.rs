//! What no fix may touch: front matter, code, and text that matches the user's own patterns.

use regex::Regex;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document, backticks};
use crate::source::{Encoding, Span};

/// The stretches of a document that are never edited.
#[derive(Debug)]
pub struct Protected<'d> {
    document: &'d Document,
    /// What the user's patterns match; sorted and disjoint.
    matches: Vec<Span>,
}

impl<'d> Protected<'d> {
    /// The front matter, the code, and every match of `patterns`.
    #[must_use]
    pub fn find(document: &'d Document, patterns: &[Regex]) -> Self {
        let found = patterns.iter().flat_map(|pattern| pattern.find_iter(document.text()));
        let mut matches: Vec<Span> = found.map(|found| Span::from(found.range())).filter(|span| !span.is_empty()).collect();
        matches.sort_unstable();
        matches.dedup_by(|next, last| {
            let joins = next.start <= last.end;
            if joins {
                *last = last.cover(*next);
            }
            joins
        });
        Self { document, matches }
    }

    /// Whether a byte of `span` is protected.
    pub(super) fn touches(&self, span: Span) -> bool {
        let next = self.matches.partition_point(|found| found.end <= span.start);
        self.matches.get(next).is_some_and(|found| found.overlaps(span))
            || self.document.front_matter().is_some_and(|front| front.span().overlaps(span))
            || self.touches_code(span)
    }

    fn touches_code(&self, span: Span) -> bool {
        let blocks = self.document.blocks();
        let next = blocks.partition_point(|block| block.span().end <= span.start);
        let mut within = blocks[next..].iter().take_while(|block| block.span().start < span.end);
        // Repairs, of which a line may have many, keep off code spans by themselves.
        within.any(|block| block.kind == BlockKind::Code || span.cover(block.span()) == span && is_code(self.document, block))
    }
}

/// Whether all words of a block stand in code spans or between tags of `<code>`.
fn is_code(document: &Document, block: &Block) -> bool {
    let text = document.slice(block.span());
    let says = |text: &str| text.contains(char::is_alphabetic);
    let content = text.trim_start_matches(|c: char| !c.is_alphabetic() && c != '<');
    let content = content.trim_end_matches(|c: char| !c.is_alphabetic() && c != '>');
    let starts_with = |tag: &str| content.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let ends_with =
        |tag: &str| content.len().checked_sub(tag.len()).and_then(|at| content.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(tag));
    if starts_with("<code") && ends_with("</code>") {
        return true;
    }
    let runs: Vec<backticks::Run> = backticks::runs(text, Span::new(0, text.len())).collect();
    let spans = backticks::pairs(&runs).0;
    let mut from = 0;
    let outside = spans.iter().any(|span| says(&text[std::mem::replace(&mut from, span.end)..span.start]));
    !spans.is_empty() && !outside && !says(&text[from..])
}

/// Takes the edits from parts that would change protected text, and the fix from findings that have no edit left, so
/// that nothing is offered which a fix would not do.
pub fn withhold(document: &Document, patterns: &[Regex], diagnostics: &mut [Diagnostic]) {
    if diagnostics.iter().all(|diagnostic| diagnostic.fix.is_none()) {
        return;
    }
    let protected = Protected::find(document, patterns);
    for diagnostic in diagnostics {
        let mut withheld = false;
        for part in &mut diagnostic.parts {
            if part.edits.iter().any(|edit| protected.touches(edit.span)) {
                part.edits.clear();
                withheld = true;
            }
        }
        if withheld {
            diagnostic.retitle();
        }
    }
}

/// Takes out the edits that would put in a character which the file's encoding does not have, and the fix from findings that have no
/// edit left: what is around them can be fixed all the same.
pub fn withhold_unwritable(document: &Document, diagnostics: &mut [Diagnostic]) {
    let encoding = document.source().origin().encoding();
    if encoding == Encoding::UTF_8 {
        return;
    }
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.fix.is_some()) {
        let mut lacking = None;
        for part in &mut diagnostic.parts {
            part.edits.retain(|edit| match encoding.encode(&edit.new_text) {
                Ok(_) => true,
                Err(error) => {
                    lacking.get_or_insert(error);
                    false
                }
            });
        }
        if let Some(error) = lacking {
            diagnostic.help = Some(format!("not fixed: {error}").into());
            diagnostic.retitle();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{finding, markdown};
    use super::*;
    use crate::lint::Applicability;

    #[test]
    fn clause_07_a_fix_that_would_change_protected_text_is_not_offered() {
        let document = markdown("Share this\n\nOn loan from the museum\n");
        let pattern = Regex::new("on loan|On loan").expect("a pattern");
        let kept = finding(&document, "credit", Applicability::Safe, &["On loan from the museum"]);
        let both = finding(&document, "widgets", Applicability::Safe, &["Share this", "On loan from the museum"]);
        let mut found = [kept, both];
        withhold(&document, &[pattern], &mut found);
        assert_eq!(found[0].fix, None);
        assert!(found[1].fix.is_some(), "one of its parts can still go");
        let edits: Vec<usize> = found[1].parts.iter().map(|part| part.edits.len()).collect();
        assert_eq!(edits, [1, 0]);
    }

    #[test]
    fn without_protected_text_every_fix_is_offered() {
        let document = markdown("Share this\n");
        let mut found = [finding(&document, "widgets", Applicability::Safe, &["Share this"])];
        let before = found.clone();
        withhold(&document, &[], &mut found);
        assert_eq!(found, before);
    }
}
