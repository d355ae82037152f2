//! What the engine has to say about a document.
//!
//! A [`Diagnostic`] is one contiguous stretch of blocks with one reason. Its parts, one span a block, carry what belongs
//! to each block alone: its fingerprint, which suppressions and baselines go by, and its edits, which are applied all or
//! none. Holds always: there is at least one part; parts are sorted and disjoint; edits lie in their part's block,
//! widened at most over adjoining blank lines; without a fix no part has edits.

use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::lint::{Applicability, Level, Str};
use crate::source::Span;

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The lint's id.
    pub lint: Str,
    /// The lint's category.
    pub category: Str,
    /// How much it matters; never `off`.
    pub level: Level,
    /// What was found, one line.
    pub message: Str,
    /// What to do about it, if there is something to say beyond the fix.
    pub help: Option<Str>,
    /// What the judgement rests on.
    pub evidence: Evidence,
    /// Other lints that found the same blocks on weaker evidence, by id.
    pub also: Vec<Str>,
    /// The blocks.
    pub parts: Vec<Part>,
    /// Other places that matter, such as the first copy of a duplicate.
    pub related: Vec<Related>,
    /// What can be done about it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// From the first part to the last.
    #[must_use]
    pub fn span(&self) -> Span {
        let first = self.parts.first().map_or_else(Span::default, |part| part.span);
        self.parts.last().map_or(first, |part| first.cover(part.span))
    }

    /// How certain the fix is; `none` where there is no fix.
    #[must_use]
    pub fn applicability(&self) -> Applicability {
        self.fix.as_ref().map_or(Applicability::None, |fix| fix.applicability)
    }

    /// Makes the fix one of the edits that are left: without any there is none, and its title says how many lines it removes.
    pub(crate) fn retitle(&mut self) {
        let removes = |part: &&Part| matches!(part.edits.as_slice(), [edit] if edit.span == part.span && edit.new_text.is_empty());
        let count = self.parts.iter().filter(|part| !part.edits.is_empty()).count();
        let removed = self.parts.iter().filter(removes).count();
        self.fix =
            self.fix.take().filter(|_| count > 0).map(|fix| if removed == count { Fix { title: removal(count), ..fix } } else { fix });
    }
}

/// The title of a fix that removes so many lines.
pub(crate) fn removal(count: usize) -> Str {
    if count == 1 { "Remove this line".into() } else { format!("Remove these {count} lines").into() }
}

/// One block of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The block's text, without white space around it.
    pub span: Span,
    /// Names this part in baselines.
    pub fingerprint: Fingerprint,
    /// What the fix changes here; sorted and disjoint.
    pub edits: Vec<Edit>,
}

/// A change of the text: `span` becomes `new_text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What replaces it; empty to delete.
    pub new_text: String,
}

/// A fix and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: Str,
    /// `safe` or `unsafe`; never `none`.
    pub applicability: Applicability,
}

/// A place elsewhere in the document that belongs to the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What it is, such as "first seen here".
    pub message: Str,
    /// Where it is.
    pub span: Span,
}

/// What a judgement rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// How strong it is.
    pub kind: EvidenceKind,
    /// The number, from 1, of the `[[match]]` in the lint's file that found it; `None` for a detector.
    pub clause: Option<u16>,
    /// In words.
    pub text: String,
}

/// Kinds of evidence, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// A phrase, a pattern or an exact copy.
    Exact,
    /// How the document is built: runs, sections, neighbours, near copies.
    Structure,
    /// The segmenter's score.
    Score,
}

/// Names a finding's part across edits elsewhere: lint, folded text and occurrence, hashed with XXH3 (64 bit).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of what `lint` finds in the `occurrence`th (from 0) block with findings that folds to `key`.
    #[must_use]
    pub fn new(lint: &str, key: &str, occurrence: usize) -> Self {
        let seed = xxh3_64_with_seed(lint.as_bytes(), occurrence as u64);
        Self(xxh3_64_with_seed(key.as_bytes(), seed))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1:{:016x}", self.0)
    }
}

/// A text that is no fingerprint of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is `v1:` and sixteen of the digits 0 to 9 and a to f")]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digits = text.strip_prefix("v1:").filter(|digits| digits.len() == 16).ok_or(NoFingerprint)?;
        let lower = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        u64::from_str_radix(digits, 16).ok().filter(|_| lower).map(Self).ok_or(NoFingerprint)
    }
}
