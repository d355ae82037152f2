use std::cell::Cell;

use proptest::prelude::*;

use super::super::testing::{checked, finding, line_check, markdown, replacement};
use super::*;
use crate::diagnostic::{Diagnostic, Edit};
use crate::fix::{Edits, REMOVAL_GUARD};
use crate::lint::Level;
use crate::source::Span;

const NO_LIMIT: Limits<'static> = Limits { least: Applicability::Safe, protect: &[], max_removal: 1.0 };
const USUAL: Limits<'static> = Limits { max_removal: 0.9, ..NO_LIMIT };

const PROSE: &str = "The ferry came back on Monday, nine weeks after it had left for repairs.";

fn settled(text: &str, limits: &Limits<'_>, check: impl Fn(&Document) -> Checked) -> Fixed {
    settle(markdown(text), limits, |document, _| check(document)).expect("it settles").told(&check)
}

#[test]
fn clause_05_it_checks_again_until_nothing_changes() {
    // Each pass finds only the last line of the tail: what stands below it hid the others.
    let check = |document: &Document| {
        let last = document.text().trim_end().rsplit('\n').next().unwrap_or_default().to_owned();
        let found = matches!(last.as_str(), "Share" | "Like" | "Pin");
        checked(found.then(|| finding(document, "tail", Applicability::Safe, &[&last])).into_iter().collect())
    };
    let fixed = settled(&format!("{PROSE}\n\nShare\n\nLike\n\nPin\n"), &USUAL, check);
    assert_eq!(fixed.text(), format!("{PROSE}\n"));
    assert_eq!(fixed.document.text(), fixed.text());
    assert_eq!(fixed.passes, 3);
    let told: Vec<(usize, &str)> = fixed.removed.iter().map(|one| (one.pass, one.text.trim())).collect();
    assert_eq!(told, [(3, "Share"), (2, "Like"), (1, "Pin")], "in the order of the original");
}

#[test]
fn without_findings_nothing_changes_and_one_check_is_enough() {
    let checks = Cell::new(0);
    let fixed = settled(PROSE, &USUAL, |_| {
        checks.set(checks.get() + 1);
        checked(Vec::new())
    });
    assert_eq!((fixed.text(), fixed.passes, checks.get()), (PROSE, 0, 1));
    assert!(fixed.removed.is_empty());
}

#[test]
fn what_cannot_be_fixed_remains() {
    let check = |document: &Document| {
        let unsafe_fix = finding(document, "maybe", Applicability::Unsafe, &["Like"]);
        checked(vec![unsafe_fix])
    };
    let fixed = settled(&format!("{PROSE}\n\nLike\n"), &USUAL, check);
    assert_eq!(fixed.passes, 0);
    assert_eq!(fixed.remaining.diagnostics.len(), 1);
}

#[test]
fn clause_05_fixes_that_undo_each_other_are_an_error_that_names_them() {
    let check = |document: &Document| {
        let found = if document.text().contains("colour") {
            replacement(document, "american", "colour", "color")
        } else {
            replacement(document, "british", "color", "colour")
        };
        checked(vec![found])
    };
    let error = settle(markdown("The colour of rust.\n"), &USUAL, |document, _| check(document)).expect_err("a cycle");
    assert_eq!(error, FixError::Cycle { lints: vec!["american".to_owned(), "british".to_owned()] });
    assert!(error.to_string().contains("american, british"), "{error}");
}

#[test]
fn clause_05_a_fix_that_feeds_on_itself_is_an_error() {
    let check = |document: &Document| checked(vec![replacement(document, "doubling", "a", "ab")]);
    let error = settle(markdown("a\n"), &USUAL, |document, _| check(document)).expect_err("it never ends");
    assert_eq!(error, FixError::Cycle { lints: vec!["doubling".to_owned()] });

    let longest = Cell::new(0);
    let check = |document: &Document| {
        let all = document.text().trim_end();
        longest.set(all.len());
        checked(vec![replacement(document, "doubling", all, &all.repeat(2))])
    };
    assert!(settle(markdown("abcd\n"), &USUAL, |document, _| check(document)).is_err());
    assert!(longest.get() <= 2 * GROWTH_FREE, "nor does it fill the memory: {} bytes", longest.get());
}

#[test]
fn clause_06_a_fix_that_removes_almost_everything_is_not_made() {
    let text = "A sentence of more than eight words that stays where it is.\n\nShare\n\nLike\n".to_owned() + &"Pin this\n".repeat(80);
    let is_furniture = |line: &str| matches!(line, "Share" | "Like" | "Pin this");
    let fixed = settled(&text, &USUAL, line_check("widgets", is_furniture));
    assert_eq!(fixed.text(), text);
    assert_eq!(fixed.document.text(), text);
    assert!(fixed.removed.is_empty());
    assert_eq!(fixed.passes, 0);

    let guard = &fixed.remaining.diagnostics[0];
    assert_eq!((&*guard.lint, &*guard.category, guard.level), (REMOVAL_GUARD, "document", Level::Error));
    assert_eq!(guard.fix, None);
    assert_eq!(guard.span(), Span::new(0, text.find("\n\n").expect("a blank line")));
    assert!(guard.message.contains("of the text, the limit is 90%"), "{}", guard.message);
    assert_eq!(fixed.remaining.diagnostics.len(), 83, "the findings of the original are still there");

    let raised = settled(&text, &NO_LIMIT, line_check("widgets", is_furniture));
    assert_eq!(raised.text(), "A sentence of more than eight words that stays where it is.\n");
}

