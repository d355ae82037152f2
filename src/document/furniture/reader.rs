//! What the features of blocks are read from: the words of each, what stands around it, where it stands.
//!
//! Holds always: the work is linear in the text, windows being differences of prefix sums; what is kept for each block of a text is
//! some bytes, and sums there are for a stretch of blocks at a time.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::features::{Row, STRETCH};
use super::vocabulary::{Odds, WordOdds, is_paragraph, paragraphs, word_odds};
use super::words::Words;
use crate::document::Document;
use crate::document::block::{Block, BlockKind};
use crate::lint::format::TokenHash;

/// Prefix sums over the blocks of what windows are asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    odds: Odds,
    words: u32,
    /// Words of paragraphs.
    paragraph_words: u32,
    named: u32,
    short: u32,
    paragraphs: u32,
    list: u32,
}

impl Sums {
    fn add(&mut self, block: &Block, named: bool, odds: Odds) {
        let paragraph = is_paragraph(block);
        self.odds.sum += odds.sum;
        self.odds.known += odds.known;
        self.words += block.words;
        self.paragraph_words += if paragraph { block.words } else { 0 };
        self.named += u32::from(named);
        self.short += u32::from(block.is_short());
        self.paragraphs += u32::from(paragraph);
        self.list += u32::from(block.marks.list());
    }
}

/// How many blocks on either side the widest window reaches.
const REACH: usize = 15;

/// Reads the features of a document's blocks.
pub(super) struct Reader<'a> {
    document: &'a Document,
    blocks: &'a [Block],
    named: &'a [bool],
    odds: Vec<WordOdds>,
    /// The first block that there are sums for.
    first: usize,
    /// For the blocks of the stretch at hand, and for those within reach, the sums over all blocks before; one more at the end.
    sums: Vec<Sums>,
    copies: Vec<Copies>,
    steps: Vec<Steps>,
    /// For each block the stretch of short blocks that it stands in; empty for others.
    groups: Vec<(u32, u32)>,
    /// The sums over all blocks.
    all: Sums,
    /// What is the same for all blocks.
    whole: Whole,
}

/// Features of the document.
#[derive(Debug, Clone, Copy, Default)]
struct Whole {
    odds: u8,
    blocks: u8,
    prose_share: u8,
    named_share: u8,
}

/// Copies that are counted.
const MOST_COPIES: u8 = 10;

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
    pub fn new(document: &'a Document, named: &'a [bool], words: &Words) -> Self {
        let blocks = document.blocks();
        let subject = paragraphs(document);
        let mut room = Vec::new();
        let odds = blocks.iter().map(|block| word_odds(document.tokens(block, &mut room), words, &subject)).collect();
        let mut reader = Self {
            document,
            blocks,
            named,
            odds,
            first: 0,
            sums: Vec::with_capacity(blocks.len().min(STRETCH + 2 * REACH) + 1),
            copies: copies(document),
            steps: steps(blocks, named),
            groups: groups(blocks),
            all: Sums::default(),
            whole: Whole::default(),
        };
        // The sums over all come first: where one stretch is all, it is read once.
        reader.sums.push(Sums::default());
        for start in (0..blocks.len()).step_by(STRETCH) {
            reader.read(start..(start + STRETCH).min(blocks.len()));
        }
        reader.all = reader.sums.last().copied().unwrap_or_default();
        reader.whole = Whole {
            odds: reader.all.odds.mean(),
            blocks: scale(blocks.len() as u32),
            prose_share: share(reader.all.paragraph_words, reader.all.words),
            named_share: share(reader.all.named, blocks.len() as u32),
        };
        reader
    }

    /// Sums up these blocks and those within reach; stretches come in order, and the first after the last.
    pub fn read(&mut self, blocks: Range<usize>) {
        let (first, end) = (blocks.start.saturating_sub(REACH), (blocks.end + REACH).min(self.blocks.len()));
        if self.first == first && self.sums.len() == end - first + 1 {
            return;
        }
        let mut sum = if first == 0 { Sums::default() } else { self.sums[first - self.first] };
        self.first = first;
        self.sums.clear();
        self.sums.push(sum);
        for block in first..end {
            sum.add(&self.blocks[block], self.named[block], self.odds[block].odds());
            self.sums.push(sum);
        }
    }

    /// The sums over all blocks before this one.
    fn before(&self, block: usize) -> &Sums {
        &self.sums[block - self.first]
    }

    /// Fills the row of a block that was read, in the order of [`NAMES`](super::features::NAMES).
    pub fn fill(&self, block: usize, row: &mut Row<'_>) {
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
        let WordOdds { highest, lowest, first, known, .. } = self.odds[block];
        row.push(self.odds[block].odds().mean());
        row.push(byte(highest));
        row.push(byte(lowest));
        row.push(byte(first));
        row.push(known);
    }

    fn place(&self, block: usize, row: &mut Row<'_>) {
        let count = self.blocks.len();
        row.push(scale(block as u32));
        row.push(scale((count - 1 - block) as u32));
        row.push(share(block as u32, count as u32));
        row.push(share(self.before(block).words, self.all.words));
        row.push(scale(self.before(block).paragraphs));
        row.push(scale(self.all.paragraphs - self.before(block + 1).paragraphs));
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
        let (start, end) = (start as usize, end as usize);
        row.push(scale((end - start) as u32));
        row.push(scale((block - start.min(block)) as u32));
        row.push(scale(end.saturating_sub(block) as u32));
    }

    fn windows(&self, block: usize, row: &mut Row<'_>) {
        for reach in [1, 3, 8] {
            row.push(self.window(block, reach).odds.mean());
        }
        row.push(self.whole.odds);
        for reach in [5, REACH] {
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
        let (from, to) = (self.before(block.saturating_sub(reach)), self.before((block + reach + 1).min(self.blocks.len())));
        Sums {
            odds: Odds { sum: to.odds.sum - from.odds.sum, known: to.odds.known - from.odds.known },
            words: to.words - from.words,
            paragraph_words: to.paragraph_words - from.paragraph_words,
            named: to.named - from.named,
            short: to.short - from.short,
            paragraphs: to.paragraphs - from.paragraphs,
            list: to.list - from.list,
        }
    }
}

fn copies(document: &Document) -> Vec<Copies> {
    let blocks = document.blocks();
    // By key the last block that has it, which counts those up to itself.
    let mut seen: FxHashMap<TokenHash, u32> = FxHashMap::default();
    seen.reserve(blocks.len());
    let mut copies = vec![Copies::default(); blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        copies[index].count = 1;
        if let Some(last) = seen.insert(block.key_hash, index as u32) {
            let count = (copies[last as usize].count + 1).min(MOST_COPIES);
            copies[index] = Copies { count, above: scale(index as u32 - last).max(1) };
        }
    }
    for (index, block) in blocks.iter().enumerate() {
        copies[index].count = copies[seen[&block.key_hash] as usize].count;
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

fn groups(blocks: &[Block]) -> Vec<(u32, u32)> {
    let count = blocks.len();
    let mut groups: Vec<(u32, u32)> = (0..count as u32).map(|block| (block, block)).collect();
    let mut start = 0;
    for end in 0..=count {
        if end == count || !blocks[end].is_short() {
            groups[start..end].fill((start as u32, end as u32));
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
