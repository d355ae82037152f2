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

/// Longer keywords before those that they begin with.
const KEYWORDS: [(&str, Kind); 4] =
    [("disable-next-line", Kind::NextLine), ("disable-file", Kind::File), ("disable", Kind::Disable), ("enable", Kind::Enable)];

impl<'t> Directive<'t> {
    /// Reads the comment that opens at `at`; `None` if it is not for this program, or another comment opens before it ends.
    pub(super) fn parse(text: &'t str, at: usize) -> Option<Self> {
        let rest = text[at + "<!--".len()..].trim_start().strip_prefix("scrublint-")?;
        let (kind, rest) = KEYWORDS.iter().find_map(|&(word, kind)| rest.strip_prefix(word).map(|rest| (kind, rest)))?;
        // Before anything is searched for: a longer word is none of ours.
        if !rest.starts_with("-->") && !rest.starts_with(|c: char| c.is_whitespace() || c == ':') {
            return None;
        }
        // One that was left open by mistake must not take the next one's end for its own.
        let own = &rest[..memmem::find(rest.as_bytes(), b"<!--").unwrap_or(rest.len())];
        let arguments = &own[..own.find("-->")?];
        let end = text.len() - rest.len() + arguments.len() + "-->".len();
        // After a colon comes the reason, which is for people.
        let (names, reason) = arguments.split_once(':').unwrap_or((arguments, ""));
        let start = text.len() - rest.len() + (names.len() - names.trim_start().len());
        let list = Span::new(start, start + names.trim().len());
        Some(Self { kind, span: Span::new(at, end), list, reason: !reason.trim().is_empty(), names })
    }

    /// The names it gives; `all` if it gives none.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        let list = if self.names.trim().is_empty() { ALL } else { self.names };
        list.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty())
    }
}
