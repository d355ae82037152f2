//! `scrublint lints`: all lints, as they are set in this folder.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{self, ListFormat};
use super::exit::Exit;
use super::outlet::Outlet;
use super::settings;
use crate::config::{Config, Flags};
use crate::lint::{Applicability, Level};

/// One lint of the list.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    category: &'a str,
    level: Level,
    fix: Applicability,
    summary: &'a str,
    languages: Vec<&'a str>,
}

/// Runs the subcommand.
pub(super) fn run(args: args::Lints) -> anyhow::Result<Exit> {
    let configs = settings::configs(args.config, Flags::default())?;
    let config = settings::here(&configs)?;
    let rows = rows(&config);
    let mut out = Outlet::stdout();
    match args.output_format {
        ListFormat::Text => table(&mut out, &rows)?,
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}

fn rows(config: &Config) -> Vec<Row<'_>> {
    let rows = config.lints().iter().map(|(index, lint)| {
        let settings = config.settings().lint(index);
        Row {
            id: lint.id(),
            category: lint.category(),
            level: settings.level,
            fix: settings.fix,
            summary: lint.summary(),
            languages: lint.languages(),
        }
    });
    let mut rows: Vec<Row<'_>> = rows.collect();
    rows.sort_by_key(|row| (row.category, row.id));
    rows
}

fn table(out: &mut impl Write, rows: &[Row<'_>]) -> io::Result<()> {
    let width = |cell: for<'a> fn(&Row<'a>) -> &'a str| rows.iter().map(|row| cell(row).len()).max().unwrap_or_default();
    let (ids, categories) = (width(|row| row.id), width(|row| row.category));
    for row in rows {
        let (level, fix) = (word(row.level), word(row.fix));
        writeln!(out, "{:ids$}  {:categories$}  {level:5}  {fix:6}  {}", row.id, row.category, row.summary)?;
    }
    Ok(())
}

/// The word for a level or an applicability in lint files.
fn word(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}
