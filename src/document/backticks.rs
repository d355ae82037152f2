//! Code spans of Markdown: what stands between two runs of as many backticks.

use rustc_hash::FxHashMap;

use crate::source::Span;

/// Backticks in a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    span: Span,
    /// A backslash takes its meaning from the first one.
    escaped: bool,
}

/// The runs within a stretch of a text, in order.
pub(crate) fn runs(text: &str, within: Span) -> impl Iterator<Item = Run> {
    let bytes = &text.as_bytes()[..within.end];
    let mut from = within.start;
    std::iter::from_fn(move || {
        let start = from + memchr::memchr(b'`', &bytes[from..])?;
        let len = bytes[start..].iter().take_while(|&&b| b == b'`').count();
        let slashes = bytes[from..start].iter().rev().take_while(|&&b| b == b'\\').count();
        from = start + len;
        Some(Run { span: Span::new(start, from), escaped: slashes % 2 == 1 })
    })
}

/// The spans that some runs make, from the first backtick to the last, in order and disjoint; and of the runs that belong to
/// none the first that is one backtick, or another odd number.
pub(crate) fn pairs(runs: &[Run]) -> (Vec<Span>, Option<Span>) {
    // For each run the next one that is as long.
    let mut next: Vec<Option<usize>> = vec![None; runs.len()];
    let mut last: FxHashMap<usize, usize> = FxHashMap::default();
    for (place, run) in runs.iter().enumerate().rev() {
        next[place] = last.insert(run.span.len(), place);
    }
    let (mut spans, mut single) = (Vec::new(), None);
    let mut place = 0;
    while let Some(run) = runs.get(place) {
        match next[place].filter(|_| !run.escaped) {
            Some(end) => {
                spans.push(run.span.cover(runs[end].span));
                place = end;
            }
            None if run.span.len() % 2 == 1 && !run.escaped => drop(single.get_or_insert(run.span)),
            None => {}
        }
        place += 1;
    }
    (spans, single)
}
