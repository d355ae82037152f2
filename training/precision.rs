//! How often each lint is right on labelled pages, clause by clause.
//!
//! `cargo run --release --example precision -- PAGES TABLE [--hits FILE] [--lints DIR]` checks labelled pages (see README.md) with
//! all lints as their files have them and writes the Markdown table TABLE. `--hits` lists what there is to look at: what was
//! wrong, and long lines whose label is unsure. `--lints` takes lint files from a folder in place of those compiled in.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::sync::Arc;

use scrublint::diagnostic::Part;
use scrublint::{Applicability, LintSet, Linter, Settings};

mod pages;
mod table;
mod tally;
use pages::{Labelled, Page};
use tally::{Maker, Tally};

/// Scrapers that write down the whole page.
const DUMPS: [&str; 3] = ["inscriptis", "html-text", "resiliparse_all"];
/// Words from which a line whose label is unsure is worth a look.
const LONG: usize = 26;

/// What was seen on all pages.
#[derive(Default)]
struct Seen {
    tallies: BTreeMap<Maker, Tally>,
    texts: usize,
    /// By set and name.
    pages: HashMap<(String, String), u32>,
    /// By scraper and text: a page may be there twice under two names.
    copies: HashMap<(String, String), u32>,
    hosts: BTreeSet<String>,
    /// Lines labelled as left over, in all copies.
    lines: usize,
    /// What to look at, each once a page, with the first copy that it was seen in.
    hits: BTreeMap<Hit, String>,
}

/// A finding to look at.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    verdict: &'static str,
    maker: Maker,
    fix: Applicability,
    page: u32,
    text: String,
}

impl Seen {
    fn number(&mut self, page: &Page, text: &str) -> u32 {
        let next = self.pages.len() as u32;
        let known = *self.copies.entry((page.scraper.clone(), text.to_owned())).or_insert(next);
        *self.pages.entry((page.set.clone(), page.page.clone())).or_insert(known)
    }

    fn page(&mut self, linter: &Linter, labelled: &Labelled) {
        let Labelled { page, document, .. } = labelled;
        let number = self.number(page, document.text());
        self.hosts.insert(page.host.clone());
        self.texts += 1;
        if !is_coarse(page) {
            self.lines += page.lines.iter().filter(|(label, _)| label == "b").count();
        }
        for diagnostic in linter.check(document).diagnostics {
            let maker = Maker { lint: diagnostic.lint.to_string(), clause: diagnostic.evidence.clause };
            let fix = diagnostic.applicability();
            let tally = self.tallies.entry(maker.clone()).or_default();
            for part in diagnostic.parts.iter().filter(|part| !is_repair(part)) {
                let labels = labelled.labels(part.span);
                let text = document.slice(part.span);
                let mut verdict = None;
                if labels.contains(&"c") {
                    tally.add(number, fix, true);
                    verdict = Some("wrong");
                } else if labels.iter().all(|label| *label == "b") && !is_coarse(page) {
                    tally.add(number, fix, false);
                    tally.lines += labels.len();
                } else if labels.contains(&"u") && text.split_whitespace().count() >= LONG {
                    verdict = Some("unsure");
                }
                if let Some(verdict) = verdict {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let hit = Hit { verdict, maker: maker.clone(), fix, page: number, text };
                    self.hits.entry(hit).or_insert_with(|| page.id.clone());
                }
            }
        }
    }
}

/// Whether what a precise scraper left there is labelled too coarsely to call a finding right.
fn is_coarse(page: &Page) -> bool {
    page.set == "wcxb" && !DUMPS.contains(&page.scraper.as_str())
}

/// Whether a part's characters are repaired: no label tells of that.
fn is_repair(part: &Part) -> bool {
    part.edits.iter().any(|edit| edit.span != part.span)
}

fn lints(folder: Option<&str>) -> Result<LintSet, Box<dyn std::error::Error>> {
    Ok(match folder {
        Some(folder) => LintSet::with_own(&scrublint::config::read_lints(folder.as_ref())?)?,
        None => LintSet::bundled(),
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut files, mut flags) = (Vec::new(), BTreeMap::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--hits" | "--lints" => _ = flags.insert(arg.clone(), args.next().ok_or("a flag needs a value")?),
            _ => files.push(arg),
        }
    }
    let [pages, out] = files.as_slice() else { return Err("usage: precision PAGES TABLE [--hits FILE] [--lints DIR]".into()) };
    let set = Arc::new(lints(flags.get("--lints").map(String::as_str))?);
    let linter = Linter::new(Arc::clone(&set), Settings::defaults(&set));
    let mut seen = Seen::default();
    for labelled in pages::read(pages)? {
        seen.page(&linter, &labelled?);
    }
    if let Some(path) = flags.get("--hits") {
        let mut file = BufWriter::new(File::create(path)?);
        for (Hit { verdict, maker, fix, text, .. }, id) in &seen.hits {
            writeln!(file, "{verdict}\t{} {}\t{fix:?}\t{id}\t{text}", maker.lint, table::number(maker.clause))?;
        }
    }
    fs::write(out, table::write(&set, &seen))?;
    Ok(())
}
