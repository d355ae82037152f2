//! The command line: one file per subcommand.
//!
//! Arguments take two steps, what was typed (`args`) and what it comes to. Subcommands return how it went or an
//! error; errors are printed here and nowhere else, and here alone an outcome becomes an exit code.

mod args;
mod check;
mod completions;
mod config;
mod exit;
mod explain;
mod init;
mod lints;
mod outlet;
mod report_file;
mod restore;
#[cfg(feature = "lsp")]
mod server;
mod settings;
mod terminal;
mod test;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use exit::Exit;
use terminal::Terminal;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let Args { command, global } = Args::parse();
    let terminal = Terminal::new(global.color);
    let result = match command {
        Command::Check(args) => check::run(*args, global, terminal),
        Command::Restore(args) => restore::run(&args, global, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Lints(args) => lints::run(args),
        Command::Test(args) => test::run(args, global),
        Command::Init(args) => init::run(&args, global, terminal),
        Command::Config(args) => config::run(args),
        #[cfg(feature = "lsp")]
        Command::Server(args) => server::run(args),
        Command::Completions(args) => completions::completions(args),
        Command::Man(args) => completions::man(args),
    };
    let exit = result.unwrap_or_else(|error| {
        terminal.print_error(&error);
        Exit::Failure
    });
    exit.into()
}
