//! The bot's side of the journal: notes go into a queue, and a task writes them in order, so that an answer never
//! waits for the disk.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tracing::warn;

use super::{Entry, Journal, Recorded};
use crate::text::Language;

/// Most notes that wait to be written: minutes of a busy bot.
const QUEUE: usize = 1000;
/// The longest that a write may take.
const WRITE_TIME: Duration = Duration::from_secs(2);
/// The longest that somebody waits for what stands in the queue.
const WAITING_TIME: Duration = Duration::from_secs(10);
/// The longest that what waits may take at the end.
const LAST_TIME: Duration = Duration::from_secs(10);
/// How often old entries are erased.
const DAY: Duration = Duration::from_hours(24);
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Seconds between two warnings that notes are dropped.
const BETWEEN_WARNINGS: i64 = 60;

/// After so many entries it is seen whether all of them take too much room.
const BETWEEN_LOOKS: u32 = 200;

/// How much is kept, and for how long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keep {
    /// Days that an entry is kept.
    pub days: u32,
    /// Bytes that all of them take at most; the oldest go first.
    pub bytes: u64,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Something happened.
    Record(Entry),
    /// A question was not in vain: one of the facts that were offered was chosen, or the nearest one confirmed.
    Chosen {
        /// Who asked.
        person: u64,
        /// What was asked.
        question: String,
    },
    /// The same of a question whose words are remembered no more: a fact was told to it as the nearest.
    Confirmed {
        /// Who asked.
        person: u64,
        /// The id of the fact.
        fact: String,
    },
    /// A chat chose a language.
    SetLanguage {
        /// Which chat.
        chat: i64,
        /// The language; none for that of each question.
        language: Option<Language>,
    },
    /// A chat has a new number.
    MoveChat {
        /// The old one.
        from: i64,
        /// The new one.
        to: i64,
    },
}

/// What stands in the queue.
enum Work {
    /// A note, and when it was made.
    Note(Note, i64),
    Forget(u64, oneshot::Sender<Result<u64>>),
    /// Somebody waits for what was noted before.
    Settled(oneshot::Sender<()>),
}

/// A handle on the queue; its clones are one.
#[derive(Debug, Clone)]
pub struct Writer {
    queue: mpsc::Sender<Work>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    clock: fn() -> i64,
    closing: Notify,
    lost: AtomicU64,
    surplus: AtomicU64,
    warned: AtomicI64,
}

impl Writer {
    /// Starts the task. Entries are kept as `keep` says; `clock` tells the time in Unix seconds. Without a journal
    /// everything is accepted and dropped. The task ends, and the journal is closed, when it is told to or when the
    /// last clone is gone.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(journal: Option<Journal>, keep: Keep, clock: fn() -> i64) -> (Self, JoinHandle<()>) {
        Self::start_with(journal, keep, clock, DAY)
    }

    /// As [`Self::start`], with the time between two looks for old entries.
    fn start_with(
        journal: Option<Journal>,
        keep: Keep,
        clock: fn() -> i64,
        between: Duration,
    ) -> (Self, JoinHandle<()>) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let (lost, surplus, warned) = (AtomicU64::new(0), AtomicU64::new(0), AtomicI64::new(i64::MIN));
        let shared = Arc::new(Shared { clock, closing: Notify::new(), lost, surplus, warned });
        let task = Task { journal, keep, unseen: 0, waiting, shared: Arc::clone(&shared) };
        (Self { queue, shared }, tokio::spawn(task.run(between)))
    }

    /// Has something written. Never waits and never fails: a note for which there is no room is dropped.
    pub fn note(&self, note: Note) {
        let now = (self.shared.clock)();
        if let Err(mpsc::error::TrySendError::Full(_)) = self.queue.try_send(Work::Note(note, now)) {
            self.shared.drop_one(now);
        }
    }

    /// How many notes were lost since the start: there was no room for them, or they could not be written.
    pub fn lost(&self) -> u64 {
        self.shared.lost.load(Ordering::Relaxed)
    }

    /// How many entries were not kept since the start because their person had left enough that day.
    pub fn surplus(&self) -> u64 {
        self.shared.surplus.load(Ordering::Relaxed)
    }

    /// Erases what is kept of a person, and what was noted before and waits. How many entries.
    ///
    /// # Errors
    /// When nothing could be erased yet.
    pub async fn forget(&self, person: u64) -> Result<u64> {
        let (answer, answered) = oneshot::channel();
        let asked = async {
            self.queue.send(Work::Forget(person, answer)).await.ok().context("the journal is closed")?;
            answered.await.context("the journal is closed")?
        };
        timeout(WAITING_TIME, asked).await.context("the journal is busy")?
    }

    /// Waits until what was noted before is written, or lost.
    ///
    /// # Errors
    /// When the journal is closed or busy.
    pub async fn settled(&self) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        let asked = async {
            self.queue.send(Work::Settled(answer)).await.ok().context("the journal is closed")?;
            answered.await.context("the journal is closed")
        };
        timeout(WAITING_TIME, asked).await.context("the journal is busy")?
    }

    /// Tells the task to write what waits, to close the journal and to end; its handle tells when it has.
    pub fn close(&self) {
        self.shared.closing.notify_one();
    }
}

