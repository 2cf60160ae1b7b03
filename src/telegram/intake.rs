//! What is delivered, by whichever way: stored, so that it may be confirmed, and handed to its chats.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use rustc_hash::FxHashSet;
use serde_json::value::RawValue;
use tokio::time::{sleep, timeout};

use super::deal::now;
use super::desk::current::Current;
use super::desk::event::{Event, Task};
use super::guard::{Guard, keys};
use super::outbox::Outbox;
use super::router::Router;
use super::seen::Seen;
use super::updates::{Reading, reading};
use crate::inbox::{Allowances, Held, Inbox, Known, Term, Waiting};

/// How long what could not be stored may take to be answered before it is confirmed all the same.
const SETTLING: Duration = Duration::from_secs(5);
/// More events than that in hand are no use to anybody: what comes after them waits at the server.
const MOST_IN_HAND: usize = 10_000;
/// Nor are more chats that are dealt with at once, since 64 calls are made at once: 2,000 of 300,000 took 8 MB more.
const MOST_CHATS: usize = 1_000;
/// How long what is in hand may take at the end, and then what is under way.
const FINISHING: Duration = Duration::from_secs(1);
const LAST_CALLS: Duration = Duration::from_millis(1500);
/// How often what is remembered of people is swept.
const SWEEPING: Duration = Duration::from_mins(1);

/// Takes in what is delivered.
pub(super) struct Intake {
    outbox: Outbox,
    pub(super) current: Current,
    pub(super) guard: Arc<Guard>,
    pub(super) router: Router,
    seen: Seen,
    /// Whether what is stored is taken from there by whichever program is free, and not handed on here.
    shared: bool,
}

/// What was received in a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Received {
    /// The number after that of the last update; none if nothing in it has one.
    pub(super) next: Option<i64>,
    /// Whether all of it came before.
    pub(super) is_known: bool,
}

impl Intake {
    pub(super) fn new(outbox: Outbox, current: Current, guard: Guard, router: Router, shared: bool) -> Self {
        Self { outbox, current, guard: Arc::new(guard), router, seen: Seen::default(), shared }
    }

    /// Goes on with what was stored and not answered before the last end.
    pub(super) fn resume(&mut self, held: Held) {
        held.numbers.into_iter().for_each(|number| self.seen.remember(number));
        if !held.waiting.is_empty() {
            tracing::info!(updates = held.waiting.len(), "what was not answered before the last end is answered now");
        }
        self.router.resume(held.waiting, &Term::default());
    }

    /// Waits until there is room for more.
    pub(super) async fn room(&self) {
        self.router.rooms.room(MOST_IN_HAND, MOST_CHATS).await;
    }

    /// Stores what says something to us, and hands it to its chats. When it is through, all of it may be confirmed.
    ///
    /// # Errors
    /// When many programs share the store, and it can't be reached: nothing may be confirmed, and all of it is to be
    /// brought again.
    pub(super) async fn receive(&mut self, updates: &[Box<RawValue>]) -> Result<Received> {
        // All are read before any is answered: a chat that turns out to be closed at the first answer must
        // not be taken for open again by what was asked before.
        let readings: Vec<Reading> = updates.iter().filter_map(|raw| reading(raw, &self.current.desk().me)).collect();
        let next = readings.last().map(|reading| reading.number.saturating_add(1));
        let is_known = readings.iter().all(|reading| self.seen.knows(reading.number));
        let events: Vec<(i64, Event)> = readings.into_iter().filter_map(|reading| self.note(reading)).collect();
        if self.shared {
            self.share(events).await?;
        } else {
            self.keep(events).await;
        }
        Ok(Received { next, is_known })
    }

    /// Stores what came and hands it on.
    async fn keep(&self, events: Vec<(i64, Event)>) {
        let judged = events.into_iter().map(|(number, event)| {
            let verdict = self.guard.judge(&event);
            (number, Task { event, verdict })
        });
        let tasks: Vec<(i64, Task)> = judged.filter(|(_, task)| task.is_to_be_dealt_with()).collect();
        let waiting: Vec<Waiting> = tasks.iter().filter_map(|(number, task)| waiting(*number, task)).collect();
        let kept = self.router.inbox.keep(&waiting).await;
        for (number, task) in tasks {
            self.router.route(number, task);
        }
        if let Err(error) = kept {
            self.router.metrics.not_stored();
            let error = format!("{error:#}");
            tracing::warn!(error, "what came could not be stored: it is answered before it is confirmed");
            if timeout(SETTLING, self.router.rooms.at_most(0)).await.is_err() {
                tracing::warn!("not all of it was answered in time; it is lost if the program ends now");
            }
        }
    }

