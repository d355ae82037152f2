//! Unified diffs, as git prints them.
//!
//! Holds always: what comes out is taken by `git apply` and `patch -p1`, whatever the path and the text hold.

use std::fmt::Write as _;
use std::path::{Component, Path};

use similar::TextDiff;

use crate::source::{Encoding, Text};

/// The change from `before` to `after`, with three lines of context; empty if they are equal.
///
/// Both are the file's whole content and not only its text: without its byte-order mark no tool finds the first line.
#[must_use]
pub fn unified(path: &Path, before: &str, after: &str) -> String {
    // Only a line feed ends a line here: the tools that read patches know of no other.
    let before: Vec<&str> = before.split_inclusive('\n').collect();
    let after: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
    let path = slashed(path);
    diff.unified_diff().header(&name("a", &path), &name("b", &path)).to_string()
}

/// The change between the bytes of two files in one encoding. A diff is read by people and is UTF-8 itself: only that of
/// UTF-8 files can be applied.
#[must_use]
pub fn unified_text(path: &Path, encoding: Encoding, before: &[u8], after: &[u8]) -> String {
    let text = |bytes| match Text::decode_with(Vec::from(bytes), Some(encoding)) {
        Ok(text) if encoding != Encoding::UTF_8 => text.as_str().to_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    unified(path, &text(before), &text(after))
}

/// The path relative to where the patch is applied, with slashes.
fn slashed(path: &Path) -> Vec<u8> {
    let parts = path.components().filter_map(|component| match component {
        Component::Normal(part) => Some(part.as_encoded_bytes()),
        Component::ParentDir => Some(b"..".as_slice()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
    });
    parts.collect::<Vec<_>>().join(&b'/')
}

/// A file name for a header: quoted as in C if it holds what would break the line, with a tab after it if it holds a
/// space, for without one readers take the rest for a date.
fn name(side: &str, path: &[u8]) -> String {
    let mut quoted = false;
    let mut name = format!("{side}/");
    for chunk in path.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => {
                    quoted = true;
                    name.extend(['\\', c]);
                }
                '\0'..='\x1F' | '\x7F' => {
                    quoted = true;
                    let _ = write!(name, "\\{:03o}", u32::from(c));
                }
                _ => name.push(c),
            }
        }
        for byte in chunk.invalid() {
            quoted = true;
            let _ = write!(name, "\\{byte:03o}");
        }
    }
    match (quoted, name.contains(' ')) {
        (true, _) => format!("\"{name}\""),
        (false, true) => name + "\t",
        (false, false) => name,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::*;

    /// Lets git and, where there is one, patch apply the diff to the file.
    fn round_trip(path: &str, before: &str, after: &str) {
        let diff = unified(Path::new(path), before, after);
        for tool in [
            &["git", "apply", "--whitespace=nowarn", "--unsafe-paths", "change.diff"][..],
            &["patch", "-p1", "--binary", "-s", "-i", "change.diff"],
        ] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("can be made");
            fs::write(&file, before).expect("can be written");
            fs::write(folder.path().join("change.diff"), &diff).expect("can be written");
            match Command::new(tool[0])
                .args(&tool[1..])
                .current_dir(folder.path())
                .env("GIT_CEILING_DIRECTORIES", folder.path().parent().expect("a folder"))
                .output()
            {
                Err(_) if tool[0] == "patch" => continue,
                output => {
                    let output = output.expect("git is there");
                    assert!(output.status.success(), "{}: {}\n{diff}", tool[0], String::from_utf8_lossy(&output.stderr));
                }
            }
            assert_eq!(fs::read_to_string(&file).expect("still there"), after, "{}\n{diff}", tool[0]);
        }
    }

    #[test]
    fn a_diff_has_three_lines_of_context_and_git_s_headers() {
        let before = "1\n2\n3\n4\ngone\n5\n6\n7\n8\n";
        let wanted = "--- a/news/a.md\n+++ b/news/a.md\n@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-gone\n 5\n 6\n 7\n";
        assert_eq!(unified(Path::new("./news/a.md"), before, &before.replace("gone\n", "")), wanted);
        assert_eq!(unified(Path::new("a.md"), before, before), "");
    }

    #[test]
    fn tools_take_any_path() {
        for path in ["a.md", "news/of today/a b.md", "say \"when\".md", "tab\tand\\slash.md", "記事/é.md"] {
            if cfg!(unix) || !path.contains(['"', '\t', '\\']) {
                round_trip(path, "one\ntwo\nthree\n", "one\nthree\n");
            }
        }
    }

    #[test]
    fn tools_take_any_line_ending() {
        round_trip("a.md", "one\r\ntwo\r\nthree\r\n", "one\r\nthree\r\n");
        round_trip("a.md", "one\rtwo\rthree\nfour\r\n", "one\rthree\nfour\r\n");
        round_trip("a.md", "\u{FEFF}one\ntwo\n", "\u{FEFF}two\n");
    }

    #[test]
    fn tools_take_a_missing_last_newline() {
        round_trip("a.md", "one\ntwo\nthree", "one\ntwo");
        round_trip("a.md", "one\ntwo", "one\n");
        round_trip("a.md", "one\ntwo\n", "two");
        round_trip("a.md", "one", "two");
    }
}
