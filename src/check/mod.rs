//! The pipeline over one document: match, lay out, judge, weigh, settle who owns which block, leave out what was accepted.

mod as_it_stood;
mod clauses;
mod context;
mod diagnose;
mod finding;
mod guards;
mod owners;
mod suppressions;
mod surroundings;
mod weigh;

use std::sync::Arc;

use crate::detect;
use crate::diagnostic::{Diagnostic, Fingerprint};
use crate::document::{Document, Layout};
use crate::fix::{self, Change, FixError, Fixed};
use crate::lint::{Applicability, Level, LintIndex, LintSet, Settings};
use crate::matching::Matcher;
use crate::suppress::{Accepted, Suppressions};

pub(crate) use context::Context;
pub(crate) use finding::Finding;
pub(crate) use guards::is_guarded;
pub(crate) use surroundings::ends_sentence;

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, by span, then lint id.
    pub diagnostics: Vec<Diagnostic>,
    /// Parts that suppressions in the text left out.
    pub suppressed: usize,
    /// The fingerprints of parts that a baseline left out.
    pub accepted: Vec<Fingerprint>,
}

/// The engine: lints and settings, ready to run over any number of documents, from any number of threads.
#[derive(Debug)]
pub struct Linter {
    set: Arc<LintSet>,
    settings: Settings,
    matcher: Matcher,
    /// For each lint whether it runs.
    selected: Vec<bool>,
    /// The detectors of the lints that run.
    detectors: Vec<(LintIndex, &'static detect::Detector)>,
}

impl Default for Linter {
    /// All bundled lints as their files have them.
    fn default() -> Self {
        let set = Arc::new(LintSet::bundled());
        let settings = Settings::defaults(&set);
        Self::new(set, settings)
    }
}

impl Linter {
    /// A linter of these lints with these settings.
    #[must_use]
    pub fn new(set: Arc<LintSet>, settings: Settings) -> Self {
        let matcher = Matcher::new(&set);
        let selected: Vec<bool> = set.iter().map(|(index, _)| settings.lint(index).level > Level::Off).collect();
        let running = set.iter().filter(|(index, _)| selected[index.get()]);
        let detectors = running.filter_map(|(index, lint)| Some((index, detect::find(lint.detector()?)?))).collect();
        Self { set, settings, matcher, selected, detectors }
    }

    /// The lints.
    #[must_use]
    pub fn lints(&self) -> &LintSet {
        &self.set
    }

    /// The lints, to build another linter with.
    pub(crate) fn shared_lints(&self) -> Arc<LintSet> {
        Arc::clone(&self.set)
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Checks a document.
    #[must_use]
    pub fn check(&self, document: &Document) -> Checked {
        self.check_accepting(document, Accepted::NONE)
    }

    /// Checks a document without the findings that are accepted.
    #[must_use]
    pub fn check_accepting(&self, document: &Document, accepted: &Accepted) -> Checked {
        let mut checked = self.judge(document, accepted);
        as_it_stood::settle(document, accepted, &mut checked, |document, accepted| self.judge(document, accepted));
        checked
    }

    /// Checks a document as a whole.
    fn judge(&self, document: &Document, accepted: &Accepted) -> Checked {
        let hits = self.matcher.scan(&self.set, document, self.settings.languages.as_deref());
        let layout = Layout::new(document, &hits.named, &hits.labels);
        let mut cx = Context::new(document, &layout, &hits, &self.set, &self.settings, &self.matcher);
        let mut findings = Vec::with_capacity(16);
        clauses::findings(&mut cx, &self.selected, &mut findings);
        for (lint, detector) in &self.detectors {
            cx.lint = *lint;
            (detector.run)(&cx, &mut findings);
        }
        let suppressions = Suppressions::find(document);
        if findings.is_empty() && suppressions.is_silent() {
            return Checked::default();
        }
        let findings = weigh::weigh(&mut cx, findings);
        let owned = owners::settle(findings, document.blocks().len(), |lint| self.settings.lint(lint).fix);
        let mut checked = diagnose::diagnostics(&cx, owned, &suppressions, accepted);
        if !suppressions.is_silent() {
            suppressions::judge(&cx, &self.selected, &suppressions, accepted, &mut checked);
        }
        fix::withhold(document, &self.settings.protect, &mut checked.diagnostics);
        fix::withhold_unwritable(document, &mut checked.diagnostics);
        checked
    }

    /// For each block of a document whether a phrase names it.
    pub(crate) fn named(&self, document: &Document) -> Vec<bool> {
        self.matcher.scan(&self.set, document, self.settings.languages.as_deref()).named
    }

    /// How a document is built, as the lints see it: title, zones and runs.
    #[must_use]
    pub fn layout(&self, document: &Document) -> Layout {
        let hits = self.matcher.scan(&self.set, document, self.settings.languages.as_deref());
        Layout::new(document, &hits.named, &hits.labels)
    }

    /// Fixes a document: applies what is at least as certain as `applicability`, again and again until nothing changes.
    ///
    /// # Errors
    /// [`FixError::Cycle`] if the fixes never settle.
    pub fn fix(&self, document: &Document, applicability: Applicability) -> Result<Fixed, FixError> {
        self.fix_accepting(document.clone(), applicability, Accepted::NONE)
    }

    /// The same for all but the findings that are accepted; it needs the document no longer, which spares memory.
    ///
    /// # Errors
    /// [`FixError::Cycle`] if the fixes never settle.
    pub fn fix_accepting(&self, document: Document, applicability: Applicability, accepted: &Accepted) -> Result<Fixed, FixError> {
        self.fix_choosing(document, applicability, accepted, |_, _, _| {})
    }

    /// The same for what somebody chooses: `choose` sees a text, the changes that led to it from the text that it saw before,
    /// and what is found in it, and takes out the findings that are not to be fixed.
    ///
    /// What it took out is missing in [`Fixed::remaining`], too.
    ///
    /// # Errors
    /// [`FixError::Cycle`] if the fixes never settle.
    pub fn fix_choosing(
        &self,
        document: Document,
        applicability: Applicability,
        accepted: &Accepted,
        choose: impl FnMut(&Document, &[Change], &mut Vec<Diagnostic>),
    ) -> Result<Fixed, FixError> {
        fix::converge(self, document, applicability, accepted, choose)
    }
}
