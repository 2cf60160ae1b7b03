//! How is work shared among threads? Results come in order and don't depend on how many threads there are.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many blocks of work there are for each thread: so many that none waits long for the last one.
const BLOCKS: usize = 8;

/// A thread for each processor.
pub fn processors() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// What `work` makes of each number below `count`, in order. Threads take blocks of numbers from one queue.
pub fn in_parallel<T: Send>(count: usize, threads: NonZeroUsize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.get().min(count);
    if threads <= 1 {
        return (0..count).map(work).collect();
    }
    let size = (count / (threads * BLOCKS)).max(1);
    let next = AtomicUsize::new(0);
    let take_blocks = || {
        let mut done: Vec<(usize, Vec<T>)> = Vec::new();
        loop {
            let start = next.fetch_add(size, Ordering::Relaxed);
            if start >= count {
                return done;
            }
            done.push((start, (start..count.min(start + size)).map(&work).collect()));
        }
    };
    let mut blocks = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_blocks)).collect();
        let mut blocks = take_blocks();
        for other in others {
            blocks.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        blocks
    });
    blocks.sort_unstable_by_key(|(start, _)| *start);
    let mut all = Vec::with_capacity(count);
    all.extend(blocks.into_iter().flat_map(|(_, block)| block));
    all
}

/// Does two things at once.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::panic::catch_unwind;

    use super::{both, in_parallel};

    #[test]
    fn results_are_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 3, 16].map(|threads| NonZeroUsize::new(threads).expect("not zero")) {
            for count in [0, 1, 2, 15, 16, 17, 1000] {
                let doubled = in_parallel(count, threads, |number| 2 * number);
                assert!(doubled.iter().copied().eq((0..count).map(|number| 2 * number)), "{count} on {threads}");
            }
        }
    }

    #[test]
    fn a_panic_comes_out() {
        let two = NonZeroUsize::new(2).expect("not zero");
        assert!(catch_unwind(|| in_parallel(9, two, |number| assert!(number < 7, "seven"))).is_err());
        assert!(catch_unwind(|| both(|| panic!("one"), || 2)).is_err());
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
