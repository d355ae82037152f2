//! What is wrong with a suppression, statement by statement.
//!
//! A text may hold any number of statements and a statement any number of names, most of them made up: all that is asked of
//! earlier statements is kept by name, and only some of the unknown names are compared with the known ones.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::context::Context;
use crate::diagnostic::Edit;
use crate::lint::{Applicability, Level, LintIndex, suggest};
use crate::suppress::{ALL, Kind, Misspelt, Name, Statement, WORDS};

/// So many unknown names of a document are compared with all known ones: that is slow, and nobody reads more.
const MOST_COMPARED: usize = 64;
/// Longer words resemble no name.
const LONGEST_COMPARED: usize = 64;
/// So many names stand in a message.
const MOST_NAMED: usize = 8;
/// How much a word must have in common with one of ours to be taken for it.
const ALIKE: f32 = 0.8;

/// What is wrong with a statement.
pub(super) struct Claim {
    /// What it is about, for the message.
    pub about: Option<String>,
    pub evidence: String,
    pub help: Option<String>,
    /// What to do about it.
    pub edit: Option<(&'static str, Edit)>,
    pub fix: Applicability,
}

pub(super) struct Judge<'a> {
    cx: &'a Context<'a>,
    selected: &'a [bool],
    known: OnceCell<Vec<&'a str>>,
    /// The names that unknown ones resemble.
    near: BTreeMap<&'a str, Option<&'a str>>,
    switches: Switches<'a>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(cx: &'a Context<'a>, selected: &'a [bool]) -> Self {
        Self { cx, selected, known: OnceCell::new(), near: BTreeMap::new(), switches: Switches::default() }
    }

    /// Names that cover nothing. Statements are to be asked about in the order of the text.
    pub(super) fn unused(&mut self, place: usize, statement: &Statement<'a>) -> Option<Claim> {
        let (unused, used): (Vec<&Name<'_>>, Vec<&Name<'_>>) = statement.names.iter().partition(|name| self.is_unused(statement, name));
        self.note(place, statement);
        if unused.is_empty() {
            return None;
        }
        let evidence = match statement.kind {
            Kind::NextLine => "nothing is found in the line below",
            Kind::Disable => "nothing is found from here to where it ends",
            Kind::Enable => "nothing is disabled here",
            Kind::File => "nothing is found in the file",
        };
        let names: Vec<&str> = unused.iter().map(|name| name.name).collect();
        Some(Claim {
            about: about(statement, &names),
            evidence: evidence.to_owned(),
            help: None,
            edit: correction(statement, &used.iter().map(|name| name.name).collect::<Vec<_>>()),
            fix: Applicability::Safe,
        })
    }

    fn is_unused(&self, statement: &Statement<'_>, name: &Name<'_>) -> bool {
        let whole_file = statement.kind == Kind::File && name.name == ALL;
        let ends = || statement.kind == Kind::Enable && self.switches.are_ended_by(name.name, self.category(name.name));
        !whole_file && !name.used.get() && self.was_run(name.name) && !ends()
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

    fn category(&self, name: &str) -> Option<&'a str> {
        self.cx.set.find(name).map(|index| self.cx.set.get(index).category())
    }

    fn note(&mut self, place: usize, statement: &Statement<'a>) {
        for name in statement.names.iter().map(|name| name.name) {
            let category = self.category(name);
            match statement.kind {
                Kind::Disable => self.switches.disable(place, name, category),
                Kind::Enable => drop(self.switches.enabled.insert(name, place)),
                Kind::NextLine | Kind::File => {}
            }
        }
    }

    /// Names that no lint has.
    pub(super) fn unknown(&mut self, statement: &Statement<'a>) -> Option<Claim> {
        let is_unknown = |name: &str| name != ALL && self.cx.set.named(name).is_empty();
        let unknown: BTreeSet<&'a str> = statement.names.iter().map(|name| name.name).filter(|name| is_unknown(name)).collect();
        if unknown.is_empty() {
            return None;
        }
        let mut meant: Vec<String> = Vec::new();
        let (mut left, mut is_left): (Vec<&'a str>, BTreeSet<&'a str>) = (Vec::new(), BTreeSet::new());
        let mut names: Vec<&str> = Vec::new();
        for name in statement.names.iter().map(|name| name.name) {
            let name = if unknown.contains(name) {
                names.push(name);
                let near = self.near(name);
                meant.extend(near.map(|near| format!("`{near}`")));
                near
            } else {
                Some(name)
            };
            left.extend(name.filter(|&name| is_left.insert(name)));
        }
        Some(Claim {
            about: about(statement, &names),
            evidence: "no lint and no category has this name, so that nothing is left out for its sake".to_owned(),
            help: (!meant.is_empty()).then(|| format!("did you mean {}?", meant.join(", "))),
            edit: correction(statement, &left),
            fix: Applicability::Unsafe,
        })
    }

    /// The name that an unknown one resembles.
    fn near(&mut self, name: &'a str) -> Option<&'a str> {
        if name.len() > LONGEST_COMPARED {
            return None;
        }
        if let Some(&near) = self.near.get(name) {
            return near;
        }
        if self.near.len() >= MOST_COMPARED {
            return None;
        }
        let known = self.known.get_or_init(|| self.cx.set.names());
        let near = suggest(name, known.iter().copied());
        self.near.insert(name, near);
        near
    }

    /// A comment that does nothing, if it was meant to do something.
    pub(super) fn misspelt(&self, comment: &Misspelt<'_>) -> Option<Claim> {
        let word = comment.word.to_ascii_lowercase().replace('_', "-");
        // Between words of a sentence only the words of a suppression are one, and nothing but names after it.
        let known = |name: &str| name == ALL || !self.cx.set.named(name).is_empty();
        let meant = if comment.joined { meant(&word)? } else { WORDS.into_iter().find(|&known| known == word)? };
        if !comment.joined && !comment.names().all(known) {
            return None;
        }
        let written = self.cx.document.slice(comment.head);
        Some(Claim {
            about: Some(format!("`{}`", written.split_whitespace().collect::<Vec<_>>().join(" "))),
            evidence: "no suppression begins like this, so that nothing is left out for its sake".to_owned(),
            help: Some(format!("did you mean `scrublint-{meant}`?")),
            edit: Some(("Correct the suppression", Edit { span: comment.head, new_text: format!("scrublint-{meant}") })),
            fix: Applicability::Unsafe,
        })
    }
}

