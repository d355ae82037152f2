//! How much more often a word stands in furniture than in articles.

use std::borrow::Cow;

// The build script includes this file, so it uses nothing else of the crate.

/// The log-odds of words, by hash, in buckets of eight. Of the words that are not there, one in some hundred is taken for one that is.
#[derive(Debug, Clone)]
pub struct Words {
    buckets: Cow<'static, [Bucket]>,
}

/// The words that share their hash's lowest bits, one a byte: their tags, which are other bits of the hash, and their odds plus 128; 0
/// where there is none.
pub type Bucket = [u64; 2];

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

impl Words {
    /// The log-odds of a word in sixteenths, above 0 where it speaks for furniture; none where it says nothing.
    #[must_use]
    pub fn odds(&self, word: u32) -> Option<i8> {
        let [tags, odds] = self.buckets.get(place(word, self.buckets.len()))?;
        // All tags are compared, without a branch: this is asked for nearly every word of every document.
        let others = tags ^ (u64::from(tag_of(word)) * LOW);
        let equal = others.wrapping_sub(LOW) & !others & HIGH;
        let odds = odds >> (equal.trailing_zeros() & 0x38) & 0xFF & u64::from(equal != 0).wrapping_neg();
        (odds != 0).then_some((odds as i16 - 128) as i8)
    }

    /// A table whose buckets are filled already.
    #[must_use]
    pub const fn of_buckets(buckets: &'static [Bucket]) -> Self {
        Self { buckets: Cow::Borrowed(buckets) }
    }

    /// The buckets.
    #[must_use]
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// A table of these words by their hashes, with their log-odds in sixteenths. Of two words that can't be told apart the first
    /// counts.
    #[must_use]
    pub fn new(words: &[(u32, i8)]) -> Self {
        let mut count = (words.len() / 2).next_power_of_two();
        loop {
            if let Some(buckets) = filled(words, count) {
                return Self { buckets: buckets.into() };
            }
            count *= 2;
        }
    }
}

/// So many buckets with the words in them; none if one is too full.
fn filled(words: &[(u32, i8)], count: usize) -> Option<Vec<Bucket>> {
    let mut buckets = vec![Bucket::default(); count];
    for &(word, odds) in words {
        let [tags, held] = &mut buckets[place(word, count)];
        let used = (8 - held.leading_zeros() / 8) as usize;
        if !tags.to_le_bytes()[..used].contains(&tag_of(word)) {
            let shift = 8 * used as u32;
            *tags |= u64::from(tag_of(word)).checked_shl(shift)?;
            *held |= ((i16::from(odds.max(-127)) + 128) as u64) << shift;
        }
    }
    Some(buckets)
}

fn place(word: u32, buckets: usize) -> usize {
    word as usize & buckets.wrapping_sub(1)
}

const fn tag_of(word: u32) -> u8 {
    (word >> 24) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_table_are_found_and_others_are_not() {
        let words: Vec<(u32, i8)> = (0..500_u32).map(|word| (word.wrapping_mul(0x9E37_79B1), (word % 255) as i8)).collect();
        let table = Words::new(&words);
        let right = words.iter().filter(|(word, odds)| table.odds(*word) == Some((*odds).max(-127))).count();
        assert!(right >= 495, "{right}");
        let unknown = (0..500_u32).filter(|word| table.odds(word.wrapping_mul(0x85EB_CA6B) ^ 0x5555_5555).is_some()).count();
        assert!(unknown < 10, "{unknown}");
        assert_eq!(Words::new(&[]).odds(1), None);
    }
}
