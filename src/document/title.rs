//! The article's title: given, marked as a heading, or the line that is repeated or crowns the body.
//!
//! The title is the best evidence there is: its other copies are furniture, and the kept copy must never go.

use std::collections::HashMap;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Document;
use super::block::{Block, BlockKind};
use super::dates::is_month;
use super::furniture::Furniture;
use super::shape::has_shape;
use super::subject::Subject;
use crate::lint::Shape;
use crate::lint::format::TokenHash;

/// How far above the body a title is looked for, in blocks.
const REACH: usize = 60;
/// Share of a line's words that the body has too from which the line may be its title.
const LIKELY_SHARE: f32 = 0.6;
/// Words of a step on the way to a title, in a path.
const LONGEST_STEP: usize = 6;
/// Points below which no line crowns the body.
const FEWEST_POINTS: f32 = 2.0;

/// A title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its folded text without end punctuation.
    pub key: String,
    /// The copy that is kept: with a heading mark, else above prose, else the first that is no list item. `None` if the text holds no copy.
    pub block: Option<usize>,
    /// It was given (option, record, front matter) rather than found.
    pub given: bool,
}

/// Finds the title; `named` says for each block whether a phrase names it.
pub(super) fn find(document: &Document, furniture: &Furniture, subject: &Subject, named: &[bool]) -> Option<Title> {
    if let Some(given) = document.given_title() {
        let folded = crate::lint::format::fold(given);
        let key = folded[..crate::lint::format::key_len(&folded)].to_owned();
        if !key.is_empty() {
            let block = kept_copy(document, &key, furniture);
            return Some(Title { key, block, given: true });
        }
    }
    let blocks = document.blocks();
    let found = level_one(blocks, furniture).or_else(|| crowning(document, furniture, subject, named))?;
    let key = document.key(&blocks[found]).to_owned();
    let block = kept_copy(document, &key, furniture).or(Some(found));
    Some(Title { key, block, given: false })
}

/// One past the last block that may be a copy of the title: the first prose of the body.
pub(super) fn top_end(blocks: &[Block], furniture: &Furniture) -> usize {
    let start = furniture.body().start;
    blocks[start..].iter().position(Block::is_prose).map_or(blocks.len().min(start + 1), |prose| start + prose)
}

/// The last level-1 heading above the first prose of the body.
fn level_one(blocks: &[Block], furniture: &Furniture) -> Option<usize> {
    let until = top_end(blocks, furniture);
    let is_top = |block: &Block| block.kind == BlockKind::Text && block.marks.heading.is_some_and(|heading| heading.level == 1);
    // The last one before the body: a site's name may be a level-1 heading too, and is one word then.
    let tops = || (0..until).rev().filter(|&index| is_top(&blocks[index]));
    tops().find(|&index| blocks[index].words >= 2).or_else(|| tops().find(|&index| index == 0))
}

/// The copy of a title that stays: with a heading mark, else directly above prose (an entry of a list of contents is not
/// the heading itself), else the first that is no list item. Below the body's first prose nothing is a copy.
fn kept_copy(document: &Document, key: &str, furniture: &Furniture) -> Option<usize> {
    let blocks = document.blocks();
    let until = top_end(blocks, furniture);
    let hash = TokenHash::of(key);
    let copies = || (0..until).filter(|&index| document.key_hash(&blocks[index]) == hash && document.key(&blocks[index]) == key);
    let heads_prose = |index: &usize| blocks.get(index + 1).is_some_and(Block::is_prose);
    let marked = copies().find(|&index| blocks[index].marks.heading.is_some());
    marked
        .or_else(|| copies().find(heads_prose))
        .or_else(|| copies().find(|&index| !blocks[index].marks.list()))
        .or_else(|| copies().next())
}

