//! What is wrong with a suppression, statement by statement.
//!
//! A text may hold any number of statements and a statement any number of names, most of them made up: all that is asked of
//! earlier statements is kept by name, and only some of the unknown names are compared with the known ones.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::context::Context;
use crate::diagnostic::Edit;
use crate::document::{Mistake, Mistaken};
use crate::lint::{Applicability, Level, LintIndex, suggest};
use crate::suppress::{ALL, KEYWORDS, Kind, Misspelt, Name, Statement};

/// So many unknown names of a document are compared with all known ones: that is slow, and nobody reads more.
const MOST_COMPARED: usize = 64;
/// Longer words resemble no name.
const LONGEST_COMPARED: usize = 64;
/// So many names stand in a message.
const MOST_NAMED: usize = 8;
/// How much a word must have in common with one of ours to be taken for it.
const ALIKE: f32 = 0.8;
/// What to do about a name that resembles none.
const NO_NAME: &str = "write the name of a lint or of a category, or take the comment out";

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

    /// Whether no lint and no category has this name.
    pub(super) fn is_unknown(&self, name: &str) -> bool {
        name != ALL && self.cx.set.named(name).is_empty()
    }

    /// The name that was probably meant by this one.
    pub(super) fn probably(&mut self, name: &'a str) -> &'a str {
        if self.is_unknown(name) { self.near(name).unwrap_or(name) } else { name }
    }

    /// Names that no lint has. One that resembles none stays: without it, what it was written for would go with the next fix.
    pub(super) fn unknown(&mut self, statement: &Statement<'a>) -> Option<Claim> {
        let unknown: BTreeSet<&'a str> = statement.names.iter().map(|name| name.name).filter(|name| self.is_unknown(name)).collect();
        if unknown.is_empty() {
            return None;
        }
        let mut meant: Vec<String> = Vec::new();
        let (mut left, mut is_left): (Vec<&'a str>, BTreeSet<&'a str>) = (Vec::new(), BTreeSet::new());
        let mut names: Vec<&str> = Vec::new();
        for mut name in statement.names.iter().map(|name| name.name) {
            if unknown.contains(name) {
                names.push(name);
                if let Some(near) = self.near(name) {
                    meant.push(format!("`{near}`"));
                    name = near;
                }
            }
            left.extend(is_left.insert(name).then_some(name));
        }
        let help = if meant.is_empty() { NO_NAME.to_owned() } else { format!("did you mean {}?", meant.join(", ")) };
        Some(Claim {
            about: about(statement, &names),
            evidence: "no lint and no category has this name, so that nothing is left out for its sake".to_owned(),
            help: Some(help),
            edit: if meant.is_empty() { None } else { correction(statement, &left) },
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

    /// What a comment that does nothing was meant to do, if it was meant to do something.
    pub(super) fn meant_by(&self, comment: &Misspelt<'_>) -> Option<Meant> {
        let word = comment.word.to_ascii_lowercase().replace('_', "-");
        // Between words of a sentence only the words of a suppression are one, and nothing but names after it.
        if !comment.joined {
            let (keyword, kind) = KEYWORDS.into_iter().find(|&(known, _)| known == word)?;
            return comment.names().all(|name| !self.is_unknown(name)).then_some(Meant { kind, keyword, reach: Reach::Below });
        }
        let (keyword, kind) = keyword(&word)?;
        let reach = match &*word {
            _ if word.contains("next") => Reach::Below,
            _ if word.contains("line") => Reach::Here,
            _ => Reach::Either,
        };
        Some(Meant { kind, keyword, reach })
    }

    /// A comment that does nothing, if it was meant to do something.
    pub(super) fn misspelt(&self, comment: &Misspelt<'_>) -> Option<Claim> {
        let Meant { kind, keyword, reach } = self.meant_by(comment)?;
        let written = self.cx.document.slice(comment.head);
        // There is no comment for the line that it stands in: as one for the next line it would give up this one.
        let elsewhere = kind == Kind::NextLine && reach != Reach::Below && comment.beside.is_some() && comment.beside != comment.below;
        let help =
            if elsewhere { format!("write `scrublint-{keyword}` above the line") } else { format!("did you mean `scrublint-{keyword}`?") };
        Some(Claim {
            about: Some(format!("`{}`", written.split_whitespace().collect::<Vec<_>>().join(" "))),
            evidence: "no suppression begins like this, so that nothing is left out for its sake".to_owned(),
            help: Some(help),
            edit: (!elsewhere).then(|| ("Correct the suppression", Edit { span: comment.head, new_text: format!("scrublint-{keyword}") })),
            fix: Applicability::Unsafe,
        })
    }
}

/// What a misspelt comment was meant to do.
pub(super) struct Meant {
    pub kind: Kind,
    pub keyword: &'static str,
    /// Where it was meant to reach, if only a line.
    pub reach: Reach,
}

/// The line that a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Below,
    /// The one that it stands in, if there is anything else in it.
    Here,
    /// That cannot be told.
    Either,
}

/// The word of ours that is meant by another.
fn keyword(word: &str) -> Option<(&'static str, Kind)> {
    let meant = match word {
        "ignore" | "disable-line" | "ignore-line" | "ignore-next-line" | "ignore-next" | "disable-next" => "disable-next-line",
        "ignore-file" => "disable-file",
        "off" | "disable-start" | "disable-begin" | "disable-all" => "disable",
        "on" | "disable-end" | "enable-all" | "end-disable" => "enable",
        _ if word.len() > LONGEST_COMPARED => return None,
        _ => similar::get_close_matches(word, &KEYWORDS.map(|(keyword, _)| keyword), 1, ALIKE).first().copied()?,
    };
    KEYWORDS.into_iter().find(|&(keyword, _)| keyword == meant)
}

/// A key `scrublint` in the front matter that is not understood.
pub(super) fn mistaken(mistaken: &Mistaken) -> Claim {
    let (about, evidence) = match &mistaken.mistake {
        Mistake::Unread => ("`scrublint` in the front matter".to_owned(), "the front matter cannot be read"),
        Mistake::NoNames => ("`scrublint` in the front matter".to_owned(), "no names of lints stand there"),
        Mistake::Key(key) => (format!("`scrublint: {{{}: …}}`", clipped(key)), "there is no such setting"),
    };
    Claim {
        about: Some(about),
        evidence: format!("{evidence}, so that nothing is left out for its sake"),
        help: Some("write `scrublint: {disable: [byline], reason: …}`, with the names of lints, or `disable: all`".to_owned()),
        edit: None,
        fix: Applicability::None,
    }
}

/// A name for a message.
fn clipped(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST_COMPARED { line.chars().take(LONGEST_COMPARED).chain(['…']).collect() } else { line }
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
