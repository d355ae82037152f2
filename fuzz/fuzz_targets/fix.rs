//! Any text: a fix settles or says that it cannot, a second one changes nothing, and what it says it removed leads there and back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scrublint::Applicability;
use scrublint::diagnostic::Edit;
use scrublint::fix::{AuditRecord, Edits, FixError, restore};
use scrublint_fuzz::{LINTER, documents, text};

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    for document in documents(&text) {
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let fixed = match LINTER.fix(&document, least) {
                Ok(fixed) => fixed,
                Err(FixError::Cycle { .. }) => continue,
                Err(error) => panic!("{error}"),
            };
            let again = LINTER.fix(&fixed.document, least).expect("it has settled");
            assert_eq!(again.text(), fixed.text());
            let edits = fixed.removed.iter().map(|one| Edit { span: one.span, new_text: one.replacement.clone() }).collect();
            let edits = Edits::new(document.text(), edits).expect("they fit");
            assert_eq!(edits.apply(), fixed.text());
            let after = text.encode(fixed.text()).expect("UTF-8 and UTF-16 have all characters");
            let records: Vec<_> = AuditRecord::of_file("a", text.origin(), bytes, &after, &fixed.removed).collect();
            assert_eq!(restore(&after, &records).bytes, bytes);
        }
    }
});
