//! Settings: which lints run on a file and how, and where each value came from.
//!
//! Three steps: *written* (one file, as it was typed), *merged* (all layers, each value with its origin) and *resolved*
//! (what the engine and the command line use). The layers, from weakest to strongest: the lints' own files, the preset, what
//! `extend` names, the nearest `scrublint.toml` or `.scrublint.toml`, `--config 'key = value'`, flags.
//!
//! Holds always: nothing that is wrong in a configuration is passed over in silence; every mistake names file and line;
//! while a configuration that is needed has one, no document is touched. Relative paths and globs count from the folder
//! of the file they are written in.

mod layer;
mod load;
mod lookup;
mod merge;
mod mistake;
mod own_lints;
mod pattern;
mod preset;
mod resolve;
mod selection;
mod written;

pub use layer::{Layer, Origin, Value, shown};
pub use lookup::{Configs, Discovery};
pub use merge::{LintTable, Merged};
pub use mistake::{ConfigError, Mistake};
pub use own_lints::read_lints;
pub use preset::Preset;
pub use resolve::Config;
#[cfg(feature = "schema")]
pub use written::json_schema;
pub use written::{FailOn, Flags, Written};

/// The names of configuration files.
pub const FILE_NAMES: [&str; 2] = ["scrublint.toml", ".scrublint.toml"];
