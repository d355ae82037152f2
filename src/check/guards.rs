//! What an article is built of, whatever a clause or a run says of it: lists, steps, headings and what they are for, sentences that
//! go on.
//!
//! Zones may be drawn wrong, so that most guards hold wherever a line stands. Holds always: a guard takes certainty away and never
//! gives any.

use crate::document::{Block, BlockKind, has_shape};
use crate::lint::{Applicability, Shape, Zone};
use crate::matching::Hit;

use super::context::Context;
use super::surroundings::{ends_sentence, has_full_stop, is_own_sentence};

/// Lines above one that are looked at for the line that opens their list; bounded, so that long menus stay linear.
const LONGEST_LIST: usize = 40;

/// Words from which a line with a colon is a sentence of the author's rather than a label.
const SENTENCE: u32 = 8;

/// Words from which a line with a colon may announce the lines next to it.
const ANNOUNCES: u32 = 5;
/// Lines that are next to a place.
const NEAR: usize = 3;

/// Words up to which a line may be a question that the next one answers.
const LONGEST_QUESTION: u32 = 20;

/// Words below which a sentence may be all that the label above it heads.
const BRIEF: u32 = 12;

/// Words up to which a label has no full stop.
const LONGEST_LABEL: u32 = 3;

/// Where no phrase counts, whatever its clause says, and no score: the kept title, and in the body what a writer builds an
/// article from: lists, headings of sections, quotations, what a line with a colon announces.
pub(crate) fn is_guarded(cx: &Context<'_>, index: usize) -> bool {
    let block = &cx.blocks()[index];
    if !cx.is_open(index) {
        return true;
    }
    if cx.zone(index) != Zone::Body {
        return false;
    }
    let item = block.marks.list() && cx.has_item_beside(index);
    let heads_prose = block.marks.heading.is_some() && cx.prose_below(index);
    let announced = is_announced(cx, index);
    item || heads_prose || block.marks.quote || announced
}

/// Below a line of the author's that ends with a colon, or among the items or the short lines that one opens: what follows is
/// quoted or listed.
fn is_announced(cx: &Context<'_>, index: usize) -> bool {
    let blocks = cx.blocks();
    let opens = |at: usize| blocks[at].colon && !cx.hits.named[at];
    let item = blocks[index].marks.list();
    for at in (index.saturating_sub(LONGEST_LIST)..index).rev() {
        let near = at + NEAR >= index && blocks[at].words >= ANNOUNCES;
        if opens(at) && (item || at + 1 == index || near || blocks[at].words >= SENTENCE) {
            return true;
        }
        let goes_on = if item { blocks[at].marks.list() } else { blocks[at].is_short() };
        if !goes_on {
            return false;
        }
    }
    false
}

/// The most that a claim may do where it stands, wherever that is, for zones may be drawn wrong: headings over what nothing names,
/// what stands first under one, steps and lists that a sentence opens may be the article's own.
pub(super) fn most_at(cx: &Context<'_>, index: usize) -> Applicability {
    let most = cx.most_at[index].get().unwrap_or_else(|| if may_be_own(cx, index) { Applicability::Unsafe } else { Applicability::Safe });
    cx.most_at[index].set(Some(most));
    most
}

fn may_be_own(cx: &Context<'_>, index: usize) -> bool {
    let heads_prose = || cx.prose_below(index) && !is_said_again(cx, index) && is_taken_up(cx, index, index + 1);
    !cx.surroundings().has_prose()
        || heads_prose()
        || heads_own(cx, index)
        || goes_on(cx, index)
        || is_headed(cx, index)
        || is_step(cx, index)
        || is_announced(cx, index)
        || is_untitled_top(cx, index)
        || cx.is_among_headings(index)
        || is_answer(cx, index)
        || is_remark(cx, index)
        || is_alone_in_text(cx, index)
}

/// Whether a line answers the question above it, or says of what the line above names that there is none of it.
fn is_answer(cx: &Context<'_>, index: usize) -> bool {
    let Some(above) = index.checked_sub(1) else { return false };
    let block = &cx.blocks()[above];
    let asks = cx.folded(above).trim_end_matches(['*', '_', '"']).ends_with(['?', '？', '؟']);
    !cx.hits.named[above]
        && block.words <= LONGEST_QUESTION
        && (asks || is_alone(cx, index, 1) && block.words > cx.blocks()[index].words && block.is_short() && is_taken_up(cx, index, above))
}

/// Whether a label ends with a full stop: buttons and menus put none, and a counter's is that of an abbreviation.
fn is_remark(cx: &Context<'_>, index: usize) -> bool {
    let block = &cx.blocks()[index];
    block.words <= LONGEST_LABEL && !block.digits && has_full_stop(cx, index)
}

