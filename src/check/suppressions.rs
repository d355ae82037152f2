//! Lints about suppressions: what covers nothing, what names no lint, what says no reason.
//!
//! They are raised last, when it is known which names left something out. Holds always: nothing is said of names whose
//! lints did not all run, nor of a file that is to be left alone altogether; a suppression of all lints does not reach
//! these; front matter, and a comment over several blocks, are reported and never edited.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, Evidence, EvidenceKind, Fingerprint, Fix, Part};
use crate::lint::{Applicability, Level, LintIndex, suggest};
use crate::source::Span;
use crate::suppress::{ALL, Accepted, Kind, Name, Statement, Suppressions};

use super::Checked;
use super::context::Context;

const UNUSED: &str = "unused-suppression";
const UNKNOWN: &str = "unknown-lint";
const UNEXPLAINED: &str = "suppression-without-reason";

/// Adds what is to be said of a document's suppressions.
pub(super) fn judge(cx: &Context<'_>, selected: &[bool], suppressions: &Suppressions<'_>, accepted: &Accepted, checked: &mut Checked) {
    // By their detectors: an own lint may have another id.
    let lints: BTreeMap<&str, LintIndex> = cx
        .set
        .iter()
        .filter(|(index, lint)| selected[index.get()] && lint.is_about_suppressions())
        .filter_map(|(index, lint)| Some((lint.detector()?, index)))
        .collect();
    if lints.is_empty() {
        return;
    }
    let judge = Judge { cx, selected, suppressions };
    let mut occurrences: BTreeMap<(LintIndex, String), usize> = BTreeMap::new();
    for (place, statement) in suppressions.statements().iter().enumerate() {
        let claims = [(UNUSED, judge.unused(place, statement)), (UNKNOWN, judge.unknown(statement)), (UNEXPLAINED, unexplained(statement))];
        for (index, claim) in claims.into_iter().filter_map(|(lint, claim)| Some((*lints.get(lint)?, claim?))) {
            let lint = cx.set.get(index);
            if suppressions.covers_by_name(lint.id(), lint.category(), statement.span) {
                checked.suppressed += 1;
                continue;
            }
            let key = cx.document.slice(statement.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let occurrence = occurrences.entry((index, key.clone())).or_default();
            let fingerprint = Fingerprint::new(lint.id(), &key, *occurrence);
            *occurrence += 1;
            if accepted.covers(fingerprint) {
                checked.accepted.push(fingerprint);
            } else {
                checked.diagnostics.push(diagnostic(cx, index, statement, fingerprint, claim));
            }
        }
    }
    checked.diagnostics.sort_by(|a, b| a.span().cmp(&b.span()).then_with(|| a.lint.cmp(&b.lint)));
}

/// What is wrong with a statement.
struct Claim<'d> {
    /// The names that it is about, for the message.
    about: Vec<String>,
    evidence: String,
    help: Option<String>,
    /// The names that the fix leaves; `None` for no fix.
    left: Option<Vec<&'d str>>,
    fix: Applicability,
}

struct Judge<'a> {
    cx: &'a Context<'a>,
    selected: &'a [bool],
    suppressions: &'a Suppressions<'a>,
}

