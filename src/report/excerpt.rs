//! The few lines of a document that are shown with a finding.
//!
//! `codespan-reporting` draws whole lines of whole files; it is handed these lines as if they were the file, clipped to
//! the terminal's width. Holds always: a finding shows at most [`FIRST`] of its lines, a gap and its last one; blank
//! lines are not shown; line numbers are those of the document.

use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::diagnostic::{Label, LabelStyle};
use codespan_reporting::files::{Error, Files, Location};

use super::clip::clip;
use super::terminal::{printable, width};
use crate::diagnostic::{Diagnostic, Part};
use crate::document::Document;
use crate::source::Span;

/// The lines shown of a long finding before the gap.
const FIRST: usize = 3;
/// A finding of so many lines is shown whole: a gap would save next to nothing.
const WHOLE: usize = 5;
/// Most places elsewhere that are shown.
const RELATED: usize = 3;
/// A line is given this many columns even on the narrowest of terminals.
const NARROWEST: usize = 16;
/// How far the numbers of lines on both sides of a gap are set apart: `codespan-reporting` draws a gap of one line as
/// that line.
const GAP: usize = 3;
/// Columns of the bar beside a finding of several lines.
const BAR: usize = 2;

/// Lines of a document and the labels on them; without any for a message that is about none.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    name: String,
    line: usize,
    column: usize,
    source: String,
    lines: Vec<ShownLine>,
    /// The labels, by offset in the excerpt.
    pub(super) labels: Vec<Label<()>>,
    /// How many lines after the first a label over several lines must show.
    pub(super) lines_after_start: usize,
}

#[derive(Debug)]
struct ShownLine {
    index: usize,
    number: usize,
    range: Range<usize>,
}

/// A marked piece of one line, by offset in the document.
#[derive(Debug)]
struct Mark<'a> {
    span: Span,
    style: LabelStyle,
    message: &'a str,
}

impl Excerpt {
    /// The lines of `diagnostic`, in so many columns. `position` is the line and column that its header names.
    pub(super) fn new(name: String, position: (usize, usize), document: &Document, diagnostic: &Diagnostic, columns: usize) -> Self {
        let mut by_line = group_by_line(document, primary_marks(document, diagnostic));
        let bar = by_line.len() > 1 && diagnostic.parts.iter().all(|part| !is_replaced(part)) && !has_hole(document, &by_line);
        let shortened = by_line.len() > WHOLE;
        if shortened {
            let hidden: Vec<usize> = by_line.keys().copied().take(by_line.len() - 1).skip(FIRST).collect();
            for line in hidden {
                by_line.remove(&line);
            }
        }
        for (line, marks) in group_by_line(document, related_marks(document, diagnostic)) {
            by_line.entry(line).or_default().extend(marks);
        }
        let number_width = by_line.keys().next_back().map_or(1, |line| (line + 1).to_string().len());
        let room = columns.saturating_sub(number_width + " │ ".chars().count() + if bar { BAR } else { 0 });

        let mut excerpt = Self {
            name,
            line: position.0,
            column: position.1,
            source: String::new(),
            lines: Vec::with_capacity(by_line.len()),
            labels: Vec::new(),
            lines_after_start: if shortened { FIRST - 1 } else { WHOLE },
        };
        let mut bar_range: Option<Range<usize>> = None;
        for (line, marks) in by_line {
            let ranges = excerpt.push(document, line, &marks, room);
            for (mark, range) in marks.iter().zip(ranges) {
                match (range, &mut bar_range) {
                    (None, _) => {}
                    (Some(range), Some(bar)) if mark.style == LabelStyle::Primary => bar.end = range.end,
                    (Some(range), None) if bar && mark.style == LabelStyle::Primary => bar_range = Some(range),
                    (Some(range), _) => excerpt.labels.push(Label::new(mark.style, (), range).with_message(printable(mark.message))),
                }
            }
        }
        excerpt.labels.extend(bar_range.map(|range| Label::primary((), range)));
        excerpt
    }

