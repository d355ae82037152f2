//! The table in Markdown, and which lints and clauses the rule in its head is broken by.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use scrublint::lint::LintRef;
use scrublint::{Applicability, Level, LintSet};

use super::Seen;
use super::tally::{Maker, Share, Tally};

/// Share of pages that a safe clause is right on.
const SAFE: f64 = 0.97;
/// Share of pages that a lint which is on by default is right on.
const ON: f64 = 0.8;
/// Pages from which a share says something.
const ENOUGH: usize = 20;

const HEAD: &str = "\
# Precision

How often each lint is right, clause by clause. The numbers come from labelled pages, as [training/README.md](https://github.com/scrublint/scrublint/blob/main/training/README.md)
describes them, and this file is written by a program:

    cargo run --release --example precision -- pages.jsonl docs/precision.md

";

const COUNTED: &str = "\
All lints run as their files have them; no title is given. What is counted is what a clause owns in the end, line by line, with
the certainty that it has in the end: the segmenter may have vetoed it or made it safe. Repairs of characters are not judged.

- **A page counts once**, however many scrapers saw it and however much a clause found there, and it is right only if nothing
  that the clause found in any copy is labelled as the article's own. Titles and lines whose label is unsure are ignored.
- What precise scrapers left of the set `wcxb` is labelled too coarsely to be called right, so there only what is wrong counts.
  That and wrong labels make the shares lower than they are.
- A copy of an article's line is labelled as that line is, so that what `duplicate-block` and `duplicate-title` are right on is
  more than stands here.
- A number is that of the `[[match]]` in the lint's file; clauses that only name furniture have no row. *Detector* is the
  algorithm behind the lint. *All* is the lint as a whole.
- *At least* is the lower end of Wilson's interval of 95 %. In the columns by certainty stand right pages of pages. *Found* is
  the share of all lines labelled as left over, in all copies, that the clause owns.
- The labels count captions, credits, bylines and readers' comments as left over.

These pages were in view when lints were written and the segmenter was trained, so that pages of other sites will be somewhat
worse.

";

const RULE: &str = "
## The rule

A clause whose measured share is below 97 % is not safe; a lint below 80 % is not on by default. What few pages have
is judged by its examples. However many pages measured it, a phrase is safe only as a whole line of several words in head or
tail, or with a second, independent piece of evidence: a neighbour, a run, its anchors or the segmenter's score, which is asked for
each line. Of a clause, the 97 % count for what was safe in the end.

What breaks it is to be looked at, with `--hits`: some of it is labels, since one page's owner counts a table of contents or a
reading time as the article's own.

";

/// The whole file.
pub fn write(set: &LintSet, seen: &Seen) -> String {
    let mut out = HEAD.to_owned();
    let (texts, pages, hosts) = (seen.texts, seen.pages.values().collect::<BTreeSet<_>>().len(), seen.hosts.len());
    let _ = write!(out, "Counted on {texts} texts of {pages} pages of {hosts} hosts, with {} left-over lines.\n\n{COUNTED}", seen.lines);
    out += "| lint | clause | pages | right | share % | at least % | safe | unsafe | report | found % |\n";
    out += "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";
    let mut broken = Broken::default();
    for (_, lint) in set.iter() {
        let tallies = tallies(lint, seen);
        let mut all = Tally::default();
        tallies.values().for_each(|tally| all.merge(tally));
        if tallies.len() > 1 {
            row(&mut out, lint.id(), "all", &all, seen.lines);
        }
        for (&clause, tally) in &tallies {
            row(&mut out, lint.id(), &number(clause), tally, seen.lines);
            broken.clause(lint, clause, tally.share(Some(Applicability::Safe)));
        }
        broken.lint(lint, all.share(None));
    }
    out + RULE + &broken.write()
}

/// What stands for a clause.
pub fn number(clause: Option<u16>) -> String {
    clause.map_or_else(|| "detector".to_owned(), |number| number.to_string())
}

/// The tallies of a lint's detector or reporting clauses, also of those that found nothing.
fn tallies(lint: LintRef<'_>, seen: &Seen) -> BTreeMap<Option<u16>, Tally> {
    let reporting = (1..).zip(lint.clauses()).filter(|(_, clause)| !clause.anchor).map(|(number, _)| Some(number));
    let detector = lint.detector().map(|_| None);
    let tally = |clause| seen.tallies.get(&Maker { lint: lint.id().to_owned(), clause }).cloned().unwrap_or_default();
    reporting.chain(detector).map(|clause| (clause, tally(clause))).collect()
}

fn row(out: &mut String, lint: &str, clause: &str, tally: &Tally, lines: usize) {
    let all = tally.share(None);
    let [safe, likely, none] = [Applicability::Safe, Applicability::Unsafe, Applicability::None].map(|fix| of(tally.share(Some(fix))));
    let (share, at_least) = if all.pages == 0 {
        (String::new(), String::new())
    } else {
        (format!("{:.1}", 100.0 * all.value()), format!("{:.1}", 100.0 * all.at_least()))
    };
    let found = 100.0 * tally.lines as f64 / lines.max(1) as f64;
    let (right, pages) = (all.right, all.pages);
    let _ = writeln!(out, "| {lint} | {clause} | {pages} | {right} | {share} | {at_least} | {safe} | {likely} | {none} | {found:.2} |");
}

fn of(share: Share) -> String {
    if share.pages == 0 { String::new() } else { format!("{}/{}", share.right, share.pages) }
}

/// What breaks the rule.
#[derive(Default)]
struct Broken {
    safe: Vec<String>,
    on: Vec<String>,
}

impl Broken {
    fn clause(&mut self, lint: LintRef<'_>, clause: Option<u16>, safe: Share) {
        if safe.pages >= ENOUGH && safe.value() < SAFE {
            self.safe.push(format!("`{}` {}: {} ({:.1} %)", lint.id(), number(clause), of(safe), 100.0 * safe.value()));
        }
    }

    fn lint(&mut self, lint: LintRef<'_>, all: Share) {
        if all.pages >= ENOUGH && all.value() < ON && lint.level() > Level::Off {
            self.on.push(format!("`{}`: {} ({:.1} %)", lint.id(), of(all), 100.0 * all.value()));
        }
    }

    fn write(&self) -> String {
        let mut out = String::new();
        let lists = [
            ("Safe, and right on less than 97 % of the pages", &self.safe),
            ("On by default, and right on less than 80 % of the pages", &self.on),
        ];
        for (what, list) in lists {
            let _ = writeln!(out, "{what}:\n");
            if list.is_empty() {
                out += "- none\n";
            }
            for entry in list {
                let _ = writeln!(out, "- {entry}");
            }
            out.push('\n');
        }
        out.truncate(out.trim_end().len());
        out + "\n"
    }
}
