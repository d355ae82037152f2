//! From merged values to what the engine and the command line use.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use regex::Regex;

use super::layer::{Origin, Value};
use super::merge::{LintTable, Merged};
use super::mistake::{ConfigError, Mistake, near, unknown};
use super::pattern::Pattern;
use crate::check::Linter;
use crate::lint::format::OptionValue;
use crate::lint::{Applicability, Level, LintIndex, LintSet, Settings, UnknownOption};
use crate::source::Encoding;

/// The settings in force for the files of a folder.
#[derive(Debug)]
pub struct Config {
    /// The values as they were written.
    pub merged: Merged,
    /// Findings from this level on fail the run.
    pub fail_on: Level,
    /// The most doubtful fixes that are applied.
    pub applicability: Applicability,
    /// The encoding of files that are not UTF-8.
    pub encoding: Option<Encoding>,
    set: Arc<LintSet>,
    settings: Settings,
    /// By lint: where its level comes from.
    levels: Vec<Origin>,
    exclude: Vec<Pattern>,
    per_file_ignores: Vec<PerFileIgnore>,
    /// Linters by which of `per_file_ignores` hold.
    linters: Mutex<HashMap<Vec<bool>, Arc<Linter>>>,
}

/// Lints that do not run on some files.
#[derive(Debug)]
struct PerFileIgnore {
    pattern: Pattern,
    lints: Vec<LintIndex>,
    origin: Origin,
}

impl Config {
    pub(super) fn new(merged: Merged, set: Arc<LintSet>) -> Result<Self, ConfigError> {
        let mut resolver = Resolver { set: &set, mistakes: Vec::new() };
        let (settings, levels) = resolver.settings(&merged);
        let encoding = merged.encoding.as_ref().and_then(|name| resolver.encoding(name));
        let exclude = merged.exclude.iter().filter_map(|glob| resolver.pattern(glob)).collect();
        let mut per_file_ignores = Vec::new();
        for (glob, names) in &merged.per_file_ignores {
            let lints = names.iter().flat_map(|name| resolver.named(name)).collect();
            let origin = glob.origin.clone();
            per_file_ignores.extend(resolver.pattern(glob).map(|pattern| PerFileIgnore { pattern, lints, origin }));
        }
        if !resolver.mistakes.is_empty() {
            return Err(ConfigError::Mistakes(in_order(resolver.mistakes)));
        }
        Ok(Self {
            fail_on: merged.fail_on.value.into(),
            applicability: if merged.unsafe_fixes.value { Applicability::Unsafe } else { Applicability::Safe },
            encoding,
            merged,
            set,
            settings,
            levels,
            exclude,
            per_file_ignores,
            linters: Mutex::default(),
        })
    }

    /// All lints, whether they run or not.
    #[must_use]
    pub fn lints(&self) -> &Arc<LintSet> {
        &self.set
    }

    /// The engine's settings, before `per-file-ignores`.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where a lint's level on the file of this absolute path comes from.
    #[must_use]
    pub fn level_origin(&self, index: LintIndex, path: &Path) -> &Origin {
        let mut ignores = self.per_file_ignores.iter();
        let ignore = ignores.find(|ignore| ignore.lints.contains(&index) && ignore.pattern.covers(path));
        ignore.map_or(&self.levels[index.get()], |ignore| &ignore.origin)
    }

    /// What is said of a lint's fix, by its id or else by its category, or else by the preset.
    #[must_use]
    pub fn fix_setting(&self, index: LintIndex) -> Option<&Value<Applicability>> {
        let lint = self.set.get(index);
        let mut tables = self.merged.tables(&self.set).rev().filter(|table| [lint.id(), lint.category()].contains(&&*table.name.value));
        tables.find_map(|table| table.fix.as_ref())
    }

    /// The absolute path of the baseline, if there is one.
    #[must_use]
    pub fn baseline(&self) -> Option<PathBuf> {
        let written = self.merged.baseline.as_ref()?;
        Some(written.origin.folder().join(&written.value).components().collect())
    }

    /// The absolute paths of the folders and files of own lints.
    pub fn own_lints(&self) -> impl Iterator<Item = PathBuf> {
        self.merged.lints.iter().map(|written| written.origin.folder().join(&written.value).components().collect())
    }

    /// Whether a walk leaves out this absolute path, and with it everything below.
    #[must_use]
    pub fn prunes(&self, path: &Path) -> bool {
        self.exclude.iter().any(|pattern| pattern.matches(path))
    }

    /// Whether this absolute path, or a folder that it lies in, is left out.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.iter().any(|pattern| pattern.covers(path))
    }

    /// Whether this absolute path is left out although it was named.
    #[must_use]
    pub fn refuses(&self, path: &Path) -> bool {
        self.merged.force_exclude.value && self.excludes(path)
    }

    /// The linter for the file of this absolute path.
    #[must_use]
    pub fn linter(&self, path: &Path) -> Arc<Linter> {
        let ignored: Vec<bool> = self.per_file_ignores.iter().map(|ignore| ignore.pattern.covers(path)).collect();
        // A panic elsewhere cannot leave the map half changed.
        let mut linters = self.linters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(linter) = linters.get(&ignored) {
            return Arc::clone(linter);
        }
        let mut settings = self.settings.clone();
        let held = self.per_file_ignores.iter().zip(&ignored).filter(|&(_, &holds)| holds);
        for &index in held.flat_map(|(ignore, _)| &ignore.lints) {
            settings.lint_mut(index).level = Level::Off;
        }
        let linter = Arc::new(Linter::new(Arc::clone(&self.set), settings));
        linters.insert(ignored, Arc::clone(&linter));
        linter
    }
}

