//! Runs: stretches of adjacent short blocks none of which ends a sentence.
//!
//! The kept title, a heading with prose under it (unless a phrase names it), prose, tables and code belong to no run and end it; so does a change of
//! zone. Lines of nothing but separators between the blocks of a run belong to it.

use rustc_hash::FxHashSet;

use super::Document;
use super::block::{Block, BlockKind};
use super::furniture::Furniture;
use crate::lint::Zone;

/// Separator lines longer than this are rules of the text, not of a menu.
const LONGEST_SEPARATOR: usize = 3;

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its blocks, from the first to one past the last.
    pub blocks: std::ops::Range<usize>,
    /// Blocks that are no separators.
    pub len: usize,
    /// Different phrases that name its lines: a label said four times is one piece of evidence.
    pub anchors: usize,
    /// The zone of all its blocks.
    pub zone: Zone,
}

/// The runs of a document, in order; `named` says for each block whether a phrase names it, `labels` which.
pub(super) fn find(document: &Document, furniture: &Furniture, title: Option<usize>, named: &[bool], labels: &[u32]) -> Vec<Run> {
    let blocks = document.blocks();
    let mut runs = Vec::new();
    let mut seen = FxHashSet::default();
    let mut current: Option<Run> = None;
    for (index, block) in blocks.iter().enumerate() {
        let zone = furniture.zone(index);
        let separator = block.kind == BlockKind::Rule && block.span().len() <= LONGEST_SEPARATOR;
        let heads_prose = block.marks.heading.is_some() && blocks.get(index + 1).is_some_and(Block::is_prose);
        let belongs = separator || block.is_short() && title != Some(index) && (!heads_prose || named[index]);
        if !belongs || current.as_ref().is_some_and(|run| run.zone != zone) {
            runs.extend(current.take().and_then(|run| trimmed(run, blocks)));
            seen.clear();
        }
        if belongs {
            let run = current.get_or_insert(Run { blocks: index..index, len: 0, anchors: 0, zone });
            run.blocks.end = index + 1;
            run.len += usize::from(!separator);
            run.anchors += usize::from(named[index] && seen.insert(labels[index]));
        }
    }
    runs.extend(current.and_then(|run| trimmed(run, blocks)));
    runs
}

/// The run without separators at its ends; a lone block is no run.
fn trimmed(mut run: Run, blocks: &[Block]) -> Option<Run> {
    while !run.blocks.is_empty() && blocks[run.blocks.start].kind == BlockKind::Rule {
        run.blocks.start += 1;
    }
    while !run.blocks.is_empty() && blocks[run.blocks.end - 1].kind == BlockKind::Rule {
        run.blocks.end -= 1;
    }
    (run.len >= 2).then_some(run)
}
