//! `html-entity`: character references that a scraper left undecoded, once or more often.
//!
//! What could become markup (`<`, `|`, `*` …) stays encoded. Where the text itself is about HTML, nothing is certain: there
//! a reference may be what the author shows.

mod reference;

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

use super::about::is_about;
use super::inline_code::InlineCode;
use reference::Reference;

/// What a text about the markup says that references come from.
const SUBJECTS: &[&str] = &["HTML", " html ", "XML", "mpersand"];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let mut about_html = None;
    for index in cx.blocks_with(b'&') {
        let (block, text) = (&cx.blocks()[index], cx.text(index));
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) {
            continue;
        }
        let mut code = InlineCode::of(text);
        let mut found = Found::default();
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            let Some(reference) = Reference::at(text, at).filter(|_| !code.holds(at)) else { continue };
            let shows = *about_html.get_or_insert_with(|| is_about(cx.document, SUBJECTS));
            found.add(text, at, reference, shows, block.span().start);
        }
        found.settle();
        for (fix, edits) in [(Applicability::Safe, found.certain), (Applicability::Unsafe, found.likely)] {
            if let Some(Edit { span, .. }) = edits.first() {
                let words = format!("“{}” is how HTML writes a character", cx.document.slice(*span));
                out.push(Finding::repair(cx.lint, index, fix, edits, words));
            }
        }
    }
}

/// The replacements in one block.
#[derive(Default)]
struct Found {
    certain: Vec<Edit>,
    likely: Vec<Edit>,
}

impl Found {
    fn add(&mut self, text: &str, at: usize, reference: Reference, about_html: bool, start: usize) {
        let end = at + reference.len;
        let nested = reference.nested;
        let edits = match (about_html, nested) {
            (true, true) => return,
            (true, false) => &mut self.likely,
            (false, false) => &mut self.certain,
            // Nobody shows a reference in the middle of a word, or as a line of its own.
            (false, true) if is_joined(text, at, end) || end - at == text.len() => &mut self.certain,
            // A lone `&amp;amp;` is one that was encoded twice, or one that the reader shall see; in a name it is the first.
            (false, true) if &*reference.text != "&" || is_in_name(text, at, end) => &mut self.likely,
            (false, true) => return,
        };
        edits.push(Edit { span: Span::new(start + at, start + end), new_text: reference.text.into() });
    }

    /// Where one reference is certainly residue, so are the likely ones beside it.
    fn settle(&mut self) {
        if !self.certain.is_empty() && !self.likely.is_empty() {
            self.certain.append(&mut self.likely);
            self.certain.sort_unstable();
        }
    }
}

/// Whether a letter or digit touches the stretch.
fn is_joined(text: &str, start: usize, end: usize) -> bool {
    text[..start].chars().next_back().is_some_and(char::is_alphanumeric) || text[end..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether the words on both sides of the stretch are written with a capital or a digit.
fn is_in_name(text: &str, start: usize, end: usize) -> bool {
    let is_name = |c: char| c.is_uppercase() || c.is_numeric();
    // A word has an end: a longer stretch of letters is none, and is not walked through.
    let before: Option<char> = text[..start].trim_end().chars().rev().take(40).take_while(|c| c.is_alphanumeric()).last();
    let after = text[end..].trim_start().chars().next();
    before.is_some_and(is_name) && after.is_some_and(is_name)
}
