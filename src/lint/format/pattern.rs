//! Patterns of lint files: what is known of one before it is compiled, so that most never are.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind, Look};

use super::table::{List, Str};

/// A regular expression, compiled on first use.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The source, run over folded text.
    pub source: Str,
    /// Every match begins with the literal, at the text's start.
    pub starts: bool,
    /// Every match ends with the literal, at the text's end.
    pub ends: bool,
    /// Every match holds a digit.
    pub digits: bool,
    /// The bytes that a text with a match begins with.
    pub first: ByteSet,
    /// The bytes that a text with a match ends with.
    pub last: ByteSet,
    /// What every match holds beside the literal.
    pub needs: List<Str>,
}

/// A set of bytes, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteSet(pub [u64; 4]);

impl ByteSet {
    const ALL: Self = Self([u64::MAX; 4]);

    /// Whether the set holds the byte.
    #[must_use]
    pub const fn holds(self, byte: u8) -> bool {
        self.0[byte as usize >> 6] >> (byte & 63) & 1 != 0
    }
}

impl Pattern {
    /// The pattern of a lint file with the folded literal that every match contains.
    #[must_use]
    pub fn new(pattern: &str, literal: &str) -> Self {
        let source = plain_classes(pattern);
        let (starts, ends) = ends_of(&source, literal);
        let digits = needs_digit(&source);
        let hir = ParserBuilder::new().unicode(needs_unicode(&source)).utf8(false).build().parse(&source).ok();
        let [first, last] =
            [ExtractKind::Prefix, ExtractKind::Suffix].map(|end| hir.as_ref().map_or(ByteSet::ALL, |hir| bytes_at(hir, end)));
        let needs = hir.as_ref().map_or_else(Vec::new, |hir| needs(hir, literal));
        Self { source: source.into(), starts, ends, digits, first, last, needs: needs.into() }
    }

    /// Whether it has to be compiled for characters. A pattern of ASCII alone is compiled for bytes: Unicode's classes, and above all
    /// counted repetitions of them, take most of the time that compiling takes. In such a pattern `[^a]` and `.` stand for a byte.
    #[must_use]
    pub fn is_unicode(&self) -> bool {
        needs_unicode(&self.source)
    }
}

fn needs_unicode(source: &str) -> bool {
    !source.is_ascii() || [r"\w", r"\W", r"\p", r"\x{"].into_iter().any(|class| source.contains(class))
}

/// The bytes that a text with a match begins, or ends, with: all, unless the pattern is bound to that end.
fn bytes_at(hir: &Hir, end: ExtractKind) -> ByteSet {
    let bound = match end {
        ExtractKind::Suffix => hir.properties().look_set_suffix().contains(Look::End),
        _ => hir.properties().look_set_prefix().contains(Look::Start),
    };
    let is_suffix = matches!(end, ExtractKind::Suffix);
    let seq = Extractor::new().kind(end).limit_class(256).limit_literal_len(1).extract(hir);
    let Some(literals) = seq.literals().filter(|_| bound) else { return ByteSet::ALL };
    let mut set = ByteSet([0; 4]);
    for literal in literals {
        let bytes = literal.as_bytes();
        let Some(&byte) = (if is_suffix { bytes.last() } else { bytes.first() }) else { return ByteSet::ALL };
        set.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }
    set
}

/// The texts that every match holds, those within `literal` aside.
fn needs(hir: &Hir, literal: &str) -> Vec<Str> {
    let texts = match hir.kind() {
        HirKind::Literal(text) => std::str::from_utf8(&text.0).ok().map(|text| text.to_owned().into()).into_iter().collect(),
        HirKind::Concat(parts) => parts.iter().flat_map(|part| needs(part, literal)).collect(),
        HirKind::Capture(group) => needs(&group.sub, literal),
        HirKind::Repetition(repeated) if repeated.min > 0 => needs(&repeated.sub, literal),
        _ => Vec::new(),
    };
    texts.into_iter().filter(|text: &Str| !literal.contains(&**text)).collect()
}

/// Whether every match begins the text with the literal, and whether every match ends it so. Says no where it is not plain
/// to see: for patterns with alternatives outside of groups, and for literals with signs of ASCII.
fn ends_of(pattern: &str, literal: &str) -> (bool, bool) {
    let plain = !has_alternatives(pattern) && literal.chars().all(|c| c.is_alphanumeric() || c == ' ' || !c.is_ascii());
    let starts = pattern.strip_prefix('^').and_then(|rest| rest.strip_prefix(literal));
    let optional = |rest: &str| rest.starts_with(['?', '*', '{']);
    // A backslash before the literal would make its first letter a class or a bound of words.
    let before = pattern.strip_suffix('$').and_then(|rest| rest.strip_suffix(literal));
    let ends = before.is_some_and(|before| !before.ends_with('\\'));
    (plain && starts.is_some_and(|rest| !optional(rest)), plain && ends)
}

