//! What holds for any text at all, however it was scraped: furniture, prose, marks and arbitrary characters in any order
//! and with any line endings.
//!
//! `PROPTEST_CASES` asks for more than the few cases that keep the tests quick, and `SCRUBLINT_PAGES` names a file of labelled pages
//! (training/README.md has the format) to try the fixes on.

mod accepting;
mod findings;
mod fixes;
mod pages;
mod texts;
#[cfg(feature = "cli")]
mod threads;

use std::sync::LazyLock;

use proptest::prelude::*;
use scrublint::{Applicability, Document, Format, Hints, Linter, Text};

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

const CASES: u32 = 64;

fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    config
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
