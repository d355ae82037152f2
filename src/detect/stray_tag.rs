//! `stray-tag`: tags of HTML that a scraper left in the text.
//!
//! Only names of HTML count, and only tags that nobody writes as words: closing tags, tags with attributes, tags that are
//! closed in the same block, line breaks. A tag that carries meaning (a raised figure, a deletion, a table's cell, code) is
//! reported and stays: without it `10<sup>6</sup>` is another number. Markdown may hold HTML by right, so that there only a closing tag that nothing
//! opens and the markup of word processors are residue, and the fix is not certain. Where the text is about markup, all stays.
//! A chat puts its speakers' names between the same signs; in such a line nothing is certain.

use rustc_hash::FxHashMap;

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::{BlockKind, Format};
use crate::lint::Applicability;
use crate::source::Span;

use super::about::is_about;
use super::inline_code::InlineCode;

/// The longest tag that is read, in bytes; links with their tracking are long.
const LONGEST: usize = 600;

/// Elements that stand in a line of words: their tags leave nothing behind.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "o:p", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// Elements that begin a line of their own: their tags leave a space behind where two words would touch.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "button",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "input",
    "li",
    "nav",
    "noscript",
    "ol",
    "p",
    "section",
    "source",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// Elements without which the text says something else: figures that are raised, words that are struck out or quoted, code. Their
/// tags stay.
const MEANT: &[&str] = &["code", "del", "ins", "kbd", "q", "s", "samp", "strike", "sub", "sup", "tt", "var"];

/// Elements of a table, whose cells say what they say by their places: their tags are not certain to go.
const TABLE: &[&str] = &["table", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// What a text about markup says.
const SUBJECTS: &[&str] =
    &["HTML", " html ", "XML", "markup", "Markdown", "CSS", "JSX", "DOM", "PHP", "JavaScript", "TypeScript", " React ", "Angular"];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    if memchr::memchr(b'<', cx.document.text().as_bytes()).is_none() {
        return;
    }
    let blocks = cx.blocks().iter().enumerate().filter(|(_, block)| matches!(block.kind, BlockKind::Text | BlockKind::TableRow));
    let tagged: Vec<(usize, Vec<Tag<'_>>)> =
        blocks.map(|(index, _)| (index, tags(cx.text(index)))).filter(|(_, tags)| !tags.is_empty()).collect();
    if tagged.is_empty() || is_about(cx.document, SUBJECTS) {
        return;
    }
    let markdown = cx.document.format() == Format::Markdown;
    let chat = has_speakers(cx);
    let mut open: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, tags) in tagged {
        let text = cx.text(index);
        let start = cx.blocks()[index].span().start;
        let closed: Vec<bool> = if markdown { orphans(&tags, &mut open) } else { closed(&tags) };
        let stray =
            tags.iter().zip(closed).filter(|(tag, closed)| if markdown { *closed || tag.is_office() } else { *closed || tag.is_sure() });
        let stray: Vec<&Tag<'_>> = stray.map(|(tag, _)| tag).collect();
        let spoken = speaker(text).is_some_and(|(_, timed)| timed || chat);
        let fix_of = |tag: &Tag<'_>| match tag.fix() {
            Applicability::Safe if markdown || spoken => Applicability::Unsafe,
            fix => fix,
        };
        for fix in [Applicability::Safe, Applicability::Unsafe, Applicability::None] {
            let alike: Vec<&Tag<'_>> = stray.iter().copied().filter(|tag| fix_of(tag) == fix).collect();
            let Some(first) = alike.first() else { continue };
            let words = format!("“{}” is a tag of HTML", &text[first.start..first.end]);
            out.push(match fix {
                Applicability::None => Finding::report(cx.lint, index, words),
                _ => Finding::repair(cx.lint, index, fix, removals(text, &alike, start), words),
            });
        }
    }
}

/// The name that a line of a chat begins with, `<ana> hello`, and whether a time stands before it: `[12:30] <ana> hello`.
fn speaker(text: &str) -> Option<(&str, bool)> {
    let line = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '/' | '[' | ']' | '(' | ')' | ' '));
    let time = &text[..text.len() - line.len()];
    let (name, said) = line.strip_prefix('<')?.split_once('>')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '|'));
    (named && said.starts_with(' ')).then(|| (name, time.contains(':')))
}

