//! The tokens and words of a block's folded text, read once for everything that compares or counts them.
//!
//! Holds always: tokens are in order and disjoint, none holds a space, and those of a block lie in its folded text. Beyond
//! the words that any phrase may stand among, words are counted and tokens left out.

use super::facts::is_stop_word;
use crate::lint::format::{MOST_WORDS, TokenHash, is_spaceless, pack, token_len};

/// A token by its place in the folded text of the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Its first byte.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// Its hash.
    pub hash: TokenHash,
}

/// Words from which on a block's share of function words no longer changes much: the rest is not looked at.
const SAMPLE: u32 = 24;

/// Words and function words of a text.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// Words; in scripts written without spaces, two characters count as one.
    pub words: u32,
    sampled: u32,
    stops: u32,
}

impl Count {
    /// Share of the first words that are function words, 0 to 1.
    pub fn stop_share(&self) -> f32 {
        if self.sampled == 0 { 0.0 } else { self.stops as f32 / self.sampled as f32 }
    }
}

/// What was met since the last space.
#[derive(Default)]
struct Word {
    tokens: u32,
    letters: bool,
    /// Characters of scripts without spaces.
    dense: u32,
    stop: bool,
}

/// Reads the tokens of `folded`, which begins at the offset `base` of the document's folded text, after `words` others of
/// its block.
pub(super) fn read(folded: &str, base: usize, words: u32, tokens: &mut Vec<Token>) -> Count {
    let bytes = folded.as_bytes();
    let mut count = Count::default();
    let mut word = Word::default();
    let mut spaceless = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        // Each turn reads a space or a token.
        if byte == b' ' {
            spaceless += count.add(&word);
            word = Word::default();
            at += 1;
            if words + count.words > MOST_WORDS {
                count.words += count_rest(&folded[at..], &mut spaceless);
                break;
            }
            continue;
        }
        let start = at;
        let hash = match short_word(bytes, start) {
            Some((packed, len)) => {
                at += len;
                word.letters = true;
                word.stop = word.tokens == 0 && is_stop_word(packed);
                TokenHash::of_packed(packed, len)
            }
            None => {
                at += token_len(&folded[start..]);
                let text = &folded[start..at];
                let first = text.chars().next();
                word.dense += u32::from(first.is_some_and(is_spaceless));
                word.letters |= first.is_some_and(char::is_alphanumeric);
                word.stop = word.tokens == 0 && text.len() <= 8 && is_stop_word(pack(text.as_bytes()));
                TokenHash::of(text)
            }
        };
        word.tokens += 1;
        tokens.push(Token { start: (base + start) as u32, end: (base + at) as u32, hash });
    }
    spaceless += count.add(&word);
    count.words += spaceless / 2;
    count
}

impl Count {
    /// Counts a word; of one in a script without spaces it returns the characters instead.
    fn add(&mut self, word: &Word) -> u32 {
        if word.dense > 1 {
            return word.dense;
        }
        if word.letters {
            self.words += 1;
            if self.sampled < SAMPLE {
                self.sampled += 1;
                self.stops += u32::from(word.stop && word.tokens == 1);
            }
        }
        0
    }
}

/// A run of fewer than eight ASCII letters and digits at `at`, packed, and its length: what most tokens are.
fn short_word(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let eight: [u8; 8] = *bytes.get(at..)?.first_chunk()?;
    let word = u64::from_le_bytes(eight);
    // Eight bytes at once: adding makes the high bit of each say whether it is at least the bound. Folded text has no capitals.
    let low = word & !HIGH;
    let from = |bound: u8| low + ONES * u64::from(0x80 - bound);
    let letters = from(b'a') & !from(b'z' + 1);
    let digits = from(b'0') & !from(b'9' + 1);
    let others = !((letters | digits) & !word) & HIGH;
    let len = others.trailing_zeros() as usize / 8;
    let joins = others == 0 || eight[len] >= 0x80;
    (len > 0 && !joins).then(|| (word & ((1 << (8 * len)) - 1), len))
}

/// The words of what is left of a long text, and its characters of scripts without spaces.
fn count_rest(folded: &str, spaceless: &mut u32) -> u32 {
    if folded.is_ascii() {
        return memchr::memchr_iter(b' ', folded.as_bytes()).count() as u32 + 1;
    }
    let mut words = 0;
    for word in folded.split(' ') {
        let dense = word.chars().filter(|&c| is_spaceless(c)).count() as u32;
        if dense > 1 {
            *spaceless += dense;
        } else {
            words += u32::from(word.contains(char::is_alphanumeric));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(folded: &str) -> u32 {
        read(folded, 0, 0, &mut Vec::new()).words
    }

    fn tokens(folded: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        read(folded, 0, 0, &mut tokens);
        tokens.iter().map(|token| &folded[token.start as usize..token.end as usize]).collect()
    }

    #[test]
    fn a_token_is_a_word_or_a_sign() {
        assert_eq!(tokens("don't read no. 3 (café)"), ["don", "'", "t", "read", "no", ".", "3", "(", "café", ")"]);
        assert_eq!(tokens("über größe"), ["über", "größe"]);
        assert_eq!(tokens("渡轮 2"), ["渡", "轮", "2"]);
    }

    #[test]
    fn words_stand_between_spaces() {
        assert_eq!(words("don't read no. 3 - (café)"), 5);
        assert_eq!(words("渡轮今天恢复运营"), 4);
    }

    #[test]
    fn long_texts_are_counted_to_the_end() {
        for word in ["ferry", "fähre"] {
            assert_eq!(words(&[word; 200].join(" ")), 200);
        }
        assert_eq!(words(&"渡轮 ".repeat(200)), 200);
    }

    #[test]
    fn the_share_of_function_words() {
        let share = |folded| read(folded, 0, 0, &mut Vec::new()).stop_share();
        assert!((share("the ferry of the harbour") - 0.6).abs() < 1e-6);
        assert!(share("ferry harbour-master the-ferry") < 1e-6);
    }
}
