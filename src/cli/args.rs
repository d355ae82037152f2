//! The arguments as they are typed; `check/options.rs` turns them into what a run needs.
//!
//! Here is what subcommands share, and the small ones. Doc comments are the help texts; long explanations belong on a second
//! paragraph, which only `--help` shows.

mod check;
mod report;

use std::path::PathBuf;

use clap::builder::styling;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};

use crate::config::FailOn;

pub(super) use check::{Check, OutputArgs};
pub(super) use report::ReportArg;

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
    #[cfg(feature = "lsp")]
    Server(Server),
    Completions(Completions),
    Man(Man),
}

#[derive(Debug, Clone, Default, ClapArgs)]
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

/// Where settings and lints come from.
#[derive(Debug, Clone, Default, ClapArgs)]
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

/// Serve an editor, in the language server protocol, over standard input and output
///
/// Editors start it. What is found, and with which settings, is what `check` finds; docs/editors.md says how editors are set up.
#[cfg(feature = "lsp")]
#[derive(Debug, ClapArgs)]
pub(super) struct Server {
    /// What the editor talks over; there is nothing else, and some editors insist on saying it
    #[arg(long, hide = true)]
    pub stdio: bool,

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
