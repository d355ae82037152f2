//! What the lines of Markdown stand in, as far as it decides where fenced code begins and ends: quotations, list items, paragraphs and
//! blocks of HTML.
//!
//! Holds always: the whole is linear, for a line is gone through once for each mark or column that it has.

use super::super::lines::{Line, Lines, columns};
use super::super::marks::bullet;
use super::fences::Fence;
use super::html::HtmlEnd;
use crate::source::Span;

/// Quotations and items within each other that are told apart: nobody nests deeper.
const DEEPEST: usize = 32;
/// Columns that make a line code, or the continuation of a paragraph, and no mark.
const CODE: usize = 4;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As CommonMark says.
    CommonMark,
    /// As people mean it, and some programs read it: HTML is text, but nothing in a comment means anything; a footnote is an
    /// item, and so is a line that begins with a bullet of print; any white space is white space.
    Lenient,
}

/// What a line stands in.
#[derive(Debug, Clone, Copy)]
enum Container {
    Quote,
    /// An item whose words stand so many columns behind what it stands in. It has words, or they must come in the next line.
    Item {
        width: usize,
        empty: bool,
    },
}

/// The part of a line behind the marks that were read.
#[derive(Debug, Clone, Copy)]
struct Rest<'t> {
    /// Columns of white space before the text.
    blanks: usize,
    /// Where the text begins in the line.
    column: usize,
    /// Without white space around it.
    text: &'t str,
}

impl<'t> Rest<'t> {
    fn new(line: &'t str, column: usize) -> Self {
        let text = line.trim_start_matches([' ', '\t']);
        let reached = columns(&line.as_bytes()[..line.len() - text.len()], column);
        Self { blanks: reached - column, column: reached, text }
    }

    /// What stands behind the mark of a quotation.
    fn quoted(self) -> Option<Self> {
        let after = self.text.strip_prefix('>').filter(|_| self.blanks < CODE)?;
        let rest = Self::new(after, self.column + 1);
        // One space belongs to the mark.
        Some(Self { blanks: rest.blanks.saturating_sub(1), ..rest })
    }

    /// The width of a list item that begins here, and what stands in it.
    fn item(self, interrupts: bool, reading: Reading) -> Option<(usize, Self)> {
        if self.blanks >= CODE || self.is_rule() {
            return None;
        }
        let bytes = self.text.as_bytes();
        let digits = bytes.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let marker = match (digits, bytes.get(digits)?) {
            (0, b'-' | b'*' | b'+') => 1,
            (1..=9, b'.' | b')') => digits + 1,
            _ if reading == Reading::Lenient => return self.printed(),
            _ => return None,
        };
        // Within a paragraph only what cannot be a number at the start of a line by chance.
        if interrupts && digits > 0 && self.text[..digits].trim_start_matches('0') != "1" {
            return None;
        }
        let rest = Self::new(&self.text[marker..], self.column + marker);
        let before = self.blanks + marker;
        match rest.blanks {
            _ if rest.text.is_empty() => (!interrupts).then_some((before + 1, Self { blanks: 0, ..rest })),
            0 => None,
            blanks @ 1..=CODE => Some((before + blanks, Self { blanks: 0, ..rest })),
            blanks => Some((before + 1, Self { blanks: blanks - 1, ..rest })),
        }
    }

    /// A footnote, or a line with a bullet of print.
    fn printed(self) -> Option<(usize, Self)> {
        if self.text.starts_with("[^") {
            let label = self.text.find("]:")?;
            return Some((CODE, Self::new(&self.text[label + 2..], self.column + label + 2)));
        }
        bullet(self.text).map(|after| (self.blanks + 2, Self { blanks: 0, column: self.column + 2, text: after }))
    }

    /// A line across the page.
    fn is_rule(self) -> bool {
        let Some(mark) = self.text.bytes().next().filter(|b| matches!(b, b'-' | b'*' | b'_')) else { return false };
        self.text.bytes().filter(|&b| b == mark).count() >= 3 && self.text.bytes().all(|b| b == mark || matches!(b, b' ' | b'\t'))
    }

    fn is_underline(self) -> bool {
        self.blanks < CODE && ["=", "-"].iter().any(|mark| self.text.trim_start_matches(mark).is_empty())
    }

    fn is_heading(self) -> bool {
        let words = self.text.trim_start_matches('#');
        (1..=6).contains(&(self.text.len() - words.len())) && (words.is_empty() || words.starts_with([' ', '\t']))
    }
}

/// Code that has begun.
#[derive(Debug, Clone, Copy)]
struct Open {
    fence: Fence,
    at: usize,
    /// Behind the last line of it that is not blank.
    end: usize,
}

/// What the lines so far have opened.
#[derive(Debug)]
struct Structure {
    reading: Reading,
    /// Whether code that nothing closes reaches to the end of what it stands in.
    open_ended: bool,
    containers: Vec<Container>,
    paragraph: bool,
    html: Option<HtmlEnd>,
    code: Option<Open>,
    found: Vec<(usize, usize)>,
}

