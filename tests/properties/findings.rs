//! Blocks and findings: where they are, and that neither line endings nor byte-order marks move them.

use proptest::prelude::*;
use scrublint::diagnostic::Edit;
use scrublint::fix::Edits;
use scrublint::{Applicability, Document, Span, Text};

use crate::texts::{lf_texts, texts, unicode};
use crate::{CERTAINTIES, LINTER, config, formats, is_blank, parse};

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
            let lines = document.lines(block);
            prop_assert!(lines.start >= at && lines.contains(block.span()), "in order and disjoint");
            prop_assert!(is_left_out(&text[at..lines.start]), "left out: {:?}", &text[at..lines.start]);
            prop_assert!(!is_blank(document.slice(block.span())));
            at = lines.end;
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
                let in_block = document.blocks().iter().any(|block| block.span().contains(part.span));
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
        // Two lints may have something to say about one comment; a fix takes up one after the other.
        let parts = diagnostics.iter().flat_map(|diagnostic| &diagnostic.parts).filter(|part| !document.slice(part.span).starts_with("<!--"));
        let all: Vec<Edit> = parts.flat_map(|part| part.edits.clone()).collect();
        prop_assert!(Edits::new(&text, all).is_ok(), "sorted, disjoint, in bounds, on boundaries of characters");
    }

    #[test]
    fn a_byte_order_mark_changes_nothing(text in texts(), format in formats()) {
        prop_assume!(!text.starts_with('\u{feff}'));
        let marked = Text::decode([b"\xEF\xBB\xBF", text.as_bytes()].concat()).expect("text");
        let (marked, document) = (parse(marked, format), parse(text.as_str(), format));
        prop_assert_eq!(LINTER.check(&marked).diagnostics, LINTER.check(&document).diagnostics);
        let fixed = LINTER.fix(&marked, Applicability::Unsafe).expect("it settles");
        let bare = LINTER.fix(&document, Applicability::Unsafe).expect("it settles");
        prop_assert_eq!(fixed.text(), bare.text());
        prop_assert!(fixed.document.source().encode(fixed.text()).expect("UTF-8 has it").starts_with(b"\xEF\xBB\xBF"));
    }

    #[test]
    fn line_endings_change_nothing(text in lf_texts(), format in formats()) {
        let (lf, crlf) = (parse(text.as_str(), format), parse(text.replace('\n', "\r\n"), format));
        prop_assert_eq!(findings(&crlf), findings(&lf));
        for applicability in CERTAINTIES {
            let fixed = LINTER.fix(&lf, applicability).expect("it settles").text().to_owned();
            let other = LINTER.fix(&crlf, applicability).expect("it settles");
            prop_assert_eq!(other.text(), fixed.replace('\n', "\r\n"));
        }
    }

    #[test]
    fn no_span_cuts_a_character(text in unicode(), format in formats()) {
        let document = parse(text.as_str(), format);
        for block in document.blocks() {
            prop_assert!(text.get(block.span().range()).is_some() && text.get(document.lines(block).range()).is_some(), "{block:?}");
        }
        for diagnostic in LINTER.check(&document).diagnostics {
            let edits = diagnostic.parts.iter().flat_map(|part| &part.edits).map(|edit| edit.span);
            let parts = diagnostic.parts.iter().map(|part| part.span);
            for span in edits.chain(parts).chain(diagnostic.related.iter().map(|related| related.span)) {
                prop_assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
            }
        }
    }
}
