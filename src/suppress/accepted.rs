//! Findings that a baseline has accepted: fingerprints of parts, and the lines that stood in the article at the time.

use std::collections::BTreeSet;

use super::Lines;
use crate::diagnostic::Fingerprint;

/// The parts of one document that are neither reported nor fixed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    parts: BTreeSet<Fingerprint>,
    lines: Lines,
}

impl Accepted {
    /// Nothing is accepted.
    pub const NONE: &'static Self = &Self { parts: BTreeSet::new(), lines: Lines::NONE };

    /// The same, by somebody who saw an article of these lines: what they are is judged without what came since.
    #[must_use]
    pub fn seeing(self, lines: Lines) -> Self {
        Self { lines, ..self }
    }

    /// Whether nothing is accepted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether the part of this fingerprint is accepted.
    #[must_use]
    pub fn covers(&self, fingerprint: Fingerprint) -> bool {
        self.parts.contains(&fingerprint)
    }

    /// Whether all that is accepted is among these parts.
    pub(crate) fn is_within(&self, parts: &[Fingerprint]) -> bool {
        let parts: BTreeSet<Fingerprint> = parts.iter().copied().collect();
        self.parts.is_subset(&parts)
    }

    /// The lines that stood there; none where that is not known.
    pub(crate) fn lines(&self) -> &Lines {
        &self.lines
    }
}

impl FromIterator<Fingerprint> for Accepted {
    fn from_iter<I: IntoIterator<Item = Fingerprint>>(fingerprints: I) -> Self {
        Self { parts: fingerprints.into_iter().collect(), lines: Lines::NONE }
    }
}
