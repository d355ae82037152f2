//! Quick answers about the characters that most texts are made of; Unicode's tables are searched only for the others.
//!
//! Holds always: an answer is the same as that of the tables.

use unicode_normalization::{IsNormalized, is_nfkc_quick};

/// Whether the character is a letter or a digit, as [`char::is_alphanumeric`] has it.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        // Latin, Cyrillic, Hebrew, Arabic, kana, ideographs, Hangul.
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' => true,
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{657}' | '\u{660}'..='\u{669}' => true,
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        '\u{2000}'..='\u{206F}' | '\u{2190}'..='\u{2319}' | '\u{3000}'..='\u{3004}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether the character has no case and normalisation leaves it as it is, whatever stands before it.
pub(super) fn is_plain(c: char) -> bool {
    // Hebrew, Arabic, Devanagari, Thai, currencies, arrows and shapes, kana, ideographs, Hangul.
    matches!(c, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{904}'..='\u{939}' | '\u{E01}'..='\u{E30}' | '\u{20A9}'..='\u{20BF}')
        || matches!(c, '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}')
        || matches!(c, '\u{3001}' | '\u{3002}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// What a letter folds to beyond its case, where a language prints one word with either: Turkish dotted and dotless i, Greek with and
/// without its accents, the two cedillas of Romanian, Arabic letters in Persian, Russian ё.
pub(super) const fn other_form(c: char) -> Option<char> {
    Some(match c {
        'İ' | 'ı' => 'i',
        'ά' | 'Ά' => 'α',
        'έ' | 'Έ' => 'ε',
        'ή' | 'Ή' => 'η',
        'ί' | 'Ί' | 'ϊ' | 'Ϊ' | 'ΐ' => 'ι',
        'ό' | 'Ό' => 'ο',
        'ύ' | 'Ύ' | 'ϋ' | 'Ϋ' | 'ΰ' => 'υ',
        'ώ' | 'Ώ' => 'ω',
        'ς' => 'σ',
        'ş' | 'Ş' => 'ș',
        'ţ' | 'Ţ' => 'ț',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ё' | 'Ё' => 'е',
        _ => return None,
    })
}

/// Whether NFKC may change the character, alone or with its neighbours.
pub(super) fn changes_under_nfkc(c: char) -> bool {
    let stable = matches!(c, '\0'..='\u{9F}' | '\u{370}'..='\u{373}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}') || is_plain(c);
    !stable && is_nfkc_quick(std::iter::once(c)) != IsNormalized::Yes
}

/// Whether NFKC puts other characters in this one's place and that is all: neighbours neither change nor are changed. Letter-like
/// signs, subscripts, enclosed letters, ligatures, the ideographic space.
pub(super) fn changes_alone(c: char) -> bool {
    matches!(c, '\u{2070}'..='\u{209C}' | '\u{2100}'..='\u{2189}' | '\u{2460}'..='\u{24FF}' | '\u{3000}' | '\u{FB00}'..='\u{FB06}')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    fn all() -> impl Iterator<Item = char> {
        '\0'..=char::MAX
    }

    #[test]
    fn quick_answers_are_those_of_the_tables() {
        for c in all() {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            let normal = is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes;
            assert_eq!(changes_under_nfkc(c), !normal, "{c:?}");
        }
    }

    #[test]
    fn what_changes_alone_leaves_its_neighbours() {
        for c in all().filter(|&c| changes_alone(c)) {
            let between = format!("a{c}가b");
            let alone: String = std::iter::once(c).nfkc().collect();
            assert_eq!(between.nfkc().collect::<String>(), format!("a{alone}가b"), "{c:?}");
        }
    }

    #[test]
    fn a_plain_character_has_no_case_and_is_normal() {
        for c in all().filter(|&c| is_plain(c)) {
            let itself = c.to_lowercase().eq(std::iter::once(c));
            assert!(itself && is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes && !c.is_whitespace(), "{c:?}");
        }
    }
}
