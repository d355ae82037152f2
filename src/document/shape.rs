//! What a block looks like, whatever its words: dates, names, counters, headlines, addresses.
//!
//! Each test reads a short block once. They err towards "no": a shape is evidence only in company.

use super::Document;
use super::block::{Block, BlockKind};
use super::dates::{LONGEST_DATE, is_date};
use crate::lint::Shape;

/// Whether a block has a shape.
pub(crate) fn has_shape(document: &Document, block: &Block, shape: Shape) -> bool {
    if block.kind != BlockKind::Text {
        return false;
    }
    match shape {
        Shape::Date => block.digits && block.words <= LONGEST_DATE as u32 && is_date(document.folded(block)),
        Shape::Ago => (2..=5).contains(&block.words) && is_ago(document.key(block)),
        Shape::Number => block.digits && block.words <= 2 && is_number(document.key(block)),
        // Two of at most four words.
        Shape::Name => {
            (2..=4).contains(&block.words) && !block.digits && block.capital_share >= 0.5 && is_name(document.slice(block.span()))
        }
        Shape::Headline => is_headline(block),
        Shape::Url => block.words <= 2 && is_url(document.folded(block)),
    }
}

/// "3 hours ago", "vor 3 Stunden", "il y a 3 jours", "hace 3 días".
fn is_ago(key: &str) -> bool {
    let unit = |word: &str| {
        matches!(
            word.trim_end_matches(['s', 'n', 'e']),
            "second"
                | "sec"
                | "minut"
                | "min"
                | "hour"
                | "hr"
                | "day"
                | "week"
                | "month"
                | "year"
                | "yr"
                | "stund"
                | "tag"
                | "woch"
                | "monat"
                | "jahr"
                | "heur"
                | "jour"
                | "hora"
                | "día"
                | "h"
                | "d"
                | "m"
                | "w"
                | "mo"
        )
    };
    if !(key.ends_with("ago") || ["vor ", "hace ", "il y a "].iter().any(|start| key.starts_with(start))) {
        return false;
    }
    // No list on the heap: this is asked of every short line.
    let mut words = [""; 5];
    let mut count = 0;
    for word in key.split(' ') {
        let Some(place) = words.get_mut(count) else { return false };
        *place = word;
        count += 1;
    }
    let number = |word: &str| {
        word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "a" | "an" | "one" | "einer" | "einem" | "une" | "un" | "una")
    };
    match &words[..count] {
        [count, what, "ago"] => number(count) && unit(what),
        [count, "ago"] => count.ends_with(char::is_alphabetic) && count.starts_with(|c: char| c.is_ascii_digit()),
        ["updated" | "posted" | "published", count, what, "ago"] => number(count) && unit(what),
        ["vor" | "hace", count, what] | ["il", "y", "a", count, what] => number(count) && unit(what),
        _ => false,
    }
}

fn is_number(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'+' | b' ' | b'k' | b'm'))
        && key.starts_with(|c: char| c.is_ascii_digit())
}

/// Two to four words that begin with capitals, or particles between them; letters only.
pub(crate) fn is_name(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '*' | '_' | '#' | '-' | '•' | '|' | ',' | ':') || c.is_whitespace());
    let (mut words, mut capitals) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        if matches!(
            word,
            "de" | "da" | "di" | "del" | "della" | "van" | "von" | "der" | "den" | "la" | "le" | "bin" | "al" | "dos" | "zu" | "y"
        ) {
            continue;
        }
        let mut chars = word.chars();
        if !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        let rest_ok = chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        if !rest_ok || is_no_name(word) {
            return false;
        }
        capitals += 1;
    }
    (2..=4).contains(&words) && capitals >= 2 && !text.ends_with('.')
}

/// Capitalised words that stand in titles and labels rather than in names.
fn is_no_name(word: &str) -> bool {
    word.len() <= LONGEST_LABEL_WORD && LABEL_WORDS.iter().any(|label| label.len() == word.len() && word.eq_ignore_ascii_case(label))
}

/// Bytes of the longest of them.
const LONGEST_LABEL_WORD: usize = 7;
const LABEL_WORDS: &[&str] = &[
    "the", "a", "an", "and", "or", "of", "for", "in", "on", "to", "with", "by", "from", "how", "what", "why", "who", "when", "where", "my",
    "our", "your", "us", "new", "all", "more", "best", "top", "news", "read", "view", "sign", "log", "home", "about", "contact", "get",
    "is", "are", "at", "as", "not", "der", "die", "das", "und", "mit", "für", "ein", "eine", "im", "zur", "zum",
];

fn is_headline(block: &Block) -> bool {
    (3..=20).contains(&block.words) && !block.sentence && !block.colon && (block.capital_share > 0.0 || block.stop_share < 0.6)
}

fn is_url(folded: &str) -> bool {
    let text = folded.trim();
    let handle = text.strip_prefix('@').is_some_and(|name| name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
    let mail = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains(' ') && !name.contains(' '));
    let address = (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")) && !text.contains(' ');
    handle || mail || address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_capitalised_words_and_particles() {
        for name in ["Ines Marlow", "Jan van der Berg", "Amanda M. Castro", "**Léa O’Neill**"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["The Long Road", "Read More", "ferry at dawn", "Ines Marlow.", "Chapter 3"] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn times_gone_by() {
        assert!(is_ago("3 hours ago"));
        assert!(is_ago("vor 2 tagen"));
        assert!(!is_ago("years ago they sailed"));
    }
}
