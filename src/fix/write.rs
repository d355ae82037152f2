//! Writing a fixed file so that there is always a whole one: the old or the new.
//!
//! Holds always: a file is replaced in one step, by a temporary file of the same folder that is complete and on the
//! disk; a file that changed since it was read, or that is the same as before, is left alone; what an error or a crash
//! leaves behind is at most a temporary file, which a later run takes away.

mod carried;
mod exchange;

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process;

use tempfile::{Builder, NamedTempFile};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use exchange::{Taken, take_place};

const SUFFIX: &str = ".scrublint-tmp";
const RANDOM_LEN: usize = 8;
/// Longest part of the file's own name in a temporary one's, in bytes: names end at 255.
const NAME_LEN: usize = 120;
/// Bytes that are read of a file at once to see whether it changed.
const PIECE: usize = 64 * 1024;
/// How often a temporary file is made anew when another run has just taken it for a stale one.
const ATTEMPTS: usize = 16;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was replaced.
    Replaced,
    /// It holds these bytes already; it was not touched.
    Unchanged,
}

/// Why a file was not written. It is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// Somebody else changed the file meanwhile.
    #[error("{} changed since it was read; it was left alone", .path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A folder, a pipe or a device.
    #[error("{} is not a regular file", .path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The file cannot be opened for writing, or not be read again to see whether it changed.
    #[error("cannot write {}: {source}", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The temporary file cannot be made or filled.
    #[error("cannot write a temporary file in {}: {source}", .folder.display())]
    Temporary {
        /// The folder of the file.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The temporary file cannot take the file's place.
    #[error("cannot replace {}: {source}", .path.display())]
    Replace {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl WriteError {
    /// What went wrong, for where the path is told beside it.
    #[must_use]
    pub fn without_path(&self) -> String {
        match self {
            Self::Changed { .. } => "changed since it was read; it was left alone".to_owned(),
            Self::NotAFile { .. } => "cannot be written: it is no regular file".to_owned(),
            Self::Temporary { folder, source } => {
                format!("cannot be written: no temporary file can be made in {}: {source}", folder.display())
            }
            Self::Open { source, .. } | Self::Replace { source, .. } => format!("cannot be written: {source}"),
        }
    }
}

/// What a file's bytes are known by: their number and their hash (XXH3, 128 bit), for a long file is in memory often enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    len: u64,
    hash: u128,
}

impl Digest {
    /// That of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, hash: xxh3_128(bytes) }
    }

    /// That of a file as it is now, read piece by piece.
    fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(PIECE, File::open(path)?);
        let (mut len, mut hash) = (0, Xxh3::new());
        loop {
            let piece = file.fill_buf()?;
            if piece.is_empty() {
                return Ok(Self { len, hash: hash.digest128() });
            }
            hash.update(piece);
            let read = piece.len();
            len += read as u64;
            file.consume(read);
        }
    }
}

/// Replaces the content of the file at `path`, which was `read`, by `new`.
///
/// Symbolic links are followed: the file behind them is replaced, and they stay. The new file has the mode of the old
/// one and, where that is allowed, its owner and its extended attributes.
///
/// # Errors
/// If the file changed since it was read, or the system refuses; the file is then as it was.
pub fn write(path: &Path, read: Digest, new: &[u8]) -> Result<Written, WriteError> {
    let now = Digest::of(new);
    if read == now {
        return Ok(Written::Unchanged);
    }
    let open_error = |source| WriteError::Open { path: path.to_owned(), source };
    let target = fs::canonicalize(path).map_err(open_error)?;
    let metadata = fs::metadata(&target).map_err(open_error)?;
    if !metadata.is_file() {
        return Err(WriteError::NotAFile { path: path.to_owned() });
    }
    // A rename needs no leave to write the file itself, and some users never do. Whoever took that leave away meant it.
    if metadata.permissions().readonly() {
        return Err(open_error(io::ErrorKind::PermissionDenied.into()));
    }
    OpenOptions::new().write(true).open(&target).map_err(open_error)?;

    let folder = target.parent().unwrap_or(Path::new("."));
    let temporary =
        filled(folder, &target, &metadata, new).map_err(|source| WriteError::Temporary { folder: folder.to_owned(), source })?;
    if Digest::of_file(&target).map_err(open_error)? != read {
        return Err(WriteError::Changed { path: path.to_owned() });
    }
    match take_place(temporary, &target, read, now) {
        Ok(Taken::Over) => Ok(Written::Replaced),
        Ok(Taken::Back) => Err(WriteError::Changed { path: path.to_owned() }),
        Err(source) => Err(WriteError::Replace { path: path.to_owned(), source }),
    }
}

/// A locked temporary file with the content and the rights that the target is to have, all of it on the disk.
fn filled(folder: &Path, target: &Path, metadata: &Metadata, content: &[u8]) -> io::Result<NamedTempFile> {
    let mut temporary = temporary(folder, target, None)?;
    temporary.write_all(content)?;
    temporary.flush()?;
    carried::copy(target, metadata, temporary.as_file())?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// A temporary file for what is to be at `target`, locked, so that no other run takes it for a stale one.
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

/// Whether a file of this name is one of the temporary files made here.
#[must_use]
pub fn is_temporary(name: &OsStr) -> bool {
    let Some(stem) = name.to_str().and_then(|name| name.strip_prefix('.')?.strip_suffix(SUFFIX)) else { return false };
    let mut fields = stem.rsplitn(3, '.');
    let (random, pid, name) = (fields.next(), fields.next(), fields.next());
    random.is_some_and(|random| random.len() == RANDOM_LEN && random.bytes().all(|b| b.is_ascii_alphanumeric()))
        && pid.is_some_and(|pid| !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()))
        && name.is_some_and(|name| !name.is_empty())
}

/// Removes the temporary files in `folder` that runs which came to a sudden end have left, and says how many.
///
/// Those in use are locked and stay.
///
/// # Errors
/// If the folder cannot be read. A file that cannot be opened or removed stays without an error.
pub fn remove_stale(folder: &Path) -> io::Result<usize> {
    let mut removed = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_temporary(&entry.file_name()) && entry.file_type()?.is_file() && remove_if_unused(&entry.path()) {
            removed += 1;
        }
    }
    Ok(removed)
}

fn remove_if_unused(path: &Path) -> bool {
    // Removed while the lock is held: who made it sees either the lock or that the file is gone.
    File::open(path).is_ok_and(|file| file.try_lock().is_ok() && fs::remove_file(path).is_ok())
}

#[cfg(test)]
mod tests;