/// Whether several lines begin with names that are none of HTML.
fn has_speakers(cx: &Context<'_>) -> bool {
    let known = |name: &str| INLINE.iter().chain(BLOCK).any(|other| other.eq_ignore_ascii_case(name));
    cx.blocks_with(b'<').filter_map(|index| speaker(cx.text(index))).filter(|(name, _)| !known(name)).nth(1).is_some()
}

/// A tag of a known element.
#[derive(Debug)]
struct Tag<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    /// What stands between the name and the `>`.
    attributes: &'a str,
    closing: bool,
}

/// The tags of a text, in order, outside inline code.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut code = InlineCode::of(text);
    memchr::memchr_iter(b'<', text.as_bytes()).filter_map(|at| tag(text, at).filter(|_| !code.holds(at))).collect()
}

fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closing);
    let len = bytes[from..].iter().take(11).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count();
    let name = &text[from..from + len];
    let known = |names: &[&str]| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    if !known(INLINE) && !known(BLOCK) {
        return None;
    }
    let window = &bytes[from + len..bytes.len().min(from + LONGEST)];
    let close = memchr::memchr2(b'<', b'>', window).filter(|&close| window[close] == b'>')?;
    let attributes = &text[from + len..from + len + close];
    let well_formed = attributes.is_empty() || attributes.starts_with([' ', '/', '\n', '\r', '\t']);
    let end = from + len + close + 1;
    well_formed.then_some(Tag { start, end, name, attributes: attributes.trim_matches([' ', '/', '\n', '\r', '\t']), closing })
}

impl Tag<'_> {
    /// Whether nobody writes this as words, whatever stands around it.
    fn is_sure(&self) -> bool {
        let bare = self.attributes.is_empty();
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(self.name));
        match self.closing {
            true => bare,
            // Single letters and short names are variables and types as well: `Vec<p>`, `<a>`.
            false if bare => {
                is(&["br", "hr", "wbr", "o:p", "td", "tr", "li", "ul", "h1", "h2", "h3", "h4", "div", "strong", "tbody", "blockquote"])
            }
            false => self.attributes.contains("=\"") || self.attributes.contains("='") || self.attributes.contains("=“"),
        }
    }

    /// Whether a word processor wrote it.
    fn is_office(&self) -> bool {
        self.name.eq_ignore_ascii_case("o:p") || self.name.eq_ignore_ascii_case("font") || self.attributes.contains("mso-")
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }

    /// The most that may be done about it.
    fn fix(&self) -> Applicability {
        if self.is_one_of(MEANT) {
            Applicability::None
        } else if self.is_one_of(TABLE) {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        }
    }
}

