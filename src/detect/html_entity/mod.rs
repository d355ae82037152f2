//! `html-entity`: character references that a scraper left undecoded, once or more often.
//!
//! What could become markup (`<`, `|`, `*` …) stays encoded, and so does all in the address and title of a link and in a tag.
//! Where the text itself is about HTML, nothing is certain: there a reference may be what the author shows, and so may one that
//! a sentence names or that code takes for the address of a variable. Nor is it certain in Markdown, where readers see the character, unless it was encoded again.

mod reference;
mod setting;

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::{BlockKind, Format};
use crate::lint::Applicability;
use crate::source::Span;

use super::about::is_about;
use super::inline_code::InlineCode;
use reference::Reference;
use setting::{Setting, may_be_address};

/// What a text about the markup says that references come from.
const SUBJECTS: &[&str] = &["HTML", " html ", "XML", "mpersand"];

/// What a paragraph about them says.
const NAMES: &[&str] = &[" entity", " entities", "Entity", "Entities", " Entität", "haracter reference"];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let mut about_html = None;
    let markdown = cx.document.format() == Format::Markdown;
    for index in cx.blocks_with(b'&') {
        let (block, text) = (&cx.blocks()[index], cx.text(index));
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) {
            continue;
        }
        let mut code = InlineCode::of(text);
        let mut found = Found::default();
        let mut setting = None;
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            let Some(reference) = Reference::at(text, at).filter(|_| !code.holds(at)) else { continue };
            let setting = setting.get_or_insert_with(|| (Setting::of(text), NAMES.iter().any(|name| text.contains(name))));
            if !setting.0.takes(at, &reference) {
                continue;
            }
            let shows = *about_html.get_or_insert_with(|| is_about(cx.document, SUBJECTS));
            let meant = || setting.0.names(at, &reference) || may_be_address(text, at, &reference);
            let named = setting.1 || !reference.nested && (markdown || meant());
            found.add(text, at, reference, (shows, named), block.span().start);
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
    /// Those that may be what the author wrote, whatever stands beside them.
    shown: Vec<Edit>,
}

impl Found {
    fn add(&mut self, text: &str, at: usize, reference: Reference, (about_html, named): (bool, bool), start: usize) {
        let end = at + reference.len;
        let nested = reference.nested;
        let edits = match (about_html, nested) {
            (true, true) => return,
            (true, false) => &mut self.likely,
            (false, _) if named => &mut self.shown,
            (false, false) => &mut self.certain,
            // Nobody shows a reference in the middle of a word, or as a line of its own.
            (false, true) if is_joined(text, at, end) || end - at == text.len() => &mut self.certain,
            // A lone `&amp;amp;` is one that was encoded twice, or one that the reader shall see; in a name it is the first.
            (false, true) if &*reference.text != "&" || is_in_name(text, at, end) => &mut self.likely,
            (false, true) => return,
        };
        edits.push(Edit { span: Span::new(start + at, start + end), new_text: reference.text.into() });
    }

    /// Where one reference is certainly residue, so are the likely ones beside it; what may be shown never is.
    fn settle(&mut self) {
        if !self.certain.is_empty() && !self.likely.is_empty() {
            self.certain.append(&mut self.likely);
            self.certain.sort_unstable();
        }
        self.likely.append(&mut self.shown);
        self.likely.sort_unstable();
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::Linter;
    use crate::document::{Document, Hints};
    use crate::lint::{Level, LintSet, Settings};

    fn fixed(text: &str, format: Format) -> String {
        let set = Arc::new(LintSet::bundled());
        let mut settings = Settings::defaults(&set);
        set.iter().filter(|(_, lint)| lint.id() != "html-entity").for_each(|(index, _)| settings.lint_mut(index).level = Level::Off);
        let document = Document::parse(text.to_owned().into(), format, &Hints::default());
        Linter::new(set, settings).fix(&document, Applicability::Safe).expect("settles").text().to_owned()
    }

    #[test]
    fn in_plain_text_references_go_safely() {
        let text = "Tom &amp; Ana opened the caf&eacute;, and it&#8217;s still &amp;quot;open&amp;quot;.\n";
        assert_eq!(fixed(text, Format::Plain), "Tom & Ana opened the café, and it’s still \"open\".\n");
    }

    #[test]
    fn in_markdown_only_what_readers_see_goes_safely() {
        let text = "5&nbsp;&times; the fare of Tom&#39;s caf&eacute;.\n";
        assert_eq!(fixed(text, Format::Markdown), text);
        assert_eq!(fixed("The caf&amp;eacute; is 5&nbsp;km away.\n", Format::Markdown), "The café is 5&nbsp;km away.\n");
    }

    #[test]
    fn the_address_of_a_variable_stays() {
        let text = "It begins with p = &image; and draw(p, &sum); comes after it, for &alpha;-particles.\n";
        assert_eq!(fixed(text, Format::Plain), text.replace("&alpha;", "α"));
    }

    #[test]
    fn what_a_sentence_names_stays() {
        for text in [
            "The sign for rights is &copy; in the source.\n",
            "Use &nbsp; sparingly, and the caf&amp;eacute; is near.\n",
            "Every entity has a name: caf&eacute; is one way.\n",
        ] {
            let kept = text.replace("&amp;eacute;", "é");
            assert_eq!(fixed(text, Format::Plain), kept);
        }
    }
}
