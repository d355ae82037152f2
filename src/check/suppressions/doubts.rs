//! What a suppression that does nothing was probably meant for: its lines are reported, and no fix touches them.
//!
//! Whoever wrote the comment wanted them to stay, and learns of the typing error from the same run. For a comment about the next line it
//! is the block below; for one about the line that it stands in, that one; for one that opens a range, all up to the comment that ends
//! it; for the file or the front matter, everything. Which lint was meant is a guess, so that the lines are safe from all of them.
//!
//! Holds always: in each pass of a fix the comment is there, or a correct one in its place.

use std::collections::BTreeSet;

use super::claims::{Judge, Meant, Reach};
use crate::diagnostic::{Diagnostic, Related};
use crate::document::Document;
use crate::lint::Str;
use crate::source::Span;
use crate::suppress::{ALL, Kind, Misspelt, Statement, Suppressions};

const HELP: &str = "not fixed: a suppression that is not understood may be meant for it";
const SUPPRESSION: &str = "the suppression that is not understood";

/// The stretches of a document that something misspelt was meant for.
pub(super) struct Doubts {
    /// Each with the place of the suppression; sorted and disjoint.
    stretches: Vec<(Span, Span)>,
}

/// A suppression, whether it is understood or not.
enum Said<'s, 'd> {
    Rightly(&'s Statement<'d>),
    Wrongly(&'s Misspelt<'d>),
}

impl Doubts {
    pub(super) fn find<'a>(document: &Document, judge: &mut Judge<'a>, suppressions: &Suppressions<'a>) -> Self {
        let all = Span::new(0, document.text().len());
        let mut found = Search { all, ..Search::default() };
        found.stretches.extend(suppressions.mistaken().map(|mistaken| (all, mistaken.span)));
        let mut rightly = suppressions.statements().iter().peekable();
        let mut wrongly = suppressions.misspelt().iter().peekable();
        loop {
            let next = match (rightly.peek(), wrongly.peek()) {
                (Some(right), Some(wrong)) if wrong.span < right.span => wrongly.next().map(Said::Wrongly),
                (None, _) => wrongly.next().map(Said::Wrongly),
                (Some(_), _) => rightly.next().map(Said::Rightly),
            };
            match next {
                Some(Said::Rightly(statement)) => found.statement(judge, statement),
                Some(Said::Wrongly(comment)) => found.misspelt(judge, comment),
                None => break,
            }
        }
        found.close(all.end);
        Self { stretches: disjoint(found.stretches) }
    }

    /// Takes the edits from all parts in these stretches, and the fix from findings that have no edit left.
    pub(super) fn withhold(&self, diagnostics: &mut [Diagnostic]) {
        if self.stretches.is_empty() {
            return;
        }
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.fix.is_some()) {
            let mut suppression = None;
            for part in &mut diagnostic.parts {
                let next = self.stretches.partition_point(|(stretch, _)| stretch.end <= part.span.start);
                if let Some(&(_, by)) = self.stretches.get(next).filter(|(stretch, _)| stretch.overlaps(part.span)) {
                    part.edits.clear();
                    suppression.get_or_insert(by);
                }
            }
            let Some(span) = suppression else { continue };
            diagnostic.help = Some(Str::Borrowed(HELP));
            diagnostic.related.push(Related { message: Str::Borrowed(SUPPRESSION), span });
            diagnostic.retitle();
        }
    }
}

/// What has been read so far.
#[derive(Default)]
struct Search<'a> {
    all: Span,
    stretches: Vec<(Span, Span)>,
    /// The names in open ranges, as they were meant, and the comment that opened the first.
    open: BTreeSet<&'a str>,
    since: Span,
}

impl<'a> Search<'a> {
    fn statement(&mut self, judge: &mut Judge<'a>, statement: &Statement<'a>) {
        let names = || statement.names.iter().map(|name| name.name);
        if statement.kind == Kind::Enable {
            return self.enable(judge, names(), statement.span);
        }
        let mut unknown = names().filter(|name| judge.is_unknown(name)).peekable();
        if unknown.peek().is_none() {
            return;
        }
        match statement.kind {
            Kind::NextLine => self.lines(statement.span, [statement.target, None]),
            Kind::File => self.lines(statement.span, [Some(self.all), None]),
            _ => {
                let unknown: Vec<&'a str> = unknown.collect();
                self.disable(judge, unknown.into_iter(), statement.span);
            }
        }
    }

    fn misspelt(&mut self, judge: &mut Judge<'a>, comment: &Misspelt<'a>) {
        match judge.meant_by(comment) {
            None => {}
            Some(Meant { kind: Kind::NextLine, reach, .. }) => {
                let here = comment.beside.filter(|_| reach != Reach::Below);
                let below = comment.below.filter(|_| reach != Reach::Here || here.is_none());
                self.lines(comment.span, [here, below]);
            }
            Some(Meant { kind: Kind::File, .. }) => self.lines(comment.span, [Some(self.all), None]),
            Some(Meant { kind: Kind::Enable, .. }) => self.enable(judge, comment.names_or_all(), comment.span),
            Some(Meant { kind: Kind::Disable, .. }) => self.disable(judge, comment.names_or_all(), comment.span),
        }
    }

    /// The comment stays with its lines: what it stands in does not go either.
    fn lines(&mut self, comment: Span, lines: [Option<Span>; 2]) {
        self.stretches.push((comment, comment));
        self.stretches.extend(lines.into_iter().flatten().map(|line| (line, comment)));
    }

    fn disable(&mut self, judge: &mut Judge<'a>, names: impl Iterator<Item = &'a str>, comment: Span) {
        if self.open.is_empty() {
            self.since = comment;
        }
        self.open.extend(names.map(|name| judge.probably(name)));
    }

    fn enable(&mut self, judge: &mut Judge<'a>, names: impl Iterator<Item = &'a str>, comment: Span) {
        if self.open.is_empty() {
            return;
        }
        for name in names {
            if name == ALL {
                self.open.clear();
            } else {
                self.open.remove(judge.probably(name));
            }
        }
        if self.open.is_empty() {
            self.stretches.push((Span::new(self.since.start, comment.end), self.since));
        }
    }

    fn close(&mut self, end: usize) {
        if !self.open.is_empty() {
            self.stretches.push((Span::new(self.since.start, end), self.since));
        }
    }
}

/// The same stretches without what one of them has in common with those before it.
fn disjoint(mut stretches: Vec<(Span, Span)>) -> Vec<(Span, Span)> {
    stretches.sort_unstable();
    let mut end = 0;
    stretches.retain_mut(|(stretch, _)| {
        stretch.start = stretch.start.max(end).min(stretch.end);
        end = end.max(stretch.end);
        !stretch.is_empty()
    });
    stretches
}
