//! The articles of a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, Walk, WalkBuilder};

use crate::config::Configs;

/// The files to take from a folder, in no particular order.
///
/// Symbolic links are not followed: what they lead to is checked where it is, or is none of ours.
pub(super) fn walk(
    root: &Path,
    absolute: PathBuf,
    configs: &Arc<Configs>,
    no_ignore: bool,
) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    articles(builder(root, absolute, configs, no_ignore).build())
}

fn builder(root: &Path, absolute: PathBuf, configs: &Arc<Configs>, no_ignore: bool) -> WalkBuilder {
    let (base, configs) = (root.to_owned(), Arc::clone(configs));
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(!no_ignore).hidden(true).require_git(false).filter_entry(move |entry| {
        let Ok(relative) = entry.path().strip_prefix(&base) else { return true };
        // The folder that was named is walked whatever it is called.
        if entry.depth() == 0 || !(is_folder(entry) || is_article(entry.path())) {
            return true;
        }
        let path = absolute.join(relative);
        // A configuration with mistakes is reported for the first file that goes by it.
        let config = path.parent().and_then(|folder| configs.for_folder(folder).ok());
        !config.is_some_and(|config| config.prunes(&path))
    });
    builder
}

fn articles(walk: Walk) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    walk.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_article(entry.path()) => Some(Ok(entry.into_path())),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    })
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Whether a path has the ending of an article.
#[must_use]
pub fn is_article(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| ["txt", "md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
