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
        let blocks = document.blocks().len();
        let stride = blocks.next_multiple_of(PIECE);
        let mut features = Self { columns: vec![0; COUNT * stride], stride };
        if blocks > 0 {
            let reader = Reader::new(document, named, words);
            for block in 0..blocks {
                let mut row = Row { columns: &mut features.columns[block..], stride, place: 0 };
                reader.fill(block, &mut row);
                debug_assert_eq!(row.place, COUNT * stride);
            }
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

/// The cells of a block, which are filled one after the other.
struct Row<'a> {
    columns: &'a mut [u8],
    stride: usize,
    place: usize,
}

impl Row<'_> {
    fn push(&mut self, value: u8) {
        self.columns[self.place] = value;
        self.place += self.stride;
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
    copies: Vec<Copies>,
    steps: Vec<Steps>,
    /// For each block the stretch of short blocks that it stands in; empty for others.
    groups: Vec<(usize, usize)>,
    /// What is the same for all blocks.
    whole: Whole,
}

/// Features of the document.
#[derive(Debug, Clone, Copy)]
struct Whole {
    odds: u8,
    blocks: u8,
    prose_share: u8,
    named_share: u8,
}

/// How often a line stands in the document, and how far above its copy.
#[derive(Debug, Clone, Copy, Default)]
struct Copies {
    count: u8,
    above: u8,
}

/// How many blocks above and below the nearest other ones of a kind stand, as bytes; as many as there are blocks, or more, where
/// there is none.
#[derive(Debug, Clone, Copy)]
struct Steps {
    prose_above: u8,
    prose_below: u8,
    named_above: u8,
    named_below: u8,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, named: &'a [bool], words: &Words) -> Self {
        let blocks = document.blocks();
        let subject = paragraphs(document);
        let odds: Vec<WordOdds> = blocks.iter().map(|block| word_odds(document.tokens(block), words, &subject)).collect();
        let mut sums = Vec::with_capacity(blocks.len() + 1);
        let mut sum = Sums::default();
        let mut in_paragraphs = 0;
        sums.push(sum);
        for (index, block) in blocks.iter().enumerate() {
            let paragraph = is_paragraph(block);
            sum.odds.sum += odds[index].odds.sum;
            sum.odds.known += odds[index].odds.known;
            sum.words += block.words;
            sum.named += u32::from(named[index]);
            sum.short += u32::from(block.is_short());
            sum.paragraphs += u32::from(paragraph);
            sum.list += u32::from(block.marks.list());
            in_paragraphs += if paragraph { block.words } else { 0 };
            sums.push(sum);
        }
        let (copies, steps, groups) = (copies(document), steps(blocks, named), groups(blocks));
        let whole = Whole {
            odds: sum.odds.mean(),
            blocks: scale(blocks.len() as u32),
            prose_share: share(in_paragraphs, sum.words),
            named_share: share(sum.named, blocks.len() as u32),
        };
        Self { document, blocks, named, odds, sums, copies, steps, groups, whole }
    }

    /// Fills a row, in the order of [`NAMES`].
    fn fill(&self, block: usize, row: &mut Row<'_>) {
        self.looks(block, row);
        self.words(block, row);
        row.push(self.copies[block].count);
        row.push(self.copies[block].above);
        row.push(self.odds[block].subject);
        self.place(block, row);
        self.neighbours(block, row);
        self.windows(block, row);
        row.push(self.steps[block].named_above);
        row.push(self.steps[block].named_below);
        self.whole(block, row);
    }

    fn looks(&self, index: usize, row: &mut Row<'_>) {
        let block = &self.blocks[index];
        row.push(match block.kind {
            BlockKind::Text => 0,
            BlockKind::TableRow => 1,
            BlockKind::Rule => 2,
            BlockKind::Code => 3,
        });
        row.push(scale(block.words));
        row.push(u8::from(block.sentence));
        row.push(u8::from(block.colon));
        row.push(u8::from(block.marks.bullet) + 2 * u8::from(block.marks.numbered));
        row.push(u8::from(block.marks.image));
        row.push((block.stop_share * 32.0) as u8);
        row.push((block.capital_share * 32.0) as u8);
        row.push(block.blank_before.min(3) as u8);
        row.push(u8::from(self.named[index]));
        row.push(u8::from(self.document.folded(block).ends_with("...")));
    }

    fn words(&self, block: usize, row: &mut Row<'_>) {
        let WordOdds { odds, highest, lowest, first, .. } = self.odds[block];
        row.push(odds.mean());
        row.push(byte(highest));
        row.push(byte(lowest));
        row.push(byte(first));
        row.push(odds.known.min(255) as u8);
    }

    fn place(&self, block: usize, row: &mut Row<'_>) {
        let count = self.blocks.len();
        let all = self.sums[count];
        row.push(scale(block as u32));
        row.push(scale((count - 1 - block) as u32));
        row.push(share(block as u32, count as u32));
        row.push(share(self.sums[block].words, all.words));
        row.push(scale(self.sums[block].paragraphs));
        row.push(scale(all.paragraphs - self.sums[block + 1].paragraphs));
        row.push(self.steps[block].prose_above);
        row.push(self.steps[block].prose_below);
    }

    fn neighbours(&self, block: usize, row: &mut Row<'_>) {
        for step in [-1, -2, 1] {
            let other = block.checked_add_signed(step).and_then(|other| self.blocks.get(other));
            row.push(other.map_or(0, |other| scale(other.words)));
        }
        row.push(self.window(block, 3).named.min(255) as u8);
        row.push(self.window(block, 8).named.min(255) as u8);
        let (start, end) = self.groups[block];
        row.push(scale((end - start) as u32));
        row.push(scale((block - start.min(block)) as u32));
        row.push(scale(end.saturating_sub(block) as u32));
    }

    fn windows(&self, block: usize, row: &mut Row<'_>) {
        for reach in [1, 3, 8] {
            row.push(self.window(block, reach).odds.mean());
        }
        row.push(self.whole.odds);
        for reach in [5, 15] {
            let width = (block + reach + 1).min(self.blocks.len()) - block.saturating_sub(reach);
            row.push((self.window(block, reach).short * 32 / width as u32) as u8);
        }
    }

    fn whole(&self, block: usize, row: &mut Row<'_>) {
        row.push(self.whole.blocks);
        row.push(self.whole.prose_share);
        row.push(self.whole.named_share);
        row.push(self.window(block, 5).list.min(255) as u8);
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
}

