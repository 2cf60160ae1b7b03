//! Chats are dealt with side by side, and each chat's events one after the other.

use std::collections::{BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use rustc_hash::FxHashMap;
use tokio::sync::Notify;

/// Events of one chat that wait at most: what is beyond has gone past the guard and is a flood all the same.
const LONGEST_QUEUE: usize = 200;

/// A job of a chat, and the update that it comes from.
struct Job<T> {
    update: u32,
    what: T,
}

/// The queues of all chats.
pub(super) struct Rooms<T> {
    state: Mutex<State<T>>,
    /// Told whenever an update is done with.
    done: Notify,
}

struct State<T> {
    /// A chat has a queue as long as somebody works at it.
    queues: FxHashMap<i64, VecDeque<Job<T>>>,
    /// The updates that are not done with.
    in_hand: BTreeSet<u32>,
}

impl<T: Clone + Send + 'static> Rooms<T> {
    pub(super) fn new() -> Arc<Self> {
        let state = State { queues: FxHashMap::default(), in_hand: BTreeSet::new() };
        Arc::new(Self { state: Mutex::new(state), done: Notify::new() })
    }

    /// Has `work` do a job after all earlier jobs of its chat. A job that panics ends alone, and
    /// `mishap` makes up for it.
    pub(super) fn push<W, M, F, G>(self: &Arc<Self>, chat: i64, update: u32, what: T, work: &W, mishap: &M)
    where
        W: Fn(T) -> F + Clone + Send + Sync + 'static,
        M: Fn(T) -> G + Clone + Send + Sync + 'static,
        F: Future<Output = ()> + Send,
        G: Future<Output = ()> + Send,
    {
        let mut state = self.state();
        if let Some(queue) = state.queues.get_mut(&chat) {
            if queue.len() >= LONGEST_QUEUE {
                tracing::warn!("a chat asks faster than it is answered: an update is dropped");
                return;
            }
            queue.push_back(Job { update, what });
            state.in_hand.insert(update);
            return;
        }
        state.queues.insert(chat, VecDeque::from([Job { update, what }]));
        state.in_hand.insert(update);
        drop(state);
        let (rooms, work, mishap) = (Arc::clone(self), work.clone(), mishap.clone());
        tokio::spawn(async move {
            while let Some(Job { update, what }) = rooms.next(chat) {
                // The future is made inside, so that a panic while making it is caught too.
                let spare = what.clone();
                let job = AssertUnwindSafe(async { work(what).await }).catch_unwind();
                if job.await.is_err() {
                    tracing::error!("a handler panicked; the bot goes on");
                    let _ = AssertUnwindSafe(async { mishap(spare).await }).catch_unwind().await;
                }
                rooms.finish(update);
            }
        });
    }

    /// The next job of a chat; without one the chat's queue is gone.
    fn next(&self, chat: i64) -> Option<Job<T>> {
        let mut state = self.state();
        let job = state.queues.get_mut(&chat)?.pop_front();
        if job.is_none() {
            state.queues.remove(&chat);
        }
        job
    }

    fn finish(&self, update: u32) {
        self.state().in_hand.remove(&update);
        self.done.notify_waiters();
    }

    /// Waits until no update from `first` on is in hand.
    pub(super) async fn idle(&self, first: u32) {
        loop {
            let done = self.done.notified();
            tokio::pin!(done);
            // Enabled before the look, so that nothing is missed in between.
            done.as_mut().enable();
            if self.state().in_hand.range(first..).next().is_none() {
                return;
            }
            done.await;
        }
    }

    /// The first update that is not done with.
    pub(super) fn first_in_hand(&self) -> Option<u32> {
        self.state().in_hand.first().copied()
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_QUEUE, Rooms};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    #[tokio::test]
    async fn chats_go_side_by_side_and_each_in_order() {
        let done: Arc<Mutex<Vec<(i64, u32)>>> = Arc::default();
        let rooms = Rooms::new();
        let log = Arc::clone(&done);
        let work = move |(chat, number): (i64, u32)| {
            let log = Arc::clone(&log);
            async move {
                // The first chat is slow, and holds up nobody else.
                if chat == 1 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                log.lock().unwrap().push((chat, number));
            }
        };
        let mishap = |_| async {};
        for number in 0..30 {
            let chat = i64::from(number % 3) + 1;
            rooms.push(chat, number, (chat, number), &work, &mishap);
        }
        assert_eq!(rooms.first_in_hand(), Some(0));
        rooms.idle(0).await;
        assert_eq!(rooms.first_in_hand(), None);
        let done = done.lock().unwrap();
        for chat in 1..=3 {
            let numbers: Vec<u32> = done.iter().filter(|(of, _)| *of == chat).map(|(_, number)| *number).collect();
            assert_eq!(numbers.len(), 10);
            assert!(numbers.is_sorted(), "{numbers:?}");
        }
        assert_ne!(done[0].0, 1);
        assert!(rooms.state().queues.is_empty());
    }

    #[tokio::test]
    async fn a_panic_ends_one_job_only() {
        let done: Arc<Mutex<Vec<u32>>> = Arc::default();
        let told = Arc::clone(&done);
        let rooms = Rooms::new();
        let (log, mishaps) = (Arc::clone(&done), Arc::clone(&told));
        let work = move |number: u32| {
            let log = Arc::clone(&log);
            assert!(number != 1, "a fault before the first await");
            async move {
                tokio::task::yield_now().await;
                assert!(number != 2, "a fault after it");
                log.lock().unwrap().push(number);
            }
        };
        let mishap = move |number: u32| {
            let mishaps = Arc::clone(&mishaps);
            async move { mishaps.lock().unwrap().push(100 + number) }
        };
        for number in 0..5 {
            rooms.push(7, number, number, &work, &mishap);
        }
        rooms.idle(0).await;
        assert_eq!(*done.lock().unwrap(), [0, 101, 102, 3, 4]);
    }

    #[tokio::test]
    async fn a_flood_is_bounded() {
        let rooms = Rooms::new();
        let work = |_: u32| std::future::pending();
        for number in 0..1000 {
            rooms.push(1, number, number, &work, &|_| async {});
        }
        assert!(rooms.state().in_hand.len() <= LONGEST_QUEUE + 1);
        rooms.push(2, 5000, 0, &|_| async {}, &|_| async {});
        tokio::task::yield_now().await;
        assert_eq!(rooms.first_in_hand(), Some(0));
        // The stuck chat holds up nobody who waits for later updates.
        rooms.idle(5000).await;
    }
}
