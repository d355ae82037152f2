//! How much more often a word stands in furniture than in articles.

use std::borrow::Cow;

// The build script includes this file, so it uses nothing else of the crate.

/// The log-odds of words, by hash: an open-addressed table, at most half full. A slot holds the upper 24 bits of the hash and
/// the odds plus 128; an empty one is 0.
#[derive(Debug, Clone)]
pub struct Words {
    slots: Cow<'static, [u32]>,
}

impl Words {
    /// The log-odds of a word in sixteenths, above 0 where it speaks for furniture; none where it says nothing.
    #[must_use]
    pub fn odds(&self, word: u32) -> Option<i8> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = word as usize & mask;
        loop {
            let held = *self.slots.get(slot)?;
            if held == 0 {
                return None;
            }
            if held >> 8 == word >> 8 {
                return Some(((held & 0xFF) as i16 - 128) as i8);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// A table whose slots are made already.
    #[must_use]
    pub const fn of_slots(slots: &'static [u32]) -> Self {
        Self { slots: Cow::Borrowed(slots) }
    }

    /// The slots.
    #[must_use]
    pub fn slots(&self) -> &[u32] {
        &self.slots
    }

    /// A table of these words by their hashes, with their log-odds in sixteenths.
    #[must_use]
    pub fn new(words: &[(u32, i8)]) -> Self {
        let mut slots = vec![0; (words.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for &(hash, odds) in words {
            let mut slot = hash as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = hash & !0xFF | (i32::from(odds.max(-127)) + 128) as u32;
        }
        Self { slots: slots.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_table_are_found_and_others_are_not() {
        let words: Vec<(u32, i8)> = (0..500_u32).map(|word| (word.wrapping_mul(0x9E37_79B1), (word % 255) as i8)).collect();
        let table = Words::new(&words);
        for (word, odds) in words {
            assert_eq!(table.odds(word), Some(odds.max(-127)), "{word}");
        }
        assert_eq!(table.odds(0x0123_4567), None);
        assert_eq!(Words::new(&[]).odds(1), None);
    }
}
