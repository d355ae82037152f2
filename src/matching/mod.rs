//! Matching: phrases, patterns and shapes of all lints against all blocks, one pass over each block.
//!
//! A whole line is found by the hash of its key, the beginning of one by the hash of its first two tokens, or its only one, and
//! every other phrase by the hash of its most telling token; a pattern runs only where its literal stands, and is compiled the
//! first time it does. What comes out are raw hits: the matcher and the
//! clause's word bounds and exceptions hold, nothing else is known yet. All lints take part, whichever are selected, so
//! that the structure that other lints judge by does not depend on the selection.

mod scan;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use crate::document::{BlockKind, Document};
use crate::lint::format::{Clause, MOST_WORDS, Pattern, Phrase, Table};
use crate::lint::{LintIndex, LintSet, Shape};
use scan::Scan;

/// Compiled patterns may use this much memory each, in bytes.
const PATTERN_LIMIT: usize = 1 << 20;
/// Longer blocks are never looked at for phrases, in bytes: scripts without spaces, and lines of junk.
const MOST_BYTES: usize = 1_000;

/// Compiles a pattern of a lint file.
///
/// Without a lazy automaton: a pattern runs on few short lines and fails early on most of them, and building the automaton's states
/// for them takes longer than going through the pattern.
pub(crate) fn compile_pattern(pattern: &Pattern) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&pattern.source).unicode(pattern.is_unicode()).size_limit(PATTERN_LIMIT).dfa_size_limit(0).build()
}

/// A clause that holds for a block as far as its matcher goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The block's index.
    pub block: u32,
    /// The clause.
    pub clause: ClauseRef,
    /// Its lint.
    pub lint: LintIndex,
    /// Where in the block's folded text it matched; empty for a shape.
    pub matched: Range<u32>,
    /// The phrase is the whole line.
    pub whole: bool,
    /// The phrase is of a language that has been measured, or of none.
    pub measured: bool,
    /// The phrase, by hash: what tells labels apart, where what follows a beginning does not.
    label: u32,
}

/// A clause by table and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClauseRef {
    table: u32,
    index: u32,
}

/// The raw hits of a document.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    hits: Vec<Hit>,
    /// For each block the place of its first hit; one more at the end.
    starts: Vec<u32>,
    /// For each block whether a phrase names it.
    pub named: Vec<bool>,
    /// For each block the hash of the phrase that says most of it, 0 without one: "By Ana" and "By Jan" are one label.
    pub labels: Vec<u32>,
}

impl Hits {
    /// All hits, by block.
    pub fn all(&self) -> &[Hit] {
        &self.hits
    }

    /// The hits of a block.
    pub fn of(&self, block: usize) -> &[Hit] {
        &self.hits[self.starts[block] as usize..self.starts[block + 1] as usize]
    }
}

/// The matcher of a set of lints.
#[derive(Debug)]
pub(crate) struct Matcher {
    tables: Vec<Compiled>,
}

/// What is kept for one table beside the table itself.
#[derive(Debug)]
struct Compiled {
    lints: Vec<Option<LintIndex>>,
    patterns: Vec<OnceLock<Option<Regex>>>,
    /// Clauses with a shape and no phrase, by shape.
    shapes: Vec<(Shape, Vec<u32>)>,
    /// By clause, the lints that must hit a neighbour, for clauses with such a condition.
    neighbours: BTreeMap<u32, Neighbours>,
}

/// The lints of which one must hit a neighbour; an empty list is no condition.
#[derive(Debug)]
pub(crate) struct Neighbours {
    /// The block above or the one below.
    pub beside: Vec<LintIndex>,
    /// The block below: the hit block stands above one of these.
    pub above: Vec<LintIndex>,
    /// The block above: the hit block stands below one of these.
    pub below: Vec<LintIndex>,
}

impl Neighbours {
    fn resolve(set: &LintSet, table: &Table, clause: &Clause) -> Option<Self> {
        let lints = |range| table.names(range).iter().flat_map(|name| set.named(name)).collect();
        let neighbours = Self { beside: lints(&clause.beside), above: lints(&clause.above), below: lints(&clause.below) };
        let none = neighbours.beside.is_empty() && neighbours.above.is_empty() && neighbours.below.is_empty();
        (!none).then_some(neighbours)
    }
}

