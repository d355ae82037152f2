//! Accepting findings: baselines, and suppressions that are written by the program.

use super::project::{ARTICLE, CLEAN, LINT, Project};

const BASELINE: &str = "scrublint-baseline.toml";

/// The article with its finding in a baseline that the configuration names.
fn accepted() -> Project {
    let project = Project::with_article();
    project.write("scrublint.toml", format!("baseline = '{BASELINE}'\n"));
    project.check(&["--write-baseline"]).exits(0).says("1 in the baseline").complains("1 line accepted").lacks(LINT);
    project
}

#[test]
fn what_is_in_the_baseline_is_neither_reported_nor_fixed() {
    let project = accepted();
    project.check(&[]).exits(0).says("1 in the baseline").lacks(LINT);
    project.check(&["--fix"]).exits(0);
    assert_eq!(project.read("a.md"), ARTICLE);
    let report = project.check(&["--output-format", "json"]).exits(0).json();
    assert_eq!((&report["summary"]["baselined"], &report["summary"]["findings"]), (&1.into(), &0.into()));
    project.check(&["--isolated"]).exits(1).says(LINT);
}

#[test]
fn moved_lines_stay_accepted_and_a_second_copy_is_new() {
    let project = accepted();
    project.write("a.md", format!("\n\n{ARTICLE}"));
    project.check(&[]).exits(0);
    project.write("a.md", format!("Skip to content\n\n{ARTICLE}"));
    let run = project.check(&["--output-format", "concise"]).exits(1);
    assert_eq!(run.stdout.matches(LINT).count(), 1, "{run:#?}");
    project.check(&["--fix"]).exits(0);
    assert_eq!(project.read("a.md"), ARTICLE);
}

#[test]
fn one_fixed_and_another_added_is_noticed() {
    let project = accepted();
    project.write("a.md", format!("{CLEAN}\nLeave a Reply\n"));
    project.check(&[]).exits(1).says("comment-form").complains("1 entry is no longer found");
}