/// Whether a label that belongs around an article has no other near it and stands where sentences of the author's do, or above a
/// brief one.
fn is_alone_in_text(cx: &Context<'_>, index: usize) -> bool {
    let below = index + 1;
    let heads_sentence = || {
        let brief = |block: &Block| block.words < BRIEF && (is_own_sentence(cx, below) || block.words == 1 && ends_sentence(cx, below));
        cx.zone(index) == Zone::Tail && cx.blocks().get(below).is_some_and(brief) && is_alone(cx, index, 1)
    };
    cx.hits.named[index]
        && !goes_in_article(cx, index)
        && (heads_sentence() || cx.surroundings().may_be_text(cx.zone(index)) && is_alone(cx, index, NEAR))
}

/// Whether a clause takes the line safely wherever it stands: the author's text around it says nothing then.
fn goes_in_article(cx: &Context<'_>, index: usize) -> bool {
    let goes = |hit: &Hit| {
        let clause = cx.matcher.clause(cx.set, hit.clause);
        !clause.anchor && clause.fix == Applicability::Safe && clause.zones[Zone::Body as usize]
    };
    cx.hits.of(index).iter().any(goes)
}

/// Whether no known label stands so close above or below, with nothing but lines that end no sentence between.
fn is_alone(cx: &Context<'_>, index: usize, reach: usize) -> bool {
    let is_label = |at: usize| cx.hits.named[at];
    let goes_on = |at: &usize| cx.hits.named[*at] || !is_own_sentence(cx, *at);
    let above = (index.saturating_sub(reach)..index).rev().take_while(goes_on).any(is_label);
    let below = (index + 1..cx.blocks().len().min(index + 1 + reach)).take_while(goes_on).any(is_label);
    !above && !below
}

/// The most that structure may do with a line, whatever stands around it: marked headings, sentences, facts such as a time, an
/// address or a name, and lists of short lines are what an article ends with, too.
pub(super) fn most_for_structure(cx: &Context<'_>, index: usize) -> Applicability {
    let block = &cx.blocks()[index];
    let has = |shape: Shape| has_shape(cx.document, block, shape);
    let says = || {
        cx.layout.run(index).is_some_and(|run| run.anchors < 2)
            || ends_sentence(cx, index)
            || block.digits && has_time(cx.folded(index))
            || is_next_to_article(cx, index) && has(Shape::Name)
            || is_among_marked(cx, index)
            || has(Shape::Url)
    };
    let own = block.marks.heading.is_some()
        || cx.zone(index) == Zone::Tail && cx.surroundings().may_end_article(index)
        || !cx.hits.named[index] && says();
    if own { Applicability::Unsafe } else { Applicability::Safe }
}

/// Whether a line stands close to the article, or no known label between them: a signature does.
fn is_next_to_article(cx: &Context<'_>, index: usize) -> bool {
    let body = cx.layout.furniture.body();
    let between = if index < body.start { index + 1..body.start } else { body.end.min(index)..index };
    between.len() <= NEAR || between.len() <= LONGEST_LIST && !cx.hits.named[between].iter().any(|&named| named)
}

/// Whether a line stands among marked headings that no phrase names.
fn is_among_marked(cx: &Context<'_>, index: usize) -> bool {
    let Some(run) = cx.layout.run(index) else { return false };
    let around = run.blocks.start.max(index.saturating_sub(LONGEST_LIST))..run.blocks.end.min(index + LONGEST_LIST);
    around.filter(|&at| cx.blocks()[at].marks.heading.is_some() && !cx.hits.named[at]).count() >= 2
}

/// Whether a line has a time of day: two digits behind a colon that has one before it.
fn has_time(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b':', bytes).any(|at| at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2))
}

/// Whether the sentence or the verse that a line is part of goes on: behind its comma, or in lower case below.
fn goes_on(cx: &Context<'_>, index: usize) -> bool {
    let starts_low = |block: &Block| cx.document.slice(block.span()).starts_with(char::is_lowercase);
    let line = &cx.blocks()[index];
    let own = |below: &Block| !cx.hits.named[index + 1] && (below.sentence || below.words >= SENTENCE);
    let follows = |below: &&Block| below.is_prose() || below.blank_before == 0 && !starts_low(line) || own(below);
    let below = cx.blocks().get(index + 1).filter(follows);
    cx.folded(index).ends_with([',', ';']) || below.is_some_and(starts_low) || leads_on(cx, index)
}

