//! `scrublint` finds what a scraper left of the page around an article (breadcrumbs, the title three times, "Also Read:",
//! "Leave a Reply"), says what it is and why, and takes it out without touching a word that the author wrote.
//!
//! The engine is two pure functions over a [`Document`]: [`Linter::check`] and [`Linter::fix`].
//!
//! ```
//! use scrublint::{Applicability, Document, Format, Hints, Linter};
//!
//! let text = "Skip to content\n\nHarbour reopens\n\nThe harbour opened again on Monday, after nine weeks of repairs to its outer wall.\n";
//! let document = Document::parse(text.into(), Format::Plain, &Hints::default());
//! let linter = Linter::default();
//!
//! let found = linter.check(&document);
//! assert_eq!(found.diagnostics[0].lint, "skip-link");
//!
//! let fixed = linter.fix(&document, Applicability::Safe).expect("the fixes settle");
//! assert!(fixed.text().starts_with("Harbour reopens"));
//! ```
//!
//! Without default features the crate is the engine alone: no arguments, no folders, no files.

pub mod check;
mod detect;
pub mod diagnostic;
pub mod document;
pub mod fix;
pub mod lint;
mod matching;
pub mod source;
pub mod suppress;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
#[cfg(feature = "cli")]
pub mod input;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "lsp")]
pub mod server;

pub use check::{Checked, Linter};
pub use diagnostic::Diagnostic;
pub use document::{Document, Format, Hints};
pub use fix::{FixError, Fixed};
pub use lint::{Applicability, Level, LintSet, Settings};
pub use source::{PositionEncoding, Span, Text};
