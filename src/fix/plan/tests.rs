use proptest::prelude::*;

use super::super::testing::{diagnostic, finding, markdown, part, replacement, span_of};
use super::*;
use crate::document::BlockKind;
use crate::lint::Applicability::{None as Never, Safe, Unsafe};

fn planned(document: &Document, diagnostics: &[Diagnostic], protect: &[Regex]) -> String {
    Plan::new(document, diagnostics, Unsafe, protect).edits().expect("they fit").apply()
}

/// `text` without each of `needles`, each a finding of its own.
fn without(text: &str, needles: &[&str]) -> String {
    let document = markdown(text);
    let found: Vec<Diagnostic> = needles.iter().map(|needle| finding(&document, "made-up", Safe, &[needle])).collect();
    planned(&document, &found, &[])
}

fn edit(span: Span, new_text: &str) -> Edit {
    Edit { span, new_text: new_text.to_owned() }
}

#[test]
fn clause_03_a_line_goes_with_its_ending() {
    assert_eq!(without("One.\nShare\nTwo.\n", &["Share"]), "One.\nTwo.\n");
    assert_eq!(without("One.\n  Share \t\nTwo.\n", &["Share"]), "One.\nTwo.\n", "and with the white space beside it");
}

#[test]
fn clause_03_as_many_blank_lines_stay_as_stood_on_the_longer_side() {
    assert_eq!(without("One.\n\nShare\n\nTwo.\n", &["Share"]), "One.\n\nTwo.\n");
    assert_eq!(without("One.\n\n\nShare\n\nTwo.\n", &["Share"]), "One.\n\n\nTwo.\n");
    assert_eq!(without("One.\n\nShare\n\n\nTwo.\n", &["Share"]), "One.\n\n\nTwo.\n");
    assert_eq!(without("One.\nShare\n\nTwo.\n", &["Share"]), "One.\n\nTwo.\n");
    assert_eq!(without("One.\n\u{a0}\u{2003}\nShare\n\nTwo.\n", &["Share"]), "One.\n\u{a0}\u{2003}\nTwo.\n", "Unicode's blanks");
}

#[test]
fn clause_03_a_deletion_within_a_line_takes_nothing_beside_it() {
    assert_eq!(without("One. [ad] Two.\n", &["[ad]"]), "One.  Two.\n");
    assert_eq!(without("[ad] [ad2] Two.\n\nThree.\n", &["[ad]", "[ad2]"]), "  Two.\n\nThree.\n");
    assert_eq!(without("Three.\n\nOne. [ad]\n\n[ad2]\n\nTwo.\n", &["[ad]", "[ad2]"]), "Three.\n\nOne. \n\nTwo.\n");
    assert_eq!(without("One.\n\n[ad]\n\n[ad2] Two.\n", &["[ad]", "[ad2]"]), "One.\n\n Two.\n");
}

#[test]
fn clause_03_an_edit_beyond_its_part_is_not_made() {
    let document = markdown("One.\n\nShare\n\nTwo.\n");
    let (inside, beyond) = (span_of(&document, "Share"), span_of(&document, "Share\n\nTwo"));
    let found = diagnostic("made-up", Safe, vec![part(inside, vec![edit(beyond, "")])]);
    assert_eq!(planned(&document, &[found], &[]), document.text());
}

#[test]
fn at_the_start_all_blank_lines_after_go() {
    assert_eq!(without("Share\n\n\nOne.\n", &["Share"]), "One.\n");
    assert_eq!(without("\nShare\n\n\nOne.\n", &["Share"]), "\nOne.\n", "those before stay as they were");
}

#[test]
fn the_end_of_front_matter_is_the_start() {
    assert_eq!(without("---\ntitle: A\n---\n\nShare\n\n\nOne.\n", &["Share"]), "---\ntitle: A\n---\n\nOne.\n");
    assert_eq!(without("---\ntitle: A\n---\nShare\n\nOne.\n", &["Share"]), "---\ntitle: A\n---\nOne.\n");
}

