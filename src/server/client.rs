//! What the editor can do, and what this server offers it.

use std::path::PathBuf;

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProvider, CompletionOptions, DiagnosticOptions, DiagnosticProvider,
    DiagnosticTag, DiagnosticsCapabilities, ExecuteCommandOptions, HoverProvider, InitializeParams, InitializeResult, MarkupKind,
    PositionEncodingKind, Save, ServerCapabilities, ServerInfo, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
    WorkspaceFolders, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use super::{actions, commands, uri};
use crate::source::PositionEncoding;

/// The editor.
#[derive(Debug)]
pub(super) struct Client {
    pub encoding: PositionEncoding,
    /// It asks for diagnostics; nothing is pushed.
    pub pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub refreshes: bool,
    /// It tells when files change.
    pub watches: bool,
    /// It shows how a long job goes.
    pub progress: bool,
    /// It understands edits of a certain version of a document.
    pub versioned_edits: bool,
    pub diagnostics: DiagnosticDetails,
    pub actions: ActionDetails,
    /// It shows Markdown where text explains something.
    pub markdown: bool,
    /// The folders that were open at the start.
    pub folders: Vec<PathBuf>,
}

/// What it takes beside a diagnostic's range and message.
#[derive(Debug, Clone, Copy)]
pub(super) struct DiagnosticDetails {
    pub related: bool,
    pub link: bool,
    pub unnecessary: bool,
}

/// What it takes of code actions.
#[derive(Debug, Clone, Copy)]
pub(super) struct ActionDetails {
    /// Actions at all, and not commands alone.
    pub literals: bool,
    /// The edit may come when an action is chosen.
    pub resolves: bool,
    /// An action that cannot be taken may say why.
    pub disabled: bool,
}

impl Client {
    pub(super) fn new(params: InitializeParams) -> Self {
        let folders = folders(&params);
        let ClientCapabilities { workspace, text_document, window, general, .. } = params.capabilities;
        let (workspace, text) = (workspace.unwrap_or_default(), text_document.unwrap_or_default());
        let action = text.code_action.unwrap_or_default();
        // A client that pulls says there what it takes; both say it in the same words.
        let pushed = text.publish_diagnostics.map(|publish| publish.diagnostics_capabilities);
        let pulled = text.diagnostic.map(|pull| pull.diagnostics_capabilities);
        let details = [&pulled, &pushed].into_iter().flatten();
        let takes = |what: fn(&DiagnosticsCapabilities) -> bool| details.clone().any(what);
        let tags = |tag| {
            let mut sets = details.clone().filter_map(|details| details.tag_support.as_ref());
            sets.any(|tags| tags.value_set.contains(&tag))
        };
        let hover = text.hover.and_then(|hover| hover.content_format);
        Self {
            encoding: encoding(general.and_then(|general| general.position_encodings)),
            pulls: pulled.is_some(),
            refreshes: workspace.diagnostics.and_then(|diagnostics| diagnostics.refresh_support) == Some(true),
            watches: workspace.did_change_watched_files.and_then(|watching| watching.dynamic_registration) == Some(true),
            progress: window.and_then(|window| window.work_done_progress) == Some(true),
            versioned_edits: workspace.workspace_edit.and_then(|edit| edit.document_changes) == Some(true),
            diagnostics: DiagnosticDetails {
                related: takes(|details| details.related_information == Some(true)),
                link: takes(|details| details.code_description_support == Some(true)),
                unnecessary: tags(DiagnosticTag::Unnecessary),
            },
            actions: ActionDetails {
                literals: action.code_action_literal_support.is_some(),
                resolves: action.data_support == Some(true)
                    && action.resolve_support.is_some_and(|resolve| resolve.properties.iter().any(|property| property == "edit")),
                disabled: action.disabled_support == Some(true),
            },
            markdown: hover.is_none_or(|formats| formats.contains(&MarkupKind::Markdown)),
            folders,
        }
    }

    /// What this server says of itself.
    pub(super) fn answer(&self) -> InitializeResult {
        let position_encoding = match self.encoding {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(position_encoding),
            text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(Save::Bool(true)),
                ..TextDocumentSyncOptions::default()
            })),
            diagnostic_provider: self.pulls.then(|| {
                DiagnosticProvider::DiagnosticOptions(DiagnosticOptions {
                    identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                    ..DiagnosticOptions::default()
                })
            }),
            code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QuickFix, actions::FIX_ALL]),
                resolve_provider: Some(self.actions.resolves),
                ..CodeActionOptions::default()
            })),
            hover_provider: Some(HoverProvider::Bool(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec!["\"".to_owned(), ".".to_owned()]),
                ..CompletionOptions::default()
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: commands::ALL.map(str::to_owned).to_vec(),
                ..ExecuteCommandOptions::default()
            }),
            workspace: Some(WorkspaceOptions {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(true.into()),
                }),
                ..WorkspaceOptions::default()
            }),
            ..ServerCapabilities::default()
        };
        let info = ServerInfo { name: env!("CARGO_PKG_NAME").to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        InitializeResult { capabilities, server_info: Some(info) }
    }
}

/// UTF-8, which this server counts in, if the client takes it; UTF-16 is what holds where a client says nothing.
fn encoding(offered: Option<Vec<PositionEncodingKind>>) -> PositionEncoding {
    let offered = offered.unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) { PositionEncoding::Utf8 } else { PositionEncoding::Utf16 }
}

#[expect(deprecated, reason = "clients that know nothing of several folders name one in this way")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let named = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => folders.iter().map(|folder| &folder.uri).collect(),
        _ => Vec::from_iter(&params.root_uri),
    };
    paths(named)
}

/// The paths of folders.
pub(super) fn paths<'a>(folders: impl IntoIterator<Item = &'a Uri>) -> Vec<PathBuf> {
    folders.into_iter().filter_map(|uri| uri::to_path(&uri.0)).collect()
}