/// Whether a digit outside of all groups is asked for. Says no where it is not plain to see.
fn needs_digit(pattern: &str) -> bool {
    let optional = |rest: &str| rest.starts_with(['?', '*']) || rest.starts_with("{0");
    let asks = |at: usize| pattern[at..].strip_prefix("[0-9]").is_some_and(|rest| !optional(rest));
    !has_alternatives(pattern) && outside_groups(pattern).any(|(at, c)| c == '[' && asks(at))
}

/// Whether a bar stands outside of all groups and classes.
fn has_alternatives(pattern: &str) -> bool {
    outside_groups(pattern).any(|(_, c)| c == '|')
}

/// The characters outside of all groups and classes by their places, the brackets that open a class among them; escaped ones are
/// left out.
fn outside_groups(pattern: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut groups, mut classes) = (0_usize, 0_usize);
    let mut escaped = false;
    pattern.char_indices().filter(move |&(_, c)| {
        let outside = groups == 0 && classes == 0 && !escaped && c != '\\';
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            '(' if classes == 0 => groups += 1,
            ')' if classes == 0 => groups = groups.saturating_sub(1),
            _ => {}
        }
        outside
    })
}

/// A pattern with the classes of folded text in the place of Unicode's: it has ASCII digits and single spaces only, and
/// whole ranges stand for letters. The classes of Unicode are many hundred ranges each and take most of the time that it
/// takes to compile a pattern.
fn plain_classes(pattern: &str) -> String {
    const WORD: &str =
        r"[0-9a-z_\x{AA}-\x{2AF}\x{300}-\x{1FFF}\x{2C00}-\x{2FEF}\x{3005}-\x{D7FF}\x{F900}-\x{FDFF}\x{FE70}-\x{FEFF}\x{10000}-\x{10FFFF}]";
    pattern.replace(r"\d", "[0-9]").replace(r"\s", r"\x20").replace(r"\S", r"[^\x20]").replace(r"\w", WORD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_at_the_start_or_the_end_is_seen() {
        assert_eq!(ends_of(r"^photo [0-9]+$", "photo"), (true, false));
        assert_eq!(ends_of(r"^[0-9]+ (?:like|people like) this$", "this"), (false, true));
        assert_eq!(ends_of(r"^photos? by .+$", "photo"), (true, false));
    }

    #[test]
    fn a_literal_that_may_stand_elsewhere_is_not() {
        assert_eq!(ends_of(r"^photo by .+|photo$", "photo"), (false, false));
        assert_eq!(ends_of(r"^by? .+ by$", "by"), (false, true));
        assert_eq!(ends_of(r"by .+", "by"), (false, false));
        assert_eq!(ends_of(r"^b .+\b$", "b"), (true, false));
    }

    #[test]
    fn a_digit_that_every_match_needs_is_seen() {
        assert!(needs_digit(r"^photo [0-9]{1,3} of [0-9]+$"));
        assert!(needs_digit(r"^© .{1,60}\b(19|20)[0-9][0-9]$"));
        for pattern in
            [r"^no comments|[0-9] comments$", r"^(no|[0-9]+) comments$", r"^likes [0-9]*$", r"^[[0-9],.]+$", r"^[)]?(page [0-9])?$"]
        {
            assert!(!needs_digit(pattern), "{pattern}");
        }
    }

    #[test]
    fn the_bytes_that_a_text_begins_and_ends_with_are_seen() {
        let ends = |pattern: &str| {
            let pattern = Pattern::new(pattern, "");
            let bytes = |set: ByteSet| (0..=255_u8).filter(|&byte| set.holds(byte)).map(char::from).collect::<String>();
            (bytes(pattern.first), bytes(pattern.last))
        };
        let all: String = (0..=255_u8).map(char::from).collect();
        assert_eq!(ends(r"^(?:sign up|join)? ?for .*\bnews[.!]?$"), (" fjs".to_owned(), "!.s".to_owned()));
        assert_eq!(ends(r"^© [0-9]"), ("\u{C2}".to_owned(), all.clone()));
        assert_eq!(ends(r"^a|b$"), (all.clone(), all.clone()));
        assert_eq!(ends(r"^(?:a)?(?:b)?$"), (all.clone(), all));
    }

    #[test]
    fn what_every_match_holds_is_seen() {
        let needs = |pattern: &str, literal: &str| Pattern::new(pattern, literal).needs.into_owned();
        assert_eq!(needs(r"^.{2,60} on [0-9]+(?:st|nd)?, (?:[0-9]{4} at)+$", "at"), [" on ", ", ", " at"]);
        assert_eq!(needs(r"^photos?: (?:by|of)(?: .+)?$", "photo"), [": "]);
        assert!(needs(r"^photo(?: by)?|video$", "photo").is_empty());
    }

    #[test]
    fn the_classes_of_folded_text_take_the_place_of_unicodes() {
        assert_eq!(plain_classes(r"^\d+\s"), r"^[0-9]+\x20");
    }
}
