//! `image-description`: a caption or an image's description directly above a credit line.
//!
//! Options: `longest` (words of a description).

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::lint::{Applicability, LintIndex};

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(credit) = cx.set.find("image-credit") else { return };
    for index in 0..cx.blocks().len() {
        let Some(credited) = credit_below(cx, index, credit) else { continue };
        let block = &cx.blocks()[index];
        // A caption stands close above its credit, or twice. With a blank line between, it is as likely the heading of a section
        // that opens with a picture, or a paragraph that happens to precede one.
        let close = cx.blocks()[index + 1].blank_before == 0 || credited > index + 1;
        let apart = block.blank_before > 0 || index == 0 || cx.key(index - 1) == cx.key(index);
        let short = (3..=cx.count("longest") as u32).contains(&block.words);
        if cx.is_open(index) && close && apart && short && block.marks.heading.is_none() && !block.marks.list() {
            let words = "a short line directly above an image's credit";
            out.push(
                Finding::delete(cx.lint, vec![index], Applicability::Unsafe, EvidenceKind::Structure, words)
                    .related("the credit", credited),
            );
        }
    }
}

/// The credit directly below a block that is none itself, or below the block's copy.
fn credit_below(cx: &Context<'_>, index: usize, credit: LintIndex) -> Option<usize> {
    let is_credit = |at: usize| at < cx.blocks().len() && cx.is_open(at) && cx.is_hit_by(at, &[credit]);
    let copied = index + 1 < cx.blocks().len() && cx.key(index) == cx.key(index + 1);
    let below = if copied { index + 2 } else { index + 1 };
    (is_credit(below) && !is_credit(index)).then_some(below)
}
