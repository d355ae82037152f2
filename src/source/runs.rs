//! Offsets of a text whose characters are longer or shorter in its file.

/// Where the lengths of characters in text and file change: offsets in the text and in the file, from the start to the
/// end. Between two of them all characters are of one length in each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Runs(Vec<(usize, usize)>);

impl Runs {
    /// The runs of characters of these lengths in text and file, of which the first stands at `start` in the file.
    pub(super) fn new(start: usize, lengths: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut runs = vec![(0, start)];
        let mut end = (0, start);
        let mut last = None;
        for length in lengths {
            if last.is_some_and(|last| last != length) {
                runs.push(end);
            }
            last = Some(length);
            end = (end.0 + length.0, end.1 + length.1);
        }
        runs.push(end);
        Self(runs)
    }

    /// The offset in the file of a character of the text, or of its end.
    pub(super) fn to_file(&self, offset: usize) -> usize {
        let next = self.0.partition_point(|&(text, _)| text <= offset);
        let (text, file) = self.0[next.saturating_sub(1)];
        match self.0.get(next) {
            Some(&(text_end, file_end)) => {
                // The product of two lengths may not fit where pointers have 32 bits.
                let share = (offset - text) as u64 * (file_end - file) as u64 / (text_end - text) as u64;
                file + share as usize
            }
            None => file,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_mapped_character_by_character() {
        let runs = Runs::new(2, "ab渡🦀é".chars().map(|c| (c.len_utf8(), 2 * c.len_utf16())));
        let mapped: Vec<usize> = [0, 1, 2, 5, 9, 11].into_iter().map(|offset| runs.to_file(offset)).collect();
        assert_eq!(mapped, [2, 4, 6, 8, 12, 14]);
        assert_eq!(Runs::new(3, std::iter::empty()).to_file(0), 3);
    }
}
