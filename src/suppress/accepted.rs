//! Findings that a baseline has accepted: fingerprints of parts, and nothing else of them.

use std::collections::BTreeSet;

use crate::diagnostic::Fingerprint;

/// The parts of one document that are neither reported nor fixed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted(BTreeSet<Fingerprint>);

impl Accepted {
    /// Nothing is accepted.
    pub const NONE: &'static Self = &Self(BTreeSet::new());

    /// Whether nothing is accepted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the part of this fingerprint is accepted.
    #[must_use]
    pub fn covers(&self, fingerprint: Fingerprint) -> bool {
        self.0.contains(&fingerprint)
    }
}

impl FromIterator<Fingerprint> for Accepted {
    fn from_iter<I: IntoIterator<Item = Fingerprint>>(fingerprints: I) -> Self {
        Self(fingerprints.into_iter().collect())
    }
}
