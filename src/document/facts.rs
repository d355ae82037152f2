//! The facts about a block's text: words, sentence, capitals, function words.

use super::block::{Block, BlockKind};
use crate::lint::format::is_spaceless;

/// Words from which on a block's share of function words no longer changes much: the rest is not looked at.
const SAMPLE: u32 = 24;

/// Words up to which the share of capitals is computed: no label or title is longer.
const LONGEST_TITLE: u32 = 24;

/// Fills in the facts of a block from its content (marks stripped) and folded text.
pub(super) fn compute(block: &mut Block, content: &str, folded: &str) {
    block.link_share = block.link_share.min(1.0);
    block.digits = content.bytes().any(|b| b.is_ascii_digit());
    if matches!(block.kind, BlockKind::Comment | BlockKind::Rule) {
        return;
    }
    let count = count_words(folded);
    block.words = count.words;
    block.stop_share = count.stop_share();
    block.capital_share = if count.words <= LONGEST_TITLE { capital_share(content) } else { 0.0 };
    finish(block, content);
}

/// Brings words, digits and ending up to date after the line `added` was joined on; the shares stay those of the first line.
pub(super) fn extend(block: &mut Block, added: &str) {
    block.digits |= added.bytes().any(|b| b.is_ascii_digit());
    block.words += count_words(&added.to_lowercase()).words;
    finish(block, added);
}

fn finish(block: &mut Block, end: &str) {
    let (sentence, colon) = ending(end, block.words);
    block.sentence = sentence;
    block.colon = colon;
}

/// Words and function words of a folded text.
#[derive(Default)]
struct Count {
    words: u32,
    sampled: u32,
    stops: u32,
}

impl Count {
    fn stop_share(&self) -> f32 {
        if self.sampled == 0 { 0.0 } else { self.stops as f32 / self.sampled as f32 }
    }
}

fn count_words(folded: &str) -> Count {
    let bytes = folded.as_bytes();
    let mut count = Count::default();
    let mut spaceless = 0;
    let mut at = 0;
    let ascii_from = bytes.iter().rposition(|byte| !byte.is_ascii()).map_or(0, |last| last + 1);
    while at < bytes.len() {
        // Beyond the sample, ASCII words are counted by the spaces between them.
        if count.sampled >= SAMPLE && at >= ascii_from {
            count.words += memchr::memchr_iter(b' ', &bytes[at..]).count() as u32 + 1;
            break;
        }
        let start = at;
        let (mut ascii, mut word) = (true, false);
        while at < bytes.len() && bytes[at] != b' ' {
            ascii &= bytes[at].is_ascii();
            word |= bytes[at].is_ascii_alphanumeric();
            at += 1;
        }
        let text = &folded[start..at];
        at += 1;
        if !ascii {
            let dense = text.chars().filter(|&c| is_spaceless(c)).count() as u32;
            if dense > 1 {
                spaceless += dense;
                continue;
            }
            word = word || text.contains(char::is_alphanumeric);
        }
        if word {
            count.words += 1;
            if count.sampled < SAMPLE {
                count.sampled += 1;
                count.stops += u32::from(is_stop_word(text));
            }
        }
    }
    count.words += spaceless / 2;
    count
}

/// Whether a text of so many words ends a sentence, and whether it ends with a colon.
fn ending(text: &str, words: u32) -> (bool, bool) {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_' | '“' | '」' | '』' | '）')
    });
    let Some(last) = text.chars().next_back() else { return (false, false) };
    let sentence = match last {
        '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' => true,
        '.' if text.ends_with("...") => words >= 12,
        '…' => words >= 12,
        '.' => words >= 2 && !(words <= 8 && ends_in_abbreviation(text)),
        '?' => true,
        '!' => words >= 5,
        _ => false,
    };
    (sentence, matches!(last, ':' | '：'))
}

fn ends_in_abbreviation(text: &str) -> bool {
    let word = text.rsplit([' ', ',']).next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        word.as_str(),
        "inc."
            | "co."
            | "corp."
            | "ltd."
            | "llc."
            | "jr."
            | "sr."
            | "a.m."
            | "p.m."
            | "d.c."
            | "u.s."
            | "st."
            | "ave."
            | "etc."
            | "no."
            | "vol."
            | "dr."
            | "ph.d."
            | "m.d."
    ) || word.trim_end_matches('.').chars().count() == 1 && word.starts_with(|c: char| c.is_alphabetic())
}

