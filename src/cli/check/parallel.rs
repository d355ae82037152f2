//! Work in parallel, results in order.

use std::num::NonZeroUsize;

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

/// Items a thread gets at a time: enough to keep it busy, few enough to hold all their results in memory.
const BATCH_PER_THREAD: usize = 32;

/// Does `work` on all items with `jobs` threads (one a core by default) and gives the results to `take`, in the order of
/// the items and on this thread, until it returns `false`.
///
/// While results are taken the next ones are worked on. A single item is worked on right here: starting threads would
/// cost more than most articles do.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> bool,
) -> anyhow::Result<()> {
    if items.len() < 2 || jobs.is_some_and(|jobs| jobs.get() == 1) {
        let _ = items.iter().all(|item| take(item, work(item)));
        return Ok(());
    }
    let pool = ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get)).build()?;
    let mut batches = items.chunks(BATCH_PER_THREAD * pool.current_num_threads()).peekable();
    let run = |batch: &[T]| -> Vec<R> { batch.par_iter().map(&work).collect() };
    let Some(first) = batches.peek() else { return Ok(()) };
    let mut ready = pool.install(|| run(first));
    while let Some(batch) = batches.next() {
        let mut next = Vec::new();
        let mut go_on = true;
        pool.in_place_scope(|scope| {
            if let Some(batch) = batches.peek().copied() {
                let (run, next) = (&run, &mut next);
                scope.spawn(move |_| *next = run(batch));
            }
            go_on = batch.iter().zip(ready.drain(..)).all(|(item, result)| take(item, result));
        });
        if !go_on {
            break;
        }
        ready = next;
    }
    Ok(())
}
