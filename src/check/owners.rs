//! Who owns which block: a block is part of one finding only.
//!
//! Safe before unsafe before report-only, then the stronger kind of evidence, then the lint's id, then the place. An
//! owned block is cut out of weaker findings; what is left of them falls into contiguous stretches, and so does a claim with gaps. Changes inside a
//! block (repairs of characters) own nothing and give way to nothing but the block's removal; what changes nothing there
//! speaks of the document and stays.

use std::num::NonZeroU32;

use crate::lint::{Applicability, LintIndex};

use super::finding::Finding;

/// A finding with the blocks that are its own.
#[derive(Debug)]
pub(super) struct Owned {
    /// The claim.
    pub finding: Finding,
    /// Lints whose claims on these blocks were weaker, in order.
    pub also: Vec<LintIndex>,
}

/// Settles all claims on the blocks of a document; `cap` is how certain a lint's findings may be as the settings have it.
pub(super) fn settle(mut findings: Vec<Finding>, blocks: usize, cap: impl Fn(LintIndex) -> Applicability) -> Vec<Owned> {
    for finding in &mut findings {
        finding.fix = finding.fix.min(cap(finding.lint));
    }
    findings.sort_by(|a, b| (b.fix.cmp(&a.fix)).then(a.kind.cmp(&b.kind)).then(a.lint.cmp(&b.lint)).then_with(|| a.blocks.cmp(&b.blocks)));
    let mut owner: Vec<Owner> = vec![None; blocks];
    let mut owned: Vec<Owned> = Vec::with_capacity(findings.len());
    let (inside, whole): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| finding.edits.is_some());
    for finding in whole {
        let mut stretch: Vec<usize> = Vec::new();
        let mut stretches = Vec::new();
        for &block in &finding.blocks {
            if let Some(place) = owner[block] {
                let Owned { finding: stronger, also } = &mut owned[index(place)];
                if stronger.lint != finding.lint && !also.contains(&finding.lint) {
                    also.push(finding.lint);
                }
                continue;
            }
            if stretch.last().is_some_and(|&last| last + 1 < block) {
                stretches.push(std::mem::take(&mut stretch));
            }
            stretch.push(block);
        }
        let mut own = |owned: &mut Vec<Owned>, finding: Finding| {
            let place = NonZeroU32::new(owned.len() as u32 + 1);
            finding.blocks.iter().for_each(|&block| owner[block] = place);
            owned.push(Owned { finding, also: Vec::new() });
        };
        for blocks in stretches {
            own(&mut owned, Finding { blocks, ..finding.clone() });
        }
        if !stretch.is_empty() {
            own(&mut owned, Finding { blocks: stretch, ..finding });
        }
    }
    let gone = |block: usize| owner[block].is_some_and(|place| owned[index(place)].finding.fix > Applicability::None);
    let inside: Vec<Finding> =
        inside.into_iter().filter(|finding| changes_nothing(finding) || !finding.blocks.iter().any(|&block| gone(block))).collect();
    owned.extend(inside.into_iter().map(|finding| Owned { finding, also: Vec::new() }));
    for owned in &mut owned {
        owned.also.sort_unstable();
    }
    owned
}

/// The finding that owns a block, if one does: its place among all, from 1. A long text has millions of blocks.
type Owner = Option<NonZeroU32>;

fn index(place: NonZeroU32) -> usize {
    place.get() as usize - 1
}

fn changes_nothing(finding: &Finding) -> bool {
    finding.edits.as_ref().is_some_and(Vec::is_empty)
}
