//! The single-byte code pages that text goes astray by: Windows-1252 and Windows-1251.

/// Windows-1252 at 0x80 to 0x9F. The five bytes that it leaves undefined are the control characters of their numbers, as
/// browsers have it.
pub(super) const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Windows-1251 at 0x80 to 0xBF; the letters from А to я follow in their order.
const WINDOWS_1251: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’', '“', '”', '•', '–', '—', '\u{98}', '™',
    'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{A0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{AD}', '®', 'Ї', '°', '±', 'І',
    'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
];

/// A code page that UTF-8 was read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    /// Windows-1252, and Latin-1 where it differs.
    Western,
    /// Windows-1251.
    Cyrillic,
}

impl CodePage {
    /// The byte, 0x80 or above, that was read as this character.
    pub fn byte(self, c: char) -> Option<u8> {
        let code = u32::from(c);
        let placed = |table: &[char]| table.iter().position(|&other| other == c).map(|place| 0x80 + place as u8);
        match self {
            Self::Western if (0x80..=0xFF).contains(&code) => Some(code as u8),
            Self::Western => placed(&WINDOWS_1252),
            Self::Cyrillic if (0x410..=0x44F).contains(&code) => Some((code - 0x410 + 0xC0) as u8),
            Self::Cyrillic => placed(&WINDOWS_1251),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_for_each_character() {
        assert_eq!(
            "é€’\u{9D}\u{81}Ÿ".chars().map(|c| CodePage::Western.byte(c)).collect::<Vec<_>>(),
            [0xE9, 0x80, 0x92, 0x9D, 0x81, 0x9F].map(Some)
        );
        assert_eq!("АяЂї№".chars().map(|c| CodePage::Cyrillic.byte(c)).collect::<Vec<_>>(), [0xC0, 0xFF, 0x80, 0xBF, 0xB9].map(Some));
        assert_eq!([CodePage::Western.byte('ж'), CodePage::Western.byte('a'), CodePage::Cyrillic.byte('é')], [None; 3]);
    }
}
