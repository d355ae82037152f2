//! Fixing: from findings to a new text, without fear.
//!
//! A fix is planned from the findings of one check, applied, and checked again until nothing changes; all of that is
//! pure. Only `write` knows of files. Holds always: edits are sorted, disjoint, in bounds and on character boundaries;
//! all edits of a part are applied or none; front matter, code, suppressed parts and protected text stay as they
//! are.

mod audit;
mod converge;
mod edit;
mod guard;
mod history;
mod plan;
mod protect;
mod restore;
#[cfg(test)]
mod testing;
mod widen;
#[cfg(feature = "cli")]
pub mod write;

use crate::check::Checked;
use crate::document::Document;
use crate::lint::{Applicability, Str};
use crate::source::{Span, Text};

pub use audit::{AuditRecord, ByteRange, ByteSpan, source_hash};
pub(crate) use converge::converge;
pub use edit::{EditError, Edits};
pub use guard::REMOVAL_GUARD;
pub use plan::{Change, Plan, edits};
pub use protect::{Protected, withhold, withhold_unwritable};
pub use restore::{RestoreError, Restored, restore};

/// What a fix came to.
#[derive(Debug)]
pub struct Fixed {
    /// All that was taken out or replaced, by place in the original; as edits of it they give the new text.
    pub removed: Vec<Removed>,
    /// The new text as a document; the old one where nothing was to be done.
    pub document: Document,
    /// What a check of the new text finds.
    pub remaining: Checked,
    /// Passes that changed something.
    pub passes: usize,
}

impl Fixed {
    /// The new text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The text as it was.
    #[must_use]
    pub fn original(&self) -> Text {
        let text = self.text();
        let mut original = String::with_capacity(text.len() + self.removed.iter().map(|one| one.text.len()).sum::<usize>());
        let mut at = 0;
        for one in &self.removed {
            let kept = at + (one.span.start - original.len());
            original.push_str(&text[at..kept]);
            original.push_str(&one.text);
            at = kept + one.replacement.len();
        }
        original.push_str(&text[at..]);
        self.document.source().with_content(original)
    }
}

/// One change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The pass that made it, from 1.
    pub pass: usize,
    /// The lint's id.
    pub lint: Str,
    /// How certain the fix was.
    pub applicability: Applicability,
    /// Where it was in the original text.
    pub span: Span,
    /// The original text there.
    pub text: String,
    /// What stands there now.
    pub replacement: String,
}

/// Why a document could not be fixed. The original is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// The fixes undo each other, or feed on their own results.
    #[error("the fixes of {} never settle; nothing was changed", .lints.join(", "))]
    Cycle {
        /// The lints whose fixes go round.
        lints: Vec<String>,
    },
    /// The fixes contradict each other: a mistake in scrublint itself.
    #[error("the fixes do not fit together: {0}; nothing was changed")]
    Edits(#[from] EditError),
}
