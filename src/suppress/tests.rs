use super::*;
use crate::document::{Format, Hints};

fn document(text: &str) -> Document {
    Document::parse(text.into(), Format::Markdown, &Hints::default())
}

/// The lines of `text` on which `lint` of the category `metadata` is left out.
fn covered<'t>(text: &'t str, lint: &str) -> Vec<&'t str> {
    let document = document(text);
    let suppressions = Suppressions::find(&document);
    let lines = document.source().lines();
    let spans = (0..lines.count()).map(|line| lines.span(line, text));
    let covered = spans.filter(|&span| suppressions.covers(lint, "metadata", span)).map(|span| text[span.range()].trim());
    covered.filter(|line| !line.is_empty() && !line.contains("<!--")).collect()
}

#[test]
fn the_next_line_is_the_next_block_however_many_blank_lines_lie_between() {
    let text = "By Ada\n\n<!-- scrublint-disable-next-line byline: she asked for it -->\n\n\nBy Ben\n\nBy Cem\n";
    assert_eq!(covered(text, "byline"), ["By Ben"]);
    assert!(covered(text, "dateline").is_empty(), "another lint");
}

#[test]
fn comments_for_the_next_line_can_be_stacked() {
    let text = "<!-- scrublint-disable-next-line byline -->\n<!-- scrublint-disable-next-line dateline -->\nBy Ada\nBy Ben\n";
    assert_eq!(covered(text, "byline"), ["By Ada"]);
    assert_eq!(covered(text, "dateline"), ["By Ada"]);
}

#[test]
fn a_range_goes_from_disable_to_enable_or_to_the_end() {
    let text = "One\n\n<!-- scrublint-disable byline, dateline -->\nTwo\n\nThree\n<!-- scrublint-enable byline -->\nFour\n";
    assert_eq!(covered(text, "byline"), ["Two", "Three"]);
    assert_eq!(covered(text, "dateline"), ["Two", "Three", "Four"]);
    assert!(covered(text, "share-links").is_empty());
}

#[test]
fn a_category_stands_for_its_lints() {
    let text = "One\n<!-- scrublint-disable metadata -->\nTwo\n<!-- scrublint-enable byline -->\nThree\n";
    assert_eq!(covered(text, "byline"), ["Two"]);
    assert_eq!(covered(text, "dateline"), ["Two", "Three"]);
}

#[test]
fn without_names_all_lints_are_meant() {
    let text = "One\n<!-- scrublint-disable -->\nTwo\n<!-- scrublint-enable -->\nThree\n";
    assert_eq!(covered(text, "byline"), ["Two"]);
    let reason = "One\n\n<!-- scrublint-disable-next-line: quoted on purpose -->\nTwo\nThree\n";
    assert_eq!(covered(reason, "byline"), ["Two"]);
    let all_on_again = "<!-- scrublint-disable byline -->\nOne\n<!-- scrublint-enable -->\nTwo\n";
    assert_eq!(covered(all_on_again, "byline"), ["One"]);
}

#[test]
fn the_whole_file_can_be_left_out_from_anywhere_in_it() {
    let text = "One\n\nTwo\n<!-- scrublint-disable-file byline -->\nThree\n";
    assert_eq!(covered(text, "byline"), ["One", "Two", "Three"]);
    assert!(covered(text, "dateline").is_empty());
}

#[test]
fn front_matter_leaves_out_the_whole_file() {
    let text = "---\nscrublint:\n  disable: [metadata]\n---\nOne\n\nTwo\n";
    let document = document(text);
    let suppressions = Suppressions::find(&document);
    let last = Span::new(text.len() - 4, text.len() - 1);
    assert!(suppressions.covers("byline", "metadata", last));
    assert!(!suppressions.covers("share-links", "widgets", last));
}

