//! What can be done with a document: one small struct per mode.
//!
//! Modes run on any thread and print nothing; what they return is reported by the session.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format, Hints};
use crate::fix::write::{Digest, WriteError, write};
use crate::fix::{AuditRecord, Fixed, REMOVAL_GUARD, Removed};
use crate::input::{Changed, Changes, Input, ReadError};
use crate::report::unified_text;
use crate::source::Text;
use crate::suppress::Lines;

use super::baselines::Baselines;
use super::fixes::{Trail, Unmade};

/// One way of working on documents.
pub(super) trait Mode: Sync {
    /// Works on one document.
    fn run(&self, input: &Input) -> Outcome;
}

/// Runs a mode on a document. A mistake of ours that a document brings to light costs this document alone.
pub(super) fn run(mode: &impl Mode, input: &Input) -> Outcome {
    unpanicked(|| mode.run(input)).unwrap_or_else(|failure| Outcome { result: Err(failure), text: None })
}

/// Makes a panic a failure.
pub(super) fn unpanicked<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    // Nothing that could be left half done outlives the call: documents share only finished things.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Failure::Failed(format!("a mistake in scrublint itself, please report it: {}", said.unwrap_or("it panicked")))
    })
}

/// What came of a document.
#[derive(Debug)]
pub(super) struct Outcome {
    pub result: Result<Findings, Failure>,
    /// The text to print on standard output.
    pub text: Option<Vec<u8>>,
}

impl Outcome {
    /// Whether anything is printed of it.
    pub fn has_something_to_say(&self) -> bool {
        let findings = |findings: &Findings| findings.document.is_some() || findings.passes > 1;
        self.text.as_ref().is_some_and(|text| !text.is_empty()) || self.result.as_ref().map_or(true, findings)
    }
}

/// What was found in a document, and what was done about it.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The document that the findings are in; only where there are some.
    pub document: Option<Document>,
    pub checked: Checked,
    /// The document's lines, where its findings are accepted.
    pub lines: Option<Lines>,
    pub fixed: Vec<Removed>,
    /// What the file was left as, if it was written.
    pub written: Option<Digest>,
    /// Passes of the fix that changed something.
    pub passes: usize,
    /// Findings that comments were set above.
    pub accepted: usize,
}

/// Why nothing came of a document.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was left out, for this reason.
    Skipped(String),
    /// The job could not be done.
    Failed(String),
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Binary(_) => Self::Skipped(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// What all modes need to know beside the document.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub hints: &'a Hints,
    pub baselines: &'a Baselines,
    /// Where findings matter, if not everywhere.
    pub changes: Option<&'a Changes>,
}

impl Work<'_> {
    pub fn parse(&self, text: Text, input: &Input) -> Document {
        let format = input.path.file_name().map_or_else(Format::default, |name| Format::of(&name.to_string_lossy()));
        Document::parse(text, format, self.hints)
    }

    fn check(&self, document: &Document, input: &Input) -> Checked {
        let mut checked = input.linter.check_accepting(document, &self.baselines.accepted(input));
        if let Some(changes) = self.changes {
            let changed = changes.of(input);
            let lines: Vec<usize> = memchr::memchr_iter(b'\n', document.text().as_bytes()).collect();
            checked.diagnostics.retain(|diagnostic| changed.is_some_and(|changed| touches(changed, &lines, diagnostic)));
        }
        checked
    }

    fn fix(&self, document: Document, input: &Input) -> Result<Fixed, Failure> {
        let accepted = self.baselines.accepted(input);
        let fixed = input.linter.fix_accepting(document, input.config.applicability, &accepted);
        fixed.map_err(|error| Failure::Failed(error.to_string()))
    }
}

/// Whether a finding stands on a line that changed, as git counts lines; `ends` is where they end.
fn touches(changed: &Changed, ends: &[usize], diagnostic: &Diagnostic) -> bool {
    let line = |offset: usize| ends.partition_point(|&end| end < offset) + 1;
    diagnostic.parts.iter().any(|part| changed.touches(&(line(part.span.start)..=line(part.span.end))))
}

/// Reports.
pub(super) struct Check<'a> {
    pub work: Work<'a>,
}

impl Mode for Check<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let result = input.read().map_err(Failure::from).map(|text| {
            let document = self.work.parse(text, input);
            let checked = self.work.check(&document, input);
            let finds = !checked.diagnostics.is_empty() || !checked.accepted.is_empty();
            let lines = (self.work.baselines.writes() && finds).then(|| Lines::of(&document));
            Findings { lines, ..Findings::in_document(document, checked) }
        });
        Outcome { result, text: None }
    }
}

/// Fixes files in place and reports what remains.
pub(super) struct Fix<'a> {
    pub work: Work<'a>,
    /// The audit trail, if one is kept.
    pub trail: Option<&'a Trail>,
}

impl Fix<'_> {
    fn fix(&self, input: &Input) -> Result<Findings, Failure> {
        let bytes = input.bytes().map_err(ReadError::Io)?;
        let read = Digest::of(&bytes);
        let fixed = self.work.fix(self.work.parse(input.decode(bytes)?, input), input)?;
        if !fixed.removed.is_empty() {
            let after = file(fixed.document.source(), fixed.text())?;
            let records = self.trail.map_or(Ok(Vec::new()), |_| {
                let original = fixed.original();
                audit(input, &original, &file(&original, original.as_str())?, &after, &fixed.removed)
            })?;
            replace(input, read, &after, self.trail, &records)?;
            return Ok(Findings { written: Some(Digest::of(&after)), ..Findings::after(fixed) });
        }
        Ok(Findings::after(fixed))
    }
}