/// By file and line, each once.
fn in_order(mut mistakes: Vec<Mistake>) -> Vec<Mistake> {
    mistakes.sort_by(|a, b| (&a.path, a.span.as_ref().map(|span| span.start)).cmp(&(&b.path, b.span.as_ref().map(|span| span.start))));
    mistakes.dedup();
    mistakes
}

/// Collects the mistakes on the way.
pub(super) struct Resolver<'a> {
    pub set: &'a LintSet,
    pub mistakes: Vec<Mistake>,
}

impl Resolver<'_> {
    /// The lints that an id or a category names.
    pub(super) fn named(&mut self, name: &Value<String>) -> Vec<LintIndex> {
        let found = self.set.named(&name.value);
        if found.is_empty() {
            self.mistakes.push(name.origin.mistake(unknown("lint or category", &name.value, self.set.names())));
        }
        found
    }

    fn encoding(&mut self, name: &Value<String>) -> Option<Encoding> {
        Encoding::named(&name.value).map_err(|error| self.mistakes.push(name.origin.mistake(error.to_string()))).ok()
    }

    fn pattern(&mut self, glob: &Value<String>) -> Option<Pattern> {
        Pattern::new(glob).map_err(|mistake| self.mistakes.push(mistake)).ok()
    }

    fn settings(&mut self, merged: &Merged) -> (Settings, Vec<Origin>) {
        let mut settings = Settings::defaults(self.set);
        let origins = self.levels(merged, &mut settings);
        for table in merged.tables(self.set) {
            self.fix(table, &mut settings);
            self.options(table, &mut settings);
        }
        settings.max_removal = merged.max_removal.value;
        if !(0.0..=1.0).contains(&merged.max_removal.value) {
            self.mistakes.push(merged.max_removal.origin.mistake("a share lies between 0 and 1"));
        }
        for pattern in &merged.protect {
            match Regex::new(&pattern.value) {
                Ok(regex) => settings.protect.push(regex),
                Err(error) => {
                    // The regex crate shows the pattern again; the last line says what is wrong with it.
                    let text = error.to_string();
                    let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
                    self.mistakes.push(pattern.origin.mistake(format!("this is no regular expression: {reason}")));
                }
            }
        }
        if let Some(codes) = &merged.languages {
            self.languages(codes);
            settings.languages = Some(codes.iter().map(|code| code.value.clone()).collect());
        }
        (settings, origins)
    }

    /// A language that no lint knows is a slip: nothing would come of it.
    fn languages(&mut self, codes: &[Value<String>]) {
        let known = self.set.languages();
        for code in codes {
            let written = &*code.value;
            if !(2..=3).contains(&written.len()) || !written.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.mistakes.push(code.origin.mistake("a language code is two or three small letters"));
            } else if !known.contains(written) {
                // So short a code is like many others; the same letters the wrong way round are no chance.
                let turned: String = written.chars().rev().collect();
                let hint = if known.contains(&*turned) {
                    format!(", did you mean `{turned}`?")
                } else {
                    format!("; there are {}", Vec::from_iter(known.iter().copied()).join(", "))
                };
                self.mistakes.push(code.origin.mistake(format!("no lint has phrases of a language `{written}`{hint}")));
            }
        }
    }

    /// A configuration can only make fixes less certain.
    fn fix(&mut self, table: &LintTable, settings: &mut Settings) {
        let Some(fix) = &table.fix else { return };
        let lints = self.set.named(&table.name.value);
        for &index in &lints {
            let most = self.set.get(index).fix();
            if self.set.find(&table.name.value).is_some() && fix.value > most {
                let most = format!("{most:?}").to_lowercase();
                let message = format!("`{}` cannot be made more certain than its `{most}` fixes are", table.name.value);
                self.mistakes.push(fix.origin.mistake(message));
            }
            settings.lint_mut(index).fix = fix.value.min(most);
        }
    }

    fn options(&mut self, table: &LintTable, settings: &mut Settings) {
        let name = &table.name.value;
        for (option, (key, value)) in &table.options {
            let Some(index) = self.set.find(name) else {
                self.mistakes.push(key.mistake(format!("`{option}` is no setting of a category: `level` and `fix` are")));
                continue;
            };
            let scalar = match &value.value {
                toml::Value::Integer(value) => Some(OptionValue::Integer(*value)),
                toml::Value::Float(value) => Some(OptionValue::Float(*value)),
                toml::Value::Boolean(value) => Some(OptionValue::Bool(*value)),
                toml::Value::String(value) => Some(OptionValue::Text(value.clone().into())),
                _ => None,
            };
            let Some(scalar) = scalar else {
                self.mistakes.push(value.origin.mistake("this must be a number, a text, true or false"));
                continue;
            };
            match settings.set_option(self.set, index, option, scalar) {
                Ok(()) => {}
                Err(UnknownOption::Name { .. }) => {
                    let known = self.set.get(index).options().iter().map(|(option, _)| &**option);
                    let near = near(option, known.chain(["level", "fix"]));
                    self.mistakes.push(key.mistake(format!("`{name}` has no setting `{option}`{near}")));
                }
                Err(error) => self.mistakes.push(value.origin.mistake(error.to_string())),
            }
        }
    }
}
