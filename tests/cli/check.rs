//! Findings, their selection, and the exit code.

use std::process::Stdio;

use super::project::{ARTICLE, CLEAN, LINT, Project};

#[test]
fn findings_exit_with_1_and_clean_text_with_0() {
    let project = Project::with_article();
    project.check(&["a.md"]).exits(1).says(LINT).says("a.md:1:1");
    project.write("a.md", CLEAN);
    project.check(&["a.md"]).exits(0).lacks(LINT);
}

#[test]
fn the_working_directory_is_checked_by_default() {
    let project = Project::with_article();
    project.check(&["--output-format", "concise"]).exits(1).says("a.md:1:1");
}

#[test]
fn exit_zero_forgives_findings_but_not_errors() {
    let project = Project::with_article();
    project.check(&["--exit-zero", "a.md"]).exits(0).says(LINT);
    project.check(&["--exit-zero", "a.md", "missing.md"]).exits(2).says(LINT);
}

#[test]
fn errors_win_over_findings() {
    Project::with_article().check(&["a.md", "missing.md"]).exits(2).says(LINT).complains("missing.md");
}

#[test]
fn lints_are_selected_by_id_and_by_category() {
    let project = Project::with_article();
    project.check(&["--select", "skip-link", "a.md"]).exits(1).says(LINT);
    project.check(&["--select", "encoding,navigation", "a.md"]).exits(1).says(LINT);
    project.check(&["--select", "encoding", "a.md"]).exits(0).lacks(LINT);
    project.check(&["--ignore", "skip-link", "a.md"]).exits(0).lacks(LINT);
    project.check(&["--ignore", "encoding", "--ignore", "navigation", "a.md"]).exits(0).lacks(LINT);
    project.check(&["--select", "encoding", "--extend-select", "skip-link", "a.md"]).exits(1).says(LINT);
}

#[test]
fn an_unknown_name_is_an_error_with_a_suggestion() {
    let project = Project::with_article();
    for flag in ["--select", "--ignore", "--extend-select"] {
        let run = project.check(&[flag, "skip-lnik", "a.md"]).exits(2);
        run.complains(flag).complains("did you mean `skip-link`?").lacks("panicked");
    }
}

#[test]
fn fail_on_says_from_which_level_on_a_run_fails() {
    let project = Project::with_article();
    project.check(&["--fail-on", "error", "a.md"]).exits(0).says(LINT);
    project.check(&["--fail-on", "warn", "a.md"]).exits(1);
    project.check(&["--config", "lint.skip-link.level = 'info'", "a.md"]).exits(0).says(LINT);
    project.check(&["--config", "lint.skip-link.level = 'info'", "--fail-on", "info", "a.md"]).exits(1);
}

#[test]
fn quiet_prints_errors_alone() {
    let project = Project::with_article();
    project.check(&["-q", "a.md"]).exits(1).says_nothing();
    let run = project.check(&["-q", "a.md", "missing.md"]).exits(2).complains("missing.md");
    assert!(run.stdout.is_empty());
}

#[test]
fn standard_input_is_checked_under_its_name() {
    let project = Project::new();
    project.pipe(&["check", "--output-format", "concise", "-"], ARTICLE).exits(1).says("-:1:1");
    let named = ["check", "--output-format", "concise", "--stdin-filename", "x/y.md", "-"];
    project.pipe(&named, ARTICLE).exits(1).says("x/y.md:1:1");
    project.pipe(&["check", "-"], CLEAN).exits(0);
}

