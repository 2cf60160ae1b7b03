//! Work on many things, shared among the processors.

use std::num::NonZeroUsize;
use std::thread;

/// Fewer things than that are done at once.
const FEWEST: usize = 64;

/// What `work` makes of each number below `count`, in order.
pub(super) fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if count < FEWEST || threads == 1 {
        return (0..count).map(work).collect();
    }
    let (share, work) = (count.div_ceil(threads), &work);
    let mut all = Vec::with_capacity(count);
    thread::scope(|scope| {
        let shares = (0..threads).map(|at| (at * share).min(count)..((at + 1) * share).min(count));
        let running: Vec<_> = shares.map(|share| scope.spawn(move || share.map(work).collect::<Vec<T>>())).collect();
        for one in running {
            match one.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    all
}
