//! Where a reference stands: in what is no prose, or in a sentence that names it.

use crate::source::Span;

use super::reference::Reference;

/// Bytes before an argument in which the call's bracket is looked for.
const ARGUMENTS: usize = 80;

/// A block's text with the stretches in which a reference stays what it is. Places must be asked for in order.
pub(super) struct Setting<'a> {
    text: &'a str,
    /// The addresses and titles of links, and tags; in order and disjoint.
    kept: Vec<Span>,
    passed: usize,
}

impl<'a> Setting<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, kept: kept(text), passed: 0 }
    }

    /// Whether the reference at `at` can be written as its character without becoming part of the markup.
    pub fn takes(&mut self, at: usize, reference: &Reference) -> bool {
        while self.kept.get(self.passed).is_some_and(|span| span.end <= at) {
            self.passed += 1;
        }
        let in_markup = self.kept.get(self.passed).is_some_and(|span| span.start <= at);
        // A number that would begin a list, a space that would be cut off, an ampersand that the author escaped.
        let at_edge = at == 0 || at + reference.len == self.text.len();
        let begins = at_edge && reference.text.bytes().all(|b| b == b' ' || b.is_ascii_digit());
        !in_markup && !begins && !self.text[..at].ends_with('\\')
    }

    /// Whether a sentence may name the reference at `at`: it stands there like a word, and no such character does.
    pub fn names(&self, at: usize, reference: &Reference) -> bool {
        let (before, after) = (&self.text[..at], &self.text[at + reference.len..]);
        let opens = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '„' | '‘' | '«' | '(' | '[');
        let closes =
            |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '“' | '’' | '»' | ')' | ']' | '.' | ',' | ';' | ':' | '!' | '?');
        let alone = before.chars().next_back().is_none_or(opens) && after.chars().next().is_none_or(closes);
        if !alone || reference.text.chars().all(|c| stands_alone(c, self.text[at..].starts_with("&#"))) {
            return false;
        }
        let (last, first) = (before.trim_end().chars().next_back(), after.trim_start().chars().next());
        let counts = last.is_some_and(char::is_numeric) || first.is_some_and(char::is_numeric);
        let between = last.is_none_or(|c| matches!(c, '.' | '!' | '?' | ':' | ';' | '…' | '|' | '-' | '–' | '—' | '。'))
            && first.is_none_or(|c| c.is_uppercase() || matches!(c, '&' | '<' | '[' | '|'));
        !counts && !between
    }
}

/// Whether the reference at `at` may be the address of a variable in code instead: `p = &image;`, `read(a, &sum);`, `return &real;`.
pub(super) fn may_be_address(text: &str, at: usize, reference: &Reference) -> bool {
    let is_symbol = |c: char| matches!(c, '\u{370}'..='\u{3FF}' | '\u{2100}'..='\u{218F}' | '\u{2200}'..='\u{2BFF}') || c > '\u{FFFF}';
    if text[at..].starts_with("&#") || !reference.text.chars().all(is_symbol) {
        return false;
    }
    let before = text[..at].trim_end_matches(' ');
    let mut reach = before.bytes().rev().take(ARGUMENTS);
    match before.bytes().next_back() {
        Some(b'=') => true,
        Some(b'(' | b',') => {
            // A call: an opening bracket directly behind a name, and not closed yet.
            let bracket = reach.position(|b| matches!(b, b'(' | b')'));
            bracket.is_some_and(|back| before[..before.len() - back].ends_with('('))
                && reach.next().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_')
        }
        _ => before.ends_with("return"),
    }
}

/// Characters that stand between words in prose: letters, dashes, quotation marks, bullets, arrows; signs that have no name.
fn stands_alone(c: char, by_number: bool) -> bool {
    c == '&'
        || c.is_alphanumeric()
        || matches!(c, '"' | '\'' | '/' | '·' | '«' | '»' | '\u{2010}'..='\u{2027}' | '‹' | '›' | '\u{2190}'..='\u{21FF}')
        || by_number && c > '\u{21FF}'
}

/// The addresses and titles of links, and what looks like a tag.
fn kept(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    if let Some(label) = text.strip_prefix('[').and_then(|rest| rest.find("]:")) {
        return vec![Span::new(label, text.len())];
    }
    let mut kept: Vec<Span> = Vec::new();
    for at in memchr::memchr2_iter(b'(', b'<', bytes) {
        let link = bytes[at] == b'(' && at > 0 && bytes[at - 1] == b']';
        let tag = bytes[at] == b'<' && bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
        if kept.last().is_some_and(|last| at < last.end) || !link && !tag {
            continue;
        }
        kept.push(Span::new(at, at + if link { link_len(&bytes[at..]) } else { tag_len(&bytes[at..]) }));
    }
    kept
}

/// The bytes up to the `)` that closes the first one, outside quotation marks; all of them if nothing does.
fn link_len(bytes: &[u8]) -> usize {
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted && depth == 1 => return at + 1,
            b')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

/// The bytes up to the `>`, or up to what begins another tag.
fn tag_len(bytes: &[u8]) -> usize {
    memchr::memchr2(b'<', b'>', &bytes[1..]).map_or(bytes.len(), |end| end + 1 + usize::from(bytes[end + 1] == b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (bool, bool) {
        let at = text.find('&').expect("a reference");
        let reference = Reference::at(text, at).expect("one that is known");
        let mut setting = Setting::of(text);
        (setting.takes(at, &reference), setting.names(at, &reference))
    }

    #[test]
    fn in_links_and_tags_a_reference_stays() {
        for text in [
            "![x](y.jpg \"The &quot;old&quot; bell\")",
            "see [x](https://e.example/?a=(1)&amp;copy=2) there",
            "[x]: https://e.example \"Tom &quot;T&quot;\"",
            "a <b title=\"Tom &quot;T&quot;\">b</b>",
            "<https://e.example/?a&amp;b>",
            "&#49;. is no item",
            "\\&copy; is shown",
        ] {
            assert!(!of(text).0, "{text}");
        }
        for text in ["[x](y) caf&eacute;", "(Tom &amp; Ana)", "5 < 6 &amp; 7", "a <b>&eacute;</b>"] {
            assert!(of(text).0, "{text}");
        }
    }

    #[test]
    fn in_code_it_is_the_address_of_a_variable() {
        let is_address = |text: &str| {
            let at = text.find('&').expect("a reference");
            may_be_address(text, at, &Reference::at(text, at).expect("one that is known"))
        };
        for text in ["int *p = &real;", "p=&image;", "fill(&sum;", "fill(p, &phi;", "return &part;"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["wide (&asymp; 3 m)", "from a, &beta; and &gamma;", "x = 3&prime;", "p=&eacute;", "p=&#8465;", "f(x), &alpha; too"] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn a_sentence_that_names_one_is_told_from_one_that_uses_it() {
        for text in ["The sign is &copy; in the source.", "Use &nbsp; sparingly.", "write \"&trade;\" instead", "He types &nbsp;."] {
            assert!(of(text).1, "{text}");
        }
        for text in [
            "&copy; 2025 Harbour Press",
            "Photo: &copy; Ana",
            "Tom &amp; Ana",
            "north &ndash; south",
            "He left. &nbsp; She stayed.",
            "3 &times; 4",
            "il va &agrave; Paris",
            "caf&eacute;",
            "Star&trade; boats",
            "a smile &#x1F600; at last",
        ] {
            assert!(!of(text).1, "{text}");
        }
    }
}
