//! What a file carries beside its bytes: its mode, its owner, its extended attributes, access control lists among them.
//!
//! Only the mode must be kept. The rest is kept where the system permits it: a file without a colour label is still the file.

use std::fs::{File, Metadata, Permissions};
use std::io;
use std::path::Path;

/// The longest attribute, and the longest list of their names, in bytes: Linux has no longer ones.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
const LONGEST_ATTRIBUTE: usize = 64 * 1024;

/// What Linux keeps a list of rights in.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
const ACCESS_LIST: &[u8] = b"system.posix_acl_access";
/// Attributes that the system itself sets and judges by.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
const SECURITY: &[u8] = b"security.";

/// Gives `file` what the file at `path` with this metadata carries.
///
/// # Errors
/// If the mode cannot be set, or the file has been given rights by its folder that cannot be taken from it.
pub(super) fn copy(path: &Path, metadata: &Metadata, file: &File) -> io::Result<()> {
    copy_owner(metadata, file);
    // First, since the mode says less than a list of rights that is still there.
    drop_attributes(path, file)?;
    file.set_permissions(permissions(metadata, file))?;
    // Last: a list of rights and a mode are two sides of one thing, and the list says more.
    copy_attributes(path, file);
    Ok(())
}

#[cfg(unix)]
fn copy_owner(metadata: &Metadata, file: &File) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let Ok(own) = file.metadata() else { return };
    if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
        // Only a privileged user may give files away; for all others the file becomes theirs, as in any editor. Its group it
        // can keep if it is one of theirs.
        if fchown(file, Some(metadata.uid()), Some(metadata.gid())).is_err() {
            let _ = fchown(file, None, Some(metadata.gid()));
        }
    }
}

#[cfg(not(unix))]
fn copy_owner(_: &Metadata, _: &File) {}

/// The old file's mode; where its group could not be kept, what the group might do would now be another's to do.
#[cfg(unix)]
fn permissions(metadata: &Metadata, file: &File) -> Permissions {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let is_kept = file.metadata().is_ok_and(|own| own.gid() == metadata.gid());
    let mode = metadata.permissions().mode();
    Permissions::from_mode(if is_kept { mode } else { without_group(mode) })
}

#[cfg(not(unix))]
fn permissions(metadata: &Metadata, _: &File) -> Permissions {
    metadata.permissions()
}

/// A mode that gives a group no more than it gives everyone.
#[cfg(unix)]
fn without_group(mode: u32) -> u32 {
    mode & !0o2070 | (mode & 0o007) << 3
}

/// Takes from a new file the attributes that its folder gave it and the file at `path` does not have.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn drop_attributes(path: &Path, file: &File) -> io::Result<()> {
    use rustix::fs::{flistxattr, fremovexattr, listxattr};
    let (mut kept, mut given) = (vec![0; LONGEST_ATTRIBUTE], vec![0; LONGEST_ATTRIBUTE]);
    let Ok(len) = flistxattr(file, &mut given[..]) else { return Ok(()) };
    let given = names(&given[..len]);
    let len = listxattr(path, &mut kept[..]).unwrap_or(0);
    let kept: Vec<&[u8]> = names(&kept[..len]).collect();
    for name in given.filter(|name| !kept.contains(name) && !name.starts_with(SECURITY)) {
        match fremovexattr(file, name) {
            // Others could read what they could not read before.
            Err(errno) if name == ACCESS_LIST => return Err(errno.into()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn drop_attributes(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn copy_attributes(path: &Path, file: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    let (mut list, mut value) = (vec![0; LONGEST_ATTRIBUTE], vec![0; LONGEST_ATTRIBUTE]);
    let Ok(len) = listxattr(path, &mut list[..]) else { return };
    for name in names(&list[..len]) {
        if let Ok(len) = getxattr(path, name, &mut value[..]) {
            let _ = fsetxattr(file, name, &value[..len], XattrFlags::empty());
        }
    }
}

/// The names in a list of attributes as the system gives it.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn names(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|&byte| byte == 0).filter(|name| !name.is_empty())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn copy_attributes(_: &Path, _: &File) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

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

    /// A list of rights as the system keeps it: its version, then tag, rights and user of each.
    fn access_list() -> Vec<u8> {
        const NOBODY: u32 = u32::MAX;
        // Owner, user 4711, group, the most that group and users may do, others.
        let entries: [(u16, u16, u32); 5] = [(1, 7, NOBODY), (2, 6, 4711), (4, 5, NOBODY), (16, 7, NOBODY), (32, 0, NOBODY)];
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, rights, user) in entries {
            list.extend(tag.to_le_bytes());
            list.extend(rights.to_le_bytes());
            list.extend(user.to_le_bytes());
        }
        list
    }

    #[test]
    fn clause_08_rights_that_the_folder_gives_to_new_files_are_not_given_to_an_old_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "old").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("own file");
        if let Err(error) = setxattr(folder.path(), "system.posix_acl_default", &access_list(), XattrFlags::empty()) {
            eprintln!("!! SKIPPED: this file system has no access control lists: {error}");
            return;
        }
        let list_of = |path: &std::path::Path| getxattr(path, "system.posix_acl_access", &mut [0; 256][..]);
        let probe = folder.path().join("probe");
        fs::write(&probe, "").expect("it can be written");
        list_of(&probe).expect("new files are given a list");
        assert_eq!(write(&path, Digest::of(b"old"), b"new").expect("writable"), Written::Replaced);
        assert!(list_of(&path).is_err(), "others may read it now");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o7777, 0o640);

        // A list of its own is kept.
        setxattr(&path, "system.posix_acl_access", &access_list(), XattrFlags::empty()).expect("own file");
        assert_eq!(write(&path, Digest::of(b"new"), b"newer").expect("writable"), Written::Replaced);
        let mut list = [0; 256];
        let len = getxattr(&path, "system.posix_acl_access", &mut list).expect("it is kept");
        assert_eq!(list[..len], access_list());
    }
}
