//! Texts made to be slow, to grow, or to nest without end.

use std::time::{Duration, Instant};

use scrublint::{Applicability, Format};

use crate::{BOTH, LINTER, parse};

const BYTES: usize = 100_000;
/// Work that grows with the square of such a text takes minutes; work in proportion to it a fraction of a second.
const SOON: Duration = Duration::from_secs(10);
/// Fixing is checking again and again: the beginning of the text will do.
const FIXED_BYTES: usize = 20_000;

fn answered_soon(text: &str) {
    let end = (0..=FIXED_BYTES.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).expect("the start is one");
    let beginning = &text[..end];
    for format in BOTH {
        let start = Instant::now();
        let found = LINTER.check(&parse(text, format)).diagnostics;
        // To be told that the fixes never settle is an answer too.
        // In characters: the mark that a character was to be may take more bytes.
        let chars = beginning.chars().count();
        let grown = LINTER.fix(&parse(beginning, format), Applicability::Unsafe).is_ok_and(|fixed| fixed.text().chars().count() > chars);
        assert!(!grown, "{beginning:.30}… grows");
        assert!(start.elapsed() < SOON, "{:?} for {beginning:.30}… and {} findings", start.elapsed(), found.len());
    }
}

#[test]
fn one_line_of_one_thing() {
    for unit in [
        "a",
        "a ",
        "渡",
        "🦀",
        "e\u{301}",
        "\u{200b}",
        "&",
        "&amp;",
        "&amp",
        "[",
        "![",
        "](",
        "[a](b) ",
        "*",
        "**a** ",
        "_",
        "`",
        "> ",
        "- ",
        "# ",
        "1. ",
        "|",
        "a|",
        "<!--",
        "-->",
        "<",
        "Home / ",
        "Home » ",
        "Leave a Reply ",
        "leave a ",
        "\t",
        "\u{202e}",
        "ß",
        "İ",
        "ﷺ",
        "=",
        "~",
        "\"",
        ". ",
        "a. ",
        "\u{c3}",
        "\u{c3}\u{a9}",
        "\u{c2} ",
        "\u{e2}\u{20ac}",
        "\u{e2}\u{20ac}\u{2122}",
        "\u{420}",
        "\u{420}\u{45f}",
        "\u{92}",
        "\u{fffd}",
        "\u{ad}",
        "\u{2067}\u{5d0}",
        "\u{2069}\u{5d0}",
        "\u{a0}",
        "`&amp;",
        "&amp;amp;",
        "`<br>",
        "<br>",
        "</p>",
        "</p",
        "<a b",
        "<p>",
        "[/vc_row]",
        "[caption a=",
        "[video]",
        "{{",
        "{{a.b}}",
        ".[1]",
        "[1]",
        "[edit]",
        "[...]",
        "[+1 chars]",
        "404 ",
    ] {
        answered_soon(&unit.repeat(BYTES / unit.len()));
    }
}

#[test]
fn many_lines_of_one_thing() {
    for line in [
        "",
        "a",
        "Home",
        "Leave a Reply",
        "Home / News / Sports",
        "```",
        "````\n~~~",
        "> ```",
        "- ```",
        "> > ~~~~\n> ```",
        "- ````\n  - ```",
        "<pre>",
        "<code>`",
        "</code>",
        "$$ a",
        "$$",
        "    a",
        "- a\n\n      b",
        ">     a",
        "`a",
        "`` a ``` b",
        "---",
        "===",
        "---\na: b",
        "| a | b |",
        "- a",
        "> a",
        "# a",
        "Image via Northlight",
        "Two riders crossing a ford",
        "Table of Contents",
        "2026-01-17",
        "The ferry sailed on Monday for the first time since May.",
        "Page not found",
        "Verify you are human",
        "It\u{e2}\u{20ac}\u{2122}s &eacute; <br> [/vc_row].[1] [edit]",
        "<!-- scrublint-disable -->",
        "<!-- scrublint-disable-next-line comment-form -->\nLeave a Reply",
    ] {
        for gap in ["\n", "\n\n", "\r\n"] {
            let line = format!("{}{gap}", line.replace('\n', gap));
            answered_soon(&line.repeat(BYTES / line.len()));
        }
    }
}

#[test]
fn many_different_lines() {
    for line in
        ["Line", "# Heading", "Home / Page", "Image via Agency", "The ferry sailed on its crossing of the bay, with passengers, as number"]
    {
        let lines: Vec<String> = (0..BYTES / (line.len() + 7)).map(|number| format!("{line} {number}")).collect();
        for gap in ["\n", "\n\n"] {
            answered_soon(&lines.join(gap));
        }
    }
}

