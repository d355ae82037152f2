//! The guards that hold whatever a clause says.

use crate::{Applicability, Document, Format, Hints, Linter};

const ARTICLE: &str = "The small ferry between Rowan Point and the islands sailed on Monday for the first time since the storm, with forty \
    passengers aboard and a crowd on the quay that had waited since dawn to see it go.\n\nNobody had been sure that it would, since the \
    engine had been taken apart twice over the winter, and the yard on the far shore has two men left who know how to mend one.\n\n";

fn safely_fixed(text: &str) -> String {
    let document = Document::parse(text.into(), Format::Plain, &Hints::default());
    Linter::default().fix(&document, Applicability::Safe).expect("the fixes settle").text().to_owned()
}

#[test]
fn a_phrase_that_is_not_measured_needs_another_beside_it() {
    let alone = safely_fixed(&format!("{ARTICLE}Öppnas i nytt fönster\n"));
    assert!(alone.contains("Öppnas i nytt fönster"), "{alone}");
    let beside = safely_fixed(&format!("{ARTICLE}Öppnas i nytt fönster\nVisa mindre\n"));
    assert!(!beside.contains("Öppnas") && !beside.contains("Visa mindre"), "{beside}");
    let measured = safely_fixed(&format!("{ARTICLE}Opens in a new window\n"));
    assert!(!measured.contains("Opens in"), "{measured}");
}

#[test]
fn a_label_that_the_paragraph_below_takes_up_is_a_heading() {
    let prose = "Subscribe to our newsletter, somebody had written on the door of the ticket office, and under it in pencil another hand had \
        asked what the newsletter of a ferry was, and who had ever subscribed to it.\n\n";
    let fixed = safely_fixed(&format!("{ARTICLE}Subscribe to our newsletter\n\n{prose}{ARTICLE}"));
    assert!(fixed.contains("\nSubscribe to our newsletter\n"), "{fixed}");
    let other = safely_fixed(&format!("{ARTICLE}Subscribe to our newsletter\n\n{ARTICLE}"));
    assert!(!other.contains("Subscribe"), "{other}");
}

#[test]
fn labels_between_paragraphs_may_be_headings_where_there_are_several() {
    let labels = ["Subscribe to our newsletter", "Article continues after advertisement", "Share via email"];
    let text: String = labels.iter().map(|label| format!("{label}\n\n{ARTICLE}")).collect();
    let fixed = safely_fixed(&format!("{ARTICLE}{text}"));
    assert!(labels.iter().all(|label| fixed.contains(label)), "{fixed}");
    let one = safely_fixed(&format!("{ARTICLE}{}\n\n{ARTICLE}", labels[0]));
    assert!(!one.contains(labels[0]), "{one}");
}

#[test]
fn a_label_stays_as_long_as_what_it_labels() {
    let cards = "Related articles\n\nFlood defences: what has been built since the storm\nThe man who paints the railings\nFive walks without a bridge\n";
    let fix = |text: &str, applicability| {
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        Linter::default().fix(&document, applicability).expect("the fixes settle").text().to_owned()
    };
    let safe = fix(&format!("{ARTICLE}{cards}"), Applicability::Safe);
    let all = fix(&format!("{ARTICLE}{cards}"), Applicability::Unsafe);
    assert!(!all.contains("Related articles") && !all.contains("Five walks"), "{all}");
    assert!(safe.contains("Related articles") || !safe.contains("Five walks"), "{safe}");
    assert_eq!(fix(&safe, Applicability::Unsafe), all);
}

#[test]
fn a_list_in_which_lines_only_begin_alike_is_no_menu() {
    let works = "Low Water\nBy Joan Abney\nPencil\nHerring\nBy Joy Ansty\nFelt pen\nUntitled\nBy Simon Coe\nOil\n";
    let fixed = safely_fixed(&format!("{ARTICLE}{works}"));
    assert!(["By Joan Abney", "By Joy Ansty", "By Simon Coe"].iter().all(|line| fixed.contains(line)), "{fixed}");
}
