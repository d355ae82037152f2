//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! Holds always: each result has a rule with its help; columns count what `columnKind` says, ends are exclusive; what kept
//! the job from being done is a notification of the run, and the run is then no success.

mod types;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use super::place::{range, uri, url};
use super::{Message, Report, Style, Summary};
use crate::diagnostic::{Diagnostic, Related};
use crate::document::Document;
use crate::fix::{self, Protected};
use crate::lint::{Applicability, Level, LintSet};
use crate::source::{PositionEncoding, Span};
use types::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Fix, Invocation, Location, Log, Markdown, Notification, Physical, Region,
    Replacement, ResultEntry, Rule, RuleProperties, Run, Text, Tool,
};

/// The report.
pub(super) struct SarifReport<W> {
    out: W,
    encoding: PositionEncoding,
    bundled: LintSet,
    /// By lint: the rule's number, in the order in which they first came.
    numbers: BTreeMap<String, usize>,
    rules: Vec<Rule>,
    results: Vec<ResultEntry>,
    notifications: Vec<Notification>,
}

impl<W: Write> SarifReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        // SARIF has no columns in bytes.
        let encoding = if style.encoding == PositionEncoding::Utf32 { PositionEncoding::Utf32 } else { PositionEncoding::Utf16 };
        Self {
            out,
            encoding,
            bundled: LintSet::bundled(),
            numbers: BTreeMap::new(),
            rules: Vec::new(),
            results: Vec::new(),
            notifications: Vec::new(),
        }
    }

    fn rule(&mut self, diagnostic: &Diagnostic, lints: &LintSet) -> usize {
        if let Some(&number) = self.numbers.get(&*diagnostic.lint) {
            return number;
        }
        let number = self.rules.len();
        self.numbers.insert(diagnostic.lint.to_string(), number);
        self.rules.push(rule(diagnostic, lints, url(&self.bundled, diagnostic)));
        number
    }

    fn result(
        &self,
        path: &Path,
        document: &Document,
        diagnostic: &Diagnostic,
        protected: &Protected<'_>,
        rule_index: usize,
    ) -> ResultEntry {
        let region = |span| region(document, span, self.encoding);
        let location = |span| Location { id: None, physical_location: physical(path, Some(region(span))), message: None };
        let related = |(id, related): (usize, &Related)| Location {
            id: Some(id),
            message: Some(Text::new(&related.message)),
            ..location(related.span)
        };
        let fix = diagnostic.fix.as_ref().map(|fix| {
            let edits = fix::edits(document, diagnostic, protected).into_iter();
            let replacements = edits
                .map(|edit| Replacement { deleted_region: region(edit.span), inserted_content: Text::content(edit.new_text) })
                .collect();
            let certainty = if fix.applicability == Applicability::Safe { "safe" } else { "unsafe: look at the result" };
            Fix {
                description: Text::new(&format!("{} ({certainty})", fix.title)),
                artifact_changes: vec![ArtifactChange { artifact_location: artifact(path), replacements }],
            }
        });
        let mut message = plain(&format!("{}: {}", diagnostic.message, diagnostic.evidence.text));
        // Numbers in brackets are links to the related places.
        for (id, related) in diagnostic.related.iter().enumerate() {
            message += &format!("; [{}]({id})", escaped(&related.message));
        }
        if let Some(help) = &diagnostic.help {
            message += &format!("\n{help}");
        }
        ResultEntry {
            rule_id: diagnostic.lint.to_string(),
            rule_index,
            level: level(diagnostic.level),
            message: Text { text: message },
            locations: vec![location(diagnostic.span())],
            related_locations: diagnostic.related.iter().enumerate().map(related).collect(),
            partial_fingerprints: diagnostic
                .parts
                .first()
                .map(|part| BTreeMap::from([(FINGERPRINT, part.fingerprint.to_string())]))
                .unwrap_or_default(),
            fixes: fix.into_iter().collect(),
        }
    }
}

/// The name of the fingerprints and the version of how they are made.
const FINGERPRINT: &str = "scrublintPart/v1";

impl<W: Write> Report for SarifReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        match message {
            Message::Finding { path, document, diagnostic, protected, lints } => {
                let rule = self.rule(diagnostic, lints);
                let result = self.result(path, document, diagnostic, protected, rule);
                self.results.push(result);
            }
            Message::Error { path, message } => {
                let location = |path| Location { id: None, physical_location: physical(path, None), message: None };
                let locations = path.map(location).into_iter().collect();
                self.notifications.push(Notification { level: "error", message: Text::new(message), locations });
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        let invocation = Invocation {
            execution_successful: self.notifications.is_empty(),
            tool_execution_notifications: std::mem::take(&mut self.notifications),
        };
        let log = Log::new(Run {
            tool: Tool { driver: Driver::new(std::mem::take(&mut self.rules)) },
            invocations: vec![invocation],
            column_kind: if self.encoding == PositionEncoding::Utf32 { "unicodeCodePoints" } else { "utf16CodeUnits" },
            results: std::mem::take(&mut self.results),
        });
        serde_json::to_writer_pretty(&mut self.out, &log)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}

fn rule(diagnostic: &Diagnostic, lints: &LintSet, url: Option<String>) -> Rule {
    // What is found without a lint (the guard against removing too much) explains itself.
    let lint = lints.find(&diagnostic.lint).map(|index| lints.get(index));
    let summary = lint.map_or(&*diagnostic.message, |lint| lint.summary());
    let why = lint.map_or(summary, |lint| lint.why().trim());
    Rule {
        id: diagnostic.lint.to_string(),
        short_description: Text::new(summary),
        full_description: Text::new(why.split("\n\n").next().unwrap_or(why)),
        help: Markdown { text: why.to_owned(), markdown: why.to_owned() },
        help_uri: url,
        default_configuration: Configuration { level: level(lint.map_or(diagnostic.level, |lint| lint.level())) },
        properties: RuleProperties { tags: vec![diagnostic.category.to_string()] },
    }
}

fn artifact(path: &Path) -> ArtifactLocation {
    // A relative path counts from the root of the repository, as far as anybody can tell.
    ArtifactLocation { uri: uri(path), uri_base_id: (!path.is_absolute()).then_some("%SRCROOT%") }
}

fn physical(path: &Path, region: Option<Region>) -> Physical {
    Physical { artifact_location: artifact(path), region }
}

fn region(document: &Document, span: Span, encoding: PositionEncoding) -> Region {
    let (start, end) = range(document, span, encoding);
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// A text of which nothing is a link.
fn plain(text: &str) -> String {
    if text.contains("](") { escaped(text) } else { text.to_owned() }
}

/// A text within a link.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// A level; one that is switched off reports nothing.
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}
