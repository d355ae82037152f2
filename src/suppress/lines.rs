//! The lines of an article as a baseline remembers them: which ones stood there, in which order, and nothing of what they say.
//!
//! A line is known by twenty bits of a stable hash of its folded text: enough to tell the lines of one article apart, few
//! enough for a file that is kept beside the articles. Where two lines are taken for one, a new line passes for an old one,
//! and is judged like those.

use std::fmt;
use std::str::FromStr;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use crate::document::{Block, Document};
use crate::source::Span;

/// Hexadecimal digits of a line's hash.
const DIGITS: usize = 5;

/// What stands before the first line and after the last.
const EDGE: u32 = u32::MAX;

/// The lines of an article, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(Vec<u32>);

/// What a line of an article is to the lines of the same article at another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// It stood there.
    Old,
    /// It is one more of a line that stood there less often.
    Copy,
    /// There was none like it.
    New,
}

impl Lines {
    /// No lines.
    pub(super) const NONE: Self = Self(Vec::new());

    /// The lines of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self(document.blocks().iter().map(|block| hash(document, block)).collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These lines as they are in a document now, and with them what stands in `spans`.
    #[must_use]
    pub fn with(&self, document: &Document, spans: &[Span]) -> Self {
        let now = Self::of(document);
        let ages = self.ages(&now);
        let stays = |block: &Block, age: Age| age == Age::Old || spans.iter().any(|&span| span.overlaps(block.span()));
        let lines = document.blocks().iter().zip(ages).zip(now.0).filter(|&((block, age), _)| stays(block, age));
        Self(lines.map(|(_, line)| line).collect())
    }

    /// What a line of a document is known by.
    pub(crate) fn key(document: &Document, span: Span) -> &str {
        let next = document.blocks().partition_point(|block| block.span().end <= span.start);
        document.blocks().get(next).map_or("", |block| key(document, block))
    }

    /// What the lines of `now` are, one by one, to these. Where there are more of a line than there were, those are old that
    /// stand beside what they stood beside, and among equals the first.
    pub(crate) fn ages(&self, now: &Self) -> Vec<Age> {
        let before: FxHashSet<(u32, u32)> = pairs(&self.0).collect();
        let beside: Vec<bool> = pairs(&now.0).map(|pair| before.contains(&pair)).collect();
        let mut stood: FxHashMap<u32, usize> = FxHashMap::default();
        for &line in &self.0 {
            *stood.entry(line).or_default() += 1;
        }
        let mut ages = vec![Age::New; now.0.len()];
        for least in [2, 1, 0] {
            for (place, line) in now.0.iter().enumerate() {
                let Some(left) = stood.get_mut(line).filter(|_| ages[place] != Age::Old) else { continue };
                if usize::from(beside[place]) + usize::from(beside[place + 1]) < least {
                    continue;
                }
                ages[place] = if *left > 0 { Age::Old } else { Age::Copy };
                *left = left.saturating_sub(1);
            }
        }
        ages
    }
}

/// Each line with the one before it, the edges included.
fn pairs(lines: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    let edge = std::iter::once(EDGE);
    edge.clone().chain(lines.iter().copied()).zip(lines.iter().copied().chain(edge))
}

fn key<'d>(document: &'d Document, block: &Block) -> &'d str {
    // Of a rule or a bullet alone nothing is left when it is folded.
    Some(document.key(block)).filter(|key| !key.is_empty()).unwrap_or_else(|| document.slice(block.span()))
}

fn hash(document: &Document, block: &Block) -> u32 {
    (xxh3_64(key(document, block).as_bytes()) >> (u64::BITS as usize - 4 * DIGITS)) as u32
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|hash| write!(f, "{hash:0DIGITS$x}"))
    }
}

/// A text that names no lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("lines are {DIGITS} of the digits 0 to 9 and a to f each, one after the other")]
pub struct NoLines;

impl FromStr for Lines {
    type Err = NoLines;

    fn from_str(text: &str) -> Result<Self, NoLines> {
        let lower = text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if !lower || !text.len().is_multiple_of(DIGITS) {
            return Err(NoLines);
        }
        let number = |digits: &[u8]| u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok();
        text.as_bytes().chunks(DIGITS).map(number).collect::<Option<_>>().map(Self).ok_or(NoLines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};

    fn lines(text: &str) -> Lines {
        Lines::of(&Document::parse(text.to_owned().into(), Format::Plain, &Hints::default()))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let lines = lines("Home\n\n-\n\nThe ferry is back, and so is its skipper.\n\nHome\n");
        assert_eq!(lines.0.len(), 4);
        assert_eq!(lines.to_string().parse(), Ok(lines));
        for broken in ["0a4b", "0A4B7", "0a4b7 19d33", "0a4bé"] {
            assert_eq!(broken.parse::<Lines>(), Err(NoLines), "{broken}");
        }
    }

    #[test]
    fn what_is_accepted_later_is_added_where_it_stands() {
        let text = "A\n\nX\n\nB\n\nX\n\nC\n\nD\n";
        let document = Document::parse(text.to_owned().into(), Format::Plain, &Hints::default());
        let second = Span::new(9, 10);
        assert_eq!(lines("A\n\nX\n\nB\n\nC\n\nE\n").with(&document, &[second]), lines("A\n\nX\n\nB\n\nX\n\nC\n"));
    }

    #[test]
    fn hashes_never_change() {
        assert_eq!(lines("Leave a Reply\n\n***\n").to_string(), "e971ade5a5");
    }

    #[test]
    fn the_copy_is_the_one_that_stands_elsewhere() {
        use Age::{Copy, New, Old};
        let ages = |before: &str, now: &str| lines(before).ages(&lines(now));
        assert_eq!(ages("A\n\nB\n\nC\n", "A\n\nX\n\nB\n\nC\n"), [Old, New, Old, Old]);
        assert_eq!(ages("A\n\nB\n\nC\n", "C\n\nB\n\nA\n"), [Old, Old, Old], "lines may move");
        assert_eq!(ages("A\n\nX\n\nB\n\nC\n", "A\n\nX\n\nB\n\nX\n\nC\n"), [Old, Old, Old, Copy, Old]);
        assert_eq!(ages("A\n\nB\n\nX\n\nC\n", "A\n\nX\n\nB\n\nX\n\nC\n"), [Old, Copy, Old, Old, Old]);
        assert_eq!(ages("A\n\nX\n", "A\n\nX\n\nX\n\nX\n"), [Old, Old, Copy, Copy]);
        assert_eq!(ages("", "A\n"), [New]);
    }
}