impl Mode for Fix<'_> {
    fn run(&self, input: &Input) -> Outcome {
        Outcome { result: self.fix(input), text: None }
    }
}

/// Writes a file that was `read`, what is taken out of it on record first.
pub(super) fn replace(input: &Input, read: Digest, after: &[u8], trail: Option<&Trail>, records: &[AuditRecord]) -> Result<(), Failure> {
    let make = || {
        let unwritten = |error: WriteError| Unmade { why: error.without_path(), may_be_made: error.may_be_written() };
        write(&input.path, read, after).map(drop).map_err(unwritten)
    };
    match trail {
        Some(trail) => trail.record(records, make),
        None => make().map_err(|unmade| unmade.why),
    }
    .map_err(Failure::Failed)
}

/// Fixes standard input to standard output and reports what remains. What cannot be fixed passes through.
pub(super) struct Filter<'a> {
    pub work: Work<'a>,
    /// The audit trail, if one is kept.
    pub trail: Option<&'a Trail>,
}

impl Mode for Filter<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let before = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Outcome { result: Err(ReadError::Io(error).into()), text: None },
        };
        let fix = || {
            let fixed = self.work.fix(self.work.parse(input.decode(before.clone())?, input), input)?;
            let original = fixed.original();
            let new = file(&original, fixed.text())?;
            if let Some(trail) = self.trail {
                trail.record(&audit(input, &original, &before, &new, &fixed.removed)?, || Ok(())).map_err(Failure::Failed)?;
            }
            let new = new.into_owned();
            Ok((new, Findings::after(fixed)))
        };
        filtered(&before, fix)
    }
}

/// What comes of a text that is printed, fixed or as it was: also where the fix panics, since what follows in a pipe has no other copy.
fn filtered(before: &[u8], fix: impl FnOnce() -> Result<(Vec<u8>, Findings), Failure>) -> Outcome {
    match unpanicked(fix).and_then(|fixed| fixed) {
        Ok((after, findings)) => Outcome { result: Ok(findings), text: Some(after) },
        Err(failure) => Outcome { result: Err(failure), text: Some(before.to_vec()) },
    }
}

/// Shows what a fix would change.
pub(super) struct Diff<'a> {
    pub work: Work<'a>,
}

impl Mode for Diff<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let mut diff = None;
        let result = input.read().map_err(Failure::from).and_then(|text| {
            let fixed = self.work.fix(self.work.parse(text, input), input)?;
            let original = fixed.original();
            let (before, after) = (file(&original, original.as_str())?, file(&original, fixed.text())?);
            diff = Some(unified_text(&input.path, original.origin().encoding(), &before, &after).into_bytes());
            // Of what is found a diff tells one thing: that nothing is to be changed where a person would expect it.
            let mut findings = Findings::after(fixed);
            findings.checked.diagnostics.retain(|diagnostic| diagnostic.lint == REMOVAL_GUARD);
            Ok(findings)
        });
        Outcome { result, text: diff }
    }
}

impl Findings {
    pub(super) fn in_document(document: Document, checked: Checked) -> Self {
        let document = (!checked.diagnostics.is_empty()).then_some(document);
        Self { document, checked, ..Self::default() }
    }

    fn after(fixed: Fixed) -> Self {
        Self { fixed: fixed.removed, passes: fixed.passes, ..Self::in_document(fixed.document, fixed.remaining) }
    }
}

/// The bytes of a file with this text in the place of its own, which is `of`.
pub(super) fn file<'a>(of: &Text, text: &'a str) -> Result<Cow<'a, [u8]>, Failure> {
    let unwritable = |error| Failure::Failed(format!("cannot be written: {error}; nothing was changed"));
    of.encode(text).map_err(unwritable)
}

/// The records of a fix. A path that a record cannot hold would never be found again.
pub(super) fn audit(input: &Input, original: &Text, before: &[u8], after: &[u8], removed: &[Removed]) -> Result<Vec<AuditRecord>, Failure> {
    let unnamed = || Failure::Failed("--removed: a path that is not UTF-8 cannot be put on record; nothing was changed".to_owned());
    let path = input.path.to_str().ok_or_else(unnamed)?;
    Ok(AuditRecord::of_file(path, original.origin(), before, after, removed).collect())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::{Configs, Discovery, Flags};

    struct Broken;

    impl Mode for Broken {
        fn run(&self, input: &Input) -> Outcome {
            panic!("no sense in {}", input.path.display())
        }
    }

    #[test]
    fn a_panic_is_an_error_of_its_document() {
        let configs = Configs::new(Discovery::Isolated, &[], Flags::default()).expect("no mistakes");
        let input = Input::stdin(Some(PathBuf::from("a.md")), &configs).expect("no mistakes");
        let outcome = run(&Broken, &input);
        assert!(matches!(outcome.result, Err(Failure::Failed(why)) if why.contains("no sense in a.md")));
    }

    #[test]
    fn a_text_in_a_pipe_passes_through_a_panic() {
        let outcome = filtered(b"Home\n", || panic!("no sense in it"));
        assert!(matches!(outcome.result, Err(Failure::Failed(why)) if why.contains("no sense in it")));
        assert_eq!(outcome.text.as_deref(), Some(&b"Home\n"[..]));
    }
}