/// The lines of fenced code by a reading, from the fence to behind the last, in order.
pub(super) fn fenced(lines: Lines<'_>, reading: Reading, open_ended: bool) -> Vec<(usize, usize)> {
    let comments = if reading == Reading::Lenient { comments(lines.whole()) } else { Vec::new() };
    let mut comments = comments.into_iter().peekable();
    let (containers, found) = (Vec::new(), Vec::new());
    let mut structure = Structure { reading, open_ended, containers, paragraph: false, html: None, code: None, found };
    for (at, line) in lines.iter().enumerate() {
        // A comment that begins in code is none.
        while comments
            .next_if(|comment| comment.end <= line.span.start || structure.code.is_some() && comment.start < line.span.start)
            .is_some()
        {}
        if structure.code.is_none() && comments.peek().is_some_and(|comment| comment.start < line.span.start) {
            continue;
        }
        structure.line(at, structure.rest(lines, line));
    }
    structure.end_code();
    structure.found
}

/// The comments of a text. One that is still open where the next begins was left open by mistake.
fn comments(text: &str) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), None);
    for at in memchr::memchr2_iter(b'<', b'>', text.as_bytes()) {
        if text[at..].starts_with("<!--") {
            open = Some(at);
        } else if text[..at].ends_with("--")
            && let Some(start) = open.take()
        {
            found.push(Span::new(start, at + 1));
        }
    }
    found
}

impl Structure {
    fn rest<'t>(&self, lines: Lines<'t>, line: Line<'t>) -> Rest<'t> {
        match self.reading {
            Reading::CommonMark => Rest::new(lines.raw(line).trim_end_matches([' ', '\t']), 0),
            Reading::Lenient => {
                let indent = if line.text.is_empty() { 0 } else { lines.indent(line) };
                Rest { blanks: indent, column: indent, text: line.text }
            }
        }
    }

    fn line(&mut self, at: usize, whole: Rest<'_>) {
        let (mut matched, mut rest) = self.matched(whole);
        let all = matched == self.containers.len();
        if let Some(open) = &mut self.code {
            if all {
                open.end = if rest.text.is_empty() { open.end } else { at + 1 };
                if rest.blanks < CODE && open.fence.closed_by(rest.text) {
                    self.found.push((open.at, at + 1));
                    self.code = None;
                }
                return;
            }
            self.end_code();
        }
        if let Some(end) = self.html {
            self.html = (all && !end.is_in(rest.text)).then_some(end);
            if all {
                return;
            }
        }
        if rest.text.is_empty() {
            self.containers.truncate(matched);
            self.paragraph = false;
            return;
        }
        while matched < DEEPEST {
            let interrupts = self.paragraph && matched == self.containers.len();
            if interrupts && rest.is_underline() {
                self.paragraph = false;
                return;
            }
            let (container, within) = match (rest.quoted(), rest.item(interrupts, self.reading)) {
                (Some(within), _) => (Container::Quote, within),
                (None, Some((width, within))) => (Container::Item { width, empty: within.text.is_empty() }, within),
                (None, None) => break,
            };
            self.begin(matched);
            self.containers.push(container);
            (matched, rest) = (matched + 1, within);
            if rest.text.is_empty() {
                return;
            }
        }
        if rest.blanks < CODE {
            if let Some(fence) = Fence::opening(rest.text) {
                self.begin(matched);
                self.code = Some(Open { fence, at, end: at + 1 });
                return;
            }
            if self.reading == Reading::CommonMark
                && let Some(end) = HtmlEnd::of(rest.text, self.paragraph)
            {
                self.begin(matched);
                self.html = (!end.is_in(rest.text)).then_some(end);
                return;
            }
            if rest.is_heading() || rest.is_rule() {
                return self.begin(matched);
            }
        }
        // A line of text goes on with a paragraph whatever it stands in itself.
        if !self.paragraph {
            self.begin(matched);
            self.paragraph = rest.blanks < CODE;
        }
    }

    /// How many containers a line stands in, and what stands behind their marks.
    fn matched<'t>(&self, mut rest: Rest<'t>) -> (usize, Rest<'t>) {
        for (matched, container) in self.containers.iter().enumerate() {
            match *container {
                Container::Quote => match rest.quoted() {
                    Some(within) => rest = within,
                    None => return (matched, rest),
                },
                Container::Item { empty, .. } if rest.text.is_empty() && !empty => {}
                Container::Item { width, .. } if rest.blanks >= width && !rest.text.is_empty() => rest.blanks -= width,
                Container::Item { .. } => return (matched, rest),
            }
        }
        (self.containers.len(), rest)
    }

    /// Something begins in the outermost so many containers.
    fn begin(&mut self, depth: usize) {
        self.containers.truncate(depth);
        if let Some(Container::Item { empty, .. }) = self.containers.last_mut() {
            *empty = false;
        }
        self.paragraph = false;
    }

    /// Ends code that nothing closes.
    fn end_code(&mut self) {
        if let Some(open) = self.code.take()
            && self.open_ended
            && open.end > open.at + 1
        {
            self.found.push((open.at, open.end));
        }
    }
}
