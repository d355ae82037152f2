//! A folder of its own for each test, and what the binary does in it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// An article with one leftover line, which a safe fix removes.
pub const ARTICLE: &str = "\
Skip to content

The ferry is back

The small ferry between the two harbours runs again since Monday, after nine weeks in the yard at Tamsel.

Its skipper says that the new engine is so quiet that passengers ask whether it is running at all.
";

/// The same without it.
pub const CLEAN: &str = "\
The ferry is back

The small ferry between the two harbours runs again since Monday, after nine weeks in the yard at Tamsel.

Its skipper says that the new engine is so quiet that passengers ask whether it is running at all.
";

/// The lint that finds the leftover line.
pub const LINT: &str = "skip-link";

/// An own lint, `house/pier-note`, whose fixes are unsafe.
pub const OWN_LINT: &str = r#"
summary = "Note of the pier office"
level = "warn"
fix = "unsafe"
why = "The pier office puts it under everything."

[[match]]
line.en = ["posted from the pier office"]

[[example]]
name = "under an article"
place = "tail"
text = "Posted from the pier office\n"
hits = ["Posted from the pier office"]

[[example]]
name = "in a sentence"
place = "body"
text = "The letter was posted from the pier office on the last morning of the year, and it arrived.\n"
hits = []
"#;

pub struct Project {
    folder: TempDir,
}

/// What a run did.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// A folder with the article in it, as `a.md`.
    pub fn with_article() -> Self {
        let project = Self::new();
        project.write("a.md", ARTICLE);
        project
    }

    /// A folder with all the articles of the fixtures.
    pub fn with_fixtures() -> Self {
        let project = Self::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
        let names = fs::read_dir(&folder).expect("the fixtures").map(|entry| entry.expect("an entry").file_name());
        for name in names.filter_map(|name| name.into_string().ok()) {
            if (name.ends_with(".md") || name.ends_with(".txt")) && !name.contains(".fixed.") {
                project.write(&name, fs::read(folder.join(&name)).expect("the file is there"));
            }
        }
        project
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        fs::write(path, content).expect("files can be written");
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("UTF-8")
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("the file is there")
    }

    /// Every file below the folder with its content.
    pub fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() { folders.push(path) } else { files.push((path.clone(), fs::read(&path).unwrap_or_default())) }
            }
        }
        files.sort();
        files
    }

    /// The binary, to be run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scrublint"));
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().expect("the binary runs"))
    }

    pub fn check(&self, args: &[&str]) -> Run {
        self.run(&[&["check"], args].concat())
    }

    /// Runs with `input` on standard input.
    pub fn pipe(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        child.stdin.take().expect("a pipe").write_all(input.as_ref()).expect("it reads");
        Run::of(child.wait_with_output().expect("it ends"))
    }
}

impl Run {
    fn of(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code().expect("an exit code"), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Asserts the exit code; shows everything if it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Asserts that standard output holds a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no {text:?} in {self:#?}");
        self
    }

    /// Asserts that standard error holds a text.
    #[track_caller]
    pub fn complains(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in {self:#?}");
        self
    }

    /// Asserts that neither stream holds a text.
    #[track_caller]
    pub fn lacks(self, text: &str) -> Self {
        assert!(!self.stdout.contains(text) && !self.stderr.contains(text), "{text:?} in {self:#?}");
        self
    }

    /// Asserts that both streams are empty.
    #[track_caller]
    pub fn says_nothing(self) -> Self {
        assert!(self.stdout.is_empty() && self.stderr.is_empty(), "{self:#?}");
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}
