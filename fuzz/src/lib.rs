//! What the targets share: the bundled lints, and a text as the documents that it can be.

use std::sync::LazyLock;

use scrublint::{Document, Format, Hints, Linter, Text};

/// All bundled lints as their files have them.
pub static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

/// The text in both formats.
pub fn documents(text: &Text) -> [Document; 2] {
    [Format::Plain, Format::Markdown].map(|format| Document::parse(text.clone(), format, &Hints::default()))
}

/// The bytes as UTF-8 or UTF-16, if they are that and no binary file.
pub fn text(bytes: &[u8]) -> Option<Text> {
    Text::decode(bytes.to_vec()).ok()
}
