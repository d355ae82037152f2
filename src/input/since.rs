//! What changed since a commit, as the git command line tells it.
//!
//! Holds always: paths come from git between NUL bytes, never quoted; a file that was renamed goes by its new name; a file
//! that git does not know yet has changed as a whole; nothing in the repository is touched. A repository within another is
//! asked about itself: a submodule since the commit that the outer one had then, another since the commit of the same name; where
//! there is no such commit, all of it has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Input;

/// Why it cannot be told what changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinceError {
    /// There is no git.
    #[error("git cannot be run: {0}")]
    NoGit(io::Error),
    /// A path lies in no repository.
    #[error("{} is in no git repository", .0.display())]
    NoRepository(PathBuf),
    /// There is no such commit.
    #[error("there is no commit `{reference}` in the repository {}", .repository.display())]
    Unknown {
        /// What was asked for.
        reference: String,
        /// The repository.
        repository: PathBuf,
    },
    /// Git refuses for another reason.
    #[error("git {command}: {message}")]
    Git {
        /// The subcommand.
        command: String,
        /// What git says.
        message: String,
    },
}

/// What changed in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// All of it.
    Whole,
    /// These lines, from 1, in order.
    Lines(Vec<RangeInclusive<usize>>),
}

impl Changed {
    /// Whether any of these lines changed.
    #[must_use]
    pub fn touches(&self, lines: &RangeInclusive<usize>) -> bool {
        match self {
            Self::Whole => true,
            Self::Lines(changed) => {
                let next = changed.partition_point(|range| range.end() < lines.start());
                changed.get(next).is_some_and(|range| range.start() <= lines.end())
            }
        }
    }
}

/// The files that changed since a commit, by real path.
#[derive(Debug, Default)]
pub struct Changes(HashMap<PathBuf, Changed>);

impl Changes {
    /// Asks git what changed since `reference` in the repositories of `paths`, which hold these `inputs`, with the lines if they
    /// matter. With `ignored`, files that git ignores have changed, too.
    ///
    /// # Errors
    /// Without git, outside a repository, or if there is no such commit.
    pub fn since(reference: &str, paths: &[PathBuf], inputs: &[Input], lines: bool, ignored: bool) -> Result<Self, SinceError> {
        let folders: BTreeSet<&Path> = paths.iter().map(|path| folder(path)).collect();
        // The commit to ask each repository about; outer ones come before those within them.
        let mut commits: BTreeMap<PathBuf, Option<String>> = BTreeMap::new();
        for folder in folders {
            let repository = top_of(folder)?;
            if !commits.contains_key(&repository) {
                let commit = commit(&repository, reference)?;
                let unknown = || SinceError::Unknown { reference: reference.to_owned(), repository: repository.clone() };
                commits.insert(repository.clone(), Some(commit.ok_or_else(unknown)?));
            }
        }
        for repository in nested(inputs, commits.keys()) {
            let top = match top_of(&repository) {
                // What looks like one and is none.
                Err(SinceError::NoRepository(_)) => continue,
                other => other?,
            };
            if top == repository && !commits.contains_key(&repository) {
                let outer = commits.iter().rev().find(|(outer, _)| repository.starts_with(outer));
                let recorded = match outer {
                    Some((outer, Some(commit))) => recorded(outer, commit, &repository)?,
                    _ => None,
                };
                let known = commit(&repository, recorded.as_deref().unwrap_or(reference))?;
                commits.insert(repository, known);
            }
        }
        let mut changes = Self::default();
        for (repository, commit) in &commits {
            match commit {
                Some(commit) => changes.add(repository, commit, lines, ignored)?,
                None => changes.whole(repository, &["--cached", "--others"], ignored)?,
            }
        }
        Ok(changes)
    }