#[test]
fn clause_09_the_final_newline_or_its_absence_stays() {
    assert_eq!(without("One.\n\n\nShare\n", &["Share"]), "One.\n");
    assert_eq!(without("One.\n\n\nShare", &["Share"]), "One.");
    assert_eq!(without("One.\r\n\r\nShare", &["Share"]), "One.");
    assert_eq!(without("One.  \nShare", &["Share"]), "One.  ", "the white space of a line that stays is not touched");
    assert_eq!(without("One.\n\nShare\n\n\n", &["Share"]), "One.\n\n\n", "nor are the blank lines that end the text");
    assert_eq!(without("One.\n\nShare\n  ", &["Share"]), "One.\n  ");
}

#[test]
fn where_all_is_furniture_nothing_is_left() {
    assert_eq!(without("Share\n\nLike\n", &["Share", "Like"]), "");
    assert_eq!(without("Share", &["Share"]), "");
    assert_eq!(without("---\ntitle: A\n---\nShare\n", &["Share"]), "---\ntitle: A\n---\n");
}

#[test]
fn clause_09_line_endings_stay_as_they_were() {
    assert_eq!(without("One.\r\n\r\nShare\r\n\r\nTwo.\r\n", &["Share"]), "One.\r\n\r\nTwo.\r\n");
    assert_eq!(without("One.\r\rShare\r\rTwo.\r", &["Share"]), "One.\r\rTwo.\r");
    assert_eq!(without("One.\r\n\nShare\n\r\nTwo.\r", &["Share"]), "One.\r\n\nTwo.\r", "mixed ones too");
}

#[test]
fn clause_04_deletions_with_blank_lines_alone_between_them_merge() {
    let text = "One.\n\nShare\n\n\n\nLike\n\nTwo.\n";
    let document = markdown(text);
    let found = [finding(&document, "made-up", Safe, &["Share"]), finding(&document, "other", Unsafe, &["Like"])];
    let plan = Plan::new(&document, &found, Unsafe, &[]);
    let edits = plan.edits().expect("they fit");
    assert_eq!(edits.as_slice(), [edit(Span::new(6, text.find("Two").expect("it is there")), "")]);
    assert_eq!(edits.apply(), "One.\n\nTwo.\n");
    let lints: Vec<(&str, &str)> = plan.changes().iter().map(|change| (&*change.lint, &text[change.span.range()])).collect();
    assert_eq!(lints, [("made-up", "Share\n\n\n\n"), ("other", "Like\n\n")], "each lint keeps its own share");
}

#[test]
fn clause_04_deletions_that_overlap_merge() {
    let document = markdown("One.\n\nShare this page\n\nTwo.\n");
    let whole = span_of(&document, "Share this page");
    let found = [
        diagnostic("a", Safe, vec![part(whole, vec![edit(span_of(&document, "Share this"), "")])]),
        diagnostic("b", Safe, vec![part(whole, vec![edit(span_of(&document, "this page"), "")])]),
    ];
    assert_eq!(planned(&document, &found, &[]), "One.\n\nTwo.\n");
}

#[test]
fn clause_04_of_two_replacements_the_later_is_left_for_the_next_pass() {
    let document = markdown("Caf&eacute; noir\n");
    let narrow = replacement(&document, "b-entity", "&eacute;", "é");
    let wide = replacement(&document, "a-drink", "eacute; noir", "latte");
    assert_eq!(planned(&document, &[wide, narrow], &[]), "Café noir\n", "the one that begins first is made");

    let same = [replacement(&document, "b", "noir", "black"), replacement(&document, "a", "noir", "dark")];
    assert_eq!(planned(&document, &same, &[]), "Caf&eacute; dark\n", "at the same place, the lint's id decides");
}

