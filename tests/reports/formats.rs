//! The reports for other programs. `.ci/schemas` holds the same golden files against the formats' schemas.

use std::collections::BTreeSet;

use scrublint::fix::Protected;
use scrublint::report::{OutputFormat, Style, Summary, create};
use scrublint::{LintSet, PositionEncoding};
use serde_json::Value;
use snapbox::{assert_data_eq, file};

use super::findings::{PIER, findings};
use super::{Sink, printed, style, without_version};

fn report(format: OutputFormat) -> String {
    without_version(&printed(format, style(80)))
}

fn sarif(style: Style) -> Value {
    serde_json::from_str(&printed(OutputFormat::Sarif, style)).expect("JSON")
}

#[test]
fn grouped() {
    assert_data_eq!(report(OutputFormat::Grouped), file!["golden/grouped.txt"].raw());
}

#[test]
fn github_annotations() {
    assert_data_eq!(report(OutputFormat::Github), file!["golden/github.txt"].raw());
}

#[test]
fn gitlab() {
    assert_data_eq!(report(OutputFormat::Gitlab), file!["golden/gitlab.json": Text].raw());
}

#[test]
fn sarif_log() {
    assert_data_eq!(report(OutputFormat::Sarif), file!["golden/report.sarif": Text].raw());
}

#[test]
fn junit() {
    assert_data_eq!(report(OutputFormat::Junit), file!["golden/junit.xml": Text].raw());
}

#[test]
fn rdjsonl() {
    assert_data_eq!(report(OutputFormat::Rdjsonl), file!["golden/reviewdog.jsonl": Text].raw());
}

#[test]
fn checkstyle() {
    assert_data_eq!(report(OutputFormat::Checkstyle), file!["golden/checkstyle.xml": Text].raw());
}

#[test]
fn each_finding_and_each_error_is_in_every_report() {
    use OutputFormat::{Checkstyle, Concise, Full, Github, Gitlab, Grouped, Html, Json, Jsonl, Junit, Rdjsonl, Sarif};
    for format in [Full, Concise, Json, Jsonl, Grouped, Github, Gitlab, Sarif, Junit, Rdjsonl, Checkstyle, Html] {
        let printed = printed(format, style(80));
        let lints: BTreeSet<_> = findings().iter().map(|finding| finding.diagnostic.lint.to_string()).collect();
        for text in lints.iter().map(String::as_str).chain(["byte 0xE9 at offset 3 is not valid UTF-8", "nothing is known of"]) {
            assert!(printed.contains(text), "{format:?} lacks {text}: {printed}");
        }
    }
}

#[test]
fn a_report_without_findings_is_whole() {
    let clear = |format| {
        let sink = Sink::default();
        create(format, style(80), Box::new(sink.clone())).finish(&Summary { files: 12, ..Summary::default() }).expect("the sink takes all");
        sink.text()
    };
    assert_eq!(clear(OutputFormat::Grouped), "All clear: 12 files checked.\n");
    assert_eq!(clear(OutputFormat::Github), "All clear: 12 files checked.\n");
    assert_eq!(clear(OutputFormat::Gitlab), "[]\n");
    assert_eq!(clear(OutputFormat::Rdjsonl), "");
    assert!(
        clear(OutputFormat::Checkstyle).ends_with("<checkstyle version=\"4.3\">\n</checkstyle>\n"),
        "{}",
        clear(OutputFormat::Checkstyle)
    );
    assert!(clear(OutputFormat::Junit).contains("tests=\"1\" skipped=\"0\" failures=\"0\" errors=\"0\""), "{}", clear(OutputFormat::Junit));
    let log: Value = serde_json::from_str(&clear(OutputFormat::Sarif)).expect("JSON");
    assert_eq!(
        (&log["runs"][0]["results"], &log["runs"][0]["invocations"][0]["executionSuccessful"]),
        (&Value::Array(vec![]), &Value::Bool(true))
    );
}

#[test]
fn html_shows_the_text_with_what_goes_and_what_comes() {
    let page = report(OutputFormat::Html);
    // A copy that a safe fix removes with its line, and the original that it is a copy of.
    assert!(page.contains("<span class=\"related \" id=\"r0-0\"># The harbour opens again</span>"), "the original");
    assert!(page.contains("data-f=\"0\" id=\"f0\" tabindex=\"0\">The harbour opens again</mark>"), "the copy");
    // Letters that an unsafe fix replaces.
    assert!(page.contains("<ins class=\"put-all\">é</ins>"), "what comes in their place");
    // One stop for the keyboard in a finding of many lines.
    assert_eq!(page.matches("data-f=\"1\" id=\"f1\"").count(), 1);
    assert_eq!(page.matches("data-f=\"1\"").count(), 8);
    assert!(page.contains("data-path=\"the &quot;old&quot; pier.md\""), "an attribute that ends where it should");
}

