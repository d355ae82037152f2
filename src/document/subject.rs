//! What an article is about: the words of its prose, to tell its title from a menu's labels and other articles' headlines.
//!
//! Words are compared by their beginnings, a crude stem that serves many languages; function words and very short ones
//! say nothing. Reads a bounded part of the body, so that it costs the same for a brief and for a book.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

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

/// The words of an article's prose.
#[derive(Debug, Default)]
pub(super) struct Subject<'d> {
    stems: HashSet<&'d str, FxBuildHasher>,
}

impl<'d> Subject<'d> {
    /// The subject of the prose among these blocks.
    pub fn of(document: &'d Document, blocks: &'d [Block]) -> Self {
        let prose = blocks.iter().filter(|block| block.is_prose()).take(MOST_BLOCKS);
        let stems = prose.flat_map(|block| stems(clip(document.folded(block)))).collect();
        Self { stems }
    }

    /// The share of a folded text's words that the prose has too, 0 to 1; `None` for fewer than two words that count.
    pub fn share(&self, folded: &str) -> Option<f32> {
        let (mut words, mut known) = (0_u32, 0_u32);
        for stem in stems(folded) {
            words += 1;
            known += u32::from(self.stems.contains(stem));
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

fn stems(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (token, after) = rest.split_at(token_len(rest));
            rest = after;
            let spaceless = token.chars().next().is_some_and(is_spaceless);
            if spaceless || token.len() >= SHORTEST && !is_stop_word(token) {
                let end = if token.is_ascii() { token.len().min(STEM) } else { token.char_indices().nth(STEM).map_or(token.len(), |(at, _)| at) };
                return Some(&token[..end]);
            }
        }
        None
    })
}
