//! What is delivered, by whichever way: stored, so that it may be confirmed, and handed to its chats.

use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::time::{sleep, timeout};

use super::current::Current;
use super::deal::{Task, deal, make_up, now};
use super::event::Event;
use super::guard::{Guard, Verdict};
use super::job::Job;
use super::metrics::Metrics;
use super::post::Post;
use super::rooms::Rooms;
use super::seen::Seen;
use super::updates::{Reading, reading};
use crate::inbox::{Held, Inbox, Waiting};

/// How long what could not be stored may take to be answered before it is confirmed all the same.
const SETTLING: Duration = Duration::from_secs(5);
/// More events than that in hand are no use to anybody: what comes after them waits at the server.
const MOST_IN_HAND: usize = 10_000;
/// How long what is in hand may take at the end, and then what is under way.
const FINISHING: Duration = Duration::from_secs(1);
const LAST_CALLS: Duration = Duration::from_millis(1500);
/// How often what is remembered of people is swept.
const SWEEPING: Duration = Duration::from_mins(1);

/// Takes in what is delivered.
pub(super) struct Intake {
    post: Post,
    pub(super) current: Current,
    pub(super) guard: Arc<Guard>,
    pub(super) inbox: Inbox,
    pub(super) metrics: Arc<Metrics>,
    log_questions: bool,
    rooms: Arc<Rooms<(Task, Arc<Job>)>>,
    seen: Seen,
}

impl Intake {
    pub(super) fn new(
        post: Post,
        current: Current,
        guard: Guard,
        inbox: Inbox,
        metrics: Arc<Metrics>,
        log_questions: bool,
    ) -> Self {
        let (guard, rooms, seen) = (Arc::new(guard), Rooms::new(), Seen::default());
        Self { post, current, guard, inbox, metrics, log_questions, rooms, seen }
    }

    /// Goes on with what was stored and not answered before the last end.
    pub(super) fn resume(&mut self, held: Held) {
        held.numbers.into_iter().for_each(|number| self.seen.remember(number));
        if !held.waiting.is_empty() {
            tracing::info!(updates = held.waiting.len(), "what was not answered before the last end is answered now");
        }
        for Waiting { number, task, unsure, .. } in held.waiting {
            match serde_json::from_str::<Task>(&task) {
                Ok(task) => self.route(number, task, unsure),
                Err(error) => {
                    // The error itself may show what stands there.
                    tracing::error!(
                        number,
                        column = error.column(),
                        "an update in the inbox is of another version, and lost"
                    );
                    self.inbox.answered(number, None);
                }
            }
        }
    }

    /// Waits until there is room for more.
    pub(super) async fn room(&self) {
        self.rooms.at_most(MOST_IN_HAND).await;
    }

    /// Stores what says something to us, and hands it to its chats. When it is through, all of it may be confirmed; the
    /// number after that of the last update.
    pub(super) async fn receive(&mut self, updates: &[Box<RawValue>]) -> Option<i64> {
        // All are read before any is answered: a chat that turns out to be closed at the first answer must
        // not be taken for open again by what was asked before.
        let readings: Vec<Reading> = updates.iter().filter_map(|raw| reading(raw, &self.post.bot.me)).collect();
        let next = readings.last().map(|reading| reading.number.saturating_add(1));
        let tasks: Vec<(i64, Task)> = readings.into_iter().filter_map(|reading| self.note(reading)).collect();
        let waiting: Vec<Waiting> = tasks.iter().filter_map(|(number, task)| waiting(*number, task)).collect();
        let kept = self.inbox.keep(&waiting).await;
        for (number, task) in tasks {
            self.route(number, task, 0);
        }
        if let Err(error) = kept {
            self.metrics.not_stored();
            let error = format!("{error:#}");
            tracing::warn!(error, "what came could not be stored: it is answered before it is confirmed");
            if timeout(SETTLING, self.rooms.at_most(0)).await.is_err() {
                tracing::warn!("not all of it was answered in time; it is lost if the program ends now");
            }
        }
        next
    }

    /// Notes an update and whether its chat takes messages; none if it came before, says nothing to us, or is too much.
    fn note(&mut self, Reading { number, event }: Reading) -> Option<(i64, Task)> {
        if !self.seen.is_new(number) {
            tracing::debug!(number, "an update came again");
            return None;
        }
        self.metrics.update(event.as_ref().map_or("other", Event::kind));
        let event = event?;
        match &event {
            Event::Said(said) => self.post.open(said.room.chat, true),
            Event::Membership { chat, welcome } => {
                self.post.open(*chat, *welcome);
                return None;
            }
            Event::Pressed(_) | Event::Types { .. } | Event::Moved { .. } => {}
        }
        let verdict = self.guard.judge(&event);
        // Who pressed a button waits until it is released, even if nothing comes of it.
        (verdict != Verdict::Ignored || matches!(event, Event::Pressed(_))).then_some((number, Task { event, verdict }))
    }

    /// Hands an event to its chat.
    fn route(&mut self, number: i64, task: Task, unsure: u32) {
        self.post.bot = self.current.bot();
        let (post, log_questions) = (self.post.clone(), self.log_questions);
        let work = move |(task, job): (Task, Arc<Job>)| deal(post.of(job), task, log_questions);
        let post = self.post.clone();
        let mishap = move |(task, job): (Task, Arc<Job>)| make_up(post.of(job), task);
        let job = Arc::new(Job::new(self.inbox.clone(), Arc::clone(&self.metrics), number, unsure));
        let (chat, spare) = (task.event.queue(), Arc::clone(&job));
        if self.rooms.push(chat, (task, job), &work, &mishap).is_err() {
            tracing::warn!("a chat asks faster than it is answered: an update is dropped");
            spare.done();
        }
    }

    /// Waits for the updates in hand, at the end.
    pub(super) async fn finish(&self) {
        if timeout(FINISHING, self.rooms.at_most(0)).await.is_ok() {
            return;
        }
        self.rooms.close();
        // What is cut off here may have arrived, and comes again.
        let cut_off = timeout(LAST_CALLS, self.rooms.at_most(0)).await.is_err();
        tracing::warn!(cut_off, "not all was answered in time; what is left is answered at the next start");
    }
}

/// An event as the inbox stores it. Who types inline waits for nothing: a moment later it would be too late.
fn waiting(number: i64, task: &Task) -> Option<Waiting> {
    if matches!(task.event, Event::Types { .. }) {
        return None;
    }
    let person = task.event.person().map(|person| person.id.0);
    match serde_json::to_string(task) {
        Ok(task) => Some(Waiting { number, person, task, unsure: 0 }),
        Err(error) => {
            tracing::error!(number, %error, "an update could not be written down");
            None
        }
    }
}

/// Forgets what is too old, from time to time.
pub(super) async fn sweep(guard: Arc<Guard>, current: Current, inbox: Inbox) {
    loop {
        sleep(SWEEPING).await;
        guard.sweep();
        current.bot().chats.sweep(now());
        match inbox.sweep().await {
            Ok(0) => {}
            Ok(waited) => tracing::error!(waited, "what waited for a day is not answered any more"),
            Err(error) => tracing::warn!(error = format!("{error:#}"), "the inbox could not be swept"),
        }
    }
}
