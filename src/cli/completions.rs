//! `scrublint completions` and `scrublint man`: what shells and readers of manuals need.

use std::io::Write as _;

use anyhow::bail;
use clap::CommandFactory as _;

use super::args::{self, Args};
use super::exit::Exit;
use super::outlet::Outlet;

/// Runs `scrublint completions`.
pub(super) fn completions(args: args::Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "scrublint", &mut script);
    print(&script)
}

/// Runs `scrublint man`.
pub(super) fn man(args: args::Man) -> anyhow::Result<Exit> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    if let Some(name) = args.command {
        let Some(found) = command.find_subcommand(&name) else { bail!("there is no subcommand `{name}`") };
        command = found.clone().name(format!("scrublint-{name}"));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    print(&page)
}

fn print(text: &[u8]) -> anyhow::Result<Exit> {
    let mut out = Outlet::stdout();
    out.write_all(text)?;
    out.flush()?;
    Ok(Exit::Clean)
}