#[test]
fn clause_06_a_fix_that_leaves_no_sentence_is_not_made() {
    let text = format!("Harbour news\n\n{PROSE}\n\nA list of ships and of the piers that they use in winter\n");
    let fixed = settled(&text, &NO_LIMIT, line_check("too-keen", |line| line == PROSE));
    assert_eq!(fixed.text(), text);
    assert!(fixed.remaining.diagnostics.iter().any(|one| one.lint == REMOVAL_GUARD && one.message.contains("no sentence")));

    let list = "Share\n\nHarbour news\n\nShips\n\nPiers\n";
    let fixed = settled(list, &NO_LIMIT, line_check("widgets", |line| line == "Share"));
    assert_eq!(fixed.text(), "Harbour news\n\nShips\n\nPiers\n", "where there was none, none is missed");
}

#[test]
fn clause_06_front_matter_does_not_make_a_loss_look_small() {
    let front = format!("---\ntitle: {}\n---\n", "Long ".repeat(60));
    let text = format!("{front}Ships\n\n{}", "Share\n\n".repeat(20));
    let fixed = settled(&text, &USUAL, line_check("widgets", |line| line == "Share"));
    assert_eq!(fixed.text(), text);
    assert!(!fixed.remaining.diagnostics.is_empty());
}

/// Lines of furniture and of text with blank lines between, under any line endings.
fn pages() -> impl Strategy<Value = String> {
    let line = prop_oneof![Just("Share"), Just(" Like "), Just("One."), Just("- Two"), Just("Dré\u{a0}i"), Just(""), Just(" \u{a0}")];
    let ending = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    (prop::collection::vec((line, ending), 0..24), any::<bool>(), any::<bool>()).prop_map(|(lines, front, final_newline)| {
        let mut text = if front { "---\ntitle: Share\n---\n".to_owned() } else { String::new() };
        let last = lines.len().saturating_sub(1);
        for (index, (line, ending)) in lines.into_iter().enumerate() {
            text.push_str(line);
            text.push_str(if index == last && !final_newline { "" } else { ending });
        }
        text
    })
}

fn is_furniture(line: &str) -> bool {
    matches!(line, "Share" | "Like")
}

/// The lines that are neither blank nor furniture, without their endings.
fn kept_lines(text: &str) -> Vec<&str> {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty() && !is_furniture(line.trim())).collect()
}

proptest! {
    #[test]
    fn clause_09_the_lines_that_stay_do_so_byte_for_byte(text in pages()) {
        let fixed = settled(&text, &NO_LIMIT, line_check("widgets", is_furniture));
        prop_assert_eq!(kept_lines(fixed.text()), kept_lines(&text));
        let body = fixed.document.front_matter().map_or(0, |front| front.span().end);
        prop_assert!(!fixed.text()[body..].lines().any(|line| is_furniture(line.trim())));
        if !fixed.text()[body..].trim().is_empty() {
            prop_assert_eq!(fixed.text().ends_with(['\n', '\r']), text.ends_with(['\n', '\r']), "{:?}", fixed.text());
        }
    }

    #[test]
    fn clause_10_a_second_fix_changes_nothing(text in pages()) {
        let check = line_check("widgets", is_furniture);
        let once = settled(&text, &NO_LIMIT, &check);
        let twice = settled(once.text(), &NO_LIMIT, &check);
        prop_assert_eq!(&twice.text(), &once.text());
        prop_assert!(once.passes <= 1 && twice.passes == 0);
    }

    #[test]
    fn clause_10_the_inverse_of_what_was_removed_gives_the_original_back(text in pages()) {
        let fixed = settled(&text, &NO_LIMIT, line_check("widgets", is_furniture));
        let edits = fixed.removed.iter().map(|one| Edit { span: one.span, new_text: one.replacement.clone() }).collect();
        let edits = Edits::new(&text, edits).expect("records are disjoint");
        prop_assert_eq!(&edits.apply(), &fixed.text());
        let back = Edits::new(fixed.text(), edits.inverse()).expect("the inverse fits");
        prop_assert_eq!(back.apply(), text);
    }

    #[test]
    fn line_endings_do_not_decide_what_goes(text in pages()) {
        let unix = text.replace("\r\n", "\n").replace('\r', "\n");
        let dos = unix.replace('\n', "\r\n");
        let fixed = |text: &str| settled(text, &NO_LIMIT, line_check("widgets", is_furniture)).text().to_owned();
        prop_assert_eq!(fixed(&dos), fixed(&unix).replace('\n', "\r\n"));
    }
}

#[test]
fn clause_07_protected_text_is_left_by_every_pass() {
    let pattern = [Regex::new("^Like$|Share").expect("a pattern")];
    let limits = Limits { protect: &pattern, ..NO_LIMIT };
    let text = format!("Share\n\n{PROSE}\n\nLike\n");
    let fixed = settled(&text, &limits, line_check("widgets", is_furniture));
    assert_eq!(fixed.text(), format!("Share\n\n{PROSE}\n"));
    let remaining: Vec<&Diagnostic> = fixed.remaining.diagnostics.iter().collect();
    assert_eq!(remaining.len(), 1, "it is still reported");
}
