//! From text to a document: blocks with facts, runs, zones and a title.
//!
//! A line is a block unless it continues a sentence. Holds always: blocks are in order and disjoint, none is blank, each
//! lies on whole lines of the text; front matter is no block; fenced code is one block that nothing matches. Every line
//! that is in no block is blank, front matter, or nothing but comments of the markup.

mod block;
mod chunk;
mod dates;
mod facts;
mod front_matter;
mod furniture;
mod layout;
mod parse;
mod runs;
mod shape;
mod subject;
mod title;
mod tokens;
pub mod training;

use crate::lint::Zone;
use crate::lint::format::TokenHash;
use crate::source::{Span, Text};

pub use block::{Block, BlockKind, Heading, Marks};
pub use front_matter::FrontMatter;
pub use furniture::Furniture;
pub use layout::Layout;
pub use runs::Run;
pub(crate) use shape::has_shape;
pub use title::Title;
pub(crate) use tokens::Token;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text, with Markdown's light marks where they occur.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
}

impl Format {
    /// The format of a file of this name: Markdown for `.md` and `.markdown`, else plain text.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        if matches!(extension.as_deref(), Some("md" | "markdown")) { Self::Markdown } else { Self::Plain }
    }
}

/// What is known about a document beside its text.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The article's title, from `--title` or a record's field.
    pub title: Option<String>,
    /// The article's language code.
    pub lang: Option<String>,
}

/// A parsed document.
#[derive(Debug, Clone)]
pub struct Document {
    text: Text,
    format: Format,
    front_matter: Option<FrontMatter>,
    /// The folded text of all blocks, one after the other.
    folded: String,
    /// The tokens of the folded text.
    tokens: Vec<Token>,
    blocks: Vec<Block>,
    hints: Hints,
}

impl Document {
    /// Parses `text`. Never fails: any text is a document.
    #[must_use]
    pub fn parse(text: Text, format: Format, hints: &Hints) -> Self {
        let front_matter = FrontMatter::find(text.as_str());
        Self::assemble(text, format, hints, front_matter)
    }

    fn assemble(text: Text, format: Format, hints: &Hints, front_matter: Option<FrontMatter>) -> Self {
        let body = front_matter.as_ref().map_or(0, |front| front.span().end);
        let mut folded = String::with_capacity(text.as_str().len());
        let mut tokens = Vec::with_capacity(text.as_str().len() / 5);
        let blocks = parse::blocks(&text, body, format, &mut folded, &mut tokens);
        Self { text, format, front_matter, folded, tokens, blocks, hints: hints.clone() }
    }

    /// The same document with another text: format, hints and origin stay. A document without front matter gets none:
    /// what a fix leaves at the top is text, whatever it looks like.
    #[must_use]
    pub fn with_text(&self, content: String) -> Self {
        let front_matter = self.front_matter.as_ref().and_then(|_| FrontMatter::find(&content));
        Self::assemble(self.text.with_content(content), self.format, &self.hints, front_matter)
    }

    /// The text with its origin.
    #[must_use]
    pub fn source(&self) -> &Text {
        &self.text
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// How the text was read.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The front matter, if there is some.
    #[must_use]
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.front_matter.as_ref()
    }

    /// The blocks, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The title that the hints or the front matter give.
    #[must_use]
    pub fn given_title(&self) -> Option<&str> {
        self.hints.title.as_deref().or_else(|| self.front_matter.as_ref().and_then(FrontMatter::title))
    }

    /// The language code that the hints or the front matter give.
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.hints.lang.as_deref().or_else(|| self.front_matter.as_ref().and_then(FrontMatter::lang))
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text.as_str()[span.range()]
    }

    /// A block's folded text, without its light marks.
    #[must_use]
    pub fn folded(&self, block: &Block) -> &str {
        &self.folded[block.folded.range()]
    }

    /// Where a block's folded text lies, which the places of its tokens count with.
    pub(crate) fn place(&self, block: &Block) -> usize {
        block.folded.start
    }

    /// A block's tokens; of a long one only those that a phrase may stand among.
    pub(crate) fn tokens(&self, block: &Block) -> &[Token] {
        &self.tokens[block.tokens.0 as usize..block.tokens.1 as usize]
    }

    /// Where a block's tokens lie among all tokens.
    pub(crate) fn token_places(&self, block: &Block) -> std::ops::Range<u32> {
        block.tokens.0..block.tokens.1
    }

    /// The hash of a block's key.
    pub(crate) fn key_hash(&self, block: &Block) -> TokenHash {
        block.key_hash
    }

    /// The tokens of all blocks, in order.
    pub(crate) fn all_tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// A block's folded text without the punctuation and symbols at its end: what whole-line phrases are compared with.
    #[must_use]
    pub fn key(&self, block: &Block) -> &str {
        &self.folded[block.folded.start..block.folded.start + block.key_len as usize]
    }
}
