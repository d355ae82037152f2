//! From layers to one value for each setting, with its origin.
//!
//! Of single values the strongest layer's is taken. Lists that leave out, protect or add (`exclude`, `protect`, `lints`,
//! `per-file-ignores`) add up. Selection is a story told layer by layer: see [`Step`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::layer::{Layer, Origin, Value};
use super::mistake::{Mistake, unknown};
use super::preset::Preset;
use super::written::{FailOn, LintKeys, Names, Slot, Written};
use crate::lint::{Applicability, Level, LintSet};
use crate::report::OutputFormat;
use crate::source::PositionEncoding;

/// All settings of one folder's files, each with its origin.
#[derive(Debug)]
pub struct Merged {
    /// Where the settings are written, the weakest first.
    pub layers: Vec<Arc<Layer>>,
    /// How the selection came about, the weakest first.
    pub(super) selection: Vec<Step>,
    /// The preset.
    pub preset: Value<Preset>,
    /// What the preset says, by lint.
    preset_lint: BTreeMap<String, LintTable>,
    /// By lint or category.
    pub lint: BTreeMap<String, LintTable>,
    /// Globs and the lints and categories that do not run there.
    pub per_file_ignores: Vec<(Value<String>, Vec<Value<String>>)>,
    /// Folders of own lints, the weakest first.
    pub lints: Vec<Value<String>>,
    /// Findings of this level and above fail the run.
    pub fail_on: Value<FailOn>,
    /// Languages whose phrases are used beside English; all unless given.
    pub languages: Option<Vec<Value<String>>>,
    /// Patterns of text that is never edited.
    pub protect: Vec<Value<String>>,
    /// Whether unsafe fixes are applied.
    pub unsafe_fixes: Value<bool>,
    /// The largest share of a text that a fix may remove.
    pub max_removal: Value<f64>,
    /// The file of findings that are left alone.
    pub baseline: Option<Value<String>>,
    /// Globs of what is left out.
    pub exclude: Vec<Value<String>>,
    /// Whether these hold for named files, too.
    pub force_exclude: Value<bool>,
    /// The encoding of files that are not UTF-8; none unless given.
    pub encoding: Option<Value<String>>,
    /// How findings are printed.
    pub output_format: Value<OutputFormat>,
    /// The unit that columns count.
    pub position_encoding: Value<PositionEncoding>,
}

