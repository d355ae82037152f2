//! What is wrong with a configuration or a lint file, and where.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::layer::{line, shown};
use crate::lint::{Source, format, suggest};

/// A mistake in a file (or an argument) that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file, or the name of the argument.
    pub path: PathBuf,
    /// All of its text.
    pub text: Arc<str>,
    /// The bytes that are wrong, where they are known.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
}

impl Mistake {
    /// What is wrong, on one line, with its place in the file but without the path.
    #[must_use]
    pub fn with_line(&self) -> String {
        let message = self.message.replace('\n', " ");
        match &self.span {
            Some(span) => format!("line {}: {message}", line(&self.text, span.start)),
            None => message,
        }
    }
}

/// `scrublint.toml:3: what is wrong`.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", shown(&self.path).display())?;
        if let Some(span) = &self.span {
            write!(f, ":{}", line(&self.text, span.start))?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file or folder cannot be read.
    #[error("{}: cannot be read: {error}", .path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There are mistakes in what was written; at least one.
    #[error("{}", list(.0))]
    Mistakes(Vec<Mistake>),
}

fn list(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n")
}

impl From<Mistake> for ConfigError {
    fn from(mistake: Mistake) -> Self {
        Self::Mistakes(vec![mistake])
    }
}

impl ConfigError {
    /// Mistakes in lint files.
    #[must_use]
    pub fn in_lints(errors: Vec<format::Error>, sources: &[Source]) -> Self {
        let text_of = |path: &str| sources.iter().find(|source| source.path == path).map_or("", |source| &source.text);
        let mistake = |error: format::Error| Mistake {
            text: text_of(&error.path).into(),
            path: error.path.into(),
            span: error.span,
            message: with_suggestion(&error.message),
        };
        Self::Mistakes(errors.into_iter().map(mistake).collect())
    }
}

/// A mistake that TOML or serde found.
pub(super) fn toml_mistake(path: PathBuf, text: &Arc<str>, error: &toml::de::Error) -> Mistake {
    Mistake { path, text: Arc::clone(text), span: error.span(), message: with_suggestion(error.message()) }
}

/// Adds a "did you mean" to what serde says of unknown names: "unknown field `fail_on`, expected one of `fail-on`, …".
fn with_suggestion(message: &str) -> String {
    let known = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "));
    let Some((name, expected)) = known.and_then(|rest| rest.split_once(", expected ")) else { return message.to_owned() };
    let expected: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let name = name.trim_matches('`');
    match near(name, &expected) {
        near if near.is_empty() => format!("there is no `{name}` here; there are {}", expected.join(", ")),
        near => format!("there is no `{name}` here{near}"),
    }
}

/// What to say of a name that is unknown among `known`.
pub(super) fn unknown(what: &str, name: &str, known: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    format!("there is no {what} `{name}`{}", near(name, known))
}

/// ", did you mean …?", if one of `known` is like `name`.
pub(super) fn near(name: &str, known: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let known: Vec<_> = known.into_iter().collect();
    let near = suggest(name, known.iter().map(AsRef::as_ref));
    near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"))
}
