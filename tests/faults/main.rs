//! Inputs that are broken, empty or hostile: each gets an answer, soon, and none a wrong one.

mod bytes;
mod fuzzed;
mod hostile;
mod lint_files;
mod little;

use std::sync::LazyLock;

use scrublint::{Document, Format, Hints, Linter, Text};

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

const BOTH: [Format; 2] = [Format::Plain, Format::Markdown];

fn parse(text: impl Into<Text>, format: Format) -> Document {
    Document::parse(text.into(), format, &Hints::default())
}
