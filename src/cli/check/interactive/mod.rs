//! `check --fix --interactive`: a person decides about each fix.
//!
//! Documents come one after the other, and about all of them is asked before the first is written. Holds always: nothing is
//! written before the last answer, and nothing at all if the person quits; no answer is asked for twice; what was not applied
//! stays byte for byte.

mod answers;
mod prompt;

use std::ops::ControlFlow;

use super::clear_away;
use super::fixes::Trail;
use super::modes::{Failure, Findings, Outcome, Work, audit, file, replace, unpanicked};
use super::options::Options;
use super::session::Session;
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::write::Digest;
use crate::fix::{AuditRecord, REMOVAL_GUARD, Removed};
use crate::input::{Input, ReadError};
use crate::lint::Applicability;
use crate::suppress::add_comments_for;
use answers::{Answer, Answers};
use prompt::Prompt;

/// What stands in the place of a lint in the record of an added comment.
const ADDED_COMMENT: &str = "suppression";

/// Asks about the fixes of all documents, then makes those that were chosen.
pub(super) fn run(
    work: Work<'_>,
    trail: Option<&Trail>,
    inputs: &[Input],
    options: &Options,
    mut session: Session,
    terminal: Terminal,
) -> anyhow::Result<Exit> {
    let reason = options.reason.as_deref();
    let mut interview = Interview { work, reason, on_record: trail.is_some(), prompt: Prompt::new(terminal, &options.output), over: None };
    let mut decided = Vec::with_capacity(inputs.len());
    for input in inputs {
        decided.push(unpanicked(|| interview.decide(input)).and_then(|decision| decision));
        match &interview.over {
            Some(Over::Quit) => return Ok(session.quit()),
            Some(Over::Unanswered(why)) => {
                let error = anyhow::anyhow!("--interactive: there is no answer: {why}; nothing was written");
                return session.abort(error);
            }
            Some(Over::Done) | None => {}
        }
    }
    clear_away(inputs, &mut session)?;
    for (input, decision) in inputs.iter().zip(decided) {
        let result = decision.and_then(|Decision { read, after, records, findings }| {
            replace(input, read, &after, trail, &records)?;
            Ok(findings)
        });
        session.take(input, Outcome { result, text: None })?;
    }
    session.finish()
}

/// What is to become of a document.
struct Decision {
    /// The file that the answers are about.
    read: Digest,
    after: Vec<u8>,
    records: Vec<AuditRecord>,
    findings: Findings,
}

/// Why nothing more is asked.
#[derive(Debug)]
enum Over {
    /// What was chosen is written, and the rest stays.
    Done,
    /// Nothing is written.
    Quit,
    /// The terminal gives no answers.
    Unanswered(String),
}

struct Interview<'a> {
    work: Work<'a>,
    /// The reason that comments give.
    reason: Option<&'a str>,
    /// Whether an audit trail is kept.
    on_record: bool,
    prompt: Prompt,
    over: Option<Over>,
}

impl Interview<'_> {
    fn decide(&mut self, input: &Input) -> Result<Decision, Failure> {
        let bytes = input.bytes().map_err(ReadError::Io)?;
        let read = Digest::of(&bytes);
        let document = self.work.parse(input.decode(bytes)?, input);
        let accepted = self.work.baselines.accepted(input);
        let least = input.config.applicability;
        let mut answers = Answers::default();
        let chosen = input.linter.fix_choosing(document, least, &accepted, |current, changes, found| {
            answers.follow(changes);
            self.choose(input, current, least, &mut answers, found);
        });
        let fixed = chosen.map_err(|error| Failure::Failed(error.to_string()))?;

        // The answers have followed changes that the guard took back: nothing is known of the lines any more.
        let guarded = fixed.remaining.diagnostics.iter().any(|diagnostic| diagnostic.lint == REMOVAL_GUARD);
        let wanted = |diagnostic: &Diagnostic| !guarded && answers.to(diagnostic) == Some(Answer::Suppress);
        let added = add_comments_for(&input.linter, &fixed.document, &accepted, self.reason, wanted);
        let (original, source) = (fixed.original(), fixed.document.source());
        let (before, between) = (file(&original, original.as_str())?, file(source, fixed.text())?);
        let after = file(source, added.document.text())?.into_owned();
        let mut records = Vec::new();
        if self.on_record {
            // As two fixes, one after the other: a record leads back from what the next one begins with.
            records.extend(audit(input, &original, &before, &between, &fixed.removed)?);
            let comments = added.insertions.into_iter().map(|insertion| Removed {
                pass: fixed.passes + 1,
                lint: ADDED_COMMENT.into(),
                applicability: Applicability::Safe,
                span: insertion.span,
                text: String::new(),
                replacement: insertion.new_text,
            });
            records.extend(audit(input, source, &between, &after, &Vec::from_iter(comments))?);
        }
        let mut remaining = added.remaining;
        remaining.diagnostics.extend(fixed.remaining.diagnostics.into_iter().filter(|diagnostic| diagnostic.lint == REMOVAL_GUARD));
        let findings = Findings {
            fixed: fixed.removed,
            passes: fixed.passes,
            accepted: added.count,
            ..Findings::in_document(added.document, remaining)
        };
        Ok(Decision { read, after, records, findings })
    }

    /// Takes out of the findings what is not to be fixed.
    fn choose(&mut self, input: &Input, document: &Document, least: Applicability, answers: &mut Answers, found: &mut Vec<Diagnostic>) {
        found.retain(|diagnostic| diagnostic.applicability() >= least && diagnostic.parts.iter().any(|part| !part.edits.is_empty()));
        let open = found.iter().filter(|diagnostic| answers.to(diagnostic).is_none()).count();
        let mut number = 0;
        found.retain(|diagnostic| {
            let answer = answers.to(diagnostic).unwrap_or_else(|| {
                number += 1;
                let answer = match self.ask(input, document, diagnostic, (number, open)) {
                    ControlFlow::Continue(answer) => answer,
                    ControlFlow::Break(()) => Answer::Skip,
                };
                answers.add(diagnostic, answer);
                answer
            });
            answer == Answer::Apply
        });
    }

    fn ask(&mut self, input: &Input, document: &Document, diagnostic: &Diagnostic, place: (usize, usize)) -> ControlFlow<(), Answer> {
        if self.over.is_some() {
            return ControlFlow::Break(());
        }
        match self.prompt.ask(input, document, diagnostic, place) {
            Ok(answer) => answer.map_break(|over| self.over = Some(over)),
            Err(error) => {
                self.over = Some(Over::Unanswered(error.to_string()));
                ControlFlow::Break(())
            }
        }
    }
}
