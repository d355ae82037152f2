//! Findings that a person has accepted: in the text itself, by comments and front matter, or in a baseline.
//!
//! ```text
//! <!-- scrublint-disable-next-line byline: the photographer asked for it -->
//! <!-- scrublint-disable navigation, share-links --> … <!-- scrublint-enable -->
//! <!-- scrublint-disable-file -->
//! ```
//!
//! Names are lint ids or categories; without any, or with the name `all`, all lints are meant. Holds always: comments in
//! fenced code, in code spans and in front matter say nothing; the last word on a name holds until the next; the next
//! line is the next block.

mod accepted;
mod add;
#[cfg(feature = "cli")]
pub mod baseline;
mod directive;
mod lines;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use crate::document::{Block, BlockKind, Document, Mistaken};
use crate::source::Span;

use directive::Comment;

pub use accepted::Accepted;
pub use add::{Added, add_comments, add_comments_for};
pub(crate) use directive::{KEYWORDS, Kind, Misspelt};
pub(crate) use lines::Age;
pub use lines::{Lines, NoLines};

/// Stands for every lint where names are given; also what no names mean.
pub(crate) const ALL: &str = "all";

/// What every comment of ours holds, with whatever capital, and written as two words, too; made ready once, for it is looked for in
/// every document.
static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("crub"));

/// What a document's comments and front matter leave out.
#[derive(Debug, Default)]
pub struct Suppressions<'d> {
    /// By lint id or category.
    by_name: BTreeMap<&'d str, Scopes>,
    /// The comments, and the front matter.
    statements: Vec<Statement<'d>>,
    /// Comments that may have been meant to be one.
    misspelt: Vec<Misspelt<'d>>,
    /// What stands under this program's name in the front matter and says nothing.
    mistaken: Option<Mistaken>,
}

/// A comment or the front matter: all that it says at once.
#[derive(Debug)]
pub(crate) struct Statement<'d> {
    pub kind: Kind,
    /// All of it; of front matter the place of its first name.
    pub span: Span,
    /// Where the names stand; `None` in front matter, which is never edited.
    pub list: Option<Span>,
    /// Whether it says why.
    pub reason: bool,
    pub names: Vec<Name<'d>>,
    /// The block that a comment for the next line is about.
    pub target: Option<Span>,
}

/// A name that a statement gives.
#[derive(Debug)]
pub(crate) struct Name<'d> {
    pub name: &'d str,
    /// Whether a finding was left out for its sake.
    pub used: Cell<bool>,
}

/// The place of a name: its statement, and its place there.
type Mention = (usize, usize);

/// Where one name is left out.
#[derive(Debug, Default)]
struct Scopes {
    file: Vec<Mention>,
    /// Whether those have been noted to be used: they all are, or none is.
    file_used: Cell<bool>,
    /// Where it is switched off (`true`) and on again, in order.
    switches: Vec<(usize, bool, Mention)>,
    /// Single blocks, in order.
    blocks: Vec<(Span, Mention)>,
}

impl<'d> Suppressions<'d> {
    /// The suppressions of a document.
    #[must_use]
    pub fn find(document: &'d Document) -> Self {
        let mut found = Self::default();
        if let Some(front) = document.front_matter().filter(|front| !front.disabled().is_empty()) {
            let names = front.disabled().iter().map(String::as_str);
            found.state(Kind::File, front.disabled_at(document.text()), None, front.is_explained(), names, None);
        }
        found.mistaken = document.front_matter().and_then(|front| front.mistaken(document.text()));
        let (text, body) = (document.text(), document.front_matter().map_or(0, |front| front.span().end));
        if MARK.find(&text.as_bytes()[body..]).is_none() {
            return found;
        }
        let mut after = body;
        let blocks = document.blocks();
        let mut next = 0;
        for at in memmem::find_iter(&text.as_bytes()[body..], "<!--").map(|at| body + at) {
            if at < after || in_code(document, at) {
                continue;
            }
            let Some(comment) = Comment::parse(text, at) else { continue };
            after = comment.span().end;
            next += blocks[next..].iter().take_while(|block| block.span().start < after).count();
            let below = blocks.get(next).map(Block::span);
            match comment {
                Comment::Directive(directive) => {
                    found.state(directive.kind, directive.span, Some(directive.list), directive.reason, directive.names(), below);
                }
                Comment::Misspelt(mut misspelt) => {
                    let around = |block: &&Block| document.lines(block).overlaps(misspelt.span);
                    misspelt.beside = blocks[next.saturating_sub(1)..].iter().take(2).find(around).map(Block::span);
                    misspelt.below = below;
                    found.misspelt.push(misspelt);
                }
            }
        }
        found
    }

