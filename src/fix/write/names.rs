//! Temporary files and what their names say of them.
//!
//! A file in the making is `.NAME.PID.RANDOM.scrublint-tmp`. Once it is complete and on the disk it is given a name that
//! also tells what it may hold, `.NAME.PID.RANDOM.READ-NEW.scrublint-tmp`: the hash of the file that was read and that of
//! the new content. Holds always: only a file with a name of the second kind changes places with a user's file, so that
//! one with a name of the first kind holds nothing that anybody else wrote.

use std::ffi::OsStr;
use std::fs::{Permissions, TryLockError};
use std::io;
use std::path::Path;
use std::process;

use tempfile::{Builder, NamedTempFile, TempPath};

use super::Digest;

const SUFFIX: &str = ".scrublint-tmp";
const RANDOM_LEN: usize = 8;
/// Longest part of the file's own name in a temporary one's, in bytes: names end at 255, and at 143 where they are encrypted.
pub(super) const NAME_LEN: usize = 40;
/// How often a temporary file is made anew when another run has just taken it for a stale one.
const ATTEMPTS: usize = 16;

/// What a temporary file may hold, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// New content that a run writes, or wrote in part.
    InTheMaking,
    /// Content that is known by its hash: a file that was read, or what was to take its place. Anything else is a user's.
    Complete {
        /// The hash of the one.
        read: String,
        /// The hash of the other.
        new: String,
    },
}

impl Kind {
    /// That of a file with this name, if it is one of the temporary files made here.
    pub(super) fn of(name: &OsStr) -> Option<Self> {
        let mut stem = name.to_str()?.strip_prefix('.')?.strip_suffix(SUFFIX)?;
        let mut kind = Self::InTheMaking;
        if let Some((rest, (read, new))) = stem.rsplit_once('.').and_then(|(rest, last)| Some((rest, last.split_once('-')?))) {
            if ![read, new].iter().all(|hash| Digest::is_hash(hash)) {
                return None;
            }
            (stem, kind) = (rest, Self::Complete { read: read.to_owned(), new: new.to_owned() });
        }
        let mut fields = stem.rsplitn(3, '.');
        let (random, pid, name) = (fields.next()?, fields.next()?, fields.next()?);
        let known = random.len() == RANDOM_LEN
            && random.bytes().all(|b| b.is_ascii_alphanumeric())
            && !pid.is_empty()
            && pid.bytes().all(|b| b.is_ascii_digit())
            && !name.is_empty();
        known.then_some(kind)
    }
}

/// Whether a file of this name is one of the temporary files made here.
#[must_use]
pub fn is_temporary(name: &OsStr) -> bool {
    Kind::of(name).is_some()
}

/// A temporary file in the making for what is to be at `target`, locked, so that no other run takes it for a stale one.
///
/// Without rights of its own it is its owner's alone; the user's mask cuts them down.
pub(crate) fn temporary(folder: &Path, target: &Path, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let prefix = prefix(target.file_name().unwrap_or_default());
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM_LEN);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    for _ in 0..ATTEMPTS {
        let temporary = builder.tempfile_in(folder).map_err(|error| no_file_in(folder, &error))?;
        match temporary.as_file().try_lock() {
            // Between making and locking it, another run may have locked it and taken it away.
            Ok(()) if temporary.path().exists() => return Ok(temporary),
            Ok(()) | Err(TryLockError::WouldBlock) => {}
            // A file system without locks: there, no run finds a lock free either.
            Err(TryLockError::Error(_)) => return Ok(temporary),
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "other runs keep removing it"))
}

/// Gives a file in the making, whose content is on the disk, the name of a complete one.
pub(super) fn completed(temporary: NamedTempFile, read: Digest, new: Digest) -> io::Result<NamedTempFile> {
    let name = temporary.path().file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(SUFFIX).unwrap_or(&name);
    let path = temporary.path().with_file_name(format!("{stem}.{}-{}{SUFFIX}", read.hash(), new.hash()));
    let (file, unfinished) = temporary.into_parts();
    unfinished.persist_noclobber(&path).map_err(|error| error.error)?;
    Ok(NamedTempFile::from_parts(file, TempPath::try_from_path(path)?))
}

/// Why a temporary file cannot be made in a folder, without its name: nobody has heard of it.
pub(crate) fn no_file_in(folder: &Path, error: &io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::NotFound {
        return io::Error::new(error.kind(), format!("there is no folder `{}`", folder.display()));
    }
    let text = error.to_string();
    let reason = text.split_once(" at path \"").map_or(&*text, |(reason, _)| reason);
    io::Error::new(error.kind(), reason)
}

/// `.<name>.<pid>.`, to which the random part and the suffix are added.
fn prefix(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    let mut end = name.len().min(NAME_LEN);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!(".{}.{}.", &name[..end], process::id())
}
