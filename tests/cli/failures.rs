//! What cannot be done: a clear message, the documented exit code, and every file as it was.

use super::project::{ARTICLE, LINT, Project, Run};

/// Runs with `--fix` and asserts that no file changed.
#[track_caller]
fn untouched(project: &Project, args: &[&str]) -> Run {
    let before = project.snapshot();
    let run = project.check(&[&["--fix"], args].concat());
    assert!(project.snapshot() == before, "something was written: {run:#?}");
    assert!(!run.stderr.contains("panicked"), "{run:#?}");
    run
}

#[test]
fn an_unknown_flag() {
    untouched(&Project::with_article(), &["--selct", "navigation", "a.md"]).exits(2).complains("--selct").complains("--select");
}

#[test]
fn an_unknown_value() {
    let project = Project::with_article();
    untouched(&project, &["--output-format", "xml", "a.md"]).exits(2).complains("xml").complains("json");
    untouched(&project, &["--fail-on", "off", "a.md"]).exits(2).complains("off");
    untouched(&project, &["-j", "0", "a.md"]).exits(2);
}

#[test]
fn a_missing_path() {
    let project = Project::with_article();
    project.write("a.md", "");
    untouched(&project, &["missing.md"]).exits(2).complains("missing.md").complains("there is no such file or folder");
}

#[test]
fn a_missing_path_does_not_keep_others_from_being_fixed() {
    let project = Project::with_article();
    project.check(&["--fix", "missing.md", "a.md"]).exits(2);
    assert!(!project.read("a.md").contains("Skip to content"));
}

#[test]
fn a_broken_configuration() {
    let project = Project::with_article();
    for (text, complaint) in [
        ("ignore = [", "scrublint.toml"),
        ("fial-on = 'warn'", "`fail-on`"),
        ("fail-on = 'wran'", "`warn`"),
        ("ignore = ['navigtion']", "`navigation`"),
        ("protect = ['(']", "regular expression"),
        ("exclude = ['a{']", "glob"),
        ("max-removal = 3", "between 0 and 1"),
        ("extend = 'nowhere.toml'", "nowhere.toml"),
        ("[lint.skip-link]\nlevle = 'info'", "`level`"),
        ("[lint.skip-link]\nlevel = 'high'", "off, info, warn, error"),
        ("[per-file-ignores]\n'*' = ['skip-lnik']", "`skip-link`"),
        ("languages = ['English']", "language code"),
        ("languages = ['de', 'ed']", "a language `ed`, did you mean `de`?"),
        ("languages = ['jp']", "a language `jp`; there are "),
        ("lints = ['nowhere']", "nowhere"),
    ] {
        project.write("scrublint.toml", text);
        untouched(&project, &["a.md"]).exits(2).complains(complaint).complains("scrublint.toml:").lacks("a.md:1:1");
    }
}

#[test]
fn a_broken_configuration_deep_down_stops_everything() {
    let project = Project::with_article();
    project.write("sub/b.md", ARTICLE);
    project.write("sub/scrublint.toml", "ignore = ['navigtion']");
    untouched(&project, &["."]).exits(2).complains("sub/scrublint.toml:1:11");
    untouched(&project, &["a.md", "sub/b.md"]).exits(2);
    project.check(&["--fix", "a.md"]).exits(0);
}

#[test]
fn a_broken_lint_file() {
    let project = Project::with_article();
    project.write("lints/house/one.toml", "summary = 'One'\nlevle = 'warn'\n");
    let run = untouched(&project, &["--lints", "lints", "a.md"]).exits(2);
    run.complains("one.toml:2:1").complains("did you mean `level`?");
    untouched(&project, &["--lints", "nowhere", "a.md"]).exits(2).complains("--lints").complains("nowhere");
    project.write("none/readme.md", "x");
    untouched(&project, &["--lints", "none", "a.md"]).exits(2).complains("no lint file");
}

#[test]
fn clause_01_text_that_is_not_utf_8() {
    let project = Project::new();
    project.write("latin.md", b"Skip to content\n\ncaf\xE9 noir\n");
    untouched(&project, &["latin.md"]).exits(2).complains("latin.md").complains("0xE9").complains("20").complains("--encoding");
    project.write("utf16.txt", b"a\0b\0");
    untouched(&project, &["utf16.txt"]).exits(0).complains("utf16.txt").complains("NUL");
}

#[test]
fn clause_01_a_binary_file_is_left_out_with_a_note() {
    let project = Project::with_article();
    project.write("image.txt", b"Skip to content\n\0\x01\x02");
    untouched(&project, &["image.txt"]).exits(0).complains("note").complains("image.txt");
    project.check(&["a.md", "image.txt"]).exits(1).says(LINT);
}