/// Share of the words that begin with a capital.
fn capital_share(content: &str) -> f32 {
    let (mut words, mut capitals) = (0_u32, 0_u32);
    for word in content.split(' ') {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
        if first.is_alphabetic() {
            words += 1;
            capitals += u32::from(first.is_uppercase());
        }
    }
    if words == 0 { 0.0 } else { capitals as f32 / words as f32 }
}

/// Whether a folded word is a common function word of English, German, French, Spanish, Portuguese, Italian, Dutch or
/// Polish.
pub(super) fn is_stop_word(word: &str) -> bool {
    let Some(packed) = pack(word.as_bytes()) else { return false };
    let mut slot = slot_of(packed);
    while STOP_SLOTS[slot] != 0 {
        if STOP_SLOTS[slot] == packed {
            return true;
        }
        slot = (slot + 1) % STOP_SLOTS.len();
    }
    false
}

/// A word of at most eight bytes as a number; no word is 0.
const fn pack(word: &[u8]) -> Option<u64> {
    if word.len() > 8 {
        return None;
    }
    let mut packed = 0;
    let mut at = 0;
    while at < word.len() {
        packed = packed << 8 | word[at] as u64;
        at += 1;
    }
    Some(packed)
}

const fn slot_of(packed: u64) -> usize {
    (packed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

/// The stop words in an open-addressed table: this is asked for nearly every word of every document.
static STOP_SLOTS: [u64; 512] = {
    let mut slots = [0; 512];
    let mut at = 0;
    while at < STOP_WORDS.len() {
        if let Some(packed) = pack(STOP_WORDS[at].as_bytes()) {
            let mut slot = slot_of(packed);
            while slots[slot] != 0 {
                slot = (slot + 1) % slots.len();
            }
            slots[slot] = packed;
        }
        at += 1;
    }
    slots
};

const STOP_WORDS: &[&str] = &[
    "a", "al", "als", "an", "and", "are", "as", "at", "au", "auf", "aus", "be", "been", "bei", "but", "by", "che", "como", "con", "da",
    "dans", "das", "dass", "de", "degli", "dei", "del", "della", "dem", "den", "der", "des", "di", "die", "do", "du", "e", "een", "ein",
    "eine", "el", "en", "er", "es", "est", "et", "for", "from", "had", "has", "have", "he", "her", "het", "his", "i", "il", "im", "in",
    "is", "ist", "it", "its", "la", "las", "le", "les", "lo", "los", "mais", "met", "mit", "na", "ne", "nicht", "nie", "no", "non", "not",
    "o", "of", "on", "op", "or", "os", "ou", "our", "par", "para", "pas", "per", "por", "pour", "que", "qui", "se", "she", "si", "sich",
    "sie", "sind", "su", "sur", "that", "the", "their", "they", "this", "to", "um", "un", "una", "und", "une", "uno", "van", "von", "w",
    "war", "was", "we", "were", "which", "who", "will", "with", "y", "you", "your", "z", "zu", "zum", "zur", "że",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_found_and_others_are_not() {
        assert!(STOP_WORDS.iter().all(|word| is_stop_word(word)));
        assert!(!["ferry", "", "harbour-master", "th"].into_iter().any(is_stop_word));
    }

    #[test]
    fn an_ending_is_a_sentence_or_not() {
        assert!(ending("The ferry sailed at noon.”", 5).0);
        assert!(ending("渡轮今天恢复运营。", 4).0);
        assert!(!ending("Acme Holdings, Inc.", 3).0);
        assert!(!ending("Read more…", 2).0);
        assert!(!ending("Subscribe now!", 2).0);
        assert!(ending("Pros:", 1).1);
    }

    #[test]
    fn scripts_without_spaces_have_words_too() {
        assert_eq!(count_words("渡轮今天恢复运营").words, 4);
        assert_eq!(count_words("the ferry sailed").words, 3);
    }
}
