//! Only what changed since a commit, by the real git.

use std::process::Command;

use super::project::{ARTICLE, CLEAN, LINT, Project};

fn git(project: &Project, args: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    let output = command.arg("-C").arg(project.path("")).args(identity).args(args).output().expect("git runs");
    assert!(output.status.success(), "{output:?}");
}

/// A repository with two committed articles that have a leftover each.
fn repository() -> Project {
    let project = Project::with_article();
    project.write("old name.md", ARTICLE);
    git(&project, &["init", "-q"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "first"]);
    project
}

#[test]
fn only_files_that_changed_are_checked() {
    let project = repository();
    project.check(&["--since", "HEAD"]).exits(0).lacks(LINT);
    project.write("a.md", format!("{ARTICLE}\nThe yard at Tamsel has closed since, and the skipper says that he is sorry for it.\n"));
    project.write("sub/new \"é\".md", ARTICLE);
    git(&project, &["mv", "old name.md", "new name.md"]);
    let run = project.check(&["--since", "HEAD", "--output-format", "concise"]).exits(1);
    let run = run.says("a.md:1:1").says("é").says("new name.md:1:1");
    assert_eq!(run.stdout.matches(LINT).count(), 3, "{run:#?}");
    let lines = project.check(&["--since", "HEAD", "--since-lines", "--output-format", "concise"]).exits(1);
    let lines = lines.says("é").lacks("a.md:").lacks("new name.md");
    assert_eq!(lines.stdout.matches(LINT).count(), 1, "{lines:#?}");
    project.check(&["--since", "HEAD", "sub"]).exits(1).says("é").lacks("new name.md");
}

#[test]
fn findings_on_changed_lines_are_those_that_touch_them() {
    let project = repository();
    project.write("a.md", format!("{CLEAN}\nLeave a Reply\n"));
    git(&project, &["commit", "-q", "-a", "-m", "second"]);
    project.write("a.md", format!("Skip to content\n\n{CLEAN}\nLeave a Reply\n"));
    project.check(&["--since", "HEAD", "--since-lines"]).exits(1).says(LINT).lacks("comment-form");
    project.check(&["--since", "HEAD~1", "--since-lines"]).exits(1).says("comment-form").lacks(LINT);
}

#[test]
fn a_repository_within_another_is_asked_about_itself() {
    let project = repository();
    let inner = Project::with_article();
    inner.write("b.md", ARTICLE);
    git(&inner, &["init", "-q"]);
    git(&inner, &["add", "."]);
    git(&inner, &["commit", "-q", "-m", "first"]);
    let from = inner.path("").display().to_string();
    git(&project, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "parts/module"]);
    git(&project, &["commit", "-q", "-m", "second"]);
    project.check(&["--since", "HEAD"]).exits(0).lacks(LINT);
    // Not yet committed, then committed within, then on record outside: changed all the while since what was on record at first.
    project.write("parts/module/a.md", format!("{ARTICLE}\nThe yard at Tamsel has closed since, and the skipper is sorry for it.\n"));
    let check = |since: &str| project.check(&["--since", since, "--output-format", "concise"]);
    check("HEAD").exits(1).says("a.md:1:1").lacks("b.md");
    let module = ["-C", "parts/module", "commit", "-q", "-a", "-m", "more"];
    git(&project, &module);
    check("HEAD").exits(1).says("a.md:1:1").lacks("b.md");
    git(&project, &["commit", "-q", "-a", "-m", "third"]);
    check("HEAD").exits(0).lacks(LINT);
    check("HEAD~1").exits(1).says("a.md:1:1").lacks("b.md");
    project.check(&["--since", "HEAD~1", "--since-lines"]).exits(0).lacks(LINT);
    // Before there was one, and in one that nobody has on record and that knows no such commit, all is new.
    check("HEAD~2").exits(1).says("b.md:1:1");
    project.write("other/c.md", ARTICLE);
    git(&project, &["init", "-q", "other"]);
    check("HEAD").exits(1).says("c.md:1:1").lacks("b.md");
}

#[test]
fn without_a_repository_a_commit_or_git_the_run_fails() {
    let project = Project::with_article();
    project.check(&["--since", "HEAD"]).exits(2).complains("git repository");
    project.check(&["--since", "HEAD", "-"]).exits(2).complains("standard input");
    project.check(&["--since-lines"]).exits(2).complains("--since");
    git(&project, &["init", "-q"]);
    for reference in ["HEAD", "nowhere", "--output=x"] {
        project.check(&[&format!("--since={reference}")]).exits(2).complains("no commit");
    }
    let output = project.command(&["check", "--since", "HEAD"]).env("PATH", "").output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("git cannot be run"));
}

#[cfg(unix)]
#[test]
fn a_hook_of_a_linked_worktree_fixes_only_what_changed() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = repository();
    project.write("news/a.md", ARTICLE);
    project.write("news/b.md", ARTICLE);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "second"]);
    git(&project, &["worktree", "add", "-q", "linked"]);
    let binary = env!("CARGO_BIN_EXE_scrublint");
    let hook = ".git/hooks/pre-commit";
    project.write(hook, format!("#!/bin/sh\nexec '{binary}' check --isolated --fix --exit-zero --since HEAD news\n"));
    std::fs::set_permissions(project.path(hook), std::fs::Permissions::from_mode(0o755)).expect("its mode can be set");
    // Git gives the hook an index of its own, another one where only some files are committed.
    for (number, files) in [&["-a"][..], &["--", "news/a.md"]].into_iter().enumerate() {
        for place in ["linked", "."] {
            git(&project, &["-C", place, "reset", "-q", "--hard"]);
            let more = format!("The yard at Tamsel has closed since, and its {number} last men are sorry for it.");
            project.write(&format!("{place}/news/a.md"), format!("{ARTICLE}\n{more}\n"));
            git(&project, &[&["-C", place, "commit", "-q", "-m", "more"], files].concat());
            assert!(!project.read(&format!("{place}/news/a.md")).contains("Skip to content"), "{place}: what changed is fixed");
            assert_eq!(project.read(&format!("{place}/news/b.md")), ARTICLE, "{place}: what did not change stays");
        }
    }
}
