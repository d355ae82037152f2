//! The one made-up set of findings that all reports are tried on: a block of several lines, a copy with its original, emoji
//! before a finding, Windows line endings, a tab, an escape sequence, a line of 5,000 characters, a path with spaces and quotes.

use std::rc::Rc;

use scrublint::diagnostic::{Diagnostic, Edit, Evidence, EvidenceKind, Fingerprint, Fix, Part, Related};
use scrublint::{Applicability, Document, Format, Hints, Level, Span, Text};

/// A title that comes twice, a menu of eight lines with blank ones between, a sentence that was wrapped.
pub const HARBOUR: &str = "\
# The harbour opens again

The harbour opens again

Boats came back to the inner basin on Monday, nine weeks after the wall had given way.

More to read

Ten trams to ride before spring
A baker who sells out by eight


The quiet end of platform nine
Who moved the weather station?
Three bridges, one afternoon
A library under the road
See all stories

By posting here you agree to the rules of the house,
which can be found on the page of the same name
";

/// Windows line endings, a tab, an escape sequence, emoji and ideographs.
pub const PIER: &str = "\u{FEFF}\
The old pier\r
\r
\tShare \u{1B}[31mthis\u{1B}[0m 👩\u{200D}🚀 story\r
\r
Planks were laid out along the shore, each with a number in chalk on its underside.\r
\r
請分享這篇文章 with 👍🏽 and ❤\u{FE0F}\r
by Ada Quill\r
請訂閱\r
👩\u{200D}🚀🎉 Ada saw it. Tap here to follow\r
";

/// One paragraph of some 5,000 characters with two broken characters in it, then one that goes as a whole.
fn ledger() -> String {
    let sentence = "The clerk wrote down what every boat had brought and what it had left behind. ";
    let broken = "At the cafÃ© by the lock nobody asked; the owner said naÃ¯ve things and smiled. ";
    format!("{}{broken}{}\n\n{}\n", sentence.repeat(32), sentence.repeat(32), "Read on and on and on … ".repeat(200))
}

pub struct Finding {
    pub path: &'static str,
    pub document: Rc<Document>,
    pub diagnostic: Diagnostic,
}

pub fn document(bytes: &str) -> Rc<Document> {
    let text = Text::decode(bytes.as_bytes().to_vec()).expect("valid UTF-8");
    Rc::new(Document::parse(text, Format::Plain, &Hints::default()))
}

fn span_of(document: &Document, text: &str, nth: usize) -> Span {
    let (start, _) = document.text().match_indices(text).nth(nth).expect("the text is there");
    Span::new(start, start + text.len())
}

pub fn part(document: &Document, lint: &str, text: &str, nth: usize) -> Part {
    Part { span: span_of(document, text, nth), fingerprint: Fingerprint::new(lint, text, 0), edits: Vec::new() }
}

/// The part with an edit that deletes it.
fn deleted(document: &Document, lint: &str, text: &str, nth: usize) -> Part {
    let part = part(document, lint, text, nth);
    Part { edits: vec![Edit { span: part.span, new_text: String::new() }], ..part }
}

pub fn diagnostic(lint: &'static str, level: Level, message: &str, why: &str, parts: Vec<Part>) -> Diagnostic {
    Diagnostic {
        lint: lint.into(),
        category: "made-up".into(),
        level,
        message: message.to_owned().into(),
        help: None,
        evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: why.into() },
        also: Vec::new(),
        parts,
        related: Vec::new(),
        fix: None,
    }
}

fn fix(title: &str, applicability: Applicability) -> Option<Fix> {
    Some(Fix { title: title.to_owned().into(), applicability })
}

pub fn findings() -> Vec<Finding> {
    let harbour = document(HARBOUR);
    let pier = document(PIER);
    let ledger = document(&ledger());

    let copy = deleted(&harbour, "copied-title", "The harbour opens again", 1);
    let title = Diagnostic {
        related: vec![Related { message: "first seen here".into(), span: span_of(&harbour, "# The harbour opens again", 0) }],
        fix: fix("delete the copy", Applicability::Safe),
        ..diagnostic("copied-title", Level::Warn, "The title again", "the same words as the title", vec![copy])
    };

    let menu_lines = [
        "More to read",
        "Ten trams to ride before spring",
        "A baker who sells out by eight",
        "The quiet end of platform nine",
        "Who moved the weather station?",
        "Three bridges, one afternoon",
        "A library under the road",
        "See all stories",
    ];
    let menu_parts = menu_lines.iter().map(|line| deleted(&harbour, "story-menu", line, 0)).collect();
    let menu = Diagnostic {
        help: Some(
            "if the list is the author's own, set `story-menu = \"off\"` or put a comment above it that says so to the linter".into(),
        ),
        also: vec!["loose-heading".into()],
        fix: fix("delete these 8 lines", Applicability::Unsafe),
        ..diagnostic("story-menu", Level::Warn, "Menu of other stories", "8 short lines, of which 2 are known phrases", menu_parts)
    };

    let rules = "By posting here you agree to the rules of the house,\nwhich can be found on the page of the same name";
    let why = "the phrase \"by posting here\"";
    let rules = Diagnostic {
        evidence: Evidence { kind: EvidenceKind::Exact, clause: Some(2), text: why.into() },
        ..diagnostic("house-rules", Level::Info, "Rules for comments", why, vec![part(&harbour, "house-rules", rules, 0)])
    };

    let share = deleted(&pier, "share-line", "Share \u{1B}[31mthis\u{1B}[0m 👩\u{200D}🚀 story", 0);
    let share = Diagnostic {
        fix: fix("delete the line", Applicability::Safe),
        ..diagnostic("share-line", Level::Error, "A line that asks to \u{1B}[7mshare", "the phrase \"share this story\"", vec![share])
    };

    // The byline between the two is not part of the finding.
    let asks = ["請分享這篇文章 with 👍🏽 and ❤\u{FE0F}", "請訂閱"].map(|line| part(&pier, "share-line", line, 0));
    let asks = diagnostic("share-line", Level::Warn, "Lines that ask to share", "the phrase \"請分享\"", asks.to_vec());

    let tap = deleted(&pier, "tap-line", "Tap here to follow", 0);
    let tap = Diagnostic {
        fix: fix("delete these words", Applicability::Safe),
        ..diagnostic("tap-line", Level::Warn, "Words of a button", "[tap here](https://example.com/)", vec![tap])
    };

    let paragraph = ledger.text().lines().next().expect("a paragraph").trim_end();
    let mut broken = part(&ledger, "broken-letters", paragraph, 0);
    broken.edits = [("Ã©", "é"), ("Ã¯", "ï")].map(|(old, new)| Edit { span: span_of(&ledger, old, 0), new_text: new.into() }).to_vec();
    let broken = Diagnostic {
        fix: fix("put \"é\" and \"ï\" in their place", Applicability::Unsafe),
        ..diagnostic(
            "broken-letters",
            Level::Warn,
            "Letters that were decoded twice",
            "\"Ã©\" is \"é\" in UTF-8 read as Latin-1",
            vec![broken],
        )
    };

    let endless = ledger.text().lines().nth(2).expect("a line").trim_end().to_owned();
    let endless = diagnostic(
        "endless-line",
        Level::Warn,
        "A line that never ends",
        "the same words 200 times",
        vec![part(&ledger, "endless-line", &endless, 0)],
    );

    [
        ("news/harbour.md", &harbour, title),
        ("news/harbour.md", &harbour, menu),
        ("news/harbour.md", &harbour, rules),
        ("the \"old\" pier.md", &pier, share),
        ("the \"old\" pier.md", &pier, asks),
        ("the \"old\" pier.md", &pier, tap),
        ("ledger.txt", &ledger, broken),
        ("ledger.txt", &ledger, endless),
    ]
    .map(|(path, document, diagnostic)| Finding { path, document: Rc::clone(document), diagnostic })
    .into()
}
