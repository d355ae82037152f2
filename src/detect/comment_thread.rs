//! `comment-thread`: readers' comments below the article.
//!
//! Comments are prose like the article, so nothing is judged by its words. What gives a thread away is that it repeats: a head
//! (a name with a date or a time gone by), a text, and often a mark ("Reply"), again and again. Live blogs, letters pages,
//! chronicles and guestbooks repeat in the same way. So a thread is claimed only below prose of the article, and only where
//! something else names it: a heading, a count or a form above it, or the marks in it; where the segmenter took it for
//! a part of the article, both, or a heading above and a form below. A form below alone says nothing: it stands below articles too.
//! Holds always: nothing above the first head is claimed, nor more after the last than the comments before show to be likely.
//!
//! Options: `article` (words of prose that stand above), `heads` (fewest comments), `longest` (blocks of a comment), `reach`
//! (blocks between the heading and the first comment), `marked` (share of comments that have a mark), `veto` and `most-vetoed`
//! (log-odds below which a text is surely the article's, and the share of such texts above which all of them stay).

use std::ops::Range;

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::document::{Block, BlockKind, has_shape};
use crate::lint::{Applicability, LintIndex, Shape};

/// Words of the longest head.
const LONGEST_HEAD: u32 = 14;
/// Words of the longest name that stands in a line of its own.
const LONGEST_NAME: u32 = 6;
/// Words of the longest time gone by.
const LONGEST_AGE: usize = 5;
/// Words from which a block between two heads is what somebody said.
const TEXT: u32 = 4;
/// Words from which the segmenter's opinion on a text counts.
const OPINION: u32 = 10;

/// A comment's head: where it begins, and one past its last block.
#[derive(Debug, Clone, Copy)]
struct Head {
    start: usize,
    end: usize,
    named: bool,
}

/// The lints whose phrases tell the parts of a comment section.
struct Known {
    sections: Vec<LintIndex>,
    marks: Vec<LintIndex>,
}

impl Known {
    /// "Reply", "Like", "Jan says:".
    fn is_mark(&self, cx: &Context<'_>, block: usize) -> bool {
        cx.is_hit_by(block, &self.marks)
    }

    /// "3 comments", "Leave a reply". "Reply" is a form's button too, and stands below each comment.
    fn is_section(&self, cx: &Context<'_>, block: usize) -> bool {
        cx.is_hit_by(block, &self.sections) && !self.is_mark(cx, block)
    }
}

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    // Most articles have no comments: nothing else is looked at.
    if !(0..cx.blocks().len()).any(|block| cx.hits.named[block] && cx.is_hit_by_category(block, "comments")) {
        return;
    }
    let find = |ids: &[&str]| ids.iter().filter_map(|id| cx.set.find(id)).collect();
    let known = Known { sections: find(&["comment-count", "comment-form"]), marks: find(&["comment-meta", "reaction-counter"]) };
    let Some(first) = below_article(cx) else { return };
    if !(first..cx.blocks().len()).any(|block| known.is_section(cx, block) || known.is_mark(cx, block)) {
        return;
    }
    for heads in threads(cx, &known, first) {
        if let Some(words) = evidence(cx, &known, first, &heads) {
            let blocks = claimed(cx, &known, &heads);
            out.push(Finding::delete(cx.lint, blocks, Applicability::Unsafe, EvidenceKind::Structure, words));
        }
    }
}

/// The first block with enough of the article above it.
fn below_article(cx: &Context<'_>) -> Option<usize> {
    let enough = cx.count("article") as u32;
    let mut words = 0;
    let from = cx.layout.furniture.body().start;
    let mut prose = cx.blocks().iter().enumerate().skip(from).filter(|(_, block)| block.is_prose());
    prose.find_map(|(index, block)| {
        words += block.words;
        (words >= enough).then_some(index + 1)
    })
}

/// Heads that follow each other, no further apart than a comment is long, and with no heading of another section between them.
fn threads(cx: &Context<'_>, known: &Known, first: usize) -> Vec<Vec<Head>> {
    let (fewest, longest) = (cx.count("heads"), cx.count("longest"));
    let mut threads = Vec::new();
    let mut heads: Vec<Head> = Vec::new();
    for index in first..cx.blocks().len() {
        let ends = known.is_section(cx, index) || ["related", "newsletter"].iter().any(|of| cx.is_hit_by_category(index, of));
        let far = heads.last().is_some_and(|head| index - head.end > longest);
        if ends || far {
            threads.push(std::mem::take(&mut heads));
        }
        let Some(named) = stamp(cx, known, index) else { continue };
        match heads.last_mut() {
            // "Jan says:", and the date below.
            Some(head) if head.end == index => {
                head.end = index + 1;
                head.named |= named;
            }
            before => {
                let free = before.map_or(first, |head| head.end);
                let name = !named && index > free && is_name(cx, known, index - 1);
                heads.push(Head { start: index - usize::from(name), end: index + 1, named: named || name });
            }
        }
    }
    threads.push(heads);
    threads.retain(|heads| heads.len() >= fewest);
    threads
}

