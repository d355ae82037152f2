//! A folder of articles with leftovers, each known as it is before a fix and after it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// What a scraper leaves above and below an article; a safe fix takes it out.
const ABOVE: &str = "Skip to content\n\n";
const BELOW: &str = "\nLeave a Reply\n\nYour email address will not be published. Required fields are marked *\n";

const SENTENCES: &[&str] = &[
    "The harbour office counts the boats at dawn and again when the lamps are lit.",
    "Nobody on the pier could say when the old crane had last turned.",
    "A net takes four days to mend, and a winter is long enough for twenty of them.",
    "She had learnt the channel from her aunt, who had learnt it by running aground.",
    "Salt gets into the bread, the hymn books and the hinges of the school door.",
    "Two of the three bakeries closed in the year that the road was finished.",
    "The tide table on the wall was printed for a harbour forty miles to the north.",
];

/// The text of article `number` without leftovers; some are short and some fill many pages of a disk.
pub fn article(number: usize) -> String {
    let mut text = format!("# Notes from pier {number}\n");
    for paragraph in 0..2 + number * 7 % 50 {
        let sentence = |at: usize| SENTENCES[(number + paragraph * 3 + at) % SENTENCES.len()];
        text += &format!("\n{} {} That was note {paragraph} of that week.\n", sentence(0), sentence(1));
    }
    text
}

/// The same with leftovers.
pub fn scraped(article: &str) -> String {
    format!("{ABOVE}{article}{BELOW}")
}

pub struct Folder {
    dir: TempDir,
    articles: Vec<Article>,
}

pub struct Article {
    pub path: PathBuf,
    old: String,
    new: String,
}

/// How many files are as they were, how many are fixed, and how many temporary ones lie beside them.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    pub old: usize,
    pub new: usize,
    pub temporary: usize,
}

impl Folder {
    /// Writes `count` articles into a folder of their own in `place`.
    pub fn new(place: &Path, count: usize) -> Self {
        let dir = TempDir::new_in(place).expect("a temporary folder");
        let article = |number| {
            let new = article(number);
            Article { path: dir.path().join(format!("note-{number}.md")), old: scraped(&new), new }
        };
        let articles = (0..count).map(article).collect();
        let folder = Self { dir, articles };
        folder.reset();
        folder
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// Makes every article what it was before a fix.
    pub fn reset(&self) {
        for article in &self.articles {
            if fs::read(&article.path).ok().as_deref() != Some(article.old.as_bytes()) {
                fs::write(&article.path, &article.old).expect("it can be written");
            }
        }
    }

    /// The binary, to be run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scrublint"));
        command.args(args).current_dir(self.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("the binary runs")
    }

    /// Asserts that every article is whole, the old one or the new one, and that beside them lie temporary files at most.
    pub fn state(&self) -> State {
        let mut state = State { old: 0, new: 0, temporary: 0 };
        for article in &self.articles {
            let content = fs::read_to_string(&article.path).expect("it is there, and UTF-8");
            if content == article.old {
                state.old += 1;
            } else {
                assert_eq!(content, article.new, "{} is neither the old file nor the new one", article.path.display());
                state.new += 1;
            }
        }
        let known: Vec<OsString> = self.articles.iter().filter_map(|article| article.path.file_name()).map(OsString::from).collect();
        let entries = fs::read_dir(self.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        for name in entries.filter(|name| !known.contains(name)) {
            assert!(scrublint::fix::write::is_temporary(&name), "what is {name:?}?");
            state.temporary += 1;
        }
        state
    }

    /// Asserts that one more run fixes what is left and clears away.
    pub fn finish(&self, args: &[&str]) {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(self.state(), State { old: 0, new: self.articles.len(), temporary: 0 });
    }
}
