//! A block and the facts about it that are computed once.

use crate::lint::format::TokenHash;
use crate::source::{LONGEST, Span};

/// What a block is by its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A line of text, a heading, a list item or a quotation.
    Text,
    /// A row of a pipe table.
    TableRow,
    /// Code, with its fences or tags: never matched, never edited. Fenced, indented in Markdown, in `<pre>` and its like, or a formula.
    Code,
    /// A line of rules, stars or dashes and nothing else.
    Rule,
}

/// How a block is marked as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
}

/// The light marks of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// A heading mark, or an underline below.
    pub heading: Option<Heading>,
    /// A list item's bullet.
    pub bullet: bool,
    /// A list item's number.
    pub numbered: bool,
    /// A quotation mark (`>`) at the line's start.
    pub quote: bool,
    /// The block holds an image.
    pub image: bool,
    /// All of the block is bold.
    pub strong: bool,
}

impl Marks {
    /// Whether the block is a list item.
    #[must_use]
    pub const fn list(self) -> bool {
        self.bullet || self.numbered
    }
}

/// A span in half the room: no text that is read is longer than [`LONGEST`](crate::source::LONGEST).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub start: u32,
    pub end: u32,
}

impl Place {
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        // What is made of a text may be longer than the text. A place that has wrapped would lead to edits of other places.
        assert!(span.end <= LONGEST, "the folded text is longer than {LONGEST} bytes");
        Self { start: span.start as u32, end: span.end as u32 }
    }
}

/// The unit of judgement: a line, or the lines of one sentence that was wrapped. A long text has millions of them: they are small.
#[derive(Debug, Clone)]
pub struct Block {
    pub(super) place: Place,
    /// Blank lines between it and the block above (or the start).
    pub blank_before: u32,
    /// Its kind.
    pub kind: BlockKind,
    /// Its marks.
    pub marks: Marks,
    /// Where its folded text lies.
    pub(super) folded: Place,
    /// Bytes of the folded text that are the key.
    pub(super) key_len: u32,
    /// The hash of the key.
    pub(super) key_hash: TokenHash,
    /// Where its tokens lie, where they are kept.
    pub(super) tokens: (u32, u32),
    /// Words; in scripts written without spaces, two characters count as one.
    pub words: u32,
    /// It ends like a sentence.
    pub sentence: bool,
    /// It ends with a colon.
    pub colon: bool,
    /// It holds a digit.
    pub digits: bool,
    /// Share of its words that are function words, 0 to 1.
    pub stop_share: f32,
    /// Share of its words that begin with a capital, 0 to 1; scripts without case and long texts have none.
    pub capital_share: f32,
    /// Share of its folded text that is the text of links, 0 to 1.
    pub link_share: f32,
}

/// Words from which a block that ends a sentence counts as prose of the article.
const PROSE_WORDS: u32 = 8;
/// Words up to which a block is short: the stuff of runs.
const SHORT_WORDS: u32 = 20;

impl Block {
    /// The text from its first character that is no white space to its last, marks included.
    #[must_use]
    pub fn span(&self) -> Span {
        self.place.span()
    }

    /// A sentence of some length, outside tables and code.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        self.kind == BlockKind::Text && self.sentence && self.words >= PROSE_WORDS
    }

    /// Short and no sentence: a label, a headline, an item.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.kind == BlockKind::Text && self.words <= SHORT_WORDS && !self.sentence
    }
}
