//! Accepting findings in the text: a comment above each line that is found, a pair around lines that stand together.
//!
//! Holds always: lines are only added, above or below what is found, never in front matter, fenced code or a table; what
//! stands in the text stays byte for byte, but for the list of a comment that is there already and takes more names; a
//! text without findings comes out as it went in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Accepted, Kind, Suppressions};
use crate::check::{Checked, Linter};
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::{Block, BlockKind, Document};
use crate::source::Span;

/// A text with comments above its findings.
#[derive(Debug)]
pub struct Added {
    /// The document with the comments.
    pub document: Document,
    /// What is still found: what no comment can be set above.
    pub remaining: Checked,
    /// How many findings were accepted.
    pub count: usize,
    /// What was added, as edits of the text without it.
    pub insertions: Vec<Edit>,
}

/// Sets comments above all findings, with the reason if there is one.
#[must_use]
pub fn add_comments(linter: &Linter, document: &Document, accepted: &Accepted, reason: Option<&str>) -> Added {
    add_comments_for(linter, document, accepted, reason, |_| true)
}

/// Sets comments above the findings that are `wanted`, with the reason if there is one.
#[must_use]
pub fn add_comments_for(
    linter: &Linter,
    document: &Document,
    accepted: &Accepted,
    reason: Option<&str>,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> Added {
    let found = linter.check_accepting(document, accepted);
    let mut places = Places::new();
    let mut count = 0;
    for diagnostic in found.diagnostics.iter().filter(|diagnostic| wanted(diagnostic)) {
        if linter.lints().find(&diagnostic.lint).is_none_or(|lint| linter.lints().get(lint).is_about_suppressions()) {
            continue;
        }
        let blocks: Vec<usize> = diagnostic.parts.iter().flat_map(|part| around(document, part.span)).collect();
        count += usize::from(!blocks.is_empty());
        for block in blocks {
            places.entry(block).or_default().insert(&diagnostic.lint);
        }
    }
    if places.is_empty() {
        return Added { document: document.clone(), remaining: found, count, insertions: Vec::new() };
    }
    let insertions = insertions(document, &places, reason);
    let document = document.with_text(inserted(document.text(), &insertions));
    let remaining = linter.check_accepting(&document, accepted);
    Added { document, remaining, count, insertions }
}

/// The lints to name, by block.
type Places<'a> = BTreeMap<usize, BTreeSet<&'a str>>;

/// The blocks that a comment must reach to accept what is found in `span`: none in fenced code, all rows of a table, which a
/// comment between them would end.
fn around(document: &Document, span: Span) -> std::ops::Range<usize> {
    let blocks = document.blocks();
    let block = blocks.partition_point(|block| block.span().end <= span.start);
    let row = |block: usize| blocks[block].kind == BlockKind::TableRow;
    let joined = |block: usize| row(block) && row(block - 1) && blocks[block].blank_before == 0;
    if blocks.get(block).is_none_or(|found| found.span().start > span.start || found.kind == BlockKind::Code) {
        return 0..0;
    }
    let (mut first, mut end) = (block, block + 1);
    while first > 0 && joined(first) {
        first -= 1;
    }
    while end < blocks.len() && joined(end) {
        end += 1;
    }
    first..end
}

/// Blocks in a row, and the lints to name for them.
#[derive(Debug)]
struct Stretch<'a> {
    blocks: std::ops::RangeInclusive<usize>,
    lints: BTreeSet<&'a str>,
}

