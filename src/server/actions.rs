//! Code actions: what can be done about the findings at a place.
//!
//! Which findings are meant goes by the range that the editor asks about, and by the names of the diagnostics that it shows
//! there. What an action does is made from this server's own findings in the text as it is now.

use std::collections::BTreeSet;

use lsp_types::{CodeAction, CodeActionDisabled, CodeActionKind, CodeActionParams, CodeActionResponse, Command};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::buffer::span;
use super::client::Client;
use super::commands;
use super::edits::{self, NoEdit};
use super::findings::{Findings, Name};
use super::project::place;
use crate::diagnostic::{Diagnostic, Edit};
use crate::lint::{Applicability, LintSet};
use crate::source::Span;

/// Fixes all that is safe to fix.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.scrublint");

/// From this many findings on an editor that wants all edits at once gets fixes alone: each of the other actions takes a check or more.
const MANY: usize = 10;

/// What an action changes: its `data`, until the edit is asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Intent {
    pub uri: String,
    /// The version that the action was offered for.
    pub version: i32,
    pub what: What,
}

/// The kinds of changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum What {
    /// Fix the finding of this fingerprint.
    Fix(String),
    /// Fix all that this lint finds, with unsafe fixes or without.
    FixLint { lint: String, least: Applicability },
    /// Fix all that is safe to fix.
    FixAll,
    /// Set a comment above the finding of this fingerprint.
    Suppress(String),
}

/// The edits that an action comes to.
pub(super) fn resolve(findings: &Findings, what: &What) -> Result<Vec<Edit>, NoEdit> {
    let name = |finding: &str| Name { version: findings.buffer.version, finding: finding.to_owned() };
    match what {
        What::Fix(finding) => edits::fix_one(findings, &name(finding)),
        What::FixLint { lint, least } => edits::fix_lint(findings, lint, *least),
        What::FixAll => edits::fix_all(findings),
        What::Suppress(finding) => edits::suppress(findings, &name(finding)),
    }
}

/// The actions for a request.
pub(super) fn actions(findings: &Findings, params: &CodeActionParams, bundled: &LintSet, client: &Client) -> Vec<CodeActionResponse> {
    if !client.actions.literals {
        return Vec::new();
    }
    let offer = Offer { findings, bundled, client };
    let mut actions = Vec::new();
    if wants(params, &CodeActionKind::QuickFix) {
        let meant: Vec<&Diagnostic> = findings.diagnostics.iter().filter(|diagnostic| offer.is_meant(diagnostic, params)).collect();
        let alone = meant.len() >= MANY && !client.actions.resolves;
        let mut lints = BTreeSet::new();
        for diagnostic in meant {
            actions.extend(offer.fix(diagnostic));
            if !alone {
                // Of a lint that is there several times all are fixed once.
                let new = lints.insert((&*diagnostic.lint, diagnostic.applicability()));
                actions.extend(new.then(|| offer.fix_lint(diagnostic)).flatten());
                actions.extend(offer.suppress(diagnostic));
            }
            actions.extend(offer.accept(diagnostic));
        }
    }
    if wants(params, &FIX_ALL) && findings.diagnostics.iter().any(|diagnostic| diagnostic.applicability() == Applicability::Safe) {
        actions.extend(offer.action("Fix all that is safe to fix".to_owned(), FIX_ALL, What::FixAll));
    }
    actions.into_iter().map(CodeActionResponse::CodeAction).collect()
}

/// Whether actions of a kind are asked for; one that is asked for stands for all below it.
fn wants(params: &CodeActionParams, kind: &CodeActionKind) -> bool {
    let below = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| wanted.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    params.context.only.as_ref().is_none_or(|only| only.iter().any(below))
}

struct Offer<'a> {
    findings: &'a Findings,
    bundled: &'a LintSet,
    client: &'a Client,
}

