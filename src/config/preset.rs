//! Presets: levels and fixes for the lints that publishers disagree about, to begin a configuration with.
//!
//! What they say is data, `presets.toml`. Holds always: whatever a configuration says itself of a lint or of its category is
//! stronger; no fix becomes more certain than the lint's own file has it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::layer::{Layer, Place, PlaceKind};
use super::mistake::{Mistake, toml_mistake};
use super::written::{LintKeys, Written};

const TABLES: &str = include_str!("presets.toml");

/// How much is made of what publishers disagree about: captions, bylines, dates, "also read" and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Preset {
    /// All of it fails a run.
    Strict,
    /// The lints' own files hold.
    #[default]
    Standard,
    /// All of it is noted and never fixed.
    Gentle,
}

/// The tables of `presets.toml`, by lint.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    strict: BTreeMap<Spanned<String>, LintKeys>,
    gentle: BTreeMap<Spanned<String>, LintKeys>,
}

impl Preset {
    /// The layer that a preset is; `standard` is none.
    pub(super) fn layer(self) -> Result<Option<Layer>, Mistake> {
        let name = match self {
            Self::Standard => return Ok(None),
            Self::Strict => "strict",
            Self::Gentle => "gentle",
        };
        let place = Place { kind: PlaceKind::Preset(name), folder: PathBuf::new(), text: TABLES.into() };
        let tables: Tables = toml::from_str(TABLES).map_err(|error| toml_mistake(place.name(""), &place.text, &error))?;
        let lint = if self == Self::Strict { tables.strict } else { tables.gentle };
        Ok(Some(Layer { written: Written { lint, ..Written::default() }, place: Arc::new(place) }))
    }
}
