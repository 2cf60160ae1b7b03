//! Chats are dealt with side by side, and each chat's events one after the other.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use rustc_hash::FxHashMap;
use tokio::sync::Notify;

/// Events of one chat that wait at most: what is beyond has gone past the guard and is a flood all the same. At the usual
/// share it is what a person can say in 50 minutes, while the server has the chat wait.
pub(super) const LONGEST_QUEUE: usize = 1000;

/// The queues of all chats.
pub(super) struct Rooms<T> {
    state: Mutex<State<T>>,
    /// Told whenever an event is done with, and when a chat's queue is gone.
    done: Notify,
}

struct State<T> {
    /// Whether nothing more is begun.
    is_closed: bool,
    /// A chat has a queue as long as somebody works at it.
    queues: FxHashMap<i64, VecDeque<T>>,
    /// How many events are not done with.
    in_hand: usize,
}

/// Why an event is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// There is no room for it in its chat's queue.
    Full,
    /// Nothing is begun any more.
    Closed,
}

impl<T: Clone + Send + 'static> Rooms<T> {
    pub(super) fn new() -> Arc<Self> {
        let state = State { is_closed: false, queues: FxHashMap::default(), in_hand: 0 };
        Arc::new(Self { state: Mutex::new(state), done: Notify::new() })
    }

    /// Has `work` deal with an event after all earlier ones of its chat, if fewer than `most` of these wait. A deal that
    /// panics ends alone, and `mishap` makes up for it.
    ///
    /// # Errors
    /// When the chat asks faster than it is answered, or nothing is begun any more; then nothing is done.
    pub(super) fn push<W, M, F, G>(
        self: &Arc<Self>,
        chat: i64,
        event: T,
        most: usize,
        work: &W,
        mishap: &M,
    ) -> Result<(), Refused>
    where
        W: Fn(T) -> F + Clone + Send + Sync + 'static,
        M: Fn(T) -> G + Clone + Send + Sync + 'static,
        F: Future<Output = ()> + Send,
        G: Future<Output = ()> + Send,
    {
        let mut state = self.state();
        if state.is_closed {
            return Err(Refused::Closed);
        }
        if let Some(queue) = state.queues.get_mut(&chat) {
            if queue.len() >= most {
                return Err(Refused::Full);
            }
            queue.push_back(event);
            state.in_hand += 1;
            return Ok(());
        }
        state.queues.insert(chat, VecDeque::from([event]));
        state.in_hand += 1;
        drop(state);
        let (rooms, work, mishap) = (Arc::clone(self), work.clone(), mishap.clone());
        tokio::spawn(async move {
            while let Some(event) = rooms.next(chat) {
                // The future is made inside, so that a panic while making it is caught too.
                let spare = event.clone();
                let deal = AssertUnwindSafe(async { work(event).await }).catch_unwind();
                if deal.await.is_err() {
                    tracing::error!("a handler panicked; the bot goes on");
                    let _ = AssertUnwindSafe(async { mishap(spare).await }).catch_unwind().await;
                }
                rooms.finish();
            }
        });
        Ok(())
    }

    /// The next event of a chat; without one the chat's queue is gone.
    fn next(&self, chat: i64) -> Option<T> {
        let mut state = self.state();
        let event = state.queues.get_mut(&chat)?.pop_front();
        if event.is_none() {
            state.queues.remove(&chat);
            self.done.notify_waiters();
        }
        event
    }

    fn finish(&self) {
        self.state().in_hand -= 1;
        self.done.notify_waiters();
    }

    /// Begins nothing more: what is under way is brought to its end, and what waits is let go. How much that is.
    pub(super) fn close(&self) -> usize {
        let mut state = self.state();
        state.is_closed = true;
        let waiting = state.queues.values_mut().map(|queue| std::mem::take(queue).len()).sum();
        state.in_hand -= waiting;
        waiting
    }

    /// Waits until no more than so many events are in hand.
    pub(super) async fn at_most(&self, events: usize) {
        self.until(|state| state.in_hand <= events).await;
    }

    /// Waits until there is room for more: no more than so many events are in hand, in so many chats. What waits behind
    /// another event of its chat takes little; what is under way takes kilobytes.
    pub(super) async fn room(&self, events: usize, chats: usize) {
        self.until(|state| state.in_hand <= events && state.queues.len() <= chats).await;
    }

    async fn until(&self, is_so: impl Fn(&State<T>) -> bool) {
        loop {
            let done = self.done.notified();
            tokio::pin!(done);
            // Enabled before the look, so that nothing is missed in between.
            done.as_mut().enable();
            if is_so(&self.state()) {
                return;
            }
            done.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Refused, Rooms};
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
            rooms.push(chat, (chat, number), 30, &work, &mishap).unwrap();
        }
        assert_eq!(rooms.state().in_hand, 30);
        rooms.at_most(0).await;
        assert_eq!(rooms.state().in_hand, 0);
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
            rooms.push(7, number, 30, &work, &mishap).unwrap();
        }
        rooms.at_most(0).await;
        assert_eq!(*done.lock().unwrap(), [0, 101, 102, 3, 4]);
    }

    #[tokio::test]
    async fn a_flood_is_bounded() {
        let rooms = Rooms::new();
        let work = |_: u32| std::future::pending();
        let refused =
            (0..1000).filter(|number| rooms.push(1, *number, 200, &work, &|_| async {}) == Err(Refused::Full)).count();
        assert_eq!((rooms.state().in_hand, refused), (200, 800));
        // The stuck chat holds up nobody else.
        rooms.push(2, 0, 200, &|_| async {}, &|_| async {}).unwrap();
        rooms.room(200, 1).await;
        assert!(rooms.state().queues.contains_key(&1) && !rooms.state().queues.contains_key(&2));
        // At the end only what is under way is waited for.
        assert_eq!(rooms.close(), 199);
        assert_eq!(rooms.state().in_hand, 1);
        assert_eq!(rooms.push(3, 0, 200, &|_| async {}, &|_| async {}), Err(Refused::Closed));
    }
}
