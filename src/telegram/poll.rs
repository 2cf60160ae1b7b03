//! Taking updates: each is stored and then confirmed, until the bot is told to stop.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::value::RawValue;
use tokio::time::{sleep, timeout};

use super::client::{Client, done};
use super::current::Current;
use super::deal::{Task, deal, make_up, now};
use super::event::Event;
use super::failure::Failure;
use super::guard::{Guard, Verdict};
use super::job::Job;
use super::post::Post;
use super::rooms::Rooms;
use super::seen::Seen;
use super::updates::{GetUpdates, POLL_SECONDS, Reading, WANTED, first_number, reading};
use crate::inbox::{Held, Inbox, Waiting};

/// The most updates that one call brings.
const BATCH: u8 = 100;
/// How long the next call waits for the answers to what could not be stored: it confirms them.
const SETTLING: Duration = Duration::from_secs(5);
/// More events than that in hand are no use to anybody: what comes after them waits at the server.
const MOST_IN_HAND: usize = 10_000;
/// How long those in hand may take at the end.
const FINISHING: Duration = Duration::from_millis(2500);
/// How long the last confirmation may take.
const CONFIRMING: Duration = Duration::from_secs(1);
/// How long a poll may take beyond the time for which the server holds it.
const POLL: Duration = Duration::from_secs(15);
/// Pauses after calls that failed one after the other; the last one stays.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
    Duration::from_secs(30),
];
/// So many calls in a row on which the server doesn't know the token, and it is not valid any more.
const REFUSALS: usize = 3;
/// How often what is remembered of people is swept.
const SWEEPING: Duration = Duration::from_mins(1);

/// Takes updates and has them dealt with.
pub(super) struct Poller {
    client: Client,
    post: Post,
    current: Current,
    guard: Arc<Guard>,
    rooms: Arc<Rooms<(Task, Arc<Job>)>>,
    inbox: Inbox,
    seen: Seen,
    log_questions: bool,
    /// The number after that of the last update.
    next: Option<i64>,
    /// The updates that the next call brings at most: fewer after some that could not be read.
    limit: u8,
}

impl Poller {
    pub(super) fn new(
        client: Client,
        post: Post,
        current: Current,
        guard: Guard,
        inbox: Inbox,
        log_questions: bool,
    ) -> Self {
        let (guard, rooms, seen) = (Arc::new(guard), Rooms::new(), Seen::default());
        Self { client, post, current, guard, rooms, inbox, seen, log_questions, next: None, limit: BATCH }
    }

    /// Answers what was held, then takes updates until `stop` comes, then finishes those in hand.
    ///
    /// # Errors
    /// When there is no use in asking again.
    pub(super) async fn run(mut self, held: Held, stop: impl Future<Output = ()>) -> Result<()> {
        let sweeper = tokio::spawn(sweep(Arc::clone(&self.guard), self.current.clone(), self.inbox.clone()));
        self.resume(held);
        let ended = tokio::select! {
            // Whether told to stop or given up, nothing more is taken.
            biased;
            () = stop => Ok(()),
            error = self.take() => Err(error),
        };
        sweeper.abort();
        self.finish().await;
        ended
    }

    /// Goes on with what was stored and not answered before the last end.
    fn resume(&mut self, held: Held) {
        held.numbers.into_iter().for_each(|number| self.seen.remember(number));
        if !held.waiting.is_empty() {
            tracing::info!(updates = held.waiting.len(), "what was not answered before the last end is answered now");
        }
        for Waiting { number, task, unsure, .. } in held.waiting {
            match serde_json::from_str::<Task>(&task) {
                Ok(task) => self.route(number, task, unsure),
                Err(error) => {
                    // What it can't read may be shown: it is our own writing, and the error names no values.
                    tracing::error!(
                        number,
                        line = error.line(),
                        "an update in the inbox is of another version, and lost"
                    );
                    self.inbox.answered(number, None);
                }
            }
        }
    }

