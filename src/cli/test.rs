//! `scrublint test`: the examples of lint files, run without a compiler.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;

use anyhow::bail;

use super::args::{self, Global};
use super::exit::Exit;
use super::outlet::Outlet;
use super::settings;
use crate::config::{ConfigError, Flags, read_lints};
use crate::lint::{LintSet, Verdict, run_examples};

/// Runs the subcommand.
pub(super) fn run(args: args::Test, global: Global) -> anyhow::Result<Exit> {
    let (set, wanted) = lints(args)?;
    let reports = run_examples(&set, |id| wanted.as_ref().is_none_or(|wanted| wanted.contains(id)));
    let mut out = Outlet::stdout();
    let mut failed = 0;
    for report in &reports {
        match &report.verdict {
            Verdict::Pass if global.verbose => writeln!(out, "ok      {}: {}", report.lint, report.name)?,
            Verdict::Pass => {}
            Verdict::Fail(differences) => {
                failed += 1;
                writeln!(out, "FAILED  {}: {}", report.lint, report.name)?;
                for difference in differences {
                    writeln!(out, "        {difference}")?;
                }
            }
        }
    }
    if !global.quiet {
        writeln!(out, "{} passed, {failed} failed", reports.len() - failed)?;
    }
    out.flush()?;
    Ok(if failed > 0 { Exit::Findings } else { Exit::Clean })
}

/// The lints, and the ids of those whose examples are asked for, unless all are.
fn lints(args: args::Test) -> anyhow::Result<(Arc<LintSet>, Option<BTreeSet<String>>)> {
    if args.paths.is_empty() {
        let configs = settings::configs(args.config, Flags::default())?;
        return Ok((Arc::clone(settings::here(&configs)?.lints()), None));
    }
    let mut sources = Vec::new();
    for path in &args.paths {
        let found = read_lints(path)?;
        if found.is_empty() {
            bail!("{}: no lint file in this folder", path.display());
        }
        sources.extend(found);
    }
    let set = LintSet::with_own(&sources).map_err(|error| ConfigError::in_lints(error.0, &sources))?;
    Ok((Arc::new(set), Some(sources.into_iter().map(|source| source.id).collect())))
}