/// Blocks in a row as one. A comment that ended one of the text's own ranges would undo what its writer meant, so that a
/// stretch ends where such a range begins or ends.
fn stretches<'a>(document: &Document, suppressions: &Suppressions<'_>, places: &Places<'a>) -> Vec<Stretch<'a>> {
    let blocks = document.blocks();
    let switches = suppressions.statements().iter().filter(|one| matches!(one.kind, Kind::Disable | Kind::Enable));
    let switches: Vec<usize> = switches.map(|one| one.span.start).collect();
    let apart = |above: usize, below: usize| {
        let next = switches.partition_point(|&at| at < blocks[above].span().start);
        switches.get(next).is_some_and(|&at| at < blocks[below].span().end)
    };
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for (&block, lints) in places {
        match stretches.last_mut() {
            Some(last) if *last.blocks.end() + 1 == block && !apart(*last.blocks.end(), block) => {
                last.blocks = *last.blocks.start()..=block;
                last.lints.extend(lints);
            }
            _ => stretches.push(Stretch { blocks: block..=block, lints: lints.clone() }),
        }
    }
    stretches
}

/// The comments for these places, in the order of the text.
fn insertions(document: &Document, places: &Places<'_>, reason: Option<&str>) -> Vec<Edit> {
    let (text, blocks) = (document.text(), document.blocks());
    let suppressions = Suppressions::find(document);
    let ending = ["\r\n", "\n", "\r"].into_iter().find(|ending| text.contains(ending)).unwrap_or("\n");
    let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    let mut insertions: Vec<(usize, String)> = Vec::new();
    // The first comment for each line that already takes names.
    let mut above: BTreeMap<Span, Span> = BTreeMap::new();
    for one in suppressions.statements().iter().filter(|one| one.kind == Kind::NextLine) {
        if let Some((target, list)) = one.target.zip(one.list.filter(|list| !list.is_empty())) {
            above.entry(target).or_insert(list);
        }
    }
    for stretch in stretches(document, &suppressions, places) {
        let names = Vec::from_iter(stretch.lints).join(", ");
        let (first, last) = (&blocks[*stretch.blocks.start()], &blocks[*stretch.blocks.end()]);
        // A comment at the margin would end the list that an indented item stands in.
        let indent = |block: &Block| &text[document.lines(block).start..block.span().start];
        if stretch.blocks.start() < stretch.blocks.end() {
            insertions.push((document.lines(first).start, format!("{}<!-- scrublint-disable {names}{reason} -->{ending}", indent(first))));
            let closing = format!("{}<!-- scrublint-enable {names} -->", indent(last));
            let has_ending = text[..document.lines(last).end].ends_with(['\n', '\r']);
            insertions.push((document.lines(last).end, if has_ending { closing + ending } else { format!("{ending}{closing}") }));
            continue;
        }
        insertions.push(match above.get(&first.span()) {
            Some(&list) => (list.end, format!(", {names}")),
            None => (document.lines(first).start, format!("{}<!-- scrublint-disable-next-line {names}{reason} -->{ending}", indent(first))),
        });
    }
    // Where one stretch ends and the next begins, the end comes first, as it was added.
    insertions.sort_by_key(|(at, _)| *at);
    insertions.into_iter().map(|(at, comment)| Edit { span: Span::new(at, at), new_text: comment }).collect()
}