/// Whether a block is the line of a head that has its date, and then whether the name stands in it too.
fn stamp(cx: &Context<'_>, known: &Known, index: usize) -> Option<bool> {
    let block = &cx.blocks()[index];
    if block.kind != BlockKind::Text || block.words > LONGEST_HEAD || block.is_prose() {
        return None;
    }
    if block.colon && known.is_mark(cx, index) {
        return Some(true);
    }
    let shaped = |shape| has_shape(cx.document, block, shape);
    if shaped(Shape::Date) || shaped(Shape::Ago) || is_age(cx.key(index)) {
        return Some(false);
    }
    // What begins with a figure is a date in words that no table has; the name stands above it.
    let folded = cx.folded(index);
    (block.digits && is_signed(folded)).then(|| !folded.starts_with(|c: char| c.is_ascii_digit()))
}

/// Words that end, and that begin, a time gone by.
const AGO: &[&str] = &["ago", "temu", "fa", "назад", "тому", "geleden", "sedan", "siden", "önce", "atrás", "sitten", "lalu", "trước"];
const SINCE: &[&str] = &["il y a ", "vor ", "hace ", "há ", "před ", "πριν ", "منذ "];

/// "2mo", "3 giorni fa", "il y a 4 ans".
fn is_age(key: &str) -> bool {
    let unit = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let short = (1..=2).contains(&(key.len() - unit.len())) && matches!(unit, "s" | "m" | "min" | "h" | "d" | "w" | "mo" | "y" | "yr");
    let ends = key.starts_with(|c: char| c.is_ascii_digit()) && key.rsplit(' ').next().is_some_and(|word| AGO.contains(&word));
    let begins = SINCE.iter().any(|since| key.strip_prefix(since).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    short || (ends || begins) && key.split(' ').count() <= LONGEST_AGE
}

/// A name, and a date with a time of day: figures are read and no words, so that the language does not matter.
fn is_signed(folded: &str) -> bool {
    let (mut clock, mut year, mut words) = (false, false, 0);
    for token in folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|' | '·' | '•')) {
        let mut figures = token.split(|c: char| !c.is_ascii_digit()).filter(|figures| !figures.is_empty());
        match (figures.next(), figures.next(), figures.next(), figures.next()) {
            (None, ..) => words += usize::from(token.contains(char::is_alphabetic)),
            (Some(year_of), None, ..) => year |= year_of.len() == 4,
            (Some(hour), Some(minute), None, _) => clock |= hour.len() <= 2 && minute.len() == 2,
            // "14.9.2031", "21:11:05".
            (Some(first), Some(second), Some(third), None) => {
                let time = token.contains(':');
                clock |= time && first.len() <= 2 && second.len() == 2;
                year |= !time && (first.len() == 4 || third.len() == 4 || third.len() == 2);
            }
            _ => {}
        }
    }
    clock && year && words >= 1
}

/// Whether the line above a date may be whose comment it is.
fn is_name(cx: &Context<'_>, known: &Known, index: usize) -> bool {
    let block = &cx.blocks()[index];
    let marked = known.is_mark(cx, index) && !block.colon || known.is_section(cx, index);
    block.kind == BlockKind::Text && block.words <= LONGEST_NAME && !block.sentence && !marked
}