/// Whether the line above breaks off within its second sentence, as if it went on with this one: "I press the button. It says".
fn leads_on(cx: &Context<'_>, index: usize) -> bool {
    let Some(above) = index.checked_sub(1) else { return false };
    let (block, folded) = (&cx.blocks()[above], cx.folded(above));
    let goes_on = !block.sentence && block.marks.heading.is_none() && folded.ends_with(char::is_alphabetic);
    goes_on
        && block.words >= SENTENCE - 2
        && block.capital_share < 0.5
        && [". ", "? ", "! "].iter().any(|end| folded.contains(end))
        && !cx.hits.named[above]
}

/// Whether a line is marked as a heading and stands over prose, or over what nothing names, or is the text's first heading; or
/// is strong, or numbered, and stands over a sentence.
fn heads_own(cx: &Context<'_>, index: usize) -> bool {
    let blocks = cx.blocks();
    let marks = &blocks[index].marks;
    if (marks.strong || marks.numbered) && blocks.get(index + 1).is_some_and(|below| below.sentence && !cx.hits.named[index + 1]) {
        return true;
    }
    let is_heading = |at: usize| blocks[at].marks.heading.is_some();
    let below = index + 1;
    let over_own = below < blocks.len() && (blocks[below].is_prose() || !cx.hits.named[below] && !is_heading(below));
    is_heading(index)
        && (over_own || !(0..index).rev().any(is_heading) && blocks[index].marks.heading.is_some_and(|heading| heading.level == 1))
}

/// Whether a line stands first under a heading that is marked and that no phrase names, or in the list under any marked one: what it
/// says is what the heading is for.
fn is_headed(cx: &Context<'_>, index: usize) -> bool {
    let blocks = cx.blocks();
    let is_item = |at: usize| blocks[at].marks.list();
    let mut first = index;
    while first > 0 && index - first < LONGEST_LIST && is_item(first) && is_item(first - 1) {
        first -= 1;
    }
    let Some(above) = first.checked_sub(1) else { return false };
    let is_section = blocks[above].marks.heading.is_some_and(|heading| heading.level > 1);
    is_section && (is_item(index) || !cx.hits.named[above]) && !cx.is_kept_title(above)
}

/// Whether a line is numbered and its neighbour too: menus are not.
fn is_step(cx: &Context<'_>, index: usize) -> bool {
    let numbered = |at: Option<usize>| at.and_then(|at| cx.blocks().get(at)).is_some_and(|block| block.marks.numbered);
    numbered(Some(index)) && (numbered(index.checked_sub(1)) || numbered(Some(index + 1)))
}

/// Whether a line above prose is all that could be the title of a text.
fn is_untitled_top(cx: &Context<'_>, index: usize) -> bool {
    cx.layout.kept_title().is_none() && cx.prose_below(index) && (0..index).all(|above| cx.blocks()[above].kind != BlockKind::Text)
}

/// Whether the line below is the same again, or has the same label: neither is the other's heading, and many such lines would go
/// one by one.
fn is_said_again(cx: &Context<'_>, index: usize) -> bool {
    let labels = &cx.hits.labels;
    cx.key(index) == cx.key(index + 1) || labels[index] != 0 && labels[index] == labels[index + 1]
}

/// Whether another line speaks of what a line says, as the paragraph below a heading that has no mark does.
fn is_taken_up(cx: &Context<'_>, index: usize, other: usize) -> bool {
    let (line, other) = (&cx.blocks()[index], &cx.blocks()[other]);
    let (mut of_line, mut of_other) = (Vec::new(), Vec::new());
    let (tokens, below) = (cx.document.tokens(line, &mut of_line), cx.document.tokens(other, &mut of_other));
    let stems = tokens.iter().map(|token| token.stem).filter(|&stem| stem != 0);
    let taken_up = |stem: u32| below.iter().any(|other| other.stem == stem);
    let (words, shared) = stems.fold((0, 0), |(words, shared), stem| (words + 1, shared + usize::from(taken_up(stem))));
    words > 0 && shared * 2 >= words
}

/// The most that a phrase may do where it stands. In a language that has not been measured only a line of several words is as sure
/// as one that has, before or after the article and beside another known line.
pub(super) fn most_for_phrase(cx: &Context<'_>, hit: &Hit) -> Applicability {
    let index = hit.block as usize;
    let accompanied = || (index > 0 && cx.hits.named[index - 1]) || cx.hits.named.get(index + 1).is_some_and(|&named| named);
    let sure = hit.measured || hit.whole && cx.blocks()[index].words >= 2 && cx.zone(index) != Zone::Body && accompanied();
    if sure { Applicability::Safe } else { Applicability::Unsafe }
}

#[cfg(test)]
mod tests;