#[test]
fn clause_04_a_replacement_in_what_is_deleted_waits() {
    let document = markdown("One.\n\nShare &amp; like\n\nTwo.\n");
    let found = [replacement(&document, "a", "&amp;", "&"), finding(&document, "z", Safe, &["Share &amp; like"])];
    assert_eq!(planned(&document, &found, &[]), "One.\n\nTwo.\n");
}

#[test]
fn clause_04_all_edits_of_a_part_are_made_or_none() {
    let document = markdown("a1 b1 c1 d1\n");
    let (first, second) = (span_of(&document, "a1"), span_of(&document, "c1"));
    let line = span_of(&document, "a1 b1 c1 d1");
    let pair = diagnostic("pair", Safe, vec![part(line, vec![edit(first, "A"), edit(second, "C")])]);
    let rival = replacement(&document, "rival", "b1 c1", "x");
    assert_eq!(planned(&document, &[pair.clone(), rival], &[]), "A b1 C d1\n");

    let earlier = replacement(&document, "a-rival", "a1", "x");
    assert_eq!(planned(&document, &[pair, earlier], &[]), "x b1 c1 d1\n", "the second edit waits with the first");

    let (middle, last) = (span_of(&document, "b1"), span_of(&document, "d1"));
    let pair = diagnostic("pair", Safe, vec![part(line, vec![edit(middle, "B"), edit(last, "D")])]);
    let rival = diagnostic("rival", Safe, vec![part(line, vec![edit(first, "x"), edit(last, "y")])]);
    assert_eq!(planned(&document, &[pair, rival], &[]), "x b1 c1 y\n", "and the first with the second");
}

#[test]
fn only_fixes_that_are_certain_enough_are_planned() {
    let document = markdown("Share\n\nLike\n\nPin\n\nOne.\n");
    let found =
        [finding(&document, "a", Safe, &["Share"]), finding(&document, "b", Unsafe, &["Like"]), finding(&document, "c", Never, &["Pin"])];
    let at_least = |least| Plan::new(&document, &found, least, &[]).edits().expect("they fit").apply();
    assert_eq!(at_least(Safe), "Like\n\nPin\n\nOne.\n");
    assert_eq!(at_least(Unsafe), "Pin\n\nOne.\n");
    assert_eq!(at_least(Never), "Pin\n\nOne.\n", "a finding without a fix only reports");
}

#[test]
fn clause_07_front_matter_and_fenced_code_are_never_edited() {
    let text = "---\ntitle: Share\n---\n\nOne.\n\n```\nLike\n```\n\nPin\n";
    assert_eq!(without(text, &["title: Share", "Like", "Pin"]), "---\ntitle: Share\n---\n\nOne.\n\n```\nLike\n```\n");
}

#[test]
fn clause_07_protected_text_is_never_edited_and_the_rest_of_the_finding_is() {
    let document = markdown("One.\n\nShare\n\nOn loan\n\nLike\n\nTwo.\n");
    let found = [finding(&document, "made-up", Safe, &["Share", "On loan", "Like"])];
    let pattern = Regex::new("(?i)on loan").expect("a pattern");
    assert_eq!(planned(&document, &found, &[pattern]), "One.\n\nOn loan\n\nTwo.\n");
}

#[test]
fn clause_07_protected_white_space_stays_too() {
    let document = markdown("One.\n\nShare\n\nTwo.\n");
    let found = [finding(&document, "made-up", Safe, &["Share"])];
    let around = |pattern: &str| planned(&document, &found, &[Regex::new(pattern).expect("a pattern")]);
    assert_eq!(around(r"One\.\n\n"), "One.\n\n\nTwo.\n", "only blank lines that may go are counted");
    assert_eq!(around(r"\n\nTwo"), "One.\n\n\n\nTwo.\n", "not even the line's own ending");
    assert_eq!(around(r"\nTwo"), "One.\n\n\nTwo.\n");
    assert_eq!(around(r"x*"), "One.\n\nTwo.\n", "a pattern that matches nothing protects nothing");
}

