//! Mathematics between `$$`, on lines of its own.

use super::super::lines::{Line, Lines};

const MARK: &str = "$$";

/// What is known of the mathematics of a text.
#[derive(Debug)]
pub(super) struct Math {
    /// Up to this line nothing closes what is open.
    unclosed: usize,
}

impl Math {
    /// `None` if there is none.
    pub fn of(lines: Lines<'_>) -> Option<Self> {
        let text = lines.whole().as_bytes();
        memchr::memchr_iter(b'$', text).any(|at| text.get(at + 1) == Some(&b'$')).then_some(Self { unclosed: 0 })
    }

    /// How many lines from the line `at` on are a formula. A blank line ends it unclosed, and then it was none: two prices of a
    /// guide to restaurants are no formula.
    pub fn len(&mut self, lines: Lines<'_>, at: usize, line: Line<'_>) -> Option<usize> {
        let inside = line.text.strip_prefix(MARK).filter(|inside| !inside.starts_with('$'))?;
        if inside.len() > MARK.len() && inside.ends_with(MARK) {
            return Some(1);
        }
        if inside.contains(MARK) || at < self.unclosed {
            return None;
        }
        let mut end = at + 1;
        for below in lines.from(at + 1).texts().take_while(|text| !text.is_empty()) {
            end += 1;
            if below.ends_with(MARK) {
                return Some(end - at);
            }
        }
        self.unclosed = end;
        None
    }
}
