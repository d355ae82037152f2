use std::ffi::OsStr;
use std::process;

use tempfile::TempDir;

use super::names::{Kind, NAME_LEN};
use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn file(folder: &TempDir, name: &str, content: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).expect("written");
    path
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A temporary file as a run leaves it that was killed.
fn stale(folder: &TempDir) -> PathBuf {
    file(folder, ".a.md.4711.a1B2c3D4.scrublint-tmp", "half a te")
}

#[test]
fn clause_08_the_new_content_takes_the_place_of_the_old_and_nothing_else_is_left() {
    let folder = folder();
    let path = file(&folder, "a.md", "old");
    assert_eq!(write(&path, Digest::of(b"old"), b"new").expect("writable"), Written::Replaced);
    assert_eq!(fs::read(&path).expect("there"), b"new");
    assert_eq!(names(folder.path()), ["a.md"]);
}

#[test]
fn clause_08_equal_bytes_are_not_written() {
    let folder = folder();
    let path = file(&folder, "a.md", "same");
    let before = fs::metadata(&path).expect("there");
    assert_eq!(write(&path, Digest::of(b"same"), b"same").expect("nothing to do"), Written::Unchanged);
    let after = fs::metadata(&path).expect("there");
    assert_eq!(before.modified().expect("a time"), after.modified().expect("a time"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        assert_eq!(before.ino(), after.ino(), "it is the very same file");
    }
}

#[test]
fn clause_08_a_file_that_changed_meanwhile_is_left_alone() {
    let folder = folder();
    let path = file(&folder, "a.md", "changed by an editor");
    let error = write(&path, Digest::of(b"as it was read"), b"new").expect_err("it changed");
    assert!(matches!(error, WriteError::Changed { .. }), "{error}");
    assert!(error.to_string().contains("a.md"), "{error}");
    assert_eq!(fs::read(&path).expect("there"), b"changed by an editor");
    assert_eq!(names(folder.path()), ["a.md"], "no temporary file is left");
}

#[test]
fn a_file_that_is_gone_is_not_made_anew() {
    let folder = folder();
    let path = folder.path().join("gone.md");
    assert!(matches!(write(&path, Digest::of(b"old"), b"new"), Err(WriteError::Open { .. })));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_folder_is_no_file_to_write() {
    let folder = folder();
    assert!(matches!(write(folder.path(), Digest::of(b"old"), b"new"), Err(WriteError::NotAFile { .. })));
}

#[test]
fn long_names_and_names_with_dots_can_be_written() {
    let folder = folder();
    for name in [format!("{}é.md", "x".repeat(NAME_LEN - 1)), format!("{}.txt", "é".repeat(120)), ".hidden".to_owned()] {
        let path = file(&folder, &name, "old");
        assert_eq!(write(&path, Digest::of(b"old"), b"new").expect("writable"), Written::Replaced, "{name}");
    }
}

#[test]
fn clause_08_stale_temporary_files_are_removed_and_those_in_use_are_not() {
    let folder = folder();
    file(&folder, "a.md", "text");
    let stale = stale(&folder);
    let used = temporary(folder.path(), Path::new("b.md"), None).expect("a temporary file");
    assert_eq!(remove_stale(folder.path()).expect("a folder"), Cleared { removed: 1, kept: Vec::new() });
    assert!(!stale.exists());
    assert!(used.path().exists());
    assert!(folder.path().join("a.md").exists());
}

#[test]
fn clause_08_files_of_other_names_are_never_removed() {
    let folder = folder();
    let others = [
        ".a.md.4711.a1B2c3D4.tmp",
        ".scrublint-tmp",
        "a.md.4711.a1B2c3D4.scrublint-tmp",
        ".a.md.pid.a1B2c3D4.scrublint-tmp",
        ".a.md.4711.a1B2.scrublint-tmp",
        "..4711.a1B2c3D4.scrublint-tmp",
        ".a.md.4711.a1B2c3D4.0123-4567.scrublint-tmp",
    ];
    for name in others {
        file(&folder, name, "");
    }
    fs::create_dir(folder.path().join(".a.md.4711.a1B2c3D4.scrublint-tmp")).expect("a folder of such a name");
    assert_eq!(remove_stale(folder.path()).expect("a folder"), Cleared::default());
    assert_eq!(names(folder.path()).len(), others.len() + 1);
}

#[test]
fn clause_08_temporary_files_are_known_by_their_names() {
    let folder = folder();
    let temporary = super::temporary(folder.path(), Path::new("a.b.md"), None).expect("a temporary file");
    let name = temporary.path().file_name().expect("a name");
    let expected = format!(".a.b.md.{}.", process::id());
    assert!(name.to_string_lossy().starts_with(&expected), "{name:?}");
    assert!(is_temporary(name));
    assert_eq!(Kind::of(name), Some(Kind::InTheMaking));
    let (read, new) = (Digest::of(b"old"), Digest::of(b"new"));
    let temporary = completed(temporary, read, new).expect("it can be renamed");
    let name = temporary.path().file_name().expect("a name");
    assert!(name.to_string_lossy().starts_with(&expected), "{name:?}");
    assert!(is_temporary(name));
    assert_eq!(Kind::of(name), Some(Kind::Complete { read: read.hash(), new: new.hash() }));
    assert!(!is_temporary(OsStr::new("a.b.md")));
}

#[test]
fn clause_08_a_run_that_cleans_up_does_not_disturb_one_that_writes() {
    let folder = folder();
    let paths = ["a.md", "b.md"].map(|name| file(&folder, name, "0"));
    std::thread::scope(|scope| {
        let writers = paths.each_ref().map(|path| {
            scope.spawn(move || {
                for round in 0..40 {
                    let (read, new) = (round.to_string(), (round + 1).to_string());
                    write(path, Digest::of(read.as_bytes()), new.as_bytes()).expect("nobody else writes this file");
                }
            })
        });
        while !writers.iter().all(|writer| writer.is_finished()) {
            remove_stale(folder.path()).expect("a folder");
        }
    });
    assert_eq!(paths.map(|path| fs::read_to_string(path).expect("there")), ["40", "40"]);
    assert_eq!(names(folder.path()), ["a.md", "b.md"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("own file");
    }

    #[test]
    fn clause_08_the_mode_is_kept() {
        let folder = folder();
        let path = file(&folder, "a.md", "old");
        for mode in [0o640, 0o755, 0o666] {
            set_mode(&path, mode);
            let read = fs::read(&path).expect("there");
            write(&path, Digest::of(&read), format!("{mode}").as_bytes()).expect("writable");
            assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o7777, mode);
        }
    }

    #[test]
    fn clause_08_a_symbolic_link_stays_and_its_file_is_replaced() {
        let (links, files) = (folder(), folder());
        let real = file(&files, "real.md", "old");
        let link = links.path().join("link.md");
        symlink(&real, &link).expect("a link");
        assert_eq!(write(&link, Digest::of(b"old"), b"new").expect("writable"), Written::Replaced);
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read(&real).expect("there"), b"new");
        assert_eq!((names(links.path()), names(files.path())), (vec!["link.md".to_owned()], vec!["real.md".to_owned()]));
    }

    #[test]
    fn clause_08_another_hard_link_keeps_the_old_content() {
        let folder = folder();
        let path = file(&folder, "a.md", "old");
        let other = folder.path().join("b.md");
        fs::hard_link(&path, &other).expect("a link");
        assert_eq!(write(&path, Digest::of(b"old"), b"new").expect("writable"), Written::Replaced);
        assert_eq!((fs::read(&path).expect("there"), fs::read(&other).expect("there")), (b"new".to_vec(), b"old".to_vec()));
    }

    #[test]
    fn clause_08_a_link_of_a_temporary_files_name_is_not_followed() {
        let folder = folder();
        let precious = file(&folder, "precious.md", "text");
        symlink(&precious, folder.path().join(".a.md.4711.a1B2c3D4.scrublint-tmp")).expect("a link");
        assert_eq!(remove_stale(folder.path()).expect("a folder"), Cleared::default());
        assert!(precious.exists());
    }

    /// Whether rights bind this process: a privileged one may write anywhere.
    fn rights_bind(read_only_folder: &Path) -> bool {
        File::create(read_only_folder.join("probe")).is_err()
    }

    #[test]
    fn clause_08_a_folder_that_cannot_be_written_to_is_an_error_and_the_file_stays() {
        let folder = folder();
        let path = file(&folder, "a.md", "old");
        set_mode(folder.path(), 0o555);
        let bound = rights_bind(folder.path());
        let result = bound.then(|| write(&path, Digest::of(b"old"), b"new"));
        set_mode(folder.path(), 0o755);
        if let Some(result) = result {
            assert!(matches!(result, Err(WriteError::Temporary { .. })), "{result:?}");
            assert_eq!(fs::read(&path).expect("there"), b"old");
        }
    }

    #[test]
    fn clause_08_a_file_that_is_read_only_is_not_replaced_behind_its_owners_back() {
        let folder = folder();
        let path = file(&folder, "a.md", "old");
        set_mode(&path, 0o444);
        // Also of a user who may write any file.
        let result = write(&path, Digest::of(b"old"), b"new");
        assert!(matches!(result, Err(WriteError::Open { .. })), "{result:?}");
        assert_eq!(fs::read(&path).expect("there"), b"old");
    }
}
