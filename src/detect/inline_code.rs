//! Which places of a block stand in inline code: behind an odd number of backticks.

/// A walk along a block's text. Places must be asked for in order, so that the whole walk is linear.
pub(super) struct InlineCode<'a> {
    bytes: &'a [u8],
    /// How far backticks are counted.
    counted: usize,
    inside: bool,
}

impl<'a> InlineCode<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), counted: 0, inside: false }
    }

    /// Whether the place `at`, which no earlier one may lie behind, is in code.
    pub fn holds(&mut self, at: usize) -> bool {
        let passed = &self.bytes[self.counted.min(at)..at];
        self.inside ^= memchr::memchr_iter(b'`', passed).count() % 2 == 1;
        self.counted = self.counted.max(at);
        self.inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_where_its_backtick_does() {
        let mut code = InlineCode::of("a `b` c `d");
        assert_eq!([0, 3, 3, 6, 9].map(|at| code.holds(at)), [false, true, true, false, true]);
    }
}
