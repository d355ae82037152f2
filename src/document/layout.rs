//! How a document is built: zones, title and runs, from its blocks and the phrases that name them.

use std::num::NonZeroU32;

use super::furniture::Furniture;
use super::runs::{self, Run};
use super::subject::Subject;
use super::title::{self, Title};
use super::{Document, Zone};

/// Blocks of prose that the subject is read from, so that it costs the same for a brief and for a book.
const MOST_PROSE: usize = 6;

/// The structure of a document that lints judge by.
#[derive(Debug)]
pub struct Layout {
    /// The segmenter's judgement.
    pub furniture: Furniture,
    /// The article's title, if one was found.
    pub title: Option<Title>,
    /// One past the last block that may be a copy of the title: above it stands no prose of the article.
    pub top_end: usize,
    /// Blocks that may be the title, or a standfirst, though another line was taken for it: in the head, and they speak of
    /// what the body speaks of.
    title_like: Vec<usize>,
    /// The runs, in order.
    pub runs: Vec<Run>,
    /// For each block its run, from 1.
    run_of: Vec<Option<NonZeroU32>>,
}

impl Layout {
    /// The structure of `document`; `named` says for each block whether a phrase names it, `labels` which, by hash.
    #[must_use]
    pub fn new(document: &Document, named: &[bool], labels: &[u32]) -> Self {
        let furniture = Furniture::judge(document, named);
        let prose = document.blocks()[furniture.body()].iter().filter(|block| block.is_prose()).take(MOST_PROSE);
        let subject = Subject::of(document, prose, usize::MAX);
        let title = title::find(document, &furniture, &subject, named);
        let title_like = title::candidates(document, &furniture, &subject, named);
        let kept = title.as_ref().and_then(|title| title.block);
        let runs = runs::find(document, &furniture, kept, named, labels);
        let mut run_of = vec![None; document.blocks().len()];
        for (index, run) in (1..).zip(&runs) {
            run_of[run.blocks.clone()].fill(NonZeroU32::new(index));
        }
        let top_end = title::top_end(document.blocks(), &furniture);
        Self { furniture, title, top_end, title_like, runs, run_of }
    }

    /// The zone of a block.
    #[must_use]
    pub fn zone(&self, block: usize) -> Zone {
        self.furniture.zone(block)
    }

    /// The run that a block stands in.
    #[must_use]
    pub fn run(&self, block: usize) -> Option<&Run> {
        self.run_of[block].map(|run| &self.runs[run.get() as usize - 1])
    }

    /// Whether a block speaks of what the body speaks of and may be its title: too good to go with a menu.
    #[must_use]
    pub fn may_be_title(&self, block: usize) -> bool {
        self.title_like.binary_search(&block).is_ok()
    }

    /// The block that is the kept title.
    #[must_use]
    pub fn kept_title(&self) -> Option<usize> {
        self.title.as_ref().and_then(|title| title.block)
    }
}
