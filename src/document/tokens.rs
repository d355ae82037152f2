//! The tokens and words of a block's folded text, read once for everything that compares or counts them.
//!
//! Holds always: tokens are in order and disjoint, none holds a space, and those of a block lie in its folded text. Beyond
//! the words that any phrase may stand among, words are counted and tokens left out.

use super::chunk::{self, CHUNK, Chunk};
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
const SUBJECT: u32 = 24;

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

    /// Adds the words that begin at the bits `firsts`, of which those that end at the bits `stops` are function words.
    fn add_all(&mut self, mut firsts: u64, mut stops: u64) {
        let words = firsts.count_ones();
        let sampled = SAMPLE.saturating_sub(self.read);
        if words > sampled {
            for _ in 0..sampled {
                firsts &= firsts - 1;
            }
            // Those below the first word that is not looked at.
            stops &= (firsts & firsts.wrapping_neg()) - 1;
        }
        self.stops += stops.count_ones();
        self.read += words;
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
    let read = match folded.is_ascii() {
        true => read_european::<true>,
        false if is_european(folded) => read_european::<false>,
        false => read_any,
    };
    read(folded, base, words, tokens)
}

/// Whether all that is not ASCII in a text are Latin and Cyrillic letters of the first blocks.
fn is_european(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    // Of such letters the first bytes; all others that there may be are second ones. Without a branch, for many bytes at once.
    let may_be = |byte: u8| (byte < 0xC0) | (0xC3..=0xC5).contains(&byte) | (byte == 0xD0) | (byte == 0xD1);
    bytes.iter().fold(true, |all, &byte| all & may_be(byte))
        && !memchr::memchr_iter(0xC3, bytes).any(|at| matches!(bytes[at + 1], 0x97 | 0xB7))
}

/// The same for texts in whose words all that is not ASCII is a letter, which nearly all folded text is: no processor can guess
/// where words end and how long they are, so hardly anything here branches on it.
fn read_european<const ASCII: bool>(folded: &str, base: usize, words: u32, tokens: &mut Vec<Token>) -> Count {
    let (folded, rest) = subject_of(folded, words);
    let mut count = Count { words: rest, ..Count::default() };
    // Whether a word begins with the chunk, or began before it with signs alone; and whether a space stands before the chunk.
    let (mut open, mut spaced) = (true, true);
    let mut at = 0;
    while at < folded.len() {
        let chunk = Chunk::new(folded.as_bytes(), at);
        let others = if ASCII { 0 } else { chunk.bits(chunk::others) };
        let letters = chunk.bits(chunk::alphanumerics) | others;
        // The end of the text ends a word as a space does.
        let spaces = chunk.bits(chunk::spaces) | chunk.beyond();
        let mut starts = letters & !(letters << 1) | !(letters | spaces);
        // What goes on behind the chunk is read with the next one.
        let mut len = CHUNK;
        if at + CHUNK < folded.len() && spaces >> (CHUNK - 1) == 0 {
            len = CHUNK - 1 - starts.leading_zeros() as usize;
            if len == 0 {
                len = token_len(&folded[at..]);
                tokens.push(Token {
                    start: (base + at) as u32,
                    hash: TokenHash::of(&folded[at..at + len]),
                    stem: long_stem(&folded[at..]),
                });
                count.read += u32::from(open);
                (open, spaced) = (false, false);
                at += len;
                continue;
            }
        }
        let inside = u64::MAX >> (CHUNK - len);
        starts &= inside;
        let behind_space = spaces << 1 | u64::from(spaced);
        // At the last letter of each function word that a space stands before.
        let mut stops = 0;
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            starts &= starts - 1;
            let len = ((!(letters >> start)).trailing_zeros() as usize).max(1);
            let packed = chunk.eight_from(start) & FIRST[len.min(8)];
            let last = chunk.eight_before(start + len) & u64::from(len > 8).wrapping_neg();
            let hash = if len <= 16 { TokenHash::mix(packed, last, len) } else { TokenHash::of(&folded[at + start..at + start + len]) };
            let stop = is_stop_word(packed);
            let mut stem = [hash.0, stem_of(packed)][usize::from(len >= STEM)];
            if others >> start & (u64::MAX >> (CHUNK - len)) != 0 {
                stem = long_stem(&folded[at + start..at + start + len]);
            }
            stem &= mask(!stop & (len >= SHORTEST_STEM));
            tokens.push(Token { start: (base + at + start) as u32, hash, stem });
            stops |= (u64::from(stop) & behind_space >> start) << (start + len - 1);
        }
        stops &= spaces >> 1 | 1 << (CHUNK - 1);
        let (carried, over) = chunk::carry_to_word(letters, spaces, open);
        let firsts = carried & letters & inside;
        count.add_all(firsts, stops);
        open = if len < CHUNK { (carried ^ !letters) >> len & 1 != 0 } else { over };
        spaced = spaces >> (len - 1) & 1 != 0;
        at += len;
    }
    count.words += count.read;
    count
}

