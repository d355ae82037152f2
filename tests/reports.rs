//! The reports over one made-up set of findings, held against the files in `tests/reports`.
//!
//! `SNAPSHOTS=overwrite cargo test --test reports` writes those files anew; look at the difference.
#![cfg(feature = "cli")]

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;

use scrublint::diagnostic::{Diagnostic, Edit, Evidence, EvidenceKind, Fingerprint, Fix, Part, Related};
use scrublint::report::{Counting, Message, OutputFormat, Report, StatisticsReport, Style, Summary, create};
use scrublint::{Applicability, Document, Format, Hints, Level, LintSet, PositionEncoding, Span, Text};
use snapbox::{assert_data_eq, file};

/// A title that comes twice, a menu of eight lines with blank ones between, a sentence that was wrapped.
const HARBOUR: &str = "\
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
const PIER: &str = "\u{FEFF}\
The old pier\r
\r
\tShare \u{1B}[31mthis\u{1B}[0m 👩\u{200D}🚀 story\r
\r
Planks were laid out along the shore, each with a number in chalk on its underside.\r
\r
請分享這篇文章 with 👍🏽 and ❤\u{FE0F}\r
by Ada Quill\r
請訂閱\r
";

/// One paragraph of some 5,000 characters with two broken characters in it, then one that goes as a whole.
fn ledger() -> String {
    let sentence = "The clerk wrote down what every boat had brought and what it had left behind. ";
    let broken = "At the cafÃ© by the lock nobody asked; the owner said naÃ¯ve things and smiled. ";
    format!("{}{broken}{}\n\n{}\n", sentence.repeat(32), sentence.repeat(32), "Read on and on and on … ".repeat(200))
}

struct Finding {
    path: &'static str,
    document: Rc<Document>,
    diagnostic: Diagnostic,
}

fn document(bytes: &str) -> Rc<Document> {
    let text = Text::decode(bytes.as_bytes().to_vec()).expect("valid UTF-8");
    Rc::new(Document::parse(text, Format::Plain, &Hints::default()))
}

fn span_of(document: &Document, text: &str, nth: usize) -> Span {
    let (start, _) = document.text().match_indices(text).nth(nth).expect("the text is there");
    Span::new(start, start + text.len())
}

fn part(document: &Document, lint: &str, text: &str, nth: usize) -> Part {
    Part { span: span_of(document, text, nth), fingerprint: Fingerprint::new(lint, text, 0), edits: Vec::new() }
}

/// The part with an edit that deletes it.
fn deleted(document: &Document, lint: &str, text: &str, nth: usize) -> Part {
    let part = part(document, lint, text, nth);
    Part { edits: vec![Edit { span: part.span, new_text: String::new() }], ..part }
}

fn diagnostic(lint: &'static str, level: Level, message: &str, why: &str, parts: Vec<Part>) -> Diagnostic {
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

fn findings() -> Vec<Finding> {
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
        ("ledger.txt", &ledger, broken),
        ("ledger.txt", &ledger, endless),
    ]
    .map(|(path, document, diagnostic)| Finding { path, document: Rc::clone(document), diagnostic })
    .into()
}

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("a report is UTF-8")
    }
}

fn style(width: usize) -> Style {
    Style { color: false, width, encoding: PositionEncoding::Utf16, unsafe_fixes: true }
}

/// All findings and two errors, and the summary that counting gives.
fn run(report: Box<dyn Report + '_>) -> Summary {
    let mut report = Counting::new(report);
    for Finding { path, document, diagnostic } in &findings() {
        report.message(Message::Finding { path: Path::new(path), document, diagnostic }).expect("the sink takes all");
    }
    let message = "byte 0xE9 at offset 3 is not valid UTF-8";
    report.message(Message::Error { path: Some(Path::new("latin.txt")), message }).expect("the sink takes all");
    report.message(Message::Error { path: None, message: "nothing is known of `--lang xx`" }).expect("the sink takes all");
    let summary = Summary { files: 12, suppressed: 4, baselined: 1, ..report.tally().summary() };
    report.finish(&summary).expect("the sink takes all");
    summary
}

fn printed(format: OutputFormat, style: Style) -> String {
    let sink = Sink::default();
    run(create(format, style, Box::new(sink.clone())));
    sink.text()
}

fn without_version(json: &str) -> String {
    json.replace(concat!("\"version\":\"", env!("CARGO_PKG_VERSION"), "\""), "\"version\":\"[VERSION]\"")
}

