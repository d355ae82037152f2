//! Accepting what is found, by comments.

use proptest::prelude::*;
use scrublint::suppress::{Accepted, add_comments};

use crate::texts::texts;
use crate::{LINTER, config, formats, parse};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn added_suppressions_accept_what_is_found_and_cover_nothing_else(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        // No comment can be set in another one that was left open.
        prop_assume!(!text.split(['\n', '\r']).any(|line| line.trim() == "<!-- scrublint-disable"));
        let added = add_comments(&LINTER, &document, Accepted::NONE, None);
        let idle = |found: &[scrublint::Diagnostic]| found.iter().filter(|found| found.lint == "unused-suppression").count();
        let about_comments = |found: &[scrublint::Diagnostic]| found.iter().filter(|found| found.category == "suppression").count();
        let (before, after) = (LINTER.check(&document).diagnostics, added.remaining.diagnostics);
        prop_assert_eq!(after.len(), about_comments(&after), "{}", added.document.text());
        prop_assert!(idle(&after) <= idle(&before), "only the text's own comments may cover nothing: {}", added.document.text());
        let again = add_comments(&LINTER, &added.document, Accepted::NONE, None);
        prop_assert_eq!(again.document.text(), added.document.text());
    }
}
