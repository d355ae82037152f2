//! What holds for any text at all, however it was scraped: furniture, prose, marks and arbitrary characters in any order
//! and with any line endings.
//!
//! `PROPTEST_CASES` asks for more than the few cases that keep the tests quick.

use std::sync::LazyLock;

use proptest::prelude::*;
use scrublint::diagnostic::Edit;
use scrublint::document::{BlockKind, FrontMatter};
use scrublint::fix::Edits;
use scrublint::suppress::{Accepted, add_comments};
use scrublint::{Applicability, Document, Format, Hints, Linter, Span, Text};

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

const CASES: u32 = 64;

fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    config
}

/// Lines that scrapers leave.
const FURNITURE: &[&str] = &[
    "Skip to content",
    "Home",
    "News",
    "Sports",
    "Log in",
    "Subscribe",
    "[Home](/) » [Harbour](/harbour)",
    "Home / Harbour / The ferry sails again after the storm",
    "Table of Contents",
    "By Ines Marlow",
    "2026-01-17 03:55:00",
    "4 min read",
    "Share",
    "Facebook",
    "Advertisement",
    "Two riders crossing a ford in The Long Tide.",
    "Image via Northlight",
    "Photo: Tobias Renner/Getty Images",
    "Also Read: Nine boats that never came back",
    "Related articles",
    "Nine boats that never came back",
    "Sign up for our newsletter",
    "Your email address will not be published.",
    "Leave a Reply",
    "18 comments",
    "Tags: ferries, storms",
    "The post The ferry sails again appeared first on Harbour Paper.",
    "Privacy policy",
    "© 2025 Harbour Paper. All rights reserved.",
    "Datenschutz",
    "À lire aussi : Neuf bateaux perdus",
    "阅读更多",
];

/// Lines of an article.
const ARTICLE: &[&str] = &[
    "The ferry sails again after the storm",
    "# The ferry sails again after the storm",
    "The small ferry sailed on Monday for the first time since the storm, with forty passengers aboard and a crowd on the quay.",
    "Nobody had been sure that it would. The engine had been taken apart twice over the winter, and the yard has two men left.",
    "By the evening the crew had made four crossings, and the harbour master wrote the tides of the week on his board outside.",
    "## Getting there",
    "- a coat &amp; a hat",
    "1. Low tide",
    "> “I was\u{200b} not afraid,” she said.",
    "小渡轮周一在暴风雨后首次出航，船上有四十名乘客，码头上从清晨起就有人等候。",
    "الميناء يفتح أبوابه من جديد بعد تسعة أسابيع من الإصلاحات في جداره الخارجي.",
];

/// Lines that mean something to the parser.
const MARKS: &[&str] = &[
    "---",
    "===",
    "+++",
    "```",
    "~~~~",
    "* * *",
    "title: The ferry sails again after the storm",
    "{",
    "}",
    "| Harbour | 9.15 |",
    "<!-- scrublint-disable-next-line comment-form: a card by the till -->",
    "<!-- scrublint-disable -->",
    "<!-- scrublint-enable -->",
    "<!-- scrublint-disable",
    "![",
    "[](",
    "&#x200b;",
    "\u{feff}",
];

fn one_of(lines: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(lines).prop_map(str::to_owned)
}

/// A line without its ending.
fn line() -> impl Strategy<Value = String> {
    let indented = ("[ \t>*#-]{0,4}", one_of(FURNITURE)).prop_map(|(lead, line)| lead + &line);
    // No line ending, and no NUL, which only binary files have.
    let character = any::<char>().prop_map(|c| if matches!(c, '\n' | '\r' | '\0') { '�' } else { c });
    let arbitrary = prop::collection::vec(character, 0..24);
    prop_oneof![
        8 => one_of(FURNITURE),
        6 => one_of(ARTICLE),
        2 => one_of(MARKS),
        1 => indented,
        1 => "\\PC{0,60}",
        1 => arbitrary.prop_map(String::from_iter),
        3 => "[ \t\u{a0}]{0,2}",
    ]
}

