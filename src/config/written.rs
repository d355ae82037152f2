//! A configuration as it is written. The doc comments are the descriptions in `schema/config.schema.json`.

use std::collections::BTreeMap;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::preset::Preset;
use crate::lint::Level;
use crate::report::OutputFormat;
use crate::source::PositionEncoding;

/// A value and where it stands in its file.
pub(super) type Slot<T> = Option<Spanned<T>>;
/// A list whose items may each be wrong.
pub(super) type Names = Vec<Spanned<String>>;
/// The keys of a `[lint.NAME]` table: `level`, `fix`, and the lint's own options.
pub(super) type LintKeys = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// The settings of scrublint, as in `scrublint.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "scrublint.toml"))]
pub struct Written {
    /// Another configuration that this one builds on, relative to this file.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) extend: Slot<String>,
    /// How much is made of what publishers disagree about. Whatever stands here of a lint comes before it. `standard` unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Preset>"))]
    pub(super) preset: Slot<Preset>,
    /// Run exactly these lints and categories. Without it all lints run that are not off by default.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<String>>"))]
    pub(super) select: Slot<Names>,
    /// Run these lints and categories too.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<String>>"))]
    pub(super) extend_select: Slot<Names>,
    /// Do not run these lints and categories.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<String>>"))]
    pub(super) ignore: Slot<Names>,
    /// Lints and categories that do not run on files that match a glob, relative to this file.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub(super) per_file_ignores: BTreeMap<Spanned<String>, Names>,
    /// Folders of own lints, relative to this file. A lint there takes the place of a bundled one of the same id.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) lints: Names,
    /// Level, fix and options by lint; level and fix also by category.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, LintSchema>"))]
    pub(super) lint: BTreeMap<Spanned<String>, LintKeys>,

    /// Findings of this level and above fail the run. `warn` unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<FailOn>"))]
    pub(super) fail_on: Slot<FailOn>,
    /// Languages whose phrases are used beside English, as codes such as `de`. All of them unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<String>>"))]
    pub(super) languages: Slot<Names>,
    /// Regular expressions; text that matches is never edited.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) protect: Names,
    /// Whether `--fix` also applies unsafe fixes.
    #[cfg_attr(feature = "schema", schemars(with = "Option<bool>"))]
    pub(super) unsafe_fixes: Slot<bool>,
    /// A file is left alone if its fixes would remove more than this share of its text, 0 to 1. 0.9 unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>", range(min = 0.0, max = 1.0)))]
    pub(super) max_removal: Slot<f64>,

    /// The file of findings that are left alone, relative to this file. `--write-baseline` writes it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) baseline: Slot<String>,

    /// Globs of files and folders to leave out, relative to this file; without a slash they match at any depth.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) exclude: Names,
    /// Whether `exclude` also holds for files that are named on the command line.
    #[cfg_attr(feature = "schema", schemars(with = "Option<bool>"))]
    pub(super) force_exclude: Slot<bool>,

    /// The encoding of files that are not UTF-8, by its name on the web, such as `windows-1252`. They are written back in it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) encoding: Slot<String>,

    /// How findings are printed. `full` unless given, and `github` in a GitHub workflow.
    #[cfg_attr(feature = "schema", schemars(with = "Option<OutputFormat>"))]
    pub(super) output_format: Slot<OutputFormat>,
    /// The unit that columns count. `utf-16` unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<PositionEncoding>"))]
    pub(super) position_encoding: Slot<PositionEncoding>,
}

/// A level that can fail a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FailOn {
    /// Any finding.
    Info,
    /// Warnings and errors.
    Warn,
    /// Errors.
    Error,
}

impl From<FailOn> for Level {
    fn from(level: FailOn) -> Self {
        match level {
            FailOn::Info => Self::Info,
            FailOn::Warn => Self::Warn,
            FailOn::Error => Self::Error,
        }
    }
}

/// What flags set; each flag is named like its key.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "they are the keys of `Written`")]
pub struct Flags {
    pub select: Vec<String>,
    pub extend_select: Vec<String>,
    pub ignore: Vec<String>,
    pub lints: Vec<String>,
    pub baseline: Option<String>,
    pub exclude: Vec<String>,
    pub fail_on: Option<FailOn>,
    pub max_removal: Option<f64>,
    pub encoding: Option<String>,
    pub position_encoding: Option<PositionEncoding>,
    pub unsafe_fixes: bool,
    pub force_exclude: bool,
}

impl From<Flags> for Written {
    fn from(flags: Flags) -> Self {
        fn slot<T>(value: T) -> Spanned<T> {
            Spanned::new(0..0, value)
        }
        fn names(list: Vec<String>) -> Names {
            list.into_iter().map(slot).collect()
        }
        fn given(list: Vec<String>) -> Slot<Names> {
            (!list.is_empty()).then(|| slot(names(list)))
        }
        Self {
            select: given(flags.select),
            extend_select: given(flags.extend_select),
            ignore: given(flags.ignore),
            lints: names(flags.lints),
            baseline: flags.baseline.map(slot),
            exclude: names(flags.exclude),
            fail_on: flags.fail_on.map(slot),
            max_removal: flags.max_removal.map(slot),
            encoding: flags.encoding.map(slot),
            position_encoding: flags.position_encoding.map(slot),
            unsafe_fixes: flags.unsafe_fixes.then(|| slot(true)),
            force_exclude: flags.force_exclude.then(|| slot(true)),
            ..Self::default()
        }
    }
}

/// The settings of a lint or, without options, of a category.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(rename = "LintTable")]
#[expect(dead_code, reason = "describes `LintKeys`, whose options depend on the lint")]
struct LintSchema {
    /// How much its findings matter; `off` switches it off.
    level: Option<Level>,
    /// The most that its fixes may do.
    fix: Option<crate::lint::Applicability>,
    /// An option of the lint, as `scrublint explain ID` lists them.
    #[schemars(flatten)]
    options: BTreeMap<String, serde_json::Value>,
}

/// The JSON Schema of `scrublint.toml`.
#[cfg(feature = "schema")]
#[must_use]
pub fn json_schema() -> schemars::Schema {
    use schemars::transform::RecursiveTransform;
    let settings = schemars::generate::SchemaSettings::draft2020_12().with_transform(RecursiveTransform(without_null));
    settings.into_generator().into_root_schema_for::<Written>()
}

/// An optional key can be left out, but TOML knows no null that it could be set to.
#[cfg(feature = "schema")]
fn without_null(schema: &mut schemars::Schema) {
    use serde_json::{Value, json};
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("anyOf") {
        kinds.retain(|kind| *kind != json!({"type": "null"}));
        if let [Value::Object(only)] = kinds.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            only.into_iter().for_each(|(key, value)| {
                schema.insert(key, value);
            });
        }
    }
}
