//! Clipping a line to the columns there are.
//!
//! A paragraph is one line and may have thousands of characters; a window around what matters is shown, with an ellipsis
//! where something was left out. Holds always: the clipped text is no wider than asked for, cuts no character, and its
//! cost depends on the window, not on the line.

use std::ops::Range;

use super::terminal::{glyph, glyphs};

const ELLIPSIS: char = '…';
/// Columns of text shown before a mark that does not fit.
const LEAD: usize = 8;
/// Characters without width are many only in text made to break things.
const CHARS_A_COLUMN: usize = 4;

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clipped {
    /// The text.
    pub(super) text: String,
    /// Where the marks are in it; those that lie outside the window are gone.
    pub(super) marks: Vec<Option<Range<usize>>>,
}

/// The part of `line` around the first of the `marks` that fits into so many columns.
pub(super) fn clip(line: &str, marks: &[Range<usize>], columns: usize) -> Clipped {
    let window = window(line, marks.first().cloned().unwrap_or(0..0), columns);
    let mut text = String::new();
    if window.start > 0 {
        text.push(ELLIPSIS);
    }
    // Where each character of the window went; few, as the window is.
    let mut places = Vec::new();
    for (at, glyph) in glyphs(&line[window.clone()]) {
        places.push((window.start + at, text.len()));
        text.extend(std::iter::repeat_n(glyph.c, glyph.times));
    }
    places.push((window.end, text.len()));
    if window.end < line.len() {
        text.push(ELLIPSIS);
    }
    let place = |offset: usize| places[places.partition_point(|&(at, _)| at < offset).min(places.len() - 1)].1;
    let shown = |mark: &Range<usize>| {
        let outside = mark.end < window.start || mark.start > window.end || (mark.start == window.end && window.end < line.len());
        // A mark that goes on outside the window takes the ellipsis with it.
        let start = if mark.start < window.start { 0 } else { place(mark.start) };
        let end = if mark.end > window.end { text.len() } else { place(mark.end) };
        (!outside).then_some(start..end)
    };
    let marks = marks.iter().map(shown).collect();
    Clipped { text, marks }
}

/// The bytes of `line` to show: all, or the focus with as much around it as there is room for.
fn window(line: &str, focus: Range<usize>, columns: usize) -> Range<usize> {
    if forward(line, 0, columns).0 == line.len() {
        return 0..line.len();
    }
    let from_start = forward(line, 0, columns.saturating_sub(1)).0;
    if focus.end <= from_start {
        return 0..from_start;
    }
    let room = columns.saturating_sub(2);
    let lead = LEAD.min(room / 4);
    let (focus_end, _) = forward(&line[..focus.end], focus.start, room - lead);
    let used = columns_of(line, focus.start..focus_end);
    let (end, after) = forward(line, focus_end, (room - lead - used) / 2);
    let start = backward(line, focus.start, room - used - after);
    let left = room - columns_of(line, start..focus.start) - used - after;
    // What is left over where the line begins is of use at the other end.
    let (end, _) = forward(line, end, left);
    start..end
}

/// How far from `at` so many columns go, and the columns used.
fn forward(line: &str, at: usize, columns: usize) -> (usize, usize) {
    let mut used = 0;
    let most_chars = columns.saturating_mul(CHARS_A_COLUMN).max(1);
    for (n, (offset, glyph)) in glyphs(&line[at..]).enumerate() {
        if used + glyph.width() > columns || n == most_chars {
            return (at + offset, used);
        }
        used += glyph.width();
    }
    (line.len(), used)
}

/// How far back from `at` so many columns go.
fn backward(line: &str, at: usize, columns: usize) -> usize {
    let mut used = 0;
    let mut start = at;
    let mut next = line[at..].chars().next();
    for c in line[..at].chars().rev().take(columns.saturating_mul(CHARS_A_COLUMN)) {
        let width = glyph(c, next).width();
        if used + width > columns {
            break;
        }
        used += width;
        start -= c.len_utf8();
        next = Some(c);
    }
    start
}

fn columns_of(line: &str, range: Range<usize>) -> usize {
    glyphs(&line[range]).map(|(_, glyph)| glyph.width()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::terminal::width;

    fn clipped(line: &str, mark: Range<usize>, columns: usize) -> (String, String) {
        let clipped = clip(line, std::slice::from_ref(&mark), columns);
        assert!(width(&clipped.text) <= columns, "{:?} is wider than {columns}", clipped.text);
        let marked = clipped.marks[0].clone().map_or_else(String::new, |mark| clipped.text[mark].to_owned());
        (clipped.text, marked)
    }

    #[test]
    fn a_line_that_fits_stays_whole() {
        assert_eq!(clipped("abcdefghij", 2..4, 10), ("abcdefghij".into(), "cd".into()));
    }

    #[test]
    fn a_mark_near_the_start_keeps_the_start() {
        assert_eq!(clipped("abcdefghijklmnopqrstuvwxyz", 2..4, 20), ("abcdefghijklmnopqrs…".into(), "cd".into()));
    }

    #[test]
    fn a_mark_in_the_middle_has_text_on_both_sides() {
        let line = "x".repeat(100) + "mark" + &"y".repeat(100);
        assert_eq!(clipped(&line, 100..104, 20), (format!("…{}mark{}…", "x".repeat(9), "y".repeat(5)), "mark".into()));
    }

    #[test]
    fn a_mark_at_the_end_is_reached() {
        let line = "x".repeat(100) + "mark";
        assert_eq!(clipped(&line, 100..104, 20), (format!("…{}mark", "x".repeat(14)), "mark".into()));
    }

    #[test]
    fn a_mark_that_does_not_fit_runs_into_the_ellipsis() {
        let line = "  ".to_owned() + &"m".repeat(100);
        assert_eq!(clipped(&line, 2..102, 20), (format!("  {}…", "m".repeat(16)), format!("{}…", "m".repeat(16))));
    }

    #[test]
    fn wide_characters_are_never_cut() {
        let line = "漢".repeat(50);
        for columns in 20..24 {
            for at in 0..50 {
                clipped(&line, at * 3..at * 3 + 3, columns);
            }
        }
    }

    #[test]
    fn a_mark_outside_the_window_is_dropped() {
        let line = "x".repeat(200);
        assert_eq!(clip(&line, &[0..2, 150..160], 20).marks[1], None);
    }

    #[test]
    fn characters_without_width_cannot_fill_the_window_for_ever() {
        let line = "a".to_owned() + &"\u{301}".repeat(10_000);
        assert!(clipped(&line, 0..line.len(), 20).0.len() < 400);
    }
}
