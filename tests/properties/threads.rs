//! The command line: what it prints and writes is the same at any number of threads.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use tempfile::TempDir;

use crate::config;
use crate::texts::texts;

/// Each case starts the program five times.
const FEWER: u32 = 8;

/// What a run prints and how it ends.
fn run(folder: &Path, args: &[&str], jobs: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scrublint"));
    let output = command.arg("check").args(args).args(["--jobs", jobs]).current_dir(folder).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn write(texts: &[String]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (number, text) in texts.iter().enumerate() {
        let extension = if number % 2 == 0 { "md" } else { "txt" };
        fs::write(folder.path().join(format!("{number}.{extension}")), text).expect("it can be written");
    }
    folder
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::read(&path).expect("it is there"))).collect();
    files.sort();
    files.into_iter().map(|(path, content)| (path.file_name().map(PathBuf::from).expect("a name"), content)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases.div_ceil(FEWER), ..config() })]

    #[test]
    fn one_thread_and_many_say_and_write_the_same(texts in prop::collection::vec(texts(), 2..90)) {
        let (one, many) = (write(&texts), write(&texts));
        for args in [&["--output-format", "jsonl"][..], &["--diff"]] {
            prop_assert_eq!(run(one.path(), args, "1"), run(one.path(), args, "7"));
        }
        let fix = ["--fix", "--unsafe-fixes", "--show-fixes", "--removed", "gone.jsonl"];
        prop_assert_eq!(run(one.path(), &fix, "1"), run(many.path(), &fix, "7"));
        let sorted = |folder: &TempDir| {
            // Threads take turns at the record; in it, only the order of a file's own lines matters.
            let mut lines: Vec<String> = fs::read_to_string(folder.path().join("gone.jsonl")).expect("a record").lines().map(str::to_owned).collect();
            lines.sort();
            fs::remove_file(folder.path().join("gone.jsonl")).expect("it is there");
            lines
        };
        prop_assert_eq!(sorted(&one), sorted(&many));
        prop_assert_eq!(files(one.path()), files(many.path()));
    }
}
