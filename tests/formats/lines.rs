//! Which lines are a block: each of its own, but for those that go on with a sentence.

use scrublint::Format;
use scrublint::document::BlockKind;

use crate::{BOTH, PROSE, WRAPPED, blocks, kinds, parse};

#[test]
fn a_line_is_a_block() {
    for format in BOTH {
        let document = parse(format, "Home\nNews\n\n  Sports  \n\n\n");
        assert_eq!(blocks(&document), ["Home", "News", "Sports"]);
        assert_eq!(document.blocks()[2].blank_before, 1);
    }
}

#[test]
fn a_text_without_words_has_no_blocks() {
    for text in ["", "\n", " \t\n\r\n \u{a0}\n"] {
        assert!(BOTH.iter().all(|&format| parse(format, text).blocks().is_empty()), "{text:?}");
    }
}

#[test]
fn every_kind_of_line_ending_makes_the_same_blocks() {
    let text = format!("Home\nNews\n\n{PROSE}\n\n```\nlet a = 1;\n```\n\n| a | b |\n");
    for format in BOTH {
        let known = parse(format, &text);
        for ending in ["\r\n", "\r"] {
            let document = parse(format, &text.replace('\n', ending));
            let same: Vec<String> = blocks(&document).into_iter().map(|block| block.replace(ending, "\n")).collect();
            assert_eq!(same, blocks(&known), "{ending:?}");
            assert_eq!(kinds(&document), kinds(&known), "{ending:?}");
        }
    }
}

#[test]
fn wrapped_lines_are_one_block() {
    for format in BOTH {
        let document = parse(format, &format!("Home\nNews\n\n{WRAPPED}\n\nSports\nWeather\n"));
        assert_eq!(blocks(&document), ["Home", "News", WRAPPED, "Sports", "Weather"]);
    }
}

#[test]
fn lines_that_end_where_their_sentences_end_were_not_wrapped() {
    let lines = "\
The small ferry sailed on Monday for the first time since the storm.
Forty passengers went aboard, and a crowd stood on the quay.
Nobody had been sure that it would sail before the summer.
By the evening the crew had made four crossings of the bay.";
    assert_eq!(blocks(&parse(Format::Plain, lines)), lines.lines().collect::<Vec<_>>());
}

#[test]
fn markdown_goes_on_lazily_where_a_long_line_stops_in_a_sentence() {
    for mark in ["", "- ", "> "] {
        let text = format!("{mark}The ferry sailed on Monday for the first time since\nthe storm had torn the pier away.\n");
        assert_eq!(parse(Format::Markdown, &text).blocks().len(), 1, "{text}");
        assert_eq!(parse(Format::Plain, &text).blocks().len(), 2, "{text}");
    }
}

#[test]
fn markdown_does_not_go_on_after_a_sentence_a_short_line_or_a_mark() {
    for text in [
        "The ferry sailed on Monday for the first time since May.\nthe storm had torn the pier away.\n",
        "all recipes\nfor the weekend\n",
        "The ferry sailed on Monday for the first time since\n- the storm had torn the pier away.\n",
        "# The ferry sailed on Monday for the first time since\nthe storm had torn the pier away.\n",
    ] {
        assert_eq!(parse(Format::Markdown, text).blocks().len(), 2, "{text}");
    }
}

#[test]
fn indented_text_is_text() {
    for format in BOTH {
        let document = parse(format, &format!("      Home\n\tNews\n\n      {PROSE}\n"));
        assert_eq!(blocks(&document), ["Home", "News", PROSE]);
        assert!(kinds(&document).iter().all(|&kind| kind == BlockKind::Text));
    }
}
