//! The arguments as they are typed; `check/options.rs` turns them into what a run needs.
//!
//! Doc comments here are the help texts. Long explanations belong on a second paragraph, which only `--help` shows.

use std::path::PathBuf;

use clap::builder::styling;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};

use crate::config::FailOn;
use crate::report::OutputFormat;
use crate::source::PositionEncoding;

const STYLES: styling::Styles = styling::Styles::styled()
    .header(styling::AnsiColor::Green.on_default().bold())
    .usage(styling::AnsiColor::Green.on_default().bold())
    .literal(styling::AnsiColor::Cyan.on_default().bold())
    .placeholder(styling::AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  scrublint check content/                  report what scrapers left in a folder of articles
  scrublint check --diff content/           show what --fix would take out, and change nothing
  scrublint check --fix content/            take it out, in place
  scrublint check --fix --removed gone.jsonl content/
  scrublint restore --removed gone.jsonl    put it all back
  scrublint check --fix - < in.txt > out.txt
  scrublint explain breadcrumb-trail        what a lint finds, and what it leaves alone

Exit status:
  0  nothing at or above --fail-on is left
  1  there is, or --diff is not empty
  2  the job could not be done: usage, configuration, files, encoding";

/// Finds what a scraper left of the page around an article, and takes it out.
#[derive(Debug, Parser)]
#[command(name = "scrublint", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 100)]
#[command(propagate_version = false, disable_help_subcommand = true, subcommand_required = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,

    #[command(flatten)]
    pub global: Global,
}

/// What every subcommand takes.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(super) struct Global {
    /// Print no findings and no summary; errors still go to standard error
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Output")]
    pub quiet: bool,

    /// Say more: the configurations in use, and what later passes of a fix removed
    #[arg(short, long, global = true, help_heading = "Output")]
    pub verbose: bool,

    /// When to colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = "Output")]
    pub color: ColorWhen,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(Box<Check>),
    Restore(Restore),
    Explain(Explain),
    Lints(Lints),
    Test(Test),
    Init(Init),
    Config(Config),
    Completions(Completions),
    Man(Man),
}

/// Report what scrapers left in articles, and take it out with --fix
#[derive(Debug, ClapArgs)]
pub(super) struct Check {
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

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Fixing")]
pub(super) struct FixArgs {
    /// Apply safe fixes, in place; standard input goes to standard output
    #[arg(long)]
    pub fix: bool,

    /// Apply (or, with --diff, show) unsafe fixes too: likely right, a person should look
    #[arg(long)]
    pub unsafe_fixes: bool,

    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "show_fixes", "statistics", "removed"])]
    pub diff: bool,

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

#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Lints")]
pub(super) struct SelectionArgs {
    /// Run exactly these lints and categories, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Run all but these
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Run these too
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub extend_select: Vec<String>,

    /// Fail for findings at this level and above [default: warn]
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
}

/// What is left as it is.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Accepting findings")]
pub(super) struct AcceptArgs {
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
    #[arg(long, value_name = "TEXT", requires = "add_suppressions", value_parser = reason)]
    pub reason: Option<String>,

    /// Remove from the baseline what is no longer found; nothing is added
    #[arg(long, conflicts_with_all = ["isolated", "diff"])]
    pub prune_baseline: bool,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Files")]
pub(super) struct FileArgs {
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

    /// Threads to use [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Where settings and lints come from.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Configuration")]
pub(super) struct ConfigArgs {
    /// Use this file for all articles, or set one value, such as 'fail-on = "error"'
    ///
    /// Without a file, each article goes by the nearest scrublint.toml or .scrublint.toml above it. Values come before
    /// what any file says.
    #[arg(long, value_name = "FILE|KEY = VALUE", value_hint = ValueHint::FilePath)]
    pub config: Vec<String>,

    /// Read no configuration file and no baseline
    #[arg(long)]
    pub isolated: bool,

    /// Take lints from this folder as well; one of a bundled lint's id takes its place
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub lints: Vec<String>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "The article")]
pub(super) struct DocumentArgs {
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

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// How findings are printed [default: full]
    #[arg(long, value_name = "FORMAT")]
    pub output_format: Option<OutputFormat>,

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

/// Put back what fixes took out, from the record that --removed kept
///
/// Files become what they were, byte for byte, run by run from the latest back. One that was changed after the fix is left
/// alone and named, and the others go on.
#[derive(Debug, ClapArgs)]
pub(super) struct Restore {
    /// The record that `check --fix --removed FILE` kept
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub removed: PathBuf,

    /// Print what would be put back as a unified diff, and change nothing
    #[arg(long)]
    pub diff: bool,
}

/// Show what a lint finds, why, and what it leaves alone
#[derive(Debug, ClapArgs)]
pub(super) struct Explain {
    /// The lint, or a category
    #[arg(value_name = "ID")]
    pub name: String,

    #[command(flatten)]
    pub config: ConfigArgs,
}

/// List all lints with category, level, fix and summary
#[derive(Debug, ClapArgs)]
pub(super) struct Lints {
    /// How they are printed
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub output_format: ListFormat,

    #[command(flatten)]
    pub config: ConfigArgs,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table
    Text,
    /// A JSON array
    Json,
}

/// Run the examples that lint files carry
///
/// Without paths, those of all lints in force here. With paths, those of the lint files there, each taking the place of
/// the bundled lint of its id.
#[derive(Debug, ClapArgs)]
pub(super) struct Test {
    /// Lint files, and folders of them
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub config: ConfigArgs,
}

/// Write a commented scrublint.toml
#[derive(Debug, ClapArgs)]
pub(super) struct Init {
    /// The folder to write it to
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
}

/// Show the settings in force for a file, and where each was written
#[derive(Debug, ClapArgs)]
pub(super) struct Config {
    /// The file; without one, the files of this folder
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,

    #[command(flatten)]
    pub selection: SelectionArgs,

    #[command(flatten)]
    pub config: ConfigArgs,
}

/// Print a completion script for a shell
#[derive(Debug, ClapArgs)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Print the manual page, as roff
#[derive(Debug, ClapArgs)]
pub(super) struct Man {
    /// The page of this subcommand
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
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
