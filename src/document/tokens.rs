//! The tokens and words of a block's folded text, read once for everything that compares or counts them.
//!
//! Holds always: tokens are in order and disjoint, none holds a space, and those of a block lie in its folded text. Beyond
//! the words that any phrase may stand among, words are counted and tokens left out.

use super::facts::is_stop_word;
use crate::lint::format::{MOST_WORDS, TokenHash, is_alphanumeric, is_spaceless, pack, token_len};

/// A token by its place in the folded text of the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Its first byte.
    pub start: u32,
    /// Its hash.
    pub hash: TokenHash,
    /// The hash of its beginning, a crude stem that serves many languages; 0 for what says nothing of a subject: function
    /// words, very short ones, signs.
    pub stem: u32,
}

/// Bytes of a word that are its stem, if they are ASCII; else so many characters.
const STEM: usize = 5;
/// Shorter words have no stem, in bytes; in scripts without spaces each character has.
const SHORTEST_STEM: usize = 3;

/// Words from which on a block's share of function words no longer changes much: the rest is not looked at.
const SAMPLE: u32 = 24;

/// Of a text that is too long for phrases only the tokens of so many words are read: enough to tell what it is about.
const SUBJECT: u32 = 32;

/// Words and function words of a text.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// Words; in scripts written without spaces, two characters count as one.
    pub words: u32,
    /// Words between spaces that were read one by one.
    read: u32,
    /// Function words among the first of them.
    stops: u32,
}

impl Count {
    /// Share of the first words that are function words, 0 to 1.
    pub fn stop_share(&self) -> f32 {
        if self.read == 0 { 0.0 } else { self.stops as f32 / self.read.min(SAMPLE) as f32 }
    }

