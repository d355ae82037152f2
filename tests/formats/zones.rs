//! Head, body and tail of short, listed and unspaced articles.

use scrublint::lint::Zone;
use scrublint::{Applicability, Format, Linter};

use crate::{PROSE, parse};

/// A letter for each block: `h`, `b` or `t`; the kept title is `T`, wherever it stands.
fn zones(text: &str) -> String {
    let document = parse(Format::Plain, text);
    let layout = Linter::default().layout(&document);
    let zone = |block| match layout.zone(block) {
        _ if layout.kept_title() == Some(block) => 'T',
        Zone::Head => 'h',
        Zone::Body => 'b',
        Zone::Tail => 't',
    };
    (0..document.blocks().len()).map(zone).collect()
}

#[test]
fn a_brief_of_two_sentences_has_a_body() {
    let text = "\
Skip to content\nHome\nNews\nSports\nSubscribe\n\nSeal found asleep on ferry ramp\n\n\
A grey seal kept the morning ferry at its berth for an hour on Friday.\n\
The harbour master said that nobody had wished to wake it.\n\n\
Share\nFacebook\nEmail\nLeave a comment\nPrivacy policy\nTerms of use\n";
    assert_eq!(zones(text), "hhhhhTbbtttttt");
}

/// A list article around `items`.
fn list_article(items: &str) -> String {
    format!(
        "Menu\nHome\nBooks\nLog in\n\nShort novels about the sea\n\n\
The sea is a good place to keep a short novel, because nobody in it can go anywhere. These are the ones that I lend.\n\n{items}\n\
All of them can be read between two meals, and most were written by people who had never been further out than the pier.\n\n\
Related articles\nShare this\nLeave a reply\nContact us\nPrivacy policy\n"
    )
}

#[test]
fn the_items_of_a_list_article_are_its_body() {
    let items = "\
1. Low tide\n\nA girl walks out to a wreck and finds the table laid for two.\n\n\
2. The lamp room\n\nThe keeper has not spoken for a year, and then the oil runs out.\n\n\
3. Nine winters\n\nNothing happens in this one, and I have read it four times.\n";
    assert_eq!(zones(&list_article(items)), "hhhhTbbbbbbbbttttt");
}

#[test]
fn a_bare_list_between_two_paragraphs_is_left_alone() {
    let text = list_article("1. Low tide\n2. The lamp room\n3. Nine winters\n4. Salt and rope\n5. The last crossing\n6. A map of fog\n");
    let fixed = Linter::default().fix(&parse(Format::Plain, &text), Applicability::Unsafe).expect("the fixes settle");
    let article = text.find("Short novels").expect("the title")..text.find("\n\nRelated").expect("the end");
    assert!(fixed.text().starts_with(&text[article]), "{}", fixed.text());
}

#[test]
fn scripts_without_spaces_have_a_body() {
    let text = "\
首页\n新闻\n体育\n登录\n\n渡轮在暴风雨后恢复运营\n\n\
小渡轮周一在暴风雨后首次出航，船上有四十名乘客，码头上从清晨起就有人等候。\n\n\
港务长说，当天傍晚之前船员一共往返了四次，潮汐时刻表仍然写在办公室外的木板上。\n\n\
分享\n微信\n微博\n关于我们\n联系我们\n隐私政策\n";
    let zones = zones(text);
    assert_eq!(&zones[5..7], "bb", "{zones}");
    assert!(zones[8..].chars().all(|zone| zone == 't'), "{zones}");
    assert!(zones[..4].chars().all(|zone| zone == 'h'), "{zones}");
}

#[test]
fn an_article_alone_is_all_body() {
    assert_eq!(
        zones(&format!("{PROSE}\n\n{PROSE} It came back at six.\n\nGetting there\n\n{PROSE} Nobody had been sure that it would.\n")),
        "bbbb"
    );
}

#[test]
fn a_page_without_an_article_has_no_body_that_a_menu_could_hide_in() {
    let zones = zones("Home\nNews\nSports\nSubscribe\nLog in\nPrivacy policy\nTerms of use\n");
    assert!(!zones.contains("bb"), "{zones}");
}
