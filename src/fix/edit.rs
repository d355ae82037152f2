//! Edits that are known to fit their text.
//!
//! Holds always: the edits are sorted, disjoint, in bounds and on character boundaries. There is one way to make them,
//! and it checks; applying them cannot fail.

use crate::diagnostic::Edit;
use crate::source::Span;

/// Edits of one text, checked against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edits<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

/// Why edits do not fit a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// An edit reaches past the text's end, or ends before it starts.
    #[error("the edit at {}..{} is out of the bounds of a text of {len} bytes", .span.start, .span.end)]
    OutOfBounds {
        /// The edit's span.
        span: Span,
        /// Length of the text in bytes.
        len: usize,
    },
    /// An edit would cut a character in two.
    #[error("the edit at {}..{} cuts a character in two", .span.start, .span.end)]
    CutsCharacter {
        /// The edit's span.
        span: Span,
    },
    /// Two edits change the same characters.
    #[error("the edits at {}..{} and {}..{} overlap", .first.start, .first.end, .second.start, .second.end)]
    Overlap {
        /// The span of the one.
        first: Span,
        /// The span of the other.
        second: Span,
    },
}

impl<'t> Edits<'t> {
    /// Checks `edits` against `text` and sorts them; insertions at the same place keep their order.
    ///
    /// # Errors
    /// The first edit that does not fit.
    pub fn new(text: &'t str, mut edits: Vec<Edit>) -> Result<Self, EditError> {
        edits.sort_by_key(|edit| edit.span);
        let mut last = Span::default();
        for edit in &edits {
            let span = edit.span;
            if span.start > span.end || span.end > text.len() {
                return Err(EditError::OutOfBounds { span, len: text.len() });
            }
            if !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end) {
                return Err(EditError::CutsCharacter { span });
            }
            if span.start < last.end {
                return Err(EditError::Overlap { first: last, second: span });
            }
            last = span;
        }
        Ok(Self { text, edits })
    }

    /// The edits, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Edit] {
        &self.edits
    }

    /// The edits, in order.
    #[must_use]
    pub fn into_vec(self) -> Vec<Edit> {
        self.edits
    }

    /// The text with the edits made.
    #[must_use]
    pub fn apply(&self) -> String {
        let added: usize = self.edits.iter().map(|edit| edit.new_text.len()).sum();
        let mut result = String::with_capacity(self.text.len() + added);
        let mut at = 0;
        for edit in &self.edits {
            result.push_str(&self.text[at..edit.span.start]);
            result.push_str(&edit.new_text);
            at = edit.span.end;
        }
        result.push_str(&self.text[at..]);
        result
    }

    /// The edits that turn the result back into the text.
    #[must_use]
    pub fn inverse(&self) -> Vec<Edit> {
        let (mut old, mut new) = (0, 0);
        let undo = |edit: &Edit| {
            let start = new + (edit.span.start - old);
            let span = Span::new(start, start + edit.new_text.len());
            (old, new) = (edit.span.end, span.end);
            Edit { span, new_text: self.text[edit.span.range()].to_owned() }
        };
        self.edits.iter().map(undo).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edit(start: usize, end: usize, new_text: &str) -> Edit {
        Edit { span: Span { start, end }, new_text: new_text.to_owned() }
    }

    #[test]
    fn clause_02_edits_are_sorted_by_the_constructor() {
        let edits = Edits::new("one two three", vec![edit(8, 13, "3"), edit(0, 3, "1")]).expect("they fit");
        assert_eq!(edits.apply(), "1 two 3");
        assert_eq!(edits.as_slice()[0].span, Span::new(0, 3));
    }

    #[test]
    fn clause_02_edits_that_overlap_are_refused() {
        let error = Edits::new("one two three", vec![edit(4, 8, ""), edit(0, 5, "")]).expect_err("they overlap");
        assert_eq!(error, EditError::Overlap { first: Span::new(0, 5), second: Span::new(4, 8) });
        assert!(Edits::new("one two three", vec![edit(4, 8, ""), edit(0, 4, "")]).is_ok(), "touching is not overlapping");
    }

    #[test]
    fn clause_02_edits_out_of_bounds_are_refused() {
        let text = "one";
        assert!(matches!(Edits::new(text, vec![edit(2, 4, "")]), Err(EditError::OutOfBounds { len: 3, .. })));
        assert!(matches!(Edits::new(text, vec![edit(2, 1, "")]), Err(EditError::OutOfBounds { .. })));
        assert!(Edits::new(text, vec![edit(3, 3, "!")]).is_ok(), "the end is in bounds");
    }

    #[test]
    fn clause_02_edits_that_cut_a_character_are_refused() {
        let text = "né";
        assert_eq!(Edits::new(text, vec![edit(1, 2, "")]), Err(EditError::CutsCharacter { span: Span::new(1, 2) }));
        assert_eq!(Edits::new(text, vec![edit(2, 3, "")]), Err(EditError::CutsCharacter { span: Span::new(2, 3) }));
        assert!(Edits::new(text, vec![edit(1, 3, "e")]).is_ok());
    }

    /// A text, and cuts in it between which edits lie.
    fn texts_and_edits() -> impl Strategy<Value = (String, Vec<Edit>)> {
        let pieces = prop::collection::vec(("[a-dé🦀\\r\\n ]{0,6}", prop::option::of("[x-z\\n]{0,4}")), 0..12);
        pieces.prop_map(|pieces| {
            let (mut text, mut edits) = (String::new(), Vec::new());
            for (piece, change) in pieces {
                let start = text.len();
                text.push_str(&piece);
                edits.extend(change.map(|new_text| edit(start, text.len(), &new_text)));
            }
            (text, edits)
        })
    }

    proptest! {
        #[test]
        fn clause_10_the_inverse_edits_give_the_original_back((text, edits) in texts_and_edits()) {
            let edits = Edits::new(&text, edits).expect("made to fit");
            let changed = edits.apply();
            let back = Edits::new(&changed, edits.inverse()).expect("the inverse fits the result");
            prop_assert_eq!(back.apply(), text);
        }
    }
}
