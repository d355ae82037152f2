//! `orphan-heading`: a heading mark with nothing left under it: the end of the text, or a heading of its rank or above.

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::BlockKind;
use crate::lint::{Applicability, Zone};

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, block) in cx.blocks().iter().enumerate() {
        let Some(heading) = block.marks.heading else { continue };
        if !cx.is_open(index) || cx.zone(index) == Zone::Head {
            continue;
        }
        let next = cx.blocks()[index + 1..].iter().find(|block| !matches!(block.kind, BlockKind::Rule | BlockKind::Comment));
        let words = match next {
            None => "a heading at the end of the text",
            Some(next) if next.marks.heading.is_some_and(|next| next.level < heading.level) => "a heading with no text before the next one above its rank",
            Some(_) => continue,
        };
        out.push(Finding::delete(cx.lint, vec![index], Applicability::Unsafe, EvidenceKind::Structure, words));
    }
}
