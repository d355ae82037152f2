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

/// The text with the tail of a page below it, as it is left.
fn with_tail(text: &str) -> String {
    safely_fixed(&format!("{ARTICLE}{text}\n\nShare on Facebook\n\nLeave a Reply\n\n© 2031 Rowan Point Courier. All rights reserved.\n"))
}

#[test]
fn an_answer_is_none_of_a_pages_counters() {
    let asked = safely_fixed(&format!("{ARTICLE}**And the complaint?**\n\nNo comments\n"));
    assert!(asked.contains("No comments"), "{asked}");
    let minutes = safely_fixed(&format!("{ARTICLE}Item 2. Comments from the gallery\n\nNo comments\n\nItem 3. Next meeting\n"));
    assert!(minutes.contains("No comments"), "{minutes}");
    let remark = safely_fixed(&format!("{ARTICLE}No comments.\n"));
    assert!(remark.contains("No comments."), "{remark}");
    let counter = with_tail("No comments");
    assert!(!counter.contains("No comments"), "{counter}");
}

#[test]
fn what_says_something_between_known_labels_is_no_part_of_a_menu() {
    for line in ["Nobody.", "7:30 pm, 1 June", "dana@example.org", "Dana Reyes"] {
        let fixed = safely_fixed(&format!("{ARTICLE}## Details\n\n{line}\n\nLog in\n\n© 2031 Rowan Point Courier. All rights reserved.\n"));
        assert!(fixed.contains(line) && !fixed.contains("Log in"), "{fixed}");
    }
    let tail = with_tail("Nobody.");
    assert!(!tail.contains("Share on Facebook") && !tail.contains("Leave a Reply"), "{tail}");
}

#[test]
fn a_label_alone_among_sentences_after_the_article_may_be_the_authors() {
    let fixed = safely_fixed(&format!("{ARTICLE}Log out\n\nIt is the way to the garden.\n\nAccept all\n\nNobody came back.\n"));
    assert!(fixed.contains("Log out") && fixed.contains("Accept all"), "{fixed}");
    let tail = with_tail("Nobody came back.");
    assert!(!tail.contains("Share on") && !tail.contains("Leave a Reply"), "labels among others go: {tail}");
}

#[test]
fn without_an_article_nothing_is_certain() {
    let words = "NATURAL\nNEW\nNEXT\nNONE\nREAD\nREADS\nSEARCH\nSECOND\nSTORE\nSTRING\nVIEW\nVIRTUAL\n";
    assert_eq!(safely_fixed(words), words);
}

#[test]
fn a_name_with_a_sign_of_copyright_is_no_footer() {
    let fixed = safely_fixed(&format!("{ARTICLE}© Ines Marlow\n"));
    assert!(fixed.contains("© Ines Marlow"), "{fixed}");
    let footer = with_tail("© Ines Marlow");
    assert!(footer.contains("© Ines Marlow") && !footer.contains("2031"), "{footer}");
}

#[test]
fn a_contents_heading_in_the_middle_of_a_text_may_be_meant() {
    for line in ["Contents", "> Contents"] {
        let fixed = safely_fixed(&format!("{ARTICLE}{line}\n\n{ARTICLE}"));
        assert!(fixed.contains(line), "{fixed}");
    }
    let above = safely_fixed(&format!("# The ferry sails again\n\nTable of contents\n\n{ARTICLE}"));
    assert!(!above.contains("Table of contents"), "{above}");
}

#[test]
fn what_goes_with_a_heading_says_that_it_stands_below_one() {
    let text = format!("{ARTICLE}Related articles\n\nMill to become a museum\n\nLeave a Reply\n");
    let found = Linter::default().check(&Document::parse(text.into(), Format::Plain, &Hints::default())).diagnostics;
    let why: Vec<&str> = found.iter().filter(|found| found.lint == "related-heading").map(|found| &*found.evidence.text).collect();
    assert_eq!(
        why,
        ["the whole line is “related articles”, after the article ends", "it stands below “related articles”, after the article ends"]
    );
}

#[test]
fn a_list_may_end_the_article_unless_the_page_has_begun() {
    let list = "The new council\n\nFinance\nMarit Sole\n\nHealth\nOtto Reimer\n\nEducation\nEwa Lind\n\nTransport\nJannes Brock\n";
    assert_eq!(safely_fixed(&format!("{ARTICLE}{list}")), format!("{ARTICLE}{list}"));
    let page = "\nPrivacy policy\nTerms of use\nAbout us\nCareers\nSports\nWeather\n";
    assert_eq!(safely_fixed(&format!("{ARTICLE}{list}{page}")), format!("{ARTICLE}{list}"), "what is the page's goes, and no more");
    let menu = safely_fixed(&format!("{ARTICLE}\nSports\nWeather\nContact us\nPrivacy policy\n"));
    assert!(!menu.contains("Weather") && !menu.contains("Contact us"), "a menu is one thing, down to its last label: {menu}");
}

#[test]
fn a_label_of_other_lines_may_be_one_of_the_articles() {
    let prizes = "Best loaf\nMarit Sole\n\nMost popular\nOtto Reimer\n\nYoungest baker\nEwa Lind\n";
    let fixed = safely_fixed(&format!("{ARTICLE}{prizes}\nShare this:\nFacebook\nTwitter\nEmail\n"));
    assert_eq!(fixed, format!("{ARTICLE}{prizes}"));
}

#[test]
fn credits_above_the_buttons_of_the_page_are_the_articles() {
    for credit in ["Translated by Ann Hale", "Drawings: Otto Reimer", "Photos: Ewa Lind"] {
        let fixed = safely_fixed(&format!("{ARTICLE}{credit}\n\nShare this:\nFacebook\nTwitter\nEmail\n"));
        assert_eq!(fixed, format!("{ARTICLE}{credit}\n"));
    }
}
