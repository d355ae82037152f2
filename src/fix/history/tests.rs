use proptest::prelude::*;

use super::*;
use crate::diagnostic::Edit;
use crate::fix::Edits;
use crate::lint::Applicability;

fn change(lint: &'static str, start: usize, end: usize, new_text: &str) -> Change {
    let applicability = if lint == "sure" { Applicability::Safe } else { Applicability::Unsafe };
    Change { lint: lint.into(), applicability, span: Span::new(start, end), new_text: new_text.to_owned() }
}

/// The text after each pass made its changes, and the records.
fn after(original: &str, passes: &[Vec<Change>]) -> (String, Vec<Removed>) {
    let mut history = History::new(original);
    let mut text = original.to_owned();
    for changes in passes {
        let edits = changes.iter().map(|change| Edit { span: change.span, new_text: change.new_text.clone() }).collect();
        history.record(&text, changes);
        text = Edits::new(&text, edits).expect("they fit").apply();
    }
    (text, history.into_removed())
}

/// What the records, as edits, make of the original.
fn replayed(original: &str, removed: &[Removed]) -> String {
    let edits = removed.iter().map(|one| Edit { span: one.span, new_text: one.replacement.clone() }).collect();
    Edits::new(original, edits).expect("records are disjoint").apply()
}

#[test]
fn a_later_pass_is_told_in_terms_of_the_original() {
    let (text, removed) = after("abcdef", &[vec![change("sure", 1, 3, "")], vec![change("later", 2, 3, "")]]);
    assert_eq!(text, "adf");
    let told: Vec<(usize, &str, Span, &str)> = removed.iter().map(|one| (one.pass, &*one.lint, one.span, one.text.as_str())).collect();
    assert_eq!(told, [(1, "sure", Span::new(1, 3), "bc"), (2, "later", Span::new(4, 5), "e")]);
}

#[test]
fn a_deletion_around_an_earlier_one_leaves_it_its_own_record() {
    let (text, removed) = after("abcdef", &[vec![change("sure", 2, 3, "")], vec![change("later", 1, 4, "")]]);
    assert_eq!(text, "af");
    let told: Vec<(&str, &str)> = removed.iter().map(|one| (&*one.lint, one.text.as_str())).collect();
    assert_eq!(told, [("later", "b"), ("sure", "c"), ("later", "de")]);
}

#[test]
fn what_changes_a_replacement_takes_over_its_record() {
    let (text, removed) = after("a&amp;b", &[vec![change("sure", 1, 6, "&")], vec![change("later", 1, 2, "and")]]);
    assert_eq!(text, "aandb");
    assert_eq!(removed.len(), 1);
    let one = &removed[0];
    assert_eq!((&*one.lint, one.pass, one.applicability), ("later", 2, Applicability::Unsafe));
    assert_eq!((one.text.as_str(), one.replacement.as_str()), ("&amp;", "and"));
}

#[test]
fn a_change_that_was_undone_is_none() {
    let (text, removed) = after("abc", &[vec![change("a", 1, 2, "x")], vec![change("b", 1, 2, "b")]]);
    assert_eq!(text, "abc");
    assert!(removed.is_empty());
}

/// Cuts and new texts for up to four passes over texts that change size: offsets as shares of the length.
fn passes() -> impl Strategy<Value = Vec<Vec<(u8, u8, String)>>> {
    prop::collection::vec(prop::collection::vec((any::<u8>(), any::<u8>(), "[xyz]{0,3}"), 0..5), 0..5)
}

/// Changes of a text of `len` bytes (all of them single-byte characters), made sorted and disjoint.
fn changes(len: usize, wanted: &[(u8, u8, String)]) -> Vec<Change> {
    let mut spans: Vec<(usize, usize, &str)> = wanted
        .iter()
        .map(|(start, length, new_text)| {
            let start = usize::from(*start) * len / 255;
            (start, (start + usize::from(*length) / 32).min(len), new_text.as_str())
        })
        .collect();
    spans.sort_unstable();
    let mut end = 0;
    spans.retain(|&(start, stop, new_text)| {
        let fits = start >= end && !(start == stop && new_text.is_empty());
        if fits {
            end = stop.max(start + 1);
        }
        fits
    });
    spans.into_iter().map(|(start, end, new_text)| change("sure", start, end, new_text)).collect()
}

proptest! {
    #[test]
    fn clause_12_the_records_alone_lead_from_the_original_to_the_result(original in "[a-e]{0,40}", passes in passes()) {
        let mut length = original.len();
        let passes: Vec<Vec<Change>> = passes.iter().map(|wanted| {
            let changes = changes(length, wanted);
            length = changes.iter().fold(length, |length, change| length + change.new_text.len() - change.span.len());
            changes
        }).collect();
        let (text, removed) = after(&original, &passes);
        prop_assert_eq!(replayed(&original, &removed), text);
        for one in &removed {
            prop_assert_eq!(&one.text, &original[one.span.range()]);
        }
    }
}
