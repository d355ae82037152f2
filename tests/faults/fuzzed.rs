//! What fuzzing found, in our own words.

use scrublint::fix::Edits;
use scrublint::{Applicability, Format};

use crate::{LINTER, parse};

#[test]
fn two_lints_that_want_to_change_one_comment_are_taken_one_after_the_other() {
    let above = "The small ferry sailed on Monday for the first time since the storm, with forty passengers aboard.\n\n";
    let below = "By the evening the crew had made four crossings, and nobody had been ill on any of them.\n";
    let text = format!("{above}<!-- scrublint-disable-next-line commments, share-buttons: kept -->\n{below}");
    let document = parse(text.as_str(), Format::Markdown);
    let found = LINTER.check(&document).diagnostics;
    let about = |lint: &str| found.iter().find(|one| one.lint == lint).map(|one| one.parts[0].edits.clone()).expect("it is found");
    let both = [about("unknown-lint"), about("unused-suppression")].concat();
    assert!(Edits::new(&text, both).is_err(), "they are at odds over the list of names");
    // Put right, the comment turns out to cover nothing.
    let fixed = LINTER.fix(&document, Applicability::Unsafe).expect("it settles");
    assert_eq!(fixed.text(), format!("{above}{below}"));
    assert_eq!(LINTER.fix(&fixed.document, Applicability::Unsafe).expect("it settles").text(), fixed.text());
}