#[test]
fn a_part_that_a_range_reaches_into_is_left_out() {
    let text = "A long line <!-- scrublint-disable byline --> of text <!-- scrublint-enable byline --> and more.\n\nTwo\n";
    let document = document(text);
    let suppressions = Suppressions::find(&document);
    assert!(suppressions.covers("byline", "metadata", Span::new(0, 20)));
    assert!(!suppressions.covers("byline", "metadata", Span::new(0, 11)));
    assert!(!suppressions.covers("byline", "metadata", Span::new(text.len() - 4, text.len() - 1)));
}

#[test]
fn comments_in_code_and_in_front_matter_say_nothing() {
    let fenced = "```\n<!-- scrublint-disable -->\n```\n\nOne\n";
    assert!(Suppressions::find(&document(fenced)).is_empty());
    let span = "Write `<!-- scrublint-disable-file -->` at the top.\n\nOne\n";
    assert!(Suppressions::find(&document(span)).is_empty());
    let front = "---\ntitle: \"<!-- scrublint-disable-file -->\"\n---\nOne\n";
    assert!(Suppressions::find(&document(front)).is_empty());
}

#[test]
fn other_comments_say_nothing() {
    for comment in ["<!-- more -->", "<!-- scrublint -->", "<!-- scrublint-disabled -->", "<!-- scrublint-disable", "scrublint-disable"] {
        let text = format!("{comment}\n\nOne\n");
        assert!(Suppressions::find(&document(&text)).is_empty(), "{comment}");
    }
}

#[test]
fn what_may_have_been_meant_for_this_program_is_told_from_what_is_not() {
    let misspelt = |text: &str| Suppressions::find(&document(text)).misspelt().iter().map(|one| one.word.to_owned()).collect::<Vec<_>>();
    for (comment, word) in [
        ("<!-- scrublint-disabled byline -->", "disabled"),
        ("<!--scrublint-disabel-->", "disabel"),
        ("<!-- scrublint-disable-nextline: why -->", "disable-nextline"),
        ("<!-- Scrublint-disable -->", "disable"),
        ("<!-- scrublint_disable -->", "disable"),
        ("<!-- scrublint: disable byline -->", "disable"),
        ("<!-- scrublint --disable -->", "disable"),
        ("<!-- scrub-lint-disable -->", "disable"),
        ("<!-- Scrub_Lint: disable -->", "disable"),
    ] {
        assert_eq!(misspelt(&format!("{comment}\n\nOne\n")), [word], "{comment}");
    }
    for comment in [
        "<!-- more -->",
        "<!-- scrub -->",
        "<!-- scrubs-lint-disable -->",
        "<!-- scrub lint disable -->",
        "<!-- scrublint -->",
        "<!-- scrublint- -->",
        "<!-- scrublints-disable -->",
        "`<!-- scrublint-disabel -->`",
    ] {
        assert!(misspelt(&format!("{comment}\n\nOne\n")).is_empty(), "{comment}");
    }
    assert!(misspelt("One <!-- scrublint-disabel\n\nTwo <!-- more -->\n").is_empty(), "one that is never closed is no comment");
    assert!(misspelt("```\n<!-- scrublint-disabel -->\n```\n").is_empty(), "code is code");
}

#[test]
fn a_comment_that_was_left_open_does_not_take_the_end_of_the_next() {
    let text = "<!-- scrublint-disable\n\nOne\n\n<!-- scrublint-disable-next-line byline -->\nTwo\nThree\n";
    assert_eq!(covered(text, "byline"), ["Two"]);
}

#[test]
fn white_space_in_a_comment_does_not_matter() {
    for comment in ["<!--scrublint-disable byline-->", "<!--\n  scrublint-disable\n  byline ,\n  dateline\n-->"] {
        let text = format!("One\n\n{comment}\n\nTwo\n");
        let document = document(&text);
        let end = Span::new(text.len() - 4, text.len() - 1);
        assert!(Suppressions::find(&document).covers("byline", "metadata", end), "{comment}");
        assert!(!Suppressions::find(&document).covers("share-links", "widgets", end), "{comment}");
    }
}
