//! What a lint is: its file's format, the registry of all lints, and which of them run how.
//!
//! Lints are data. The bundled ones are compiled into the binary by the build script; a user's own are compiled by the
//! same code at start-up and have the same rights.

mod examples;
pub mod format;
#[cfg(feature = "cli")]
mod page;
mod registry;
mod settings;

pub use examples::{ExampleReport, Verdict, run_examples};
pub use format::{Applicability, Extent, Level, Mark, Shape, Source, Str, Zone};
#[cfg(feature = "cli")]
pub use page::{page, page_url, site_page};
pub use registry::{LintIndex, LintRef, LintSet, OwnLintError, suggest};
pub use settings::{LintSettings, Settings, UnknownOption};
