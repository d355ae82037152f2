//! `orphan-heading`: a heading mark with nothing left under it but the end of the text.
//!
//! A heading directly above another one is no orphan: articles put labels, prices and part titles into headings.

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::BlockKind;
use crate::lint::{Applicability, Zone};

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, block) in cx.blocks().iter().enumerate() {
        if block.marks.heading.is_none() || !cx.is_open(index) || cx.zone(index) == Zone::Head {
            continue;
        }
        let rest = &cx.blocks()[index + 1..];
        if rest.iter().all(|block| matches!(block.kind, BlockKind::Rule | BlockKind::Comment)) {
            let words = "a heading at the end of the text";
            out.push(Finding::delete(cx.lint, vec![index], Applicability::Unsafe, EvidenceKind::Structure, words));
        }
    }
}
