//! The moment in which the new file takes the old one's place.
//!
//! Between the last look at a file and its replacement another program may save an edit, and a plain rename would take it
//! away unseen. So the two files change places in one step, and what stood there is looked at before it goes. The states,
//! and what the temporary file holds in each, which is what a run leaves that ends there:
//!
//! 1. in the making: a part of the new content; the next run removes it;
//! 2. complete, with a name that has both hashes: the new content; the next run removes it;
//! 3. exchanged: what stood at the path. If that is what was read, it is removed, by this run or the next, and the new file
//!    stands. If not, it is an edit: this run goes on to put it back, and the next one keeps it and names it;
//! 4. put back, by another exchange: what stood at the path since the first one. If that is the new content, it is removed. If not,
//!    it is a later edit, and the two change places again, until what comes out is what was put there last. Where that cannot be told,
//!    it is kept and named.
//!
//! Holds always, where the system can exchange files: what is removed is what was read, the new content, or an edit that
//! somebody has saved over; an edit is at its path, or where it is not, the error names the file that holds it.

use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;
use tempfile::NamedTempFile;

use super::Digest;

/// How often an edit is put in the place of another that turns out to be older.
const TURNS: usize = 16;

/// What an exchange came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// The new file stands at the path.
    Over,
    /// The path held something else than what was read, and holds it again, or what was saved there since.
    Back,
}

/// Why the new file did not take the old one's place as it should.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The system refused. The target is as it was.
    Refused(io::Error),
    /// The new file stands at the path, and somebody took away what it displaced before it could be looked at.
    Vanished,
    /// What another program saved meanwhile is in this file and could not be put back.
    Stranded(PathBuf, io::Error),
}

/// A moment at which another program may come in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// The target was looked at for the last time before the exchange.
    Looked,
    /// The files have changed places.
    Exchanged,
    /// What was displaced is known to be an edit.
    Judged,
    /// An edit was put back.
    PutBack,
}

/// How files change places, and what happens in between.
pub(super) struct Way<'a> {
    /// Lets two files change places in one step.
    pub exchange: fn(&Path, &Path) -> io::Result<()>,
    /// Told of each moment, with the path of the temporary file.
    pub between: &'a dyn Fn(Moment, &Path),
}

impl Way<'_> {
    /// As the system does it.
    pub(super) const SYSTEM: Way<'static> = Way { exchange, between: &|_, _| {} };
}

/// Puts the temporary file, which is complete and holds `new`, in the place of the target, if that still holds what was `read`.
///
/// # Errors
/// If the system refuses, or another program's doings keep this from being known or from being undone.
pub(super) fn take_place(way: &Way<'_>, mut temporary: NamedTempFile, target: &Path, read: Digest, new: Digest) -> Result<Taken, Trouble> {
    (way.between)(Moment::Looked, temporary.path());
    // From here on it may hold the only copy of an edit, and goes only once that is ruled out.
    temporary.disable_cleanup(true);
    if let Err(error) = (way.exchange)(temporary.path(), target) {
        temporary.disable_cleanup(false);
        return match error.kind() {
            io::ErrorKind::Unsupported => temporary.persist(target).map(|_| Taken::Over).map_err(|error| Trouble::Refused(error.error)),
            _ => Err(Trouble::Refused(error)),
        };
    }
    (way.between)(Moment::Exchanged, temporary.path());
    let taken = match Digest::of_file(temporary.path()) {
        Ok(displaced) if displaced == read => Taken::Over,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Trouble::Vanished),
        _ => {
            (way.between)(Moment::Judged, temporary.path());
            put_back(way, temporary.path(), target, new).map_err(|error| match temporary.path().try_exists() {
                Ok(false) => Trouble::Vanished,
                _ => Trouble::Stranded(temporary.path().to_owned(), error),
            })?;
            Taken::Back
        }
    };
    temporary.disable_cleanup(false);
    Ok(taken)
}

/// Puts what stands at `temporary` back in its place, where `new` was put.
fn put_back(way: &Way<'_>, temporary: &Path, target: &Path, new: Digest) -> io::Result<()> {
    // What was put at the target last: its content, and which file it is, if it was a user's.
    let mut put = (Some(new), None);
    for _ in 0..TURNS {
        let back = (Digest::of_file(temporary).ok(), Handle::from_path(temporary).ok());
        (way.exchange)(temporary, target)?;
        (way.between)(Moment::PutBack, temporary);
        let out = match Digest::of_file(temporary) {
            // Somebody removed it. What was to be put back is back.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            out => out.ok(),
        };
        if out.is_some() && out == put.0 {
            return Ok(());
        }
        if put.1.is_some() && put.1 == Handle::from_path(temporary).ok() {
            // It may be the end of the earlier edit or a still later one: a person has to look at both.
            return Err(io::Error::other("several programs write it at once"));
        }
        // Who saved since saved over what was put there: theirs is the later edit.
        put = back;
    }
    Err(io::Error::other("another program keeps saving it"))
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
mod tests;