/// The line that crowns the body: title-like, near its beginning, the better if it speaks of what the body speaks of, is
/// marked, is repeated or is long.
fn crowning(document: &Document, furniture: &Furniture, subject: &Subject, named: &[bool]) -> Option<usize> {
    let blocks = document.blocks();
    let start = furniture.body().start;
    let window = start.saturating_sub(REACH)..top_end(blocks, furniture);
    // Keys are told apart by their hashes: what is decided here is only how likely a line is the title.
    let mut keys: FxHashMap<TokenHash, u32> = HashMap::with_capacity_and_hasher(window.len(), FxBuildHasher);
    let mut steps: FxHashSet<TokenHash> = FxHashSet::default();
    for block in &blocks[window.clone()] {
        *keys.entry(document.key_hash(block)).or_default() += 1;
        steps.extend(last_step(document.key(block)).map(TokenHash::of));
    }
    let mut best: Option<(f32, usize)> = None;
    for index in window {
        let block = &blocks[index];
        if !is_title_like(document, block) {
            continue;
        }
        let key = document.key(block);
        let site = site_name_of(key).is_some_and(|title| keys.contains_key(&TokenHash::of(title)));
        let mut score = 4.0 * subject.share(document, block).unwrap_or(0.0) - start.abs_diff(index) as f32 / 40.0;
        score += block.words.min(8) as f32 / 4.0;
        score += if block.marks.heading.is_some() { 3.0 } else { 0.0 };
        score += if block.words >= 4 && keys[&document.key_hash(block)] > 1 { 1.5 } else { 0.0 };
        score -= if block.marks.list() { 1.5 } else { 0.0 };
        score -= if block.marks.image || block.link_share > 0.8 { 2.0 } else { 0.0 };
        score -= if named[index] { 2.0 } else { 0.0 };
        score -= if block.digits && holds_date(document.folded(block)) { 2.5 } else { 0.0 };
        score -= if site { 1.0 } else { 0.0 };
        score -= if last_between_spaces(key, &['/', '>', '»', '›', '→']).is_some() { 2.5 } else { 0.0 };
        score += if steps.contains(&document.key_hash(block)) { 2.0 } else { 0.0 };
        if score > FEWEST_POINTS && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// The lines above the body that speak of what it speaks of, in order.
pub(super) fn candidates(document: &Document, furniture: &Furniture, subject: &Subject, named: &[bool]) -> Vec<usize> {
    let blocks = document.blocks();
    let start = furniture.body().start;
    let speaks = |&index: &usize| {
        let block = &blocks[index];
        block.words >= 4
            && !named[index]
            && is_title_like(document, block)
            && subject.share(document, block).is_some_and(|share| share >= LIKELY_SHARE)
    };
    (start.saturating_sub(REACH)..start).filter(speaks).collect()
}

/// "Title - Site" or "Title | Site" without the site.
fn site_name_of(key: &str) -> Option<&str> {
    last_between_spaces(key, &['|', '-', '·', '»']).map(|at| key[..at].trim_end())
}

/// The place of the last of these characters that stands between spaces.
fn last_between_spaces(key: &str, signs: &[char]) -> Option<usize> {
    let bytes = key.as_bytes();
    let mut end = key.len();
    // From space to space, from behind.
    while let Some(space) = memchr::memrchr(b' ', &bytes[..end]) {
        let word = &key[space + 1..end];
        if end < key.len() && word.len() <= 3 && word.chars().next().is_some_and(|c| c.len_utf8() == word.len() && signs.contains(&c)) {
            return Some(space + 1);
        }
        end = space;
    }
    None
}

/// The last step of a path: what stands behind its last separator, where each step before is short.
fn last_step(key: &str) -> Option<&str> {
    const SEPARATORS: [char; 6] = ['/', '>', '»', '›', '→', '|'];
    // The separators' first bytes; without a branch, so that it is compiled for many bytes at once.
    if !key.bytes().fold(false, |found, byte| found | matches!(byte, b'/' | b'>' | b'|' | 0xC2 | 0xE2)) {
        return None;
    }
    let (way, step) = key.rsplit_once(SEPARATORS)?;
    way.split(SEPARATORS).all(|step| step.split_whitespace().count() <= LONGEST_STEP).then(|| step.trim_start())
}

/// A year and the name of a month, as in a byline with its date.
fn holds_date(folded: &str) -> bool {
    let year = folded
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    year && folded.split(|c: char| !c.is_alphanumeric()).any(is_month)
}

fn is_title_like(document: &Document, block: &Block) -> bool {
    let ends_openly = !block.sentence || document.slice(block.span()).ends_with(['?', '!', '？', '！']);
    block.kind == BlockKind::Text
        && (3..=30).contains(&block.words)
        && ends_openly
        && !block.colon
        && ![Shape::Date, Shape::Ago, Shape::Name, Shape::Url].into_iter().any(|shape| has_shape(document, block, shape))
}
