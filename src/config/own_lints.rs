//! The files of own lints: `FOLDER/CATEGORY/ID.toml`, or `CATEGORY/ID.toml` where the folder is a category itself.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::FILE_NAMES;
use super::mistake::{ConfigError, Mistake};
use crate::lint::Source;

/// Reads a lint file, or all lint files of a folder and its folders, by path.
///
/// # Errors
/// If something cannot be read or is not UTF-8.
pub fn read_lints(path: &Path) -> Result<Vec<Source>, ConfigError> {
    let mut files = Vec::new();
    if path.is_dir() {
        list(path, &mut files)?
    } else {
        files.push(path.to_owned())
    }
    files.into_iter().map(read).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ConfigError> {
    let failed = |error| ConfigError::Read { path: folder.to_owned(), error };
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).map_err(failed)?.collect();
    let mut paths: Vec<PathBuf> = entries.map_err(failed)?.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.starts_with('.') || FILE_NAMES.contains(&name) {
            continue;
        }
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

fn read(path: PathBuf) -> Result<Source, ConfigError> {
    let bytes = fs::read(&path).map_err(|error| ConfigError::Read { path: path.clone(), error })?;
    let text = String::from_utf8(bytes).map_err(|_| Mistake {
        path: path.clone(),
        text: "".into(),
        span: None,
        message: "a lint file is UTF-8".to_owned(),
    })?;
    let folder = std::path::absolute(&path).ok().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
    Ok(Source {
        category: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        path: path.display().to_string(),
        text,
    })
}
