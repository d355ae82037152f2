//! Fixing: in place, as a diff, through a pipe.

use super::project::{ARTICLE, CLEAN, LINT, OWN_LINT, Project};

/// A project with an own lint whose fixes are unsafe, and an article that it finds something in.
fn with_unsafe() -> Project {
    let project = Project::new();
    project.write("lints/house/pier-note.toml", OWN_LINT);
    project.write("scrublint.toml", "lints = ['lints']\n");
    project.write("a.md", format!("{CLEAN}\nPosted from the pier office\n"));
    project
}

#[test]
fn fix_takes_out_what_is_safe_and_a_second_run_changes_nothing() {
    let project = Project::with_article();
    project.check(&["--fix", "a.md"]).exits(0).lacks("error");
    assert_eq!(project.read("a.md"), CLEAN);
    project.check(&["--fix", "a.md"]).exits(0);
    assert_eq!(project.read("a.md"), CLEAN);
}

#[test]
fn clause_08_what_may_be_an_edit_that_a_killed_fix_displaced_is_kept_and_named() {
    let project = Project::with_article();
    let hash = "0123456789abcdef".repeat(2);
    let (unfinished, displaced) = (".a.md.4711.a1B2c3D4.scrublint-tmp", format!(".a.md.4711.a1B2c3D4.{hash}-{hash}.scrublint-tmp"));
    project.write(unfinished, "half of a new te");
    project.write(&displaced, "an edit");
    for _ in 0..2 {
        project.check(&["--fix", "."]).exits(2).complains(&displaced).complains("may hold an edit").lacks(unfinished);
        assert_eq!(project.read("a.md"), CLEAN, "the others go on");
        assert_eq!(project.read(&displaced), "an edit");
        assert!(!project.path(unfinished).exists());
    }
}

#[test]
fn without_fix_nothing_is_written() {
    let project = Project::with_article();
    for args in [&["a.md"][..], &["--diff"], &["--statistics"], &["--unsafe-fixes"]] {
        project.check(args).exits(1);
        assert_eq!(project.read("a.md"), ARTICLE, "{args:?}");
    }
}

#[test]
fn unsafe_fixes_are_applied_on_request_only() {
    let project = with_unsafe();
    project.check(&["--fix", "a.md"]).exits(1).says("pier-note");
    assert!(project.read("a.md").contains("pier office"));
    project.check(&["--fix", "--unsafe-fixes", "a.md"]).exits(0);
    assert_eq!(project.read("a.md"), CLEAN);
}

#[test]
fn what_remains_after_a_fix_decides() {
    let project = with_unsafe();
    project.check(&["--fix", "a.md"]).exits(1);
    project.check(&["--fix", "--fail-on", "error", "a.md"]).exits(0);
    project.check(&["--fix", "--exit-zero", "a.md"]).exits(0);
}

/// A lint that replaces one word by another, whatever the text.
fn replacing(from: &str, to: &str) -> String {
    let head = format!("summary = \"{from}\"\nlevel = \"warn\"\nfix = \"safe\"\nwhy = \"Somebody likes it better.\"\n");
    format!("{head}\n[[match]]\ncontains.en = [\"{from}\"]\nreplace = \"{to}\"\n")
}

#[test]
fn clause_05_fixes_that_never_settle_are_an_error_and_the_other_files_go_on() {
    let project = Project::with_article();
    project.write("lints/house/american.toml", replacing("colour", "color"));
    project.write("lints/house/british.toml", replacing("color", "colour"));
    let text = format!("{ARTICLE}\nThe colour of the new ferry is the one that the old ferry had before it rusted.\n");
    project.write("b.md", &text);
    let run = project.check(&["--fix", "--lints", "lints"]).exits(2).complains("b.md: the fixes of american, british never settle");
    assert_eq!((project.read("a.md"), project.read("b.md")), (CLEAN.to_owned(), text), "{run:#?}");
}

#[cfg(unix)]
#[test]
fn clause_08_what_a_killed_run_left_goes_with_the_next_fix() {
    let project = Project::with_article();
    project.write("real/b.md", ARTICLE);
    std::os::unix::fs::symlink(project.path("real/b.md"), project.path("b.md")).expect("a link");
    let left = [".a.md.1.AbCdEf12.scrublint-tmp", "real/.b.md.1.AbCdEf12.scrublint-tmp"];
    left.iter().for_each(|name| project.write(name, "half a te"));
    project.check(&["a.md", "b.md"]).exits(1);
    assert!(left.iter().all(|name| project.path(name).exists()), "a check removes nothing");
    project.check(&["--fix", "a.md", "b.md"]).exits(0);
    assert!(!left.iter().any(|name| project.path(name).exists()), "beside the file that a link leads to as well");
}

#[test]
fn exit_non_zero_on_fix_fails_if_anything_was_fixed() {
    let project = Project::with_article();
    project.check(&["--fix", "--exit-non-zero-on-fix", "a.md"]).exits(1);
    project.check(&["--fix", "--exit-non-zero-on-fix", "a.md"]).exits(0);
}

#[test]
fn fix_only_says_nothing_about_what_remains() {
    let project = with_unsafe();
    project.write("b.md", ARTICLE);
    project.check(&["--fix-only"]).exits(0).says("Fixed 1 finding in 1 file").lacks("pier-note");
    assert_eq!(project.read("b.md"), CLEAN);
    project.check(&["--fix-only", "missing.md"]).exits(2);
}