#[test]
fn html_asks_nothing_of_the_network() {
    let page = report(OutputFormat::Html);
    let policy = "content=\"default-src 'none'; style-src 'sha256-";
    assert!(page.contains(policy) && !page.contains("unsafe-inline"), "a strict policy");
    for part in ["src=", "@import", "url(", "<link", "fetch(", " style=", " onclick="] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn gitlab_tells_findings_apart() {
    let issues: Value = serde_json::from_str(&printed(OutputFormat::Gitlab, style(80))).expect("JSON");
    let issues = issues.as_array().expect("a list");
    let fingerprints: BTreeSet<_> = issues.iter().map(|issue| issue["fingerprint"].as_str().expect("a text")).collect();
    assert_eq!(fingerprints.len(), issues.len());
}

#[test]
fn sarif_counts_columns_in_the_unit_that_it_states() {
    let end = |encoding| {
        let log = sarif(Style { encoding, ..style(80) });
        let tap = log["runs"][0]["results"].as_array().expect("a list").iter().find(|result| result["ruleId"] == "tap-line").cloned();
        let region = tap.expect("the finding")["locations"][0]["physicalLocation"]["region"].clone();
        (log["runs"][0]["columnKind"].as_str().map(str::to_owned), region["startColumn"].as_u64())
    };
    assert_eq!(end(PositionEncoding::Utf16), (Some("utf16CodeUnits".into()), Some(21)));
    assert_eq!(end(PositionEncoding::Utf32), (Some("unicodeCodePoints".into()), Some(18)));
    assert_eq!(end(PositionEncoding::Utf8), end(PositionEncoding::Utf16), "SARIF has no columns in bytes");
}

#[test]
fn sarif_rules_carry_the_documentation_of_their_lints() {
    use std::path::Path;

    use scrublint::report::Message;
    use scrublint::{Document, Format, Hints, Linter};

    let text = "Skip to content\n\nHarbour reopens\n\nThe harbour opened again on Monday, after nine weeks of repairs to its outer wall.\n";
    let document = Document::parse(text.into(), Format::Plain, &Hints::default());
    let lints = LintSet::bundled();
    let sink = Sink::default();
    let protected = Protected::find(&document, &[]);
    let mut report = create(OutputFormat::Sarif, style(80), Box::new(sink.clone()));
    for diagnostic in &Linter::default().check(&document).diagnostics {
        report
            .message(Message::Finding { path: Path::new("a.md"), document: &document, diagnostic, protected: &protected, lints: &lints })
            .expect("the sink takes all");
    }
    report.finish(&Summary::default()).expect("the sink takes all");
    let log: Value = serde_json::from_str(&sink.text()).expect("JSON");
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    let lint = lints.get(lints.find("skip-link").expect("it is bundled"));
    assert_eq!((&rule["id"], &rule["shortDescription"]["text"]), (&"skip-link".into(), &lint.summary().into()));
    assert_eq!(rule["help"]["markdown"], lint.why().trim());
    assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.ends_with("skip-link.html")), "{rule}");
}

/// Byte offset of a line and column in bytes.
fn offset(text: &str, position: &Value) -> usize {
    let number = |key: &str| position[key].as_u64().expect("a number") as usize;
    text.split_inclusive('\n').take(number("line") - 1).map(str::len).sum::<usize>() + number("column") - 1
}

#[test]
fn reviewdog_can_apply_a_suggestion() {
    let text = PIER.strip_prefix('\u{FEFF}').expect("a mark");
    let printed = printed(OutputFormat::Rdjsonl, style(80));
    let tap = printed.lines().find(|line| line.contains("tap-line")).expect("the finding");
    let tap: Value = serde_json::from_str(tap).expect("JSON");
    let suggestion = &tap["suggestions"][0];
    let mut fixed = text.to_owned();
    fixed.replace_range(
        offset(text, &suggestion["range"]["start"])..offset(text, &suggestion["range"]["end"]),
        suggestion["text"].as_str().expect("a text"),
    );
    assert!(fixed.ends_with("Ada saw it. \r\n"), "{fixed:?}");
}
