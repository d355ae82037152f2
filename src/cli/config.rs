//! `scrublint config`: the settings in force for a file, in the syntax of a configuration, with where each was written.

use std::env;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context as _;

use super::args;
use super::exit::Exit;
use super::outlet::Outlet;
use super::settings;
use crate::config::{Config, Layer, Origin, Value, shown};
use crate::input::absolute;
use crate::lint::Level;

/// The column that origins stand in, if the value leaves room.
const ORIGIN_COLUMN: usize = 36;

/// Runs the subcommand.
pub(super) fn run(args: args::Config) -> anyhow::Result<Exit> {
    let configs = settings::configs(args.config, settings::flags(args.selection))?;
    let path = match &args.path {
        Some(path) => absolute(path).with_context(|| path.display().to_string())?,
        None => env::current_dir().context("the working directory cannot be read")?,
    };
    let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
    let config = configs.for_folder(folder)?;
    let mut listing = Listing { out: Outlet::stdout(), config: &config, path: &path };
    listing.print()?;
    listing.out.flush()?;
    Ok(Exit::Clean)
}

struct Listing<'a> {
    out: Outlet,
    config: &'a Config,
    path: &'a Path,
}

impl Listing<'_> {
    fn print(&mut self) -> io::Result<()> {
        let config = self.config;
        let merged = &config.merged;
        let files: Vec<String> =
            merged.layers.iter().filter_map(|layer| Layer::path(layer)).map(|path| shown(path).display().to_string()).collect();
        let files = if files.is_empty() { "no file".to_owned() } else { files.join(", then ") };
        writeln!(self.out, "# The settings for {}, from {files}\n", shown(self.path).display())?;
        self.single("preset", &merged.preset)?;
        self.single("fail-on", &merged.fail_on)?;
        match &merged.languages {
            Some(languages) => self.list("languages", languages)?,
            None => self.line("# languages: all", &"default")?,
        }
        self.list("protect", &merged.protect)?;
        self.list("exclude", &merged.exclude)?;
        self.single("force-exclude", &merged.force_exclude)?;
        self.list("lints", &merged.lints)?;
        self.single("unsafe-fixes", &merged.unsafe_fixes)?;
        self.single("max-removal", &merged.max_removal)?;
        match &merged.encoding {
            Some(encoding) => self.line(&format!("encoding = {}", toml(&encoding.value)), &encoding.origin)?,
            None => self.line("# encoding: none but UTF-8", &"default")?,
        }
        match &merged.baseline {
            Some(baseline) => self.line(&format!("baseline = {}", toml(&baseline.value)), &baseline.origin)?,
            None => self.line("# baseline: none", &"default")?,
        }
        self.single("output-format", &merged.output_format)?;
        self.single("position-encoding", &merged.position_encoding)?;
        self.lints()
    }

    /// The lints that are not as their own files have them.
    fn lints(&mut self) -> io::Result<()> {
        let config = self.config;
        let linter = config.linter(self.path);
        let set = config.lints();
        let running = set.iter().filter(|&(index, _)| linter.settings().lint(index).level != Level::Off).count();
        write!(self.out, "\n# {running} of {} lints run", set.len())?;
        let mut others = Vec::new();
        for (index, lint) in set.iter() {
            let origin = config.level_origin(index, self.path);
            if !origin.is_default() {
                others.push((format!("{}.level = {}", lint.id(), toml(linter.settings().lint(index).level)), origin));
            }
            if let Some(fix) = config.fix_setting(index) {
                others.push((format!("{}.fix = {}", lint.id(), toml(fix.value)), &fix.origin));
            }
            for (option, (_, value)) in config.merged.lint.get(lint.id()).iter().flat_map(|table| &table.options) {
                others.push((format!("{}.{option} = {}", lint.id(), value.value), &value.origin));
            }
        }
        if others.is_empty() {
            return writeln!(self.out, ", all as their own files have them");
        }
        writeln!(self.out, "; these are not as their own files have them:\n[lint]")?;
        others.iter().try_for_each(|(setting, origin)| self.line(setting, origin))
    }

    fn single<T: serde::Serialize + Copy>(&mut self, key: &str, value: &Value<T>) -> io::Result<()> {
        self.line(&format!("{key} = {}", toml(value.value)), &value.origin)
    }

    fn list(&mut self, key: &str, values: &[Value<String>]) -> io::Result<()> {
        if values.is_empty() {
            return self.line(&format!("{key} = []"), &Origin::default());
        }
        writeln!(self.out, "{key} = [")?;
        for value in values {
            self.line(&format!("  {},", toml(&value.value)), &value.origin)?;
        }
        writeln!(self.out, "]")
    }

    fn line(&mut self, setting: &str, origin: &impl Display) -> io::Result<()> {
        writeln!(self.out, "{setting:ORIGIN_COLUMN$}  # {origin}")
    }
}

/// A value as TOML has it.
fn toml(value: impl serde::Serialize) -> String {
    toml::Value::try_from(value).map_or_else(|_| String::new(), |value| value.to_string())
}