    /// `next` is the block after the comment.
    fn state(
        &mut self,
        kind: Kind,
        span: Span,
        list: Option<Span>,
        reason: bool,
        names: impl Iterator<Item = &'d str>,
        next: Option<Span>,
    ) {
        let names: Vec<Name<'d>> = names.map(|name| Name { name, used: Cell::new(false) }).collect();
        for (place, name) in names.iter().enumerate() {
            let mention = (self.statements.len(), place);
            let scopes = self.by_name.entry(name.name).or_default();
            match kind {
                Kind::NextLine => scopes.blocks.extend(next.map(|block| (block, mention))),
                Kind::Disable => scopes.switches.push((span.start, true, mention)),
                Kind::Enable => scopes.switches.push((span.start, false, mention)),
                Kind::File => scopes.file.push(mention),
            }
        }
        let target = next.filter(|_| kind == Kind::NextLine);
        self.statements.push(Statement { kind, span, list, reason, names, target });
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Whether there is nothing that could be judged.
    pub(crate) fn is_silent(&self) -> bool {
        self.is_empty() && self.misspelt.is_empty() && self.mistaken.is_none()
    }

    /// Whether findings of this lint, which is in this category, are left out in any of `span`. Takes note of the names
    /// that they are left out for.
    #[must_use]
    pub fn covers(&self, lint: &str, category: &str, span: Span) -> bool {
        self.covered(&[lint, category, ALL], span)
    }

    /// Takes note of the names that a claim on `span` is left out for.
    pub(crate) fn note(&self, lint: &str, category: &str, span: Span) {
        if !self.is_empty() {
            self.covered(&[lint, category, ALL], span);
        }
    }

    /// The same for a lint that is not meant where all are.
    pub(crate) fn covers_by_name(&self, lint: &str, category: &str, span: Span) -> bool {
        self.covered(&[lint, category], span)
    }

    fn covered(&self, names: &[&str], span: Span) -> bool {
        let scopes = || names.iter().filter_map(|name| self.by_name.get(name));
        let last_word = scopes().filter_map(|scopes| scopes.last_switch(span.start)).max();
        let mut mentions: Vec<Mention> = last_word.and_then(|(_, off, mention)| off.then_some(mention)).into_iter().collect();
        scopes().for_each(|scopes| scopes.reach(span, &mut mentions));
        for &(statement, place) in &mentions {
            self.statements[statement].names[place].used.set(true);
        }
        let in_file = scopes().any(|scopes| !scopes.file.is_empty());
        in_file || !mentions.is_empty()
    }

    /// Comments that may have been meant to leave something out, in order.
    pub(crate) fn misspelt(&self) -> &[Misspelt<'d>] {
        &self.misspelt
    }

    /// What may have been meant to leave something out in the front matter.
    pub(crate) fn mistaken(&self) -> Option<&Mistaken> {
        self.mistaken.as_ref()
    }

    /// All that is said, the front matter first, then by place.
    pub(crate) fn statements(&self) -> &[Statement<'d>] {
        &self.statements
    }
}

impl Scopes {
    /// The last switch at or before `offset`.
    fn last_switch(&self, offset: usize) -> Option<(usize, bool, Mention)> {
        let next = self.switches.partition_point(|&(at, ..)| at <= offset);
        self.switches[..next].last().copied()
    }

    /// What leaves something of `span` out: the file, a single block, or a switch within.
    fn reach(&self, span: Span, mentions: &mut Vec<Mention>) {
        // Any number of comments may stand for the file, and any number of findings in it.
        if !self.file_used.replace(true) {
            mentions.extend(&self.file);
        }
        let block = self.blocks.partition_point(|(block, _)| block.end <= span.start);
        mentions.extend(self.blocks[block..].iter().take_while(|(block, _)| block.overlaps(span)).map(|&(_, mention)| mention));
        let switch = self.switches.partition_point(|&(at, ..)| at <= span.start);
        let within = self.switches[switch..].iter().take_while(|&&(at, ..)| at < span.end);
        mentions.extend(within.filter(|&&(_, off, _)| off).map(|&(.., mention)| mention));
    }
}

/// Whether the comment at `offset` stands in fenced code or in a code span of its own.
fn in_code(document: &Document, offset: usize) -> bool {
    let blocks = document.blocks();
    let next = blocks.partition_point(|block| block.span().start <= offset);
    let fenced = blocks[..next].last().is_some_and(|block| block.kind == BlockKind::Code && offset < block.span().end);
    fenced || document.text()[..offset].ends_with('`')
}

#[cfg(test)]
mod tests;
