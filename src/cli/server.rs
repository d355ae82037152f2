//! `scrublint server`: the language server, over standard input and output.

use anyhow::{Context as _, bail};

use super::args;
use super::exit::Exit;
use super::settings;
use crate::config::Flags;
use crate::server;

/// Runs the subcommand.
pub(super) fn run(args: args::Server) -> anyhow::Result<Exit> {
    let configs = settings::configs(args.config, Flags::default())?;
    let orderly = server::run(configs).context("language server")?;
    if !orderly {
        bail!("the editor has gone without saying so");
    }
    Ok(Exit::Clean)
}
