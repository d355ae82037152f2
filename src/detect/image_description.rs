//! `image-description`: a caption or an image's description directly above a credit line.
//!
//! Options: `longest` (words of a description).

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::lint::Applicability;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(credit) = cx.set.find("image-credit") else { return };
    for index in 0..cx.blocks().len().saturating_sub(1) {
        let block = &cx.blocks()[index];
        let credited = cx.is_open(index + 1) && cx.is_hit_by(index + 1, &[credit]) && !cx.is_hit_by(index, &[credit]);
        // A sentence that is a caption stands close above its credit; a paragraph that happens to precede one does not.
        let close = cx.blocks()[index + 1].blank_before == 0 || !block.is_prose();
        let apart = block.blank_before > 0 || index == 0 || cx.key(index - 1) == cx.key(index);
        if cx.is_open(index) && credited && close && apart && (3..=cx.count("longest") as u32).contains(&block.words) && block.marks.heading.is_none() && !block.marks.list() {
            let words = "a short line directly above an image's credit";
            out.push(Finding::delete(cx.lint, vec![index], Applicability::Unsafe, EvidenceKind::Structure, words).related("the credit", index + 1));
        }
    }
}
