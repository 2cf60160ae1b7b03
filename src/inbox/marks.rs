//! Marking what is answered: many at once where there are many, so that a disk write serves them all.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::{Instant, sleep};

use super::Remembered;
use super::store::{NUMBERS, Store};

/// Marks that one write takes.
const BATCH: usize = 500;
/// How long after a write that failed comes the next one.
const BETWEEN_TRIES: Duration = Duration::from_secs(1);
/// How long after the last handle is gone a write is still tried again.
const LAST_TRIES: Duration = Duration::from_secs(2);

/// What was answered, and by which message.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) number: i64,
    pub(super) answer: Option<i64>,
    /// What is remembered of its chat from now on.
    pub(super) remembered: Option<Remembered>,
    /// Whether it was answered; else it is left to another program.
    pub(super) done: bool,
    /// Told when it is written, or given up, by being dropped.
    pub(super) _written: oneshot::Sender<()>,
}

/// The task that marks.
pub(super) struct Marks {
    store: Option<Arc<Store>>,
    receiver: mpsc::UnboundedReceiver<Mark>,
    ending: Arc<Notify>,
    /// What could not be written yet, the oldest first.
    left: VecDeque<Mark>,
    /// Who hears of what is settled, where many share the inbox.
    settled: Option<mpsc::UnboundedSender<Vec<i64>>>,
}

impl Marks {
    pub(super) fn new(
        store: Option<Arc<Store>>,
        receiver: mpsc::UnboundedReceiver<Mark>,
        ending: Arc<Notify>,
        settled: Option<mpsc::UnboundedSender<Vec<i64>>>,
    ) -> Self {
        Self { store, receiver, ending, left: VecDeque::new(), settled }
    }

    pub(super) async fn run(mut self) {
        let (mut marks, mut failed) = (Vec::new(), false);
        let ending = Arc::clone(&self.ending);
        let mut ended = pin!(ending.notified());
        loop {
            let more = tokio::select! {
                more = self.receiver.recv_many(&mut marks, BATCH) => more,
                // What could not be written is tried again, whether or not more comes.
                () = sleep(BETWEEN_TRIES), if failed => {
                    failed = !self.write().await;
                    continue;
                }
                () = &mut ended => {
                    // Told to end, it takes what stands in the queue, and nothing after that.
                    self.receiver.close();
                    self.receiver.recv_many(&mut marks, BATCH).await
                }
            };
            if more == 0 {
                break;
            }
            self.left.extend(marks.drain(..));
            failed = failed || !self.write().await;
        }
        let end = Instant::now() + LAST_TRIES;
        while !self.write().await && Instant::now() < end {
            sleep(BETWEEN_TRIES / 4).await;
        }
        if !self.left.is_empty() {
            tracing::warn!(
                answered = self.left.len(),
                "what was answered could not be marked; it may be answered again"
            );
        }
        if let Some(store) = &self.store {
            store.close().await;
        }
    }

    /// Writes what is left; whether all is written.
    async fn write(&mut self) -> bool {
        let Some(store) = &self.store else {
            self.left.clear();
            return true;
        };
        while !self.left.is_empty() {
            let size = self.left.len().min(BATCH);
            let batch = self.left.iter().take(size);
            let done: Vec<&Mark> = batch.filter(|mark| mark.done).collect();
            if let Err(error) = store.answered(&done).await {
                tracing::warn!(error = format!("{error:#}"), "what was answered could not be marked; trying again");
                // More than is remembered of what is answered would be forgotten anyway.
                let surplus = self.left.len().saturating_sub(NUMBERS);
                self.left.drain(..surplus);
                return false;
            }
            let numbers = self.left.drain(..size).map(|mark| mark.number).collect();
            if let Some(settled) = &self.settled {
                // Without a share there is nobody to hear of it.
                let _ = settled.send(numbers);
            }
        }
        true
    }
}
