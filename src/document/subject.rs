//! What an article is about: the words of its prose, to tell its title from a menu's labels and other articles' headlines.
//!
//! Words are compared by their beginnings, a crude stem that serves many languages; function words and very short ones
//! say nothing. Reads a bounded part of the body, so that it costs the same for a brief and for a book.

use xxhash_rust::xxh3::xxh3_64;

use super::Document;
use super::block::Block;
use super::facts::is_stop_word;
use crate::lint::format::{is_spaceless, token_len};

/// Prose blocks that are read.
const MOST_BLOCKS: usize = 6;
/// Bytes of each that are read.
const MOST_BYTES: usize = 300;
/// Characters of a word that are compared.
const STEM: usize = 5;
/// Shorter words are left out, in bytes; scripts without spaces are compared character by character.
const SHORTEST: usize = 3;

/// The words of an article's prose, as a set of bits: a word in thirty that it does not have seems to be there, which a
/// share of several words can bear.
#[derive(Debug)]
pub(super) struct Subject {
    stems: [u64; WORDS],
}

/// Words of the set, 64 bits each.
const WORDS: usize = 128;

impl Subject {
    /// The subject of the prose among these blocks.
    pub fn of(document: &Document, blocks: &[Block]) -> Self {
        let mut stems_of = [0; WORDS];
        for block in blocks.iter().filter(|block| block.is_prose()).take(MOST_BLOCKS) {
            for (word, bit) in stems(clip(document.folded(block))) {
                stems_of[word] |= bit;
            }
        }
        Self { stems: stems_of }
    }

    /// The share of a folded text's words that the prose has too, 0 to 1; `None` for fewer than two words that count.
    pub fn share(&self, folded: &str) -> Option<f32> {
        let (mut words, mut known) = (0_u32, 0_u32);
        for (word, bit) in stems(folded) {
            words += 1;
            known += u32::from(self.stems[word] & bit != 0);
        }
        (words >= 2).then(|| known as f32 / words as f32)
    }
}

fn clip(text: &str) -> &str {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The places in the set of a text's words.
fn stems(text: &str) -> impl Iterator<Item = (usize, u64)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (token, after) = rest.split_at(token_len(rest));
            rest = after;
            let spaceless = token.chars().next().is_some_and(is_spaceless);
            if spaceless || token.len() >= SHORTEST && !is_stop_word(token) {
                let end =
                    if token.is_ascii() { token.len().min(STEM) } else { token.char_indices().nth(STEM).map_or(token.len(), |(at, _)| at) };
                let hash = xxh3_64(&token.as_bytes()[..end]) as usize;
                return Some((hash >> 6 & (WORDS - 1), 1 << (hash & 63)));
            }
        }
        None
    })
}
