//! What a fix keeps of a file's owner and group.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use super::project::{ARTICLE, CLEAN, Project};

/// Users and a group that need not exist.
const AUTHOR: u32 = 47_011;
const EDITOR: u32 = 47_012;
const GROUP: u32 = 47_013;

/// A project in a folder of the editor's, with a file of the author's that the group may write; nothing where the tests may not
/// give files away.
fn shared() -> Option<Project> {
    let project = Project::with_article();
    let (folder, path) = (project.path("."), project.path("a.md"));
    let given = chown(&path, Some(AUTHOR), Some(GROUP)).and_then(|()| chown(&folder, Some(EDITOR), Some(EDITOR)));
    if let Err(error) = given {
        // Past the capture of the tests' output, so that it is seen.
        let _ = writeln!(io::stderr(), "SKIPPED: owner and group: files cannot be given away here: {error}");
        return None;
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).expect("it is there");
    // New files in it are of the folder's group.
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o2755)).expect("it is there");
    Some(project)
}

#[test]
fn clause_08_the_owner_is_kept_by_who_may_give_files_away() {
    let Some(project) = shared() else { return };
    project.check(&["--fix", "a.md"]).exits(0);
    assert_eq!(project.read("a.md"), CLEAN);
    let metadata = fs::metadata(project.path("a.md")).expect("it is there");
    assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (AUTHOR, GROUP, 0o660));
}

/// Fixes the file as the editor, in this group; nothing where that cannot be tried.
fn fixed_as_editor(project: &Project, group: u32) -> Option<fs::Metadata> {
    let mut command = project.command(&["check", "--fix", "a.md"]);
    let mut probe = Command::new(command.get_program());
    if !probe.arg("--version").uid(EDITOR).gid(group).output().is_ok_and(|output| output.status.success()) {
        let _ = writeln!(io::stderr(), "SKIPPED: group: other users cannot run the binary here");
        return None;
    }
    let output = command.uid(EDITOR).gid(group).output().expect("it has just run");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_ne!(project.read("a.md"), ARTICLE);
    Some(fs::metadata(project.path("a.md")).expect("it is there"))
}

#[test]
fn clause_08_the_group_is_kept_by_who_belongs_to_it() {
    let Some(project) = shared() else { return };
    let Some(metadata) = fixed_as_editor(&project, GROUP) else { return };
    assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (EDITOR, GROUP, 0o660));
}

#[test]
fn clause_08_what_the_group_may_do_is_not_given_to_another_group() {
    let Some(project) = shared() else { return };
    fs::set_permissions(project.path("a.md"), fs::Permissions::from_mode(0o676)).expect("it is there");
    let Some(metadata) = fixed_as_editor(&project, EDITOR) else { return };
    assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (EDITOR, EDITOR, 0o666));
}