fn inserted(text: &str, insertions: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len() + insertions.iter().map(|one| one.new_text.len()).sum::<usize>());
    let mut done = 0;
    for Edit { span, new_text } in insertions {
        result.push_str(&text[done..span.start]);
        result.push_str(new_text);
        done = span.start;
    }
    result.push_str(&text[done..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};

    fn added(text: &str, reason: Option<&str>) -> Added {
        let document = Document::parse(text.into(), Format::Markdown, &Hints::default());
        add_comments(&Linter::default(), &document, Accepted::NONE, reason)
    }

    const ARTICLE: &str = "# The ferry is back\n\nThe small ferry between the two harbours runs again since Monday, after nine weeks in the yard.\n\n\
        Its skipper says that the new engine is so quiet that passengers ask whether it is running at all.\n";

    #[test]
    fn a_comment_accepts_a_finding_and_a_second_run_changes_nothing() {
        for ending in ["\n", "\r\n"] {
            let text = format!("Skip to content\n\n{ARTICLE}\nLeave a Reply\n").replace('\n', ending);
            let once = added(&text, Some("kept"));
            assert!(once.remaining.diagnostics.is_empty(), "{:?}", once.remaining.diagnostics);
            assert!(
                once.document.text().starts_with(&format!("<!-- scrublint-disable-next-line skip-link: kept -->{ending}Skip to content"))
            );
            let left: Vec<&str> = once.document.text().split_inclusive(ending).filter(|line| !line.contains("scrublint-")).collect();
            assert_eq!(left.concat(), text);
            let twice = added(once.document.text(), Some("kept"));
            assert_eq!((twice.document.text(), twice.count), (once.document.text(), 0));
        }
    }

    #[test]
    fn several_lints_of_a_line_share_a_comment() {
        let text = format!("<!-- scrublint-disable-next-line byline: hers -->\nSkip to content\n\n{ARTICLE}");
        let once = added(&text, None);
        assert!(once.document.text().starts_with("<!-- scrublint-disable-next-line byline, skip-link: hers -->\nSkip to content\n"));
    }

    #[test]
    fn lines_that_stand_together_share_a_pair_and_a_stretch_without_a_last_line_ending_gets_one() {
        let menu = "Home\nNews\nLog in\nSubscribe\n";
        let top = added(&format!("{menu}\n{ARTICLE}"), Some("shown"));
        assert!(top.remaining.diagnostics.is_empty(), "{:?}", top.remaining.diagnostics);
        let text = top.document.text();
        assert!(text.starts_with("<!-- scrublint-disable ") && text.matches("scrublint-").count() == 2, "{text}");
        assert!(text.contains(&format!(": shown -->\n{menu}<!-- scrublint-enable ")), "{text}");
        let end = added(&format!("{ARTICLE}\nShare this article\nLeave a Reply"), None);
        assert!(end.document.text().contains("Leave a Reply\n<!-- scrublint-enable "), "{}", end.document.text());
        assert!(end.document.text().ends_with(" -->") && end.remaining.diagnostics.is_empty());
    }

    #[test]
    fn what_the_text_has_switched_off_itself_stays_off() {
        let text = format!(
            "{ARTICLE}\nShare this article\n<!-- scrublint-disable comments: an exhibit -->\nLeave a Reply\nShare this article\n\nLeave a Reply\n"
        );
        let once = added(&text, None);
        assert!(once.remaining.diagnostics.is_empty(), "{:?}\n{}", once.remaining.diagnostics, once.document.text());
        let enabled: Vec<&str> = once.document.text().lines().filter(|line| line.contains("enable comments")).collect();
        assert!(enabled.is_empty(), "{enabled:?}");
    }

    #[test]
    fn an_indented_item_gets_a_comment_as_indented() {
        let once = added(&format!("{ARTICLE}\n- Ferries\n  - Leave a Reply\n- Boats\n"), None);
        assert!(once.document.text().contains("\n  <!-- scrublint-disable"), "{}", once.document.text());
    }

    #[test]
    fn a_table_stays_whole() {
        let table = "| Pier | Dish |\n| --- | --- |\n| 1 | cr&egrave;me |\n| 2 | cr&egrave;pe |\n";
        let once = added(&format!("{ARTICLE}\n{table}"), None);
        assert!(once.count > 0, "something is found in the table");
        assert!(once.document.text().contains(table), "{}", once.document.text());
    }

    #[test]
    fn front_matter_and_fenced_code_stay_as_they_are() {
        let code = "```\nSkip to content\n```\n";
        let front = "---\ntitle: The ferry is back\n---\n";
        let once = added(&format!("{front}Skip to content\n\n{ARTICLE}\n{code}"), None);
        assert!(once.document.text().starts_with(&format!("{front}<!-- scrublint-disable")), "{}", once.document.text());
        assert!(once.document.text().ends_with(code), "{}", once.document.text());
    }
}
