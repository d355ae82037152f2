//! What the GitHub Action runs on articles: `ci/check.sh`, with the real binary.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const ARTICLE: &str = "\
Skip to content

The ferry is back

The small ferry between the two harbours runs again since Monday, after nine weeks in the yard at Tamsel.

Its skipper says that the new engine is so quiet that passengers ask whether it is running at all.
";

/// A checkout with an article in a folder with a space, and what a runner brings along.
struct Runner(TempDir);

impl Runner {
    fn new() -> Self {
        let runner = Self(TempDir::new().expect("a temporary folder"));
        for folder in ["checkout/my articles", "checkout/clean", "temp"] {
            fs::create_dir_all(runner.0.path().join(folder)).expect("it can be made");
        }
        fs::write(runner.0.path().join("checkout/my articles/ferry.md"), ARTICLE).expect("it can be written");
        let clean = ARTICLE.split_once("\n\n").expect("two parts").1;
        fs::write(runner.0.path().join("checkout/clean/ferry.md"), clean).expect("it can be written");
        runner
    }

    fn run(&self, paths: &str, args: &str, sarif: &str) -> Output {
        self.run_in("", paths, args, sarif)
    }

    /// Runs in a folder of the checkout.
    fn run_in(&self, folder: &str, paths: &str, args: &str, sarif: &str) -> Output {
        Command::new("bash")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("ci/check.sh"))
            .arg(env!("CARGO_BIN_EXE_scrublint"))
            .current_dir(self.0.path().join("checkout").join(folder))
            .env("GITHUB_WORKSPACE", self.0.path().join("checkout"))
            .env("PATHS", paths)
            .env("ARGS", args)
            .env("SARIF", sarif)
            .env("RUNNER_TEMP", self.0.path().join("temp"))
            .env("GITHUB_OUTPUT", self.0.path().join("output"))
            .output()
            .expect("bash runs")
    }

    fn outputs(&self) -> String {
        fs::read_to_string(self.0.path().join("output")).unwrap_or_default()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn findings_become_annotations_and_fail_the_step() {
    let runner = Runner::new();
    let output = runner.run("my articles\nclean", "", "false");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let annotation = stdout(&output);
    assert!(annotation.contains("::warning "), "{annotation}");
    assert!(annotation.contains("file=my articles/ferry.md,line=1"), "{annotation}");
    assert_eq!(runner.outputs(), "");
}

#[test]
fn in_a_folder_of_the_checkout_annotations_name_files_that_github_finds() {
    let runner = Runner::new();
    let folder = fs::canonicalize(runner.0.path().join("checkout/my articles")).expect("it is there");
    for paths in [".", "./ferry.md", "ferry.md"] {
        let output = runner.run_in("my articles", paths, "", "false");
        let annotation = stdout(&output);
        assert!(annotation.contains(&format!("file={}/ferry.md,line=1", folder.display())), "{paths}: {output:?}");
    }
}

#[test]
fn a_report_of_an_earlier_step_is_not_handed_on() {
    let runner = Runner::new();
    runner.run(".", "", "true");
    fs::remove_file(runner.0.path().join("output")).expect("it is there");
    let output = runner.run(".", "--config\nnowhere.toml", "true");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(runner.outputs(), "");
}

#[test]
fn clean_articles_pass() {
    let output = Runner::new().run("clean", "", "false");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(!stdout(&output).contains("::warning"), "{output:?}");
}

#[test]
fn arguments_are_lines_and_need_no_quotes() {
    let output = Runner::new().run("  my articles  \n\n", "--ignore\nskip-link\n", "false");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn the_sarif_report_is_handed_on_though_the_step_fails() {
    let runner = Runner::new();
    let output = runner.run(".", "", "true");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(stdout(&output).contains("::warning "), "annotations are made all the same");
    let outputs = runner.outputs();
    let report = outputs.trim().strip_prefix("sarif-file=").expect("an output");
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(report).expect("it is there")).expect("JSON");
    assert_eq!(report["runs"][0]["results"][0]["ruleId"], "skip-link");
}

#[test]
fn a_job_that_cannot_be_done_hands_on_its_code() {
    let runner = Runner::new();
    let output = runner.run("nowhere", "", "false");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