#[test]
fn full_at_80_columns() {
    assert_data_eq!(printed(OutputFormat::Full, style(80)), file!["reports/full-80.txt"].raw());
}

#[test]
fn full_at_120_columns() {
    assert_data_eq!(printed(OutputFormat::Full, style(120)), file!["reports/full-120.txt"].raw());
}

#[test]
fn concise() {
    assert_data_eq!(printed(OutputFormat::Concise, style(80)), file!["reports/concise.txt"].raw());
}

#[test]
fn json() {
    assert_data_eq!(without_version(&printed(OutputFormat::Json, style(80))), file!["reports/report.json": Text].raw());
}

#[test]
fn jsonl() {
    assert_data_eq!(without_version(&printed(OutputFormat::Jsonl, style(80))), file!["reports/report.jsonl": Text].raw());
}

#[test]
fn statistics_are_sorted_by_count_then_id() {
    let sink = Sink::default();
    run(Box::new(StatisticsReport::new(sink.clone(), style(80), OutputFormat::Full)));
    assert_data_eq!(sink.text(), file!["reports/statistics.txt"].raw());

    let sink = Sink::default();
    run(Box::new(StatisticsReport::new(sink.clone(), style(80), OutputFormat::Json)));
    let json: serde_json::Value = serde_json::from_str(&sink.text()).expect("JSON");
    let lints: Vec<_> = json["statistics"].as_array().expect("a list").iter().map(|count| count["lint"].as_str()).collect();
    assert_eq!(lints[..2], [Some("share-line"), Some("broken-letters")]);
    assert_eq!(json["errors"][0]["path"], "latin.txt");
    assert_eq!(json["summary"]["findings"], 7);
}

#[test]
fn no_line_of_text_is_wider_than_the_terminal() {
    for width in 40..140 {
        for line in printed(OutputFormat::Full, style(width)).lines().filter(|line| line.contains('│') || line.contains("= ")) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "at {width} columns: {line}");
        }
    }
}

#[test]
fn nothing_in_an_article_reaches_the_terminal_as_a_command() {
    for format in [OutputFormat::Full, OutputFormat::Concise] {
        let printed = printed(format, style(80));
        assert!(printed.chars().all(|c| c == '\n' || !c.is_control()), "{printed:?}");
    }
    let colored = printed(OutputFormat::Full, Style { color: true, ..style(80) });
    assert!(colored.contains("\u{1B}["));
    assert!(!colored.contains("\u{1B}[31mthis"), "the article's own escape sequence");
}

#[test]
fn nothing_found_is_all_clear() {
    let clear = |format, summary| {
        let sink = Sink::default();
        create(format, style(80), Box::new(sink.clone())).finish(&summary).expect("the sink takes all");
        sink.text()
    };
    let summary = Summary { files: 12, ..Summary::default() };
    assert_eq!(clear(OutputFormat::Full, summary), "All clear: 12 files checked.\n");
    assert_eq!(clear(OutputFormat::Concise, Summary { files: 1, ..summary }), "All clear: 1 file checked.\n");
    assert_eq!(clear(OutputFormat::Full, Summary { suppressed: 2, ..summary }), "All clear: 12 files checked.\nLeft out: 2 suppressed.\n");
    assert_eq!(clear(OutputFormat::Full, Summary { fixed: 3, ..summary }), "Fixed 3 findings, none left in 12 files.\n");
    assert_eq!(clear(OutputFormat::Full, Summary { errors: 1, ..summary }), "Nothing found in 12 files; 1 error.\n");
    assert_eq!(clear(OutputFormat::Full, Summary::default()), "Nothing was checked.\n");
    let json: serde_json::Value = serde_json::from_str(&clear(OutputFormat::Json, summary)).expect("JSON");
    assert_eq!((&json["diagnostics"], &json["summary"]["files"]), (&serde_json::json!([]), &serde_json::json!(12)));
    assert_eq!(clear(OutputFormat::Jsonl, summary).lines().count(), 1);
}

