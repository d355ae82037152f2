//! The one segmenter: how likely each block is furniture, and where the article's body begins and ends.
//!
//! Each block gets log-odds from its features, with weights from `furniture.toml`; one decoding over the whole document
//! (the Viterbi path, with a cost for each change) says where head, article and tail begin and end. No count of words decides by
//! itself, so that briefs and scripts without spaces work. The work is linear in the blocks.

use super::Document;
use super::block::{Block, BlockKind};
use super::dates::is_date;
use crate::lint::Zone;

/// The segmenter's weights, log-odds of being furniture.
#[derive(Debug, Clone, Copy)]
struct Weights {
    edge: f32,
    switch: f32,
    bias: f32,
    code: f32,
    table: f32,
    prose: f32,
    prose_length: f32,
    prose_named: f32,
    stop_words: f32,
    short: f32,
    label: f32,
    named: f32,
    named_nearby: f32,
    between_prose: f32,
    beside_prose: f32,
    heads_prose: f32,
    group: f32,
    links: f32,
    dated: f32,
}

include!(concat!(env!("OUT_DIR"), "/furniture.rs"));

/// How far a block's neighbours are looked at for phrases.
const NEARBY: usize = 3;
/// Words beyond which prose does not become more like prose.
const LONGEST_PROSE: u32 = 100;

/// The segmenter's judgement of a document.
#[derive(Debug, Default)]
pub struct Furniture {
    odds: Vec<f32>,
    body: std::ops::Range<usize>,
}

impl Furniture {
    /// Judges a document; `named` says for each block whether a phrase names it.
    #[must_use]
    pub fn judge(document: &Document, named: &[bool]) -> Self {
        let blocks = document.blocks();
        let odds = odds(document, blocks, named);
        // Where no stretch outweighs the changes, the best one is the body all the same.
        let body = decode(&odds).unwrap_or_else(|| densest(&odds));
        Self { odds, body }
    }

    /// The probability that a block is furniture, 0 to 1.
    #[must_use]
    pub fn probability(&self, block: usize) -> f32 {
        1.0 / (1.0 + (-self.odds[block]).exp())
    }

    /// The zone of a block.
    #[must_use]
    pub fn zone(&self, block: usize) -> Zone {
        if block < self.body.start {
            Zone::Head
        } else if block < self.body.end {
            Zone::Body
        } else {
            Zone::Tail
        }
    }

    /// The blocks from the article's first to its last.
    #[must_use]
    pub fn body(&self) -> std::ops::Range<usize> {
        self.body.clone()
    }
}

fn odds(document: &Document, blocks: &[Block], named: &[bool]) -> Vec<f32> {
    let w = &WEIGHTS;
    let groups = group_lengths(blocks);
    let prose = |index: Option<usize>| index.and_then(|i| blocks.get(i)).is_some_and(Block::is_prose);
    (0..blocks.len())
        .map(|i| {
            let block = &blocks[i];
            let mut odds = w.bias;
            match block.kind {
                BlockKind::Code => return w.code,
                BlockKind::TableRow => return w.table,
                BlockKind::Rule | BlockKind::Comment => return 0.0,
                BlockKind::Text => {}
            }
            if block.is_prose() {
                let length = (block.words.min(LONGEST_PROSE) as f32 / 8.0).ln().max(0.0);
                odds += w.prose + w.prose_length * length + w.stop_words * block.stop_share;
                if named[i] {
                    odds += w.prose_named;
                }
            } else if block.is_short() {
                odds += w.short + w.group * (groups[i] as f32).ln();
                if block.words <= 3 {
                    odds += w.label;
                }
                let (above, below) = (prose(i.checked_sub(1)), prose(Some(i + 1)));
                odds += match (above, below) {
                    (true, true) => w.between_prose,
                    (true, false) | (false, true) => w.beside_prose,
                    (false, false) => 0.0,
                };
                if block.marks.heading.is_some() && below {
                    odds += w.heads_prose;
                }
                if block.digits && is_date(document.folded(block)) {
                    odds += w.dated;
                }
            }
            if named[i] && !block.is_prose() {
                odds += w.named;
            }
            let near = named[i.saturating_sub(NEARBY)..(i + NEARBY + 1).min(blocks.len())].iter().filter(|&&is| is).count()
                - usize::from(named[i]);
            odds += w.named_nearby * near.min(3) as f32;
            odds + w.links * block.link_share
        })
        .collect()
}

/// For each block the length of the stretch of short blocks around it, at least 1.
fn group_lengths(blocks: &[Block]) -> Vec<usize> {
    let mut lengths = vec![1; blocks.len()];
    let mut start = 0;
    for end in 0..=blocks.len() {
        if end == blocks.len() || !blocks[end].is_short() {
            lengths[start..end].fill((end - start).max(1));
            start = end + 1;
        }
    }
    lengths
}

/// What a block is part of; the order in which a document goes through them, but for islands in the article.
const STATES: usize = 4;
const HEAD: usize = 0;
const ARTICLE: usize = 1;
const ISLAND: usize = 2;
const TAIL: usize = 3;

/// The most likely division into head, article with islands of furniture, and tail (Viterbi 1967): the article's blocks.
/// Going from head to article and from article to tail happens once and costs `edge`, an island costs `switch` twice.
fn decode(odds: &[f32]) -> Option<std::ops::Range<usize>> {
    let Weights { edge, switch, .. } = WEIGHTS;
    // From which states each state may be entered, and at what cost.
    let ways: [&[(usize, f32)]; STATES] = [
        &[(HEAD, 0.0)],
        &[(ARTICLE, 0.0), (HEAD, edge), (ISLAND, switch)],
        &[(ISLAND, 0.0), (ARTICLE, switch)],
        &[(TAIL, 0.0), (ARTICLE, edge)],
    ];
    let mut scores = [0.0, 0.0, f32::NEG_INFINITY, f32::NEG_INFINITY];
    let mut came_from: Vec<[u8; STATES]> = Vec::with_capacity(odds.len());
    for (index, &odds) in odds.iter().enumerate() {
        let before = scores;
        let mut from = [0; STATES];
        for state in 0..STATES {
            let ways = if index == 0 { &ways[state][..1] } else { ways[state] };
            let (mut best, mut score) = (ways[0].0, before[ways[0].0] - ways[0].1);
            for &(way, cost) in &ways[1..] {
                if before[way] - cost > score {
                    (best, score) = (way, before[way] - cost);
                }
            }
            from[state] = best as u8;
            scores[state] = score + if state == ARTICLE { -odds } else { odds } / 2.0;
        }
        came_from.push(from);
    }
    let mut state = if scores[TAIL] > scores[ARTICLE] { TAIL } else { ARTICLE };
    if scores[HEAD] > scores[state] {
        return None;
    }
    let (mut start, mut end) = (0, odds.len());
    for (index, from) in came_from.iter().enumerate().rev() {
        match state {
            TAIL => end = index,
            HEAD => {
                start = index + 1;
                break;
            }
            _ => {}
        }
        state = from[state] as usize;
    }
    Some(start..end)
}

/// The stretch that is the article's most of all (Kadane's maximum subarray); empty if every block is furniture.
fn densest(odds: &[f32]) -> std::ops::Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (index, &odds) in odds.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (index, 0.0);
        }
        sum -= odds;
        if sum > best_sum {
            (best, best_sum) = (start..index + 1, sum);
        }
    }
    best
}
