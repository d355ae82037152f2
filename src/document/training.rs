//! What the segmenter's weights are trained from: features and words of blocks. See `training/README.md`.

use super::furniture::Features as BlockFeatures;
pub use super::furniture::{NAMES as FEATURES, Words};
use super::{Block, Document};
use crate::Linter;

/// The features of a document's blocks, with these words.
#[must_use]
pub fn features(linter: &Linter, document: &Document, words: &Words) -> BlockFeatures {
    BlockFeatures::of(document, &linter.named(document), words)
}

/// The hashes of a block's words.
#[must_use]
pub fn words(document: &Document, block: &Block) -> Vec<u32> {
    document.tokens(block, &mut Vec::new()).iter().map(|token| token.hash.0).collect()
}