impl Offer<'_> {
    /// Whether a finding is at the place that is asked about, or among the diagnostics that the editor shows there.
    fn is_meant(&self, diagnostic: &Diagnostic, params: &CodeActionParams) -> bool {
        let own = self.findings.name(diagnostic);
        let mut named = params.context.diagnostics.iter().filter_map(|shown| serde_json::from_value::<Name>(shown.data.clone()?).ok());
        if named.any(|name| name == own) {
            return true;
        }
        let buffer = &self.findings.buffer.text;
        let asked = span(buffer, params.range, self.client.encoding);
        let mut marks = self.findings.marks_of(diagnostic, self.bundled, self.client).into_iter();
        marks.any(|mark| touches(span(buffer, mark.range, self.client.encoding), asked))
    }

    /// Fixing a finding.
    fn fix(&self, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let fix = diagnostic.fix.as_ref()?;
        let title = format!("{}: `{}`{}", fix.title, diagnostic.lint, label(fix.applicability));
        let action = self.quick_fix(diagnostic, title, What::Fix(self.findings.name(diagnostic).finding))?;
        Some(CodeAction { is_preferred: Some(fix.applicability == Applicability::Safe), ..action })
    }

    /// Fixing all that the same lint finds and is as certain of, where that is more.
    fn fix_lint(&self, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let (lint, least) = (&diagnostic.lint, diagnostic.fix.as_ref()?.applicability);
        let same = |other: &&Diagnostic| other.lint == *lint && other.applicability() >= least;
        self.findings.diagnostics.iter().filter(same).nth(1)?;
        let title = format!("Fix all of `{lint}` in this file{}", label(least));
        self.quick_fix(diagnostic, title, What::FixLint { lint: lint.to_string(), least })
    }

    /// Setting a comment above a finding. What is said of comments is not to be silenced by more of them.
    fn suppress(&self, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let lints = self.findings.setting.linter.lints();
        lints.find(&diagnostic.lint).filter(|&index| !lints.get(index).is_about_suppressions())?;
        let title = format!("Suppress `{}` here", diagnostic.lint);
        self.quick_fix(diagnostic, title, What::Suppress(self.findings.name(diagnostic).finding))
    }

    /// Adding a finding to the baseline, where the configuration names one.
    fn accept(&self, diagnostic: &Diagnostic) -> Option<CodeAction> {
        place(&self.findings.setting.config, self.findings.buffer.path.as_deref()?)?;
        let title = format!("Accept this `{}` in the baseline", diagnostic.lint);
        let Name { version, finding } = self.findings.name(diagnostic);
        let command = Command {
            title: title.clone(),
            tooltip: None,
            command: commands::ADD_TO_BASELINE.to_owned(),
            arguments: Some(vec![json!({"uri": self.findings.uri, "version": version, "finding": finding})]),
        };
        let diagnostics = Some(self.findings.marks_of(diagnostic, self.bundled, self.client));
        Some(CodeAction { title, kind: Some(CodeActionKind::QuickFix), diagnostics, command: Some(command), ..CodeAction::default() })
    }

    fn quick_fix(&self, diagnostic: &Diagnostic, title: String, what: What) -> Option<CodeAction> {
        let action = self.action(title, CodeActionKind::QuickFix, what)?;
        Some(CodeAction { diagnostics: Some(self.findings.marks_of(diagnostic, self.bundled, self.client)), ..action })
    }

    /// An action with its edit, or with what the edit is made from once it is asked for.
    fn action(&self, title: String, kind: CodeActionKind, what: What) -> Option<CodeAction> {
        let action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
        if self.client.actions.resolves {
            let intent = Intent { uri: self.findings.uri.clone(), version: self.findings.buffer.version, what };
            return Some(CodeAction { data: serde_json::to_value(intent).ok(), ..action });
        }
        match resolve(self.findings, &what) {
            Ok(edits) => Some(CodeAction { edit: Some(edits::workspace_edit(self.findings, edits, self.client)), ..action }),
            Err(why) if self.client.actions.disabled => {
                Some(CodeAction { disabled: Some(CodeActionDisabled { reason: why.to_string() }), ..action })
            }
            Err(_) => None,
        }
    }
}

/// What a title says of a fix that a person should look at.
fn label(applicability: Applicability) -> &'static str {
    if applicability == Applicability::Safe { "" } else { " (unsafe)" }
}

/// Whether two spans share a character, or one that is empty stands in or beside the other.
fn touches(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end && (a.is_empty() || b.is_empty() || a.overlaps(b))
}
