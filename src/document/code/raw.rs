//! Text between tags of HTML that is kept as it is: `<pre>`, `<code>`, `<script>`, `<style>`, `<textarea>`.

use super::super::lines::Line;

/// The elements.
const NAMES: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// Where an element opens, and where the tag ends that closes it.
#[derive(Debug)]
struct Element {
    start: usize,
    end: usize,
    /// What stands between its tags is code wherever they stand: they are no words of a line.
    block: bool,
}

/// The elements of a text that are closed.
#[derive(Debug, Default)]
pub(super) struct RawText {
    elements: Vec<Element>,
    passed: usize,
}

impl RawText {
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut elements = Vec::new();
        // By name, the end of the closing tag that was met last.
        let mut closing: [Option<usize>; NAMES.len()] = [None; NAMES.len()];
        for at in memchr::memrchr_iter(b'<', bytes) {
            let closes = bytes.get(at + 1) == Some(&b'/');
            let from = at + 1 + usize::from(closes);
            let Some(name) = named(&bytes[from..]) else { continue };
            let end = from + NAMES[name].len();
            if closes {
                closing[name] = Some(end + usize::from(bytes.get(end) == Some(&b'>')));
            } else if let Some(end) = closing[name] {
                // A tag that a sentence shows opens nothing.
                if !text[..at].ends_with('`') {
                    elements.push(Element { start: at, end, block: NAMES[name] != "code" });
                }
            }
        }
        elements.reverse();
        Self { elements, passed: 0 }
    }

    /// Where the code ends that begins on a line: an element of several lines, or one that stands at the line's start.
    pub fn end(&mut self, line: Line<'_>) -> Option<usize> {
        while self.elements.get(self.passed).is_some_and(|element| element.start < line.span.start) {
            self.passed += 1;
        }
        let on_line = self.elements[self.passed..].iter().take_while(|element| element.start < line.span.end);
        let is_code = |element: &&Element| element.end > line.span.end || element.block && starts(line, element.start);
        on_line.filter(is_code).map(|element| element.end).next()
    }
}

/// Whether a line begins at an offset, behind the marks of quotations and lists.
fn starts(line: Line<'_>, offset: usize) -> bool {
    let before = &line.text[..offset - line.span.start];
    before.bytes().all(|b| matches!(b, b'>' | b'-' | b'*' | b'+' | b' ' | b'\t'))
}

/// Which of the elements a tag's bytes name.
fn named(bytes: &[u8]) -> Option<usize> {
    NAMES.iter().position(|name| {
        let len = name.len();
        bytes.len() > len && bytes[..len].eq_ignore_ascii_case(name.as_bytes()) && matches!(bytes[len], b'>' | b' ' | b'\t' | b'\n' | b'\r')
    })
}
