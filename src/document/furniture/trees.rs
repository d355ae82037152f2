//! Trees that score blocks by their features.
//!
//! Oblivious trees (Kohavi 1994; the trees of CatBoost, Prokhorenkova et al. 2018): all nodes of a level ask the same question, so a
//! leaf's place is the row of answers, one bit a level. A question is asked of all blocks at once, without a branch.

use super::features::{COUNT, Features, PIECE};

/// Questions of a tree.
pub const DEPTH: usize = 6;

/// A tree: whether a feature is above a bound, six times over, and a score for each row of answers.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The features that are asked for.
    pub features: [u8; DEPTH],
    /// The bounds: the answer is yes above them.
    pub bounds: [u8; DEPTH],
    /// Scores in 1/1024 of log-odds, by answers, the first question's lowest. As many as a byte has values, so that no answer lies
    /// outside; those beyond the questions are never asked for.
    pub leaves: [i16; 256],
}

impl Tree {
    /// A tree of these questions and scores.
    pub(super) const fn new(features: [u8; DEPTH], bounds: [u8; DEPTH], scores: [i16; 1 << DEPTH]) -> Self {
        let mut leaves = [0; 256];
        let mut leaf = 0;
        while leaf < scores.len() {
            leaves[leaf] = scores[leaf];
            leaf += 1;
        }
        Self { features, bounds, leaves }
    }
}

/// Adds the sum of all trees' scores for each of so many blocks, in log-odds, from `bias` on.
pub(super) fn score(trees: &[Tree], bias: f32, features: &Features, blocks: usize, odds: &mut Vec<f32>) {
    let mut sums = vec![[0_i32; PIECE]; blocks.div_ceil(PIECE)];
    let columns: Vec<&[[u8; PIECE]]> = (0..COUNT).map(|feature| features.pieces(feature)).collect();
    for tree in trees {
        // Each bound as often as a piece is long, which spares the work on each piece.
        let mut questions: [&[[u8; PIECE]]; DEPTH] = [&[]; DEPTH];
        let mut bounds = [[0; PIECE]; DEPTH];
        for level in 0..DEPTH {
            questions[level] = &columns[usize::from(tree.features[level])][..sums.len()];
            bounds[level] = [tree.bounds[level]; PIECE];
        }
        for (piece, sums) in sums.iter_mut().enumerate() {
            let mut answers = [0_u8; PIECE];
            for (level, (column, bounds)) in questions.iter().zip(&bounds).enumerate() {
                for (answer, (&value, &bound)) in answers.iter_mut().zip(column[piece].iter().zip(bounds)) {
                    *answer |= u8::from(value > bound) << level;
                }
            }
            for (sum, &answer) in sums.iter_mut().zip(&answers) {
                *sum += i32::from(tree.leaves[usize::from(answer)]);
            }
        }
    }
    odds.extend(sums.as_flattened()[..blocks].iter().map(|&sum| bias + sum as f32 / 1024.0));
}
