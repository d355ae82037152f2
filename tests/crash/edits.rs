//! Other programs that save the same files while a fix runs.
//!
//! A program that puts a new file in the old one's place, or that empties the file and writes it anew in one go, never loses
//! an edit. One that writes a file in several goes may lose those that come after the fix has read the file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::folder::{Folder, article, scraped};
use crate::{random, random_part, rounds};

const FILES: usize = 16;
/// Fixes that run in one round, one after the other.
const RUNS: usize = 20;
/// So that a file is edited about as often as a fix takes from reading it to replacing it, and edits fall everywhere in between.
const LONGEST_PAUSE: Duration = Duration::from_millis(1);

/// What the `edit`th version of an article is without leftovers.
fn version(file: usize, edit: usize) -> String {
    format!("{}\nThis is edit {edit}.\n", article(file))
}

fn save_by_rename(path: &Path, content: &str) {
    let beside = path.with_extension("saved");
    fs::write(&beside, content).expect("it can be written");
    fs::rename(&beside, path).expect("it can be renamed");
}

fn save_in_place(path: &Path, content: &str) {
    fs::write(path, content).expect("it can be written");
}

/// Saves one version after the other, of any of the files, until it is told to stop; returns how many of each.
fn edit(files: &[PathBuf], save: fn(&Path, &str), stop: &AtomicBool) -> Vec<usize> {
    let mut edits = vec![0; files.len()];
    while !stop.load(Ordering::Relaxed) {
        let file = random(files.len() as u64) as usize;
        edits[file] += 1;
        save(&files[file], &scraped(&version(file, edits[file])));
        thread::sleep(random_part(LONGEST_PAUSE));
    }
    edits
}

/// Lets an editor and fixes loose on the same files.
fn no_edit_is_lost(name: &str, save: fn(&Path, &str)) {
    let (mut all, mut fixed, mut left_alone) = (0, 0, 0);
    for _ in 0..rounds() {
        let folder = Folder::new(&env::temp_dir(), FILES);
        let files: Vec<PathBuf> = folder.articles().iter().map(|article| article.path.clone()).collect();
        let stop = AtomicBool::new(false);
        let edits = thread::scope(|scope| {
            let editor = scope.spawn(|| edit(&files, save, &stop));
            for _ in 0..RUNS {
                let output = folder.run(&["check", "--fix", "."]);
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(errors.lines().all(|line| line.contains("changed since it was read") || line.contains("No such file")), "{errors}");
                left_alone += errors.lines().count();
            }
            stop.store(true, Ordering::Relaxed);
            editor.join().expect("it edits")
        });
        for (file, path) in files.iter().enumerate() {
            let content = fs::read_to_string(path).expect("it is there, and UTF-8");
            let last = if edits[file] == 0 { article(file) } else { version(file, edits[file]) };
            assert!(content == last || content == scraped(&last), "edit {} is lost: {:?}", edits[file], content.lines().last());
            fixed += usize::from(content == last);
        }
        all += edits.iter().sum::<usize>();
    }
    println!("{name}: {all} edits, none lost; {left_alone} times a file was left alone; {fixed} last edits fixed");
    assert!(left_alone > 0, "no edit fell between reading a file and replacing it");
}

#[test]
fn clause_08_an_edit_that_is_renamed_into_place_meanwhile_is_never_lost() {
    no_edit_is_lost("edits by rename", save_by_rename);
}

#[test]
fn clause_08_an_edit_that_is_written_in_one_go_meanwhile_is_never_lost() {
    no_edit_is_lost("edits in place", save_in_place);
}

#[test]
fn what_a_fix_makes_of_an_edit_is_known() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("a.md");
    let run = Folder::new(folder.path(), 1);
    for file in 0..FILES {
        fs::write(&path, scraped(&version(file, 1))).expect("it can be written");
        run.run(&["check", "--fix", path.to_str().expect("UTF-8")]);
        assert_eq!(fs::read_to_string(&path).expect("it is there"), version(file, 1));
    }
}
