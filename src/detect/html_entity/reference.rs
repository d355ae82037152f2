//! One character reference: where it ends and what it stands for.
//!
//! The names are those of the HTML standard that end with a semicolon, kept as data beside this file, in the order of
//! their bytes. Line feeds and tabs, which would change a text's lines, are not among them.

use std::borrow::Cow;

use crate::detect::code_page::WINDOWS_1252;

/// A name, a space and what it stands for, a line each.
const NAMES: &str = include_str!("references.txt");
/// The longest reference, in bytes: `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;
/// How often a reference may have been encoded on top.
const DEEPEST: usize = 4;

/// A reference in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its length in bytes, `&` and `;` included.
    pub len: usize,
    /// What it stands for.
    pub text: Cow<'static, str>,
    /// Its own ampersand was encoded as well: `&amp;eacute;`.
    pub nested: bool,
}

impl Reference {
    /// The reference that begins with the ampersand at `at`, if it can be written as the character it stands for.
    pub fn at(text: &str, at: usize) -> Option<Self> {
        let mut from = at + 1;
        for depth in 0..DEEPEST {
            let name = name(text, from)?;
            let end = from + name.len() + 1;
            if !matches!(name, "amp" | "AMP" | "#38" | "#038" | "#x26") || self::name(text, end).is_none() {
                return decode(name).map(|text| Self { len: end - at, text, nested: depth > 0 });
            }
            from = end;
        }
        None
    }
}

/// The name at `from`, up to its semicolon.
fn name(text: &str, from: usize) -> Option<&str> {
    let window = &text.as_bytes()[from..text.len().min(from + LONGEST)];
    let len = window.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    (len > 0 && window.get(len) == Some(&b';')).then(|| &text[from..from + len])
}

fn decode(name: &str) -> Option<Cow<'static, str>> {
    let text = match name.strip_prefix('#') {
        Some(number) => Cow::Owned(numbered(number)?.to_string()),
        None => Cow::Borrowed(named(name)?),
    };
    text.chars().all(is_plain).then_some(text)
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages number their quotes and dashes as Windows does, and browsers read them so.
    if (0x80..0xA0).contains(&code) { Some(WINDOWS_1252[code as usize - 0x80]) } else { char::from_u32(code) }
}

fn named(name: &str) -> Option<&'static str> {
    let mut rest = NAMES;
    while !rest.is_empty() {
        // The line in the middle: from the line feed before it to its own.
        let start = rest.as_bytes()[..rest.len() / 2].iter().rposition(|&b| b == b'\n').map_or(0, |feed| feed + 1);
        let end = memchr::memchr(b'\n', &rest.as_bytes()[start..]).map_or(rest.len(), |feed| start + feed);
        let (line, text) = rest[start..end].split_once(' ')?;
        match name.cmp(line) {
            std::cmp::Ordering::Equal => return Some(text),
            std::cmp::Ordering::Less => rest = &rest[..start],
            std::cmp::Ordering::Greater => rest = &rest[rest.len().min(end + 1)..],
        }
    }
    None
}

/// Whether a character cannot be taken for markup, nor change a line or the direction of one, and stands for itself.
fn is_plain(c: char) -> bool {
    let steers = matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFD}');
    let no_character = u32::from(c) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    !c.is_control()
        && !steers
        && !no_character
        && (!c.is_ascii_punctuation() || matches!(c, '&' | '\'' | '"' | ',' | '?' | '%' | ';' | '/' | '@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        Reference::at(text, 0).map(|found| (found.text.into_owned(), found.nested))
    }

    #[test]
    fn every_name_is_found() {
        let mut last = "";
        for line in NAMES.lines() {
            let (name, text) = line.split_once(' ').expect("a name and its text");
            assert!(last < name, "{last} before {name}");
            assert!(name.len() + 2 <= LONGEST + 1, "{name}");
            assert_eq!(named(name), Some(text), "{name}");
            last = name;
        }
        assert_eq!([named(""), named("a"), named("zzzz"), named("amp ")], [None; 4]);
    }

    #[test]
    fn by_name_by_number_and_by_the_numbers_of_windows() {
        assert_eq!(read("&eacute;"), Some(("é".into(), false)));
        assert_eq!(read("&CounterClockwiseContourIntegral;"), Some(("∳".into(), false)));
        assert_eq!(read("&#8217;s"), Some(("’".into(), false)));
        assert_eq!(read("&#146;s"), Some(("’".into(), false)));
        assert_eq!(
            [read("&#129;"), read("&#xD800;"), read("&#99999999999;"), read("&#10;"), read("&;"), read("&amp")],
            [None, None, None, None, None, None]
        );
    }

    #[test]
    fn what_is_no_character_or_steers_the_text_is_none() {
        for text in
            ["&#xFFFF;", "&#x1FFFE;", "&#xFDD0;", "&#0;", "&#7;", "&#xDFFF;", "&#x202E;", "&#8232;", "&#xFFFD;", "&Tab;", "&NewLine;"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("&#x1F600;"), Some(("😀".into(), false)));
    }

    #[test]
    fn encoded_on_top() {
        assert_eq!(read("&amp;amp;"), Some(("&".into(), true)));
        assert_eq!(read("&amp;amp;nbsp;"), Some(("\u{A0}".into(), true)));
        assert_eq!(read("&amp;lt;"), None, "would become markup");
        assert_eq!(read("&amp; Co;"), Some(("&".into(), false)));
    }
}