#[test]
fn a_baseline_is_written_again_without_a_change_and_pruned_of_what_is_gone() {
    let project = accepted();
    project.write("b é/\"c\".md", ARTICLE);
    project.check(&["--write-baseline"]).exits(0).complains("2 lines accepted in all (1 new, 0 removed)");
    let before = project.read(BASELINE);
    project.check(&["--write-baseline"]).exits(0);
    assert_eq!(project.read(BASELINE), before);
    project.write("a.md", format!("{CLEAN}\nLeave a Reply\n"));
    project.check(&["--prune-baseline"]).exits(1).says("comment-form").complains("1 line removed, 1 left");
    assert!(!project.read(BASELINE).contains("a.md"), "{}", project.read(BASELINE));
    project.check(&["--select", "encoding", "--prune-baseline"]).exits(0).complains("0 lines removed, 1 left");
    project.check(&["--write-baseline", "a.md"]).exits(0).complains("2 lines accepted in all");
    std::fs::remove_file(project.path("a.md")).expect("it is there");
    project.check(&[]).exits(0).complains("1 entry is no longer found");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_asked_about_is_not_pruned() {
    use std::os::unix::ffi::OsStrExt;

    let project = accepted();
    std::fs::write(project.path("a.md").with_file_name(std::ffi::OsStr::from_bytes(b"odd \xe9.md")), ARTICLE).expect("it can be written");
    project.check(&["--write-baseline"]).exits(0).complains("2 lines accepted in all");
    project.check(&["--prune-baseline", "a.md"]).exits(0).complains("0 lines removed, 2 left");
}

/// An article of the fixtures with a leftover added at a place where a line beside it looks like one, too.
fn with_a_neighbour(project: &Project) -> String {
    let text = project.read("corporate-blog.md");
    let heading = "### Ready to see Ferrow in action?";
    assert!(text.contains(heading), "the article is the one that this test was made with");
    text.replace(heading, &format!("Leave a Reply\n\n{heading}"))
}

#[test]
fn what_stood_there_is_not_reported_for_the_sake_of_what_was_added() {
    let project = Project::with_fixtures();
    project.check(&["--write-baseline"]).exits(0);
    let before = project.read(BASELINE);
    assert!(before.contains("version = 2") && before.contains("\n[lines]\n\"corporate-blog.md\" = "), "{before}");
    let article = with_a_neighbour(&project);
    project.write("corporate-blog.md", &article);
    let check =
        |flags: &[&str]| project.check(&[&["--baseline", BASELINE, "--output-format", "concise", "corporate-blog.md"], flags].concat());
    let run = check(&[]).exits(1).says("comment-form").says("1 finding in").lacks("no longer found");
    // Without the lines it is as it was before there were any.
    let parts = before.split("\n# The lines").next().expect("the entries");
    project.write(BASELINE, parts.replace("version = 2", "version = 1"));
    check(&[]).exits(1).says("comment-form").says("page-furniture");
    project.write(BASELINE, &before);
    check(&["--prune-baseline"]).complains("0 lines removed");
    assert_eq!(project.read(BASELINE), before, "{run:#?}");
    project.check(&["--write-baseline"]).exits(0);
    check(&[]).exits(0);
    let after = project.read(BASELINE);
    project.check(&["--write-baseline"]).exits(0);
    assert_eq!(project.read(BASELINE), after);
}

#[test]
fn lines_go_with_the_last_entry_of_their_file() {
    let project = accepted();
    assert!(project.read(BASELINE).contains("[lines]\n\"a.md\" = "), "{}", project.read(BASELINE));
    project.write("a.md", CLEAN);
    project.check(&["--prune-baseline"]).exits(0).complains("1 line removed, 0 left");
    assert!(!project.read(BASELINE).contains("a.md"), "{}", project.read(BASELINE));
    assert!(project.read(BASELINE).contains("version = 1"));
}

#[test]
fn of_two_copies_the_added_one_is_reported_wherever_it_stands() {
    let project = Project::new();
    project.write("scrublint.toml", format!("baseline = '{BASELINE}'\n"));
    let (first, rest) = CLEAN.split_once("\n\nIts skipper").expect("two paragraphs");
    let article = |middle: &str| format!("{first}\n{middle}\nIts skipper{rest}\nAdvertisement\n");
    project.write("a.md", article(""));
    project.check(&["--write-baseline"]).exits(0).complains("1 line accepted");
    project.write("a.md", article("\nAdvertisement\n"));
    let report = project.check(&["--output-format", "json"]).exits(1).json();
    let lines: Vec<_> = report["diagnostics"].as_array().expect("findings").iter().map(|found| &found["span"]["start"]["line"]).collect();
    assert_eq!(lines, [&5], "{report:#}");
    project.check(&["--fix", "--unsafe-fixes"]).exits(0);
    assert_eq!(project.read("a.md"), article(""));
}

#[test]
fn a_baseline_that_is_missing_or_broken_stops_the_run() {
    let project = Project::with_article();
    project.check(&["--fix", "--baseline", "nowhere.toml"]).exits(2).complains("there is no baseline nowhere.toml");
    for broken in [
        "<<<<<<< HEAD\n",
        "version = 1\n[files.'a.md']\n'v1:xyz' = { lint = 'a', text = 'b' }\n",
        "version = 9\n",
        "version = 0\n",
        "version = 2\n[lines]\n'a.md' = '0a4b'\n",
        "",
    ] {
        project.write(BASELINE, broken);
        project.check(&["--fix", "--baseline", BASELINE]).exits(2).complains(BASELINE);
        project.check(&["--write-baseline"]).exits(2).complains(BASELINE);
        assert_eq!((project.read("a.md"), project.read(BASELINE)), (ARTICLE.to_owned(), broken.to_owned()));
    }
    let run = project.check(&["--write-baseline=sub/none.toml"]).exits(2).complains("sub/none.toml");
    run.says("Found 1 finding in 1 file; 1 error.").lacks("in the baseline");
    project.check(&["--prune-baseline"]).exits(2).complains("no baseline is in use");
    project.check(&["--write-baseline", "ci.toml"]).exits(2).complains("`--write-baseline=ci.toml`");
    project.check(&["ci.toml"]).exits(2).complains("ci.toml").lacks("--write-baseline");
    project.check(&["--write-baseline", "-"]).exits(2).complains("standard input");
}

#[test]
fn a_baseline_stays_as_it_was_where_a_path_is_missing() {
    let project = Project::with_article();
    std::fs::remove_file(project.path(BASELINE)).ok();
    project.check(&["--write-baseline", "a.md"]).exits(0);
    let before = project.read(BASELINE);
    project.write("b.md", ARTICLE);
    for flag in ["--write-baseline", "--prune-baseline"] {
        project.write("scrublint.toml", format!("baseline = '{BASELINE}'\n"));
        let run = project.check(&[flag, "a.md", "b.md", "missing.md"]).exits(2);
        run.complains("missing.md").complains("left as it was").lacks("puts it to use");
        assert_eq!(project.read(BASELINE), before);
    }
    project.check(&["--write-baseline", "a.md", "b.md"]).exits(0);
    assert!(project.read(BASELINE).contains("b.md"), "all of it was there");
}

#[test]
fn a_misspelt_suppression_saves_its_line_whichever_lints_run() {
    let project = Project::new();
    let text = format!("<!-- scrublint-disable-next-line skip-lnik -->\n{ARTICLE}");
    project.write("a.md", &text);
    let run = project.check(&["--fix"]).exits(1);
    run.says("unknown-lint").says("not fixed: a suppression that is not understood");
    project.check(&["--fix", "--select", LINT]).exits(1);
    assert_eq!(project.read("a.md"), text);
    project.check(&["--fix", "--unsafe-fixes"]).exits(0);
    assert_eq!(project.read("a.md"), text.replace("skip-lnik", "skip-link"));
}

#[test]
fn added_suppressions_accept_what_is_found_and_nothing_more() {
    let project = Project::with_article();
    project.check(&["--add-suppressions", "--reason", "on purpose"]).exits(0).says("1 suppressed");
    let text = format!("<!-- scrublint-disable-next-line {LINT}: on purpose -->\n{ARTICLE}");
    assert_eq!(project.read("a.md"), text);
    project.check(&["--add-suppressions"]).exits(0);
    assert_eq!(project.read("a.md"), text);
    project.check(&["--reason", "x"]).exits(2);
    project.check(&["--add-suppressions", "--reason", "a --> b"]).exits(2).complains("--reason");
    let run = project.pipe(&["check", "--add-suppressions", "-"], ARTICLE).exits(0);
    assert_eq!(run.stdout, format!("<!-- scrublint-disable-next-line {LINT} -->\n{ARTICLE}"));
}

#[test]
fn a_suppression_that_covers_nothing_is_taken_out_unless_its_lint_did_not_run() {
    let project = Project::new();
    let text = format!("<!-- scrublint-disable-next-line byline, {LINT}: kept -->\n{ARTICLE}\n<!-- scrublint-disable-file byline -->\n");
    project.write("a.md", &text);
    project.check(&["--select", "navigation,unused-suppression"]).exits(0);
    project.check(&["--ignore", "byline"]).exits(0);
    project.check(&[]).exits(1).says("unused-suppression").says("`byline`");
    project.check(&["--fix"]).exits(0);
    assert_eq!(project.read("a.md"), format!("<!-- scrublint-disable-next-line {LINT}: kept -->\n{ARTICLE}"));
}

#[test]
fn a_suppression_that_names_no_lint_is_corrected_on_request() {
    let project = Project::new();
    project.write("a.md", format!("<!-- scrublint-disable-next-line skip-lnik: kept -->\n{ARTICLE}"));
    project.check(&[]).exits(1).says("unknown-lint").says("did you mean `skip-link`?").says("skip-link");
    project.write("a.md", format!("---\nscrublint: {{disable: [bylnie]}}\n---\n{CLEAN}"));
    project.check(&["--fix", "--unsafe-fixes"]).exits(1).says("unknown-lint").says("`bylnie`");
}

#[test]
fn a_suppression_that_is_misspelt_is_reported_and_corrected_on_request() {
    let project = Project::new();
    project.write("a.md", format!("<!-- scrublint-disable-nextline {LINT}: kept -->\n{ARTICLE}"));
    project.check(&[]).exits(1).says("invalid-suppression").says("did you mean `scrublint-disable-next-line`?").says(LINT);
    project.check(&["--fix", "--select", "invalid-suppression", "--unsafe-fixes"]).exits(0);
    assert_eq!(project.read("a.md"), format!("<!-- scrublint-disable-next-line {LINT}: kept -->\n{ARTICLE}"));
    project.check(&[]).exits(0);
    for line in ["<!-- scrublint enable comments are in the handbook -->", "<!-- scrublint-report-start -->", "scrublint-disabel it is"] {
        project.write("a.md", format!("{line}\n\n{CLEAN}"));
        project.check(&[]).exits(0).lacks("invalid-suppression");
    }
}

#[test]
fn a_reason_is_asked_for_where_the_configuration_says_so() {
    let project = Project::new();
    project.write("a.md", format!("<!-- scrublint-disable-next-line {LINT} -->\n{ARTICLE}"));
    project.check(&[]).exits(0);
    project.write("scrublint.toml", "extend-select = ['suppression-without-reason']\n");
    project.check(&[]).exits(1).says("suppression-without-reason");
    project.write("a.md", format!("---\nscrublint: {{disable: [{LINT}], reason: its topic}}\n---\n{ARTICLE}"));
    project.check(&[]).exits(0);
}

#[test]
fn a_folder_of_articles_is_adopted_and_one_new_leftover_is_the_one_thing_reported() {
    let project = Project::with_fixtures();
    project.check(&[]).exits(1);
    project.check(&["--write-baseline"]).exits(0);
    project.write("scrublint.toml", format!("baseline = '{BASELINE}'\n"));
    project.check(&[]).exits(0);
    let text = project.read("news-daily.txt");
    project.write("news-daily.txt", format!("Skip to content\n\n{text}"));
    let report = project.check(&["--output-format", "json"]).exits(1).json();
    let found: Vec<_> = report["diagnostics"].as_array().expect("findings").iter().map(|found| (&found["path"], &found["lint"])).collect();
    assert_eq!(found, [(&"news-daily.txt".into(), &LINT.into())]);
}

#[test]
fn a_folder_of_articles_is_suppressed_and_no_comment_is_idle() {
    let project = Project::with_fixtures();
    project.check(&["--add-suppressions", "--reason", "an exhibit"]).exits(0);
    project.check(&["--extend-select", "suppression-without-reason"]).exits(0).lacks("suppression");
    let before = project.snapshot();
    project.check(&["--fix", "--unsafe-fixes"]).exits(0);
    assert_eq!(project.snapshot(), before);
}

#[test]
fn of_a_run_only_what_is_suppressed_stays() {
    let project = Project::new();
    let menu = |comment: &str| format!("Home\nNews\nSports\n{comment}Log in\nSubscribe\n\n{CLEAN}");
    project.write("plain.md", menu(""));
    project.write("kept.md", menu("<!-- scrublint-disable-next-line: an exhibit -->\n"));
    project.check(&["--fix", "--unsafe-fixes"]).exits(0);
    assert_eq!(project.read("plain.md"), CLEAN);
    assert_eq!(project.read("kept.md"), format!("<!-- scrublint-disable-next-line: an exhibit -->\nLog in\n\n{CLEAN}"));
}

#[test]
fn a_file_in_a_legacy_encoding_takes_comments_that_it_can_hold() {
    let project = Project::new();
    let article = [b"Skip to content\n\nCaf\xe9\n\n".as_slice(), CLEAN.as_bytes()].concat();
    project.write("a.md", &article);
    let flags = ["--encoding", "windows-1252", "--add-suppressions", "--reason"];
    project.check(&[&flags[..], &["♥"]].concat()).exits(2).complains("a.md: cannot be written");
    assert_eq!(project.bytes("a.md"), article);
    project.check(&[&flags[..], &["gewünscht"]].concat()).exits(0);
    let comment = b"<!-- scrublint-disable-next-line skip-link: gew\xfcnscht -->\n".as_slice();
    assert_eq!(project.bytes("a.md"), [comment, &article].concat());
}

#[test]
fn a_suppression_that_names_a_lint_changes_nothing_that_the_article_says() {
    let project = Project::new();
    let text = format!("{CLEAN}\n[gallery ids=\"1,2\"]\n");
    project.write("a.md", &text);
    project.check(&[]).exits(1).says("shortcode");
    project.check(&["--add-suppressions", "--reason", "shows a shortcode"]).exits(0).says("1 suppressed").lacks("unused");
}
