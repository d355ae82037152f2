//! Fenced code: one block that nothing is found in.

use scrublint::Format;
use scrublint::document::BlockKind;

use crate::{BOTH, PROSE, blocks, kinds, lints, parse};

/// An article that ends with `end`.
fn article(end: &str) -> String {
    format!("# The ferry sails again\n\n{PROSE}\n\n{PROSE} It came back at six.\n\n{end}")
}

#[test]
fn fenced_code_is_one_block_in_which_nothing_is_found() {
    for (open, close) in [("```", "```"), ("~~~ text", "~~~~"), ("````md", "````")] {
        let text = article(&format!("{open}\nLeave a Reply\n\nSkip to content\n{close}\n"));
        for format in BOTH {
            let document = parse(format, &text);
            assert_eq!(kinds(&document)[3..], [BlockKind::Code], "{open}");
            assert_eq!(lints(&document), [""; 0], "{open}");
        }
    }
    assert_eq!(lints(&parse(Format::Markdown, &article("Leave a Reply\n"))), ["comment-form"], "without fences it is found");
}

#[test]
fn text_after_the_code_is_text_again() {
    for format in BOTH {
        let document = parse(format, &article("```\n# a comment\n```\nLeave a Reply\n"));
        assert_eq!(kinds(&document)[3..], [BlockKind::Code, BlockKind::Text]);
        assert_eq!(lints(&document), ["comment-form"]);
    }
}

#[test]
fn a_fence_is_closed_by_one_of_its_own_kind_and_length() {
    let document = parse(Format::Markdown, "````\n```\nnot closed\n~~~~\n````\nText\n");
    assert_eq!(kinds(&document), [BlockKind::Code, BlockKind::Text]);
}

#[test]
fn a_fence_that_is_never_closed_reaches_to_the_end_in_markdown_alone() {
    let text = article("```\nlet a = 1;\n\nLeave a Reply\n");
    assert_eq!(kinds(&parse(Format::Markdown, &text))[3..], [BlockKind::Code]);
    let plain = parse(Format::Plain, &text);
    assert_eq!(blocks(&plain)[3..], ["```", "let a = 1;", "Leave a Reply"]);
    assert_eq!(lints(&plain), ["comment-form"]);
}

#[test]
fn backticks_within_a_line_open_no_fence() {
    let document = parse(Format::Markdown, "```scrublint check``` is the command\n\nHome\n");
    assert_eq!(kinds(&document), [BlockKind::Text, BlockKind::Text]);
}
