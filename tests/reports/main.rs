//! The reports over one made-up set of findings, held against the files in `tests/reports/golden`.
//!
//! `SNAPSHOTS=overwrite cargo test --test reports` writes those files anew; look at the difference.
#![cfg(feature = "cli")]

mod findings;
mod formats;

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;

use scrublint::diagnostic::Diagnostic;
use scrublint::fix::Protected;
use scrublint::report::{Counting, Message, OutputFormat, Report, StatisticsReport, Style, Summary, create};
use scrublint::{Level, LintSet, PositionEncoding};
use snapbox::{assert_data_eq, file};

use findings::{Finding, HARBOUR, PIER, diagnostic, document, findings, part};

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
    let lints = LintSet::bundled();
    let mut report = Counting::new(report);
    for Finding { path, document, diagnostic } in &findings() {
        let protected = Protected::find(document, &[]);
        report
            .message(Message::Finding { path: Path::new(path), document, diagnostic, protected: &protected, lints: &lints })
            .expect("the sink takes all");
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
    assert_data_eq!(printed(OutputFormat::Full, style(80)), file!["golden/full-80.txt"].raw());
}

#[test]
fn full_at_120_columns() {
    assert_data_eq!(printed(OutputFormat::Full, style(120)), file!["golden/full-120.txt"].raw());
}

#[test]
fn concise() {
    assert_data_eq!(printed(OutputFormat::Concise, style(80)), file!["golden/concise.txt"].raw());
}

#[test]
fn json() {
    assert_data_eq!(without_version(&printed(OutputFormat::Json, style(80))), file!["golden/report.json": Text].raw());
}

#[test]
fn jsonl() {
    assert_data_eq!(without_version(&printed(OutputFormat::Jsonl, style(80))), file!["golden/report.jsonl": Text].raw());
}

#[test]
fn statistics_are_sorted_by_count_then_id() {
    let sink = Sink::default();
    run(Box::new(StatisticsReport::new(sink.clone(), style(80), OutputFormat::Full)));
    assert_data_eq!(sink.text(), file!["golden/statistics.txt"].raw());

    let sink = Sink::default();
    run(Box::new(StatisticsReport::new(sink.clone(), style(80), OutputFormat::Json)));
    let json: serde_json::Value = serde_json::from_str(&sink.text()).expect("JSON");
    let lints: Vec<_> = json["statistics"].as_array().expect("a list").iter().map(|count| count["lint"].as_str()).collect();
    assert_eq!(lints[..2], [Some("share-line"), Some("broken-letters")]);
    assert_eq!(json["errors"][0]["path"], "latin.txt");
    assert_eq!(json["summary"]["findings"], 8);
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
    for format in [OutputFormat::Full, OutputFormat::Concise, OutputFormat::Grouped, OutputFormat::Github] {
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
    assert_eq!(
        clear(OutputFormat::Full, Summary { suppressed: 2, ..summary }),
        "All clear: 12 files checked.\nLines left out: 2 suppressed.\n"
    );
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
    let lints = LintSet::bundled();
    let mut report = Counting::new(create(OutputFormat::Concise, style(80), Box::new(io::sink())));
    for Finding { path, document, diagnostic } in findings().iter().take(3) {
        let protected = Protected::find(document, &[]);
        report
            .message(Message::Finding { path: Path::new(path), document, diagnostic, protected: &protected, lints: &lints })
            .expect("the sink takes all");
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
        let protected = Protected::find(&document, &[]);
        report
            .message(Message::Finding {
                path: Path::new("a.md"),
                document: &document,
                diagnostic: &diagnostic,
                protected: &protected,
                lints: &set,
            })
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
