//! What is counted: for each page whether what a clause found there is right.
//!
//! A page counts once for a clause, however many scrapers saw it and however many lines it found there, and is right only if
//! nothing that it found in any copy is the article's own: what is measured is the share of pages that it does no harm to.

use std::collections::BTreeMap;

use scrublint::Applicability;

/// What made a finding: a clause of a lint by its number, or the lint's detector.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Maker {
    pub lint: String,
    pub clause: Option<u16>,
}

/// What a clause found, page by page.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// By page and applicability whether something wrong was found; nothing for what no label tells.
    pages: BTreeMap<(u32, Applicability), bool>,
    /// Left-over lines found, in all copies.
    pub lines: usize,
}

impl Tally {
    /// Counts a finding's part in a copy of a page.
    pub fn add(&mut self, page: u32, fix: Applicability, wrong: bool) {
        *self.pages.entry((page, fix)).or_default() |= wrong;
    }

    /// Counts what another clause found as well.
    pub fn merge(&mut self, other: &Self) {
        for (&(page, fix), &wrong) in &other.pages {
            self.add(page, fix, wrong);
        }
        self.lines += other.lines;
    }

    /// The pages with findings of this applicability, or of any.
    pub fn share(&self, fix: Option<Applicability>) -> Share {
        let mut pages: BTreeMap<u32, bool> = BTreeMap::new();
        for (&(page, _), &wrong) in self.pages.iter().filter(|((_, of), _)| fix.is_none_or(|fix| fix == *of)) {
            *pages.entry(page).or_default() |= wrong;
        }
        Share { right: pages.values().filter(|wrong| !**wrong).count(), pages: pages.len() }
    }
}

/// How many pages are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub right: usize,
    pub pages: usize,
}

impl Share {
    /// The share, 0 to 1; of no page, 1.
    pub fn value(self) -> f64 {
        if self.pages == 0 { 1.0 } else { self.right as f64 / self.pages as f64 }
    }

    /// What the true share is at least, with a confidence of 95 % (Wilson 1927, two-sided); of no page, 0.
    pub fn at_least(self) -> f64 {
        const Z: f64 = 1.959_964;
        if self.pages == 0 {
            return 0.0;
        }
        let (n, p) = (self.pages as f64, self.value());
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        ((middle - reach) / (1.0 + Z * Z / n)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Applicability::{Safe, Unsafe};

    #[test]
    fn a_page_counts_once_and_one_wrong_line_in_one_copy_makes_it_wrong() {
        let mut tally = Tally::default();
        for (page, fix, wrong) in [(1, Safe, false), (1, Safe, false), (2, Safe, false), (2, Unsafe, true), (3, Unsafe, false)] {
            tally.add(page, fix, wrong);
        }
        assert_eq!(tally.share(None), Share { right: 2, pages: 3 });
        assert_eq!(tally.share(Some(Safe)), Share { right: 2, pages: 2 }, "the safe ones of page 2 are right");
        let mut all = tally.clone();
        all.merge(&tally);
        assert_eq!(all.share(None), tally.share(None), "the same pages again");
        tally.add(1, Safe, true);
        tally.add(1, Safe, false);
        assert_eq!(tally.share(Some(Safe)), Share { right: 1, pages: 2 }, "what is wrong stays wrong");
    }

    #[test]
    fn few_pages_say_little() {
        let at_least = |right, pages| Share { right, pages }.at_least();
        assert!((at_least(20, 20) - 0.839).abs() < 0.001);
        assert!((at_least(97, 100) - 0.915).abs() < 0.001);
        assert!((at_least(0, 5)).abs() < f64::EPSILON);
        assert!((at_least(0, 0)).abs() < f64::EPSILON);
    }
}
