//! Taking updates: each once, until the bot is told to stop.

use std::future::pending;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use lru::LruCache;
use teloxide::payloads::GetUpdates;
use teloxide::types::{AllowedUpdate, Update};
use tokio::time::{sleep, timeout};

use super::client::Client;
use super::current::Current;
use super::deal::{Task, deal, make_up, now};
use super::event::{Event, read};
use super::failure::Failure;
use super::guard::{Guard, Verdict};
use super::post::Post;
use super::rooms::Rooms;

/// Seconds for which the server holds a call until there is something to hear.
const POLL_SECONDS: u32 = 30;
/// The most updates that one call brings.
const BATCH: u8 = 100;
/// How long the next call waits until the updates of the last one are answered, which it confirms.
const SETTLING: Duration = Duration::from_millis(500);
/// What is not answered by then is not confirmed either, so that a crash loses nothing: the server
/// gives it again with each call, and is asked no more often than this, as it wishes.
const HOLDING: Duration = Duration::from_millis(500);
/// But no more updates than this are held back for the first of them: a batch needs room for new ones,
/// and after a crash they are all answered once more.
const MOST_HELD: u32 = 50;
/// How long those in hand may take at the end.
const FINISHING: Duration = Duration::from_millis(2500);
/// How long the last confirmation may take.
const CONFIRMING: Duration = Duration::from_secs(1);
/// Pauses after calls that failed one after the other; the last one stays.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
    Duration::from_secs(30),
];
/// Updates that are recognised if they come again.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();
/// How often what is remembered of people is swept.
const SWEEPING: Duration = Duration::from_mins(1);

/// What concerns the bot; all else is not even sent.
const WANTED: [AllowedUpdate; 5] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::InlineQuery,
    AllowedUpdate::MyChatMember,
];

/// Takes updates and has them dealt with.
pub(super) struct Poller {
    client: Client,
    post: Post,
    current: Current,
    guard: Arc<Guard>,
    rooms: Arc<Rooms<Task>>,
    seen: LruCache<u32, ()>,
    log_questions: bool,
    /// The number after that of the last update.
    next: Option<u32>,
    /// All updates before this one are confirmed.
    confirmed: Option<u32>,
}

impl Poller {
    pub(super) fn new(client: Client, post: Post, current: Current, guard: Guard, log_questions: bool) -> Self {
        let (guard, rooms, seen) = (Arc::new(guard), Rooms::new(), LruCache::new(REMEMBERED));
        Self { client, post, current, guard, rooms, seen, log_questions, next: None, confirmed: None }
    }

    /// Takes updates until `stop` comes, then finishes those in hand.
    ///
    /// # Errors
    /// When there is no use in asking again.
    pub(super) async fn run(mut self, stop: impl Future<Output = ()>) -> Result<()> {
        let (guard, current) = (Arc::clone(&self.guard), self.current.clone());
        let sweeper = tokio::spawn(async move {
            loop {
                sleep(SWEEPING).await;
                guard.sweep();
                current.bot().chats.sweep(now());
            }
        });
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

    /// Takes updates for ever, or till there is no use in it.
    async fn take(&mut self) -> anyhow::Error {
        let mut failures = 0;
        loop {
            let offset = self.offset();
            if offset != self.next {
                sleep(HOLDING).await;
            }
            self.confirmed = offset;
            let call = GetUpdates {
                offset: signed(offset),
                limit: Some(BATCH),
                timeout: Some(POLL_SECONDS),
                allowed_updates: Some(WANTED.to_vec()),
            };
            match self.client.call(&call).await {
                Ok(updates) => {
                    failures = 0;
                    self.route_all(updates).await;
                }
                Err(failure) => {
                    let pause = match cope(&failure, failures) {
                        Ok(pause) => pause,
                        Err(error) => return error,
                    };
                    failures += 1;
                    sleep(pause).await;
                }
            }
        }
    }

    /// The update that the next call asks for, which confirms all before it.
    fn offset(&self) -> Option<u32> {
        let next = self.next?;
        let held = self.rooms.first_in_hand().filter(|first| next.wrapping_sub(*first) <= MOST_HELD);
        Some(held.unwrap_or(next))
    }

    async fn route_all(&mut self, updates: Vec<Update>) {
        let new = updates.iter().map(|update| update.id.0).filter(|id| !self.seen.contains(id));
        let Some(first) = new.min() else { return };
        // All are read before any is answered: a chat that turns out to be closed at the first answer must
        // not be taken for open again by what was asked before.
        let events: Vec<(u32, Event)> = updates.into_iter().filter_map(|update| self.note(update)).collect();
        for (id, event) in events {
            self.route(id, event);
        }
        let _ = timeout(SETTLING, self.rooms.idle(first)).await;
    }

    /// Reads an update and notes whether its chat takes messages; none if it came before or says nothing to us.
    fn note(&mut self, update: Update) -> Option<(u32, Event)> {
        let id = update.id.0;
        self.next = Some(id.wrapping_add(1));
        if self.seen.put(id, ()).is_some() {
            tracing::debug!(id, "an update came again");
            return None;
        }
        let event = read(update, &self.post.bot.me)?;
        match &event {
            Event::Said(said) => self.post.open(said.room.chat, true),
            Event::Membership { chat, welcome } => self.post.open(*chat, *welcome),
            Event::Pressed(_) | Event::Types { .. } | Event::Moved { .. } => {}
        }
        Some((id, event))
    }

    /// Hands an event to its chat, unless it is too much.
    fn route(&mut self, id: u32, event: Event) {
        let verdict = self.guard.judge(&event);
        // Who pressed a button waits until it is released, even if nothing comes of it.
        if verdict == Verdict::Ignored && !matches!(event, Event::Pressed(_)) {
            return;
        }
        self.post.bot = self.current.bot();
        let (post, log_questions) = (self.post.clone(), self.log_questions);
        let work = move |task: Task| deal(post.clone(), task, log_questions);
        let post = self.post.clone();
        let mishap = move |task: Task| make_up(post.clone(), task);
        self.rooms.push(event.queue(), id, Task { event, verdict }, &work, &mishap);
    }

    /// Waits for the updates in hand, and confirms what is done.
    async fn finish(self) {
        if timeout(FINISHING, self.rooms.idle(0)).await.is_err() {
            match self.rooms.first_in_hand() {
                Some(first) if self.confirmed.is_some_and(|confirmed| first < confirmed) => {
                    tracing::warn!("not all was answered in time, and some of it was confirmed long ago: it is lost");
                }
                _ => tracing::warn!("not all was answered in time; what is left will come again"),
            }
        }
        let done = signed(self.rooms.first_in_hand().or(self.next));
        if let Some(offset) = done {
            let call = GetUpdates { offset: Some(offset), limit: Some(1), timeout: Some(0), allowed_updates: None };
            if !matches!(timeout(CONFIRMING, self.client.call(&call)).await, Ok(Ok(_))) {
                tracing::warn!("the last updates could not be confirmed; they may come again");
            }
        }
    }
}

/// The number of an update as the Bot API takes it.
fn signed(update: Option<u32>) -> Option<i32> {
    update.and_then(|update| i32::try_from(update).ok())
}

/// How long to wait after a call that failed, or why it makes no sense to go on.
fn cope(failure: &Failure, failures: usize) -> Result<Duration> {
    let pause = PAUSES[failures.min(PAUSES.len() - 1)];
    match failure {
        Failure::Throttled(wait) => {
            tracing::warn!(%failure, "taking updates");
            return Ok(*wait);
        }
        Failure::BadToken => bail!("the token is not valid any more: @BotFather gives a new one"),
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