/// A text whose lines end in any way, the last one perhaps not at all.
fn texts() -> impl Strategy<Value = String> {
    let ending = prop_oneof![6 => Just("\n"), 2 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\n\n\n")];
    let lines = prop::collection::vec((line(), ending), 0..48);
    (lines, line()).prop_map(|(lines, last)| lines.into_iter().flat_map(|(line, ending)| [line, ending.to_owned()]).chain([last]).collect())
}

/// A text of lines that end with a line feed.
fn lf_texts() -> impl Strategy<Value = String> {
    texts().prop_map(|text| text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Plain, Format::Markdown])
}

const CERTAINTIES: [Applicability; 2] = [Applicability::Safe, Applicability::Unsafe];

fn parse(text: impl Into<Text>, format: Format) -> Document {
    Document::parse(text.into(), format, &Hints::default())
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether there is nothing but white space and comments of the markup, which no block holds.
fn is_left_out(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|inner| inner.split_once("-->")) {
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// Each finding by its lint, its lines and its certainty.
fn findings(document: &Document) -> Vec<(String, usize, usize, Applicability)> {
    let lines = document.source().lines();
    let by_line = |diagnostic: scrublint::Diagnostic| {
        let span = diagnostic.span();
        (diagnostic.lint.to_string(), lines.line_of(span.start), lines.line_of(span.end), diagnostic.applicability())
    };
    LINTER.check(document).diagnostics.into_iter().map(by_line).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn blocks_hold_every_line_that_is_not_blank_and_no_comment(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        let mut at = document.front_matter().map_or(0, |front| front.span().end);
        for block in document.blocks() {
            prop_assert!(block.lines.start >= at && block.lines.contains(block.span), "in order and disjoint");
            prop_assert!(is_left_out(&text[at..block.lines.start]), "left out: {:?}", &text[at..block.lines.start]);
            prop_assert!(!is_blank(document.slice(block.span)));
            at = block.lines.end;
        }
        prop_assert!(is_left_out(&text[at..]), "left out: {:?}", &text[at..]);
    }

    #[test]
    fn findings_have_parts_that_are_blocks_or_suppressions(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        for diagnostic in LINTER.check(&document).diagnostics {
            prop_assert!(!diagnostic.parts.is_empty());
            prop_assert!(diagnostic.parts.is_sorted_by(|a, b| a.span.end <= b.span.start), "{diagnostic:?}");
            for part in &diagnostic.parts {
                let in_block = document.blocks().iter().any(|block| block.span.contains(part.span));
                prop_assert!(in_block || document.slice(part.span).starts_with("<!-- scrublint-"), "{diagnostic:?}");
                prop_assert!(text.get(part.span.range()).is_some_and(|text| !is_blank(text)), "{diagnostic:?}");
            }
            for related in &diagnostic.related {
                prop_assert!(text.get(related.span.range()).is_some(), "{diagnostic:?}");
            }
        }
    }

    #[test]
    fn edits_stay_in_their_part_and_the_white_space_beside_it(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        let diagnostics = LINTER.check(&document).diagnostics;
        for diagnostic in &diagnostics {
            for part in &diagnostic.parts {
                prop_assert!(diagnostic.fix.is_some() || part.edits.is_empty(), "{diagnostic:?}");
                for edit in &part.edits {
                    let within = Span::new(edit.span.start.max(part.span.start), edit.span.end.min(part.span.end));
                    prop_assert!(is_blank(&text[edit.span.start..within.start]), "{diagnostic:?}");
                    prop_assert!(is_blank(&text[within.end..edit.span.end]), "{diagnostic:?}");
                }
            }
        }
        let all: Vec<Edit> = diagnostics.iter().flat_map(|diagnostic| &diagnostic.parts).flat_map(|part| part.edits.clone()).collect();
        prop_assert!(Edits::new(&text, all).is_ok(), "sorted, disjoint, in bounds, on boundaries of characters");
    }

    #[test]
    fn a_fix_settles_and_a_second_one_changes_nothing(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        for applicability in CERTAINTIES {
            let once = LINTER.fix(&document, applicability).expect("it settles");
            let twice = LINTER.fix(&document.with_text(once.text.clone()), applicability).expect("it settles");
            prop_assert_eq!(twice.text, once.text);
        }
    }

    #[test]
    fn what_a_fix_says_it_removed_is_all_that_it_did(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        for applicability in CERTAINTIES {
            let fixed = LINTER.fix(&document, applicability).expect("it settles");
            let mut edits = Vec::new();
            for removed in fixed.removed {
                let lint = LINTER.lints().find(&removed.lint).expect("a lint of the set");
                let mends = LINTER.lints().get(lint).category() == "encoding";
                prop_assert!(mends || removed.replacement.is_empty(), "nothing is put in: {removed:?}");
                prop_assert_eq!(&text[removed.span.range()], removed.text);
                edits.push(Edit { span: removed.span, new_text: removed.replacement });
            }
            prop_assert_eq!(Edits::new(&text, edits).expect("they fit").apply(), fixed.text);
        }
    }

    #[test]
    fn safe_fixes_are_safe_and_none_touches_code_or_front_matter(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        let code = document.blocks().iter().filter(|block| block.kind == BlockKind::Code).map(|block| block.span);
        let kept: Vec<Span> = document.front_matter().map(FrontMatter::span).into_iter().chain(code).collect();
        for applicability in CERTAINTIES {
            let fixed = LINTER.fix(&document, applicability).expect("it settles");
            for removed in fixed.removed {
                prop_assert!(removed.applicability >= applicability, "{removed:?}");
                // A later pass sees another text: what stands at its very start now may be front matter.
                prop_assert!(removed.pass > 1 || !kept.iter().any(|kept| kept.overlaps(removed.span)), "{removed:?}");
            }
        }
    }

    #[test]
    fn added_suppressions_accept_what_is_found_and_cover_nothing_else(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        // No comment can be set in another one that was left open.
        prop_assume!(!text.lines().any(|line| line.trim() == "<!-- scrublint-disable"));
        let added = add_comments(&LINTER, &document, Accepted::NONE, None);
        let idle = |found: &[scrublint::Diagnostic]| found.iter().filter(|found| found.lint == "unused-suppression").count();
        let (before, after) = (LINTER.check(&document).diagnostics, added.remaining.diagnostics);
        prop_assert_eq!(after.len(), idle(&after), "{}", added.document.text());
        prop_assert!(idle(&after) <= idle(&before), "only the text's own comments may cover nothing: {}", added.document.text());
        let again = add_comments(&LINTER, &added.document, Accepted::NONE, None);
        prop_assert_eq!(again.document.text(), added.document.text());
    }

    #[test]
    fn a_byte_order_mark_changes_nothing(text in texts(), format in formats()) {
        prop_assume!(!text.starts_with('\u{feff}'));
        let marked = Text::decode([b"\xEF\xBB\xBF", text.as_bytes()].concat()).expect("text");
        let (marked, document) = (parse(marked, format), parse(text.as_str(), format));
        prop_assert_eq!(LINTER.check(&marked).diagnostics, LINTER.check(&document).diagnostics);
        let fixed = LINTER.fix(&marked, Applicability::Unsafe).expect("it settles");
        prop_assert_eq!(&fixed.text, &LINTER.fix(&document, Applicability::Unsafe).expect("it settles").text);
        prop_assert!(fixed.document.source().encode(&fixed.text).expect("UTF-8 has it").starts_with(b"\xEF\xBB\xBF"));
    }

    #[test]
    fn line_endings_change_nothing(text in lf_texts(), format in formats()) {
        let (lf, crlf) = (parse(text.as_str(), format), parse(text.replace('\n', "\r\n"), format));
        prop_assert_eq!(findings(&crlf), findings(&lf));
        for applicability in CERTAINTIES {
            let fixed = LINTER.fix(&lf, applicability).expect("it settles").text;
            prop_assert_eq!(LINTER.fix(&crlf, applicability).expect("it settles").text, fixed.replace('\n', "\r\n"));
        }
    }
}
