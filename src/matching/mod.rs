//! Matching: phrases, patterns and shapes of all lints against all blocks, one pass over each block.
//!
//! A whole line is found by the hash of its key, the beginning of one by the hash of its first two tokens, or its only one, and
//! every other phrase by the hash of its most telling token; a pattern runs only where its literal stands, and is compiled the
//! first time it does. What comes out are raw hits: the matcher and the
//! clause's word bounds and exceptions hold, nothing else is known yet. All lints take part, whichever are selected, so
//! that the structure that other lints judge by does not depend on the selection.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use crate::document::{Block, BlockKind, Document, has_shape};
use crate::lint::format::{ByteSet, Clause, MOST_WORDS, Pattern, Phrase, PhraseKind, Table, TokenHash, is_alphanumeric, is_spaceless};
use crate::lint::{LintIndex, LintSet, Shape};

/// Languages that the labelled pages have enough of to measure their phrases; `any` is for phrases of none.
const MEASURED: [&str; 6] = ["any", "en", "de", "es", "fr", "pl"];

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
        let likely = self.tables.iter().enumerate().map(|(number, _)| Likely::new(set.table(number), document)).collect();
        let mut scan = Scan { matcher: self, languages, likely, block: 0, found: Vec::new(), refused: Vec::new() };
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
            scan.block = index as u32;
            scan.block(set, document, block);
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

/// What the filters of a table let through: nearly nothing. Asked for the whole document at once, since their memory is slow to
/// answer, and many questions can wait together.
struct Likely {
    /// For each block whether its key may be a whole-line phrase.
    lines: Vec<bool>,
    /// The tokens that a phrase may be found by, by their places in the document, in order.
    tokens: Vec<u32>,
    /// How many of them lie before the block at hand.
    passed: usize,
}

impl Likely {
    fn new(table: &Table, document: &Document) -> Self {
        let filter = table.lines.filter();
        let lines = document.blocks().iter().map(|block| filter.may_hold(document.key_hash(block))).collect();
        let filter = table.parts.filter();
        let mut tokens = Vec::with_capacity(document.all_tokens().len() / 8);
        let mut found = [0; 64];
        for (first, some) in (0..).step_by(found.len()).zip(document.all_tokens().chunks(found.len())) {
            let mut count = 0;
            for (place, token) in (first..).zip(some) {
                // Written in any case, and kept if the count goes on: which tokens get through no processor can guess.
                found[count % 64] = place;
                count += usize::from(filter.may_hold(token.hash));
            }
            tokens.extend_from_slice(&found[..count]);
        }
        Self { lines, tokens, passed: 0 }
    }

    /// The likely tokens of a block; blocks are asked for in order.
    fn tokens_of(&mut self, tokens: Range<u32>) -> Range<usize> {
        let after = |place: u32, from: usize, all: &[u32]| from + all[from..].iter().take_while(|&&token| token < place).count();
        let start = after(tokens.start, self.passed, &self.tokens);
        self.passed = after(tokens.end, start, &self.tokens);
        start..self.passed
    }
}

struct Scan<'a> {
    matcher: &'a Matcher,
    languages: Option<&'a [String]>,
    /// By table.
    likely: Vec<Likely>,
    /// The block at hand.
    block: u32,
    /// What was found in it.
    found: Vec<Hit>,
    /// Clauses that the block at hand holds an exception of.
    refused: Vec<ClauseRef>,
}

