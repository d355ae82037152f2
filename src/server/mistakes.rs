//! What is wrong with a configuration or a lint file, marked where it is wrong.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types::{Diagnostic as Mark, DiagnosticSeverity};

use super::buffer::range;
use crate::config::{ConfigError, Mistake};
use crate::source::{PositionEncoding, Span, Text};

/// The marks of each file. A mistake in no file has none.
pub(super) fn marks(error: &ConfigError, encoding: PositionEncoding) -> BTreeMap<PathBuf, Vec<Mark>> {
    let mut files: BTreeMap<PathBuf, Vec<Mark>> = BTreeMap::new();
    if let ConfigError::Mistakes(mistakes) = error {
        for mistake in mistakes {
            // Lint files are named as they are shown, and flags are named where files are.
            let path = std::path::absolute(&mistake.path).ok().filter(|path| path.is_file());
            if let Some(path) = path {
                files.entry(path).or_default().push(mark(mistake, encoding));
            }
        }
    }
    files
}

fn mark(mistake: &Mistake, encoding: PositionEncoding) -> Mark {
    let text = Text::from(&*mistake.text);
    let span = mistake.span.clone().map_or_else(Span::default, Span::from);
    let fits = text.as_str().get(span.range()).is_some();
    Mark {
        range: range(&text, if fits { span } else { Span::default() }, encoding),
        severity: Some(DiagnosticSeverity::Error),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message: mistake.message.clone().into(),
        ..Mark::default()
    }
}
