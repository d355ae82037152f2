//! What an article is about, as detectors ask it: one about templates shows shortcodes to its readers on purpose.

use memchr::memmem;

use crate::document::Document;

/// Whether the article or its front matter holds one of these words. Comments of the markup are no part of it: a suppression
/// that names the lint `shortcode` makes no article about shortcodes.
pub(super) fn is_about(document: &Document, words: &[&str]) -> bool {
    let text = document.text().as_bytes();
    let says = |word: &&str| memmem::find_iter(text, word.as_bytes()).any(|at| is_read(document, at + word.len() / 2));
    words.iter().any(says)
}

/// Whether an offset lies in the front matter or in a block.
fn is_read(document: &Document, offset: usize) -> bool {
    let blocks = document.blocks();
    let next = blocks.partition_point(|block| block.span().end <= offset);
    blocks.get(next).is_some_and(|block| block.span().start <= offset)
        || document.front_matter().is_some_and(|front| offset < front.span().end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};

    #[test]
    fn comments_say_nothing_of_what_an_article_is_about() {
        let is_about = |text: &str| {
            let document = Document::parse(text.into(), Format::Markdown, &Hints::default());
            is_about(&document, &["hortcode", " html "])
        };
        assert!(is_about("A page on shortcodes\n") && is_about("Why html is plain\n") && is_about("---\ntags: Shortcode\n---\nText.\n"));
        assert!(is_about("```\nshortcode\n```\n"));
        assert!(!is_about("<!-- scrublint-disable-next-line shortcode -->\nText.\n\n<!-- so html it is -->\n"));
    }
}
