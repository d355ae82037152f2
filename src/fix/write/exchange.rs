//! The moment in which the new file takes the old one's place.
//!
//! Between the last look at a file and its replacement another program may save an edit, and a plain rename would take it
//! away unseen. So the two files change places in one step, and what stood there is looked at before it goes. Holds always,
//! where the system can exchange files: what goes is what was read; an edit that came in between is back at its path.

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use super::Digest;

/// What an exchange came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// The new file stands at the path.
    Over,
    /// The path held something else than what was read, and holds it again.
    Back,
}

/// Puts the temporary file, which holds `new`, in the place of the target, if that still holds what was `read`.
///
/// # Errors
/// If the system refuses. The target is then as it was.
pub(super) fn take_place(temporary: NamedTempFile, target: &Path, read: Digest, new: Digest) -> io::Result<Taken> {
    match exchange(temporary.path(), target) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            return temporary.persist(target).map(|_| Taken::Over).map_err(|error| error.error);
        }
        Err(error) => return Err(error),
    }
    match Digest::of_file(temporary.path()) {
        Ok(displaced) if displaced == read => Ok(Taken::Over),
        // It has no lock: a run that began just now has taken it for a stale one.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Taken::Over),
        _ => put_back(&temporary, target, new).map(|()| Taken::Back),
    }
}

/// Puts back what stands in the temporary file's place.
fn put_back(temporary: &NamedTempFile, target: &Path, new: Digest) -> io::Result<()> {
    exchange(temporary.path(), target)?;
    // Who saved since the first exchange saved over the new content: theirs is the latest edit.
    if Digest::of_file(temporary.path()).is_ok_and(|out| out != new) {
        exchange(temporary.path(), target)?;
    }
    Ok(())
}

/// Lets two files change places in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        // What kernels say that cannot, and what they say of a file system that cannot.
        Errno::NOSYS | Errno::INVAL | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        errno => errno.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod tests {
    use std::fs;

    use super::*;

    /// A file with a content, a temporary one with `new` beside it, and what is left of both after `act`.
    fn after(content: &str, act: impl FnOnce(NamedTempFile, &Path)) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("a.md");
        fs::write(&target, content).expect("it can be written");
        let temporary = NamedTempFile::new_in(folder.path()).expect("a temporary file");
        fs::write(temporary.path(), "new").expect("it can be written");
        act(temporary, &target);
        let entries = fs::read_dir(folder.path()).expect("a folder");
        entries.map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("UTF-8")).collect()
    }

    #[test]
    fn clause_08_an_edit_after_the_last_look_is_put_back() {
        let take = |expected| {
            move |temporary: NamedTempFile, target: &Path| {
                assert_eq!(take_place(temporary, target, Digest::of(b"old"), Digest::of(b"new")).expect("it can be exchanged"), expected);
            }
        };
        assert_eq!(after("old", take(Taken::Over)), ["new"]);
        assert_eq!(after("an edit", take(Taken::Back)), ["an edit"]);
    }

    #[test]
    fn clause_08_the_latest_edit_is_the_one_that_stays() {
        let left = after("the second edit", |temporary, target| {
            fs::write(temporary.path(), "the first edit, displaced").expect("it can be written");
            put_back(&temporary, target, Digest::of(b"new")).expect("it can be exchanged");
        });
        assert_eq!(left, ["the second edit"]);
    }

    #[test]
    fn a_file_that_is_gone_is_not_made_anew() {
        let left = after("old", |temporary, target| {
            fs::remove_file(target).expect("it is there");
            take_place(temporary, target, Digest::of(b"old"), Digest::of(b"new")).expect_err("there is nothing to take the place of");
        });
        assert_eq!(left, [""; 0]);
    }
}