impl<'a> Judge<'a> {
    fn unused(&self, place: usize, statement: &Statement<'a>) -> Option<Claim<'a>> {
        let (unused, used): (Vec<&Name<'_>>, Vec<&Name<'_>>) =
            statement.names.iter().partition(|name| self.is_unused(place, statement, name));
        if unused.is_empty() {
            return None;
        }
        let evidence = match statement.kind {
            Kind::NextLine => "nothing is found in the line below",
            Kind::Disable => "nothing is found from here to where it ends",
            Kind::Enable => "nothing is disabled here",
            Kind::File => "nothing is found in the file",
        };
        Some(Claim {
            about: unused.iter().map(|name| format!("`{}`", name.name)).collect(),
            evidence: evidence.to_owned(),
            help: None,
            left: Some(used.iter().map(|name| name.name).collect()),
            fix: Applicability::Safe,
        })
    }

    fn is_unused(&self, place: usize, statement: &Statement<'_>, name: &Name<'_>) -> bool {
        let whole_file = statement.kind == Kind::File && name.name == ALL;
        !whole_file && !name.used.get() && self.was_run(name.name) && !self.ends_something(place, statement, name)
    }

    /// Whether all lints of a name were run, so that they could have found something. Those that are off by their own files
    /// do not count for a category.
    fn was_run(&self, name: &str) -> bool {
        let set = self.cx.set;
        let own = |index: LintIndex| set.get(index).is_about_suppressions();
        let ran = |index: LintIndex| self.selected[index.get()] || set.get(index).level() == Level::Off;
        if let Some(index) = set.find(name) {
            return self.selected[index.get()] && !own(index);
        }
        let lints = if name == ALL { set.iter().map(|(index, _)| index).collect() } else { set.named(name) };
        !lints.is_empty() && lints.iter().all(|&index| ran(index)) && (name == ALL || !lints.iter().any(|&index| own(index)))
    }

    /// Whether a comment that enables ends what an earlier one disabled, and no other ended since.
    fn ends_something(&self, place: usize, statement: &Statement<'_>, name: &Name<'_>) -> bool {
        if statement.kind != Kind::Enable {
            return false;
        }
        for earlier in self.suppressions.statements()[..place].iter().rev() {
            match earlier.kind {
                Kind::Enable if earlier.names.iter().any(|other| other.name == name.name) => return false,
                Kind::Disable if earlier.names.iter().any(|other| self.related(other.name, name.name)) => return true,
                _ => {}
            }
        }
        false
    }

    fn related(&self, a: &str, b: &str) -> bool {
        let category = |name: &str| self.cx.set.find(name).map(|index| self.cx.set.get(index).category());
        a == b || a == ALL || b == ALL || category(a) == Some(b) || category(b) == Some(a)
    }

    fn unknown(&self, statement: &Statement<'a>) -> Option<Claim<'a>> {
        let set = self.cx.set;
        let is_unknown = |name: &str| name != ALL && set.named(name).is_empty();
        let unknown: Vec<&str> = statement.names.iter().map(|name| name.name).filter(|name| is_unknown(name)).collect();
        if unknown.is_empty() {
            return None;
        }
        let known = set.names();
        let near = |name: &str| suggest(name, known.iter().copied());
        let meant: Vec<String> = unknown.iter().filter_map(|name| Some(format!("`{}`", near(name)?))).collect();
        let mut left: Vec<&'a str> = Vec::new();
        for name in statement.names.iter().map(|name| name.name) {
            let name = if is_unknown(name) { near(name) } else { Some(name) };
            left.extend(name.filter(|name| !left.contains(name)));
        }
        Some(Claim {
            about: unknown.iter().map(|name| format!("`{name}`")).collect(),
            evidence: "no lint and no category has this name, so that nothing is left out for its sake".to_owned(),
            help: (!meant.is_empty()).then(|| format!("did you mean {}?", meant.join(", "))),
            left: Some(left),
            fix: Applicability::Unsafe,
        })
    }
}

fn unexplained<'d>(statement: &Statement<'d>) -> Option<Claim<'d>> {
    let help = if statement.list.is_some() { "write it after a colon" } else { "write it beside `disable`, as `reason`" };
    (!statement.reason && statement.kind != Kind::Enable).then(|| Claim {
        about: Vec::new(),
        evidence: "the configuration asks for a reason".to_owned(),
        help: Some(help.to_owned()),
        left: None,
        fix: Applicability::None,
    })
}

fn diagnostic(cx: &Context<'_>, index: LintIndex, statement: &Statement<'_>, fingerprint: Fingerprint, claim: Claim<'_>) -> Diagnostic {
    let lint = cx.set.get(index);
    let settings = cx.settings.lint(index);
    let blocks = cx.blocks();
    let next = blocks.partition_point(|block| block.span().end <= statement.span.start);
    let block = blocks.get(next).map(|block| block.span()).filter(|block| block.overlaps(statement.span));
    // Front matter has no block.
    let span = block.map_or(statement.span, |block| Span::new(statement.span.start, statement.span.end.min(block.end)));
    let applicability = if span == statement.span { claim.fix.min(settings.fix) } else { Applicability::None };
    let edit = statement.list.zip(claim.left).filter(|_| applicability > Applicability::None).map(|(list, left)| {
        if left.is_empty() {
            ("Remove the suppression", Edit { span: statement.span, new_text: String::new() })
        } else {
            ("Correct the suppression", Edit { span: list, new_text: left.join(", ") })
        }
    });
    let message = if claim.about.is_empty() || statement.list.is_some_and(|list| list.is_empty()) {
        lint.static_summary()
    } else {
        Cow::Owned(format!("{}: {}", lint.summary(), claim.about.join(", ")))
    };
    Diagnostic {
        lint: lint.static_id(),
        category: lint.static_category(),
        level: settings.level,
        message,
        help: claim.help.map(Cow::Owned),
        evidence: Evidence { kind: EvidenceKind::Exact, clause: None, text: claim.evidence },
        also: Vec::new(),
        related: Vec::new(),
        fix: edit.as_ref().map(|(title, _)| Fix { title: Cow::Borrowed(title), applicability }),
        parts: vec![Part { span, fingerprint, edits: edit.map(|(_, edit)| edit).into_iter().collect() }],
    }
}
