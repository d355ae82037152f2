//! Real scraped pages, where there are any: a file of labelled pages that `SCRUBLINT_PAGES` names.

use std::env;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};

use scrublint::Format;
use scrublint::diagnostic::Edit;
use scrublint::fix::{AuditRecord, Edits, restore};
use serde::Deserialize;

use crate::{CERTAINTIES, LINTER, parse};

/// A page as one scraper wrote it: its lines, each with its label.
#[derive(Deserialize)]
struct Page {
    id: String,
    lines: Vec<(String, String)>,
}

#[derive(Debug, Default)]
struct Tally {
    pages: usize,
    fixes: usize,
    /// Of these, those that changed something, and how many changes they made.
    changed: usize,
    changes: usize,
    failures: Vec<String>,
}

#[test]
fn clause_10_a_second_fix_of_scraped_pages_changes_nothing_and_the_way_back_is_exact() {
    let Some(path) = env::var_os("SCRUBLINT_PAGES") else {
        // Past the capture of the tests' output, so that it is seen.
        let _ = writeln!(io::stderr(), "SKIPPED: fixes of scraped pages: SCRUBLINT_PAGES names no file of them");
        return;
    };
    let mut tally = Tally::default();
    for line in BufReader::new(File::open(path).expect("SCRUBLINT_PAGES names a file")).lines() {
        let page: Page = serde_json::from_str(&line.expect("UTF-8")).expect("a page");
        let text: String = page.lines.iter().flat_map(|(_, line)| [line.as_str(), "\n"]).collect();
        for format in [Format::Plain, Format::Markdown] {
            tally.page(&page.id, &text, format);
        }
        tally.pages += 1;
    }
    println!("{} pages, {} fixes, {} changed a text, {} changes", tally.pages, tally.fixes, tally.changed, tally.changes);
    assert!(tally.failures.is_empty(), "{} fail: {:#?}", tally.failures.len(), tally.failures);
}

impl Tally {
    fn page(&mut self, id: &str, text: &str, format: Format) {
        let document = parse(text, format);
        for applicability in CERTAINTIES {
            self.fixes += 1;
            let mut fails = |what: &str| self.failures.push(format!("{id}, {format:?}, {applicability:?}: {what}"));
            let once = match LINTER.fix(&document, applicability) {
                Ok(once) => once,
                Err(error) => {
                    fails(&error.to_string());
                    continue;
                }
            };
            if !LINTER.fix(&parse(once.text(), format), applicability).is_ok_and(|twice| twice.text() == once.text()) {
                fails("a second fix changes something");
            }
            let edits = once.removed.iter().map(|one| Edit { span: one.span, new_text: one.replacement.clone() }).collect();
            if !Edits::new(text, edits).is_ok_and(|edits| edits.apply() == once.text()) {
                fails("the records do not lead to the result");
            }
            let origin = document.source().origin();
            let records = AuditRecord::of_file(id, origin, text.as_bytes(), once.text().as_bytes(), &once.removed);
            if restore(once.text().as_bytes(), &Vec::from_iter(records)).bytes != text.as_bytes() {
                fails("the way back does not lead to the page");
            }
            self.changed += usize::from(once.text() != text);
            self.changes += once.removed.len();
        }
    }
}
