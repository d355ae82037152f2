//! `error-page`, `bot-check`: a page that stands where the article should be.
//!
//! The lint's phrases name its lines. The document is such a page if hardly anything else is in it: words that no phrase of
//! any lint names are an article's until proved otherwise.
//!
//! Options: `rest` (most words beside the lint's own lines), `rest-beside-one` (the same where only one line is its own).

use crate::check::{Context, Finding};
use crate::document::BlockKind;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    if !cx.hits.all().iter().any(|hit| hit.lint == cx.lint) {
        return;
    }
    let is_own = |index: usize| cx.blocks()[index].kind == BlockKind::Text && cx.is_own_hit(index);
    let Some(first) = (0..cx.blocks().len()).find(|&index| is_own(index)) else { return };
    let most = cx.count("rest");
    let mut own = 0;
    let mut rest = 0;
    for (index, block) in cx.blocks().iter().enumerate() {
        if is_own(index) {
            own += 1;
        } else if !cx.hits.named[index] || block.is_prose() {
            rest += block.words as usize;
        }
        if rest > most {
            return;
        }
    }
    if own > 1 || rest <= cx.count("rest-beside-one") {
        let lines = if own == 1 { "a line names it".to_owned() } else { format!("{own} lines name it") };
        out.push(Finding::report(cx.lint, first, format!("{lines}, and {rest} words stand beside")));
    }
}