#[test]
fn one_findings_edits_are_as_wide_as_its_fix() {
    let document = markdown("One.\n\nShare\n\nLike\n\nTwo.\n");
    let found = finding(&document, "made-up", Unsafe, &["Share"]);
    let free = Protected::find(&document, &[]);
    assert_eq!(edits(&document, &found, &free), [edit(Span::new(6, 13), "")]);
    assert!(edits(&document, &finding(&document, "made-up", Never, &["Share"]), &free).is_empty());
}

/// A small text, and stretches of it that lints of one letter want to change, told as shares of its length.
fn texts_and_wishes() -> impl Strategy<Value = (String, Vec<(u8, u8, &'static str, &'static str)>)> {
    let new_text = prop_oneof![4 => Just(""), 1 => Just("x")];
    let lint = prop_oneof![Just("a"), Just("b"), Just("c")];
    ("[a-dé \n\r\u{a0}]{0,60}", prop::collection::vec((any::<u8>(), 0..12_u8, lint, new_text), 0..8))
}

/// What lints find where `wishes` lie: parts without white space around them, as blocks are.
fn wished(document: &Document, wishes: &[(u8, u8, &'static str, &'static str)]) -> Vec<Diagnostic> {
    let text = document.text();
    let at = |offset: usize| (offset..).find(|&at| text.is_char_boundary(at.min(text.len()))).unwrap_or(0).min(text.len());
    let spans = wishes.iter().filter_map(|&(start, len, lint, new_text)| {
        let start = at(usize::from(start) * text.len() / 255);
        let found = &text[start..at(start + usize::from(len))];
        let start = start + (found.len() - found.trim_start().len());
        let span = Span::new(start, start + found.trim().len());
        (!span.is_empty()).then(|| diagnostic(lint, Safe, vec![part(span, vec![edit(span, new_text)])]))
    });
    spans.collect()
}

fn characters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

proptest! {
    #[test]
    fn clause_03_beside_its_parts_a_plan_takes_white_space_alone((text, wishes) in texts_and_wishes()) {
        let document = markdown(&text);
        let found = wished(&document, &wishes);
        let plan = Plan::new(&document, &found, Safe, &[]);
        let edits = plan.edits().expect("the changes fit together");
        let parts: Vec<Span> = found.iter().map(Diagnostic::span).collect();
        for edit in edits.as_slice() {
            let beside = text[edit.span.range()].char_indices().filter(|(at, _)| {
                let place = Span::new(edit.span.start + at, edit.span.start + at + 1);
                !parts.iter().any(|part| part.contains(place))
            });
            prop_assert!(beside.into_iter().all(|(_, c)| c.is_whitespace()), "{:?}", edit);
        }
        // Where all want to delete, all is deleted, and nothing else; code never is.
        let code = document.blocks().iter().any(|block| block.kind == BlockKind::Code);
        if !code && found.iter().flat_map(|one| &one.parts).all(|part| part.edits[0].new_text.is_empty()) {
            let kept: String = text.char_indices()
                .filter(|&(at, _)| !parts.iter().any(|part| part.start <= at && at < part.end))
                .map(|(_, c)| c).collect();
            let result = edits.apply();
            prop_assert!(characters(&result).eq(characters(&kept)), "{:?}", result);
        }
    }
}

#[test]
fn clause_07_offered_edits_take_no_protected_blank_lines() {
    let document = markdown("One\n\n\nShare\n\nTwo\n");
    let found = finding(&document, "made-up", Safe, &["Share"]);
    let pattern = Regex::new(r"\n+").expect("a pattern");
    let protected = Protected::find(&document, std::slice::from_ref(&pattern));
    let offered = edits(&document, &found, &protected);
    let made = Plan::new(&document, std::slice::from_ref(&found), Safe, &[pattern]).edits().expect("they fit").into_vec();
    assert_eq!(offered, made, "what is offered is what --fix does");
    assert_eq!(offered, [edit(Span::new(6, 11), "")]);
    assert_ne!(offered, edits(&document, &found, &Protected::find(&document, &[])), "without the pattern they go");
}