    /// Takes updates for ever, or till there is no use in it.
    async fn take(&mut self) -> anyhow::Error {
        let (mut failures, mut refusals) = (0, 0);
        loop {
            self.rooms.at_most(MOST_IN_HAND).await;
            match self.poll(self.limit, POLL_SECONDS).await {
                Ok(updates) => {
                    (failures, refusals) = (0, 0);
                    self.limit = self.limit.saturating_mul(2).min(BATCH);
                    self.receive(&updates).await;
                }
                Err(failure) => {
                    refusals = if failure == Failure::BadToken { refusals + 1 } else { 0 };
                    let pause = match cope(&failure, failures, refusals) {
                        Ok(pause) => pause,
                        Err(error) => return error,
                    };
                    failures += 1;
                    sleep(pause).await;
                }
            }
        }
    }

    /// Asks for updates once, which confirms those before. What can't be read is asked for one by one, and passed over.
    async fn poll(&mut self, limit: u8, seconds: u32) -> Result<Vec<Box<RawValue>>, Failure> {
        let call = GetUpdates { offset: self.next, limit, timeout: seconds, allowed_updates: WANTED };
        let body = self.client.exchange(&call, POLL).await?;
        let updates = done(&body);
        if matches!(updates, Err(Failure::Garbled)) {
            match first_number(&body) {
                Some(number) if limit == 1 => {
                    tracing::error!(number, "an update that can't be read was passed over");
                    self.next = Some(number + 1);
                }
                _ => self.limit = 1,
            }
        }
        updates
    }

    /// Stores what came and says something to us, and hands it to its chats.
    async fn receive(&mut self, updates: &[Box<RawValue>]) {
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
            tracing::warn!(
                error = format!("{error:#}"),
                "what came could not be stored: it is answered before it is confirmed"
            );
            if timeout(SETTLING, self.rooms.at_most(0)).await.is_err() {
                tracing::warn!("not all of it was answered in time; it is lost if the program ends now");
            }
        }
        // Only now: who is told to stop before this confirms none of it.
        self.next = next.or(self.next);
    }

    /// Notes an update and whether its chat takes messages; none if it came before, says nothing to us, or is too much.
    fn note(&mut self, Reading { number, event }: Reading) -> Option<(i64, Task)> {
        if !self.seen.is_new(number) {
            tracing::debug!(number, "an update came again");
            return None;
        }
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
        let job = Arc::new(Job::new(self.inbox.clone(), number, unsure));
        let (chat, spare) = (task.event.queue(), Arc::clone(&job));
        if self.rooms.push(chat, (task, job), &work, &mishap).is_err() {
            tracing::warn!("a chat asks faster than it is answered: an update is dropped");
            spare.done();
        }
    }

    /// Waits for the updates in hand, and confirms what came.
    async fn finish(mut self) {
        if timeout(FINISHING, self.rooms.at_most(0)).await.is_err() {
            tracing::warn!("not all was answered in time; what is left is answered at the next start");
        }
        if self.next.is_some() && !matches!(timeout(CONFIRMING, self.confirm()).await, Ok(Ok(_))) {
            tracing::warn!("the last updates could not be confirmed; they may come again");
        }
    }

    async fn confirm(&mut self) -> Result<Vec<Box<RawValue>>, Failure> {
        self.poll(1, 0).await
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
async fn sweep(guard: Arc<Guard>, current: Current, inbox: Inbox) {
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

/// How long to wait after a call that failed, or why it makes no sense to go on.
fn cope(failure: &Failure, failures: usize, refusals: usize) -> Result<Duration> {
    let pause = PAUSES[failures.min(PAUSES.len() - 1)];
    match failure {
        Failure::Throttled(wait) => {
            tracing::warn!(%failure, "taking updates");
            return Ok(*wait);
        }
        Failure::BadToken if refusals >= REFUSALS => {
            bail!("the token is not valid any more: @BotFather gives a new one")
        }
        Failure::Conflict(text) if text.contains("webhook") => {
            bail!("a webhook takes this bot's updates: end the program that set it, or start with `--delete-webhook`")
        }
        Failure::Conflict(_) => {
            tracing::error!("another program takes this bot's updates with the same token: only one may; trying again");
        }
        _ => tracing::warn!(%failure, "updates could not be taken; trying again"),
    }
    Ok(pause)
}

/// SIGINT or SIGTERM.
pub(super) async fn told_to_stop() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = pending::<()>();
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    };
    tokio::select! {
        () = terminated => {}
        () = interrupted => {}
    }
}
