//! Text within HTML.

use crate::report::terminal::glyph;

/// A text as HTML that shows it, whatever it holds: nothing in it is a tag, ends an attribute, or turns the direction of
/// writing. Line endings of all kinds are line feeds.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => html.push('\n'),
            // A browser joins emoji and hyphenates as it should.
            '\u{AD}' | '\u{200B}' | '\u{200D}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' => html.push(c),
            _ => html.push(glyph(c, None).c),
        }
    }
    html
}

/// An element with nothing but text in it.
pub(super) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("<script>alert('\"&')</script>"), "&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;");
        assert_eq!(escaped("a\r\nb\rc\td"), "a\nb\nc\td");
        assert_eq!(escaped("a\u{202E}b\u{1B}[31m"), "a\u{FFFD}b␛[31m");
    }
}
