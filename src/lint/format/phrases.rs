//! The phrases of a table, packed into bytes that are read in place.
//!
//! A binary holds some sixty thousand phrases. As Rust source they take the compiler minutes and the loader a relocation each; as
//! bytes they cost neither. Holds always: phrases are sorted by hash, and those of one hash lie side by side.

use std::borrow::Cow;

use super::table::{List, Str};
use super::token::TokenHash;

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
    /// The block holds it: the pattern of this index in [`super::Table::patterns`] is tried.
    Literal(u32),
}

/// A folded phrase of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase<'a> {
    /// The folded text.
    pub text: &'a str,
    /// Language code; `any` for every language.
    pub lang: &'a str,
    /// Index of the clause in the table.
    pub clause: u32,
    /// How it is compared.
    pub kind: PhraseKind,
    /// What it is found by: all its text for a whole line, its head for a prefix, else its most telling token.
    pub hash: TokenHash,
    /// Where in it the token lies that it is found by, in bytes.
    pub offset: u16,
}

/// Phrases, found by hash.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// Twenty-two bytes a phrase.
    pub records: Bytes,
    /// Their texts, one after the other.
    pub texts: Str,
    /// Language codes that records refer to.
    pub langs: List<Str>,
    /// An open-addressed hash table, at most half full: tagged places of the first phrases of a hash, plus one; four bytes each.
    pub slots: Bytes,
    /// A Bloom filter over the hashes, in words of eight bytes: nearly no line of a text is a phrase.
    pub filter_words: Bytes,
}

/// Says of most hashes that there is no phrase of them.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    words: &'a [[u8; 8]],
}

impl Filter<'_> {
    /// Whether there may be a phrase of this hash: sure if not.
    #[must_use]
    pub fn may_hold(self, hash: TokenHash) -> bool {
        let (word, bit) = filter_place(hash, self.words.len());
        self.words.get(word).is_some_and(|bits| u64::from_le_bytes(*bits) & bit != 0)
    }
}

/// Bytes that are borrowed from the binary, or owned.
pub type Bytes = Cow<'static, [u8]>;

/// Bytes of a record: place of the text, clause, hash and pattern, four bytes each; two for the text's length, one for the language,
/// one for the kind, two for the offset. The lowest byte first.
const RECORD: usize = 22;

impl Phrases {
    /// Packs phrases.
    #[must_use]
    pub fn new(mut phrases: Vec<Phrase<'_>>) -> Self {
        phrases.sort_by(|a, b| a.hash.cmp(&b.hash).then_with(|| a.text.cmp(b.text)).then(a.clause.cmp(&b.clause)));
        let mut langs: Vec<&str> = phrases.iter().map(|phrase| phrase.lang).collect();
        langs.sort_unstable();
        langs.dedup();
        let (mut records, mut texts) = (Vec::with_capacity(phrases.len() * RECORD), String::new());
        for phrase in &phrases {
            let (kind, pattern) = match phrase.kind {
                PhraseKind::Line => (0, 0),
                PhraseKind::Prefix => (1, 0),
                PhraseKind::Suffix => (2, 0),
                PhraseKind::Contains => (3, 0),
                PhraseKind::Unless => (4, 0),
                PhraseKind::Literal(pattern) => (5, pattern),
            };
            for number in [texts.len() as u32, phrase.clause, phrase.hash.0, pattern] {
                records.extend(number.to_le_bytes());
            }
            records.extend((phrase.text.len() as u16).to_le_bytes());
            records.extend([langs.binary_search(&phrase.lang).unwrap_or_default() as u8, kind]);
            records.extend(phrase.offset.to_le_bytes());
            texts.push_str(phrase.text);
        }
        let langs: Vec<Str> = langs.into_iter().map(|lang| lang.to_owned().into()).collect();
        let (slots, filter) = (slots(&phrases), filter(&phrases));
        Self { records: records.into(), texts: texts.into(), langs: langs.into(), slots: slots.into(), filter_words: filter.into() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// All of them, by hash.
    pub fn iter(&self) -> impl Iterator<Item = Phrase<'_>> {
        self.records.as_chunks().0.iter().map(|record| self.read(record))
    }

    /// The filter, to ask it many times.
    #[must_use]
    pub fn filter(&self) -> Filter<'_> {
        Filter { words: self.filter_words.as_chunks().0 }
    }

