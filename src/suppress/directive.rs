//! One comment: which lints it names and what it says of them.

use crate::source::Span;

use super::ALL;

/// What a comment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
    list: &'t str,
}

/// A comment that never ends.
#[derive(Debug)]
pub(super) struct Unclosed;

/// Longer keywords before those that they begin with.
const KEYWORDS: [(&str, Kind); 4] =
    [("disable-next-line", Kind::NextLine), ("disable-file", Kind::File), ("disable", Kind::Disable), ("enable", Kind::Enable)];

impl<'t> Directive<'t> {
    /// Reads the comment that opens at `at`; `None` if it is not for this program.
    pub(super) fn parse(text: &'t str, at: usize) -> Result<Option<Self>, Unclosed> {
        let inner = &text[at + "<!--".len()..];
        let Some(rest) = inner.trim_start().strip_prefix("scrublint-") else { return Ok(None) };
        let keyword = KEYWORDS.iter().find_map(|&(word, kind)| rest.strip_prefix(word).map(|rest| (kind, rest)));
        let Some((kind, rest)) = keyword else { return Ok(None) };
        // Before anything is searched for: a longer word is none of ours.
        if !rest.starts_with("-->") && !rest.starts_with(|c: char| c.is_whitespace() || c == ':') {
            return Ok(None);
        }
        let Some(close) = rest.find("-->") else { return Err(Unclosed) };
        let (arguments, end) = (&rest[..close], text.len() - rest.len() + close + "-->".len());
        // After a colon comes the reason, which is for people.
        let list = arguments.split(':').next().unwrap_or_default();
        Ok(Some(Self { kind, span: Span::new(at, end), list }))
    }

    /// The names it gives; `all` if it gives none.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        let list = if self.list.trim().is_empty() { ALL } else { self.list };
        list.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty())
    }
}
