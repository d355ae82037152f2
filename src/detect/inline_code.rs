//! Which places of a block stand in inline code: between backticks, behind one that nothing closes, in an element of HTML that
//! shows what it holds as it is.

use crate::document::backticks;
use crate::source::Span;

/// The elements.
const NAMES: [&str; 8] = ["code", "kbd", "pre", "samp", "script", "style", "textarea", "tt"];

/// A walk along a block's text. Places must be asked for in order, so that the whole walk is linear.
pub(super) struct InlineCode<'a> {
    text: &'a str,
    /// In order and disjoint; found when the first place is asked for.
    spans: Option<Vec<Span>>,
    passed: usize,
}

impl<'a> InlineCode<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, spans: None, passed: 0 }
    }

    /// Whether the place `at`, which no earlier one may lie behind, is in code.
    pub fn holds(&mut self, at: usize) -> bool {
        let spans = self.spans.get_or_insert_with(|| spans(self.text));
        while spans.get(self.passed).is_some_and(|span| span.end <= at) {
            self.passed += 1;
        }
        spans.get(self.passed).is_some_and(|span| span.start <= at)
    }
}

fn spans(text: &str) -> Vec<Span> {
    let runs: Vec<backticks::Run> = backticks::runs(text, Span::new(0, text.len())).collect();
    let (mut spans, single) = backticks::pairs(&runs);
    spans.extend(single.map(|run| Span::new(run.start, text.len())));
    elements(text, &mut spans);
    spans.sort_unstable();
    spans.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        if joins {
            *last = last.cover(*next);
        }
        joins
    });
    spans
}

/// Adds what stands between the tags of the elements that are closed.
fn elements(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    // By name, the start of the closing tag that was met last.
    let mut closing: [Option<usize>; NAMES.len()] = [None; NAMES.len()];
    for at in memchr::memrchr_iter(b'<', bytes) {
        let closes = bytes.get(at + 1) == Some(&b'/');
        let from = at + 1 + usize::from(closes);
        let len = bytes[from..].iter().take(10).take_while(|b| b.is_ascii_alphabetic()).count();
        let Some(name) = NAMES.iter().position(|name| name.as_bytes().eq_ignore_ascii_case(&bytes[from..from + len])) else { continue };
        if closes {
            closing[name] = Some(at);
        } else if let Some(end) = closing[name]
            && let Some(tag) = memchr::memchr(b'>', &bytes[from..end])
        {
            spans.push(Span::new(from + tag + 1, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str) -> Vec<bool> {
        let mut code = InlineCode::of(text);
        text.match_indices('&').map(|(at, _)| code.holds(at)).collect()
    }

    #[test]
    fn code_ends_where_its_backtick_does() {
        let mut code = InlineCode::of("a `b` c `d");
        assert_eq!([0, 3, 3, 6, 9].map(|at| code.holds(at)), [false, true, true, false, true]);
    }

    #[test]
    fn as_many_backticks_end_code_as_have_begun_it() {
        assert_eq!(held("& `` & ` & `` & `&` &"), [false, true, true, false, true, false]);
        assert_eq!(held("``quoted'' & \\` & \\` &"), [false, false, false]);
        assert_eq!(held("``\n&\n`` &"), [true, false]);
    }

    #[test]
    fn elements_that_show_what_they_hold_are_code() {
        assert_eq!(held("<code>&</code> & <KBD class=\"a\">&</KBD> &"), [true, false, true, false]);
        assert_eq!(held("<code>& & <codex>&</codex> <b>&</b>"), [false; 4]);
    }
}
