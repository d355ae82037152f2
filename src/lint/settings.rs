//! Which lints run, at which level, how far their fixes go, and with which options.
//!
//! This is what a configuration comes down to; the engine knows nothing of where it was written.

use std::collections::BTreeMap;

use regex::Regex;

use super::format::{Applicability, Level, OptionValue, Str};
use super::registry::{LintIndex, LintSet};

/// The settings of one lint.
#[derive(Debug, Clone, PartialEq)]
pub struct LintSettings {
    /// Its level; `off` means that it does not run.
    pub level: Level,
    /// The most that its fixes may do.
    pub fix: Applicability,
    /// Options of its detector that differ from the lint file's.
    options: BTreeMap<String, OptionValue>,
}

/// The settings of the engine.
#[derive(Debug, Clone)]
pub struct Settings {
    lints: Vec<LintSettings>,
    /// Languages whose phrases are used beside English; `None` for all.
    pub languages: Option<Vec<String>>,
    /// Text that matches is never edited.
    pub protect: Vec<Regex>,
    /// The largest share of a text's non-blank characters that a fix may remove, 0 to 1.
    pub max_removal: f64,
}

/// An option that a lint does not have, or a value of the wrong kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownOption {
    /// There is no such option.
    #[error("`{lint}` has no option `{option}`")]
    Name {
        /// The lint.
        lint: String,
        /// The option.
        option: String,
    },
    /// The value has the wrong type.
    #[error("the option `{option}` of `{lint}` must be {expected}")]
    Kind {
        /// The lint.
        lint: String,
        /// The option.
        option: String,
        /// The type that it must have.
        expected: &'static str,
    },
}

impl Settings {
    /// Every lint as its file has it.
    #[must_use]
    pub fn defaults(set: &LintSet) -> Self {
        let lints = set.iter().map(|(_, lint)| LintSettings { level: lint.level(), fix: lint.fix(), options: BTreeMap::new() }).collect();
        Self { lints, languages: None, protect: Vec::new(), max_removal: 0.9 }
    }

    /// The settings of a lint.
    #[must_use]
    pub fn lint(&self, index: LintIndex) -> &LintSettings {
        &self.lints[index.get()]
    }

    /// The settings of a lint, to change.
    pub fn lint_mut(&mut self, index: LintIndex) -> &mut LintSettings {
        &mut self.lints[index.get()]
    }

    /// Sets an option of a lint's detector.
    ///
    /// # Errors
    /// If the lint has no such option, or the value is of another type than the lint file's.
    pub fn set_option(&mut self, set: &LintSet, index: LintIndex, option: &str, value: OptionValue) -> Result<(), UnknownOption> {
        let lint = set.get(index);
        let name = || (lint.id().to_owned(), option.to_owned());
        let Some((_, known)) = lint.options().iter().find(|(key, _)| key == option) else {
            let (lint, option) = name();
            return Err(UnknownOption::Name { lint, option });
        };
        let value = match (known, value) {
            (OptionValue::Float(_), OptionValue::Integer(value)) => OptionValue::Float(value as f64),
            (_, value) => value,
        };
        let expected = match known {
            OptionValue::Integer(_) => "a whole number",
            OptionValue::Float(_) => "a number",
            OptionValue::Bool(_) => "true or false",
            OptionValue::Text(_) => "a text",
        };
        if std::mem::discriminant(known) != std::mem::discriminant(&value) {
            let (lint, option) = name();
            return Err(UnknownOption::Kind { lint, option, expected });
        }
        self.lints[index.get()].options.insert(option.to_owned(), value);
        Ok(())
    }

    /// The value of an option: as set, else as the lint file has it.
    #[must_use]
    pub fn option<'a>(&'a self, set: &'a LintSet, index: LintIndex, option: &str) -> Option<&'a OptionValue> {
        let set_value = self.lints[index.get()].options.get(option);
        set_value.or_else(|| set.get(index).options().iter().find(|(key, _): &&(Str, _)| key == option).map(|(_, value)| value))
    }
}
