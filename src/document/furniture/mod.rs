//! The one segmenter: how likely each block is furniture, and where the article's body begins and ends.
//!
//! Each block gets log-odds from its features, by trees that were trained on labelled pages (`training/`, `MODEL.md`); one
//! decoding over the whole document (the Viterbi path, with a cost for each change) says where head, article and tail begin and
//! end. The work is linear in the text.

mod features;
mod reader;
mod trees;
mod vocabulary;
mod words;

use super::Document;
use super::block::BlockKind;
use crate::lint::Zone;

pub use features::{Features, NAMES};
pub use words::Words;

mod weights {
    //! What the build script makes of `weights.txt`.
    use super::trees::Tree;
    use super::words::Words;

    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

/// What it costs to begin, and to end, the article.
const EDGE: f32 = 0.5;
/// What a phrase adds to a block's log-odds where the zones are drawn: trained on whole pages, the score doubts a lone line
/// after a short text.
const NAMED: f32 = 1.0;
/// What prose that no phrase names adds there: the score doubts a brief of two sentences among long menus.
const PROSE: f32 = -2.0;
/// What it costs to go into an island of furniture in the article, and out again.
const SWITCH: f32 = 3.0;
/// The log-odds of code: no page has its furniture there.
const CODE: f32 = -4.0;

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
        let odds = odds(document, named);
        // Where no stretch outweighs the changes, the best one is the body all the same.
        let zoned: Vec<f32> = (0..odds.len())
            .map(|block| match (named[block], document.blocks()[block].is_prose()) {
                (true, _) => odds[block] + NAMED,
                (false, true) => odds[block] + PROSE,
                (false, false) => odds[block],
            })
            .collect();
        let body = decode(&zoned).unwrap_or_else(|| densest(&zoned));
        Self { odds, body }
    }

    /// The log-odds that a block is furniture, above 0 if it rather is.
    #[must_use]
    pub fn odds(&self, block: usize) -> f32 {
        self.odds[block]
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

fn odds(document: &Document, named: &[bool]) -> Vec<f32> {
    let blocks = document.blocks();
    let mut odds = Vec::with_capacity(blocks.len());
    Features::by_stretch(document, named, &weights::WORDS, |features, blocks| {
        trees::score(&weights::TREES, weights::BIAS, features, blocks.len(), &mut odds);
    });
    for (odds, block) in odds.iter_mut().zip(blocks) {
        match block.kind {
            BlockKind::Code => *odds = CODE,
            // They go with what stands around them.
            BlockKind::Rule => *odds = 0.0,
            BlockKind::Text | BlockKind::TableRow => {}
        }
    }
    odds
}

/// What a block is part of; the order in which a document goes through them, but for islands in the article.
const STATES: usize = 4;
const HEAD: usize = 0;
const ARTICLE: usize = 1;
const ISLAND: usize = 2;
const TAIL: usize = 3;

/// The most likely division into head, article with islands of furniture, and tail (Viterbi 1967): the article's blocks.
/// Going from head to article and from article to tail happens once and costs [`EDGE`], an island costs [`SWITCH`] twice.
fn decode(odds: &[f32]) -> Option<std::ops::Range<usize>> {
    // From which states each state may be entered, and at what cost.
    let ways: [&[(usize, f32)]; STATES] = [
        &[(HEAD, 0.0)],
        &[(ARTICLE, 0.0), (HEAD, EDGE), (ISLAND, SWITCH)],
        &[(ISLAND, 0.0), (ARTICLE, SWITCH)],
        &[(TAIL, 0.0), (ARTICLE, EDGE)],
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};

    #[test]
    fn the_model_card_names_the_weights() {
        let checksum = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(include_bytes!("weights.txt")));
        assert!(include_str!("MODEL.md").contains(&checksum), "MODEL.md must name the checksum of weights.txt: {checksum}");
    }

    #[test]
    fn trees_ask_for_features_that_there_are() {
        for tree in &weights::TREES {
            assert!(tree.features.iter().all(|&feature| usize::from(feature) < NAMES.len()));
        }
    }

    #[test]
    fn a_menu_is_more_likely_furniture_than_the_text_below() {
        let text = "Skip to content\nHome\nNews\nSubscribe\n\nThe ferry came back on a Monday, with new boards and an old captain, and \
            half of the village stood on the pier and pretended to have come for the fish.\n\nNobody had believed it until the bell \
            rang, and then everybody went home and told those who had stayed there.\n";
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        let odds = Furniture::judge(&document, &[true, true, true, true, false, false]);
        assert!((0..4).all(|line| odds.odds(line) > 2.0) && (4..6).all(|paragraph| odds.odds(paragraph) < -1.0), "{odds:?}");
        assert_eq!(odds.body(), 4..6);
    }

    #[test]
    fn an_empty_document_has_no_odds() {
        let document = Document::parse("\n\n".into(), Format::Plain, &Hints::default());
        assert_eq!(Furniture::judge(&document, &[]).body(), 0..0);
    }
}
