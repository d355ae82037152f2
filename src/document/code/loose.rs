//! Fenced code as a text has it that nobody indents by rules: a fence that another of its kind closes, however they are indented.

use super::super::lines::{Line, Lines};
use super::super::marks::{bullet, number};
use super::fences::Fence;

/// Marks of quotations and lists that are looked behind: nobody nests deeper.
const DEEPEST: usize = 8;

/// What a fence stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    /// Nothing, or what the lines of the code are not marked or indented for.
    None,
    /// So many `>`.
    Quote(usize),
    /// An item whose marker is indented by so many columns.
    Item(usize),
}

impl Container {
    /// The container of a line that begins with marks, and what stands behind them.
    fn of<'t>(lines: Lines<'_>, line: Line<'t>) -> (Self, &'t str) {
        let (mut quotes, mut item, mut rest) = (0, false, line.text);
        for _ in 0..DEEPEST {
            if let Some(after) = rest.strip_prefix('>') {
                quotes += 1;
                rest = after.trim_start();
            } else if let Some(after) = bullet(rest).or_else(|| number(rest)) {
                item = true;
                rest = after;
            } else {
                break;
            }
        }
        let container = match (quotes, item) {
            (0, false) => Self::None,
            (0, true) => Self::Item(lines.indent(line)),
            (quotes, _) => Self::Quote(quotes),
        };
        (container, rest)
    }

    /// What stands in it of a line below its first one; `None` if the line is behind its end.
    fn content<'t>(self, lines: Lines<'_>, line: Line<'t>) -> Option<&'t str> {
        match self {
            Self::None => Some(line.text),
            Self::Item(indent) => (line.text.is_empty() || lines.indent(line) > indent).then_some(line.text),
            Self::Quote(quotes) => {
                let mut rest = line.text;
                for _ in 0..quotes {
                    rest = rest.strip_prefix('>')?.trim_start();
                }
                Some(rest)
            }
        }
    }

    fn place(self) -> usize {
        match self {
            Self::None => 0,
            Self::Quote(quotes) => quotes,
            Self::Item(_) => DEEPEST + 1,
        }
    }
}

/// The shortest fence that nothing closes up to a line: longer ones before that line are not closed either.
#[derive(Debug, Clone, Copy)]
struct Unclosed {
    len: usize,
    until: usize,
}

/// The fences of a text that are closed.
#[derive(Debug, Default)]
pub(super) struct LooseFences {
    /// By container and mark.
    unclosed: [[Option<Unclosed>; 2]; DEEPEST + 2],
}

impl LooseFences {
    /// How many lines from the line `at` on belong to the code that it opens, the closing fence among them.
    pub fn len(&mut self, lines: Lines<'_>, at: usize, line: Line<'_>) -> Option<usize> {
        let (container, fence) = match Fence::opening(line.text) {
            Some(fence) => (Container::None, fence),
            None if memchr::memchr2(b'`', b'~', line.text.as_bytes()).is_some() => {
                let (container, rest) = Container::of(lines, line);
                (container, Fence::opening(rest)?)
            }
            None => return None,
        };
        let unclosed = &mut self.unclosed[container.place()][fence.kind()];
        if unclosed.is_some_and(|known| fence.len >= known.len && at < known.until) {
            return None;
        }
        let mut end = at + 1;
        for below in lines.from(at + 1).iter() {
            let Some(content) = container.content(lines, below) else { break };
            end += 1;
            if fence.closed_by(content) {
                return Some(end - at);
            }
        }
        *unclosed = Some(Unclosed { len: fence.len, until: end });
        None
    }
}
