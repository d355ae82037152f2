//! The article's title: given, marked as a heading, or the line that is repeated or crowns the body.
//!
//! The title is the best evidence there is: its other copies are furniture, and the kept copy must never go.

use super::Document;
use super::block::{Block, BlockKind};
use super::furniture::Furniture;
use super::shape::has_shape;
use crate::lint::Shape;

/// How far above the body a title is looked for, in blocks.
const REACH: usize = 40;

/// A title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its folded text without end punctuation.
    pub key: String,
    /// The copy that is kept: the one with a heading mark, else above prose, else the first. `None` if the text holds no copy.
    pub block: Option<usize>,
    /// It was given (option, record, front matter) rather than found.
    pub given: bool,
}

/// Finds the title; `named` says for each block whether a phrase names it.
pub(super) fn find(document: &Document, furniture: &Furniture, named: &[bool]) -> Option<Title> {
    if let Some(given) = document.given_title() {
        let folded = crate::lint::format::fold(given);
        let key = folded[..crate::lint::format::key_len(&folded)].to_owned();
        if !key.is_empty() {
            let block = kept_copy(document, &key, furniture);
            return Some(Title { key, block, given: true });
        }
    }
    let blocks = document.blocks();
    let found = level_one(blocks, furniture).or_else(|| crowning(document, furniture, named))?;
    let key = document.key(&blocks[found]).to_owned();
    let block = kept_copy(document, &key, furniture).or(Some(found));
    Some(Title { key, block, given: false })
}

/// One past the last block that may be a copy of the title: the first prose of the body.
pub(super) fn top_end(blocks: &[Block], furniture: &Furniture) -> usize {
    let start = furniture.body().start;
    blocks[start..].iter().position(Block::is_prose).map_or(blocks.len().min(start + 1), |prose| start + prose)
}

/// The first level-1 heading at or above the beginning of the body.
fn level_one(blocks: &[Block], furniture: &Furniture) -> Option<usize> {
    let until = top_end(blocks, furniture);
    let is_top = |block: &Block| block.kind == BlockKind::Text && block.words >= 2 && block.marks.heading.is_some_and(|heading| heading.level == 1);
    // The last one before the body: a site's name may be a level-1 heading too.
    (0..until).rev().find(|&index| is_top(&blocks[index]))
}

/// The copy of a title that stays: with a heading mark, else directly above prose (an entry of a list of contents is not
/// the heading itself), else the first. Copies far below the body's beginning are none.
fn kept_copy(document: &Document, key: &str, furniture: &Furniture) -> Option<usize> {
    let blocks = document.blocks();
    let until = top_end(blocks, furniture);
    let copies = || (0..until).filter(|&index| document.key(&blocks[index]) == key);
    let heads_prose = |index: &usize| blocks.get(index + 1).is_some_and(Block::is_prose);
    copies().find(|&index| blocks[index].marks.heading.is_some()).or_else(|| copies().find(heads_prose)).or_else(|| copies().next())
}

/// The line that crowns the body: title-like, near its beginning, the better if it is marked or repeated.
fn crowning(document: &Document, furniture: &Furniture, named: &[bool]) -> Option<usize> {
    let blocks = document.blocks();
    let start = furniture.body().start;
    let window = start.saturating_sub(REACH)..top_end(blocks, furniture);
    let mut best: Option<(f32, usize)> = None;
    for index in window.clone() {
        let block = &blocks[index];
        if named[index] || !is_title_like(document, block) {
            continue;
        }
        let key = document.key(block);
        let repeated = window.clone().any(|other| other != index && document.key(&blocks[other]) == key);
        let distance = start.abs_diff(index) as f32;
        let mut score = -distance / 8.0;
        score += if block.marks.heading.is_some() { 3.0 } else { 0.0 };
        score += if repeated && block.words >= 4 { 2.0 } else { 0.0 };
        score += if block.words >= 5 { 1.0 } else { 0.0 };
        score += if block.words >= 4 { 1.0 } else { 0.0 };
        score -= if block.marks.list() { 2.0 } else { 0.0 };
        score -= if block.marks.image || block.link_share > 0.8 { 2.0 } else { 0.0 };
        if score > 0.0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

fn is_title_like(document: &Document, block: &Block) -> bool {
    let ends_openly = !block.sentence || document.slice(block.span).ends_with(['?', '!', '？', '！']);
    block.kind == BlockKind::Text
        && (3..=30).contains(&block.words)
        && ends_openly
        && !block.colon
        && ![Shape::Date, Shape::Ago, Shape::Name, Shape::Url].into_iter().any(|shape| has_shape(document, block, shape))
}
