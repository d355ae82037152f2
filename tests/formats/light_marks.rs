//! Marks at a line's start, rules, tables, headings with an underline.

use scrublint::document::{BlockKind, Marks};
use scrublint::{Document, Format};

use crate::{BOTH, PROSE, blocks, kinds, parse};

/// The marks of a line that is a block of its own.
fn marks(line: &str) -> Marks {
    parse(Format::Plain, line).blocks()[0].marks
}

/// The heading's level, if the block has a heading mark.
fn level(document: &Document, block: usize) -> Option<u8> {
    document.blocks()[block].marks.heading.map(|heading| heading.level)
}

#[test]
fn marks_are_facts_of_a_block_and_no_part_of_its_words() {
    for (line, key) in [
        ("## Leave a Reply ##", "leave a reply"),
        ("- Leave a Reply", "leave a reply"),
        ("• Leave a Reply", "leave a reply"),
        ("12. Leave a Reply", "leave a reply"),
        ("> **Leave a Reply:**", "leave a reply"),
        ("[Leave a Reply](https://paper.example/#respond)", "leave a reply"),
    ] {
        let document = parse(Format::Plain, line);
        assert_eq!(document.key(&document.blocks()[0]), key, "{line}");
        assert_eq!(blocks(&document), [line], "the span covers the line");
    }
}

#[test]
fn each_mark_is_known_in_plain_text_too() {
    assert_eq!(marks("### Getting there").heading.map(|heading| heading.level), Some(3));
    assert!(marks("* Getting there").bullet && marks("- [ ] Getting there").bullet);
    assert!(marks("3) Getting there").numbered);
    assert!(marks("> Getting there").quote);
    assert!(marks("**Getting there**").strong);
    assert!(marks("![Getting there](/boat.jpg)").image);
    assert!(marks("- Getting there").list() && marks("1. Getting there").list() && !marks("> Getting there").list());
}

#[test]
fn what_only_looks_like_a_mark_is_none() {
    for line in ["#ferries", "-5 degrees", "*Getting* there", "1.5 million passengers", "2024. That was the year", "Getting there"] {
        assert_eq!(marks(line), Marks::default(), "{line}");
    }
}

#[test]
fn rules_are_no_text() {
    let document = parse(Format::Plain, &format!("* * *\n\n{PROSE}\n\n———\n"));
    assert_eq!(kinds(&document), [BlockKind::Rule, BlockKind::Text, BlockKind::Rule]);
}

#[test]
fn comments_are_not_there() {
    let around = |comment: &str| format!("{comment}Home\nNews\n{comment}Sport\n\n{comment}{PROSE}\n{comment}");
    let shape = |text: &str| {
        let document = parse(Format::Plain, text);
        let shape = document.blocks().iter().map(|block| (document.key(block).to_owned(), block.blank_before)).collect::<Vec<_>>();
        (shape, kinds(&document))
    };
    for comment in ["<!-- more -->\n", "  <!-- one --> <!-- scrublint-disable byline: two -->\r\n", "<!--\none\n\n```\ntwo -->\n"] {
        assert_eq!(shape(&around(comment)), shape(&around("")), "{comment}");
    }
}

#[test]
fn what_stands_beside_comments_or_in_one_that_is_not_closed_is_text() {
    let texts = ["<!-- one --> Home <!-- two -->\n", "Home <!--\n", "<!-- Home\n", "<!-- one --> Home\n"];
    for text in texts {
        assert_eq!(kinds(&parse(Format::Plain, text)), [BlockKind::Text], "{text}");
    }
    let open = parse(Format::Plain, "<!-- one\nHome\n<!-- two -->\n");
    assert_eq!(blocks(&open), ["<!-- one", "Home"]);
    let beside = parse(Format::Plain, "<!-- one\ntwo --> Home\n");
    assert_eq!(blocks(&beside), ["<!-- one", "two --> Home"]);
}

#[test]
fn a_comment_keeps_the_lines_around_it_apart() {
    let heading = parse(Format::Markdown, "Getting there\n<!-- more -->\n---\n");
    assert_eq!(kinds(&heading), [BlockKind::Text, BlockKind::Rule]);
    let sentence = parse(Format::Markdown, "The ferry sails on every day but Sunday, and its captain\n<!-- more -->\nlikes it so.\n");
    assert_eq!(sentence.blocks().len(), 2);
}

#[test]
fn an_underline_makes_a_heading_in_markdown() {
    let text = format!("The ferry sails again\n=====\n\nGetting there\n---\n\n{PROSE}\n");
    let document = parse(Format::Markdown, &text);
    assert_eq!(blocks(&document), ["The ferry sails again\n=====", "Getting there\n---", PROSE]);
    assert_eq!((level(&document, 0), level(&document, 1)), (Some(1), Some(2)));
    assert_eq!(document.key(&document.blocks()[0]), "the ferry sails again");
    assert_eq!(kinds(&parse(Format::Plain, &text))[1], BlockKind::Rule, "plain text has no underlines");
}

#[test]
fn an_underline_stands_directly_below_its_heading() {
    let document = parse(Format::Markdown, "Getting there\n\n---\n\n- one\n---\n");
    assert_eq!(kinds(&document), [BlockKind::Text, BlockKind::Rule, BlockKind::Text, BlockKind::Rule]);
    assert_eq!(level(&document, 0), None);
}

#[test]
fn rows_of_pipe_tables_are_no_text() {
    for format in BOTH {
        let document = parse(format, "| Harbour | Sails at |\n|---|---|\n| Leave a comment | 9.15 |\n\nHome | News | Sports\n");
        assert_eq!(kinds(&document)[0], BlockKind::TableRow);
        assert_eq!(kinds(&document)[2..], [BlockKind::TableRow, BlockKind::Text], "a menu on one line is no table");
    }
}