impl Scan<'_> {
    fn block(&mut self, set: &LintSet, document: &Document, block: &Block) {
        let key = document.key(block);
        for (number, compiled) in (0..).zip(&self.matcher.tables) {
            let table = set.table(number as usize);
            if self.likely[number as usize].lines[self.block as usize] {
                for phrase in table.lines_of_hash(key, document.key_hash(block)) {
                    self.take(set, number, phrase, 0..key.len());
                }
            }
            self.tokens(set, number, compiled, document, block);
            // Prose has no shape.
            for (_, clauses) in compiled.shapes.iter().filter(|(shape, _)| block.is_short() && has_shape(document, block, *shape)) {
                let block = self.block;
                let hit = |&index: &u32| {
                    let clause = ClauseRef { table: number, index };
                    let lint = self.matcher.lint(set, clause)?;
                    Some(Hit { block, clause, lint, matched: 0..0, whole: false, measured: true, label: 0 })
                };
                self.found.extend(clauses.iter().filter_map(hit));
            }
        }
        self.settle(set, document, block);
    }

    /// Looks up the phrases that the block begins with, and for each token those that are found by it.
    fn tokens(&mut self, set: &LintSet, number: u32, compiled: &Compiled, document: &Document, block: &Block) {
        let table = set.table(number as usize);
        let folded = document.folded(block);
        let tokens = document.tokens(block);
        let [first, ..] = tokens else { return };
        let two = tokens.get(1).map(|second| first.hash.with(second.hash));
        let filter = table.prefixes.filter();
        let heads = two.into_iter().chain([first.hash]).filter(|&head| filter.may_hold(head));
        for phrase in heads.flat_map(|head| table.prefixes.of_hash(head)) {
            if folded.starts_with(phrase.text) && is_word_bound(folded, phrase.text.len()) {
                self.take(set, number, phrase, 0..phrase.text.len());
            }
        }
        let base = document.place(block);
        let places = document.token_places(block);
        for likely in self.likely[number as usize].tokens_of(places.clone()) {
            let token = &tokens[(self.likely[number as usize].tokens[likely] - places.start) as usize];
            let place = token.start as usize - base;
            for phrase in table.parts.of_hash(token.hash) {
                let Some(start) = place.checked_sub(usize::from(phrase.offset)).filter(|&start| holds_at(folded, start, phrase.text))
                else {
                    continue;
                };
                let matched = start..start + phrase.text.len();
                match phrase.kind {
                    PhraseKind::Suffix if folded[matched.end..].contains(is_alphanumeric) => {}
                    // A pattern costs most: never where the block can't be of its clause anyway.
                    PhraseKind::Literal(_) if !fits(&table.clauses[phrase.clause as usize], block) => {}
                    PhraseKind::Literal(pattern) if !may_match(&table.patterns[pattern as usize], folded, matched.clone()) => {}
                    PhraseKind::Literal(pattern) => self.pattern(set, number, compiled, phrase, pattern, folded),
                    _ => self.take(set, number, phrase, matched),
                }
            }
        }
    }

    fn pattern(&mut self, set: &LintSet, number: u32, compiled: &Compiled, phrase: Phrase<'_>, pattern: u32, folded: &str) {
        let table = set.table(number as usize);
        let place = pattern as usize;
        // A bundled pattern that does not compile fails a test, an own one is refused when it is loaded.
        let regex = compiled.patterns[place].get_or_init(|| compile_pattern(&table.patterns[place]).ok());
        // Most tries fail, and failing is cheaper without the search for where a match begins.
        let bytes = folded.as_bytes();
        if let Some(found) = regex.as_ref().filter(|regex| regex.is_match(bytes)).and_then(|regex| regex.find(bytes)) {
            let (mut start, mut end) = (found.start(), found.end());
            while !folded.is_char_boundary(start) {
                start -= 1;
            }
            while !folded.is_char_boundary(end) {
                end += 1;
            }
            self.take(set, number, phrase, start..end);
        }
    }

    fn take(&mut self, set: &LintSet, table: u32, phrase: Phrase<'_>, matched: Range<usize>) {
        if let Some(languages) = self.languages
            && phrase.lang != "any"
            && phrase.lang != "en"
            && !languages.iter().any(|lang| lang == phrase.lang)
        {
            return;
        }
        let clause = ClauseRef { table, index: phrase.clause };
        if phrase.kind == PhraseKind::Unless {
            self.refused.push(clause);
        } else if let Some(lint) = self.matcher.lint(set, clause) {
            self.found.push(Hit {
                block: self.block,
                clause,
                lint,
                matched: matched.start as u32..matched.end as u32,
                whole: phrase.kind == PhraseKind::Line,
                measured: MEASURED.contains(&phrase.lang),
                label: TokenHash::of(phrase.text).0 | 1,
            });
        }
    }

    /// Leaves of the found clauses those whose own conditions hold, each once, with its strongest match.
    fn settle(&mut self, set: &LintSet, document: &Document, block: &Block) {
        if self.found.is_empty() {
            self.refused.clear();
            return;
        }
        let Self { matcher, found, refused, .. } = self;
        found.retain(|hit| {
            let clause = matcher.clause(set, hit.clause);
            fits(clause, block)
                // Labels have no full stop: "Home." is a word of the text. A clause may ask for sentences all the same.
                && !(clause.anchor && clause.sentence != Some(true) && document.folded(block).ends_with('.') && !document.folded(block).ends_with("..."))
                && !refused.contains(&hit.clause)
                && clause.shape.is_none_or(|shape| !clause.has_phrases || has_shape(document, block, shape))
        });
        refused.clear();
        // What has been measured says more, and a whole line more than a part.
        let strength = |hit: &Hit| (hit.measured, hit.whole, hit.matched.len());
        found.sort_by(|a, b| a.clause.cmp(&b.clause).then_with(|| strength(b).cmp(&strength(a))));
        found.dedup_by_key(|hit| hit.clause);
    }
}

/// Whether a block has as many words as a clause allows, and the digits and the ending that it asks for.
fn fits(clause: &Clause, block: &Block) -> bool {
    (u32::from(clause.min_words)..=u32::from(clause.max_words)).contains(&block.words)
        && clause.digits.is_none_or(|wanted| block.digits == wanted)
        && clause.sentence.is_none_or(|wanted| block.sentence == wanted)
}

/// Whether a pattern can match a folded text that has its literal there: nearly none do, and running one costs most.
fn may_match(pattern: &Pattern, folded: &str, literal: Range<usize>) -> bool {
    let bytes = folded.as_bytes();
    let ends = |set: ByteSet, byte: Option<&u8>| byte.is_none_or(|&byte| set.holds(byte));
    (!pattern.starts || literal.start == 0)
        && (!pattern.ends || literal.end == folded.len())
        && ends(pattern.first, bytes.first())
        && ends(pattern.last, bytes.last())
        // Of the folded text: full-width digits are digits there.
        && (!pattern.digits || bytes.iter().any(u8::is_ascii_digit))
        && pattern.needs.iter().all(|text| folded.contains(&**text))
}

/// Whether `phrase` stands at the place `start` of a folded text, and no word goes on at its ends.
fn holds_at(folded: &str, start: usize, phrase: &str) -> bool {
    folded.as_bytes()[start..].starts_with(phrase.as_bytes()) && is_word_bound(folded, start) && is_word_bound(folded, start + phrase.len())
}

/// Whether no word goes on at `at`: nothing, no letter or digit, or a letter of a script without spaces stands on one side.
fn is_word_bound(text: &str, at: usize) -> bool {
    let after = text[at..].chars().next();
    let before = text[..at].chars().next_back();
    let joins = |c: Option<char>| c.is_some_and(|c| is_alphanumeric(c) && !is_spaceless(c));
    !(joins(after) && joins(before))
}