/// What says that these heads are a thread of comments below the article, in words; `None` if too little does.
fn evidence(cx: &Context<'_>, known: &Known, first: usize, heads: &[Head]) -> Option<String> {
    let (start, end) = (heads.first()?.start, heads.last()?.end);
    let half = heads.len().div_ceil(2);
    let ends = heads.iter().skip(1).map(|head| head.start).chain([cx.blocks().len().min(end + cx.count("longest"))]);
    let (mut texts, mut marks, mut vetoed, mut opinions) = (0, 0, 0, 0);
    for (index, (head, end)) in heads.iter().zip(ends).enumerate() {
        let said = head.end..end;
        texts += usize::from(said.clone().any(|block| is_text(cx, known, block)));
        marks += usize::from(said.clone().any(|block| known.is_mark(cx, block)));
        if index + 1 < heads.len() {
            let judged = said.filter(|&block| cx.blocks()[block].words >= OPINION);
            for block in judged {
                opinions += 1;
                vetoed += usize::from(f64::from(cx.layout.furniture.odds(block)) < cx.number("veto"));
            }
        }
    }
    let names = heads.iter().filter(|head| head.named).count();
    let is_section = |block: &usize| known.is_section(cx, *block);
    let opened = (start.saturating_sub(cx.count("reach")).max(first)..start).rev().find(is_section).is_some();
    let closed = (end..cx.blocks().len().min(end + cx.count("longest"))).find(is_section).is_some();
    let marked = marks >= 2 && marks as f64 >= cx.number("marked") * heads.len() as f64;
    let tail = start >= cx.layout.furniture.body().end;
    let vetoed = vetoed as f64 > cx.number("most-vetoed") * opinions as f64;
    let named = match (opened, marked) {
        (true, true) => "below a heading of comments, with marks of a comment section",
        (true, false) if tail || closed => "below a heading of comments",
        (false, true) if tail => "with marks of a comment section",
        _ => return None,
    };
    (names >= half && texts >= half && !vetoed).then(|| format!("{} times a name, a date and a text {named}", heads.len()))
}

/// What somebody said, rather than a label.
fn is_text(cx: &Context<'_>, known: &Known, index: usize) -> bool {
    let block: &Block = &cx.blocks()[index];
    block.kind == BlockKind::Text && block.words >= TEXT && !known.is_mark(cx, index)
}

/// The blocks of the comments, of the last one only what is likely to be its.
fn claimed(cx: &Context<'_>, known: &Known, heads: &[Head]) -> Vec<usize> {
    let (Some(first), Some(last)) = (heads.first(), heads.last()) else { return Vec::new() };
    let all = first.start..last_end(cx, known, heads, last);
    let may_go =
        |&block: &usize| cx.is_open(block) && cx.most_for(block) > Applicability::None || cx.blocks()[block].kind == BlockKind::Rule;
    all.filter(may_go).collect()
}

/// One past the last block of the last comment: its mark, where the others have one, or the form's heading; else so many
/// blocks as half of the comments have.
fn last_end(cx: &Context<'_>, known: &Known, heads: &[Head], last: &Head) -> usize {
    let mut lengths: Vec<usize> = heads.windows(2).map(|pair| pair[1].start - pair[0].end).collect();
    lengths.sort_unstable();
    let (usual, most) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    let within = |blocks: usize| -> Range<usize> { last.end..cx.blocks().len().min(last.end + blocks) };
    if let Some(form) = within(most + 1).find(|&block| known.is_section(cx, block)) {
        return form;
    }
    let mark = |block: &usize| known.is_mark(cx, *block);
    if let Some(mark_at) = within(most).find(mark) {
        return (mark_at..within(most).end).find(|block| !mark(block)).unwrap_or(within(most).end);
    }
    let ends = |&block: &usize| cx.blocks()[block].marks.heading.is_some() || cx.hits.named[block];
    within(usual).find(ends).unwrap_or(within(usual).end)
}

#[cfg(test)]
mod tests {
    use crate::{Document, Format, Hints, Linter};

    const QUESTION: &str = "Which blanket for the ferry?\n\nI take the first boat to the islands next week. Wool or fleece?\n\n";
    const ARTICLE: &str = "The ferry at Rowan Point sails again\n\nThe small ferry between Rowan Point and the islands sailed on Monday for \
        the first time since the storm, with forty passengers aboard and a crowd on the quay that had waited since dawn to see it \
        go.\n\nNobody had been sure that it would, since the engine had been taken apart twice over the winter, and the yard on the \
        far shore now has two who know how to put one together again.\n\n";
    const POSTS: &str = "2 replies\n\nMarlow77\n3 March 2031 at 10:12 pm\n\nBring wool, and a second one for the goat.\n\nReply\n\n\
        Petra\n4 March 2031 at 7:40 am\n\nSit on the engine hatch, which is warm.\n\nReply\n";

    fn claims(text: String) -> usize {
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        Linter::default().check(&document).diagnostics.iter().filter(|diagnostic| diagnostic.lint == "comment-thread").count()
    }

    #[test]
    fn posts_are_comments_only_below_an_article() {
        assert!(claims(format!("{ARTICLE}{POSTS}")) > 0);
        assert_eq!(claims(format!("{QUESTION}{POSTS}")), 0, "the posts of a forum are its text");
    }

    #[test]
    fn dates_without_a_heading_or_marks_are_no_comments() {
        let entries = POSTS.replace("2 replies\n\n", "").replace("Reply\n", "");
        assert_eq!(claims(format!("{ARTICLE}{entries}")), 0);
    }
}
