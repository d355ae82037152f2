//! One document's pass: which phrases, patterns and shapes hold in each block.
//!
//! Filters are asked for all of the document before the first block is looked at. Holds always: blocks come in order, and what is
//! found in one has all that its clause asks of the block itself, each clause once.

use std::ops::Range;

use super::{ClauseRef, Compiled, Hit, Matcher, compile_pattern};
use crate::document::{Block, Document, Token, has_shape};
use crate::lint::LintSet;
use crate::lint::format::{ByteSet, Clause, Filter, Pattern, Phrase, PhraseKind, Table, TokenHash, is_alphanumeric, is_spaceless};

/// Languages that the labelled pages have enough of to measure their phrases; `any` is for phrases of none.
const MEASURED: [&str; 6] = ["any", "en", "de", "es", "fr", "pl"];

/// What the filters of a table let through: nearly nothing. Asked for the whole document at once, since their memory is slow to
/// answer, and many questions can wait together.
struct Likely {
    /// For each block whether its key may be a whole-line phrase.
    lines: Vec<bool>,
    /// The tokens that a phrase may be found by, by their places in the document, in order; where those of the document are kept.
    tokens: Option<Vec<u32>>,
    /// How many of them lie before the block at hand.
    passed: usize,
}

impl Likely {
    fn new(table: &Table, document: &Document) -> Self {
        let filter = table.lines.filter();
        let lines = document.blocks().iter().map(|block| filter.may_hold(document.key_hash(block))).collect();
        let filter = table.parts.filter();
        let tokens = document.all_tokens().map(|tokens| {
            let mut passing = Vec::with_capacity(tokens.len() / 8);
            pass(filter, tokens, &mut passing);
            passing
        });
        Self { lines, tokens, passed: 0 }
    }

    /// The likely tokens of a block by their places in it; blocks are asked for in order.
    fn tokens_of(&mut self, table: &Table, tokens: &[Token], places: Range<u32>, found: &mut Vec<u32>) {
        found.clear();
        let Some(likely) = &self.tokens else {
            pass(table.parts.filter(), tokens, found);
            return;
        };
        let after = |place: u32, from: usize| from + likely[from..].iter().take_while(|&&token| token < place).count();
        let start = after(places.start, self.passed);
        self.passed = after(places.end, start);
        found.extend(likely[start..self.passed].iter().map(|&token| token - places.start));
    }
}

/// Adds the places of the tokens that a filter lets through.
fn pass(filter: Filter<'_>, tokens: &[Token], passing: &mut Vec<u32>) {
    let mut found = [0; 64];
    for (first, some) in (0..).step_by(found.len()).zip(tokens.chunks(found.len())) {
        let mut count = 0;
        for (place, token) in (first..).zip(some) {
            // Written in any case, and kept if the count goes on: which tokens get through no processor can guess.
            found[count % 64] = place;
            count += usize::from(filter.may_hold(token.hash));
        }
        passing.extend_from_slice(&found[..count]);
    }
}

/// A pass over the blocks of a document, in order.
pub(super) struct Scan<'a> {
    matcher: &'a Matcher,
    languages: Option<&'a [String]>,
    /// By table.
    likely: Vec<Likely>,
    /// The likely tokens of a block.
    places: Vec<u32>,
    /// Room for the tokens of a block.
    room: Vec<Token>,
    /// The block at hand.
    block: u32,
    /// What was found in it.
    pub(super) found: Vec<Hit>,
    /// Clauses that the block at hand holds an exception of.
    refused: Vec<ClauseRef>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(matcher: &'a Matcher, set: &LintSet, document: &Document, languages: Option<&'a [String]>) -> Self {
        let likely = (0..matcher.tables.len()).map(|number| Likely::new(set.table(number), document)).collect();
        Self { matcher, languages, likely, places: Vec::new(), room: Vec::new(), block: 0, found: Vec::new(), refused: Vec::new() }
    }

    /// Finds what holds for the block of this index.
    pub(super) fn block(&mut self, set: &LintSet, document: &Document, index: u32, block: &Block) {
        self.block = index;
        let key = document.key(block);
        let mut room = std::mem::take(&mut self.room);
        let tokens = document.tokens(block, &mut room);
        for (number, compiled) in (0..).zip(&self.matcher.tables) {
            let table = set.table(number as usize);
            if self.likely[number as usize].lines[self.block as usize] {
                for phrase in table.lines_of_hash(key, document.key_hash(block)) {
                    self.take(set, number, phrase, 0..key.len());
                }
            }
            self.tokens(set, number, compiled, document, block, tokens);
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
        self.room = room;
        self.settle(set, document, block);
    }

    /// Looks up the phrases that the block begins with, and for each token those that are found by it.
    fn tokens(&mut self, set: &LintSet, number: u32, compiled: &Compiled, document: &Document, block: &Block, tokens: &[Token]) {
        let table = set.table(number as usize);
        let folded = document.folded(block);
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
        let mut places = std::mem::take(&mut self.places);
        self.likely[number as usize].tokens_of(table, tokens, document.token_places(block), &mut places);
        for token in places.iter().map(|&place| &tokens[place as usize]) {
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
        self.places = places;
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
