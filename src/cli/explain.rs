//! `scrublint explain`: a lint's page, in the terminal.

use std::io::{self, Write};

use anyhow::bail;

use super::args;
use super::exit::Exit;
use super::outlet::Outlet;
use super::settings;
use super::terminal::Terminal;
use crate::config::Flags;
use crate::lint::{LintSet, page, suggest};

/// Runs the subcommand.
pub(super) fn run(args: args::Explain, terminal: Terminal) -> anyhow::Result<Exit> {
    let configs = settings::configs(args.config, Flags::default())?;
    let config = settings::here(&configs)?;
    let lints = config.lints();
    let mut out = Outlet::stdout();
    match lints.find(&args.name) {
        Some(index) => write!(out, "{}", page(lints.get(index), terminal.width()))?,
        None if lints.named(&args.name).is_empty() => {
            let near = suggest(&args.name, lints.names()).map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            bail!("there is no lint or category `{}`{near}", args.name);
        }
        None => category(&mut out, lints, &args.name)?,
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// A category is its lints.
fn category(out: &mut impl Write, lints: &LintSet, name: &str) -> io::Result<()> {
    writeln!(out, "The lints of the category `{name}`; `scrublint explain ID` tells more of each:\n")?;
    let members = lints.named(name);
    let width = members.iter().map(|&index| lints.get(index).id().len()).max().unwrap_or_default();
    for index in members {
        let lint = lints.get(index);
        writeln!(out, "  {:width$}  {}", lint.id(), lint.summary())?;
    }
    Ok(())
}
