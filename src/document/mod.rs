//! From text to a document: blocks with facts, runs, zones and a title.
//!
//! A line is a block unless it continues a sentence. Holds always: blocks are in order and disjoint, none is blank, each
//! lies on whole lines of the text; front matter is no block; code is one block that nothing matches. Every line
//! that is in no block is blank, front matter, or nothing but comments of the markup.

pub(crate) mod backticks;
mod block;
mod chunk;
mod code;
mod dates;
mod facts;
mod front_matter;
mod furniture;
mod layout;
mod lines;
mod marks;
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
use parse::Parsed;

pub use block::{Block, BlockKind, Heading, Marks};
pub use front_matter::FrontMatter;
pub(crate) use front_matter::{Mistake, Mistaken};
pub use furniture::Furniture;
pub use layout::Layout;
pub use runs::Run;
pub(crate) use shape::{has_shape, is_name};
pub use title::Title;
pub(crate) use tokens::Token;

/// Bytes of the longest text whose tokens are kept, which take more than twice its room: longer than any article. Those of a longer
/// text are read when they are asked for.
const KEEPS_TOKENS: usize = 1 << 20;

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
    parsed: Parsed,
    hints: Hints,
}

/// All of a document but its text.
#[derive(Debug)]
pub(crate) struct Frame {
    format: Format,
    hints: Hints,
    has_front_matter: bool,
}

impl Frame {
    fn of(document: &Document) -> Self {
        Self { format: document.format, hints: document.hints.clone(), has_front_matter: document.front_matter.is_some() }
    }

    /// The document of this text; see [`Document::with_text`].
    pub(crate) fn document(&self, text: Text) -> Document {
        let front_matter = if self.has_front_matter { FrontMatter::find(text.as_str()) } else { None };
        Document::assemble(text, self.format, self.hints.clone(), front_matter)
    }
}

impl Document {
    /// Parses `text`. Never fails: any text is a document.
    #[must_use]
    pub fn parse(text: Text, format: Format, hints: &Hints) -> Self {
        let front_matter = FrontMatter::find(text.as_str());
        Self::assemble(text, format, hints.clone(), front_matter)
    }

    fn assemble(text: Text, format: Format, hints: Hints, front_matter: Option<FrontMatter>) -> Self {
        let body = front_matter.as_ref().map_or(0, |front| front.span().end);
        let parsed = parse::parse(&text, body, format, text.as_str().len() <= KEEPS_TOKENS);
        Self { text, format, front_matter, parsed, hints }
    }

    /// The same document with another text: format, hints and origin stay. A document without front matter gets none:
    /// what a fix leaves at the top is text, whatever it looks like.
    #[must_use]
    pub fn with_text(&self, content: String) -> Self {
        Frame::of(self).document(self.text.with_content(content))
    }

    /// The text, and what makes a document of another one. A long text takes many times its size as a document.
    pub(crate) fn into_source(self) -> (Text, Frame) {
        let frame = Frame::of(&self);
        (self.text, frame)
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
        &self.parsed.blocks
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

    /// The span of a block's whole lines, with the last one's ending.
    #[must_use]
    pub fn lines(&self, block: &Block) -> Span {
        let (lines, span) = (self.text.lines(), block.span());
        let line = |offset: usize| lines.span(lines.line_of(offset), self.text());
        line(span.start).cover(line(span.end - 1))
    }

    /// A block's folded text, without its light marks.
    #[must_use]
    pub fn folded(&self, block: &Block) -> &str {
        &self.parsed.folded[block.folded.span().range()]
    }

    /// Where a block's folded text lies, which the places of its tokens count with.
    pub(crate) fn place(&self, block: &Block) -> usize {
        block.folded.start as usize
    }

    /// A block's tokens; of a long one only those that a phrase may stand among. Where they are not kept they are read into `room`.
    pub(crate) fn tokens<'a>(&'a self, block: &Block, room: &'a mut Vec<Token>) -> &'a [Token] {
        if let Some(tokens) = &self.parsed.tokens {
            return &tokens[block.tokens.0 as usize..block.tokens.1 as usize];
        }
        room.clear();
        tokens::read(self.folded(block), self.place(block), 0, room);
        room
    }

    /// Where a block's tokens lie among all tokens.
    pub(crate) fn token_places(&self, block: &Block) -> std::ops::Range<u32> {
        block.tokens.0..block.tokens.1
    }

    /// The hash of a block's key.
    pub(crate) fn key_hash(&self, block: &Block) -> TokenHash {
        block.key_hash
    }

    /// The tokens of all blocks, in order, where they are kept.
    pub(crate) fn all_tokens(&self) -> Option<&[Token]> {
        self.parsed.tokens.as_deref()
    }

    /// A block's folded text without the punctuation and symbols at its end: what whole-line phrases are compared with.
    #[must_use]
    pub fn key(&self, block: &Block) -> &str {
        let start = self.place(block);
        &self.parsed.folded[start..start + block.key_len as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_same_kept_or_read_again() {
        let wrapped = "The ferry had been in the yard at Tamsel for nine weeks, and\nnobody on the islands knew when it would come back or whether\n\
            it would come back at all, so that the shop ordered flour for\nthe winter and the school bought a boat of its own for it.\n\n";
        let long = "Nobody had been sure that the engine would run again, or that it would run for long. ".repeat(8);
        let text =
            format!("# The ferry's back\n\nHome | News & more\n\n{wrapped}{wrapped}{long}\n\n渡轮今天恢复运营\n\nНа пароме — 3 лодки\n");
        for format in [Format::Plain, Format::Markdown] {
            let kept = Document::parse(text.as_str().into(), format, &Hints::default());
            let mut again = kept.clone();
            again.parsed = parse::parse(kept.source(), 0, format, false);
            assert!(again.all_tokens().is_none() && kept.blocks().len() == again.blocks().len());
            for (one, other) in kept.blocks().iter().zip(again.blocks()) {
                let (mut room, mut other_room) = (Vec::new(), Vec::new());
                let all = |tokens: &[Token]| tokens.iter().map(|token| (token.start, token.hash, token.stem)).collect::<Vec<_>>();
                let (tokens, read) = (all(kept.tokens(one, &mut room)), all(again.tokens(other, &mut other_room)));
                assert!(!tokens.is_empty() && tokens == read, "{}", kept.slice(one.span()));
            }
        }
    }
}
