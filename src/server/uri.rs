//! Between `file:` URIs and paths.
//!
//! An editor's URI is never made anew from a path where the editor's own is known: two ways of escaping the same path would
//! be two documents.

use std::path::{Path, PathBuf};

const SCHEME: &str = "file://";

/// The path that a `file:` URI names; `None` for documents that are no files of this machine.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix(SCHEME)?;
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    let (host, path) = rest.split_at(rest.find('/')?);
    let bytes = decoded(path)?;
    if cfg!(windows) {
        let path = String::from_utf8(bytes).ok()?.replace('/', "\\");
        let drive = path.as_bytes().get(2) == Some(&b':');
        return match host {
            "" | "localhost" if drive => Some(PathBuf::from(&path[1..])),
            "" | "localhost" => Some(PathBuf::from(path)),
            server => Some(PathBuf::from(format!("\\\\{server}{path}"))),
        };
    }
    matches!(host, "" | "localhost").then(|| from_bytes(bytes)).flatten()
}

/// The URI of an absolute path.
pub(super) fn from_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.into_owned() };
    let mut uri = SCHEME.to_owned();
    for &byte in bytes(path).as_deref().unwrap_or(text.as_bytes()) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    Some(bytes)
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// The bytes of a path, where a path is bytes.
#[cfg(unix)]
fn bytes(path: &Path) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt as _;
    Some(path.as_os_str().as_bytes().to_vec())
}

#[cfg(not(unix))]
fn bytes(_: &Path) -> Option<Vec<u8>> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back_from_its_uri() {
        for path in ["/a b/ü%41#?.md", "/🦀/x.md"] {
            assert_eq!(to_path(&from_path(Path::new(path))).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(from_path(Path::new("/a b/ü.md")), "file:///a%20b/%C3%BC.md");
    }

    #[test]
    fn every_way_of_escaping_is_read() {
        assert_eq!(to_path("file:///a%20b/%c3%bc:x.md"), Some(PathBuf::from("/a b/ü:x.md")));
        assert_eq!(to_path("file://localhost/a.md"), Some(PathBuf::from("/a.md")));
    }

    #[test]
    fn what_is_no_file_here_has_no_path() {
        for uri in ["untitled:Untitled-1", "file://elsewhere/a.md", "file:///a%2", "git:/a.md?x"] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }
}
