//! What a lint claims before it is settled who owns which block.

use std::sync::Arc;

use crate::diagnostic::{Edit, EvidenceKind};
use crate::lint::{Applicability, LintIndex};
use crate::matching::Hit;

/// A claim of one lint on some blocks.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// The lint.
    pub lint: LintIndex,
    /// The blocks, in order, each once.
    pub blocks: Vec<usize>,
    /// How certain the fix is, before the settings cap it.
    pub fix: Applicability,
    /// How strong the evidence is.
    pub kind: EvidenceKind,
    /// The evidence.
    pub ground: Ground,
    /// Blocks elsewhere that matter, with what they are.
    pub related: Vec<(&'static str, usize)>,
    /// Edits inside the blocks; `None` deletes them.
    pub edits: Option<Vec<(usize, Edit)>>,
}

/// What a claim rests on; put into words only for claims that are reported.
#[derive(Debug, Clone)]
pub(crate) enum Ground {
    /// A clause and where it matched.
    Hit(Hit),
    /// Words of a detector; shared by the pieces that a claim falls into.
    Words(Arc<str>),
    /// The segmenter's score.
    Score,
}

impl Finding {
    /// A claim of a detector on blocks that its fix deletes.
    pub fn delete(lint: LintIndex, blocks: Vec<usize>, fix: Applicability, kind: EvidenceKind, words: impl Into<Arc<str>>) -> Self {
        Self { lint, blocks, fix, kind, ground: Ground::Words(words.into()), related: Vec::new(), edits: None }
    }

    /// A claim of a detector that replaces characters inside a block.
    pub fn repair(lint: LintIndex, block: usize, fix: Applicability, edits: Vec<Edit>, words: impl Into<Arc<str>>) -> Self {
        let edits = Some(edits.into_iter().map(|edit| (block, edit)).collect());
        Self { edits, ..Self::delete(lint, vec![block], fix, EvidenceKind::Exact, words) }
    }

    /// A claim of a detector that changes nothing: it is shown at a block and leaves the block to whoever owns it.
    pub fn report(lint: LintIndex, block: usize, words: impl Into<Arc<str>>) -> Self {
        Self::repair(lint, block, Applicability::None, Vec::new(), words)
    }

    /// A claim on the segmenter's score alone.
    pub fn score(lint: LintIndex, blocks: Vec<usize>) -> Self {
        let (fix, kind) = (Applicability::Unsafe, EvidenceKind::Score);
        Self { lint, blocks, fix, kind, ground: Ground::Score, related: Vec::new(), edits: None }
    }

    /// The same with a place elsewhere.
    pub fn related(mut self, message: &'static str, block: usize) -> Self {
        self.related.push((message, block));
        self
    }
}
