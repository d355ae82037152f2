//! Writing a fixed file so that there is always a whole one: the old or the new.
//!
//! Holds always: a file is replaced in one step, by a temporary file of the same folder that is complete and on the
//! disk; a file that changed since it was read, or that is the same as before, is left alone; what an error or a crash
//! leaves behind is at most a temporary file, which a later run takes away unless it may hold an edit of a user.
//! `exchange` has the states that a replacement goes through.

mod carried;
mod exchange;
mod names;
mod stale;

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use exchange::{Taken, Trouble, Way, take_place};

use names::completed;
pub use names::is_temporary;
pub(crate) use names::{no_file_in, temporary};
pub use stale::{Cleared, remove_stale};

/// Bytes that are read of a file at once to see whether it changed.
const PIECE: usize = 64 * 1024;
/// Hexadecimal digits of a hash.
const HASH_LEN: usize = 32;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was replaced.
    Replaced,
    /// It holds these bytes already; it was not touched.
    Unchanged,
}

/// Why a file was not written, or not as it should be. Unless [`WriteError::may_be_written`] it is as it was, or as another
/// program made it meanwhile.
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
    /// It was replaced, and what stood there was taken away before it could be compared with what was read.
    #[error("{} {VANISHED}", .path.display())]
    Vanished {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else changed the file meanwhile, and what they saved could not be put back.
    #[error("{} {}", .path.display(), stranded(.kept, .source))]
    Stranded {
        /// The file.
        path: PathBuf,
        /// What holds the edit.
        kept: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

const VANISHED: &str = "was replaced, but another program removed what stood there before it could be compared with what was read: \
    see whether an edit is missing";

fn stranded(kept: &Path, source: &io::Error) -> String {
    let kept = kept.display();
    format!("changed since it was read, and the edit could not be put back: {source}; it is kept in {kept}")
}

impl WriteError {
    /// Whether the new content may stand in the file, for all that went wrong.
    #[must_use]
    pub fn may_be_written(&self) -> bool {
        matches!(self, Self::Vanished { .. } | Self::Stranded { .. })
    }

    /// What went wrong, for where the path is told beside it.
    #[must_use]
    pub fn without_path(&self) -> String {
        match self {
            Self::Changed { .. } => "changed since it was read; it was left alone".to_owned(),
            Self::NotAFile { .. } => "cannot be written: it is no regular file".to_owned(),
            Self::Temporary { folder, source } => {
                format!("cannot be written: no temporary file can be made in {}: {source}", folder.display())
            }
            Self::Vanished { .. } => VANISHED.to_owned(),
            Self::Stranded { kept, source, .. } => stranded(kept, source),
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
    pub(crate) fn of_file(path: &Path) -> io::Result<Self> {
        Self::of_open(&File::open(path)?)
    }

    /// That of an open file, from where it is to be read on.
    fn of_open(file: &File) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(PIECE, file);
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

    /// The hash, as it stands in the names of temporary files.
    fn hash(self) -> String {
        format!("{:0HASH_LEN$x}", self.hash)
    }

    fn is_hash(text: &str) -> bool {
        text.len() == HASH_LEN && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    }
}

/// Replaces the content of the file at `path`, which was `read`, by `new`.
///
/// Symbolic links are followed: the file behind them is replaced, and they stay. The new file has the mode of the old
/// one and, where that is allowed, its owner and its extended attributes.
///
/// # Errors
/// If the file changed since it was read, or the system refuses; [`WriteError`] says in which cases the file is then as it was.
pub fn write(path: &Path, read: Digest, new: &[u8]) -> Result<Written, WriteError> {
    write_by(&Way::SYSTEM, path, read, new)
}

fn write_by(way: &Way<'_>, path: &Path, read: Digest, new: &[u8]) -> Result<Written, WriteError> {
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
    let old = OpenOptions::new().write(true).open(&target).map_err(open_error)?;

    let folder = target.parent().unwrap_or(Path::new("."));
    let temporary = filled(folder, &target, &metadata, new)
        .and_then(|temporary| completed(temporary, read, now))
        .map_err(|source| WriteError::Temporary { folder: folder.to_owned(), source })?;
    // Displaced, the old file has a temporary one's name: locked, it is not taken for a stale one. Elsewhere than on Unix
    // files are not displaced, and one that is open could not be replaced.
    let old = cfg!(unix).then_some(old);
    let _ = old.as_ref().map(File::try_lock);
    if Digest::of_file(&target).map_err(open_error)? != read {
        return Err(WriteError::Changed { path: path.to_owned() });
    }
    match take_place(way, temporary, &target, read, now) {
        Ok(Taken::Over) => Ok(Written::Replaced),
        Ok(Taken::Back) => Err(WriteError::Changed { path: path.to_owned() }),
        Err(Trouble::Refused(source)) => Err(WriteError::Replace { path: path.to_owned(), source }),
        Err(Trouble::Vanished) => Err(WriteError::Vanished { path: path.to_owned() }),
        Err(Trouble::Stranded(kept, source)) => Err(WriteError::Stranded { path: path.to_owned(), kept, source }),
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

#[cfg(test)]
mod tests;
