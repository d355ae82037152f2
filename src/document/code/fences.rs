//! Fenced code, also in quotations and list items.
//!
//! Where readers of Markdown differ, what any of them takes for code is code: after a fence that only some of them see, theirs and
//! the others' are each other's inside out.

use super::super::lines::{Line, Lines};
use super::indented;
use super::loose::LooseFences;
use super::structure::{Reading, fenced};

/// The marker of a code fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: u8,
    pub len: usize,
}

impl Fence {
    /// The fence that a line begins with, without white space around it.
    pub fn opening(line: &str) -> Option<Self> {
        let mark = *line.as_bytes().first()?;
        if !matches!(mark, b'`' | b'~') {
            return None;
        }
        let len = line.bytes().take_while(|&b| b == mark).count();
        // Backticks after the fence make it inline code.
        (len >= 3 && !(mark == b'`' && line[len..].contains('`'))).then_some(Self { mark, len })
    }

    pub fn kind(self) -> usize {
        usize::from(self.mark == b'~')
    }

    /// Whether a line without white space around it closes it.
    pub fn closed_by(self, line: &str) -> bool {
        line.len() >= self.len && line.bytes().all(|b| b == self.mark)
    }
}

/// The fences of a text.
#[derive(Debug)]
pub(super) struct Fences {
    /// The lines of code that a reading tells, from the first to behind the last; in order and disjoint.
    ranges: Vec<(usize, usize)>,
    passed: usize,
    /// Where indentation means nothing.
    loose: Option<LooseFences>,
}

impl Fences {
    /// `None` if there is no fence.
    pub fn of(lines: Lines<'_>, markdown: bool) -> Option<Self> {
        let text = lines.whole().as_bytes();
        let fence = |mark: u8| memchr::memchr_iter(mark, text).any(|at| text[at..].starts_with(&[mark; 3]));
        if !fence(b'`') && !fence(b'~') {
            return None;
        }
        // In plain text a fence that nothing closes is none.
        let mut ranges = fenced(lines, Reading::CommonMark, markdown);
        if markdown {
            ranges.extend(fenced(lines, Reading::Lenient, true));
            ranges.sort_unstable();
            ranges.dedup_by(|next, last| {
                let joins = next.0 < last.1;
                if joins {
                    last.1 = last.1.max(next.1);
                }
                joins
            });
        }
        let loose = (!markdown || indented::is_most(lines)).then(LooseFences::default);
        Some(Self { ranges, passed: 0, loose })
    }

    /// How many lines from the line `at` on belong to the code that it stands in, the closing fence among them.
    pub fn len(&mut self, lines: Lines<'_>, at: usize, line: Line<'_>) -> Option<usize> {
        while self.ranges.get(self.passed).is_some_and(|range| range.1 <= at) {
            self.passed += 1;
        }
        let told = self.ranges.get(self.passed).filter(|range| range.0 <= at).map(|range| range.1 - at);
        told.max(self.loose.as_mut().and_then(|loose| loose.len(lines, at, line)))
    }
}
