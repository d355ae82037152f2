//! What lints see of a document: its blocks, its layout, the raw hits; never other lints' findings.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, Document, Layout};
use crate::lint::format::OptionValue;
use crate::lint::{Applicability, Level, LintIndex, LintSet, Settings, Zone};
use crate::matching::{Hits, Matcher};
use crate::source::Span;

use super::surroundings::{Surroundings, ends_or_leads_on};

/// The view of one lint on one document.
pub(crate) struct Context<'a> {
    pub document: &'a Document,
    pub layout: &'a Layout,
    pub hits: &'a Hits,
    pub set: &'a LintSet,
    pub settings: &'a Settings,
    pub matcher: &'a Matcher,
    /// The lint that is running.
    pub lint: LintIndex,
    /// Whether known labels stand where an article's headings do.
    headings: OnceCell<bool>,
    /// What stands around the article, once it was asked.
    surroundings: OnceCell<Surroundings>,
    /// For each block what [`Self::most_for`] says, once it was asked.
    most: Vec<Cell<Option<Applicability>>>,
    /// For each block what [`guards::most_at`](super::guards::most_at) says, once it was asked.
    pub(super) most_at: Vec<Cell<Option<Applicability>>>,
}

/// Different labels, each alone between two paragraphs, from which they may be the headings of an article.
const HEADINGS: usize = 3;

impl<'a> Context<'a> {
    /// The view of a document with these hits.
    pub fn new(
        document: &'a Document,
        layout: &'a Layout,
        hits: &'a Hits,
        set: &'a LintSet,
        settings: &'a Settings,
        matcher: &'a Matcher,
    ) -> Self {
        Self {
            document,
            layout,
            hits,
            set,
            settings,
            matcher,
            lint: LintIndex::FIRST,
            headings: OnceCell::new(),
            surroundings: OnceCell::new(),
            most: vec![Cell::new(None); document.blocks().len()],
            most_at: vec![Cell::new(None); document.blocks().len()],
        }
    }