/// What takes the tags out of a text; of several that touch the first leaves a space where two words would touch that one of them
/// had kept apart.
fn removals(text: &str, tags: &[&Tag<'_>], block: usize) -> Vec<Edit> {
    let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let mut edits = Vec::with_capacity(tags.len());
    for touching in tags.chunk_by(|tag, next| tag.end == next.start) {
        let before = touching.first().and_then(|first| text[..first.start].chars().next_back());
        let after = touching.last().and_then(|last| text[last.end..].chars().next());
        let mut apart = solid(before) && solid(after) && touching.iter().any(|tag| tag.is_one_of(BLOCK));
        for tag in touching {
            let new_text = if std::mem::take(&mut apart) { " ".to_owned() } else { String::new() };
            edits.push(Edit { span: Span::new(block + tag.start, block + tag.end), new_text });
        }
    }
    edits
}

/// Of each tag whether it opens without attributes and the same text closes it.
fn closed(tags: &[Tag<'_>]) -> Vec<bool> {
    let mut closers: FxHashMap<String, usize> = FxHashMap::default();
    let mut closed: Vec<bool> = Vec::with_capacity(tags.len());
    for tag in tags.iter().rev() {
        let waiting = closers.entry(tag.name.to_ascii_lowercase()).or_default();
        if tag.closing {
            *waiting += 1;
            closed.push(false);
        } else {
            closed.push(*waiting > 0);
            *waiting = waiting.saturating_sub(1);
        }
    }
    closed.reverse();
    closed
}

/// Of each tag whether it closes what nothing has opened; `open` counts what is open so far.
fn orphans<'a>(tags: &[Tag<'a>], open: &mut FxHashMap<&'a str, usize>) -> Vec<bool> {
    let orphan = |tag: &Tag<'a>| {
        let count = open.entry(tag.name).or_default();
        let orphan = tag.closing && *count == 0;
        *count = if tag.closing { count.saturating_sub(1) } else { *count + 1 };
        orphan
    };
    tags.iter().map(orphan).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::Linter;
    use crate::document::{Document, Hints};
    use crate::lint::{Level, LintSet, Settings};

    fn fixed(text: &str, least: Applicability) -> String {
        let set = Arc::new(LintSet::bundled());
        let mut settings = Settings::defaults(&set);
        set.iter().filter(|(_, lint)| lint.id() != "stray-tag").for_each(|(index, _)| settings.lint_mut(index).level = Level::Off);
        let document = Document::parse(text.to_owned().into(), Format::Plain, &Hints::default());
        Linter::new(set, settings).fix(&document, least).expect("settles").text().to_owned()
    }

    #[test]
    fn names_in_a_chat_are_no_certain_tags() {
        for chat in ["[02:11] <a> is it up\n[02:15] <b> gone </b>\n", "<ada> is it up\n<max> no\n<b> gone </b>\n"] {
            assert_eq!(fixed(chat, Applicability::Safe), chat);
            assert_ne!(fixed(chat, Applicability::Unsafe), chat);
        }
        assert_eq!(fixed("<b> The boat </b> is gone.\n", Applicability::Safe), " The boat  is gone.\n");
    }

    #[test]
    fn in_plain_text_tags_go_safely() {
        let text =
            "<p>The <strong>ferry</strong> sails<br/>at <a href=\"/nine\" class='x'>nine</a>.</p>\n<div class=\"ad\">Nobody waits.</div>\n";
        assert_eq!(fixed(text, Applicability::Safe), "The ferry sails at nine.\nNobody waits.\n");
    }

    #[test]
    fn words_that_a_tag_kept_apart_stay_apart() {
        for (text, without) in [
            ("<p>The first boat.</p><p>The second one.</p>\n", "The first boat. The second one.\n"),
            ("<ul><li>One bell</li><li><b>Two</b> oars</li></ul>\n", "One bell Two oars\n"),
            ("She wrote<br/>three lines</div> <div class=\"a\">of verse.</div>\n", "She wrote three lines of verse.\n"),
            ("5<a href=\"/x\">th</a></b> boat<br>\n", "5th boat\n"),
        ] {
            assert_eq!(fixed(text, Applicability::Safe), without);
        }
    }

    #[test]
    fn tags_that_carry_meaning_stay() {
        for text in [
            "Of 3 x 10<sup>6</sup> people 2<sup>1</sup>/<sub>2</sub> know that E=mc<sup>2</sup>.\n",
            "The jury found him <del>not</del> guilty, at <s>$40</s> <ins>$30</ins> <strike>each</strike>.\n",
            "He said <q>no</q>, and typed <code>&amp;</code> and <kbd class=\"k\">Enter</kbd>.\n",
        ] {
            assert_eq!(fixed(text, Applicability::Unsafe), text);
        }
        let row = "<table class=\"a\"><tr><td>1743</td><td>12</td></tr><tr><td>1744</td><td>13</td></tr></table>\n";
        assert_eq!(fixed(row, Applicability::Safe), row);
        assert_eq!(fixed(row, Applicability::Unsafe), "1743 12 1744 13\n");
        let beside = "<p>It weighs 10<sup>6</sup> stone.</p>\n";
        assert_eq!(fixed(beside, Applicability::Safe), "It weighs 10<sup>6</sup> stone.\n");
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in [
            "Use Vec<T>, Map<a, b> and <stdin>; I <3 boats, and a < b > c is false.\n",
            "Call mv <source> <target> and write to <ana@example.org> or <https://example.org/b>.\n",
            "Type `<br>` for a break, then `</p>` to end it.\n",
            "The HTML of the page had a <br> in every line and a </p> in every other.\n",
            "Replace <i> by the number and <b> by the letter, and <p> by the page.\n",
        ] {
            assert_eq!(fixed(text, Applicability::Unsafe), text);
        }
    }
}
