//! Which lines are code: between fences, between the tags of text that is kept as it is, indented, mathematics.
//!
//! Holds always: the whole is linear, whatever is opened and never closed; a text without these marks is looked through once.
//! Plain text is never code for its indentation: one dump scraper indents everything.

mod fences;
mod html;
mod indented;
mod inline;
mod loose;
mod math;
mod raw;
mod structure;

use super::Format;
use super::lines::{Line, Lines};
use fences::Fences;
use indented::Indented;
use inline::CodeSpans;
use math::Math;
use raw::RawText;

/// What tells the code among the lines of a text, which must be asked about in order.
#[derive(Debug)]
pub(super) struct Code<'a> {
    lines: Lines<'a>,
    raw: RawText,
    /// What Markdown alone has.
    indented: Option<Indented>,
    math: Option<Math>,
    spans: CodeSpans,
    fences: Option<Fences>,
}

impl<'a> Code<'a> {
    pub fn of(lines: Lines<'a>, format: Format) -> Self {
        let markdown = format == Format::Markdown;
        Self {
            lines,
            raw: RawText::of(lines.whole()),
            indented: if markdown { Indented::of(lines) } else { None },
            math: if markdown { Math::of(lines) } else { None },
            spans: if markdown { CodeSpans::of(lines) } else { CodeSpans::default() },
            fences: Fences::of(lines, markdown),
        }
    }

    /// How many lines from the line `at` on, which is not blank, are one piece of code; `None` if it is none. The last of them is
    /// not blank.
    pub fn len(&mut self, at: usize, line: Line<'_>) -> Option<usize> {
        let lines = self.lines;
        let mut len = self.fences.as_mut().and_then(|fences| fences.len(lines, at, line));
        if let (None, Some(end)) = (len, self.raw.end(line)) {
            len = Some(1 + lines.from(at + 1).iter().take_while(|below| below.span.start < end).count());
        }
        if let (None, Some(math)) = (len, &mut self.math) {
            len = math.len(lines, at, line);
        }
        // It keeps track of the lists that every line stands in.
        match self.indented.as_mut() {
            Some(indented) => indented.len(lines, at, line, len),
            None => len,
        }
    }

    /// Passes over comments of the markup, which are as good as not there, from the line `at` to the one before `next`.
    pub fn pass(&mut self, at: usize, next: usize) {
        if let Some(indented) = &mut self.indented {
            indented.pass(self.lines, at, next);
        }
    }

    /// Whether any code span goes on over the end of a line.
    pub fn has_spans(&self) -> bool {
        self.spans.are_some()
    }

    /// Whether a line, directly below one that was asked about, begins inside a code span of that one.
    pub fn goes_on(&mut self, line: Line<'_>) -> bool {
        self.spans.hold(line.span.start)
    }
}
