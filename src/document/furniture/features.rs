//! The features that the segmenter judges a block by: what it looks like, what stands around it, what its words are.
//!
//! Each feature is a byte, so that the trained trees compare bytes and nothing depends on how a machine rounds. The features
//! of all blocks lie column by column. The work is linear in the text: windows are differences of prefix sums.

use rustc_hash::FxHashMap;

use super::vocabulary::{Odds, WordOdds, is_paragraph, paragraphs, word_odds};
use super::words::Words;
use crate::document::Document;
use crate::document::block::{Block, BlockKind};
use crate::lint::format::TokenHash;

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

/// The features of a document's blocks.
#[derive(Debug)]
pub struct Features {
    columns: Vec<u8>,
    /// Bytes of a column: one a block, and some more.
    stride: usize,
}

/// A column is this many bytes long, or a multiple: it is worked on in such pieces, without a remainder.
pub(super) const PIECE: usize = 16;

impl Features {
    /// The features of `document`; `named` says for each block whether a phrase names it.
    pub(crate) fn of(document: &Document, named: &[bool], words: &Words) -> Self {
        let stride = document.blocks().len().next_multiple_of(PIECE);
        let mut features = Self { columns: vec![0; COUNT * stride], stride };
        if stride > 0 {
            let blocks = document.blocks().len();
            let mut table =
                Table { columns: features.columns.chunks_exact_mut(stride).map(|column| &mut column[..blocks]).collect(), next: 0 };
            Reader::new(document, named, words).fill(&mut table);
            debug_assert_eq!(table.next, COUNT);
        }
        features
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

/// Columns that are filled one after the other.
struct Table<'a> {
    columns: Vec<&'a mut [u8]>,
    next: usize,
}

impl Table<'_> {
    fn column(&mut self, value: impl Fn(usize) -> u8) {
        for (block, cell) in self.columns[self.next].iter_mut().enumerate() {
            *cell = value(block);
        }
        self.next += 1;
    }
}

/// Prefix sums over the blocks of what windows are asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    odds: Odds,
    words: u32,
    named: u32,
    short: u32,
    paragraphs: u32,
    list: u32,
}

