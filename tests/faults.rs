//! Inputs that are broken, empty or hostile: each gets an answer, soon, and none a wrong one.

use std::time::{Duration, Instant};

use scrublint::fix::REMOVAL_GUARD;
use scrublint::source::DecodeError;
use scrublint::{Applicability, Document, Format, Hints, Linter, Text};

const BOTH: [Format; 2] = [Format::Plain, Format::Markdown];

fn parse(text: impl Into<Text>, format: Format) -> Document {
    Document::parse(text.into(), format, &Hints::default())
}

mod bytes {
    use super::*;

    fn error(bytes: &[u8]) -> DecodeError {
        Text::decode(bytes.to_vec()).expect_err("no text")
    }

    #[test]
    fn the_first_byte_that_is_not_utf_8_is_named() {
        for (bytes, at, byte) in [
            (&b"caf\xE9 noir"[..], 3, 0xE9),
            (b"caf\xC3", 3, 0xC3),
            (b"\xC0\xAFa", 0, 0xC0),
            (b"a\xED\xA0\x80b", 1, 0xED),
            (b"\xFE\xFF", 0, 0xFE),
        ] {
            assert_eq!(error(bytes), DecodeError::InvalidUtf8 { at, byte });
        }
        assert_eq!(error(b"caf\xE9").to_string(), "byte 0xE9 at offset 3 is not valid UTF-8");
    }

    #[test]
    fn offsets_are_those_of_the_file_with_its_byte_order_mark() {
        assert_eq!(error(b"\xEF\xBB\xBFcaf\xE9"), DecodeError::InvalidUtf8 { at: 6, byte: 0xE9 });
        assert_eq!(error(b"\xEF\xBB\xBFa\0"), DecodeError::Nul { at: 4 });
    }

    #[test]
    fn utf_16_is_taken_for_a_binary_file() {
        assert_eq!(error(b"\xFF\xFEH\0o\0m\0e\0"), DecodeError::Nul { at: 3 });
        assert_eq!(error(b"\0H\0o\0m\0e"), DecodeError::Nul { at: 0 });
    }

    #[test]
    fn utf_8_of_every_length_and_a_mark_alone_are_text() {
        for text in ["", "a", "é", "渡", "🦀", "\u{7f}\u{80}\u{7ff}\u{ffff}\u{10ffff}"] {
            let decoded = Text::decode(text.as_bytes().to_vec()).expect("text");
            assert_eq!((decoded.as_str(), decoded.encode(text).as_slice()), (text, text.as_bytes()));
        }
        assert_eq!(Text::decode(b"\xEF\xBB\xBF".to_vec()).expect("text").as_str(), "");
    }
}

mod little {
    use super::*;

    #[test]
    fn nothing_is_found_in_nothing() {
        let linter = Linter::default();
        for text in ["", "\n", "\r\n \t\r", "\u{a0}\u{2003}\n", "---\ntitle: Leave a Reply\n---\n", "***", "|", "#", ">", "- ", "!", "。"]
        {
            for format in BOTH {
                let document = parse(text, format);
                assert_eq!(linter.check(&document).diagnostics, [], "{text:?}");
                assert_eq!(linter.fix(&document, Applicability::Unsafe).expect("it settles").text, text);
            }
        }
    }

    #[test]
    fn a_text_of_furniture_alone_is_not_emptied() {
        let linter = Linter::default();
        for text in ["Leave a Reply", "Skip to content\nHome\nNews\nSubscribe\n\nPrivacy policy\nTerms of use\n"] {
            let document = parse(text, Format::Plain);
            assert!(!linter.check(&document).diagnostics.is_empty(), "{text}");
            let fixed = linter.fix(&document, Applicability::Unsafe).expect("it settles");
            assert_eq!(fixed.text, text);
            assert!(fixed.remaining.diagnostics.iter().any(|diagnostic| diagnostic.lint == REMOVAL_GUARD), "{text}");
        }
    }

    #[test]
    fn a_last_line_without_an_ending_is_judged_like_any_other() {
        let article = "The small ferry sailed on Monday for the first time since the storm, with forty passengers aboard.\n\n";
        let article = format!("{article}{}", article.replace("small ferry", "old boat"));
        let linter = Linter::default();
        for end in ["", "\n", "\r\n", "\r"] {
            let document = parse(format!("{article}Leave a Reply{end}"), Format::Plain);
            let found = linter.check(&document).diagnostics;
            assert_eq!(found.len(), 1, "{end:?}");
            assert_eq!(document.slice(found[0].span()), "Leave a Reply");
        }
    }
}

mod hostile {
    use super::*;

    const BYTES: usize = 200_000;
    /// Work that grows with the square of such a text takes minutes; work in proportion to it a fraction of a second.
    const SOON: Duration = Duration::from_secs(10);
    /// Fixing is checking again and again: the beginning of the text will do.
    const FIXED_BYTES: usize = 20_000;

    fn answered_soon(text: &str) {
        let linter = Linter::default();
        let beginning = &text[..text.floor_char_boundary(FIXED_BYTES)];
        for format in BOTH {
            let start = Instant::now();
            let found = linter.check(&parse(text, format)).diagnostics;
            // To be told that the fixes never settle is an answer too.
            let grown = linter.fix(&parse(beginning, format), Applicability::Unsafe).is_ok_and(|fixed| fixed.text.len() > beginning.len());
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
        for line in [
            "Line",
            "# Heading",
            "Home / Page",
            "Image via Agency",
            "The ferry sailed on its crossing of the bay, with passengers, as number",
        ] {
            let lines: Vec<String> = (0..BYTES / (line.len() + 7)).map(|number| format!("{line} {number}")).collect();
            for gap in ["\n", "\n\n"] {
                answered_soon(&lines.join(gap));
            }
        }
    }

    #[test]
    fn front_matter_that_is_nested_without_end() {
        let bomb: String =
            (1..9).map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","))).collect();
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
}