fn copies(document: &Document) -> Vec<Copies> {
    let blocks = document.blocks();
    // By key the blocks that have it, and the last of them.
    let mut seen: FxHashMap<TokenHash, (u32, u32)> = FxHashMap::default();
    seen.reserve(blocks.len());
    let mut copies = vec![Copies::default(); blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        let (count, last) = seen.entry(block.key_hash).or_insert((0, 0));
        if *count > 0 {
            copies[index].above = scale(index as u32 - *last).max(1);
        }
        (*count, *last) = (*count + 1, index as u32);
    }
    for (copies, block) in copies.iter_mut().zip(blocks) {
        copies.count = seen[&block.key_hash].0.min(10) as u8;
    }
    copies
}

fn steps(blocks: &[Block], named: &[bool]) -> Vec<Steps> {
    let none = scale(blocks.len().max(255) as u32);
    let mut steps = vec![Steps { prose_above: none, prose_below: none, named_above: none, named_below: none }; blocks.len()];
    let (mut prose, mut label) = (None, None);
    let since = |last: Option<usize>, block: usize| last.map_or(none, |last| scale(block.abs_diff(last) as u32));
    for (index, steps) in steps.iter_mut().enumerate() {
        (steps.prose_above, steps.named_above) = (since(prose, index), since(label, index));
        prose = if is_paragraph(&blocks[index]) { Some(index) } else { prose };
        label = if named[index] { Some(index) } else { label };
    }
    (prose, label) = (None, None);
    for (index, steps) in steps.iter_mut().enumerate().rev() {
        (steps.prose_below, steps.named_below) = (since(prose, index), since(label, index));
        prose = if is_paragraph(&blocks[index]) { Some(index) } else { prose };
        label = if named[index] { Some(index) } else { label };
    }
    steps
}

fn groups(blocks: &[Block]) -> Vec<(usize, usize)> {
    let count = blocks.len();
    let mut groups: Vec<(usize, usize)> = (0..count).map(|block| (block, block)).collect();
    let mut start = 0;
    for end in 0..=count {
        if end == count || !blocks[end].is_short() {
            groups[start..end].fill((start, end));
            start = end + 1;
        }
    }
    groups
}

/// A share of a whole, in 255ths.
fn share(part: u32, whole: u32) -> u8 {
    // Dividing half as many bits takes a fraction of the time.
    match part.checked_mul(255) {
        Some(part) => (part / whole.max(1)) as u8,
        None => (u64::from(part) * 255 / u64::from(whole.max(1))) as u8,
    }
}

fn byte(odds: i8) -> u8 {
    (i16::from(odds) + 128) as u8
}

/// A count as a byte: itself up to 31, then eight steps for each doubling. Both are computed, for no processor can guess which it is.
const fn scale(count: u32) -> u8 {
    let doublings = (count | 32).ilog2();
    let scaled = 32 + (doublings - 5) * 8 + (count >> (doublings - 3) & 7);
    let value = if count < 32 { count } else { scaled };
    if value > 255 { 255 } else { value as u8 }
}
