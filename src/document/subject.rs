//! What an article is about: the words of its prose, to tell its title from a menu's labels and other articles' headlines.
//!
//! Words are compared by their beginnings, a crude stem that serves many languages; function words and very short ones
//! say nothing.

use super::Document;
use super::block::Block;

/// The words of some blocks, as a set of bits in `SIZE` words of 64: with the usual size a word in thirty that they do not
/// have seems to be there, which a share of several words can bear.
#[derive(Debug)]
pub(super) struct Subject<const SIZE: usize = 128> {
    stems: [u64; SIZE],
}

impl<const SIZE: usize> Subject<SIZE> {
    /// The subject of these blocks, of which so many tokens are read each.
    pub fn of<'a>(document: &Document, blocks: impl Iterator<Item = &'a Block>, most_tokens: usize) -> Self {
        let mut subject = Self { stems: [0; SIZE] };
        let mut room = Vec::new();
        for block in blocks {
            for token in document.tokens(block, &mut room).iter().take(most_tokens) {
                let (word, bit) = Self::place(token.stem);
                // Without a branch: which words have a stem no processor can guess.
                subject.stems[word] |= bit & u64::from(token.stem != 0).wrapping_neg();
            }
        }
        subject
    }

    /// Whether the blocks have a word of this stem.
    pub fn holds(&self, stem: u32) -> bool {
        let (word, bit) = Self::place(stem);
        self.stems[word] & bit != 0
    }

    /// The share of a block's words that the blocks have too, 0 to 1; `None` for fewer than two words that count.
    pub fn share(&self, document: &Document, block: &Block) -> Option<f32> {
        let mut room = Vec::new();
        let tokens = document.tokens(block, &mut room);
        let stems = tokens.iter().map(|token| token.stem).filter(|&stem| stem != 0);
        let (words, known) = stems.fold((0_u32, 0_u32), |(words, known), stem| (words + 1, known + u32::from(self.holds(stem))));
        (words >= 2).then(|| known as f32 / words as f32)
    }

    const fn place(stem: u32) -> (usize, u64) {
        (stem as usize >> 6 & (SIZE - 1), 1 << (stem & 63))
    }
}