#[test]
fn what_is_fixable_is_told_by_how() {
    let closing = |safe, unsafe_, invite| {
        let sink = Sink::default();
        let summary = Summary { files: 1, findings: 9, fixable: safe, fixable_unsafe: unsafe_, ..Summary::default() };
        create(OutputFormat::Concise, Style { unsafe_fixes: invite, ..style(80) }, Box::new(sink.clone()))
            .finish(&summary)
            .expect("the sink takes all");
        sink.text().lines().nth(1).map(str::to_owned)
    };
    assert_eq!(closing(0, 0, true), None);
    assert_eq!(closing(2, 0, true).as_deref(), Some("[*] 2 can be fixed with `--fix`."));
    assert_eq!(closing(2, 1, true).as_deref(), Some("[*] 2 can be fixed with `--fix`, [?] 1 more with `--fix --unsafe-fixes`."));
    assert_eq!(closing(2, 1, false).as_deref(), Some("3 can be fixed with `--fix`: [*] 2 safe, [?] 1 unsafe."));
}

#[test]
fn the_levels_that_were_reported_decide() {
    let mut report = Counting::new(create(OutputFormat::Concise, style(80), Box::new(io::sink())));
    for Finding { path, document, diagnostic } in findings().iter().take(3) {
        report.message(Message::Finding { path: Path::new(path), document, diagnostic }).expect("the sink takes all");
    }
    assert_eq!(report.tally().at_least(Level::Info), 3);
    assert_eq!(report.tally().at_least(Level::Warn), 2);
    assert_eq!(report.tally().at_least(Level::Error), 0);
    assert_eq!(report.tally().errors(), 0);
}

#[test]
fn a_plug_in_can_apply_the_edits_by_byte() {
    let json: serde_json::Value = serde_json::from_str(&printed(OutputFormat::Json, style(80))).expect("JSON");
    let share = json["diagnostics"].as_array().expect("a list").iter().find(|entry| entry["lint"] == "share-line").expect("the finding");
    let byte = |end: &str| share["fix"]["edits"][0]["byte"][end].as_u64().expect("a number") as usize;
    let mut file = PIER.as_bytes().to_vec();
    assert_eq!(share["source_hash"], format!("xxh3:{:016x}", xxhash_rust::xxh3::xxh3_64(&file)));
    file.drain(byte("start")..byte("end"));
    let fixed = String::from_utf8(file).expect("no character is cut");
    assert!(fixed.starts_with("\u{FEFF}The old pier\r\n\r\nPlanks"), "{fixed:?}");
}

#[test]
fn columns_are_in_the_unit_that_is_declared() {
    let end = |encoding| {
        let json = printed(OutputFormat::Json, Style { encoding, ..style(80) });
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let share =
            json["diagnostics"].as_array().expect("a list").iter().find(|entry| entry["lint"] == "share-line").expect("the finding");
        (json["position_encoding"].as_str().map(str::to_owned), share["span"]["end"]["column"].as_u64())
    };
    assert_eq!(end(PositionEncoding::Utf8), (Some("utf-8".into()), Some(39)));
    assert_eq!(end(PositionEncoding::Utf16), (Some("utf-16".into()), Some(33)));
    assert_eq!(end(PositionEncoding::Utf32), (Some("utf-32".into()), Some(31)));
}

#[test]
fn bundled_lints_have_a_page_and_others_have_none() {
    let set = LintSet::bundled();
    let (_, lint) = set.iter().next().expect("there are lints");
    let document = document(HARBOUR);
    let url = |id: &str, category: &str| {
        let parts = vec![part(&document, "any", "See all stories", 0)];
        let diagnostic = Diagnostic {
            lint: id.to_owned().into(),
            category: category.to_owned().into(),
            ..diagnostic("any", Level::Warn, "", "", parts)
        };
        let sink = Sink::default();
        let mut report = create(OutputFormat::Jsonl, style(80), Box::new(sink.clone()));
        report
            .message(Message::Finding { path: Path::new("a.md"), document: &document, diagnostic: &diagnostic })
            .expect("the sink takes all");
        let json: serde_json::Value = serde_json::from_str(&sink.text()).expect("JSON");
        json["url"].as_str().map(str::to_owned)
    };
    let page = format!("https://scrublint.github.io/scrublint/lints/{}.html", lint.id());
    assert_eq!(url(lint.id(), lint.category()), Some(page));
    assert_eq!(url("house-style", "ours"), None);
    assert_eq!(url(lint.id(), "ours"), None, "an own lint may have a bundled one's name");
}

/// `UPDATE_SCHEMA=1 cargo test --features schema --test reports` writes the file anew.
#[cfg(feature = "schema")]
#[test]
fn the_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/report.schema.json");
    let generated = serde_json::to_string_pretty(&scrublint::report::schema()).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).expect("schema/ can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == generated, "schema/report.schema.json is out of date: run this test with UPDATE_SCHEMA=1");
}
