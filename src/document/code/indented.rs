//! Code that Markdown tells by its indentation.
//!
//! Four columns more than what it stands in, below a blank line; in a list item four more than the item's words.

use super::super::lines::{Line, Lines, columns};

/// Columns that make code.
const CODE: usize = 4;

/// What the lines so far say about the ones below.
#[derive(Debug)]
pub(super) struct Indented {
    /// The columns at which the words of the open list items begin, outermost first.
    items: Vec<usize>,
    /// The `>` of the quotation that they are in.
    quotes: usize,
    /// The line below the last one, if code may begin there without a blank line: below a heading and below code.
    begins: usize,
}

/// A line behind its marks of quotations.
struct Content<'t> {
    quotes: usize,
    indent: usize,
    text: &'t str,
}

impl<'t> Content<'t> {
    fn of(lines: Lines<'_>, line: Line<'t>) -> Self {
        let (mut quotes, mut indent, mut text) = (0, lines.indent(line), line.text);
        while indent < CODE || quotes > 0 {
            let Some(after) = text.strip_prefix('>') else { break };
            let words = after.trim_start_matches([' ', '\t']);
            quotes += 1;
            // One space belongs to the mark.
            indent = columns(&after.as_bytes()[..after.len() - words.len()], 1).saturating_sub(2);
            text = words;
            if indent >= CODE {
                break;
            }
        }
        Self { quotes, indent, text }
    }

    /// The columns that a list item's words are behind its first one, and the words.
    fn item(&self) -> Option<(usize, &'t str)> {
        let bytes = self.text.as_bytes();
        let digits = bytes.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let marker = match (digits, bytes.get(digits)?) {
            // A rule of dashes or stars.
            (0, b'-' | b'*') if bytes.len() > 2 && bytes.iter().all(|b| *b == bytes[0] || *b == b' ') => return None,
            (0, b'-' | b'*' | b'+') => 1,
            (1..=9, b'.' | b')') => digits + 1,
            // A footnote.
            (0, b'[') if bytes.get(1) == Some(&b'^') => {
                let label = self.text.find("]:")?;
                return Some((CODE, self.text[label + 2..].trim_start()));
            }
            _ => return None,
        };
        let after = &self.text[marker..];
        let words = after.trim_start_matches([' ', '\t']);
        let blanks = columns(&after.as_bytes()[..after.len() - words.len()], 0);
        match blanks {
            0 if words.is_empty() => Some((marker + 1, words)),
            0 => None,
            1..=CODE => Some((marker + blanks, words)),
            _ => Some((marker + 1, words)),
        }
    }
}

/// How much of a text is indented like code, and how much of it there is.
fn share(lines: Lines<'_>) -> (usize, usize) {
    let bytes = lines.whole().as_bytes();
    let blanks_before = |at: usize| at > 0 && matches!(bytes[at - 1], b' ' | b'\t');
    let (mut indented, mut all) = (0, 0);
    for line in lines.iter() {
        all += line.span.len();
        if blanks_before(line.span.start) && lines.indent(line) >= CODE {
            indented += line.span.len();
        }
    }
    (indented, all)
}

/// Whether most of a text is indented, which then means nothing.
pub(super) fn is_most(lines: Lines<'_>) -> bool {
    let (indented, all) = share(lines);
    indented * 2 > all
}

impl Indented {
    /// `None` if there is no such code, or most of the text is indented and that means nothing.
    pub fn of(lines: Lines<'_>) -> Option<Self> {
        let (indented, all) = share(lines);
        let quoted = |text: &str| text.starts_with('>') && (text.contains("    ") || text.contains('\t'));
        let told = indented > 0 || lines.texts().any(quoted);
        (told && indented * 2 <= all).then_some(Self { items: Vec::new(), quotes: 0, begins: 0 })
    }

    /// Passes over comments from the line `at` to the one before `next`: what may begin above them may begin below.
    pub fn pass(&mut self, lines: Lines<'_>, at: usize, next: usize) {
        if self.begins == at || at.checked_sub(1).and_then(|above| lines.get(above)).is_none_or(|above| above.text.is_empty()) {
            self.begins = next;
        }
    }

    /// How many lines from the line `at` on are code; `otherwise` is how many of them are code of another kind.
    pub fn len(&mut self, lines: Lines<'_>, at: usize, line: Line<'_>, otherwise: Option<usize>) -> Option<usize> {
        let content = Content::of(lines, line);
        let above = at.checked_sub(1).and_then(|above| lines.get(above)).map(|above| Content::of(lines, above));
        let starts = self.begins == at || above.is_none_or(|above| above.text.is_empty() || above.quotes < content.quotes);
        if content.quotes != self.quotes {
            self.items.clear();
            self.quotes = content.quotes;
        }
        let item = content.item();
        // Directly below a line its paragraph goes on, however it is indented.
        if starts || item.is_some() {
            while self.items.last().is_some_and(|&words| words > content.indent) {
                self.items.pop();
            }
        }
        let least = self.items.last().copied().unwrap_or(0) + CODE;
        if otherwise.is_none() && starts && content.indent >= least {
            let len = Self::code(lines, at, content.quotes, least);
            self.begins = at + len;
            return Some(len);
        }
        if let Some(len) = otherwise {
            self.begins = at + len;
        } else if content.text.starts_with('#') {
            self.begins = at + 1;
        }
        if let Some((first, mut words)) = item {
            let mut column = content.indent + first;
            self.items.push(column);
            while let Some((more, rest)) = (Content { quotes: 0, indent: 0, text: words }).item() {
                column += more;
                self.items.push(column);
                words = rest;
            }
        }
        otherwise
    }

    /// The lines that go on being indented, up to the last one that is not blank.
    fn code(lines: Lines<'_>, at: usize, quotes: usize, least: usize) -> usize {
        let mut len = 1;
        for (below, line) in lines.from(at + 1).iter().enumerate() {
            if line.text.is_empty() {
                continue;
            }
            let content = Content::of(lines, line);
            match content.text.is_empty() {
                true if content.quotes == quotes => {}
                false if content.quotes == quotes && content.indent >= least => len = below + 2,
                _ => break,
            }
        }
        len
    }
}
