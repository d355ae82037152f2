//! `orphan-heading`: a heading mark with nothing left under it but the end of the text.
//!
//! A heading directly above another one is no orphan: articles put labels, prices and part titles into headings.

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::BlockKind;
use crate::lint::{Applicability, Zone};

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let mut stack = Vec::new();
    for (index, block) in cx.blocks().iter().enumerate().rev() {
        let passed_over = block.kind == BlockKind::Rule;
        if !passed_over && (block.marks.heading.is_none() || !cx.is_open(index) || cx.zone(index) == Zone::Head) {
            break;
        }
        if !passed_over {
            stack.push(index);
        }
    }
    // Several in a stack are a list in headings: labels, prices, parts.
    if let [index] = stack[..] {
        let words = "a heading at the end of the text";
        out.push(Finding::delete(cx.lint, vec![index], Applicability::Unsafe, EvidenceKind::Structure, words));
    }
}
