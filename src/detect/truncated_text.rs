//! `truncated-text`: an article that was cut off.
//!
//! A mark of the program that cut counts wherever it ends a block; else the article's last block is looked at, and only
//! for ends that no article has: an excerpt's mark, three dots above a read-more link, a comma, an article or a preposition.
//! Three dots alone are a writer's as well and say nothing.
//!
//! Options: `words` (fewest of a block whose end is judged by its last word).

use crate::check::{Context, Finding};
use crate::document::{Block, BlockKind};

/// Marks of excerpts, as they are folded.
const MARKS: &[&str] =
    &["[...]", "(...)", "(more...)", "(mehr...)", "(suite...)", "(más...)", "(далее...)", "... read more", "... continue reading"];

/// Words that open what follows and end no sentence without a full stop.
const OPENERS: &[&str] = &[
    "the", "a", "an", "and", "or", "of", "to", "from", "with", "into", "because", "their", "its", "der", "die", "das", "dem", "den", "und",
    "oder", "ein", "eine", "einen", "einer", "von", "mit", "für", "dass", "le", "la", "les", "et", "ou", "un", "une", "des", "du", "avec",
    "que", "el", "los", "las", "y", "una", "con", "il", "gli", "di", "della", "che", "per", "um", "uma", "do", "da", "dos", "com", "het",
    "een", "en", "van", "met", "и", "или", "с", "что", "не", "в",
];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let body = cx.layout.furniture.body();
    let marked = cx.blocks_with(b']').find(|&index| ends_in_count(cx.folded(index)));
    if let Some(block) = marked {
        out.push(Finding::report(cx.lint, block, "the mark says how much was cut off"));
        return;
    }
    let is_text = |&index: &usize| cx.blocks()[index].kind == BlockKind::Text && !cx.hits.named[index] && cx.blocks()[index].words >= 3;
    if let Some(last) = body.rev().find(is_text)
        && let Some(words) = cut(cx, last)
    {
        out.push(Finding::report(cx.lint, last, words));
    }
}

/// Whether a folded text ends with `[+1234 chars]`, as feeds of news have it.
fn ends_in_count(folded: &str) -> bool {
    let count = folded.strip_suffix(" chars]").and_then(|rest| rest.rsplit_once("[+"));
    count.is_some_and(|(_, count)| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
}

/// Why the article's last block looks cut off.
fn cut(cx: &Context<'_>, last: usize) -> Option<&'static str> {
    let block: &Block = &cx.blocks()[last];
    let folded = cx.folded(last).trim_end();
    let own_words = block.marks.heading.is_none() && !block.marks.quote && !block.marks.image;
    if !own_words || block.words < 8 {
        return None;
    }
    // What begins with the mark as well is a quotation: a trackback, an answer.
    if MARKS.iter().any(|mark| folded.ends_with(mark)) && !folded.starts_with("[...]") && !folded.starts_with("\\[") {
        return Some("it ends with an excerpt's mark");
    }
    let word = folded.rsplit(' ').next().unwrap_or_default();
    let open = folded.ends_with(',') || OPENERS.contains(&word);
    if block.marks.list() || (block.words as usize) < cx.count("words") {
        return None;
    }
    let more = cx.set.find("read-more-stub").is_some_and(|lint| last + 1 < cx.blocks().len() && cx.is_hit_by(last + 1, &[lint]));
    match open {
        true => Some("it ends in the middle of a sentence"),
        false => (more && folded.ends_with("...")).then_some("three dots, and a link to the rest below them"),
    }
}
