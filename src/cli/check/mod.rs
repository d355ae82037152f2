//! `scrublint check`: read, check or fix, report.
//!
//! Documents are worked on in parallel by a [`Mode`]; what comes of them goes through the [`Session`], in order.

mod modes;
mod options;
mod parallel;
mod session;

use super::args::{self, Global};
use super::exit::Exit;
use super::terminal::Terminal;
use crate::input::{self, Input};
use modes::{Check, Diff, Filter, Fix, Mode};
use options::{Action, Options, Paths};
use session::Session;

/// Runs the subcommand.
pub(super) fn run(args: args::Check, global: Global, terminal: Terminal) -> anyhow::Result<Exit> {
    let format = args.output.output_format.unwrap_or_default();
    let options = match Options::resolve(args, global) {
        Ok(options) => options,
        Err(error) => return session::refuse(error, format),
    };
    let mut session = Session::new(&options, terminal);
    let inputs = match inputs(&options, &mut session) {
        Ok(inputs) => inputs,
        Err(error) => {
            session.fatal(&error)?;
            Vec::new()
        }
    };
    let hints = &options.hints;
    match (options.action, &options.paths) {
        (Action::Check, _) => drive(&Check { hints }, &inputs, &options, session),
        (Action::Diff, _) => drive(&Diff { hints }, &inputs, &options, session),
        (Action::Fix, Paths::Files(_)) => drive(&Fix { hints }, &inputs, &options, session),
        (Action::Fix, Paths::Stdin { .. }) => drive(&Filter { hints }, &inputs, &options, session),
    }
}

/// The documents; what is wrong with some of the paths is reported and the others go on; a mistake in a configuration is the end.
fn inputs(options: &Options, session: &mut Session) -> anyhow::Result<Vec<Input>> {
    let paths = match &options.paths {
        Paths::Stdin { name } => return Ok(vec![Input::stdin(name.clone(), &options.configs)?]),
        Paths::Files(paths) => paths,
    };
    let collected = input::collect(paths, &options.configs, options.no_ignore)?;
    for note in &collected.notes {
        session.note(note);
    }
    for error in &collected.errors {
        session.error(Some(error.path()), &error.to_string())?;
    }
    Ok(collected.inputs)
}

fn drive(mode: &impl Mode, inputs: &[Input], options: &Options, mut session: Session) -> anyhow::Result<Exit> {
    let mut result = Ok(());
    parallel::in_order(inputs, options.jobs, |input| mode.run(input), |input, outcome| {
        result = session.take(input, outcome);
        result.is_ok() && session.goes_on()
    })?;
    result?;
    session.finish()
}
