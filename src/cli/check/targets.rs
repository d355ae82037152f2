//! Which reports a run makes, and where each goes.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::args::{OutputArgs, ReportArg};
use crate::input::absolute;
use crate::report::OutputFormat;

/// A report that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Its format.
    pub format: OutputFormat,
    /// The file it goes to; without one it is printed.
    pub file: Option<PathBuf>,
}

/// What is printed where nobody has said so: in a GitHub workflow what GitHub shows beside the lines.
pub(super) fn default_format() -> OutputFormat {
    if env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") { OutputFormat::Github } else { OutputFormat::Full }
}

/// The reports that flags ask for; one in `otherwise` if they name no format.
///
/// # Errors
/// If two reports would go to the same place.
pub(super) fn targets(args: &OutputArgs, otherwise: OutputFormat) -> anyhow::Result<Vec<Target>> {
    let mut reports = args.output_format.clone();
    if reports.is_empty() {
        reports.push(ReportArg { format: otherwise, file: None });
    }
    if args.output_file.is_some() && reports.iter().all(|report| report.file.is_some()) {
        bail!("--output-file is where a report without a file goes, and each --output-format names one");
    }
    let mut targets: Vec<Target> = Vec::with_capacity(reports.len());
    for ReportArg { format, file } in reports {
        let file = file.or_else(|| args.output_file.clone()).filter(|file| file != Path::new("-"));
        if targets.iter().any(|target| target.file.as_deref().map(place) == file.as_deref().map(place)) {
            match &file {
                None => bail!("two reports cannot share standard output: give one a file, as in --output-format json=report.json"),
                Some(file) => bail!("two reports cannot share {}: give each a file of its own", file.display()),
            }
        }
        targets.push(Target { format, file });
    }
    Ok(targets)
}

/// What a file that may not be there yet is told from others by: its whole name. A link to it goes by another.
pub(super) fn place(file: &Path) -> PathBuf {
    absolute(file).unwrap_or_else(|_| file.to_owned())
}
