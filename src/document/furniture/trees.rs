//! Trees that score blocks by their features.
//!
//! Oblivious trees (Kohavi 1994; the trees of CatBoost, Prokhorenkova et al. 2018): all nodes of a level ask the same question, so a
//! leaf's place is the row of answers, one bit a level. A question is asked of all blocks at once, without a branch.

use super::features::{Features, PIECE};

/// Questions of a tree.
pub const DEPTH: usize = 6;

/// A tree: whether a feature is above a bound, six times over, and a score for each row of answers.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The features that are asked for.
    pub features: [u8; DEPTH],
    /// The bounds: the answer is yes above them.
    pub bounds: [u8; DEPTH],
    /// Scores in 1/1024 of log-odds, by answers, the first question's lowest.
    pub leaves: [i16; 1 << DEPTH],
}

/// The sum of all trees' scores for each block, in log-odds, from `bias` on.
pub(super) fn score(trees: &[Tree], bias: f32, features: &Features, blocks: usize) -> Vec<f32> {
    let mut sums = vec![0_i32; blocks.next_multiple_of(PIECE)];
    for tree in trees {
        let columns = tree.features.map(|feature| features.column(usize::from(feature)));
        for (piece, sums) in sums.chunks_exact_mut(PIECE).enumerate() {
            let mut answers = [0_u8; PIECE];
            for (level, (column, &bound)) in columns.iter().zip(&tree.bounds).enumerate() {
                let values = &column[piece * PIECE..][..PIECE];
                for (answer, &value) in answers.iter_mut().zip(values) {
                    *answer |= u8::from(value > bound) << level;
                }
            }
            for (sum, &answer) in sums.iter_mut().zip(&answers) {
                *sum += i32::from(tree.leaves[usize::from(answer) % tree.leaves.len()]);
            }
        }
    }
    sums[..blocks].iter().map(|&sum| bias + sum as f32 / 1024.0).collect()
}
