//! Counting what passes through a report, so that the summary and the exit code fall out of it.

use std::collections::BTreeMap;
use std::io;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Message, Report, Summary};
use crate::diagnostic::Diagnostic;
use crate::lint::{Applicability, Level, Str};

/// Counts of messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    levels: BTreeMap<Level, usize>,
    lints: FxHashMap<Str, LintCount>,
    errors: usize,
}

/// How often a lint was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LintCount {
    /// The lint's id.
    pub lint: Str,
    /// The lint's category.
    pub category: Str,
    /// Its findings.
    pub findings: usize,
    /// Of these, with a safe fix.
    pub fixable: usize,
    /// Of these, with an unsafe fix.
    pub fixable_unsafe: usize,
}

impl Tally {
    /// Counts a message.
    pub fn add(&mut self, message: &Message<'_>) {
        match message {
            Message::Error { .. } => self.errors += 1,
            Message::Finding { diagnostic, .. } => self.add_finding(diagnostic, diagnostic.applicability()),
        }
    }

    /// Counts a finding whose fix will not be made.
    pub fn add_unfixable(&mut self, diagnostic: &Diagnostic) {
        self.add_finding(diagnostic, Applicability::None);
    }

    fn add_finding(&mut self, diagnostic: &Diagnostic, fix: Applicability) {
        *self.levels.entry(diagnostic.level).or_default() += 1;
        let count = self.lints.entry(diagnostic.lint.clone()).or_insert_with(|| LintCount {
            lint: diagnostic.lint.clone(),
            category: diagnostic.category.clone(),
            findings: 0,
            fixable: 0,
            fixable_unsafe: 0,
        });
        count.findings += 1;
        match fix {
            Applicability::None => {}
            Applicability::Unsafe => count.fixable_unsafe += 1,
            Applicability::Safe => count.fixable += 1,
        }
    }

    /// Findings of this level or a higher one: what decides on the exit code.
    #[must_use]
    pub fn at_least(&self, level: Level) -> usize {
        self.levels.range(level..).map(|(_, count)| count).sum()
    }

    /// Errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The counts by lint, the most frequent first, then by id.
    #[must_use]
    pub fn by_lint(&self) -> Vec<&LintCount> {
        let mut counts: Vec<_> = self.lints.values().collect();
        counts.sort_by(|a, b| b.findings.cmp(&a.findings).then_with(|| a.lint.cmp(&b.lint)));
        counts
    }

    /// The summary as far as messages tell it; what they do not tell is 0.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary {
            findings: self.lints.values().map(|count| count.findings).sum(),
            fixable: self.lints.values().map(|count| count.fixable).sum(),
            fixable_unsafe: self.lints.values().map(|count| count.fixable_unsafe).sum(),
            errors: self.errors,
            ..Summary::default()
        }
    }
}

/// A report that counts what it passes on.
#[derive(Debug)]
pub struct Counting<R> {
    inner: R,
    tally: Tally,
}

impl<R: Report> Counting<R> {
    /// Counts what `inner` reports.
    pub fn new(inner: R) -> Self {
        Self { inner, tally: Tally::default() }
    }

    /// The counts so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl<R: Report> Report for Counting<R> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        self.tally.add(&message);
        self.inner.message(message)
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.inner.finish(summary)
    }
}
