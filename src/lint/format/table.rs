//! The compiled form of a set of lints: flat lists that refer to each other by index.
//!
//! The build script writes the bundled table as Rust source, so every list is either borrowed from the binary or owned
//! (a user's own lints). Phrases are found by hash: a whole line by its key, all others by their first token.

use std::borrow::Cow;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::schema::{Applicability, Extent, Level, Mark, Shape, Zone};

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
    /// Bytes of the text that it is found by: all of a whole line, else the first two tokens, or the only one.
    pub found_by: u32,
}

impl Phrase {
    /// What the phrase is found by.
    fn key(&self) -> &str {
        &self.text[..self.found_by as usize]
    }
}

/// A regular expression, compiled on first use.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The source, run over folded text.
    pub source: Str,
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
    /// Whole-line phrases, sorted.
    pub line_phrases: List<Phrase>,
    /// Bytes of the longest of them.
    pub longest_line: u32,
    /// An open-addressed hash table: tagged places in `line_phrases`, plus one.
    pub line_slots: List<u32>,
    /// All other phrases, sorted by their heads: the first two tokens, or the only one.
    pub token_phrases: List<Phrase>,
    /// The same over the heads of `token_phrases`.
    pub token_slots: List<u32>,
    /// A Bloom filter over the heads of `token_phrases`: nearly no two tokens of a text are the head of a phrase.
    pub heads: List<u64>,
}

impl Table {
    /// The whole-line phrases that equal `key`.
    pub fn lines(&self, key: &str) -> &[Phrase] {
        if key.len() > self.longest_line as usize {
            return &[];
        }
        lookup(&self.line_phrases, &self.line_slots, key)
    }

    /// The phrases, other than whole lines, whose head is `head`: two tokens with what stands between them, or one token
    /// for phrases that have no more.
    pub fn tokens(&self, head: &str) -> &[Phrase] {
        lookup(&self.token_phrases, &self.token_slots, head)
    }

    /// Whether a phrase other than a whole line may have this head, the hash of one token or of two: sure if not.
    pub fn may_head(&self, head: HeadHash) -> bool {
        let (word, bit) = head.place();
        self.heads.get(word).is_some_and(|bits| bits & bit != 0)
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

const fn tag_of(hash: usize) -> u32 {
    hash as u32 & !PLACE
}

fn lookup<'a>(phrases: &'a [Phrase], slots: &[u32], key: &str) -> &'a [Phrase] {
    if slots.is_empty() {
        return &[];
    }
    let mask = slots.len() - 1;
    let hash = hash(key);
    let mut slot = hash & mask;
    let tag = tag_of(hash);
    while slots[slot] != 0 {
        let first = (slots[slot] & PLACE) as usize - 1;
        if slots[slot] & !PLACE == tag && phrases[first].key() == key {
            let more = phrases[first..].iter().take_while(|phrase| phrase.key() == key).count();
            return &phrases[first..first + more];
        }
        slot = (slot + 1) & mask;
    }
    &[]
}

/// Sorts phrases by what they are found by and makes their slots: a power of two, at most a quarter full.
pub(super) fn index(phrases: &mut [Phrase]) -> Vec<u32> {
    phrases.sort_by(|a, b| a.key().cmp(b.key()).then_with(|| a.text.cmp(&b.text)).then(a.clause.cmp(&b.clause)));
    if phrases.is_empty() {
        return Vec::new();
    }
    let mut slots = vec![0; (phrases.len() * 4).next_power_of_two()];
    let mask = slots.len() - 1;
    for (place, phrase) in (1..).zip(phrases.iter()) {
        if place > 1 && phrases[place as usize - 2].key() == phrase.key() {
            continue;
        }
        let hash = hash(phrase.key());
        let mut slot = hash & mask;
        while slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        slots[slot] = place | tag_of(hash);
    }
    slots
}

/// Words of the filter of heads, 64 bits each.
const FILTER_WORDS: usize = 1 << 11;

/// The hash of a phrase's head, for the filter: of one token, or of two whatever stands between them.
#[derive(Debug, Clone, Copy)]
pub struct HeadHash(usize);

impl HeadHash {
    /// The hash of one token.
    #[must_use]
    pub fn of(token: &str) -> Self {
        Self(hash(token))
    }

    /// The hash of this token and the next.
    #[must_use]
    pub const fn with(self, next: Self) -> Self {
        Self((self.0 ^ next.0.rotate_left(7)).wrapping_mul(0x9E37_79B1) >> 3)
    }

    const fn place(self) -> (usize, u64) {
        (self.0 >> 6 & (FILTER_WORDS - 1), 1 << (self.0 & 63))
    }
}

/// The filter over the heads of phrases.
pub(super) fn filter(phrases: &[Phrase]) -> Vec<u64> {
    let mut filter = vec![0; FILTER_WORDS];
    for phrase in phrases {
        let (first, rest) = phrase.text.split_at(token_len(&phrase.text));
        let rest = rest.trim_start();
        let one = HeadHash::of(first);
        let head = if rest.is_empty() { one } else { one.with(HeadHash::of(&rest[..token_len(rest)])) };
        let (word, bit) = head.place();
        filter[word] |= bit;
    }
    filter
}

/// A hash that is the same on every platform, since the build machine writes the table and any machine reads it: two
/// multiplications for the short keys that nearly all are, XXH3 for longer ones.
fn hash(key: &str) -> usize {
    let bytes = key.as_bytes();
    let len = bytes.len();
    let read = |at: usize, count: usize| bytes[at..at + count].iter().rev().fold(0_u64, |word, &byte| word << 8 | u64::from(byte));
    let (first, last) = match len {
        0..=3 => (read(0, len), 0),
        4..=7 => (read(0, 4), read(len - 4, 4)),
        8..=16 => (read(0, 8), read(len - 8, 8)),
        _ => return (xxh3_64(bytes) & 0xFFFF_FFFF) as usize,
    };
    let mixed = (first ^ (len as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ last.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

/// The bytes of a phrase's first two tokens, or of its only one: so many begin with "the" or "read" that one token would
/// not tell them apart.
pub(super) fn head_len(text: &str) -> usize {
    let first = token_len(text);
    let second = text[first..].trim_start();
    if second.is_empty() { first } else { text.len() - second.len() + token_len(second) }
}

/// The length in bytes of the token at the start of `text`, which must not be empty.
///
/// A token is a run of letters and digits, or any other single character. Each character of a script that is written
/// without spaces is a token of its own, so that phrases are found inside its lines.
#[must_use]
pub fn token_len(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if ascii > 0 && text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    let mut len = 0;
    for c in text.chars() {
        if !c.is_alphanumeric() || is_spaceless(c) {
            return if len == 0 { c.len_utf8() } else { len };
        }
        len += c.len_utf8();
    }
    len
}

/// Letters of scripts that are written without spaces between words: Thai, Lao, Burmese, Khmer, kana, ideographs.
#[must_use]
pub const fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
