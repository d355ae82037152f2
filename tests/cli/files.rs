//! Which files are checked.

use super::project::{ARTICLE, LINT, Project, Run};

/// The paths with findings, in the order of the output.
fn paths(run: &Run) -> Vec<&str> {
    run.stdout.lines().filter_map(|line| line.split_once(":1:1").map(|(path, _)| path)).collect()
}

fn concise(project: &Project, args: &[&str]) -> Run {
    project.check(&[&["--output-format", "concise"], args].concat())
}

#[test]
fn a_folder_gives_text_and_markdown_in_order() {
    let project = Project::new();
    for name in ["b.txt", "a.md", "sub/c.markdown", "D.MD", "e.rst", "f.html", "noext", ".hidden.md", ".git/x.md"] {
        project.write(name, ARTICLE);
    }
    assert_eq!(paths(&concise(&project, &["."])), ["D.MD", "a.md", "b.txt", "sub/c.markdown"]);
}

#[test]
fn a_named_file_is_read_whatever_its_name() {
    let project = Project::new();
    for name in ["dump.rst", ".hidden.md", "noext"] {
        project.write(name, ARTICLE);
        assert_eq!(paths(&concise(&project, &[name])), [name]);
    }
}

#[test]
fn html_is_refused_with_a_hint() {
    let project = Project::with_article();
    for name in ["page.html", "page.HTM"] {
        project.write(name, "<p>Skip to content</p>");
        project.check(&[name, "a.md"]).exits(2).complains(name).complains("HTML").complains("extract").says(LINT);
    }
}

#[test]
fn gitignore_holds_outside_of_repositories_too() {
    let project = Project::with_article();
    project.write(".gitignore", "drafts/\n");
    project.write("drafts/b.md", ARTICLE);
    assert_eq!(paths(&concise(&project, &[])), ["a.md"]);
    assert_eq!(paths(&concise(&project, &["--no-ignore"])), ["a.md", "drafts/b.md"]);
    assert_eq!(paths(&concise(&project, &["drafts/b.md"])), ["drafts/b.md"]);
}

#[test]
fn a_file_is_checked_once_however_often_it_is_named() {
    let project = Project::new();
    project.write("sub/a.md", ARTICLE);
    assert_eq!(paths(&concise(&project, &["sub/a.md", "./sub/a.md", "sub", ".", "sub/../sub/a.md"])), ["sub/a.md"]);
}

#[cfg(unix)]
#[test]
fn links_lead_to_one_check_and_are_not_walked_into() {
    let project = Project::new();
    project.write("real/a.md", ARTICLE);
    std::os::unix::fs::symlink(project.path("real"), project.path("link")).expect("a link");
    std::os::unix::fs::symlink(project.path("real/a.md"), project.path("b.md")).expect("a link");
    assert_eq!(paths(&concise(&project, &["."])), ["real/a.md"]);
    assert_eq!(paths(&concise(&project, &["real/a.md", "b.md"])), ["real/a.md"]);
    assert_eq!(paths(&concise(&project, &["link"])), ["link/a.md"]);
    project.check(&["--fix", "b.md"]).exits(0);
    assert!(project.path("b.md").is_symlink());
    assert!(!project.read("real/a.md").contains("Skip to content"));
}

#[test]
fn excluded_files_are_left_out_unless_they_are_named() {
    let project = Project::with_article();
    project.write("drafts/b.md", ARTICLE);
    project.write("sub/drafts/c.md", ARTICLE);
    project.write("sub/d.md", ARTICLE);
    assert_eq!(paths(&concise(&project, &["--exclude", "drafts"])), ["a.md", "sub/d.md"]);
    assert_eq!(paths(&concise(&project, &["--exclude", "/drafts"])), ["a.md", "sub/d.md", "sub/drafts/c.md"]);
    assert_eq!(paths(&concise(&project, &["--exclude", "sub/*.md"])), ["a.md", "drafts/b.md", "sub/drafts/c.md"]);
    assert_eq!(paths(&concise(&project, &["--exclude", "drafts", "drafts/b.md"])), ["drafts/b.md"]);
    let run = concise(&project, &["--exclude", "drafts", "--force-exclude", "drafts/b.md"]).exits(0);
    assert!(paths(&run).is_empty());
    run.complains("drafts/b.md").complains("exclude");
}

#[test]
fn exclude_counts_from_the_configuration() {
    let project = Project::new();
    project.write("site/scrublint.toml", "exclude = ['old/*', 'skip.md']\n");
    for name in ["site/old/a.md", "site/new/a.md", "site/new/skip.md", "old/a.md"] {
        project.write(name, ARTICLE);
    }
    assert_eq!(paths(&concise(&project, &["."])), ["old/a.md", "site/new/a.md"]);
    assert_eq!(paths(&concise(&project, &["site"])), ["site/new/a.md"]);
}

#[test]
fn what_a_fix_writes_while_it_works_is_never_read() {
    let project = Project::new();
    project.write(".a.md.1.AbCdEf12.scrublint-tmp", ARTICLE);
    project.check(&["."]).exits(0).lacks(LINT);
    project.check(&[".a.md.1.AbCdEf12.scrublint-tmp"]).exits(0).lacks(LINT).complains("left out");
}

#[test]
fn a_folder_without_articles_is_a_note() {
    let project = Project::new();
    project.write("empty/readme.rst", "x");
    project.check(&["empty"]).exits(0).complains("note").complains("empty");
    project.check(&["-q", "empty"]).exits(0).says_nothing();
}
