//! What the words of a block say: how much more often they stand in furniture, and whether the article's paragraphs have them.

use super::words::Words;
use crate::document::block::Block;
use crate::document::subject::Subject;
use crate::document::{Document, Token};

/// Words of a block that are looked up: a long paragraph's first ones say enough.
const MOST_TOKENS: usize = 24;
/// Words from which prose is a paragraph.
const PARAGRAPH: u32 = 25;
/// Paragraphs that the subject is read from.
const MOST_PARAGRAPHS: usize = 8;

/// The log-odds of a block's words: their sum, and how many are known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Odds {
    pub sum: i32,
    pub known: i32,
}

/// What the words of a block say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordOdds {
    /// Of [`MOST_TOKENS`] bytes at most.
    sum: i16,
    /// Words that are known.
    pub known: u8,
    pub highest: i8,
    pub lowest: i8,
    pub first: i8,
    /// Share of the words that say something which the paragraphs have too, in 32nds; 255 if none says anything.
    pub subject: u8,
}

pub(super) fn is_paragraph(block: &Block) -> bool {
    block.is_prose() && block.words >= PARAGRAPH
}

pub(super) fn word_odds(tokens: &[Token], words: &Words, subject: &Paragraphs) -> WordOdds {
    let mut all = WordOdds::default();
    let (mut said, mut shared) = (0_u32, 0_u32);
    for (place, token) in tokens.iter().take(MOST_TOKENS).enumerate() {
        // Without a branch: which words say something, and which are known, no processor can guess.
        let says = token.stem != 0;
        said += u32::from(says);
        shared += u32::from(says & subject.holds(token.stem));
        let odds = words.odds(token.hash.0);
        all.known += u8::from(odds.is_some());
        let odds = odds.unwrap_or(0);
        all.sum += i16::from(odds);
        all.highest = all.highest.max(odds);
        all.lowest = all.lowest.min(odds);
        if place == 0 {
            all.first = odds;
        }
    }
    all.subject = (shared * 32).checked_div(said).map_or(255, |share| share as u8);
    all
}

impl WordOdds {
    /// The odds of all words.
    pub fn odds(self) -> Odds {
        Odds { sum: self.sum.into(), known: self.known.into() }
    }
}

impl Odds {
    /// The mean, 128 for even odds; drawn to even where few words are known.
    pub fn mean(self) -> u8 {
        (128 + self.sum / (self.known + 1)).clamp(0, 255) as u8
    }
}

/// The words of a document's first paragraphs.
pub(super) type Paragraphs = Subject<64>;

/// The words of `document`'s first paragraphs.
pub(super) fn paragraphs(document: &Document) -> Paragraphs {
    let paragraphs = document.blocks().iter().filter(|block| is_paragraph(block)).take(MOST_PARAGRAPHS);
    Subject::of(document, paragraphs, MOST_TOKENS)
}
