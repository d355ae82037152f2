//! Blocks of HTML, in which Markdown has no fences.

use std::sync::LazyLock;

use regex::Regex;

/// Elements whose text is kept as it is: their blocks end with a closing tag.
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Elements that begin a block, even within a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// A whole tag and nothing else, behind its `<`.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let value = r#"[^ \t"'=<>`]+|'[^']*'|"[^"]*""#;
    let attribute = format!(r"[ \t]+[A-Za-z_:][A-Za-z0-9_.:-]*(?:[ \t]*=[ \t]*(?:{value}))?");
    Regex::new(&format!(r"^(?:[A-Za-z][A-Za-z0-9-]*(?:{attribute})*[ \t]*/?|/[A-Za-z][A-Za-z0-9-]*[ \t]*)>$")).ok()
});

/// What ends a block of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    /// A line that has this in it.
    Mark(&'static str),
    /// A line with a closing tag of text that is kept as it is.
    ClosingTag,
    /// A blank line.
    Blank,
}

impl HtmlEnd {
    /// What ends the block that a line begins, which has no white space around it.
    pub fn of(line: &str, in_paragraph: bool) -> Option<Self> {
        let inside = line.strip_prefix('<')?;
        for (start, end) in [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")] {
            if inside.starts_with(start) {
                return Some(Self::Mark(end));
            }
        }
        if inside.strip_prefix('!').is_some_and(|declared| declared.starts_with(|c: char| c.is_ascii_alphabetic())) {
            return Some(Self::Mark(">"));
        }
        let tag = inside.strip_prefix('/').unwrap_or(inside);
        let (name, after) = tag.split_at(tag.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count());
        let is_among = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let ends = after.is_empty() || after.starts_with([' ', '\t', '>']);
        if tag.len() == inside.len() && ends && is_among(&RAW) {
            Some(Self::ClosingTag)
        } else if (ends || after.starts_with("/>")) && is_among(BLOCKS) {
            Some(Self::Blank)
        } else {
            let is_tag = !in_paragraph && TAG.as_ref().is_some_and(|tag| tag.is_match(inside));
            is_tag.then_some(Self::Blank)
        }
    }

    /// Whether the block ends with this line.
    pub fn is_in(self, line: &str) -> bool {
        match self {
            Self::Mark(mark) => line.contains(mark),
            Self::ClosingTag => line.match_indices("</").any(|(at, _)| {
                let tag = &line.as_bytes()[at + 2..];
                RAW.iter().any(|name| tag.get(name.len()) == Some(&b'>') && tag[..name.len()].eq_ignore_ascii_case(name.as_bytes()))
            }),
            Self::Blank => line.is_empty(),
        }
    }
}
