//! Which line is the title.

use scrublint::{Document, Format, Hints, Linter};

use crate::PROSE;

const MORE: &str =
    "By the evening the crew had made four crossings, and the harbour master wrote the tides of the week on his board outside.";

/// The kept copy of the title: its text, and whether it was given.
fn title(text: &str, hint: Option<&str>) -> Option<(Option<usize>, String, bool)> {
    let hints = Hints { title: hint.map(str::to_owned), lang: None };
    let document = Document::parse(text.into(), Format::Markdown, &hints);
    let title = Linter::default().layout(&document).title?;
    Some((title.block, title.key, title.given))
}

fn found(text: &str) -> Option<usize> {
    title(text, None).and_then(|(block, ..)| block)
}

#[test]
fn a_given_title_goes_before_front_matter_and_that_before_a_heading() {
    let text =
        format!("---\ntitle: In the front\n---\n\nIn the front\n\nOn the command line\n\n# In the text itself\n\n{PROSE}\n\n{MORE}\n");
    assert_eq!(title(&text, Some("On the Command Line")), Some((Some(1), "on the command line".to_owned(), true)));
    assert_eq!(title(&text, None), Some((Some(0), "in the front".to_owned(), true)));
    let text = text.split_once("---\n\n").expect("front matter").1;
    assert_eq!(title(text, None), Some((Some(2), "in the text itself".to_owned(), false)));
}

#[test]
fn a_given_title_that_the_text_lacks_keeps_no_line() {
    let text = format!("Home\nNews\n\n{PROSE}\n\n{MORE}\n");
    assert_eq!(title(&text, Some("The ferry sails again")), Some((None, "the ferry sails again".to_owned(), true)));
}

#[test]
fn the_copy_with_a_heading_mark_is_kept() {
    let text = format!("The Ferry Sails Again\n\nHome\n\n# The ferry sails again\n\n{PROSE}\n\n{MORE}\n");
    assert_eq!(title(&text, Some("The ferry sails again")).and_then(|(block, ..)| block), Some(2));
    assert_eq!(found(&text), Some(2));
}

#[test]
fn a_line_that_is_repeated_above_the_body_is_the_title() {
    let text = format!("Home\nNews\nHarbour\n\nThe ferry sails again\n\nThe ferry sails again\n\n{PROSE}\n\n{MORE}\n");
    let (block, key, given) = title(&text, None).expect("a title");
    assert!(matches!(block, Some(3 | 4)), "{block:?}");
    assert_eq!((key.as_str(), given), ("the ferry sails again", false));
}

#[test]
fn a_line_that_crowns_the_body_and_speaks_of_it_is_the_title() {
    let text =
        format!("Home\nNews\nFour Ways to Cook a Leek\nSports\n\nThe small ferry sails again after the storm\n\n{PROSE}\n\n{MORE}\n");
    assert_eq!(found(&text), Some(4));
}

#[test]
fn bylines_dates_and_headings_further_down_are_no_titles() {
    let text = format!("By Ines Marlow\n\n14 October 2025\n\n{PROSE}\n\n{MORE}\n\n# What the harbour master said\n\n{MORE} {PROSE}\n");
    assert_eq!(found(&text), None);
}
