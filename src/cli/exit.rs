//! How a run went, and the exit code that says so.

use std::process::ExitCode;

/// How a run went; the later wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Nothing to complain about.
    Clean,
    /// Findings at or above `--fail-on`, or a diff that is not empty.
    Findings,
    /// The job could not be done, at least for one file.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
        })
    }
}
