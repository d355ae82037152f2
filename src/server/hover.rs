//! What a lint is, where its name stands.

use lsp_types::{Contents, Hover, HoverParams, MarkupContent, MarkupKind, Position, Range};
use serde_json::Value;

use super::buffer::{Kind, offset, range};
use super::names::{self, Mention};
use super::worker::{Answer, Worker, to_value};
use crate::lint::{LintSet, page};

/// Columns of a page.
const COLUMNS: usize = 80;

/// Answers what the pointer is over.
pub(super) fn answer(worker: &mut Worker<'_>, params: &HoverParams) -> Answer {
    let hover = hover(worker, params);
    hover.map_or(Ok(Value::Null), to_value)
}

fn hover(worker: &mut Worker<'_>, params: &HoverParams) -> Option<Hover> {
    let place = &params.text_document_position_params;
    let (uri, encoding) = (&place.text_document.uri.0, worker.client.encoding);
    let buffer = worker.shared.buffer(uri)?;
    let (name, range) = match buffer.kind {
        Kind::Settings | Kind::Toml => {
            let at = offset(&buffer.text, place.position, encoding);
            let Mention { span, .. } = names::in_toml(buffer.text.as_str(), buffer.kind, at)?;
            (buffer.text.as_str()[span.range()].to_owned(), range(&buffer.text, span, encoding))
        }
        Kind::Article => in_article(worker, uri, place.position)?,
        Kind::Other => return None,
    };
    let config = worker.project.config(&buffer).ok();
    let lints = config.as_ref().map_or(&worker.bundled, |config| config.lints());
    let value = about(lints, &name)?;
    let kind = if worker.client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover { contents: Contents::MarkupContent(MarkupContent { kind, value }), range: Some(range) })
}

fn in_article(worker: &mut Worker<'_>, uri: &str, position: Position) -> Option<(String, Range)> {
    // The text may have changed since the buffer was looked at: the place is one in the text that was checked.
    let findings = worker.findings(uri)?;
    let at = offset(&findings.buffer.text, position, worker.client.encoding);
    let before = findings.document.source().origin().to_file(0);
    let Mention { span, .. } = names::in_article(&findings.document, at.saturating_sub(before))?;
    Some((findings.document.slice(span).to_owned(), findings.range(span, worker.client)))
}

/// A lint's page, or the lints of a category.
pub(super) fn about(lints: &LintSet, name: &str) -> Option<String> {
    if let Some(index) = lints.find(name) {
        return Some(page(lints.get(index), COLUMNS));
    }
    let members = lints.named(name);
    let lines: Vec<String> =
        members.into_iter().map(|index| lints.get(index)).map(|lint| format!("- `{}`: {}", lint.id(), lint.summary())).collect();
    (!lines.is_empty()).then(|| format!("The category `{name}`:\n\n{}\n", lines.join("\n")))
}