/// The part of a text whose tokens are read, after so many words, and the words of the rest.
fn subject_of(folded: &str, words: u32) -> (&str, u32) {
    // Shorter ones don't have so many words.
    if folded.len() < 2 * (MOST_WORDS.saturating_sub(words)) as usize {
        return (folded, 0);
    }
    let spaces = || memchr::memchr_iter(b' ', folded.as_bytes());
    let all = spaces().count() as u32 + 1;
    if words + all <= MOST_WORDS {
        return (folded, 0);
    }
    let most = SUBJECT.saturating_sub(words);
    let end = if most == 0 { 0 } else { spaces().nth(most as usize - 1).unwrap_or(folded.len()) };
    (&folded[..end], all - most)
}

/// The same for any text.
fn read_any(folded: &str, base: usize, words: u32, tokens: &mut Vec<Token>) -> Count {
    let mut count = Count::default();
    let mut word = Word::default();
    let mut spaceless = 0;
    let mut probe = SUBJECT.saturating_sub(words);
    let mut at = 0;
    while let Some(first) = folded[at..].chars().next() {
        // Each turn reads a token, or a space.
        if first != ' ' {
            let text = &folded[at..at + token_len(&folded[at..])];
            let stop = text.len() <= 8 && is_stop_word(pack(text.as_bytes()));
            let dense = is_spaceless(first);
            let letters = is_alphanumeric(first);
            let stem = if dense || text.len() >= SHORTEST_STEM && !stop { long_stem(text) } else { 0 };
            tokens.push(Token { start: (base + at) as u32, hash: TokenHash::of(text), stem });
            word.add(letters, stop);
            word.dense += u32::from(dense);
            at += text.len();
            continue;
        }
        spaceless += word.end(&mut count);
        at += 1;
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

/// The stem of any word: all of it, or its first characters.
fn long_stem(word: &str) -> u32 {
    let end = word.char_indices().nth(STEM).map_or(word.len(), |(end, _)| end);
    let start = &word[..end];
    if start.len() == STEM && start.is_ascii() { stem_of(pack(start.as_bytes())) } else { TokenHash::of(start).0 }
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
    fn european_text_is_read_like_any_text() {
        let texts = [
            "don't read no. 3 - (cafe) the, of",
            "a",
            "-",
            "ab-",
            "of the the-of 'the' (of) o",
            "internationalization of it",
            "größe der fähre",
            "про паромы и 3 лодки",
        ];
        for text in texts {
            for pad in 0..140 {
                for folded in
                    [format!("{} {text}", "x".repeat(pad)), format!("{}{text}", "-".repeat(pad)), format!("{text} {}", "ab".repeat(pad))]
                {
                    let (mut one, mut other) = (Vec::new(), Vec::new());
                    let (a, b) = (read_european::<false>(&folded, 7, 0, &mut one), read_any(&folded, 7, 0, &mut other));
                    assert_eq!((a.words, a.read, a.stops), (b.words, b.read, b.stops), "{folded}");
                    let all = |tokens: &[Token]| tokens.iter().map(|token| (token.start, token.hash, token.stem)).collect::<Vec<_>>();
                    assert_eq!(all(&one), all(&other), "{folded}");
                }
            }
        }
    }

    #[test]
    fn the_share_of_function_words() {
        let share = |folded| read(folded, 0, 0, &mut Vec::new()).stop_share();
        assert!((share("the ferry of the harbour") - 0.6).abs() < 1e-6);
        assert!(share("ferry harbour-master the-ferry") < 1e-6);
    }
}
