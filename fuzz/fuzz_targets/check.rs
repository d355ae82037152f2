//! Any text: findings lie in it and cut no character, the same ones whatever ends the lines, and their edits fit.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scrublint::fix::Edits;
use scrublint::{Document, Text};
use scrublint_fuzz::{LINTER, documents, text};

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    for document in documents(&text) {
        let mut edits = Vec::new();
        for diagnostic in LINTER.check(&document).diagnostics {
            assert!(!diagnostic.parts.is_empty());
            assert!(diagnostic.parts.is_sorted_by(|a, b| a.span.end <= b.span.start));
            for related in &diagnostic.related {
                assert!(document.text().get(related.span.range()).is_some());
            }
            let mut own = Vec::new();
            for part in diagnostic.parts {
                let text = document.text().get(part.span.range()).expect("it cuts no character");
                assert!(!text.trim().is_empty());
                // Two lints may have something to say about one comment; a fix takes up one after the other.
                if !text.starts_with("<!--") {
                    edits.extend(part.edits.clone());
                }
                own.extend(part.edits);
            }
            assert!(Edits::new(document.text(), own).is_ok());
        }
        assert!(Edits::new(document.text(), edits).is_ok());
    }
    // A lone carriage return ends a line as well, and would be half of the ending that is put in here.
    if !text.as_str().contains('\r') {
        let windows = Text::from(text.as_str().replace('\n', "\r\n"));
        let (unix, windows) = (documents(&text), documents(&windows));
        for (unix, windows) in unix.iter().zip(&windows) {
            assert_eq!(places(unix), places(windows));
        }
    }
});

/// The findings by lint and line.
fn places(document: &Document) -> Vec<(String, usize)> {
    let lines = document.source().lines();
    let diagnostics = LINTER.check(document).diagnostics;
    diagnostics.iter().map(|one| (one.lint.to_string(), lines.line_of(one.span().start))).collect()
}
