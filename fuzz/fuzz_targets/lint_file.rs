//! Any lint file: its mistakes are told, each within its text, or the lint runs.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use scrublint::lint::Source;
use scrublint::{Document, Format, Hints, LintSet, Linter, Settings};

const ARTICLE: &str = "Harbour reopens\n\nThe harbour opened again on Monday, after nine weeks of repairs.\n\nCome to the picnic\n";

fuzz_target!(|text: &str| {
    let (path, category, id) = ("lints/fairs/picnic.toml", "fairs", "picnic");
    let source = Source { path: path.to_owned(), category: category.to_owned(), id: id.to_owned(), text: text.to_owned() };
    match LintSet::with_own(&[source]) {
        Ok(set) => {
            let set = Arc::new(set);
            let linter = Linter::new(Arc::clone(&set), Settings::defaults(&set));
            let _ = linter.check(&Document::parse(ARTICLE.into(), Format::Plain, &Hints::default()));
        }
        Err(error) => {
            assert!(!error.0.is_empty());
            for mistake in error.0 {
                assert!(mistake.span.clone().is_none_or(|span| text.get(span).is_some()), "{mistake:?}");
            }
        }
    }
});
