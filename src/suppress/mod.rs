//! Findings that a person has accepted, said in the text itself: comments and front matter.
//!
//! ```text
//! <!-- scrublint-disable-next-line byline: the photographer asked for it -->
//! <!-- scrublint-disable navigation, share-links --> … <!-- scrublint-enable -->
//! <!-- scrublint-disable-file -->
//! ```
//!
//! Names are lint ids or categories; without any, or with the name `all`, all lints are meant. Holds always: comments in
//! fenced code, in code spans and in front matter say nothing; the last word on a name holds until the next; the next
//! line is the next block that is no comment.

mod directive;

use std::collections::BTreeMap;

use memchr::memmem;

use crate::document::{BlockKind, Document};
use crate::source::Span;

use directive::{Directive, Kind};

/// Stands for every lint where names are given; also what no names mean.
const ALL: &str = "all";

/// What a document's comments and front matter leave out.
#[derive(Debug, Default)]
pub struct Suppressions<'d> {
    /// By lint id or category.
    by_name: BTreeMap<&'d str, Scopes>,
}

/// Where one name is left out.
#[derive(Debug, Default)]
struct Scopes {
    file: bool,
    /// Where it is switched off (`true`) and on again, in order.
    switches: Vec<(usize, bool)>,
    /// Single blocks, in order.
    blocks: Vec<Span>,
}

impl<'d> Suppressions<'d> {
    /// The suppressions of a document.
    #[must_use]
    pub fn find(document: &'d Document) -> Self {
        let mut found = Self::default();
        if let Some(front) = document.front_matter() {
            for name in front.disabled() {
                found.by_name.entry(name).or_default().file = true;
            }
        }
        let (text, body) = (document.text(), document.front_matter().map_or(0, |front| front.span().end));
        let mut after = body;
        let mut blocks = document.blocks().iter().peekable();
        for at in memmem::find_iter(&text.as_bytes()[body..], "<!--").map(|at| body + at) {
            if at < after || in_code(document, at) {
                continue;
            }
            match Directive::parse(text, at) {
                Ok(Some(directive)) => {
                    after = directive.span.end;
                    while blocks.next_if(|block| block.span.start < after).is_some() {}
                    found.add(&directive, blocks.peek().map(|block| block.span));
                }
                Ok(None) => {}
                // No comment after this one is closed either.
                Err(directive::Unclosed) => break,
            }
        }
        found
    }

    /// `next` is the block after the comment.
    fn add(&mut self, directive: &Directive<'d>, next: Option<Span>) {
        for name in directive.names() {
            let scopes = self.by_name.entry(name).or_default();
            match directive.kind {
                Kind::NextLine => scopes.blocks.extend(next),
                Kind::Disable => scopes.switches.push((directive.span.start, true)),
                Kind::Enable => scopes.switches.push((directive.span.start, false)),
                Kind::File => scopes.file = true,
            }
        }
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Whether findings of this lint, which is in this category, are left out in any of `span`.
    #[must_use]
    pub fn covers(&self, lint: &str, category: &str, span: Span) -> bool {
        let scopes = || [lint, category, ALL].into_iter().filter_map(|name| self.by_name.get(name));
        let last_word = scopes().filter_map(|scopes| scopes.last_switch(span.start)).max();
        last_word.is_some_and(|(_, off)| off) || scopes().any(|scopes| scopes.reaches(span))
    }
}

impl Scopes {
    /// The last switch at or before `offset`.
    fn last_switch(&self, offset: usize) -> Option<(usize, bool)> {
        let next = self.switches.partition_point(|&(at, _)| at <= offset);
        self.switches[..next].last().copied()
    }

    /// Whether the file, a single block, or a switch within `span` leaves something of it out.
    fn reaches(&self, span: Span) -> bool {
        let block = self.blocks.partition_point(|block| block.end <= span.start);
        let switch = self.switches.partition_point(|&(at, _)| at <= span.start);
        self.file
            || self.blocks.get(block).is_some_and(|block| block.overlaps(span))
            || self.switches[switch..].iter().take_while(|&&(at, _)| at < span.end).any(|&(_, off)| off)
    }
}

/// Whether the comment at `offset` stands in fenced code or in a code span of its own.
fn in_code(document: &Document, offset: usize) -> bool {
    let blocks = document.blocks();
    let next = blocks.partition_point(|block| block.span.start <= offset);
    let fenced = blocks[..next].last().is_some_and(|block| block.kind == BlockKind::Code && offset < block.span.end);
    fenced || document.text()[..offset].ends_with('`')
}

#[cfg(test)]
mod tests;