    /// Adds a line; returns where its marks are in the excerpt.
    fn push(&mut self, document: &Document, line: usize, marks: &[Mark<'_>], room: usize) -> Vec<Option<Range<usize>>> {
        let span = document.source().lines().span(line, document.text());
        let index = match self.lines.last() {
            None => 0,
            Some(last) => {
                let between = Span::new(document.source().lines().span(last.number - 1, document.text()).end, span.start);
                last.index + if document.slice(between).trim().is_empty() { 1 } else { GAP }
            }
        };
        // A message stands behind its mark.
        let behind = marks.iter().map(|mark| mark.message).filter(|message| !message.is_empty()).map(|message| 1 + width(message)).max();
        let room = room.saturating_sub(behind.unwrap_or(0)).max(NARROWEST);
        let text = document.slice(span).trim_end_matches(['\n', '\r']);
        let within = |offset: usize| (offset - span.start).min(text.len());
        let within: Vec<_> = marks.iter().map(|mark| within(mark.span.start)..within(mark.span.end)).collect();
        let end = within.iter().map(|mark| mark.end).fold(text.trim_end().len(), usize::max);
        let clipped = clip(&text[..end], &within, room);
        let start = self.source.len();
        self.source.push_str(&clipped.text);
        self.lines.push(ShownLine { index, number: line + 1, range: start..self.source.len() });
        self.source.push('\n');
        clipped.marks.into_iter().map(|mark| mark.map(|mark| start + mark.start..start + mark.end)).collect()
    }

    /// Columns of the line numbers.
    pub(super) fn number_width(&self) -> usize {
        self.lines.last().map_or(1, |line| line.number.to_string().len())
    }

    fn at(&self, index: usize) -> Option<&ShownLine> {
        self.lines.binary_search_by_key(&index, |line| line.index).ok().map(|at| &self.lines[at])
    }
}

/// What of the finding is underlined: the characters that a fix replaces, else the parts.
fn primary_marks<'a>(document: &'a Document, diagnostic: &'a Diagnostic) -> impl Iterator<Item = Mark<'a>> {
    let spans = diagnostic.parts.iter().flat_map(|part| {
        let edits = if is_replaced(part) { part.edits.as_slice() } else { &[] };
        let changed: Vec<Span> = edits.iter().flat_map(|edit| pieces(document, edit.span)).collect();
        if changed.is_empty() { pieces(document, part.span).collect() } else { changed }
    });
    spans.map(|span| Mark { span, style: LabelStyle::Primary, message: "" })
}

fn related_marks<'a>(document: &'a Document, diagnostic: &'a Diagnostic) -> impl Iterator<Item = Mark<'a>> {
    diagnostic.related.iter().take(RELATED).filter_map(move |related| {
        let span = pieces(document, related.span).next()?;
        Some(Mark { span, style: LabelStyle::Secondary, message: &related.message })
    })
}

/// Whether the fix changes only some characters of the part.
fn is_replaced(part: &Part) -> bool {
    let changed: usize = part.edits.iter().map(|edit| edit.span.len()).sum();
    !part.edits.is_empty() && changed < part.span.len() && part.edits.iter().all(|edit| part.span.contains(edit.span))
}

/// The pieces of a span, one a line, without the white space at their ends; blank ones are left out.
fn pieces(document: &Document, span: Span) -> impl Iterator<Item = Span> {
    let lines = document.source().lines();
    let last = lines.line_of(span.end.max(span.start + 1) - 1);
    (lines.line_of(span.start)..=last).filter_map(move |line| {
        let line = lines.span(line, document.text());
        let piece = Span::new(span.start.max(line.start), span.end.min(line.end));
        let text = document.slice(piece);
        let start = piece.start + text.len() - text.trim_start().len();
        let trimmed = Span::new(start, start + text.trim().len());
        // A place to insert at, and white space that is to be replaced, are marked all the same.
        if trimmed.is_empty() { (piece == span).then_some(piece) } else { Some(trimmed) }
    })
}

fn group_by_line<'a>(document: &Document, marks: impl Iterator<Item = Mark<'a>>) -> BTreeMap<usize, Vec<Mark<'a>>> {
    let lines = document.source().lines();
    let mut by_line: BTreeMap<usize, Vec<Mark<'a>>> = BTreeMap::new();
    for mark in marks {
        by_line.entry(lines.line_of(mark.span.start)).or_default().push(mark);
    }
    by_line
}

