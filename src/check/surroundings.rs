//! What stands around the article: how much of the author's own text, and from where on it is surely the page's.
//!
//! Zones are drawn by scores, and an article of short paragraphs may be taken to have ended early, or to begin late. What stays
//! behind then is sentences that no phrase names and that the score does not take for furniture either; and a list that ends an
//! article stands above all that only a page has.

use crate::lint::{Applicability, Extent, Zone};
use crate::matching::Hit;

use super::context::Context;
use super::weigh::is_whole;

/// Log-odds below which a sentence that no phrase names may be the author's.
const OWN: f32 = 4.0;
/// Words from which a line with a colon leads on to something, as a sentence does.
const LEADS_ON: u32 = 5;
/// Known labels for each sentence of the author's, beyond which the sentences are a page's.
const LABELS: u32 = 3;

/// What stands before the article, and what stands after it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    head: Share,
    tail: Share,
    /// The article holds a sentence of some length that no phrase names.
    prose: bool,
    /// The block from which on what stands after the article is surely the page's, if there is one.
    page: Option<usize>,
}

/// What a stretch consists of.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    sentences: u32,
    labels: u32,
}

impl Surroundings {
    /// Counts once; linear in the document.
    pub fn of(cx: &Context<'_>) -> Self {
        let mut found = Self::default();
        for (index, block) in cx.blocks().iter().enumerate() {
            let share = match cx.zone(index) {
                Zone::Head => &mut found.head,
                Zone::Tail => &mut found.tail,
                Zone::Body => {
                    found.prose |= block.is_prose() && !cx.hits.named[index];
                    continue;
                }
            };
            share.labels += u32::from(cx.hits.named[index]);
            share.sentences += u32::from(is_own_sentence(cx, index));
            if found.page.is_none() && cx.zone(index) == Zone::Tail && is_of_page(cx, index) {
                // A menu and the buttons directly below it are one thing.
                let is_label = |&at: &usize| cx.zone(at) == Zone::Tail && cx.hits.of(at).iter().any(|hit| hit.whole && hit.measured);
                found.page = Some((0..index).rev().take_while(is_label).last().unwrap_or(index));
            }
        }
        found
    }

    /// Whether nothing that is surely the page's stands above a block of the tail, nor in it: lists end articles, too.
    pub fn may_end_article(&self, index: usize) -> bool {
        self.page.is_none_or(|page| index < page)
    }

    /// Whether an article was found: one of sentences.
    pub const fn has_prose(&self) -> bool {
        self.prose
    }

    /// Whether a zone holds so many sentences for its labels that it may be a part of the article.
    pub fn may_be_text(&self, zone: Zone) -> bool {
        let share = match zone {
            Zone::Head => self.head,
            Zone::Tail => self.tail,
            Zone::Body => return false,
        };
        share.sentences > 0 && share.sentences * LABELS >= share.labels
    }
}

/// Whether all of a line is what a lint takes by itself: buttons, policies, forms. An article's own lists hold words of menus,
/// such as subjects, departments and shelves, and none of these.
fn is_of_page(cx: &Context<'_>, index: usize) -> bool {
    let clause = |hit: &Hit| cx.matcher.clause(cx.set, hit.clause);
    let goes = |hit: &Hit| {
        let certain = match cx.set.get(hit.lint).category() {
            // The owner's name and the year belong to it.
            "legal" => true,
            // Languages are subjects, too.
            "navigation" => is_whole(cx, hit) && cx.blocks()[index].words >= 2,
            _ => is_whole(cx, hit),
        };
        certain && hit.measured && !clause(hit).anchor && clause(hit).fix == Applicability::Safe
    };
    let hits = cx.hits.of(index);
    // A label of other lines may be one of the article's: a prize's, a rating's.
    hits.iter().any(goes) && !hits.iter().any(|hit| clause(hit).extent == Extent::Section)
}

/// Whether a line ends like a sentence, or leads on to what follows, and neither a phrase nor the score takes it for furniture.
pub(super) fn is_own_sentence(cx: &Context<'_>, index: usize) -> bool {
    ends_or_leads_on(cx, index) && !cx.hits.named[index] && cx.layout.furniture.odds(index) < OWN
}

/// Whether a line ends like a sentence, or with a colon that leads on to what follows.
pub(super) fn ends_or_leads_on(cx: &Context<'_>, index: usize) -> bool {
    let block = &cx.blocks()[index];
    ends_sentence(cx, index) || block.colon && block.words >= LEADS_ON
}

/// Whether a line ends with the mark of a sentence, if it be of one word.
pub(crate) fn ends_sentence(cx: &Context<'_>, index: usize) -> bool {
    let block = &cx.blocks()[index];
    block.sentence || block.words == 1 && has_full_stop(cx, index)
}

/// Whether a line ends with one full stop, and no more.
pub(super) fn has_full_stop(cx: &Context<'_>, index: usize) -> bool {
    let text = cx.folded(index).trim_end_matches(['"', '\'', ')', '*', '_']);
    text.ends_with(['.', '。']) && !text.ends_with("..")
}