impl Matcher {
    pub fn new(set: &LintSet) -> Self {
        let tables = set.tables().into_iter().map(|(table, lints)| Compiled {
            patterns: table.patterns.iter().map(|_| OnceLock::new()).collect(),
            shapes: shapes(table),
            neighbours: (0..)
                .zip(table.clauses.iter())
                .filter_map(|(index, clause)| Some((index, Neighbours::resolve(set, table, clause)?)))
                .collect(),
            lints,
        });
        Self { tables: tables.collect() }
    }

    /// The lint of a clause; none if another of its name has taken its place.
    fn lint(&self, set: &LintSet, clause: ClauseRef) -> Option<LintIndex> {
        let lint = self.clause(set, clause).lint;
        self.tables[clause.table as usize].lints[lint as usize]
    }

    /// The clause itself.
    pub fn clause<'a>(&self, set: &'a LintSet, clause: ClauseRef) -> &'a Clause {
        &set.table(clause.table as usize).clauses[clause.index as usize]
    }

    /// The number of a clause in its lint's file, from 1.
    pub fn number(&self, set: &LintSet, clause: ClauseRef) -> u16 {
        let table = self.table(set, clause);
        let first = table.lints[self.clause(set, clause).lint as usize].clauses.start;
        u16::try_from(clause.index - first + 1).unwrap_or(u16::MAX)
    }

    /// Whether a clause asks something of what stands around the line.
    pub fn leans_on_context(&self, set: &LintSet, clause: ClauseRef) -> bool {
        let asks = self.clause(set, clause);
        asks.run > 0 || asks.anchors > 0 || asks.furniture > 0.0 || self.neighbours(clause).is_some()
    }

    /// What a clause asks of the blocks around.
    pub fn neighbours(&self, clause: ClauseRef) -> Option<&Neighbours> {
        self.tables[clause.table as usize].neighbours.get(&clause.index)
    }

    /// The table that a clause stands in.
    pub fn table<'a>(&self, set: &'a LintSet, clause: ClauseRef) -> &'a Table {
        set.table(clause.table as usize)
    }

    /// Whether `key` is a whole-line phrase of a lint.
    pub fn names_line(&self, set: &LintSet, lint: LintIndex, key: &str) -> bool {
        (0..).zip(&self.tables).any(|(place, compiled)| {
            let table = set.table(place);
            let of = |phrase: Phrase<'_>| compiled.lints[table.clauses[phrase.clause as usize].lint as usize];
            table.lines(key).any(|phrase| of(phrase) == Some(lint))
        })
    }

    /// The raw hits of a document. `languages` limits the phrases beside English and those of every language.
    pub fn scan(&self, set: &LintSet, document: &Document, languages: Option<&[String]>) -> Hits {
        let blocks = document.blocks();
        let mut scan = Scan::new(self, set, document, languages);
        let mut hits = Hits {
            hits: Vec::with_capacity(blocks.len() / 2),
            starts: Vec::with_capacity(blocks.len() + 1),
            named: vec![false; blocks.len()],
            labels: vec![0; blocks.len()],
        };
        for (index, block) in blocks.iter().enumerate() {
            hits.starts.push(hits.hits.len() as u32);
            if block.kind != BlockKind::Text || block.words > MOST_WORDS {
                continue;
            }
            if document.folded(block).len() > MOST_BYTES {
                continue;
            }
            scan.block(set, document, index as u32, block);
            let named = |hit: &&Hit| self.clause(set, hit.clause).has_phrases;
            if let Some(best) = scan.found.iter().filter(named).max_by_key(|hit| (hit.whole, hit.matched.len())) {
                hits.named[index] = true;
                hits.labels[index] = best.label;
            }
            hits.hits.append(&mut scan.found);
        }
        hits.starts.push(hits.hits.len() as u32);
        hits
    }
}

/// The clauses of a table that have a shape and no phrase, by shape: each shape is looked for once in a block.
fn shapes(table: &Table) -> Vec<(Shape, Vec<u32>)> {
    let mut shapes: Vec<(Shape, Vec<u32>)> = Vec::new();
    for (index, clause) in (0..).zip(table.clauses.iter()).filter(|(_, clause)| !clause.has_phrases) {
        let Some(shape) = clause.shape else { continue };
        match shapes.iter_mut().find(|(other, _)| *other == shape) {
            Some((_, clauses)) => clauses.push(index),
            None => shapes.push((shape, vec![index])),
        }
    }
    shapes
}