/// Whether text that is no part of the finding stands between its lines.
fn has_hole(document: &Document, by_line: &BTreeMap<usize, Vec<Mark<'_>>>) -> bool {
    let ends = by_line.values().filter_map(|marks| marks.last()).map(|mark| mark.span.end);
    let starts = by_line.values().skip(1).filter_map(|marks| marks.first()).map(|mark| mark.span.start);
    ends.zip(starts).any(|(end, start)| !document.slice(Span::new(end, start)).trim().is_empty())
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.source)
    }

    fn line_index(&'a self, (): (), offset: usize) -> Result<usize, Error> {
        let line = self.lines.partition_point(|line| line.range.start <= offset).saturating_sub(1);
        Ok(self.lines.get(line).map_or(0, |line| line.index))
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        // Lines in a gap are asked for and never drawn.
        Ok(self.at(index).map_or(1, |line| line.number))
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        Ok(self.at(index).map_or(0..0, |line| line.range.clone()))
    }

    fn location(&'a self, (): (), _: usize) -> Result<Location, Error> {
        Ok(Location { line_number: self.line, column_number: self.column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Edit, Evidence, EvidenceKind, Fingerprint, Fix};
    use crate::document::{Format, Hints};
    use crate::lint::{Applicability, Level};

    fn excerpt(text: &str, parts: &[(Span, Option<Span>)]) -> Excerpt {
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        let edit = |span| Edit { span, new_text: "new".to_owned() };
        let part = |&(span, changed): &(Span, Option<Span>)| Part {
            span,
            fingerprint: Fingerprint::new("", "", 0),
            edits: changed.map(edit).into_iter().collect(),
        };
        let diagnostic = Diagnostic {
            lint: "made-up".into(),
            category: "made-up".into(),
            level: Level::Warn,
            message: "".into(),
            help: None,
            evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: String::new() },
            also: Vec::new(),
            parts: parts.iter().map(part).collect(),
            related: Vec::new(),
            fix: Some(Fix { title: "".into(), applicability: Applicability::Safe }),
        };
        Excerpt::new("a.md".to_owned(), (1, 1), &document, &diagnostic, 80)
    }

    fn labelled(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.labels.iter().map(|label| &excerpt.source[label.range.clone()]).collect()
    }

    #[test]
    fn characters_that_are_replaced_are_marked_alone() {
        let text = "a cafÃ© here\n";
        assert_eq!(labelled(&excerpt(text, &[(Span::new(0, 14), Some(Span::new(5, 9)))])), ["Ã©"]);
        assert_eq!(labelled(&excerpt(text, &[(Span::new(0, 14), Some(Span::new(0, 15)))])), ["a cafÃ© here"], "the whole line is changed");
    }

    #[test]
    fn every_change_is_marked_wherever_it_is() {
        let text = " a\t\r\n\r\n é 🚀\rb \n";
        let whole = Span::new(1, text.len() - 2);
        for start in whole.start..=whole.end {
            for end in start..=whole.end {
                if text.is_char_boundary(start) && text.is_char_boundary(end) {
                    let excerpt = excerpt(text, &[(whole, Some(Span::new(start, end)))]);
                    assert!(!excerpt.labels.is_empty(), "{:?}", &text[start..end]);
                    assert!(excerpt.lines.iter().all(|line| excerpt.source.get(line.range.clone()).is_some()));
                }
            }
        }
    }

    #[test]
    fn a_line_that_is_not_found_is_not_marked() {
        let text = "one\ntwo\nthree\n";
        let lines = [(Span::new(0, 3), None), (Span::new(4, 7), None), (Span::new(8, 13), None)];
        assert_eq!(labelled(&excerpt(text, &lines)), ["one\ntwo\nthree"]);
        assert_eq!(labelled(&excerpt(text, &[lines[0], lines[2]])), ["one", "three"]);
    }
}