impl Shared {
    fn drop_one(&self, now: i64) {
        let dropped = self.lost.fetch_add(1, Ordering::Relaxed) + 1;
        let warned = self.warned.load(Ordering::Relaxed);
        let due = now.saturating_sub(warned) >= BETWEEN_WARNINGS;
        if due && self.warned.compare_exchange(warned, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            warn!(dropped, "the journal can't keep up: notes are dropped");
        }
    }
}

struct Task {
    journal: Option<Journal>,
    keep: Keep,
    /// Entries since it was seen how much room all of them take.
    unseen: u32,
    waiting: mpsc::Receiver<Work>,
    shared: Arc<Shared>,
}

impl Task {
    async fn run(mut self, between: Duration) {
        self.expire().await;
        let mut ticks = interval_at(Instant::now() + between, between);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = self.shared.closing.notified() => break,
                _ = ticks.tick() => self.expire().await,
                work = self.waiting.recv() => match work {
                    Some(work) => self.carry_out(work).await,
                    None => break,
                },
            }
        }
        if timeout(LAST_TIME, self.finish()).await.is_err() {
            warn!("the journal took too long to close: the last entries are lost");
        }
    }

    /// Writes what waits, and closes the journal.
    async fn finish(&mut self) {
        self.waiting.close();
        while let Some(work) = self.waiting.recv().await {
            self.carry_out(work).await;
        }
        if let Some(journal) = &self.journal {
            journal.close().await;
        }
    }

    /// Erases what is too old, and what is too much.
    async fn expire(&mut self) {
        let Some(journal) = &self.journal else { return };
        self.unseen = 0;
        let before = (self.shared.clock)() - i64::from(self.keep.days) * DAY_SECONDS;
        let expired = match in_time(journal.expire(before)).await {
            Ok(_) => in_time(journal.shrink(self.keep.bytes)).await,
            failed => failed,
        };
        if let Err(error) = expired {
            warn!(error = error.to_string(), "old entries could not be erased from the journal");
        }
    }

    async fn carry_out(&mut self, work: Work) {
        match work {
            Work::Note(note, at) => {
                // The note itself may hold a question, and is not shown.
                let Some(journal) = &self.journal else { return };
                match in_time(write(journal, &note, at)).await {
                    Ok(Recorded::Kept) => self.unseen += 1,
                    Ok(Recorded::TooMany) => {
                        self.shared.surplus.fetch_add(1, Ordering::Relaxed);
                    }
                    Err(error) => {
                        self.shared.lost.fetch_add(1, Ordering::Relaxed);
                        warn!(error = error.to_string(), "an entry of the journal is lost");
                    }
                }
                if self.unseen >= BETWEEN_LOOKS {
                    self.expire().await;
                }
            }
            // Who asked may have gone.
            Work::Settled(answer) => drop(answer.send(())),
            Work::Forget(person, answer) => {
                let erased = match &self.journal {
                    Some(journal) => in_time(journal.forget(person)).await,
                    None => Ok(0),
                };
                // Who asked may have gone.
                let _ = answer.send(erased);
            }
        }
    }
}

async fn write(journal: &Journal, note: &Note, at: i64) -> Result<Recorded> {
    match note {
        Note::Record(entry) => return journal.record(entry, at).await,
        Note::Chosen { person, question } => journal.chosen(*person, question).await,
        Note::Confirmed { person, fact } => journal.confirmed(*person, fact).await,
        Note::SetLanguage { chat, language } => journal.set_language(*chat, *language).await,
        Note::MoveChat { from, to } => journal.move_chat(*from, *to).await,
    }?;
    Ok(Recorded::Kept)
}

async fn in_time<T>(write: impl Future<Output = Result<T>>) -> Result<T> {
    match timeout(WRITE_TIME, write).await {
        Ok(result) => result,
        Err(_) => bail!("the disk took longer than {} seconds", WRITE_TIME.as_secs()),
    }
}
