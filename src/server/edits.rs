//! Edits for the editor, made from what this server found itself.
//!
//! Holds always: an edit names the version of the document that it was made for, where the editor can check that.

use std::collections::HashMap;

use lsp_types::{
    DocumentChange, Edit as VersionedEdit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    Uri, WorkspaceEdit,
};

use super::client::Client;
use super::findings::{Findings, Name};
use crate::diagnostic::{Diagnostic, Edit};
use crate::fix::{self, FixError, Fixed, Protected, REMOVAL_GUARD};
use crate::lint::Applicability;
use crate::suppress::add_comments_for;

/// Why nothing is changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoEdit {
    /// The finding is no longer there.
    #[error("the text has changed meanwhile")]
    Gone,
    /// There is nothing to be done.
    #[error("there is nothing to fix")]
    Nothing,
    /// The removal guard speaks against it.
    #[error("{0}")]
    Guarded(String),
    /// The fixes do not settle.
    #[error(transparent)]
    Fix(#[from] FixError),
    /// No comment can be set there.
    #[error("no comment can stand above this: it is in code or in the front matter")]
    NoComment,
}

/// The edits that fix one finding, all of its parts.
pub(super) fn fix_one(findings: &Findings, name: &Name) -> Result<Vec<Edit>, NoEdit> {
    let diagnostic = findings.find(name).ok_or(NoEdit::Gone)?;
    let protected = Protected::find(&findings.document, &findings.setting.linter.settings().protect);
    some(fix::edits(&findings.document, diagnostic, &protected))
}

/// The edits of `--fix`: safe fixes, again and again until nothing changes.
pub(super) fn fix_all(findings: &Findings) -> Result<Vec<Edit>, NoEdit> {
    fix_where(findings, Applicability::Safe, |_| true)
}

/// The edits that fix all that one lint finds.
pub(super) fn fix_lint(findings: &Findings, lint: &str, least: Applicability) -> Result<Vec<Edit>, NoEdit> {
    fix_where(findings, least, |diagnostic| diagnostic.lint == lint)
}

fn fix_where(findings: &Findings, least: Applicability, wanted: impl Fn(&Diagnostic) -> bool) -> Result<Vec<Edit>, NoEdit> {
    let setting = &findings.setting;
    let choose = |_: &_, _: &[_], found: &mut Vec<Diagnostic>| found.retain(&wanted);
    let Fixed { removed, remaining, .. } = setting.linter.fix_choosing(findings.document.clone(), least, &setting.accepted, choose)?;
    if let Some(objection) = remaining.diagnostics.iter().find(|diagnostic| diagnostic.lint == REMOVAL_GUARD) {
        return Err(NoEdit::Guarded(objection.message.to_string()));
    }
    some(removed.into_iter().map(|one| Edit { span: one.span, new_text: one.replacement }).collect())
}

/// The edits that set a comment above a finding.
pub(super) fn suppress(findings: &Findings, name: &Name) -> Result<Vec<Edit>, NoEdit> {
    if findings.find(name).is_none() {
        return Err(NoEdit::Gone);
    }
    let setting = &findings.setting;
    let wanted = |diagnostic: &Diagnostic| findings.name(diagnostic) == *name;
    let added = add_comments_for(&setting.linter, &findings.document, &setting.accepted, None, wanted);
    some(added.insertions).map_err(|_| NoEdit::NoComment)
}

fn some(edits: Vec<Edit>) -> Result<Vec<Edit>, NoEdit> {
    if edits.is_empty() { Err(NoEdit::Nothing) } else { Ok(edits) }
}

/// The edits as the editor takes them.
pub(super) fn workspace_edit(findings: &Findings, edits: Vec<Edit>, client: &Client) -> WorkspaceEdit {
    let edits = edits.into_iter().map(|edit| TextEdit { range: findings.range(edit.span, client), new_text: edit.new_text });
    let uri = Uri::from(&*findings.uri);
    if !client.versioned_edits {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits.collect())])), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(findings.buffer.version),
        text_document_identifier: TextDocumentIdentifier { uri },
    };
    let edit = TextDocumentEdit { text_document, edits: edits.map(VersionedEdit::TextEdit).collect() };
    WorkspaceEdit { document_changes: Some(vec![DocumentChange::TextDocumentEdit(edit)]), ..WorkspaceEdit::default() }
}