/// A step of the selection: each takes up what the one before left.
#[derive(Debug)]
pub(super) struct Step {
    pub kind: StepKind,
    pub names: Vec<Value<String>>,
    pub origin: Origin,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepKind {
    /// Exactly these run.
    Select,
    /// These run, too.
    Extend,
    /// These do not run.
    Ignore,
}

/// What is said of a lint or a category.
#[derive(Debug)]
pub struct LintTable {
    /// Its id or name, where it was first written.
    pub name: Value<String>,
    /// Its level.
    pub level: Option<Value<Level>>,
    /// The most that its fixes may do.
    pub fix: Option<Value<Applicability>>,
    /// Its options: where the key is written, and the value.
    pub options: BTreeMap<String, (Origin, Value<toml::Value>)>,
}

impl Merged {
    /// Merges layers, the weakest first.
    ///
    /// # Errors
    /// Mistakes in the tables of lints.
    pub(super) fn new(layers: Vec<Arc<Layer>>) -> Result<Self, Vec<Mistake>> {
        let mut selection = Vec::new();
        let (mut lint, mut preset_lint) = (BTreeMap::new(), BTreeMap::new());
        let mut mistakes = Vec::new();
        let preset = strongest(&layers, "preset", |written| &written.preset, Preset::default());
        match preset.value.layer() {
            Ok(layer) => layer.iter().for_each(|layer| add_tables(&mut preset_lint, layer, &mut mistakes)),
            Err(mistake) => mistakes.push(mistake),
        }
        for layer in &layers {
            selection.extend(steps(layer));
            add_tables(&mut lint, layer, &mut mistakes);
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let all = |key, list: fn(&Written) -> &[Spanned<String>]| -> Vec<Value<String>> {
            layers.iter().flat_map(|layer| layer.values(key, list(&layer.written))).collect()
        };
        let languages =
            layers.iter().rev().find_map(|layer| layer.written.languages.as_ref().map(|list| layer.values("languages", list.get_ref())));
        let encoding = layers.iter().rev().find_map(|layer| layer.written.encoding.as_ref().map(|name| layer.value("encoding", name)));
        let per_file = |layer: &Arc<Layer>| -> Vec<_> {
            let ignores = layer.written.per_file_ignores.iter();
            ignores.map(|(glob, names)| (layer.value("per-file-ignores", glob), layer.values("per-file-ignores", names))).collect()
        };
        Ok(Self {
            selection,
            preset,
            preset_lint,
            lint,
            per_file_ignores: layers.iter().flat_map(per_file).collect(),
            lints: all("lints", |written| &written.lints),
            fail_on: strongest(&layers, "fail-on", |written| &written.fail_on, FailOn::Warn),
            languages,
            protect: all("protect", |written| &written.protect),
            unsafe_fixes: strongest(&layers, "unsafe-fixes", |written| &written.unsafe_fixes, false),
            max_removal: strongest(&layers, "max-removal", |written| &written.max_removal, 0.9),
            baseline: layers.iter().rev().find_map(|layer| layer.written.baseline.as_ref().map(|path| layer.value("baseline", path))),
            exclude: all("exclude", |written| &written.exclude),
            force_exclude: strongest(&layers, "force-exclude", |written| &written.force_exclude, false),
            encoding,
            output_format: strongest(&layers, "output-format", |written| &written.output_format, OutputFormat::default()),
            position_encoding: strongest(&layers, "position-encoding", |written| &written.position_encoding, PositionEncoding::default()),
            layers,
        })
    }

    /// What is said of lints and categories, the strongest last: after the preset categories, then lints by their ids.
    pub(super) fn tables(&self, set: &LintSet) -> impl DoubleEndedIterator<Item = &LintTable> {
        let (ids, categories): (Vec<_>, Vec<_>) = self.lint.values().partition(|table| set.find(&table.name.value).is_some());
        self.preset_lint.values().chain(categories).chain(ids)
    }
}

/// Adds what a layer says of lints and categories.
fn add_tables(tables: &mut BTreeMap<String, LintTable>, layer: &Layer, mistakes: &mut Vec<Mistake>) {
    for (name, keys) in &layer.written.lint {
        let table = tables.entry(name.get_ref().clone()).or_insert_with(|| LintTable::new(layer.value("lint", name)));
        table.add(layer, keys, mistakes);
    }
}

fn strongest<T: Clone>(layers: &[Arc<Layer>], key: &'static str, slot: fn(&Written) -> &Slot<T>, default: T) -> Value<T> {
    let written = layers.iter().rev().find_map(|layer| slot(&layer.written).as_ref().map(|value| layer.value(key, value)));
    written.unwrap_or_else(|| Value::default(default))
}

fn steps(layer: &Layer) -> impl Iterator<Item = Step> {
    let written = &layer.written;
    let step = |kind, key, list: &Option<Spanned<Names>>| {
        let list = list.as_ref()?;
        Some(Step { kind, names: layer.values(key, list.get_ref()), origin: Origin::new(&layer.place, key, list.span()) })
    };
    let select = step(StepKind::Select, "select", &written.select);
    let extend = step(StepKind::Extend, "extend-select", &written.extend_select);
    let ignore = step(StepKind::Ignore, "ignore", &written.ignore);
    [select, extend, ignore].into_iter().flatten()
}

impl LintTable {
    fn new(name: Value<String>) -> Self {
        Self { name, level: None, fix: None, options: BTreeMap::new() }
    }

    fn add(&mut self, layer: &Layer, keys: &LintKeys, mistakes: &mut Vec<Mistake>) {
        for (key, written) in keys {
            let value = layer.value("lint", written);
            match key.get_ref().as_str() {
                "level" => set("level", &mut self.level, value, ["off", "info", "warn", "error"], mistakes),
                "fix" => set("kind of fix", &mut self.fix, value, ["none", "unsafe", "safe"], mistakes),
                option => {
                    let key = Origin::new(&layer.place, "lint", key.span());
                    self.options.insert(option.to_owned(), (key, value));
                }
            }
        }
    }
}

/// Sets a value that is one of a few words.
fn set<T: for<'de> Deserialize<'de>, const N: usize>(
    what: &str,
    slot: &mut Option<Value<T>>,
    written: Value<toml::Value>,
    words: [&str; N],
    mistakes: &mut Vec<Mistake>,
) {
    let Value { value, origin } = written;
    let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match T::deserialize(value) {
        Ok(value) => *slot = Some(Value { value, origin }),
        Err(_) => mistakes.push(origin.mistake(format!("{}; there are {}", unknown(what, &word, words), words.join(", ")))),
    }
}