    fn add(&mut self, repository: &Path, commit: &str, lines: bool, ignored: bool) -> Result<(), SinceError> {
        let status = asked(repository, &["diff", "--name-status", "-z", "-M", "--no-ext-diff", "--ignore-submodules", commit, "--"])?;
        let names = names(&status);
        let mut changed: Vec<Changed> = vec![Changed::Whole; names.len()];
        if lines {
            let patch = ["diff", "--unified=0", "-M", "--text", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules"];
            let hunks = hunks(&asked(repository, &[&patch[..], &[commit, "--"]].concat())?);
            // Somebody wrote between the two questions: rather all lines of a file than the wrong ones.
            if hunks.len() == names.len() {
                changed = hunks.into_iter().map(Changed::Lines).collect();
            }
        }
        self.0.extend(names.into_iter().map(|name| repository.join(name)).zip(changed));

        self.whole(repository, &["--others"], ignored)
    }

    /// Takes the files of a repository that are listed for changed as a whole.
    fn whole(&mut self, repository: &Path, listed: &[&str], ignored: bool) -> Result<(), SinceError> {
        let standard: &[&str] = if ignored { &[] } else { &["--exclude-standard"] };
        let files = asked(repository, &[&["ls-files", "-z"], listed, standard].concat())?;
        let files = files.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        self.0.extend(files.map(|name| (repository.join(path(name)), Changed::Whole)));
        Ok(())
    }

    /// What changed in a document; `None` if nothing did.
    #[must_use]
    pub fn of(&self, input: &Input) -> Option<&Changed> {
        let real = input.path.canonicalize().ok()?;
        self.0.get(&real).or_else(|| {
            // Git tracks a link by the link's own name.
            let folder = folder(&input.path).canonicalize().ok()?;
            self.0.get(&folder.join(input.path.file_name()?))
        })
    }
}

/// The top folder of the repository that a folder is in.
fn top_of(folder: &Path) -> Result<PathBuf, SinceError> {
    let top = git(folder, &["rev-parse", "--show-toplevel"])?.map_err(|message| {
        // Git may have other reasons, such as a folder that belongs to somebody else.
        if message.contains("not a git repository") {
            SinceError::NoRepository(folder.to_owned())
        } else {
            SinceError::Git { command: "rev-parse".to_owned(), message }
        }
    })?;
    Ok(path(top.strip_suffix(b"\n").unwrap_or(&top)))
}

/// The commit of this name in a repository.
fn commit(repository: &Path, reference: &str) -> Result<Option<String>, SinceError> {
    let name = format!("{reference}^{{commit}}");
    let found = git(repository, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name])?;
    Ok(found.ok().map(|commit| String::from_utf8_lossy(&commit).trim().to_owned()))
}

/// The commit of a submodule that a commit of the outer repository has on record.
fn recorded(outer: &Path, commit: &str, repository: &Path) -> Result<Option<String>, SinceError> {
    let Ok(place) = repository.strip_prefix(outer) else { return Ok(None) };
    let place = place.to_string_lossy();
    let tree = asked(outer, &["--literal-pathspecs", "ls-tree", "-z", commit, "--", &place])?;
    let tree = String::from_utf8_lossy(&tree);
    Ok(tree.strip_prefix("160000 commit ").and_then(|rest| rest.split('\t').next()).map(str::to_owned))
}

/// The folders of these documents, below the repositories, that look like repositories of their own, outer ones first.
fn nested<'a>(inputs: &[Input], repositories: impl Iterator<Item = &'a PathBuf>) -> BTreeSet<PathBuf> {
    let tops: BTreeSet<&Path> = repositories.map(PathBuf::as_path).collect();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut found = BTreeSet::new();
    let folders: BTreeSet<&Path> = inputs.iter().map(|input| folder(&input.path)).collect();
    for real in folders.into_iter().filter_map(|folder| folder.canonicalize().ok()) {
        for above in real.ancestors().take_while(|above| !tops.contains(above)) {
            if !seen.insert(above.to_owned()) {
                break;
            }
            if above.join(".git").exists() {
                found.insert(above.to_owned());
            }
        }
    }
    found
}

