//! What a file carries beside its bytes: its mode, its owner, its extended attributes, access control lists among them.
//!
//! Only the mode must be kept. The rest is kept where the system permits it: a file without a colour label is still the file.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// The longest attribute, and the longest list of their names, in bytes: Linux has no longer ones.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
const LONGEST_ATTRIBUTE: usize = 64 * 1024;

/// Gives `file` what the file at `path` with this metadata carries.
///
/// # Errors
/// If the mode cannot be set.
pub(super) fn copy(path: &Path, metadata: &Metadata, file: &File) -> io::Result<()> {
    copy_owner(metadata, file);
    file.set_permissions(metadata.permissions())?;
    // Last: a list of rights and a mode are two sides of one thing, and the list says more.
    copy_attributes(path, file);
    Ok(())
}

#[cfg(unix)]
fn copy_owner(metadata: &Metadata, file: &File) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let Ok(own) = file.metadata() else { return };
    if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
        // Only a privileged user may give files away; for all others the file becomes theirs, as in any editor.
        let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
    }
}

#[cfg(not(unix))]
fn copy_owner(_: &Metadata, _: &File) {}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn copy_attributes(path: &Path, file: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    let (mut names, mut value) = (vec![0; LONGEST_ATTRIBUTE], vec![0; LONGEST_ATTRIBUTE]);
    let Ok(len) = listxattr(path, &mut names[..]) else { return };
    for name in names[..len].split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        if let Ok(len) = getxattr(path, name, &mut value[..]) {
            let _ = fsetxattr(file, name, &value[..len], XattrFlags::empty());
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn copy_attributes(_: &Path, _: &File) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use rustix::fs::{XattrFlags, getxattr, setxattr};

    use super::super::{Digest, Written, write};

    #[test]
    fn clause_08_extended_attributes_are_kept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "old").expect("it can be written");
        if let Err(error) = setxattr(&path, "user.tag", b"harbour", XattrFlags::empty()) {
            eprintln!("!! SKIPPED: this file system keeps no attributes: {error}");
            return;
        }
        assert_eq!(write(&path, Digest::of(b"old"), b"new").expect("writable"), Written::Replaced);
        let mut value = [0; 16];
        let len = getxattr(&path, "user.tag", &mut value).expect("it is kept");
        assert_eq!(&value[..len], b"harbour");
    }
}
