//! Labelled pages, and which of their lines a stretch of the text is: README.md has the format.
//!
//! Holds always: a page's text is its lines, each with a line feed.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use scrublint::{Document, Format, Hints, Span};
use serde::Deserialize;

/// One page as one scraper wrote it, a label on each line.
#[derive(Deserialize)]
pub struct Page {
    pub id: String,
    pub set: String,
    pub page: String,
    pub host: String,
    pub scraper: String,
    pub lines: Vec<(String, String)>,
}

/// A parsed page.
pub struct Labelled {
    pub page: Page,
    pub document: Document,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl Labelled {
    pub fn new(page: Page) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (_, line) in &page.lines {
            starts.push(text.len());
            text.push_str(line);
            text.push('\n');
        }
        Self { document: Document::parse(text.into(), Format::Plain, &Hints::default()), starts, page }
    }

    /// The labels of the lines that a span touches; blank lines have none.
    pub fn labels(&self, span: Span) -> Vec<&str> {
        let lines = self.starts.partition_point(|&start| start <= span.start) - 1..self.starts.partition_point(|&start| start < span.end);
        self.page.lines[lines].iter().map(|(label, _)| label.as_str()).filter(|label| !label.is_empty()).collect()
    }
}

/// The pages of a file, one after the other.
///
/// # Errors
/// If the file cannot be opened; each page if it cannot be read.
pub fn read(path: &str) -> io::Result<impl Iterator<Item = io::Result<Labelled>>> {
    let lines = BufReader::new(File::open(path)?).lines();
    Ok(lines.map(|line| Ok(Labelled::new(serde_json::from_str(&line?)?))))
}
