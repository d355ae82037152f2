//! Widens deletions that empty whole lines: the lines go with their endings, and of the blank lines around them only as
//! many stay as stood on the longer side.
//!
//! Holds always: what is added to a deletion is white space beside it, in no other change and in no protected text; the
//! lines that stay, stay byte for byte; a text whose last line had no ending still has none, and one that ended with a
//! line ending still does, unless nothing but blank lines is left.

use super::plan::Change;
use super::protect::Protected;
use crate::document::Document;
use crate::source::{LineIndex, Span};

/// Widens the deletions among `changes`, which must be sorted and disjoint and stay so.
pub(super) fn whole_lines(document: &Document, protected: &Protected<'_>, changes: &mut [Change]) {
    let page = Page {
        text: document.text(),
        lines: document.source().lines(),
        body: document.front_matter().map_or(0, |front| front.span().end),
        protected,
    };
    let mut first = 0;
    while first < changes.len() {
        let mut next = first + 1;
        if changes[first].deletes() {
            while next < changes.len() && changes[next].deletes() && page.blank(between(&changes[next - 1], &changes[next])) {
                next += 1;
            }
            let before = first.checked_sub(1).map_or(page.body, |last| changes[last].span.end);
            let after = changes.get(next).map_or(page.text.len(), |change| change.span.start);
            page.widen(&mut changes[first..next], Span::new(before, after));
        }
        first = next;
    }
}

fn between(a: &Change, b: &Change) -> Span {
    Span::new(a.span.end, b.span.start)
}

struct Page<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    /// Where the text after the front matter begins.
    body: usize,
    protected: &'a Protected<'a>,
}

/// Lines that a stretch of deletions empties, and the blank lines around them. Numbers are those of the line index.
struct Emptied {
    /// The emptied lines, with their endings.
    lines: Span,
    /// The first of the blank lines before them; the first emptied line if there is none.
    first: usize,
    before: usize,
    after: usize,
    /// All of it, the blank lines included.
    all: Span,
}

impl Page<'_> {
    /// White space that may go.
    fn blank(&self, span: Span) -> bool {
        self.text[span.range()].chars().all(char::is_whitespace) && !self.protected.touches(span)
    }

    fn line(&self, line: usize) -> Span {
        self.lines.span(line, self.text)
    }

    /// Widens a stretch of deletions with white space alone between them. `room` is what lies between the changes
    /// before and after.
    fn widen(&self, stretch: &mut [Change], room: Span) {
        let (stretch, room) = self.trim(stretch, room);
        let Some(emptied) = self.emptied(stretch, room) else { return };
        let mut taken = emptied.lines;
        let (at_start, at_end) = (emptied.all.start == self.body, emptied.all.end == self.text.len());
        if at_end && !at_start {
            taken.start = emptied.all.start;
            if taken.end == self.text.len() && !self.text.ends_with(['\n', '\r']) {
                taken.start = self.end_of_line_above(emptied.first, room);
            }
        } else if emptied.before < emptied.after && !at_start {
            taken.start = emptied.all.start;
        } else {
            taken.end = emptied.all.end;
        }
        self.spread(stretch, taken);
    }

    /// Leaves out deletions at the ends of the stretch that share a line with text that stays.
    fn trim<'c>(&self, mut stretch: &'c mut [Change], mut room: Span) -> (&'c mut [Change], Span) {
        while let Some(change) = stretch.first()
            && !self.alone_from_start(change.span.start, room)
        {
            room.start = change.span.end;
            stretch = &mut stretch[1..];
        }
        while let Some(change) = stretch.last()
            && !self.alone_to_end(change.span.end, room)
        {
            room.end = change.span.start;
            let shorter = stretch.len() - 1;
            stretch = &mut stretch[..shorter];
        }
        (stretch, room)
    }

    fn alone_from_start(&self, start: usize, room: Span) -> bool {
        let line = self.line(self.lines.line_of(start)).start;
        line >= room.start && self.blank(Span::new(line, start))
    }

    fn alone_to_end(&self, end: usize, room: Span) -> bool {
        let line = self.line(self.last_line(end)).end;
        line <= room.end && self.blank(Span::new(end, line))
    }

    /// The line of the last byte before `end`.
    fn last_line(&self, end: usize) -> usize {
        self.lines.line_of(end.saturating_sub(1))
    }

    fn emptied(&self, stretch: &[Change], room: Span) -> Option<Emptied> {
        let (first, last) = (self.lines.line_of(stretch.first()?.span.start), self.last_line(stretch.last()?.span.end));
        let free = |line: usize| {
            let span = self.line(line);
            !span.is_empty() && room.contains(span) && self.blank(span)
        };
        let before = (0..first).rev().take_while(|&line| free(line)).count();
        let after = (last + 1..self.lines.count()).take_while(|&line| free(line)).count();
        let lines = self.line(first).cover(self.line(last));
        let all = self.line(first - before).cover(self.line(last + after));
        Some(Emptied { lines, first: first - before, before, after, all })
    }

    /// The end of the text of the line above `line`, whose ending would otherwise become the end of the whole text.
    fn end_of_line_above(&self, line: usize, room: Span) -> usize {
        let start = self.line(line).start;
        let above = &self.text[..start];
        let kept = above.strip_suffix("\r\n").or_else(|| above.strip_suffix(['\n', '\r'])).unwrap_or(above).len();
        let ending = Span::new(kept, start);
        if room.contains(ending) && !self.protected.touches(ending) { kept } else { start }
    }

    /// Shares `taken` out among the deletions: each gets what follows it, up to the line of the next.
    fn spread(&self, stretch: &mut [Change], taken: Span) {
        let mut start = taken.start;
        for index in 0..stretch.len() {
            let end = match stretch.get(index + 1) {
                Some(next) => self.line(self.lines.line_of(next.span.start)).start.max(stretch[index].span.end),
                None => taken.end,
            };
            stretch[index].span = Span::new(start, end);
            start = end;
        }
    }
}
