//! Examples: the named tests inside lint files.
//!
//! An example passes when exactly the lines it names are flagged by its lint, with the certainty it asks for, and its
//! text comes out as it says. An example that names no line is clean text: there every default lint must be silent. The
//! same holds for what an example says its text becomes.

use std::sync::Arc;

use super::format::{Applicability, Example, Level, Zone};
use super::registry::{LintIndex, LintSet};
use super::settings::Settings;
use crate::check::Linter;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format, Hints};

/// How one example came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleReport {
    /// The lint's id.
    pub lint: String,
    /// The example's name.
    pub name: String,
    /// Whether it passed.
    pub verdict: Verdict,
}

/// The outcome of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everything as the example says.
    Pass,
    /// What is different, one difference a line.
    Fail(Vec<String>),
}

/// Runs the examples of the lints that `wanted` accepts, in the order of ids and files.
#[must_use]
pub fn run_examples(set: &Arc<LintSet>, wanted: impl Fn(&str) -> bool) -> Vec<ExampleReport> {
    let linter = Linter::new(Arc::clone(set), Settings::defaults(set));
    let mut reports = Vec::new();
    for (index, lint) in set.iter().filter(|(_, lint)| wanted(lint.id())) {
        // A lint that is off by default is tested all the same.
        let mut settings = Settings::defaults(set);
        settings.lint_mut(index).level = lint.level().max(Level::Info);
        let own = if lint.level() == Level::Off { Some(Linter::new(Arc::clone(set), settings)) } else { None };
        for example in lint.examples() {
            let differences = run(own.as_ref().unwrap_or(&linter), &linter, index, example);
            let verdict = if differences.is_empty() { Verdict::Pass } else { Verdict::Fail(differences) };
            reports.push(ExampleReport { lint: lint.id().to_owned(), name: example.name.to_string(), verdict });
        }
    }
    reports
}

fn run(linter: &Linter, defaults: &Linter, index: LintIndex, example: &Example) -> Vec<String> {
    let lint = linter.lints().get(index);
    let carrier = Carrier::of(example.place);
    let document = carrier.document(&example.text, example.title.as_deref());
    let checked = linter.check(&document);
    let mut differences = Vec::new();

    let wanted: Vec<&str> = lint.hits(example).iter().map(|line| &**line).collect();
    let mine: Vec<&Diagnostic> = checked.diagnostics.iter().filter(|diagnostic| diagnostic.lint == lint.id()).collect();
    let found: Vec<&str> =
        mine.iter().flat_map(|diagnostic| &diagnostic.parts).flat_map(|part| document.slice(part.span).lines()).map(str::trim).collect();
    for line in missing(&wanted, &found) {
        differences.push(format!("not found: {line}"));
    }
    for line in missing(&found, &wanted) {
        differences.push(format!("found, but must stay: {line}"));
    }
    if let Some(fix) = example.fix {
        for diagnostic in mine.iter().filter(|diagnostic| diagnostic.applicability() != fix) {
            let line = document.slice(diagnostic.span()).lines().next().unwrap_or_default();
            differences.push(format!("the fix of “{line}” is {:?}, not {fix:?}", diagnostic.applicability()));
        }
    }
    if wanted.is_empty() {
        differences.extend(noise(defaults, &document, "clean text"));
    }
    if let Some(fixed) = &example.fixed {
        let mut alone = Settings::defaults(linter.lints());
        for (other, _) in linter.lints().iter().filter(|(other, _)| *other != index) {
            alone.lint_mut(other).level = Level::Off;
        }
        alone.lint_mut(index).level = lint.level().max(Level::Info);
        let alone = Linter::new(linter.shared_lints(), alone);
        let wanted = carrier.text(fixed);
        match alone.fix(&document, Applicability::Unsafe) {
            Ok(outcome) if outcome.text().trim_end() == wanted.trim_end() => {
                differences.extend(noise(defaults, &document.with_text(wanted), "the fixed text"));
            }
            Ok(outcome) => differences.push(format!("the fixed text is\n{}", carrier.strip(outcome.text()))),
            Err(error) => differences.push(error.to_string()),
        }
    }
    differences
}

/// What default lints find in text that must be silent.
fn noise(linter: &Linter, document: &Document, what: &str) -> Vec<String> {
    let findings = linter.check(document).diagnostics;
    let line = |diagnostic: &Diagnostic| document.slice(diagnostic.span()).lines().next().unwrap_or_default().to_owned();
    findings.iter().map(|diagnostic| format!("{what}, but `{}` finds: {}", diagnostic.lint, line(diagnostic))).collect()
}

/// The lines of `these` that `those` lacks, counting repeats.
fn missing<'a>(these: &[&'a str], those: &[&str]) -> Vec<&'a str> {
    let mut rest = those.to_vec();
    let mut missing = Vec::new();
    for &line in these {
        match rest.iter().position(|other| *other == line) {
            Some(place) => drop(rest.swap_remove(place)),
            None => missing.push(line),
        }
    }
    missing
}

/// The article that an example is put into.
struct Carrier {
    before: String,
    after: String,
}

const TITLE: &str = "The ferry at Rowan Point sails again\n\n";
const OPENING: &str = "The small ferry between Rowan Point and the islands sailed on Monday for the first time since the storm, with forty \
    passengers aboard and a crowd on the quay that had waited since dawn to see it go.\n\n\
    Nobody had been sure that it would. The engine had been taken apart twice over the winter, and the yard on the far \
    shore, which once kept nine men busy, now has two who know how to put one together again.\n\n";
const CLOSING: &str = "By the evening the crew had made four crossings, and the harbour master wrote the tides for the rest of the week on the \
    board outside his office, as he had done every evening for thirty years before the storm.\n\n\
    The last passengers walked home along the sea wall in the dark, talking about the price of diesel and the weather, \
    and the boat lay quietly at its old place beside the steps.\n";

impl Carrier {
    fn of(place: Option<Zone>) -> Self {
        let (before, after): (&[&str], &[&str]) = match place {
            None => (&[], &[]),
            Some(Zone::Head) => (&[TITLE], &[OPENING, CLOSING]),
            Some(Zone::Body) => (&[TITLE, OPENING], &[CLOSING]),
            Some(Zone::Tail) => (&[TITLE, OPENING, CLOSING, "\n"], &[]),
        };
        Self { before: before.concat(), after: after.concat() }
    }

    fn text(&self, text: &str) -> String {
        let gap = |part: &str| if part.is_empty() { "" } else { "\n" };
        format!("{}{}\n{}{}", self.before, text.trim_end_matches(['\n', '\r']), gap(&self.after), self.after)
    }

    fn document(&self, text: &str, title: Option<&str>) -> Document {
        let hints = Hints { title: title.map(str::to_owned), lang: None };
        Document::parse(self.text(text).into(), Format::Markdown, &hints)
    }

    fn strip<'a>(&self, text: &'a str) -> &'a str {
        let text = text.strip_prefix(self.before.as_str()).unwrap_or(text);
        text.strip_suffix(self.after.as_str()).unwrap_or(text)
    }
}
