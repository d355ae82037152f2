//! What runs that came to a sudden end have left behind.
//!
//! Holds always: a file is removed only if no run uses it and it holds what scrublint wrote itself or what a fix has read
//! and replaced. A complete temporary file with anything else in it may be the only copy of an edit: it is kept, and named.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use same_file::Handle;

use super::Digest;
use super::names::Kind;

/// More than it takes a run that has met with an edit to put it back.
const PAUSE: Duration = Duration::from_millis(200);

/// What became of the temporary files in a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// How many were removed.
    pub removed: usize,
    /// Those with something in them that no fix read or wrote.
    pub kept: Vec<PathBuf>,
}

/// Removes the temporary files in `folder` that runs which came to a sudden end have left, but for those that may hold an
/// edit of a user.
///
/// Those in use are locked and stay.
///
/// # Errors
/// If the folder cannot be read. A file that cannot be opened or removed stays without an error.
pub fn remove_stale(folder: &Path) -> io::Result<Cleared> {
    let mut cleared = Cleared::default();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Some(kind) = Kind::of(&entry.file_name()) else { continue };
        if !entry.file_type()?.is_file() {
            continue;
        }
        let path = entry.path();
        match judge(&path, &kind) {
            Some(Judged::Ours(file)) => cleared.removed += usize::from(remove(&path, file)),
            // A run that is at work at this moment may be about to put it back.
            Some(Judged::Foreign) => {
                thread::sleep(PAUSE);
                if matches!(judge(&path, &kind), Some(Judged::Foreign)) {
                    cleared.kept.push(path);
                }
            }
            None => {}
        }
    }
    cleared.kept.sort();
    Ok(cleared)
}

enum Judged {
    /// Nobody misses it. The file is locked.
    Ours(File),
    /// It may be an edit.
    Foreign,
}

/// Whose content a temporary file holds, if that can be told and no run uses it.
fn judge(path: &Path, kind: &Kind) -> Option<Judged> {
    let file = File::open(path).ok()?;
    let locked = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => return None,
        Err(TryLockError::Error(_)) => false,
    };
    if let Kind::Complete { read, new } = kind {
        let hash = Digest::of_open(&file).ok()?.hash();
        if ![read, new].contains(&&hash) {
            return Some(Judged::Foreign);
        }
    }
    // A file system without locks does not tell what is in use.
    locked.then_some(Judged::Ours(file))
}

/// Removes a file while its lock is held: who made it sees either the lock or that the file is gone.
fn remove(path: &Path, file: File) -> bool {
    // It may have changed places with another while it was looked at.
    let is_same = Handle::from_path(path).and_then(|there| Ok(there == Handle::from_file(file.try_clone()?)?));
    is_same.unwrap_or(false) && fs::remove_file(path).is_ok()
}
