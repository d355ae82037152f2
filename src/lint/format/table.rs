//! The compiled form of a set of lints: flat lists that refer to each other by index.
//!
//! The build script writes the bundled table as Rust source, its phrases as packed bytes beside it, so everything is either
//! borrowed from the binary or owned (a user's own lints). Phrases are found by hash: a whole line by its key, the
//! beginning of one by its first two tokens, all others by their longest token, which few lines have.

use std::borrow::Cow;
use std::ops::Range;

use super::pattern::Pattern;
use super::phrases::{Phrase, Phrases};
use super::schema::{Applicability, Extent, Level, Mark, Shape, Zone};
use super::token::TokenHash;

/// Text of a table.
pub type Str = Cow<'static, str>;
/// A list of a table.
pub type List<T> = Cow<'static, [T]>;

/// A lint's metadata, and where its clauses, options and examples lie in the table.
#[derive(Debug, Clone)]
pub struct Lint {
    /// The file's stem.
    pub id: Str,
    /// The folder's name.
    pub category: Str,
    /// One line, without a full stop.
    pub summary: Str,
    /// What it is, how it gets there, what is left alone; Markdown.
    pub why: Str,
    /// The level it has unless configured otherwise.
    pub level: Level,
    /// The most that any clause may do.
    pub fix: Applicability,
    /// The version of scrublint that had it first; bundled lints have one.
    pub since: Option<Str>,
    /// The detector that finds it, for lints that are algorithms.
    pub detector: Option<Str>,
    /// Its clauses in [`Table::clauses`].
    pub clauses: Range<u32>,
    /// Its options in [`Table::options`].
    pub options: Range<u32>,
    /// Its examples in [`Table::examples`].
    pub examples: Range<u32>,
}

/// One `[[match]]`.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Index of the lint in the table.
    pub lint: u32,
    /// What a hit may do, already capped by the lint.
    pub fix: Applicability,
    /// It only names furniture for runs and neighbours.
    pub anchor: bool,
    /// It has phrases or patterns, not a shape alone.
    pub has_phrases: bool,
    /// The zones in which it holds: head, body, tail.
    pub zones: [bool; 3],
    /// How much goes with a hit.
    pub extent: Extent,
    /// What the block must look like.
    pub shape: Option<Shape>,
    /// Fewest words of the block.
    pub min_words: u16,
    /// Most words of the block.
    pub max_words: u16,
    /// Whether the block must (or must not) hold a digit.
    pub digits: Option<bool>,
    /// Whether the block must (or must not) end a sentence.
    pub sentence: Option<bool>,
    /// The mark that the block must carry.
    pub marked: Option<Mark>,
    /// Lints or categories, one of which must hit a neighbour, in [`Table::names`].
    pub beside: Range<u32>,
    /// The same for the block below.
    pub above: Range<u32>,
    /// The same for the block above.
    pub below: Range<u32>,
    /// Fewest blocks of the run that the block must stand in; 0 for no such condition.
    pub run: u16,
    /// Fewest anchors of that run; 0 for no such condition.
    pub anchors: u16,
    /// Lowest probability of being furniture, 0 to 1.
    pub furniture: f32,
    /// Words that the title must not hold, folded, in [`Table::names`].
    pub title_lacks: Range<u32>,
    /// Only among the first so many blocks; 0 for no such condition.
    pub first: u16,
    /// Only among the last so many blocks; 0 for no such condition.
    pub last: u16,
    /// Replaces the matched characters instead of deleting the block.
    pub replace: Option<Str>,
}

/// The value of a detector's option.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// A text.
    Text(Str),
}

/// A named test of a lint.
#[derive(Debug, Clone)]
pub struct Example {
    /// Unique within the lint.
    pub name: Str,
    /// Where in a carrier article the text stands; without one it is the whole document.
    pub place: Option<Zone>,
    /// The document's title.
    pub title: Option<Str>,
    /// The text.
    pub text: Str,
    /// The lines that the lint must flag, in [`Table::names`].
    pub hits: Range<u32>,
    /// The applicability that all hits must have.
    pub fix: Option<Applicability>,
    /// The text after the lint's fixes, safe and unsafe.
    pub fixed: Option<Str>,
}

/// A compiled set of lints.
#[derive(Debug, Clone)]
pub struct Table {
    /// The lints, by id.
    pub lints: List<Lint>,
    /// The clauses, lint by lint.
    pub clauses: List<Clause>,
    /// Texts that clauses and examples refer to.
    pub names: List<Str>,
    /// Options, lint by lint.
    pub options: List<(Str, OptionValue)>,
    /// Examples, lint by lint.
    pub examples: List<Example>,
    /// Patterns.
    pub patterns: List<Pattern>,
    /// Whole-line phrases, by the hashes of all their text.
    pub lines: Phrases,
    /// Bytes of the longest of them.
    pub longest_line: u32,
    /// Phrases that a line begins with, by the hashes of their heads: the first two tokens, or the only one.
    pub prefixes: Phrases,
    /// Phrases that stand anywhere in a line, or at its end, by the hashes of their most telling tokens.
    pub parts: Phrases,
}

impl Table {
    /// The whole-line phrases that equal `key`.
    pub fn lines<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Phrase<'a>> {
        self.lines_of_hash(key, TokenHash::of(key))
    }

    /// The same where the hash of `key` is known.
    pub fn lines_of_hash<'a>(&'a self, key: &'a str, hash: TokenHash) -> impl Iterator<Item = Phrase<'a>> {
        self.lines.of_hash(hash).filter(move |phrase| phrase.text == key)
    }

    /// All phrases.
    pub fn phrases(&self) -> impl Iterator<Item = Phrase<'_>> {
        self.lines.iter().chain(self.prefixes.iter()).chain(self.parts.iter())
    }

    /// The texts of a range.
    pub fn names(&self, range: &Range<u32>) -> &[Str] {
        &self.names[range.start as usize..range.end as usize]
    }

    /// The options of a lint.
    pub fn options(&self, lint: &Lint) -> &[(Str, OptionValue)] {
        &self.options[lint.options.start as usize..lint.options.end as usize]
    }

    /// The examples of a lint.
    pub fn examples(&self, lint: &Lint) -> &[Example] {
        &self.examples[lint.examples.start as usize..lint.examples.end as usize]
    }

    /// The clauses of a lint.
    pub fn clauses(&self, lint: &Lint) -> &[Clause] {
        &self.clauses[lint.clauses.start as usize..lint.clauses.end as usize]
    }
}