    /// Those of this hash.
    pub fn of_hash(&self, hash: TokenHash) -> impl Iterator<Item = Phrase<'_>> {
        let records: &[[u8; RECORD]] = self.records.as_chunks().0;
        let slots: &[[u8; 4]] = self.slots.as_chunks().0;
        let mask = slots.len().wrapping_sub(1);
        let mut slot = hash.0 as usize & mask;
        let mut first = records.len();
        while let Some(held) = slots.get(slot).map(|held| u32::from_le_bytes(*held)).filter(|&held| held != 0) {
            let place = (held & PLACE) as usize - 1;
            if held & !PLACE == tag_of(hash) && hash_of(&records[place]) == hash {
                first = place;
                break;
            }
            slot = (slot + 1) & mask;
        }
        records[first..].iter().take_while(move |record| hash_of(record) == hash).map(|record| self.read(record))
    }

    fn read(&self, record: &[u8; RECORD]) -> Phrase<'_> {
        let start = number(record, 0);
        let len = u16::from_le_bytes([record[16], record[17]]);
        let kind = match record[19] {
            0 => PhraseKind::Line,
            1 => PhraseKind::Prefix,
            2 => PhraseKind::Suffix,
            3 => PhraseKind::Contains,
            4 => PhraseKind::Unless,
            _ => PhraseKind::Literal(number(record, 12)),
        };
        Phrase {
            text: &self.texts[start as usize..start as usize + usize::from(len)],
            lang: &self.langs[usize::from(record[18])],
            clause: number(record, 4),
            kind,
            hash: hash_of(record),
            offset: u16::from_le_bytes([record[20], record[21]]),
        }
    }
}

fn number(record: &[u8; RECORD], at: usize) -> u32 {
    u32::from_le_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]])
}

fn hash_of(record: &[u8; RECORD]) -> TokenHash {
    TokenHash(number(record, 8))
}

/// The bits of a slot that are a place; those above are a tag of the hash, so that most misses never touch a phrase.
const PLACE: u32 = (1 << 20) - 1;

const fn tag_of(hash: TokenHash) -> u32 {
    hash.0 & !PLACE
}

fn slots(phrases: &[Phrase<'_>]) -> Vec<u8> {
    if phrases.is_empty() {
        return Vec::new();
    }
    let mut slots = vec![0_u32; (phrases.len() * 2).next_power_of_two()];
    let mask = slots.len() - 1;
    for (place, phrase) in (1..).zip(phrases) {
        if place > 1 && phrases[place as usize - 2].hash == phrase.hash {
            continue;
        }
        let mut slot = phrase.hash.0 as usize & mask;
        while slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        slots[slot] = place | tag_of(phrase.hash);
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// Bits of a filter for each phrase: one text in sixteen gets through that should not.
const FILTER_BITS: usize = 16;

/// Where a hash lies in a filter of so many words, a power of two.
const fn filter_place(hash: TokenHash, words: usize) -> (usize, u64) {
    (hash.0 as usize >> 6 & words.wrapping_sub(1), 1 << (hash.0 & 63))
}

fn filter(phrases: &[Phrase<'_>]) -> Vec<u8> {
    let mut filter = vec![0_u64; (phrases.len() * FILTER_BITS / 64).next_power_of_two()];
    let words = filter.len();
    for phrase in phrases {
        let (word, bit) = filter_place(phrase.hash, words);
        filter[word] |= bit;
    }
    filter.into_iter().flat_map(u64::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again() {
        let texts: Vec<String> = (0..500).map(|number| format!("phrase {number}")).collect();
        let kinds =
            [PhraseKind::Line, PhraseKind::Prefix, PhraseKind::Suffix, PhraseKind::Contains, PhraseKind::Unless, PhraseKind::Literal(7)];
        let phrase = |(number, text): (u32, &'_ String)| (number, kinds[number as usize % kinds.len()], TokenHash::of(text));
        let list: Vec<Phrase<'_>> = (0..)
            .zip(&texts)
            .map(|(number, text)| {
                let (clause, kind, hash) = phrase((number, text));
                Phrase { text, lang: if number % 2 == 0 { "en" } else { "any" }, clause, kind, hash, offset: number as u16 }
            })
            .collect();
        let packed = Phrases::new(list.clone());
        assert_eq!(packed.len(), list.len());
        for phrase in list {
            assert!(packed.filter().may_hold(phrase.hash));
            assert!(packed.of_hash(phrase.hash).any(|found| found == phrase), "{phrase:?}");
        }
        assert_eq!(packed.of_hash(TokenHash(12345)).count(), 0);
        assert_eq!(Phrases::new(Vec::new()).of_hash(TokenHash(1)).count(), 0);
    }
}