/// The folder to ask git in about a path.
fn folder(path: &Path) -> &Path {
    if path.is_dir() {
        return path;
    }
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What a git hook says about the repository that it runs for. The folder that is asked about may be in another, or in the same by
/// another way: a hook of a linked worktree names the repository, and then git takes any folder for the top of the worktree. The
/// index of a hook (`commit -a`, `commit FILE`) has nothing to add: it is the files that are compared, and those that git knows by
/// any index have changed if they differ from the commit.
const OF_A_HOOK: [&str; 10] = [
    "GIT_DIR",
    "GIT_COMMON_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_PREFIX",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
];

/// Runs git; what it printed, or else what it complained.
fn git(folder: &Path, args: &[&str]) -> Result<Result<Vec<u8>, String>, SinceError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(args).stdin(Stdio::null()).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    for name in OF_A_HOOK {
        command.env_remove(name);
    }
    let output = command.output().map_err(SinceError::NoGit)?;
    let complaint = || String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Ok(if output.status.success() { Ok(output.stdout) } else { Err(complaint()) })
}

fn asked(folder: &Path, args: &[&str]) -> Result<Vec<u8>, SinceError> {
    git(folder, args)?.map_err(|message| SinceError::Git { command: args[0].to_owned(), message })
}

/// The names of `--name-status -z`, new names where files were renamed.
fn names(status: &[u8]) -> Vec<PathBuf> {
    let mut fields = status.split(|&byte| byte == 0);
    let mut names = Vec::new();
    while let Some(letter) = fields.next().filter(|letter| !letter.is_empty()) {
        if letter.starts_with(b"R") || letter.starts_with(b"C") {
            fields.next();
        }
        names.extend(fields.next().map(path));
    }
    names
}

/// The changed lines of each file of a patch without context, in its order.
///
/// A line of a file's content begins with a sign in a patch, so that none is taken for a header.
fn hunks(patch: &[u8]) -> Vec<Vec<RangeInclusive<usize>>> {
    let mut files: Vec<Vec<RangeInclusive<usize>>> = Vec::new();
    for line in patch.split(|&byte| byte == b'\n') {
        if line.starts_with(b"diff --git ") {
            files.push(Vec::new());
        } else if let Some(range) = line.strip_prefix(b"@@ ").and_then(new_lines)
            && let Some(file) = files.last_mut()
        {
            file.push(range);
        }
    }
    files
}

/// The new file's lines of a hunk, `-3,2 +3,4 @@ …`; `None` where lines only went away.
fn new_lines(header: &[u8]) -> Option<RangeInclusive<usize>> {
    let header = String::from_utf8_lossy(header);
    let new = header.split(' ').find_map(|word| word.strip_prefix('+'))?;
    let (start, count) = new.split_once(',').unwrap_or((new, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start + count - 1)
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::new(&*String::from_utf8_lossy(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_changed_are_found_among_many() {
        let changed = Changed::Lines(vec![2..=4, 9..=9, 20..=30]);
        let touched: Vec<usize> = (1..=31).filter(|&line| changed.touches(&(line..=line))).collect();
        assert_eq!(touched, [2, 3, 4, 9].into_iter().chain(20..=30).collect::<Vec<_>>());
        assert!(
            changed.touches(&(5..=9))
                && changed.touches(&(1..=40))
                && !changed.touches(&(5..=8))
                && !Changed::Lines(vec![]).touches(&(1..=9))
        );
    }

    #[test]
    fn renamed_files_go_by_their_new_names() {
        let status = b"M\0a b.md\0R087\0old.md\0new \"q\".md\0A\0\xC3\xA9.md\0";
        assert_eq!(names(status), ["a b.md", "new \"q\".md", "é.md"].map(PathBuf::from));
    }

    #[test]
    fn hunks_name_the_lines_of_the_new_file() {
        let patch = b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,0 +2,3 @@\n+diff --git\n+@@ -1 +9 @@\n+c\n@@ -7 +9 @@ why\n-a\n+b\n@@ -9,2 +11,0 @@\n\
            diff --git a/y b/z\nsimilarity index 100%\n";
        assert_eq!(hunks(patch), [vec![2..=4, 9..=9], vec![]]);
    }
}
