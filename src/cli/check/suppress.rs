//! `check --add-suppressions`: comments above the findings, in place or through a pipe.

use super::modes::{Failure, Findings, Mode, Outcome, Work, file};
use crate::fix::write::{Digest, write};
use crate::input::{Input, ReadError, Source};
use crate::suppress::add_comments;

/// Accepts what is found, and reports what cannot be accepted.
pub(super) struct Suppress<'a> {
    pub work: Work<'a>,
    pub reason: Option<&'a str>,
}

impl Mode for Suppress<'_> {
    fn run(&self, input: &Input) -> Outcome {
        let before = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Outcome { result: Err(ReadError::Io(error).into()), text: None },
        };
        let mut after = before.clone();
        let result = input.decode(before.clone()).map_err(Failure::from).and_then(|text| {
            let document = self.work.parse(text, input);
            let added = add_comments(&input.linter, &document, &self.work.baselines.accepted(input), self.reason);
            let new = file(document.source(), added.document.text())?;
            if input.source == Source::File {
                write(&input.path, Digest::of(&before), &new).map_err(|error| Failure::Failed(error.without_path()))?;
            }
            after = new.into_owned();
            Ok(Findings { accepted: added.count, ..Findings::in_document(added.document, added.remaining) })
        });
        Outcome { result, text: (input.source == Source::Stdin).then_some(after) }
    }
}
