//! The compiled form of a set of lints: flat lists that refer to each other by index.
//!
//! The build script writes the bundled table as Rust source, so every list is either borrowed from the binary or owned
//! (a user's own lints). Phrases are found by hash: a whole line by its key, all others by their first two tokens, or the
//! only one.

use std::borrow::Cow;
use std::ops::Range;

use super::pattern::Pattern;
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

/// How a phrase is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhraseKind {
    /// The block's whole key.
    Line,
    /// The block begins with it.
    Prefix,
    /// The block ends with it.
    Suffix,
    /// The block holds it.
    Contains,
    /// The block holds it: no hit.
    Unless,
    /// The block holds it: the pattern of this index in [`Table::patterns`] is tried.
    Literal(u32),
}

/// A folded phrase of a clause.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// The folded text.
    pub text: Str,
    /// Language code; `any` for every language.
    pub lang: Str,
    /// Index of the clause in the table.
    pub clause: u32,
    /// How it is compared.
    pub kind: PhraseKind,
    /// What it is found by: the hash of all its text for a whole line, else of its head.
    pub hash: TokenHash,
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
    /// Whole-line phrases, by hash.
    pub line_phrases: List<Phrase>,
    /// Bytes of the longest of them.
    pub longest_line: u32,
    /// An open-addressed hash table: tagged places in `line_phrases`, plus one.
    pub line_slots: List<u32>,
    /// A Bloom filter over their hashes: nearly no line of a text is one of them.
    pub line_filter: List<u64>,
    /// All other phrases, by the hash of their heads: the first two tokens, or the only one.
    pub token_phrases: List<Phrase>,
    /// The same for `token_phrases`.
    pub token_slots: List<u32>,
    /// The same over the hashes of heads.
    pub token_filter: List<u64>,
}

impl Table {
    /// The whole-line phrases that equal `key`.
    pub fn lines<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Phrase> {
        let hash = if key.len() <= self.longest_line as usize { TokenHash::of(key) } else { TokenHash::default() };
        let slots = if may_hold(&self.line_filter, hash) { &*self.line_slots } else { &[] };
        lookup(&self.line_phrases, slots, hash).filter(move |phrase| phrase.text == key)
    }

    /// The phrases, other than whole lines, whose head has this hash: the head of one token, or of two. Their texts have to
    /// be compared still.
    pub fn headed(&self, head: TokenHash) -> impl Iterator<Item = &Phrase> {
        lookup(&self.token_phrases, &self.token_slots, head)
    }

    /// Whether a phrase other than a whole line may have a head of this hash: sure if not.
    pub fn may_head(&self, head: TokenHash) -> bool {
        may_hold(&self.token_filter, head)
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

/// The bits of a slot that are a place; those above are a tag of the hash, so that most misses never touch a phrase.
const PLACE: u32 = (1 << 20) - 1;

const fn tag_of(hash: TokenHash) -> u32 {
    hash.0 & !PLACE
}

/// The phrases of this hash, which lie side by side.
fn lookup<'a>(phrases: &'a [Phrase], slots: &[u32], hash: TokenHash) -> impl Iterator<Item = &'a Phrase> {
    let mask = slots.len().wrapping_sub(1);
    let mut slot = hash.0 as usize & mask;
    let mut first = phrases.len();
    while let Some(&held) = slots.get(slot).filter(|&&held| held != 0) {
        let place = (held & PLACE) as usize - 1;
        if held & !PLACE == tag_of(hash) && phrases[place].hash == hash {
            first = place;
            break;
        }
        slot = (slot + 1) & mask;
    }
    phrases[first..].iter().take_while(move |phrase| phrase.hash == hash)
}

/// Sorts phrases by their hashes and makes their slots: a power of two, at most a quarter full.
pub(super) fn index(phrases: &mut [Phrase]) -> Vec<u32> {
    phrases.sort_by(|a, b| a.hash.cmp(&b.hash).then_with(|| a.text.cmp(&b.text)).then(a.clause.cmp(&b.clause)));
    if phrases.is_empty() {
        return Vec::new();
    }
    let mut slots = vec![0; (phrases.len() * 4).next_power_of_two()];
    let mask = slots.len() - 1;
    for (place, phrase) in (1..).zip(phrases.iter()) {
        if place > 1 && phrases[place as usize - 2].hash == phrase.hash {
            continue;
        }
        let mut slot = phrase.hash.0 as usize & mask;
        while slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        slots[slot] = place | tag_of(phrase.hash);
    }
    slots
}

/// Bits of a filter for each phrase: one text in sixteen gets through that should not.
const FILTER_BITS: usize = 16;

/// Where a hash lies in a filter of so many words, a power of two.
const fn filter_place(hash: TokenHash, words: usize) -> (usize, u64) {
    (hash.0 as usize >> 6 & words.wrapping_sub(1), 1 << (hash.0 & 63))
}

/// Whether a phrase of this hash may be there: sure if not.
fn may_hold(filter: &[u64], hash: TokenHash) -> bool {
    let (word, bit) = filter_place(hash, filter.len());
    filter.get(word).is_some_and(|bits| bits & bit != 0)
}

/// The Bloom filter over the hashes of phrases.
pub(super) fn filter(phrases: &[Phrase]) -> Vec<u64> {
    let mut filter = vec![0; (phrases.len() * FILTER_BITS / 64).next_power_of_two()];
    let words = filter.len();
    for phrase in phrases {
        let (word, bit) = filter_place(phrase.hash, words);
        filter[word] |= bit;
    }
    filter
}
