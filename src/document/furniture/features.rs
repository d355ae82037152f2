//! The features that the segmenter judges a block by: what it looks like, what stands around it, what its words are.
//!
//! Each feature is a byte, so that the trained trees compare bytes and nothing depends on how a machine rounds. The features
//! of blocks lie column by column.

use std::ops::Range;

use super::reader::Reader;
use super::words::Words;
use crate::document::Document;

/// The names of the features, in the order of the columns.
pub const NAMES: [&str; COUNT] = [
    "kind",
    "words",
    "sentence",
    "colon",
    "list",
    "image",
    "stops",
    "capitals",
    "blank",
    "named",
    "open",
    "odds",
    "odds-highest",
    "odds-lowest",
    "odds-first",
    "odds-known",
    "copies",
    "copy-above",
    "subject",
    "from-start",
    "from-end",
    "place",
    "words-before",
    "prose-above",
    "prose-below",
    "to-prose-above",
    "to-prose-below",
    "words-above",
    "words-above-2",
    "words-below",
    "named-near",
    "named-around",
    "group",
    "group-start",
    "group-end",
    "odds-near",
    "odds-around",
    "odds-wide",
    "odds-document",
    "short-around",
    "short-wide",
    "to-named-above",
    "to-named-below",
    "blocks",
    "prose-share",
    "named-share",
    "list-around",
];
/// How many features there are.
pub const COUNT: usize = 47;

/// The features of blocks that follow each other.
#[derive(Debug)]
pub struct Features {
    columns: Vec<u8>,
    /// Bytes of a column: one a block, and some more.
    stride: usize,
}

/// A column is this many bytes long, or a multiple: it is worked on in such pieces, without a remainder.
pub(super) const PIECE: usize = 16;

/// Blocks whose features are held at a time: more than an article has, and of a text of a million lines only a little.
pub(super) const STRETCH: usize = 4096;

impl Features {
    /// The features of all blocks of `document`; `named` says for each whether a phrase names it.
    pub(crate) fn of(document: &Document, named: &[bool], words: &Words) -> Self {
        let mut features = Self::room(document.blocks().len());
        by_stretch(document, named, words, |reader, blocks| features.fill(reader, blocks, 0));
        features
    }

    /// Hands the features of all blocks to `judge`, so many at a time as fit into little memory, with the blocks that they are of.
    pub(super) fn by_stretch(document: &Document, named: &[bool], words: &Words, mut judge: impl FnMut(&Self, Range<usize>)) {
        let mut features = Self::room(document.blocks().len().min(STRETCH));
        by_stretch(document, named, words, |reader, blocks| {
            features.fill(reader, blocks.clone(), blocks.start);
            judge(&features, blocks);
        });
    }

    fn room(blocks: usize) -> Self {
        let stride = blocks.next_multiple_of(PIECE);
        Self { columns: vec![0; COUNT * stride], stride }
    }

    /// Fills in the features of `blocks`; those of the block `first` are the first.
    fn fill(&mut self, reader: &Reader<'_>, blocks: Range<usize>, first: usize) {
        for block in blocks {
            let mut row = Row { columns: &mut self.columns[block - first..], stride: self.stride, place: 0 };
            reader.fill(block, &mut row);
            debug_assert_eq!(row.place, COUNT * self.stride);
        }
    }

    /// A feature of all blocks, and some bytes that mean nothing behind.
    #[must_use]
    pub fn column(&self, feature: usize) -> &[u8] {
        &self.columns[feature * self.stride..(feature + 1) * self.stride]
    }

    /// The same in pieces.
    pub(super) fn pieces(&self, feature: usize) -> &[[u8; PIECE]] {
        self.column(feature).as_chunks().0
    }
}

/// Hands a reader of the features to `work`, with the blocks that it can read, stretch by stretch.
fn by_stretch(document: &Document, named: &[bool], words: &Words, mut work: impl FnMut(&Reader<'_>, Range<usize>)) {
    let count = document.blocks().len();
    if count == 0 {
        return;
    }
    let mut reader = Reader::new(document, named, words);
    for start in (0..count).step_by(STRETCH) {
        let blocks = start..(start + STRETCH).min(count);
        reader.read(blocks.clone());
        work(&reader, blocks);
    }
}

/// The cells of a block, which are filled one after the other.
pub(super) struct Row<'a> {
    columns: &'a mut [u8],
    stride: usize,
    place: usize,
}

impl Row<'_> {
    pub fn push(&mut self, value: u8) {
        self.columns[self.place] = value;
        self.place += self.stride;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};
    use crate::lint::format::TokenHash;

    #[test]
    fn features_are_the_same_stretch_by_stretch() {
        let line = |at: usize| match at % 7 {
            0 => format!("The skipper of boat {at} said that the pier would be closed until the nets had come in.\n\n"),
            1 | 2 => "Home\n".to_owned(),
            3 => format!("- boat {at}\n"),
            _ => format!("Boat {at}\n"),
        };
        let text: String = (0..2 * STRETCH + STRETCH / 2).map(line).collect();
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        let count = document.blocks().len();
        assert!(count > 2 * STRETCH);
        let named: Vec<bool> = (0..count).map(|at| at % 5 == 0).collect();
        let words = Words::new(&[(TokenHash::of("boat").0, 12), (TokenHash::of("home").0, 40)]);
        let mut reader = Reader::new(&document, &named, &words);
        reader.read(0..count);
        let mut at_once = Features::room(count);
        at_once.fill(&reader, 0..count, 0);
        let by_stretch = Features::of(&document, &named, &words);
        for (feature, name) in NAMES.iter().enumerate() {
            assert_eq!(by_stretch.column(feature), at_once.column(feature), "{name}");
        }
    }
}
