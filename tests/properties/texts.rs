//! Texts as scrapers leave them, and texts that no scraper ever left.

use proptest::prelude::*;

/// Lines that scrapers leave.
const FURNITURE: &[&str] = &[
    "Skip to content",
    "Home",
    "News",
    "Sports",
    "Log in",
    "Subscribe",
    "[Home](/) » [Harbour](/harbour)",
    "Home / Harbour / The ferry sails again after the storm",
    "Table of Contents",
    "By Ines Marlow",
    "2026-01-17 03:55:00",
    "4 min read",
    "Share",
    "Facebook",
    "Advertisement",
    "Two riders crossing a ford in The Long Tide.",
    "Image via Northlight",
    "Photo: Tobias Renner/Getty Images",
    "Also Read: Nine boats that never came back",
    "Related articles",
    "Nine boats that never came back",
    "Sign up for our newsletter",
    "Your email address will not be published.",
    "Leave a Reply",
    "18 comments",
    "Tags: ferries, storms",
    "The post The ferry sails again appeared first on Harbour Paper.",
    "Privacy policy",
    "© 2025 Harbour Paper. All rights reserved.",
    "Datenschutz",
    "À lire aussi : Neuf bateaux perdus",
    "阅读更多",
];

/// Lines of an article.
const ARTICLE: &[&str] = &[
    "The ferry sails again after the storm",
    "# The ferry sails again after the storm",
    "The small ferry sailed on Monday for the first time since the storm, with forty passengers aboard and a crowd on the quay.",
    "Nobody had been sure that it would. The engine had been taken apart twice over the winter, and the yard has two men left.",
    "By the evening the crew had made four crossings, and the harbour master wrote the tides of the week on his board outside.",
    "## Getting there",
    "- a coat &amp; a hat",
    "1. Low tide",
    "> “I was\u{200b} not afraid,” she said.",
    "小渡轮周一在暴风雨后首次出航，船上有四十名乘客，码头上从清晨起就有人等候。",
    "الميناء يفتح أبوابه من جديد بعد تسعة أسابيع من الإصلاحات في جداره الخارجي.",
];

/// Lines that mean something to the parser.
const MARKS: &[&str] = &[
    "---",
    "===",
    "+++",
    "```",
    "~~~~",
    "* * *",
    "title: The ferry sails again after the storm",
    "{",
    "}",
    "| Harbour | 9.15 |",
    "<!-- scrublint-disable-next-line comment-form: a card by the till -->",
    "<!-- scrublint-disable -->",
    "<!-- scrublint-enable -->",
    "<!-- scrublint-disable",
    "<!-- scrublint-disable-nextline -->",
    "<!-- scrublint-disable-next-line bylnie -->",
    "<!-- scrublint-disable coment-form, harbour -->",
    "<!-- scrublint-disable-line -->",
    "![",
    "[](",
    "&#x200b;",
    "\u{feff}",
];

fn one_of(lines: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(lines).prop_map(str::to_owned)
}

/// A line without its ending.
fn line() -> impl Strategy<Value = String> {
    let indented = ("[ \t>*#-]{0,4}", one_of(FURNITURE)).prop_map(|(lead, line)| lead + &line);
    // No line ending, and no NUL, which only binary files have.
    let character = any::<char>().prop_map(|c| if matches!(c, '\n' | '\r' | '\0') { '�' } else { c });
    let arbitrary = prop::collection::vec(character, 0..24);
    prop_oneof![
        8 => one_of(FURNITURE),
        6 => one_of(ARTICLE),
        2 => one_of(MARKS),
        1 => indented,
        1 => "\\PC{0,60}",
        1 => arbitrary.prop_map(String::from_iter),
        3 => "[ \t\u{a0}]{0,2}",
    ]
}

/// A text whose lines end in any way, the last one perhaps not at all.
pub fn texts() -> impl Strategy<Value = String> {
    let ending = prop_oneof![6 => Just("\n"), 2 => Just("\n\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\n\n\n")];
    let lines = prop::collection::vec((line(), ending), 0..48);
    (lines, line()).prop_map(|(lines, last)| lines.into_iter().flat_map(|(line, ending)| [line, ending.to_owned()]).chain([last]).collect())
}

/// A text of lines that end with a line feed.
pub fn lf_texts() -> impl Strategy<Value = String> {
    texts().prop_map(|text| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Characters of any kind, those that combine, turn the direction of writing or are no characters at all among them.
pub fn unicode() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\n',
        '\r',
        '\t',
        ' ',
        '#',
        '-',
        '>',
        '|',
        '`',
        '&',
        '<',
        '[',
        '\u{a0}',
        '\u{ad}',
        '\u{301}',
        '\u{200b}',
        '\u{200d}',
        '\u{202e}',
        '\u{2028}',
        '\u{3000}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{fffd}',
        '\u{ffff}',
        '\u{10ffff}',
        'ß',
        'İ',
        'ﷺ',
        '渡',
        '🦀',
        '한',
        'ก',
        'א',
        '©',
    ]);
    let character = prop_oneof![2 => odd, 1 => any::<char>().prop_filter("only binary files have it", |&c| c != '\0')];
    prop::collection::vec(character, 0..200).prop_map(String::from_iter)
}
