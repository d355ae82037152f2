//! Putting back what a fix took out.

use super::project::{ARTICLE, CLEAN, Project};

/// A folder with two fixed articles and the record of it.
fn fixed() -> Project {
    let project = Project::new();
    project.write("a.md", ARTICLE);
    project.write("sub/b.txt", format!("\u{FEFF}{}", ARTICLE.replace('\n', "\r\n")));
    // One thread: the record has the files in the order in which they were written.
    project.check(&["--fix", "-j", "1", "--removed", "gone.jsonl"]).exits(0);
    assert_eq!(project.read("a.md"), CLEAN);
    project
}

fn restore(project: &Project) -> super::project::Run {
    project.run(&["restore", "--removed", "gone.jsonl"])
}

#[test]
fn clause_12_restore_gives_the_files_back_byte_for_byte() {
    let project = fixed();
    restore(&project).exits(0).says("Put back 2 changes in 2 files.");
    assert_eq!(project.read("a.md"), ARTICLE);
    assert_eq!(project.read("sub/b.txt"), format!("\u{FEFF}{}", ARTICLE.replace('\n', "\r\n")));
    restore(&project).exits(0).says("0 changes");
    project.run(&["restore", "-v", "--removed", "gone.jsonl"]).exits(0).complains("a.md: nothing to put back");
}

#[test]
fn the_record_counts_from_the_folder_that_the_fix_ran_in() {
    let project = fixed();
    let run = project.command(&["restore", "--removed", "../gone.jsonl"]).current_dir(project.path("sub")).output().expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("counts from the folder"));
}

#[test]
fn a_file_that_was_changed_after_the_fix_is_left_alone_and_the_others_go_on() {
    let project = fixed();
    let edited = CLEAN.replace("Monday", "Tuesday");
    project.write("a.md", &edited);
    restore(&project).exits(2).says("1 file.").complains("a.md: it was changed after the fix");
    assert_eq!(project.read("a.md"), edited);
    assert!(project.read("sub/b.txt").contains("Skip to content"));
    project.write("sub/b.txt", "x");
    std::fs::remove_file(project.path("a.md")).expect("it is there");
    restore(&project).exits(2).complains("a.md: there is no such file").complains("b.txt: it was changed");
    assert!(!project.path("a.md").exists(), "nothing is made anew");
}

#[test]
fn runs_are_taken_back_from_the_latest() {
    let project = Project::with_article();
    project.check(&["--fix", "--removed", "gone.jsonl", "a.md"]).exits(0);
    let second = format!("Skip to navigation\n\n{}", project.read("a.md"));
    project.write("a.md", &second);
    project.check(&["--fix", "--removed", "gone.jsonl", "./a.md"]).exits(0);
    let run = restore(&project).exits(2).says("Put back 1 change").complains("a.md: it was changed between two fixes");
    assert_eq!(project.read("a.md"), second, "as far back as nobody else has changed it: {run:#?}");

    let project = Project::new();
    project.write("a.md", format!("{ARTICLE}\nTags: ferries, yards\n"));
    project.check(&["--fix", "--select", "skip-link", "--removed", "gone.jsonl", "a.md"]).exits(0);
    project.check(&["--fix", "--unsafe-fixes", "--removed", "gone.jsonl", "a.md"]).exits(0);
    assert_eq!(project.read("gone.jsonl").lines().count(), 2);
    restore(&project).exits(0).says("Put back 2 changes in 1 file.");
    assert_eq!(project.read("a.md"), format!("{ARTICLE}\nTags: ferries, yards\n"));
}

#[test]
fn a_diff_shows_what_would_be_put_back() {
    let project = fixed();
    let run = project.run(&["restore", "--removed", "gone.jsonl", "--diff"]).exits(1).says("+++ b/a.md").says("+Skip to content");
    assert_eq!(project.read("a.md"), CLEAN, "{run:#?}");
}

#[test]
fn a_line_that_is_no_record_is_named_and_the_others_count() {
    let project = fixed();
    let record = project.read("gone.jsonl");
    project.write("gone.jsonl", &record[..record.len() / 2 + 40]);
    project.write("c.md", ARTICLE);
    project.check(&["--fix", "--removed", "gone.jsonl", "c.md"]).exits(0);
    restore(&project).exits(2).complains("gone.jsonl:2: no record").says("2 files");
    assert_eq!((project.read("a.md"), project.read("c.md")), (ARTICLE.to_owned(), ARTICLE.to_owned()));
    assert!(!project.read("sub/b.txt").contains("Skip to content"));
}

#[test]
fn without_a_record_there_is_nothing_to_restore() {
    let project = fixed();
    project.run(&["restore"]).exits(2).complains("--removed");
    project.run(&["restore", "--removed", "nowhere.jsonl"]).exits(2).complains("nowhere.jsonl");
    let text = project.pipe(&["check", "--fix", "--removed", "pipe.jsonl", "-"], ARTICLE).exits(0).stdout;
    assert_eq!(text, CLEAN);
    project.run(&["restore", "-q", "--removed", "pipe.jsonl"]).exits(2).complains("standard input").lacks("Put back");
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_modes_stay_as_they_are() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let project = Project::new();
    project.write("real/a.md", ARTICLE);
    std::fs::set_permissions(project.path("real/a.md"), std::fs::Permissions::from_mode(0o640)).expect("own file");
    symlink(project.path("real/a.md"), project.path("link.md")).expect("a link");
    project.check(&["--fix", "--removed", "gone.jsonl", "link.md"]).exits(0);
    restore(&project).exits(0);
    assert!(project.path("link.md").is_symlink());
    assert_eq!(project.read("real/a.md"), ARTICLE);
    let mode = std::fs::metadata(project.path("real/a.md")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(target_os = "linux")]
#[test]
fn a_path_that_no_record_can_hold_is_not_fixed() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let project = Project::new();
    let path = project.path(OsStr::from_bytes(b"caf\xE9.md"));
    std::fs::write(&path, ARTICLE).expect("written");
    project.check(&["--fix", "--removed", "gone.jsonl"]).exits(2).complains("cannot be put on record");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), ARTICLE);
}
