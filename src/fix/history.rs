//! What became of the original text, pass by pass.
//!
//! Holds always: the current text is the original with the records as edits. So the records alone lead from the one to
//! the other, and each can be told in terms of the original, whichever pass made it.

use std::mem;

use super::Removed;
use super::plan::Change;
use crate::source::Span;

/// All that was changed since the original text, which itself is not kept: the current text and the records give it back.
#[derive(Debug)]
pub(super) struct History {
    /// Bytes of the original.
    len: usize,
    passes: usize,
    /// The current text from start to end.
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    /// A stretch of the original.
    Kept(Span),
    /// What stands in a stretch's place.
    Changed(Removed),
}

impl Piece {
    /// Length in the current text.
    fn len(&self) -> usize {
        match self {
            Self::Kept(span) => span.len(),
            Self::Changed(record) => record.replacement.len(),
        }
    }
}

impl History {
    pub(super) fn new(original: &str) -> Self {
        let len = original.len();
        Self { len, passes: 0, pieces: vec![Piece::Kept(Span::new(0, len))] }
    }

    /// Passes recorded so far.
    pub(super) fn passes(&self) -> usize {
        self.passes
    }

    /// Records a pass: changes of the current text, which is `text`, sorted and disjoint.
    ///
    /// A change of what an earlier one put in becomes part of that one's record, which then names the later lint and is
    /// as certain as the less certain of the two.
    pub(super) fn record(&mut self, text: &str, changes: &[Change]) {
        self.passes += 1;
        let mut walk = Walk { text, pass: self.passes, changes, placed: false, pieces: Vec::new() };
        let mut at = 0;
        for piece in mem::take(&mut self.pieces) {
            let span = Span::new(at, at + piece.len());
            at = span.end;
            match piece {
                Piece::Kept(kept) => walk.kept(kept, span),
                Piece::Changed(record) => walk.changed(record, span),
            }
        }
        // What is left are insertions at the text's end.
        for change in walk.changes {
            let end = Span::new(self.len, self.len);
            walk.pieces.push(Piece::Changed(walk.removed(change, end, "", &change.new_text)));
        }
        self.pieces = walk.pieces;
    }

    /// The records, in the order of the original.
    pub(super) fn into_removed(self) -> Vec<Removed> {
        let records = self.pieces.into_iter().filter_map(|piece| match piece {
            Piece::Kept(_) => None,
            Piece::Changed(record) => Some(record),
        });
        records.filter(|record| record.text != record.replacement).collect()
    }
}

/// One walk over the pieces and the changes of a pass together.
struct Walk<'a> {
    /// The current text.
    text: &'a str,
    pass: usize,
    /// The changes that are not done with; the first may have begun in an earlier piece.
    changes: &'a [Change],
    /// Whether the first change's new text has found its place.
    placed: bool,
    pieces: Vec<Piece>,
}

impl<'a> Walk<'a> {
    /// `kept` is a piece's span in the original, `span` the same in the current text.
    fn kept(&mut self, kept: Span, span: Span) {
        let original = |at: usize| kept.start + (at - span.start);
        let mut from = span.start;
        while let Some((change, cut, new_text)) = self.next_cut(from, span.end) {
            self.keep(Span::new(original(from), original(cut.start)));
            let cut_out = Span::new(original(cut.start), original(cut.end));
            self.pieces.push(Piece::Changed(self.removed(change, cut_out, &self.text[cut.range()], new_text)));
            from = cut.end;
        }
        self.keep(Span::new(original(from), kept.end));
    }

    /// `span` is where the record's replacement stands in the current text.
    fn changed(&mut self, mut record: Removed, span: Span) {
        let mut replacement = String::new();
        let mut from = span.start;
        while let Some((change, cut, new_text)) = self.next_cut(from, span.end) {
            replacement.push_str(&record.replacement[from - span.start..cut.start - span.start]);
            replacement.push_str(new_text);
            record.pass = self.pass;
            record.lint.clone_from(&change.lint);
            record.applicability = record.applicability.min(change.applicability);
            from = cut.end;
        }
        replacement.push_str(&record.replacement[from - span.start..]);
        record.replacement = replacement;
        self.pieces.push(Piece::Changed(record));
    }

    /// The next change that begins before `end`: the change, its share of the stretch from `from` to `end`, and its new
    /// text if this is where it goes.
    fn next_cut(&mut self, from: usize, end: usize) -> Option<(&'a Change, Span, &'a str)> {
        let (change, rest) = self.changes.split_first()?;
        if from >= end || change.span.start >= end {
            return None;
        }
        let cut = Span::new(change.span.start.max(from), change.span.end.min(end));
        let new_text = if mem::replace(&mut self.placed, true) { "" } else { change.new_text.as_str() };
        if change.span.end <= end {
            self.changes = rest;
            self.placed = false;
        }
        Some((change, cut, new_text))
    }

    fn keep(&mut self, span: Span) {
        if !span.is_empty() {
            self.pieces.push(Piece::Kept(span));
        }
    }

    /// `span` is where `text` was in the original.
    fn removed(&self, change: &Change, span: Span, text: &str, replacement: &str) -> Removed {
        Removed {
            pass: self.pass,
            lint: change.lint.clone(),
            applicability: change.applicability,
            span,
            text: text.to_owned(),
            replacement: replacement.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