#[test]
fn an_empty_file_is_fine() {
    let project = Project::new();
    project.write("empty.md", "");
    project.write("blank.md", "\n\n \n");
    untouched(&project, &["empty.md", "blank.md"]).exits(0);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::with_article();
    project.write("locked.md", ARTICLE);
    let locked = project.path("locked.md");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    if std::fs::read(&locked).is_ok() {
        return; // The superuser reads everything.
    }
    project.check(&["a.md", "locked.md"]).exits(2).complains("locked.md").says(LINT);
}

#[test]
fn a_folder_in_place_of_a_file_that_is_written() {
    let project = Project::with_article();
    std::fs::create_dir(project.path("folder")).expect("a folder");
    untouched(&project, &["--removed", "folder", "a.md"]).exits(2).complains("folder");
}

#[cfg(unix)]
#[test]
fn what_is_neither_a_file_nor_a_folder() {
    let project = Project::with_article();
    let made = std::process::Command::new("mkfifo").arg(project.path("pipe.md")).status().expect("mkfifo is there");
    assert!(made.success());
    let complaint = "neither a regular file nor a folder";
    for args in [&["pipe.md"][..], &["--fix", "pipe.md"], &["--fix", "/dev/null"], &["/dev/null"], &["--watch", "/dev/null"]] {
        project.check(args).exits(2).complains(complaint).lacks("All clear");
    }
    project.check(&["a.md", "pipe.md"]).exits(2).complains("pipe.md: ").says(LINT);
    project.check(&["."]).exits(1).lacks("pipe.md");
}

#[test]
fn standard_input_together_with_files() {
    let project = Project::with_article();
    untouched(&project, &["-", "a.md"]).exits(2).complains("standard input");
    untouched(&project, &["--stdin-filename", "b.md", "a.md"]).exits(2).complains("--stdin-filename");
}

#[test]
fn what_is_printed_moves_no_cursor() {
    untouched(&Project::with_article(), &["\u{1b}[2J.md"]).exits(2).lacks("\u{1b}");
}

#[test]
fn clause_12_a_record_that_would_be_written_into_an_article_is_refused() {
    let project = Project::with_article();
    project.write("sub/b.md", ARTICLE);
    project.write("notes.txt", "The tide tables are in the drawer under the window.\n");
    for (trail, paths) in [("a.md", &["a.md"][..]), ("./sub/../a.md", &["."]), ("sub/b.md", &["sub", "a.md"])] {
        let run = untouched(&project, &[&["--removed", trail], paths].concat()).exits(2);
        run.complains("is an article that is checked").complains(trail);
    }
    untouched(&project, &["--removed", "notes.txt", "a.md"]).exits(2).complains("is no record of fixes");
    project.check(&["--fix-only", "--removed", "a.md", "a.md"]).exits(2).complains("is an article");
    untouched(&project, &["--removed", "a.md", "-"]).exits(2).complains("is no record of fixes");
    untouched(&project, &["--removed", "-", "a.md"]).exits(2).complains("a record goes into a file");
}

#[test]
fn clause_12_a_record_that_the_next_run_would_take_for_an_article_is_refused() {
    let project = Project::with_article();
    project.write("sub/b.md", ARTICLE);
    for paths in [&["."][..], &["sub"], &["a.md", "sub"]] {
        let run = untouched(&project, &[&["--removed", "sub/gone.txt"], paths].concat()).exits(2);
        run.complains("the next run would check sub/gone.txt as an article");
    }
    // Elsewhere, left out, or with another ending it is a file like any other.
    project.write("scrublint.toml", "exclude = ['kept']\n");
    std::fs::create_dir(project.path("kept")).expect("a folder");
    for (trail, paths) in [("gone.txt", "sub"), ("kept/gone.txt", "."), ("gone.jsonl", ".")] {
        project.write("sub/b.md", ARTICLE);
        project.check(&["--fix", "--removed", trail, paths]).exits(0);
        assert!(project.read(trail).contains("Skip to content"), "{trail}");
        std::fs::remove_file(project.path(trail)).expect("it is there");
    }
}

#[cfg(unix)]
#[test]
fn what_was_checked_and_could_not_be_written_was_not_left_unchecked() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::with_article();
    std::fs::set_permissions(project.path("a.md"), std::fs::Permissions::from_mode(0o444)).expect("permissions");
    project.check(&["--fix"]).exits(2).says("Nothing was done; 1 error.").lacks("Nothing was checked");
}

#[cfg(unix)]
#[test]
fn clause_12_a_record_that_leads_to_an_article_by_another_name_is_refused() {
    let project = Project::with_article();
    std::fs::hard_link(project.path("a.md"), project.path("hard.jsonl")).expect("a link");
    std::os::unix::fs::symlink(project.path("a.md"), project.path("soft.jsonl")).expect("a link");
    for trail in ["hard.jsonl", "soft.jsonl"] {
        untouched(&project, &["--removed", trail, "a.md"]).exits(2).complains("is an article that is checked (a.md)");
    }
}