/// As many names as a text of a megabyte holds.
const NAMES: usize = 70_000;

#[test]
fn suppressions_of_tens_of_thousands_of_names() {
    let prose = "The ferry sailed on Monday for the first time since May.\n";
    let names = |from: usize| (from..from + NAMES).map(|number| format!("n{number}")).collect::<Vec<_>>().join(", ");
    let comments = |word: &str| (0..NAMES).map(|number| format!("<!-- scrublint-{word} n{number} -->\n")).collect::<String>();
    let leftovers = "Leave a Reply\n".repeat(NAMES / 2);
    for text in [
        format!("<!-- scrublint-disable {} -->\n\n{prose}", names(0)),
        format!("<!-- scrublint-disable {} -->\n\n{prose}\n<!-- scrublint-enable {} -->\n", names(0), names(NAMES)),
        format!("<!-- scrublint-disable byline -->\n{prose}\n{}", comments("enable")),
        format!("{}\n{prose}", comments("disable-next-line")),
        format!("{}\n{prose}", comments("disabel")),
        format!("{}\n{prose}\n{leftovers}", "<!-- scrublint-disable-file comment-form -->\n".repeat(NAMES / 2)),
        format!("<!-- scrublint-disable byline -->\n{}{prose}", "<!-- scrublint-enable comments -->\n".repeat(NAMES)),
    ] {
        let start = Instant::now();
        let found = LINTER.check(&parse(text.as_str(), Format::Markdown)).diagnostics;
        assert!(start.elapsed() < SOON, "{:?} for {text:.50}… and {} findings", start.elapsed(), found.len());
        let longest = found.iter().map(|found| found.message.len()).max().unwrap_or_default();
        assert!(longest < 1000, "a message of {longest} bytes is none");
    }
}

#[test]
fn fences_and_items_that_go_deeper_and_deeper() {
    let deeper = |line: &dyn Fn(usize) -> String| (1..400).map(line).collect::<Vec<String>>().join("\n");
    for text in [
        deeper(&|depth| format!("{}- ```", " ".repeat(depth))),
        deeper(&|depth| format!("{}a", "- ".repeat(depth))),
        deeper(&|depth| format!("> {}", "`".repeat(400 - depth))),
        deeper(&|depth| "`".repeat(depth) + " a"),
        deeper(&|depth| format!("{} ```", ">".repeat(depth))),
    ] {
        answered_soon(&text);
        answered_soon(&(text + &"\n".repeat(BYTES / 2)));
    }
}

#[test]
fn front_matter_that_is_nested_without_end() {
    let bomb: String = (1..9).map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","))).collect();
    for front in [
        format!("---\ntitle: {}\n---\n", "[".repeat(30_000)),
        format!("---\ntitle: {}\n---\n", "{a: ".repeat(15_000)),
        format!("---\ntitle:\n{}\n---\n", "- ".repeat(30_000)),
        format!("---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{bomb}---\n"),
        format!("+++\ntitle = {}\n+++\n", "[".repeat(30_000)),
        format!("+++\n{}b = 1\n+++\n", "a.".repeat(30_000)),
        format!("{{\n\"title\": {}\n}}\n", "[".repeat(30_000)),
        format!("---\ntitle: {}\n---\n", "long ".repeat(BYTES / 5)),
    ] {
        let text = format!("{front}\nThe ferry sailed on Monday for the first time since May.\n");
        answered_soon(&text);
        assert_eq!(parse(text, Format::Markdown).blocks().len(), 1, "it is front matter all the same");
    }
}

#[test]
fn lines_with_one_label_go_together_and_not_one_with_each_pass() {
    let prose = "The ferry came back on Monday, nine weeks after it had left for repairs, and half of the village stood on the pier.\n\n"
        .repeat(20);
    let line = |number: usize, other: bool| match other && number % 2 == 1 {
        true => "Subscribe to our morning newsletter and never miss a ferry.\n",
        false => "Subscribe to our evening newsletter and never miss a ferry.\n",
    };
    for other in [false, true] {
        let tail: String = (0..30).map(|number| line(number, other)).collect();
        let fixed =
            LINTER.fix(&parse(format!("# The ferry is back\n\n{prose}{tail}"), Format::Plain), Applicability::Safe).expect("it settles");
        assert!((1..=3).contains(&fixed.passes), "{} passes", fixed.passes);
    }
}
