//! Every example of every bundled lint is a test of its own, named `lint-id::name of the example`.
//!
//! A lint's examples share one engine and are run when the first of them is asked for, so that a filter costs only what
//! it lets through and the harness spreads the lints over the threads.

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use scrublint::LintSet;
use scrublint::fix::REMOVAL_GUARD;
use scrublint::lint::{ExampleReport, LintRef, Verdict, run_examples};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let set = Arc::new(LintSet::bundled());
    let trials = set.iter().flat_map(|(_, lint)| trials(&set, lint)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials(set: &Arc<LintSet>, lint: LintRef<'_>) -> Vec<Trial> {
    let outcomes = Arc::new(Outcomes { set: Arc::clone(set), lint: lint.id().to_owned(), reports: OnceLock::new() });
    let examples = lint.examples().iter().enumerate().map(|(place, example)| {
        let outcomes = Arc::clone(&outcomes);
        Trial::test(format!("{}::{}", lint.id(), example.name), move || outcomes.of(place))
    });
    let complete = complete(lint);
    let shows = Trial::test(format!("{}::shows what it finds and what it leaves", lint.id()), move || complete);
    examples.chain([shows]).collect()
}

/// The outcomes of one lint's examples, in the order of its file.
struct Outcomes {
    set: Arc<LintSet>,
    lint: String,
    reports: OnceLock<Vec<ExampleReport>>,
}

impl Outcomes {
    fn of(&self, place: usize) -> Result<(), Failed> {
        let reports = self.reports.get_or_init(|| run_examples(&self.set, |id| id == self.lint));
        match &reports[place].verdict {
            Verdict::Pass => Ok(()),
            Verdict::Fail(differences) => Err(differences.join("\n").into()),
        }
    }
}

/// A lint that judges text shows text that it flags, and a near miss that it leaves alone.
fn complete(lint: LintRef<'_>) -> Result<(), Failed> {
    let hits = lint.examples().iter().map(|example| lint.hits(example).len());
    let (with, without): (Vec<usize>, Vec<usize>) = hits.partition(|&hits| hits > 0);
    if lint.id() == REMOVAL_GUARD {
        return Ok(());
    }
    match (with.is_empty(), without.is_empty()) {
        (true, _) => Err("no example has hits".into()),
        (_, true) => Err("no example has a near miss".into()),
        _ => Ok(()),
    }
}
