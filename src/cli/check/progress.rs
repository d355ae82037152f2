//! How far a long run is, on a terminal.
//!
//! Holds always: a run that is over within half a second shows nothing; what is not a terminal gets nothing; the bar is
//! gone when the run is over, and steps aside for what is printed.

use std::env;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run may take without one.
const PATIENCE: Duration = Duration::from_millis(500);

/// The progress of a run.
pub(super) struct Progress {
    total: usize,
    done: usize,
    /// When it began, if there is anybody to show it to.
    began: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of a run over so many documents.
    pub(super) fn new(total: usize, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self { total, done: 0, began: (terminal && !quiet).then(Instant::now), bar: None }
    }

    /// Takes the next step, which prints something or not.
    pub(super) fn step<T>(&mut self, prints: bool, take: impl FnOnce() -> T) -> T {
        self.done += 1;
        let Some(began) = self.began else { return take() };
        if self.bar.is_none() && began.elapsed() > PATIENCE && self.done < self.total {
            let bar = ProgressBar::with_draw_target(Some(self.total as u64), ProgressDrawTarget::stderr()).with_position(self.done as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos} of {len} articles, {msg} left") {
                bar.set_style(style);
            }
            self.bar = Some(bar);
        }
        let Some(bar) = &self.bar else { return take() };
        // The bar has not seen how the run began, and has no estimate of its own yet.
        let left = began.elapsed().as_secs_f64() * (self.total - self.done) as f64 / self.done as f64;
        bar.set_message(format!("{:#}", HumanDuration(Duration::from_secs(left.ceil() as u64))));
        bar.set_position(self.done as u64);
        if prints { bar.suspend(take) } else { take() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
