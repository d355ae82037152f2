//! A disk without room: on a small file system in memory, which this test mounts where only it can see it.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::folder::{Folder, State};
use crate::{random, rounds};

const FILES: usize = 200;
/// Names the mounted folder to the part of the test that runs on it.
const MOUNTED: &str = "SCRUBLINT_CRASH_MOUNTED";
const NAME: &str = "full_disk::clause_08_clause_12_a_full_disk_leaves_old_or_new_files_and_all_that_went_on_record";
const PAGE: u64 = 4096;
/// Room for the largest article and the record of all: with so much nothing fails.
const MOST_PAGES: u64 = 40;

#[test]
fn clause_08_clause_12_a_full_disk_leaves_old_or_new_files_and_all_that_went_on_record() {
    if let Some(mounted) = env::var_os(MOUNTED) {
        return with_little_room(Path::new(&mounted));
    }
    let folder = TempDir::new().expect("a temporary folder");
    let mounted = |then: &str| {
        let mut command = Command::new("unshare");
        let script = format!("mount -t tmpfs -o size=8m scrublint \"$0\" && {then}");
        command.args(["--map-root-user", "--mount", "sh", "-c", &script]).arg(folder.path());
        command
    };
    if !mounted("true").output().is_ok_and(|output| output.status.success()) {
        // Past the capture of the tests' output, so that it is seen.
        let _ = writeln!(io::stderr(), "SKIPPED: {NAME}: no file system can be mounted here");
        return;
    }
    let this = env::current_exe().expect("this test has a file");
    let status = mounted("exec \"$@\"").arg(this).args(["--exact", NAME, "--nocapture"]).env(MOUNTED, folder.path()).status();
    assert!(status.expect("it runs").success(), "see above");
}

fn with_little_room(mounted: &Path) {
    let folder = Folder::new(mounted, FILES);
    let (ballast, trail) = (mounted.join("ballast"), mounted.join("gone.jsonl"));
    let removed = trail.to_str().expect("UTF-8");
    let (mut failed, mut fixed) = (0, 0);
    for round in 0..rounds() {
        let on_record = round % 2 == 1;
        let args = if on_record { &["check", "--fix", ".", "--removed", removed][..] } else { &["check", "--fix", "."] };
        folder.reset();
        leave_room(&ballast, random(MOST_PAGES));
        let output = folder.run(args);
        let state = folder.state();
        assert_eq!(state.temporary, 0, "an error leaves none: {output:?}");
        assert_eq!(output.status.code(), Some(if state.old > 0 { 2 } else { 0 }), "{output:?}");
        failed += usize::from(state.old > 0);
        fixed += state.new;
        fs::remove_file(&ballast).expect("it is there");
        if on_record && trail.exists() {
            let output = folder.run(&["restore", "--removed", removed]);
            assert_eq!((folder.state().new, output.status.code()), (0, Some(0)), "{output:?}");
        }
        folder.finish(args);
        let _ = fs::remove_file(&trail);
    }
    println!("full disk: {} rounds of {FILES} files, {failed} failed for want of room, {fixed} files fixed before", rounds());
    // Without any room at all nothing is fixed, and with room again everything is.
    folder.reset();
    leave_room(&ballast, 0);
    assert_eq!(folder.run(&["check", "--fix", "."]).status.code(), Some(2));
    assert_eq!(folder.state(), State { old: FILES, new: 0, temporary: 0 });
    fs::remove_file(&ballast).expect("it is there");
    folder.finish(&["check", "--fix", "."]);
}

/// Fills the disk but for so many pages.
fn leave_room(ballast: &Path, pages: u64) {
    let mut file = File::create(ballast).expect("an empty file");
    while file.write(&[0; PAGE as usize]).is_ok_and(|written| written > 0) {}
    let full = file.metadata().expect("it is there").len();
    file.set_len(full.saturating_sub(pages * PAGE)).expect("it can be cut");
}
