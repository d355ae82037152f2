//! The light marks that a line begins with: quotation, heading, bullet, number.

use super::block::{Heading, Marks};

/// The light marks at a line's start, and the rest of the line.
#[inline]
pub(super) fn strip_marks(line: &str) -> (Marks, &str) {
    let mut marks = Marks::default();
    let mut rest = line;
    // Bounded: a line of nothing but marks is linear, and nobody nests deeper.
    for _ in 0..8 {
        let before = rest;
        if let Some(after) = rest.strip_prefix('>') {
            marks.quote = true;
            rest = after.trim_start();
        } else if let Some((level, after)) = heading(rest) {
            marks.heading = Some(Heading { level });
            rest = after;
        } else if let Some(after) = bullet(rest) {
            marks.bullet = true;
            rest = after;
        } else if let Some(after) = number(rest) {
            marks.numbered = true;
            rest = after;
        }
        if rest.is_empty() {
            return (marks, before);
        }
        if rest.len() == before.len() {
            break;
        }
    }
    marks.strong = rest.len() > 4 && (rest.starts_with("**") && rest.ends_with("**") || rest.starts_with("__") && rest.ends_with("__"));
    (marks, rest)
}

#[inline]
fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let rest = &line[level..];
    if !(1..=6).contains(&level) || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some((level as u8, rest.trim().trim_end_matches('#').trim_end()))
}

/// What stands behind a bullet.
#[inline]
pub(super) fn bullet(line: &str) -> Option<&str> {
    let mut chars = line.chars();
    let mark = chars.next()?;
    let rest = chars.as_str();
    // One dump scraper writes an "o" as the bullet of nested lists.
    let letter = mark == 'o' && rest.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let is_bullet = letter || matches!(mark, '-' | '*' | '+' | '•' | '◦' | '▪' | '‣' | '·' | '●' | '○' | '■' | '□' | '–' | '—');
    if !is_bullet || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start();
    let tasks: &[&str] = if rest.starts_with('[') { &["[ ] ", "[x] ", "[X] "] } else { &[] };
    Some(tasks.iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest))
}

/// What stands behind an item's number.
#[inline]
pub(super) fn number(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let after = rest.strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && after.starts_with(char::is_whitespace)).then(|| after.trim_start())
}
