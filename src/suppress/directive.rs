//! One comment: which lints it names and what it says of them.

use memchr::memmem;

use crate::source::Span;

use super::ALL;

/// What a comment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Leave out the next block.
    NextLine,
    /// Leave out from here on.
    Disable,
    /// Leave out no longer.
    Enable,
    /// Leave out in all of the file.
    File,
}

/// A comment that is meant for this program, or looks as if it were.
#[derive(Debug)]
pub(super) enum Comment<'t> {
    /// It is.
    Directive(Directive<'t>),
    /// It begins like one, and its word is none of ours.
    Misspelt(Misspelt<'t>),
}

/// A comment that is meant for this program.
#[derive(Debug)]
pub(super) struct Directive<'t> {
    pub kind: Kind,
    /// From `<!--` to `-->`.
    pub span: Span,
    /// Where the names stand, without white space around them; empty where there are none.
    pub list: Span,
    /// Whether it says why.
    pub reason: bool,
    names: &'t str,
}

/// A comment that begins with this program's name and does nothing.
#[derive(Debug)]
pub(crate) struct Misspelt<'t> {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// This program's name and the word after it, as they are written.
    pub head: Span,
    /// The word.
    pub word: &'t str,
    /// Whether it is joined to the name, as no word of a sentence is.
    pub joined: bool,
    /// The block whose lines it stands in.
    pub beside: Option<Span>,
    /// The next block.
    pub below: Option<Span>,
    names: &'t str,
}

/// The words of comments.
pub(crate) const KEYWORDS: [(&str, Kind); 4] =
    [("disable-next-line", Kind::NextLine), ("disable-file", Kind::File), ("disable", Kind::Disable), ("enable", Kind::Enable)];

/// The name that every comment begins with.
const NAME: &str = "scrublint";

/// What stands between the name and the word of a comment, wherever it is one.
const JOINTS: [char; 2] = ['-', '_'];

impl<'t> Comment<'t> {
    /// Reads the comment that opens at `at`; `None` if it is not for this program, or another comment opens before it ends.
    pub(super) fn parse(text: &'t str, at: usize) -> Option<Self> {
        let inner = text[at + "<!--".len()..].trim_start();
        let (name, rest) = split_name(inner)?;
        let joint = rest.len() - rest.trim_start_matches(|c: char| JOINTS.contains(&c) || c == ':' || c.is_whitespace()).len();
        let (joint, rest) = rest.split_at(joint);
        let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || JOINTS.contains(&c)).len();
        let word = rest[..word].trim_end_matches('-');
        let rest = &rest[word.len()..];
        // Before anything is searched for: a longer word is none of ours.
        let ends = rest.starts_with("-->") || rest.starts_with(|c: char| c.is_whitespace() || c == ':');
        if joint.is_empty() || word.is_empty() || !ends {
            return None;
        }
        // One that was left open by mistake must not take the next one's end for its own.
        let own = &rest[..memmem::find(rest.as_bytes(), b"<!--").unwrap_or(rest.len())];
        let arguments = &own[..own.find("-->")?];
        let after = text.len() - rest.len();
        let span = Span::new(at, after + arguments.len() + "-->".len());
        // After a colon comes the reason, which is for people.
        let (names, reason) = arguments.split_once(':').unwrap_or((arguments, ""));
        let Some(&(_, kind)) = KEYWORDS.iter().find(|&&(keyword, _)| name == NAME && joint == "-" && word == keyword) else {
            let head = Span::new(text.len() - inner.len(), after);
            return Some(Self::Misspelt(Misspelt {
                span,
                head,
                word,
                joined: joint.chars().all(|c| JOINTS.contains(&c)),
                names,
                beside: None,
                below: None,
            }));
        };
        let start = after + (names.len() - names.trim_start().len());
        let list = Span::new(start, start + names.trim().len());
        Some(Self::Directive(Directive { kind, span, list, reason: !reason.trim().is_empty(), names }))
    }
}

impl Comment<'_> {
    /// From `<!--` to `-->`.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Directive(directive) => directive.span,
            Self::Misspelt(misspelt) => misspelt.span,
        }
    }
}

/// This program's name at the start, with any capitals and perhaps as two words, and what follows it.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let begins = |at: usize, with: &str| text.get(at..at + with.len()).is_some_and(|part| part.eq_ignore_ascii_case(with));
    let (first, second) = NAME.split_at("scrub".len());
    let gap = text.get(first.len()..)?.len() - text.get(first.len()..)?.trim_start_matches(JOINTS).len();
    let end = NAME.len() + gap;
    (gap <= 1 && begins(0, first) && begins(first.len() + gap, second)).then(|| text.split_at(end))
}

impl<'t> Misspelt<'t> {
    /// What stands where the names of lints would.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        split(self.names)
    }

    /// The same; `all` where there are none.
    pub(crate) fn names_or_all(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        split_or_all(self.names)
    }
}

impl<'t> Directive<'t> {
    /// The names it gives; `all` if it gives none.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        split_or_all(self.names)
    }
}

fn split_or_all(list: &str) -> impl Iterator<Item = &str> {
    split(if list.trim().is_empty() { ALL } else { list })
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty())
}
