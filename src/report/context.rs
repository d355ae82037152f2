//! What stands around a finding, for somebody who is asked what to do about it.

use super::clip::clip;
use crate::document::Document;
use crate::source::Span;

/// What is said of the lines above and below, each as wide as the other.
const ABOVE: &str = "above";
const BELOW: &str = "below";

/// The nearest line with text above a span and the nearest one below it, each named, clipped to so many columns.
pub(crate) fn context(document: &Document, span: Span, columns: usize) -> String {
    let text = document.text();
    let is_ending = |c| matches!(c, '\n' | '\r');
    let above = text[..span.start].rfind(is_ending).map_or("", |end| &text[..end]);
    let below = text[span.end..].find(is_ending).map_or("", |end| &text[span.end + end..]);
    let above = above.rsplit(is_ending).find(|line| !line.trim().is_empty());
    let below = below.split(is_ending).find(|line| !line.trim().is_empty());
    let shown = |name: &str, line: Option<&str>, edge: &str| {
        let room = columns.saturating_sub(name.len() + " │ ".chars().count()).max(1);
        let line = line.map_or_else(|| format!("({edge})"), |line| clip(line.trim(), &[], room).text);
        format!("{name} │ {line}\n")
    };
    shown(ABOVE, above, "the start of the text") + &shown(BELOW, below, "the end of the text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};

    fn of(text: &str, part: &str, columns: usize) -> String {
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        let start = text.find(part).expect("it is in the text");
        context(&document, Span::new(start, start + part.len()), columns)
    }

    #[test]
    fn blank_lines_are_passed_over_whatever_ends_them() {
        for ending in ["\n", "\r\n", "\r"] {
            let text = "One\n\n  Two, three\n\nHere it is\n \n\nFour\n".replace('\n', ending);
            assert_eq!(of(&text, "it is", 80), "above │ Two, three\nbelow │ Four\n");
        }
    }

    #[test]
    fn the_edges_of_the_text_are_named_and_long_lines_are_clipped() {
        assert_eq!(of("Here", "Here", 80), "above │ (the start of the text)\nbelow │ (the end of the text)\n");
        assert_eq!(of("Here\nOne two three\n\u{1b}[2J", "Here", 14), "above │ (the start of the text)\nbelow │ One t…\n");
    }
}
