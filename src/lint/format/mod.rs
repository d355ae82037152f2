//! The lint file's format: its schema, how phrases are folded, and the table that a set of lints compiles into.
//!
//! The build script includes this folder to compile the bundled lints, and the library uses the very same code for a
//! user's own, so it depends on nothing else in the crate. A [`Table`] is read in place: the bundled one lies in the
//! binary and costs nothing at start-up.

mod compile;
mod fold;
mod pattern;
mod phrases;
mod schema;
mod script;
mod table;
mod token;

pub use compile::{Error, MOST_WORDS, Source, compile};
pub use fold::{Folded, fold, fold_onto, key_len, strip_leading_symbols};
pub use pattern::{ByteSet, Pattern};
pub(crate) use phrases::Filter;
pub use phrases::{Bytes, Phrase, PhraseKind, Phrases};
pub use schema::{Applicability, Extent, Level, Mark, Shape, Zone};
pub use script::is_alphanumeric;
pub use table::{Clause, Example, Lint, List, OptionValue, Str, Table};
pub use token::{TokenHash, is_spaceless, pack, token_len};
