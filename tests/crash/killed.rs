//! Killed by the system, and by Ctrl-C.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::process::{Child, Command};
use std::thread;
use std::time::Instant;

use tempfile::TempDir;

use crate::folder::{Folder, State};
use crate::{random_part, rounds};

const FILES: usize = 500;
/// How many rounds to try at most for one that meets a fix in the midst of its work.
const MOST_ROUNDS: usize = 50;

/// What the rounds met with.
#[derive(Debug, Default)]
struct Tally {
    rounds: usize,
    /// Of these, those that ended with some files fixed and others not.
    in_the_midst: usize,
    /// Of these, those that left temporary files behind, and how many in all.
    with_temporary: usize,
    temporary: usize,
    /// Files that were fixed when the run ended.
    fixed: usize,
}

impl Tally {
    fn add(&mut self, state: &State) {
        self.rounds += 1;
        self.in_the_midst += usize::from(state.old > 0 && state.new > 0);
        self.with_temporary += usize::from(state.temporary > 0);
        self.temporary += state.temporary;
        self.fixed += state.new;
    }
}

/// Begins a fix again and again, ends it by `stop` at another moment each time, and asserts what is left.
fn cut_short(name: &str, stop: impl Fn(&mut Child)) {
    let folder = Folder::new(&env::temp_dir(), FILES);
    let elsewhere = TempDir::new().expect("a temporary folder");
    let trail = elsewhere.path().join("gone.jsonl");
    let removed = trail.to_str().expect("UTF-8");
    let start = Instant::now();
    folder.finish(&["check", "--fix", "."]);
    let longest = start.elapsed();

    let mut tally = Tally::default();
    // A few moments may all lie before the first write or after the last one.
    while tally.rounds < rounds() || (tally.in_the_midst == 0 && tally.rounds < MOST_ROUNDS) {
        let round = tally.rounds;
        let jobs = if round / 2 % 2 == 0 { "1" } else { "4" };
        let fix = ["check", "--fix", "--jobs", jobs, "."];
        let recorded = [&fix[..], &["--removed", removed]].concat();
        let on_record = round % 2 == 1;
        let args = if on_record { &recorded[..] } else { &fix };
        folder.reset();
        let mut child = folder.command(args).spawn().expect("the binary runs");
        thread::sleep(random_part(longest));
        stop(&mut child);
        child.wait().expect("it ends");
        tally.add(&folder.state());
        if on_record {
            // What a file lacks is on record, even if the last record is cut off.
            put_back(&folder, removed);
        }
        folder.finish(args);
        if on_record {
            put_back(&folder, removed);
            fs::remove_file(&trail).expect("it is there");
        }
    }
    println!("{name}: {tally:?} of {FILES} files each, stopped within {longest:?}");
    assert!(tally.in_the_midst > 0, "no round met a fix in the midst of its work: {tally:?}");
}

fn put_back(folder: &Folder, trail: &str) {
    if fs::exists(trail).expect("it can be looked for") {
        let output = folder.run(&["restore", "--removed", trail]);
        assert_eq!(folder.state().new, 0, "{output:?}");
    } else {
        assert_eq!(folder.state().new, 0, "nothing is fixed before there is a record");
    }
}

#[test]
fn clause_08_clause_12_a_fix_that_is_killed_leaves_old_or_new_files_and_all_that_went_on_record() {
    cut_short("kill -9", |child| child.kill().expect("it can be killed"));
}

#[test]
fn clause_08_clause_12_ctrl_c_leaves_old_or_new_files_and_all_that_went_on_record() {
    let mut idle = Command::new("sleep").arg("1").spawn().expect("every Unix has it");
    interrupt(&mut idle);
    if idle.wait().expect("it ends").success() {
        // A shell starts what runs in its background deaf to Ctrl-C. Past the capture of the tests' output, so that it is seen.
        let _ = writeln!(io::stderr(), "SKIPPED: Ctrl-C: it is ignored here");
        return;
    }
    cut_short("Ctrl-C", interrupt);
}

/// What Ctrl-C does to a process, which may have ended already.
fn interrupt(child: &mut Child) {
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("every Unix has it");
}
