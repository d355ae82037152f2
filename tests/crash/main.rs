//! What is left when a fix is cut short: killed at any moment, on a full disk, with other programs at the same files.
//!
//! Every round is another moment. `SCRUBLINT_CRASH_ROUNDS` asks for more than the few rounds that keep the tests quick;
//! with `--nocapture` each test says what its rounds met with.

#![cfg(all(unix, feature = "cli"))]

mod edits;
mod folder;
#[cfg(target_os = "linux")]
mod full_disk;
mod killed;

use std::env;
use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

const ROUNDS: usize = 4;

/// How many moments to try.
fn rounds() -> usize {
    let told = env::var("SCRUBLINT_CRASH_ROUNDS").ok();
    told.map_or(ROUNDS, |rounds| rounds.parse().expect("SCRUBLINT_CRASH_ROUNDS is a number"))
}

/// A number below `end`; another one each time.
fn random(end: u64) -> u64 {
    RandomState::new().hash_one(()) % end
}

/// A part of `longest`; another one each time.
fn random_part(longest: Duration) -> Duration {
    Duration::from_nanos(random(longest.as_nanos().max(1) as u64))
}