/// The word of ours that is meant by another.
fn meant(word: &str) -> Option<&'static str> {
    match word {
        "disable-line" | "ignore-line" | "ignore-next-line" | "disable-next" => Some("disable-next-line"),
        "ignore-file" => Some("disable-file"),
        "ignore" | "off" | "disable-start" | "disable-begin" | "disable-all" => Some("disable"),
        "on" | "disable-end" | "enable-all" | "end-disable" => Some("enable"),
        _ if word.len() > LONGEST_COMPARED => None,
        _ => similar::get_close_matches(word, &WORDS, 1, ALIKE).first().copied(),
    }
}

/// The last statements that switched something off or on again.
#[derive(Default)]
struct Switches<'a> {
    any: Option<usize>,
    /// By the name that was given.
    disabled: BTreeMap<&'a str, usize>,
    /// By the category of a lint that was named.
    in_category: BTreeMap<&'a str, usize>,
    enabled: BTreeMap<&'a str, usize>,
}

impl<'a> Switches<'a> {
    fn disable(&mut self, place: usize, name: &'a str, category: Option<&'a str>) {
        self.any = Some(place);
        self.disabled.insert(name, place);
        if let Some(category) = category {
            self.in_category.insert(category, place);
        }
    }

    /// Whether enabling a name, of this category if it is a lint's, ends what was disabled and not ended since.
    fn are_ended_by(&self, name: &str, category: Option<&str>) -> bool {
        let named = |name: &str| self.disabled.get(name).copied();
        let any = if name == ALL { self.any } else { None };
        let lint = self.in_category.get(name).copied();
        let last = [any, lint, named(name), named(ALL), category.and_then(named)].into_iter().max().flatten();
        last.is_some_and(|last| self.enabled.get(name).is_none_or(|&enabled| enabled < last))
    }
}

/// A reason that is asked for and not there.
pub(super) fn unexplained(statement: &Statement<'_>) -> Option<Claim> {
    let help = if statement.list.is_some() { "write it after a colon" } else { "write it beside `disable`, as `reason`" };
    (!statement.reason && statement.kind != Kind::Enable).then(|| Claim {
        about: None,
        evidence: "the configuration asks for a reason".to_owned(),
        help: Some(help.to_owned()),
        edit: None,
        fix: Applicability::None,
    })
}

/// The names that a claim is about; of many only the first.
fn about(statement: &Statement<'_>, names: &[&str]) -> Option<String> {
    if statement.list.is_some_and(|list| list.is_empty()) {
        return None;
    }
    let first: Vec<String> = names.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(MOST_NAMED);
    Some(if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") })
}

/// The edit that leaves these names; front matter is never edited.
fn correction(statement: &Statement<'_>, left: &[&str]) -> Option<(&'static str, Edit)> {
    let list = statement.list?;
    Some(if left.is_empty() {
        ("Remove the suppression", Edit { span: statement.span, new_text: String::new() })
    } else {
        ("Correct the suppression", Edit { span: list, new_text: left.join(", ") })
    })
}
