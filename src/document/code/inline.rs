//! Code spans that go on over the end of a line.

use super::super::Marks;
use super::super::backticks::{self, Run};
use super::super::lines::Lines;
use super::super::marks::strip_marks;
use super::fences::Fence;
use crate::source::Span;

/// The code spans of a text that stand on several lines, in order and disjoint.
#[derive(Debug, Default)]
pub(super) struct CodeSpans {
    spans: Vec<Span>,
    passed: usize,
}

impl CodeSpans {
    pub fn of(lines: Lines<'_>) -> Self {
        if memchr::memchr(b'`', lines.whole().as_bytes()).is_none() {
            return Self::default();
        }
        let text = lines.whole();
        let mut spans = Vec::new();
        let mut paragraph: Vec<Run> = Vec::new();
        let mut in_quote = false;
        for line in lines.iter() {
            let (marks, content) = strip_marks(line.text);
            let fence = Fence::opening(content).is_some();
            let quote = marks == Marks { quote: true, ..Marks::default() };
            // What ends a paragraph: a blank line, a fence, a mark; but each line of a quotation has its own.
            if line.text.is_empty() || fence || marks != Marks::default() && !(quote && in_quote) {
                collect(text, &mut paragraph, &mut spans);
            }
            if !fence && marks.heading.is_none() {
                paragraph.extend(backticks::runs(text, line.span));
            }
            in_quote = marks.quote;
        }
        collect(text, &mut paragraph, &mut spans);
        Self { spans, passed: 0 }
    }

    pub fn are_some(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Whether an offset, which no earlier one may lie behind, is in one of them.
    pub fn hold(&mut self, offset: usize) -> bool {
        while self.spans.get(self.passed).is_some_and(|span| span.end <= offset) {
            self.passed += 1;
        }
        self.spans.get(self.passed).is_some_and(|span| span.start < offset)
    }
}

/// Adds the spans of a paragraph that go over the end of a line, and begins the next paragraph.
fn collect(text: &str, paragraph: &mut Vec<Run>, spans: &mut Vec<Span>) {
    for span in backticks::pairs(paragraph).0 {
        if memchr::memchr2(b'\n', b'\r', &text.as_bytes()[span.range()]).is_some() {
            spans.push(span);
        }
    }
    paragraph.clear();
}
