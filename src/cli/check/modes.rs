//! What can be done with a document: one small struct per mode.
//!
//! Modes run on any thread and print nothing; what they return is reported by the session.

use crate::check::Checked;
use crate::document::{Document, Format, Hints};
use crate::fix::{Fixed, Removed};
use crate::input::{Input, ReadError};
use crate::report::unified;
use crate::source::Text;

/// One way of working on documents.
pub(super) trait Mode: Sync {
    /// Works on one document.
    fn run(&self, input: &Input) -> Outcome;
}

/// What came of a document.
#[derive(Debug)]
pub(super) struct Outcome {
    pub result: Result<Findings, Failure>,
    /// The text to print on standard output.
    pub text: Option<Vec<u8>>,
}

/// What was found in a document, and what was done about it.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The document that the findings are in; only where there are some.
    pub document: Option<Document>,
    pub checked: Checked,
    pub fixed: Vec<Removed>,
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

/// Reports.
pub(super) struct Check<'a> {
    pub hints: &'a Hints,
}

impl Mode for Check<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let result = input.read().map_err(Failure::from).map(|text| {
            let document = parse(text, input, self.hints);
            let checked = input.linter.check(&document);
            Findings::in_document(document, checked)
        });
        Outcome { result, text: None }
    }
}

/// Fixes files in place and reports what remains.
pub(super) struct Fix<'a> {
    pub hints: &'a Hints,
}

impl Mode for Fix<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let result = input.read().map_err(Failure::from).and_then(|text| {
            let document = parse(text, input, self.hints);
            let fixed = fix(&document, input)?;
            if fixed.text != document.text() {
                let bytes = document.source().encode(&fixed.text);
                std::fs::write(&input.path, bytes).map_err(|error| Failure::Failed(format!("cannot be written: {error}")))?;
            }
            Ok(Findings::after(fixed))
        });
        Outcome { result, text: None }
    }
}

/// Fixes standard input to standard output and reports what remains. What cannot be fixed passes through.
pub(super) struct Filter<'a> {
    pub hints: &'a Hints,
}

impl Mode for Filter<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let bytes = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Outcome { result: Err(ReadError::Io(error).into()), text: None },
        };
        let mut output = bytes.clone();
        let result = Text::decode(bytes).map_err(|error| ReadError::from(error).into()).and_then(|text| {
            let document = parse(text, input, self.hints);
            let fixed = fix(&document, input)?;
            output = document.source().encode(&fixed.text);
            Ok(Findings::after(fixed))
        });
        Outcome { result, text: Some(output) }
    }
}

/// Shows what a fix would change.
pub(super) struct Diff<'a> {
    pub hints: &'a Hints,
}

impl Mode for Diff<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let mut diff = None;
        let result = input.read().map_err(Failure::from).and_then(|text| {
            let document = parse(text, input, self.hints);
            let fixed = fix(&document, input)?;
            // Byte-order marks belong to the files that a diff compares.
            let file = |text: &str| String::from_utf8_lossy(&document.source().encode(text)).into_owned();
            diff = Some(unified(&input.path, &file(document.text()), &file(&fixed.text)).into_bytes());
            Ok(Findings::default())
        });
        Outcome { result, text: diff }
    }
}

impl Findings {
    fn in_document(document: Document, checked: Checked) -> Self {
        let document = (!checked.diagnostics.is_empty()).then_some(document);
        Self { document, checked, fixed: Vec::new() }
    }

    fn after(fixed: Fixed) -> Self {
        Self { fixed: fixed.removed, ..Self::in_document(fixed.document, fixed.remaining) }
    }
}

fn parse(text: Text, input: &Input, hints: &Hints) -> Document {
    let format = input.path.file_name().map_or_else(Format::default, |name| Format::of(&name.to_string_lossy()));
    Document::parse(text, format, hints)
}

fn fix(document: &Document, input: &Input) -> Result<Fixed, Failure> {
    input.linter.fix(document, input.config.applicability).map_err(|error| Failure::Failed(error.to_string()))
}
