//! The names of lints and categories, where they can stand in `scrublint.toml` and in lint files.

use lsp_types::{CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, TextEdit};
use serde_json::Value;

use super::buffer::{Kind, offset, range};
use super::names;
use super::worker::{Answer, Worker, to_value};
use crate::lint::LintSet;

/// Answers what can stand at a place.
pub(super) fn answer(worker: &Worker<'_>, params: &CompletionParams) -> Answer {
    let items = items(worker, params);
    items.map_or(Ok(Value::Null), to_value)
}

fn items(worker: &Worker<'_>, params: &CompletionParams) -> Option<Vec<CompletionItem>> {
    let place = &params.text_document_position_params;
    let encoding = worker.client.encoding;
    let buffer = worker.shared.buffer(&place.text_document.uri.0)?;
    if !matches!(buffer.kind, Kind::Settings | Kind::Toml) {
        return None;
    }
    let mention = names::in_toml(buffer.text.as_str(), buffer.kind, offset(&buffer.text, place.position, encoding))?;
    // The settings on the disk know the own lints; while they have mistakes, the bundled ones are known.
    let config = worker.project.config(&buffer).ok();
    let lints = config.as_ref().map_or(&worker.bundled, |config| config.lints());
    let range = range(&buffer.text, mention.span, encoding);
    let item = |name: &str| {
        let new_text = if mention.bare { format!("\"{name}\"") } else { name.to_owned() };
        let (kind, detail) = described(lints, name);
        CompletionItem {
            label: name.to_owned(),
            kind: Some(kind),
            detail: Some(detail),
            filter_text: Some(name.to_owned()),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text })),
            ..CompletionItem::default()
        }
    };
    Some(lints.names().into_iter().map(item).collect())
}

/// What a name stands for.
fn described(lints: &LintSet, name: &str) -> (CompletionItemKind, String) {
    match lints.find(name) {
        Some(index) => (CompletionItemKind::Value, lints.get(index).summary().to_owned()),
        None => (CompletionItemKind::Module, format!("category of {} lints", lints.named(name).len())),
    }
}