#[test]
fn show_fixes_lists_what_was_fixed() {
    let project = Project::with_article();
    project.check(&["--fix", "--show-fixes"]).exits(0).says("a.md").says(LINT);
    project.check(&["--fix", "--show-fixes"]).exits(0).lacks(LINT);
    project.check(&["--show-fixes"]).exits(2).complains("--fix");
}

#[test]
fn a_diff_shows_what_a_fix_would_do() {
    let project = Project::with_article();
    let run = project.check(&["--diff"]).exits(1).says("a/a.md").says("-Skip to content").lacks(LINT);
    project.check(&["--diff", "--exit-zero"]).exits(0);
    assert_eq!(project.read("a.md"), ARTICLE);
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with('+') && !line.starts_with("+++")).count(), 0, "{run:#?}");
    project.write("a.md", CLEAN);
    project.check(&["--diff"]).exits(0).says_nothing();
}

#[test]
fn a_diff_of_standard_input_has_its_name() {
    let project = Project::new();
    project.pipe(&["check", "--diff", "--stdin-filename", "x.md", "-"], ARTICLE).exits(1).says("a/x.md");
}

#[test]
fn a_pipe_gets_the_text_and_nothing_else() {
    let project = with_unsafe();
    let text = format!("{ARTICLE}\nPosted from the pier office\n");
    let run = project.pipe(&["check", "--fix", "-"], &text).exits(1).complains("pier-note");
    assert_eq!(run.stdout, format!("{CLEAN}\nPosted from the pier office\n"));
    let run = project.pipe(&["check", "--fix", "--unsafe-fixes", "-q", "-"], &text).exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (CLEAN, ""));
}

#[test]
fn what_cannot_be_fixed_passes_through_a_pipe() {
    let project = Project::new();
    let mut command = project.command(&["check", "--fix", "-"]);
    for (bytes, code) in [(&b"caf\xE9\n"[..], 2), (b"a\0b", 0)] {
        project.write("in", bytes);
        let input = std::fs::File::open(project.path("in")).expect("it is there");
        let output = command.stdin(input).output().expect("it runs");
        assert_eq!((output.stdout.as_slice(), output.status.code()), (bytes, Some(code)));
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn byte_order_marks_and_line_endings_stay() {
    let project = Project::new();
    let windows = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    project.write("a.md", windows(ARTICLE));
    project.check(&["--fix", "a.md"]).exits(0);
    assert_eq!(project.read("a.md"), windows(CLEAN));
}

#[test]
fn clause_12_removed_keeps_a_record_of_what_was_taken_out() {
    let project = Project::with_article();
    project.check(&["--fix", "--removed", "removed.jsonl", "a.md"]).exits(0);
    let record = project.read("removed.jsonl");
    let lines: Vec<serde_json::Value> = record.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 1, "{record}");
    assert_eq!((&lines[0]["path"], &lines[0]["lint"]), (&"a.md".into(), &LINT.into()));
    assert!(lines[0]["text"].as_str().is_some_and(|text| text.contains("Skip to content")));
    project.check(&["--removed", "removed.jsonl", "a.md"]).exits(2).complains("--fix");
}

#[test]
fn clause_06_a_fix_that_would_take_nearly_everything_is_not_made() {
    let project = Project::new();
    let mostly_furniture =
        format!("# The ferry is back\n\nSkip to content\n\n{}\n", "Half of the village stood on the quay and waved to it.");
    project.write("a.md", &mostly_furniture);
    let run = project.check(&["--fix", "--max-removal", "0.1", "a.md"]).exits(1).says("removal-guard").lacks("can be fixed");
    assert_eq!(project.read("a.md"), mostly_furniture, "{run:#?}");
    project.check(&["--diff", "--max-removal", "0.1", "a.md"]).exits(1).complains("a.md").lacks("-Skip");
    project.check(&["--fix", "--max-removal", "7", "a.md"]).exits(2).complains("--max-removal");
}

#[test]
fn clause_06_fix_only_tells_of_a_fix_that_was_not_made() {
    let project = Project::with_article();
    let refused = ["--fix-only", "--max-removal", "0.01"];
    project.check(&refused).exits(1).says("Fixed 0 findings").complains("a.md: fixing would remove").lacks(LINT);
    let json = project.check(&[&refused[..], &["--output-format", "json"]].concat()).exits(1).says("removal-guard");
    assert!(!json.stdout.contains(LINT), "of other findings nothing is said: {json:#?}");
    assert_eq!(project.read("a.md"), ARTICLE);
    let done = project.check(&["--fix-only"]).exits(0).says("Fixed 1 finding");
    assert_eq!(done.stderr, "");
}

#[test]
fn clause_06_comments_that_suppress_are_no_text_that_could_be_lost() {
    let project = Project::new();
    let front = "---\ntitle: The ferry is back\n---\n";
    let comment = "<!-- scrublint-disable-next-line skip-link: it is the title of a song -->\n";
    project.write("a.md", format!("{front}\n{comment}"));
    project.check(&["--diff"]).exits(1).says("-<!-- scrublint-disable");
    project.check(&["--fix"]).exits(0).says("Fixed 1 finding");
    assert!(!project.read("a.md").contains("scrublint"));
    // They make no loss look small either.
    let kept = format!("{comment}Skip to content\n\n").repeat(5);
    project.write("a.md", format!("{kept}Skip to content\n\nHalf of the village stood on the quay and waved to it.\n"));
    project.check(&["--fix", "--max-removal", "0.05"]).exits(1).says("removal-guard");
    project.check(&["--fix", "--max-removal", "0.2"]).exits(0).says("Fixed 1 finding");
}