    /// The blocks.
    pub fn blocks(&self) -> &'a [Block] {
        self.document.blocks()
    }

    /// A block's folded text without end punctuation.
    pub fn key(&self, block: usize) -> &'a str {
        self.document.key(&self.blocks()[block])
    }

    /// A block's folded text.
    pub fn folded(&self, block: usize) -> &'a str {
        self.document.folded(&self.blocks()[block])
    }

    /// A block's text as it stands.
    pub fn text(&self, block: usize) -> &'a str {
        self.document.slice(self.blocks()[block].span())
    }

    /// The blocks that hold this byte, in order: one look at all of the text is cheaper than one at each block.
    pub fn blocks_with(&self, byte: u8) -> impl Iterator<Item = usize> {
        let (bytes, blocks) = (self.document.text().as_bytes(), self.blocks());
        let (mut at, mut block) = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let place = at + memchr::memchr(byte, &bytes[at..])?;
                while blocks.get(block)?.span().end <= place {
                    block += 1;
                }
                let Span { start, end } = blocks[block].span();
                if start <= place {
                    (at, block) = (end, block + 1);
                    return Some(block - 1);
                }
                at = start;
            }
        })
    }

    /// The zone of a block.
    pub fn zone(&self, block: usize) -> Zone {
        self.layout.zone(block)
    }

    /// Whether one of these lints hits the block raw.
    pub fn is_hit_by(&self, block: usize, lints: &[LintIndex]) -> bool {
        self.hits.of(block).iter().any(|hit| lints.contains(&hit.lint))
    }

    /// Whether the running lint's own phrases name the block.
    pub fn is_own_hit(&self, block: usize) -> bool {
        self.is_hit_by(block, &[self.lint])
    }

    /// Whether a text, folded, is one of the running lint's whole-line phrases.
    pub fn is_own_line(&self, folded: &str) -> bool {
        let key = &folded[..crate::lint::format::key_len(folded)];
        self.matcher.names_line(self.set, self.lint, key)
    }

    /// Whether a lint of this category hits the block raw.
    pub fn is_hit_by_category(&self, block: usize, category: &str) -> bool {
        self.hits.of(block).iter().any(|hit| self.set.get(hit.lint).category() == category)
    }

    /// The most that any lint whose own phrases or shapes find the block may do with it: a finding on weaker evidence must
    /// not go further, and nowhere at all where such a lint is off. `safe` if no lint finds it.
    pub fn most_for(&self, block: usize) -> Applicability {
        let most = self.most[block].get().unwrap_or_else(|| self.most_of_hits(block));
        self.most[block].set(Some(most));
        most
    }

    fn most_of_hits(&self, block: usize) -> Applicability {
        let most = |hit: &crate::matching::Hit| {
            let settings = self.settings.lint(hit.lint);
            let off = settings.level == Level::Off && self.set.get(hit.lint).level() > Level::Off;
            super::clauses::reports(self, hit)
                .then(|| if off { Applicability::None } else { settings.fix.min(super::guards::most_for_phrase(self, hit)) })
        };
        self.hits.of(block).iter().filter_map(most).min().unwrap_or(Applicability::Safe)
    }

    /// Whether the anchors of another detector's lint name the block, and the running lint's do not.
    pub fn is_named_for_another(&self, block: usize) -> bool {
        let detected = |hit: &crate::matching::Hit| hit.lint != self.lint && self.set.get(hit.lint).detector().is_some();
        self.hits.of(block).iter().any(detected) && !self.is_own_hit(block)
    }

    /// Whether the block is the kept copy of the title.
    pub fn is_kept_title(&self, block: usize) -> bool {
        self.layout.kept_title() == Some(block)
    }

    /// Whether anything may be found in the block: text, and not the kept title.
    pub fn is_open(&self, block: usize) -> bool {
        self.blocks()[block].kind == BlockKind::Text && !self.is_kept_title(block)
    }

    /// Whether the block above or below is a list item too.
    pub fn has_item_beside(&self, block: usize) -> bool {
        let item = |index: Option<usize>| index.and_then(|i| self.blocks().get(i)).is_some_and(|other| other.marks.list());
        item(block.checked_sub(1)) || item(Some(block + 1))
    }

    /// Whether prose stands directly below the block.
    pub fn prose_below(&self, block: usize) -> bool {
        self.blocks().get(block + 1).is_some_and(Block::is_prose)
    }

    /// Whether the block stands alone between two paragraphs and several lines of other words do so too: an article whose headings are
    /// named after buttons and notices looks like that, a page hardly does.
    pub fn is_among_headings(&self, block: usize) -> bool {
        let own =
            |at: usize| at < self.blocks().len() && (self.blocks()[at].is_prose() || ends_or_leads_on(self, at) && !self.hits.named[at]);
        let alone = |at: usize| at > 0 && own(at - 1) && own(at + 1);
        let labels = || {
            let lines = (0..self.blocks().len()).filter(|&at| self.hits.named[at] && alone(at) && !self.blocks()[at].is_prose());
            lines.map(|at| self.hits.labels[at]).collect::<BTreeSet<u32>>().len()
        };
        alone(block) && *self.headings.get_or_init(|| labels() >= HEADINGS)
    }

    /// What stands around the article.
    pub(super) fn surroundings(&self) -> &Surroundings {
        self.surroundings.get_or_init(|| Surroundings::of(self))
    }

    /// A number among the running lint's options, 0 if it has none of this name.
    pub fn number(&self, option: &str) -> f64 {
        match self.settings.option(self.set, self.lint, option) {
            Some(OptionValue::Integer(value)) => *value as f64,
            Some(OptionValue::Float(value)) => *value,
            _ => 0.0,
        }
    }

    /// A count among the running lint's options, 0 if it has none of this name.
    pub fn count(&self, option: &str) -> usize {
        self.number(option).max(0.0) as usize
    }
}
