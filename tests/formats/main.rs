//! How texts are read: what is a block in plain text and in Markdown, what is none, and which line is the title.

mod code;
mod front_matter;
mod light_marks;
mod lines;
mod titles;
mod zones;

use scrublint::document::BlockKind;
use scrublint::{Document, Format, Hints, Linter};

const BOTH: [Format; 2] = [Format::Plain, Format::Markdown];

/// A paragraph of one line, for tests that need some.
const PROSE: &str =
    "The small ferry sailed on Monday for the first time since the storm, with forty passengers aboard and a crowd on the quay.";
/// A paragraph that was wrapped when it was written, unlike the articles of most sites.
const WRAPPED: &str = "\
The small ferry sailed on Monday for the first time since the
storm, with forty passengers aboard and a crowd on the quay that
had waited since dawn to see it go. Nobody had been sure that it
would, because the engine had been taken apart twice over the
winter, and the yard on the far shore has only two men left.";

fn parse(format: Format, text: &str) -> Document {
    Document::parse(text.into(), format, &Hints::default())
}

/// The texts of the blocks.
fn blocks(document: &Document) -> Vec<&str> {
    document.blocks().iter().map(|block| document.slice(block.span())).collect()
}

fn kinds(document: &Document) -> Vec<BlockKind> {
    document.blocks().iter().map(|block| block.kind).collect()
}

/// The lints that find something, in order.
fn lints(document: &Document) -> Vec<String> {
    Linter::default().check(document).diagnostics.iter().map(|diagnostic| diagnostic.lint.to_string()).collect()
}

#[test]
fn the_name_of_a_file_says_its_format() {
    for name in ["a.md", "A.MD", "notes/a.b.markdown"] {
        assert_eq!(Format::of(name), Format::Markdown, "{name}");
    }
    for name in ["a.txt", "a", "md", "a.md.txt", "a.mdx"] {
        assert_eq!(Format::of(name), Format::Plain, "{name}");
    }
}
