//! Texts with next to nothing in them.

use scrublint::fix::REMOVAL_GUARD;
use scrublint::{Applicability, Format};

use crate::{BOTH, LINTER, parse};

#[test]
fn nothing_is_found_in_nothing() {
    for text in ["", "\n", "\r\n \t\r", "\u{a0}\u{2003}\n", "---\ntitle: Leave a Reply\n---\n", "***", "|", "#", ">", "- ", "!", "。"] {
        for format in BOTH {
            let document = parse(text, format);
            assert_eq!(LINTER.check(&document).diagnostics, [], "{text:?}");
            assert_eq!(LINTER.fix(&document, Applicability::Unsafe).expect("it settles").text(), text);
        }
    }
}

#[test]
fn a_text_of_furniture_alone_is_not_emptied() {
    for text in ["Leave a Reply", "Skip to content\nHome\nNews\nSubscribe\n\nPrivacy policy\nTerms of use\n"] {
        let document = parse(text, Format::Plain);
        assert!(!LINTER.check(&document).diagnostics.is_empty(), "{text}");
        let fixed = LINTER.fix(&document, Applicability::Unsafe).expect("it settles");
        assert_eq!(fixed.text(), text);
        assert!(fixed.remaining.diagnostics.iter().any(|diagnostic| diagnostic.lint == REMOVAL_GUARD), "{text}");
    }
}

#[test]
fn a_last_line_without_an_ending_is_judged_like_any_other() {
    let article = "The small ferry sailed on Monday for the first time since the storm, with forty passengers aboard.\n\n";
    let article = format!("{article}{}", article.replace("small ferry", "old boat"));
    for end in ["", "\n", "\r\n", "\r"] {
        let document = parse(format!("{article}Leave a Reply{end}"), Format::Plain);
        let found = LINTER.check(&document).diagnostics;
        assert_eq!(found.len(), 1, "{end:?}");
        assert_eq!(document.slice(found[0].span()), "Leave a Reply");
    }
}
