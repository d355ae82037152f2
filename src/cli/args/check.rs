//! The arguments of `check`, by the headings that its help has them under.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};

use super::{ConfigArgs, ReportArg, SelectionArgs};
use crate::source::PositionEncoding;

/// Report what scrapers left in articles, and take it out with --fix
#[derive(Debug, Clone, ClapArgs)]
pub(in crate::cli) struct Check {
    /// Files and folders; `-` is standard input
    ///
    /// A folder gives its .txt, .md and .markdown files, without hidden ones and what .gitignore leaves out. A file that
    /// is named is read whatever its name, except HTML.
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub fix: FixArgs,

    #[command(flatten)]
    pub selection: SelectionArgs,

    #[command(flatten)]
    pub accepting: AcceptArgs,

    #[command(flatten)]
    pub files: FileArgs,

    #[command(flatten)]
    pub config: ConfigArgs,

    #[command(flatten)]
    pub document: DocumentArgs,

    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Fixing")]
pub(in crate::cli) struct FixArgs {
    /// Apply safe fixes, in place; standard input goes to standard output
    #[arg(long)]
    pub fix: bool,

    /// Apply (or, with --diff, show) unsafe fixes too: likely right, a person should look
    #[arg(long)]
    pub unsafe_fixes: bool,

    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "show_fixes", "statistics", "removed"])]
    pub diff: bool,

    /// Ask about each fix, one by one; nothing is written before the last answer
    ///
    /// Findings are shown with the lines around them; a key applies the fix, leaves it, applies all of the same lint, or writes
    /// a comment that suppresses the finding. Safe fixes are asked about, with --unsafe-fixes the likely ones too. It takes a
    /// terminal.
    #[arg(long, requires = "fix", conflicts_with_all = ["statistics", "quiet"])]
    pub interactive: bool,

    /// Apply fixes and neither report nor fail for what remains
    #[arg(long)]
    pub fix_only: bool,

    /// List what was fixed
    #[arg(long)]
    pub show_fixes: bool,

    /// Add all that is taken out to FILE, one JSON object a line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub removed: Option<PathBuf>,

    /// Leave a file alone if fixes would remove more than this share of its text, 0 to 1 [default: 0.9]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub max_removal: Option<f64>,
}

/// What is left as it is.
#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Accepting findings")]
pub(in crate::cli) struct AcceptArgs {
    /// Leave out the findings that this file lists
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "isolated")]
    pub baseline: Option<PathBuf>,

    /// Accept all findings: write them to the baseline [default: the baseline in use, else scrublint-baseline.toml]
    ///
    /// What the baseline says of files that are not checked and of lints that do not run stays in it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, num_args = 0..=1, require_equals = true)]
    #[arg(conflicts_with_all = ["isolated", "fix", "fix_only", "diff", "baseline", "prune_baseline", "statistics"])]
    pub write_baseline: Option<Option<PathBuf>>,

    /// Write a comment above each finding that accepts it
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "diff", "write_baseline", "prune_baseline", "since_lines", "statistics"])]
    pub add_suppressions: bool,

    /// The reason that these comments give
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub reason: Option<String>,

    /// Remove from the baseline what is no longer found; nothing is added
    #[arg(long, conflicts_with_all = ["isolated", "diff"])]
    pub prune_baseline: bool,
}

#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Files")]
pub(in crate::cli) struct FileArgs {
    /// Check only files that changed since this commit, those included that git does not know yet
    #[arg(long, value_name = "GIT_REF")]
    pub since: Option<String>,

    /// Report only findings on lines that changed since then
    #[arg(long, requires = "since", conflicts_with_all = ["fix", "fix_only", "diff", "write_baseline", "prune_baseline"])]
    pub since_lines: bool,

    /// Leave out files and folders that match, beside those that the configuration leaves out
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,

    /// Leave out excluded files even where they are named
    #[arg(long)]
    pub force_exclude: bool,

    /// Check what .gitignore and .ignore leave out, too
    #[arg(long)]
    pub no_ignore: bool,

    /// Read files that are not UTF-8 in this encoding, such as windows-1252, and write them back in it
    ///
    /// Names are those of the web. UTF-16 with a byte-order mark needs no name. A file that would not be the same, byte
    /// for byte, outside of what a fix changes is an error and stays as it is.
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,

    /// Check again whenever an article changes, or what decides about it, until Ctrl-C
    #[arg(long, conflicts_with_all = ["interactive", "write_baseline", "prune_baseline", "add_suppressions"])]
    pub watch: bool,

    /// Threads to use [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "The article")]
pub(in crate::cli) struct DocumentArgs {
    /// The article's title, the best evidence there is
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,

    /// The article's language, as a code such as `en`
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,

    /// The name that standard input goes by: it decides format and configuration
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub stdin_filename: Option<PathBuf>,
}

#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Output")]
pub(in crate::cli) struct OutputArgs {
    /// How findings are printed, and with =FILE where to [default: full; github in a GitHub workflow]
    ///
    /// Several reports at once are several of these: --output-format full --output-format json=report.json. A file is written in
    /// one step when the run ends; `-` is standard output.
    #[arg(long, value_name = "FORMAT[=FILE]")]
    pub output_format: Vec<ReportArg>,

    /// Write the report to FILE instead of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output_file: Option<PathBuf>,

    /// The unit that columns count [default: utf-16]
    #[arg(long, value_name = "UNIT")]
    pub position_encoding: Option<PositionEncoding>,

    /// Count findings by lint instead of listing them
    #[arg(long)]
    pub statistics: bool,

    /// Exit with 0 even if there are findings; errors still exit with 2
    #[arg(long)]
    pub exit_zero: bool,

    /// Exit with 1 if anything was fixed
    #[arg(long)]
    pub exit_non_zero_on_fix: bool,
}

/// A reason stands in a comment, on one line.
fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.contains(['\n', '\r']) || text.contains("--") {
        return Err("a reason is one line of text without `--`".to_owned());
    }
    Ok(text.to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share is a number from 0 to 1".to_owned()),
    }
}
