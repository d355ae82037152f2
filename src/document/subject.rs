//! What an article is about: the words of its prose, to tell its title from a menu's labels and other articles' headlines.
//!
//! Words are compared by their beginnings, a crude stem that serves many languages; function words and very short ones
//! say nothing. Reads a bounded part of the body, so that it costs the same for a brief and for a book.

use super::Document;
use super::block::Block;

/// Prose blocks that are read.
const MOST_BLOCKS: usize = 6;
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

/// The places in the set of the words of a block that say something.
fn stems<'a>(document: &'a Document, block: &Block) -> impl Iterator<Item = (usize, u64)> + 'a {
    let stems = document.tokens(block).iter().map(|token| token.stem).filter(|&stem| stem != 0);
    stems.map(|stem| (stem as usize >> 6 & (WORDS - 1), 1 << (stem & 63)))
}
