use super::*;
use crate::fix::Removed;
use crate::fix::audit::{ByteRange, ByteSpan};
use crate::lint::Applicability;
use crate::source::{Span, Text};

const A: &str = "\u{feff}Home\r\nThe caf&eacute; is back.\r\nShare";
const B: &str = "\u{feff}The café is back.";

/// The records of the fix that makes `after` of `before` by `edits`: where, how much, and what it became.
fn records(before: &str, after: &str, edits: &[(&str, &str)]) -> Vec<AuditRecord> {
    let text = Text::decode(before.as_bytes().to_vec()).expect("UTF-8");
    let removed: Vec<Removed> = edits
        .iter()
        .map(|&(old, new)| {
            let start = text.as_str().find(old).expect("it is there");
            Removed {
                pass: 1,
                lint: "made-up".into(),
                applicability: Applicability::Safe,
                span: Span::new(start, start + old.len()),
                text: old.to_owned(),
                replacement: new.to_owned(),
            }
        })
        .collect();
    AuditRecord::of_file("a.md", text.origin(), before.as_bytes(), after.as_bytes(), &removed).collect()
}

fn a_to_b() -> Vec<AuditRecord> {
    records(A, B, &[("Home\r\n", ""), ("&eacute;", "é"), ("\r\nShare", "")])
}

fn restored(current: &str, records: &[AuditRecord]) -> (String, usize, Option<RestoreError>) {
    let Restored { bytes, changes, objection } = restore(current.as_bytes(), records);
    (String::from_utf8(bytes).expect("UTF-8"), changes, objection)
}

#[test]
fn clause_12_the_records_give_the_file_back_byte_for_byte() {
    assert_eq!(restored(B, &a_to_b()), (A.to_owned(), 3, None));
}

#[test]
fn clause_12_a_file_that_changed_since_is_left_alone() {
    let edited = B.replace("back", "here");
    assert_eq!(restored(&edited, &a_to_b()), (edited, 0, Some(RestoreError::Changed)));
}

#[test]
fn fixes_are_taken_back_in_reverse_order() {
    let c = "\u{feff}The café.";
    let records = [a_to_b(), records(B, c, &[(" is back", "")])].concat();
    assert_eq!(restored(c, &records), (A.to_owned(), 4, None));
    assert_eq!(restored(B, &records), (A.to_owned(), 3, None), "the later fix is not in this file");
    assert_eq!(restored(A, &records), (A.to_owned(), 0, None), "a second restore has nothing to do");
}

#[test]
fn a_fix_that_never_reached_the_file_is_passed_over() {
    let twice = [a_to_b(), a_to_b()].concat();
    assert_eq!(restored(A, &a_to_b()), (A.to_owned(), 0, None));
    assert_eq!(restored(B, &twice), (A.to_owned(), 3, None));
}

/// Such as the comment that accepts a finding, when the first of two runs was killed before it wrote the file.
#[test]
fn clause_12_an_insertion_that_is_twice_on_record_is_taken_back_once() {
    let record = |at: usize, replacement: &str, before: &str, after: &str| {
        let text = Text::decode(before.as_bytes().to_vec()).expect("UTF-8");
        let (span, replacement) = (Span::new(at, at), replacement.to_owned());
        let removed =
            [Removed { pass: 1, lint: "made-up".into(), applicability: Applicability::Safe, span, text: String::new(), replacement }];
        let records = AuditRecord::of_file("a.md", text.origin(), before.as_bytes(), after.as_bytes(), &removed);
        records.collect::<Vec<_>>()
    };
    let (before, after) = ("One. Three.", "One. Two. Three.");
    let one = record(5, "Two. ", before, after);
    for times in 1..4 {
        assert_eq!(restored(after, &vec![one.clone(); times].concat()), (before.to_owned(), 1, None), "{times} times");
        assert_eq!(restored(before, &vec![one.clone(); times].concat()), (before.to_owned(), 0, None), "{times} times");
    }
    // Two insertions of one fix at one place are two all the same.
    let two = [record(5, "Tw", before, after), record(5, "o. ", before, after)].concat();
    for times in 1..4 {
        assert_eq!(restored(after, &vec![two.clone(); times].concat()), (before.to_owned(), 2, None), "{times} times");
    }
}

#[test]
fn what_was_taken_out_before_somebody_changed_the_file_stays_out() {
    let edited = B.replace("back", "here");
    let c = "\u{feff}The café.";
    let records = [a_to_b(), records(&edited, c, &[(" is here", "")])].concat();
    assert_eq!(restored(c, &records), (edited, 1, Some(RestoreError::ChangedBetween)));
}

#[test]
fn clause_12_records_that_were_tampered_with_put_nothing_back() {
    let all = a_to_b();
    let with = |change: fn(&mut Vec<AuditRecord>)| {
        let mut records = all.clone();
        change(&mut records);
        restored(B, &records)
    };
    let refused = (B.to_owned(), 0, Some(RestoreError::Unfit));
    assert_eq!(with(|records| drop(records.remove(1))), refused, "one is missing");
    assert_eq!(with(|records| records[0].text = "Haus\r\n".to_owned()), refused, "another text of the same length");
    assert_eq!(with(|records| records[1].replacement = "e".to_owned()), refused);
    assert_eq!(with(|records| records[2].span = ByteSpan { byte: ByteRange { start: 7000, end: 7007 } }), refused);
}
