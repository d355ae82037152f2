//! The facts about a block's text: words, sentence, capitals, function words.

use super::block::{Block, BlockKind};
use super::chunk::{self, CHUNK, Chunk};
use super::tokens::Count;
use crate::lint::format::pack;

/// Words up to which the share of capitals is computed: no label or title is longer.
const LONGEST_TITLE: u32 = 24;

/// Words from which a text in a script without full stops is no headline any more.
const UNMARKED_SENTENCE: u32 = 40;

/// Fills in the facts of a block from its content (marks stripped) and the words that were counted in it.
pub(super) fn compute(block: &mut Block, content: &str, count: &Count) {
    block.link_share = block.link_share.min(1.0);
    block.digits = has_digit(content);
    if block.kind == BlockKind::Rule {
        return;
    }
    block.words = count.words;
    block.stop_share = count.stop_share();
    block.capital_share = if count.words <= LONGEST_TITLE { capital_share(content) } else { 0.0 };
    finish(block, content);
}

/// Brings words, digits and ending up to date after the line `added`, of so many words, was joined on; the shares stay
/// those of the first line.
pub(super) fn extend(block: &mut Block, added: &str, words: u32) {
    block.digits |= has_digit(added);
    block.words += words;
    finish(block, added);
}

/// Without a branch, so that it is compiled for many bytes at once.
fn has_digit(text: &str) -> bool {
    text.bytes().fold(false, |any, byte| any | byte.is_ascii_digit())
}

fn finish(block: &mut Block, end: &str) {
    let (sentence, colon) = ending(end, block.words);
    block.sentence = sentence;
    block.colon = colon;
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
        // Thai and Lao put no mark at the end of a sentence.
        '\u{E00}'..='\u{EFF}' => words >= UNMARKED_SENTENCE,
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

/// Share of the words that begin with a capital, of those that begin with a letter. Only the first letter or digit of a word
/// counts; what stands before it is passed over.
fn capital_share(content: &str) -> f32 {
    let (words, capitals) = if content.is_ascii() { ascii_capitals(content) } else { capitals(content) };
    if words == 0 { 0.0 } else { capitals as f32 / words as f32 }
}

/// The same counts of an ASCII text, without a branch on what its bytes are, which no processor can guess.
fn ascii_capitals(content: &str) -> (u32, u32) {
    let (mut words, mut capitals) = (0, 0);
    // Whether a word begins with the chunk, or began before it with signs alone.
    let mut open = true;
    for at in (0..content.len()).step_by(CHUNK) {
        let chunk = Chunk::new(content.as_bytes(), at);
        let spaces = chunk.bits(chunk::spaces);
        let alphanumerics = chunk.bits(chunk::alphanumerics);
        let (carried, over) = chunk::carry_to_word(alphanumerics, spaces, open);
        let firsts = carried & alphanumerics;
        words += (firsts & chunk.bits(chunk::letters)).count_ones();
        capitals += (firsts & chunk.bits(chunk::capitals)).count_ones();
        open = over;
    }
    (words, capitals)
}

/// The words of a text that begin with a letter, and those that begin with a capital.
fn capitals(content: &str) -> (u32, u32) {
    let (mut words, mut capitals) = (0, 0);
    let bytes = content.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (letter, capital, len) = if byte.is_ascii() {
            (byte.is_ascii_alphabetic(), byte.is_ascii_uppercase(), 1)
        } else {
            let Some(c) = content[at..].chars().next() else { break };
            (c.is_alphabetic(), c.is_uppercase(), c.len_utf8())
        };
        if letter {
            words += 1;
            capitals += u32::from(capital);
        }
        at += len;
        if letter || byte.is_ascii_digit() {
            at += memchr::memchr(b' ', &bytes[at..]).map_or(bytes.len() - at, |space| space + 1);
        }
    }
    (words, capitals)
}

/// Whether a folded word, packed, is a common function word of English, German, French, Spanish, Portuguese, Italian,
/// Dutch or Polish; none is longer than eight bytes.
pub(super) fn is_stop_word(packed: u64) -> bool {
    // Both are compared, without a branch: this is asked for nearly every word of every document.
    STOP_BUCKETS[bucket_of(packed)].iter().fold(false, |found, &word| found | (word == packed)) && packed != 0
}

const BUCKET: usize = 2;

/// The multiplier was searched for: no bucket overflows, or this would not compile.
const fn bucket_of(packed: u64) -> usize {
    (packed.wrapping_mul(0x8A7D_43B5_7863_3075) >> 56) as usize
}

static STOP_BUCKETS: [[u64; BUCKET]; 256] = {
    let mut buckets = [[0; BUCKET]; 256];
    let mut at = 0;
    while at < STOP_WORDS.len() {
        let packed = pack(STOP_WORDS[at].as_bytes());
        let bucket = bucket_of(packed);
        let mut place = 0;
        while buckets[bucket][place] != 0 {
            place += 1;
        }
        buckets[bucket][place] = packed;
        at += 1;
    }
    buckets
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
        let is_stop_word = |word: &str| is_stop_word(pack(word.as_bytes()));
        assert!(STOP_WORDS.iter().all(|word| word.len() <= 8 && is_stop_word(word)));
        assert!(!["ferry", "", "th"].into_iter().any(is_stop_word));
    }

    #[test]
    fn an_ending_is_a_sentence_or_not() {
        assert!(ending("The ferry sailed at noon.”", 5).0);
        assert!(ending("渡轮今天恢复运营。", 4).0);
        assert!(!ending("Acme Holdings, Inc.", 3).0);
        assert!(!ending("Read more…", 2).0);
        assert!(!ending("Subscribe now!", 2).0);
        assert!(ending("Pros:", 1).1);
        assert!(ending("เรือข้ามฟากกลับมาวิ่งแล้ว", 40).0 && !ending("เรือข้ามฟาก", 6).0);
    }

    #[test]
    fn capitals_are_counted_at_the_beginnings_of_words() {
        assert!((capital_share("The “Élan” of the harbour") - 0.4).abs() < 1e-6);
        assert!((capital_share("The (Elan) of 'The' harbour") - 0.6).abs() < 1e-6);
        assert!((capital_share("3Rd of May") - 0.5).abs() < 1e-6);
        assert!(capital_share("12 - 14") < 1e-6);
        // Across the bounds of what is looked at at once.
        for signs in 0..80 {
            let text = format!("The {}Élan harbour, {} (Old) 'boat'", "-".repeat(signs), "x".repeat(80 - signs));
            let ascii = text.replace('É', "E");
            assert!((capital_share(&text) - 0.5).abs() < 1e-6 && (capital_share(&ascii) - 0.5).abs() < 1e-6, "{signs}");
        }
    }
}
