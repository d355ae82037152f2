//! What an article is about: the words of its prose, to tell its title from a menu's labels and other articles' headlines.
//!
//! Words are compared by their beginnings, a crude stem that serves many languages; function words and very short ones
//! say nothing. Reads a bounded part of the body, so that it costs the same for a brief and for a book.

use super::Document;
use super::block::Block;
use super::facts::is_stop_word;
use crate::lint::format::{TokenHash, is_spaceless, pack};

/// Prose blocks that are read.
const MOST_BLOCKS: usize = 6;
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
            for (word, bit) in stems(document, block) {
                stems_of[word] |= bit;
            }
        }
        Self { stems: stems_of }
    }

    /// The share of a block's words that the prose has too, 0 to 1; `None` for fewer than two words that count.
    pub fn share(&self, document: &Document, block: &Block) -> Option<f32> {
        let (mut words, mut known) = (0_u32, 0_u32);
        for (word, bit) in stems(document, block) {
            words += 1;
            known += u32::from(self.stems[word] & bit != 0);
        }
        (words >= 2).then(|| known as f32 / words as f32)
    }
}

/// The places in the set of a block's words.
fn stems<'a>(document: &'a Document, block: &'a Block) -> impl Iterator<Item = (usize, u64)> + 'a {
    document.tokens(block).iter().filter_map(|token| {
        let token = &document.all_folded()[token.start as usize..token.end as usize];
        let spaceless = !token.is_ascii() && token.chars().next().is_some_and(is_spaceless);
        let says_nothing = token.len() < SHORTEST || token.len() <= 8 && is_stop_word(pack(token.as_bytes()));
        (spaceless || !says_nothing).then(|| {
            let end =
                if token.is_ascii() { token.len().min(STEM) } else { token.char_indices().nth(STEM).map_or(token.len(), |(at, _)| at) };
            let hash = TokenHash::of(&token[..end]).0;
            (hash as usize >> 6 & (WORDS - 1), 1 << (hash & 63))
        })
    })
}
