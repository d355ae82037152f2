//! `html-entity`: character references that a scraper left undecoded.

use crate::check::{Context, Finding, Ground};
use crate::diagnostic::{Edit, EvidenceKind};
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

/// The longest reference that is looked at, in bytes.
const LONGEST: usize = 10;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for (index, block) in cx.blocks().iter().enumerate() {
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) {
            continue;
        }
        let text = cx.text(index);
        let mut edits = Vec::new();
        let mut named = None;
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            let window = &text.as_bytes()[at..text.len().min(at + LONGEST)];
            let Some(end) = memchr::memchr(b';', window) else { continue };
            let reference = &text[at..=at + end];
            let Some(character) = decode(&reference[1..end]) else { continue };
            // An article that writes of references shows them in code, or with the ampersand written out.
            let shown = is_in_code(text, at) || character == '&' && names_reference(&text[at + end + 1..]);
            if !shown {
                let span = Span::new(block.span.start + at, block.span.start + at + end + 1);
                named.get_or_insert(reference);
                edits.push((index, Edit { span, new_text: character.to_string() }));
            }
        }
        if let Some(reference) = named {
            out.push(Finding {
                lint: cx.lint,
                blocks: vec![index],
                fix: Applicability::Safe,
                kind: EvidenceKind::Exact,
                ground: Ground::Words(format!("“{reference}” is how HTML writes a character").into()),
                related: Vec::new(),
                edits: Some(edits),
            });
        }
    }
}

/// Whether an odd number of backticks stands before `at`.
fn is_in_code(text: &str, at: usize) -> bool {
    memchr::memchr(b'`', text.as_bytes()).is_some_and(|first| first < at)
        && memchr::memchr_iter(b'`', &text.as_bytes()[..at]).count() % 2 == 1
}

/// Whether `rest`, put behind an ampersand, would be read as a reference.
fn names_reference(rest: &str) -> bool {
    let name = rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    name > 0 && rest.as_bytes().get(name) == Some(&b';')
}

/// The character of a reference without its `&` and `;`. What could become markup (`<`, `>`, `|`, `*` …) stays.
fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() && (!c.is_ascii_punctuation() || matches!(c, '&' | '\'' | '"')));
    }
    Some(match name {
        "amp" => '&',
        "nbsp" => '\u{A0}',
        "quot" => '"',
        "apos" => '\'',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "raquo" => '»',
        "laquo" => '«',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "deg" => '°',
        "euro" => '€',
        "pound" => '£',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        "ouml" => 'ö',
        "auml" => 'ä',
        "uuml" => 'ü',
        "Ouml" => 'Ö',
        "Auml" => 'Ä',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        _ => return None,
    })
}