#[test]
fn the_output_is_the_same_at_any_number_of_threads() {
    let project = Project::new();
    for number in 0..300 {
        project.write(&format!("{}/{number}.md", number % 7), if number % 3 == 0 { CLEAN } else { ARTICLE });
    }
    project.write("3/bad.md", b"caf\xE9");
    let formats = ["full", "concise", "json", "jsonl", "grouped", "github", "gitlab", "sarif", "junit", "rdjsonl", "checkstyle", "html"];
    for format in formats {
        let one = project.check(&["--output-format", format, "-j", "1"]).exits(2);
        for jobs in ["2", "5"] {
            let many = project.check(&["--output-format", format, "-j", jobs]).exits(2);
            assert_eq!((&one.stdout, &one.stderr), (&many.stdout, &many.stderr), "{format} with {jobs} threads");
        }
    }
    let run = project.check(&["--output-format", "concise"]);
    let paths: Vec<&str> = run.stdout.lines().filter_map(|line| line.split_once(".md:").map(|(path, _)| path)).collect();
    assert_eq!(paths.len(), 200);
    assert!(paths.is_sorted(), "{paths:?}");
}

#[test]
fn json_is_one_object_and_jsonl_one_a_line() {
    let project = Project::with_article();
    let json = project.check(&["--output-format", "json", "a.md"]).exits(1).json();
    assert_eq!(json["diagnostics"][0]["lint"], LINT);
    assert_eq!(json["summary"]["findings"], 1);
    let run = project.check(&["--output-format", "jsonl", "a.md"]).exits(1);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines.len(), &lines[0]["type"], &lines[1]["type"]), (2, &"finding".into(), &"summary".into()));
}

#[test]
fn errors_travel_in_the_json_stream() {
    let project = Project::with_article();
    let run = project.check(&["--output-format", "json", "a.md", "missing.md"]).exits(2);
    assert!(run.stderr.is_empty(), "{run:#?}");
    let json = run.json();
    let error = json["diagnostics"].as_array().expect("a list").iter().find(|entry| entry["type"] == "error");
    assert_eq!(error.expect("an error")["path"], "missing.md");
    assert_eq!(json["summary"]["errors"], 1);
}

#[test]
fn a_broken_configuration_travels_there_too() {
    let project = Project::with_article();
    project.write("scrublint.toml", "ignore = ['skip-lnik']\n");
    for format in ["json", "jsonl"] {
        let run = project.check(&["--output-format", format, "a.md"]).exits(2);
        assert!(run.stderr.is_empty(), "{run:#?}");
        run.says("scrublint.toml").says("line 1").says("did you mean `skip-link`?");
    }
}

#[test]
fn columns_count_the_unit_that_was_asked_for() {
    let project = Project::with_article();
    for unit in ["utf-8", "utf-16", "utf-32"] {
        let json = project.check(&["--output-format", "json", "--position-encoding", unit, "a.md"]).exits(1).json();
        assert_eq!(json["position_encoding"], unit);
    }
}

#[test]
fn statistics_count_by_lint() {
    let project = Project::with_article();
    project.write("b.md", ARTICLE);
    project.check(&["--statistics"]).exits(1).says("2").says(LINT).lacks("b.md");
}

#[test]
fn colour_is_for_terminals_unless_forced() {
    let project = Project::with_article();
    project.check(&["a.md"]).lacks("\u{1b}[");
    project.check(&["--color", "always", "a.md"]).says("\u{1b}[");
    let mut forced = project.command(&["check", "a.md"]);
    assert!(String::from_utf8_lossy(&forced.env("CLICOLOR_FORCE", "1").output().expect("it runs").stdout).contains("\u{1b}["));
    assert!(!String::from_utf8_lossy(&forced.env("NO_COLOR", "1").output().expect("it runs").stdout).contains("\u{1b}["));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::new();
    for number in 0..400 {
        project.write(&format!("{number}.md"), ARTICLE);
    }
    for args in [vec!["check"], vec!["check", "--diff"], vec!["lints"], vec!["explain", LINT], vec!["config"]] {
        let mut child = project.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.code().is_some_and(|code| code < 2), "{args:?}: {}", output.status);
    }
}

#[test]
fn the_title_belongs_to_one_article() {
    let project = Project::with_article();
    project.check(&["--title", "The ferry is back", "a.md"]).exits(1);
    project.pipe(&["check", "--title", "The ferry is back", "-"], CLEAN).exits(0);
    project.check(&["--title", "The ferry is back", "."]).exits(2).complains("--title");
}