    fn add(&mut self, stop: bool) {
        self.stops += u32::from(stop & (self.read < SAMPLE));
        self.read += 1;
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

impl Word {
    fn add(&mut self, letters: bool, stop: bool) {
        self.tokens += 1;
        self.letters |= letters;
        self.stop = stop;
    }

    /// Ends the word: counts it if there are letters in it; of one in a script without spaces it returns the characters instead.
    fn end(&mut self, count: &mut Count) -> u32 {
        let word = std::mem::take(self);
        if word.dense > 1 {
            return word.dense;
        }
        if word.letters {
            count.add(word.stop && word.tokens == 1);
        }
        0
    }
}

/// Reads the tokens of `folded`, which begins at the offset `base` of the document's folded text, after `words` others of
/// its block.
pub(super) fn read(folded: &str, base: usize, words: u32, tokens: &mut Vec<Token>) -> Count {
    let bytes = folded.as_bytes();
    let mut count = Count::default();
    let mut word = Word::default();
    let mut spaceless = 0;
    let mut probe = SUBJECT.saturating_sub(words);
    let mut at = 0;
    while at < bytes.len() {
        // Each turn reads a token, with the space behind it if the token is a whole word, or a space.
        let start = at;
        let eight = eight_at(bytes, at);
        let byte = eight as u8;
        let end = ascii_word_end(bytes, at, eight);
        // The end of the text ends a word as a space does.
        let after = bytes.get(end).copied().unwrap_or(b' ');
        if end > start && after.is_ascii() {
            let len = end - start;
            let packed = eight & FIRST[len.min(8)];
            let (hash, stop) = if len <= 8 {
                (TokenHash::of_packed(packed, len), is_stop_word(packed))
            } else {
                (TokenHash::of(&folded[start..end]), false)
            };
            // Chosen without a branch: no processor can guess the lengths of words.
            let stem = [hash.0, stem_of(packed)][usize::from(len >= STEM)] & mask(!stop & (len >= SHORTEST_STEM));
            tokens.push(Token { start: (base + start) as u32, hash, stem });
            if after != b' ' || word.tokens > 0 {
                word.add(true, stop);
                at = end;
                continue;
            }
            count.add(stop);
            at = end + 1;
        } else if byte == b' ' {
            spaceless += word.end(&mut count);
            at += 1;
        } else if byte.is_ascii_punctuation() {
            at += 1;
            tokens.push(Token { start: (base + start) as u32, hash: TokenHash::of_packed(u64::from(byte), 1), stem: 0 });
            word.add(false, false);
            continue;
        } else {
            at += token_len(&folded[start..]);
            let text = &folded[start..at];
            let first = text.chars().next();
            let dense = first.is_some_and(is_spaceless);
            let stop = text.len() <= 8 && is_stop_word(pack(text.as_bytes()));
            let end = text.char_indices().nth(STEM).map_or(text.len(), |(end, _)| end);
            let stem = if dense || text.len() >= SHORTEST_STEM && !stop { TokenHash::of(&text[..end]).0 } else { 0 };
            tokens.push(Token { start: (base + start) as u32, hash: TokenHash::of(text), stem });
            word.add(first.is_some_and(is_alphanumeric), stop);
            word.dense += u32::from(dense);
            continue;
        }
        if count.read >= probe {
            // Once is enough, and asking after each word would be quadratic.
            probe = u32::MAX;
            let (rest, dense) = count_rest(folded.get(at..).unwrap_or_default());
            if words + count.read + rest > MOST_WORDS {
                (count.words, spaceless) = (rest, spaceless + dense);
                break;
            }
        }
    }
    spaceless += word.end(&mut count);
    count.words += count.read + spaceless / 2;
    count
}

/// All bits, or none.
const fn mask(set: bool) -> u32 {
    (set as u32).wrapping_neg()
}

/// The stem of an ASCII word of at least five bytes, by its first eight, packed; never 0.
const fn stem_of(packed: u64) -> u32 {
    ((packed & FIRST[STEM]).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32 | 1 << 31
}

/// Masks of the first bytes of eight that are packed, by how many.
const FIRST: [u64; 9] = {
    let mut masks = [u64::MAX; 9];
    let mut len = 0;
    while len < 8 {
        masks[len] = (1 << (8 * len)) - 1;
        len += 1;
    }
    masks
};

/// The eight bytes at `at`, packed, filled up with zeros.
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    rest.first_chunk().map_or_else(|| pack(rest), |eight| u64::from_le_bytes(*eight))
}

/// The end of the run of ASCII letters and digits at `at`, where these eight bytes lie; `at` itself if there is none.
fn ascii_word_end(bytes: &[u8], at: usize, eight: u64) -> usize {
    let mut more = ascii_word_len(eight);
    let mut end = at + more;
    while more == 8 {
        more = ascii_word_len(eight_at(bytes, end));
        end += more;
    }
    end
}

/// How many of eight packed bytes of folded text, which has no capitals, are ASCII letters or digits before another one.
const fn ascii_word_len(packed: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = packed & !HIGH;
    // Adding makes the high bit of each byte say whether it is at least the bound.
    let letters = low.wrapping_add(ONES * (0x80 - b'a') as u64) & !low.wrapping_add(ONES * (0x7F - b'z') as u64);
    let digits = low.wrapping_add(ONES * (0x80 - b'0') as u64) & !low.wrapping_add(ONES * (0x7F - b'9') as u64);
    let others = !((letters | digits) & !packed) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// The words of what is left of a text, and its characters of scripts without spaces.
fn count_rest(folded: &str) -> (u32, u32) {
    if folded.is_ascii() {
        return (memchr::memchr_iter(b' ', folded.as_bytes()).count() as u32 + u32::from(!folded.is_empty()), 0);
    }
    let (mut words, mut spaceless) = (0, 0);
    for word in folded.split(' ') {
        let dense = word.chars().filter(|&c| is_spaceless(c)).count() as u32;
        if dense > 1 {
            spaceless += dense;
        } else {
            words += u32::from(word.contains(is_alphanumeric));
        }
    }
    (words, spaceless)
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
        tokens.iter().map(|token| &folded[token.start as usize..]).map(|text| &text[..token_len(text)]).collect()
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