struct Reader<'a> {
    document: &'a Document,
    blocks: &'a [Block],
    named: &'a [bool],
    odds: Vec<WordOdds>,
    sums: Vec<Sums>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, named: &'a [bool], words: &Words) -> Self {
        let blocks = document.blocks();
        let subject = paragraphs(document);
        let odds: Vec<WordOdds> = blocks.iter().map(|block| word_odds(document.tokens(block), words, &subject)).collect();
        let mut sums = Vec::with_capacity(blocks.len() + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        for (index, block) in blocks.iter().enumerate() {
            sum.odds.sum += odds[index].odds.sum;
            sum.odds.known += odds[index].odds.known;
            sum.words += block.words;
            sum.named += u32::from(named[index]);
            sum.short += u32::from(block.is_short());
            sum.paragraphs += u32::from(is_paragraph(block));
            sum.list += u32::from(block.marks.list());
            sums.push(sum);
        }
        Self { document, blocks, named, odds, sums }
    }

    fn fill(&self, table: &mut Table<'_>) {
        self.looks(table);
        self.words(table);
        self.copies(table);
        table.column(|block| self.odds[block].subject);
        self.place(table);
        self.neighbours(table);
        self.windows(table);
        self.distances(table);
        self.whole(table);
    }

    fn looks(&self, table: &mut Table<'_>) {
        let blocks = self.blocks;
        table.column(|block| match blocks[block].kind {
            BlockKind::Text => 0,
            BlockKind::TableRow => 1,
            BlockKind::Rule => 2,
            BlockKind::Code => 3,
        });
        table.column(|block| scale(blocks[block].words));
        table.column(|block| u8::from(blocks[block].sentence));
        table.column(|block| u8::from(blocks[block].colon));
        table.column(|block| u8::from(blocks[block].marks.bullet) + 2 * u8::from(blocks[block].marks.numbered));
        table.column(|block| u8::from(blocks[block].marks.image));
        table.column(|block| (blocks[block].stop_share * 32.0) as u8);
        table.column(|block| (blocks[block].capital_share * 32.0) as u8);
        table.column(|block| blocks[block].blank_before.min(3) as u8);
        table.column(|block| u8::from(self.named[block]));
        table.column(|block| u8::from(self.folded(block).ends_with("...")));
    }

    fn words(&self, table: &mut Table<'_>) {
        table.column(|block| self.odds[block].odds.mean());
        table.column(|block| byte(self.odds[block].highest));
        table.column(|block| byte(self.odds[block].lowest));
        table.column(|block| byte(self.odds[block].first));
        table.column(|block| self.odds[block].odds.known.min(255) as u8);
    }

    /// How often a line stands in the document, and how far above its copy.
    fn copies(&self, table: &mut Table<'_>) {
        let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        counts.reserve(self.blocks.len());
        let keys: Vec<u32> = self.blocks.iter().map(|block| TokenHash::of(self.document.key(block)).0).collect();
        let mut above = vec![0; self.blocks.len()];
        for (index, key) in keys.iter().enumerate() {
            let (count, last) = counts.entry(*key).or_insert((0, 0));
            if *count > 0 {
                above[index] = scale(index as u32 - *last).max(1);
            }
            (*count, *last) = (*count + 1, index as u32);
        }
        table.column(|block| counts[&keys[block]].0.min(10) as u8);
        table.column(|block| above[block]);
    }

    fn place(&self, table: &mut Table<'_>) {
        let count = self.blocks.len();
        let all = self.sums[count];
        table.column(|block| scale(block as u32));
        table.column(|block| scale((count - 1 - block) as u32));
        table.column(|block| (block * 255 / count) as u8);
        table.column(|block| (u64::from(self.sums[block].words) * 255 / u64::from(all.words.max(1))) as u8);
        table.column(|block| scale(self.sums[block].paragraphs));
        table.column(|block| scale(all.paragraphs - self.sums[block + 1].paragraphs));
        let (above, below) = self.steps_to(|block| is_paragraph(&self.blocks[block]));
        table.column(|block| scale(above[block]));
        table.column(|block| scale(below[block]));
    }

    fn neighbours(&self, table: &mut Table<'_>) {
        let at = |block: usize, step: isize| block.checked_add_signed(step).filter(|&other| other < self.blocks.len());
        for step in [-1, -2, 1] {
            table.column(|block| at(block, step).map_or(0, |other| scale(self.blocks[other].words)));
        }
        table.column(|block| self.window(block, 3).named.min(255) as u8);
        table.column(|block| self.window(block, 8).named.min(255) as u8);
        let groups = self.groups();
        table.column(|block| scale((groups[block].1 - groups[block].0) as u32));
        table.column(|block| scale((block - groups[block].0.min(block)) as u32));
        table.column(|block| scale(groups[block].1.saturating_sub(block) as u32));
    }

    fn windows(&self, table: &mut Table<'_>) {
        for reach in [1, 3, 8] {
            table.column(|block| self.window(block, reach).odds.mean());
        }
        let document = self.sums[self.blocks.len()].odds.mean();
        table.column(|_| document);
        for reach in [5, 15] {
            table.column(|block| {
                let width = (block + reach + 1).min(self.blocks.len()) - block.saturating_sub(reach);
                (self.window(block, reach).short as usize * 32 / width) as u8
            });
        }
    }

    fn distances(&self, table: &mut Table<'_>) {
        let (above, below) = self.steps_to(|block| self.named[block]);
        table.column(|block| scale(above[block]));
        table.column(|block| scale(below[block]));
    }

    fn whole(&self, table: &mut Table<'_>) {
        let count = self.blocks.len();
        let all = self.sums[count];
        let in_paragraphs: u32 = self.blocks.iter().filter(|block| is_paragraph(block)).map(|block| block.words).sum();
        table.column(|_| scale(count as u32));
        table.column(|_| (u64::from(in_paragraphs) * 255 / u64::from(all.words.max(1))) as u8);
        table.column(|_| (all.named as usize * 255 / count) as u8);
        table.column(|block| self.window(block, 5).list.min(255) as u8);
    }

    fn folded(&self, block: usize) -> &'a str {
        self.document.folded(&self.blocks[block])
    }

    /// The sums over so many blocks on either side, and the block itself.
    fn window(&self, block: usize, reach: usize) -> Sums {
        let (from, to) = (self.sums[block.saturating_sub(reach)], self.sums[(block + reach + 1).min(self.blocks.len())]);
        Sums {
            odds: Odds { sum: to.odds.sum - from.odds.sum, known: to.odds.known - from.odds.known },
            words: to.words - from.words,
            named: to.named - from.named,
            short: to.short - from.short,
            paragraphs: to.paragraphs - from.paragraphs,
            list: to.list - from.list,
        }
    }

    /// For each block how many blocks above, and below, the nearest other one of a kind stands; the number of blocks where
    /// there is none.
    fn steps_to(&self, is: impl Fn(usize) -> bool) -> (Vec<u32>, Vec<u32>) {
        let count = self.blocks.len();
        let none = count.max(255) as u32;
        let (mut above, mut below) = (vec![none; count], vec![none; count]);
        let mut last = None;
        for (block, steps) in above.iter_mut().enumerate() {
            *steps = last.map_or(none, |last| (block - last) as u32);
            if is(block) {
                last = Some(block);
            }
        }
        let mut next = None;
        for (block, steps) in below.iter_mut().enumerate().rev() {
            *steps = next.map_or(none, |next: usize| (next - block) as u32);
            if is(block) {
                next = Some(block);
            }
        }
        (above, below)
    }

    /// For each block the stretch of short blocks that it stands in; empty for others.
    fn groups(&self) -> Vec<(usize, usize)> {
        let count = self.blocks.len();
        let mut groups: Vec<(usize, usize)> = (0..count).map(|block| (block, block)).collect();
        let mut start = 0;
        for end in 0..=count {
            if end == count || !self.blocks[end].is_short() {
                groups[start..end].fill((start, end));
                start = end + 1;
            }
        }
        groups
    }
}

fn byte(odds: i8) -> u8 {
    (i16::from(odds) + 128) as u8
}

/// A count as a byte: itself up to 31, then eight steps for each doubling.
const fn scale(count: u32) -> u8 {
    if count < 32 {
        return count as u8;
    }
    let doublings = count.ilog2();
    let scaled = 32 + (doublings - 5) * 8 + (count >> (doublings - 3) & 7);
    if scaled > 255 { 255 } else { scaled as u8 }
}
