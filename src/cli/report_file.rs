//! A report that goes to a file.
//!
//! Holds always: until the report is whole, the file is what it was; what a broken-off run leaves is a temporary file that
//! the next run takes away. A pipe or a device is written to as it is.

use std::cell::RefCell;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tempfile::NamedTempFile;

use crate::fix::write::{remove_stale, temporary};

/// A file in the making. Its copies write to the same file.
#[derive(Clone)]
pub(super) struct ReportFile(Rc<RefCell<Target>>);

enum Target {
    /// To be renamed to the path in the end.
    Replaced(BufWriter<NamedTempFile>, PathBuf),
    /// A pipe or a device.
    Stream(BufWriter<File>),
    /// The file is in its place.
    Done,
}

impl ReportFile {
    /// Begins a file that is to be at `path`.
    ///
    /// # Errors
    /// If it is a folder or may not be written, or its folder takes no files.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        // What is behind a symbolic link is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let metadata = fs::metadata(&path).ok();
        let target = match &metadata {
            Some(metadata) if !metadata.is_file() => Target::Stream(BufWriter::new(OpenOptions::new().write(true).open(&path)?)),
            _ => {
                if metadata.is_some() {
                    // A rename needs no leave to write the file itself. Whoever took that leave away meant it.
                    OpenOptions::new().write(true).open(&path)?;
                }
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let _ = remove_stale(folder);
                let permissions = metadata.map_or_else(everybody, |metadata| Some(metadata.permissions()));
                Target::Replaced(BufWriter::new(temporary(folder, &path, permissions)?), path)
            }
        };
        Ok(Self(Rc::new(RefCell::new(target))))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If the system refuses; the file is then what it was.
    pub(super) fn commit(&self) -> io::Result<()> {
        match self.0.replace(Target::Done) {
            Target::Replaced(file, path) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(path).map(drop).map_err(|error| error.error)
            }
            Target::Stream(mut file) => file.flush(),
            Target::Done => Ok(()),
        }
    }
}

/// The rights of a new file, which the user's mask cuts down.
#[cfg(unix)]
fn everybody() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn everybody() -> Option<Permissions> {
    None
}

impl Write for ReportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.0.borrow_mut() {
            Target::Replaced(file, _) => file.write(bytes),
            Target::Stream(file) => file.write(bytes),
            Target::Done => Err(io::Error::other("the report has ended")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut *self.0.borrow_mut() {
            Target::Replaced(file, _) => file.flush(),
            Target::Stream(file) => file.flush(),
            Target::Done => Ok(()),
        }
    }
}
