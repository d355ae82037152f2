//! Comments of any kind: those that are added accept what is found, change nothing else and are added once.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scrublint::suppress::{Accepted, Suppressions, add_comments};
use scrublint_fuzz::{LINTER, documents, text};

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    for document in documents(&text) {
        let _ = Suppressions::find(&document).is_empty();
        let added = add_comments(&LINTER, &document, Accepted::NONE, Some("a reason"));
        let mut rest = added.document.text();
        let mut before = String::new();
        for insertion in &added.insertions {
            let kept = &document.text()[before.len()..insertion.span.start];
            rest = rest.strip_prefix(kept).and_then(|rest| rest.strip_prefix(insertion.new_text.as_str())).expect("nothing else changes");
            before.push_str(kept);
        }
        assert_eq!(before + rest, document.text());
        let again = add_comments(&LINTER, &added.document, Accepted::NONE, Some("a reason"));
        // No comment can be set in one that was left open.
        if added.remaining.diagnostics.is_empty() {
            assert_eq!(again.document.text(), added.document.text());
        }
    }
});