    /// Stores what came and nobody stored yet, which alone counts against shares. A program that is free takes it from there.
    async fn share(&self, mut events: Vec<(i64, Event)>) -> Result<()> {
        let mut once = FxHashSet::default();
        events.retain(|(number, _)| once.insert(*number));
        // Who types inline waits for nothing, and is stored nowhere.
        let (typed, said): (Vec<_>, Vec<_>) =
            events.into_iter().partition(|(_, event)| matches!(event, Event::Types { .. }));
        let whose: Vec<i64> = said.iter().flat_map(|(_, event)| keys(event)).collect();
        let judge = |known: &Known, shares: &mut Allowances| self.judged(&said, known, shares);
        if !said.is_empty()
            && let Err(error) = self.router.inbox.keep_counted(&whose, judge).await
        {
            self.router.metrics.not_stored();
            bail!("what came could not be stored: {error:#}");
        }
        for (number, event) in typed {
            let verdict = self.guard.judge(&event);
            let task = Task { event, verdict };
            if task.is_to_be_dealt_with() {
                self.router.route(number, task);
            }
        }
        Ok(())
    }

    /// What is to be stored of what nobody stored yet, by the shares that all programs count.
    fn judged(&self, said: &[(i64, Event)], known: &Known, shares: &mut Allowances) -> Vec<Waiting> {
        let new = said.iter().filter(|(number, _)| !known.contains(number));
        let judged = new.map(|(number, event)| {
            let verdict = self.guard.judge_by(shares, event);
            (*number, Task { event: event.clone(), verdict })
        });
        judged
            .filter(|(_, task)| task.is_to_be_dealt_with())
            .filter_map(|(number, task)| waiting(number, &task))
            .collect()
    }

    /// Notes an update and whether its chat takes messages; none if it came before or says nothing to us.
    fn note(&mut self, Reading { number, event }: Reading) -> Option<(i64, Event)> {
        // Where many share the store, that knows what came before; we may have seen what we could not store.
        if !self.shared && !self.seen.is_new(number) {
            tracing::debug!(number, "an update came again");
            return None;
        }
        self.router.metrics.update(event.as_ref().map_or("other", Event::kind));
        let event = event?;
        match &event {
            Event::Said(said) => self.outbox.open(said.room.chat, true),
            Event::Membership { chat, welcome } => {
                self.outbox.open(*chat, *welcome);
                return None;
            }
            Event::Pressed(_) | Event::Types { .. } | Event::Moved { .. } => {}
        }
        Some((number, event))
    }

    /// Waits for the updates in hand, at the end.
    pub(super) async fn finish(&self) {
        if timeout(FINISHING, self.router.rooms.at_most(0)).await.is_ok() {
            return;
        }
        self.router.rooms.close();
        // What is cut off here may have arrived, and comes again.
        let cut_off = timeout(LAST_CALLS, self.router.rooms.at_most(0)).await.is_err();
        tracing::warn!(cut_off, "not all was answered in time; what is left is answered at the next start");
    }
}

/// An event as the inbox stores it. Who types inline waits for nothing: a moment later it would be too late.
fn waiting(number: i64, task: &Task) -> Option<Waiting> {
    if matches!(task.event, Event::Types { .. }) {
        return None;
    }
    let (chat, person) = (task.event.queue(), task.event.person().map(|person| person.id.0));
    match serde_json::to_string(task) {
        Ok(task) => Some(Waiting { number, chat, person, task, unsure: 0 }),
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
        current.desk().chats.sweep(now());
        match inbox.sweep().await {
            Ok(0) => {}
            Ok(waited) => tracing::error!(waited, "what waited for a day is not answered any more"),
            Err(error) => tracing::warn!(error = format!("{error:#}"), "the inbox could not be swept"),
        }
    }
}
