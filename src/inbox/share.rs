//! One program's share of an inbox that many have: each chat is served by one of them at a time, in order.
//!
//! Who serves a chat holds a lock of the database on it, which ends with the connection: with the program, with its
//! machine, or when the database is gone. Then a term ends. What is under way is brought to its end, but nothing more is
//! begun of that term, and nothing sent again: another program may have taken it.

use std::time::Duration;

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Executor as _};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

use super::store::{Row, waits};
use super::{Share, Taken, Term};
use crate::database::Server;

/// What one program has in hand at most; the rest is left to others, or waits.
const MOST_IN_HAND: usize = 10_000;
/// What it takes in so short a time, beside chats that have to wait for Telegram: more than it answers is others' to take.
const MOST_AT_ONCE: usize = 300;
const AT_ONCE: Duration = Duration::from_secs(2);
/// What it takes of one chat at once.
const MOST_OF_A_CHAT: i64 = 50;
/// How often the connection is looked at, and what nobody told of is looked for.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// How long a statement may take. With the heartbeat it is less than what a server takes to notice that we are gone.
const STATEMENT: Duration = Duration::from_secs(3);
/// How long after a connection was lost comes the next one.
const BETWEEN_TRIES: Duration = Duration::from_secs(1);
/// How long after a loss nothing is taken: others may have lost the store at the same moment, and mark first what they have
/// sent meanwhile.
const GRACE: Duration = Duration::from_secs(2);
/// The lock of the one who asks Telegram for updates.
const LEADER: &str = "leader";

/// Starts the task that takes a program's share. It hears which updates are settled, which is when they are marked or let
/// go, and ends when nobody can tell it any more.
pub(super) fn start(server: &Server, schema: String) -> (mpsc::UnboundedSender<Vec<i64>>, Share) {
    let ((settle, settled), (take, taken)) = (mpsc::unbounded_channel(), mpsc::channel(1));
    let (lead, leads) = watch::channel(false);
    let server = server.at(&schema);
    tokio::spawn(Sharing { server, schema, settled, taken: take, leads: lead, in_hand: InHand::default() }.run());
    (settle, Share { taken, leads })
}

/// The task that takes a program's share.
struct Sharing {
    server: Server,
    schema: String,
    settled: mpsc::UnboundedReceiver<Vec<i64>>,
    taken: mpsc::Sender<Taken>,
    leads: watch::Sender<bool>,
    in_hand: InHand,
}

impl Sharing {
    /// Takes its share until nobody settles anything any more.
    async fn run(mut self) {
        let (wake, mut woken) = watch::channel(());
        let listening = tokio::spawn(listen(self.server.clone(), self.schema.clone(), wake));
        let mut grace = Duration::ZERO;
        loop {
            let term = Term::default();
            let ended = self.serve(&term, grace, &mut woken).await;
            term.end();
            self.in_hand.unlock_all();
            self.leads.send_replace(false);
            let Err(error) = ended else { break };
            tracing::warn!(error = format!("{error:#}"), "the store was lost; trying again");
            sleep(BETWEEN_TRIES).await;
            grace = GRACE;
        }
        end(listening).await;
    }

    /// One term: from a connection to its end.
    async fn serve(&mut self, term: &Term, grace: Duration, woken: &mut watch::Receiver<()>) -> Result<()> {
        let mut session = Session { connection: self.server.connect().await? };
        let begin = Instant::now() + grace;
        let mut heart = interval(HEARTBEAT);
        heart.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut settled = Vec::new();
        loop {
            tokio::select! {
                more = self.settled.recv_many(&mut settled, MOST_AT_ONCE) => {
                    if more == 0 {
                        let _ = timeout(STATEMENT, session.connection.close()).await;
                        return Ok(());
                    }
                    let free = self.in_hand.settle(settled.drain(..).flatten());
                    session.unlock(&free).await?;
                }
                Ok(()) = woken.changed() => {}
                _ = heart.tick() => {
                    if !*self.leads.borrow() {
                        let leads = session.lock_leader().await?;
                        self.leads.send_replace(leads);
                    }
                    session.ping().await?;
                }
            }
            if Instant::now() >= begin {
                self.claim(&mut session, term).await?;
            }
        }
    }

    /// Takes what waits, as far as there is room.
    async fn claim(&mut self, session: &mut Session, term: &Term) -> Result<()> {
        let now = Instant::now();
        let room = self.in_hand.room(now);
        if room == 0 || self.taken.is_closed() {
            return Ok(());
        }
        let chats = session.lock(&self.in_hand.chats(), room).await?;
        if chats.is_empty() {
            return Ok(());
        }
        // Only now, with the locks, it is seen what those who had them before have marked.
        let waiting = session.waiting(&chats).await?;
        let remembered = session.remembered(&chats).await?;
        let numbers = waiting.iter().map(|(number, chat, ..)| (*number, *chat));
        self.in_hand.take(numbers, now);
        let idle: Vec<i64> = chats.iter().copied().filter(|chat| !self.in_hand.has(*chat)).collect();
        session.unlock(&idle).await?;
        let taken = Taken { waiting: waiting.into_iter().map(waits).collect(), chats, remembered, term: term.clone() };
        // Who ends takes no more: with the connection the locks end, and others take it.
        let _ = self.taken.send(taken).await;
        Ok(())
    }
}

async fn end(task: JoinHandle<()>) {
    task.abort();
    let _ = task.await;
}

/// Wakes whenever something was stored. While it can't be heard, the heartbeat does for it.
async fn listen(server: Server, schema: String, wake: watch::Sender<()>) {
    loop {
        if let Ok(mut listener) = server.listener().await
            && listener.listen(&schema).await.is_ok()
        {
            while listener.recv().await.is_ok() {
                wake.send_replace(());
            }
        }
        sleep(BETWEEN_TRIES).await;
    }
}

/// A connection, and with it the locks.
struct Session {
    connection: PgConnection,
}

impl Session {
    /// Locks chats in which something waits, those first that wait the longest; which.
    async fn lock(&mut self, but: &[i64], most: usize) -> Result<Vec<i64>> {
        let locked = sqlx::query_scalar(
            "SELECT chat FROM (
               SELECT chat, MIN(place) AS first FROM received WHERE task IS NOT NULL AND NOT chat = ANY($1)
               GROUP BY chat ORDER BY first OFFSET 0
             ) AS waiting
             WHERE pg_try_advisory_lock(hashtextextended(current_schema() || ' ' || chat, 0)) LIMIT $2",
        )
        .bind(but)
        .bind(i64::try_from(most)?)
        .fetch_all(&mut self.connection);
        in_time(locked).await
    }

    async fn unlock(&mut self, chats: &[i64]) -> Result<()> {
        if chats.is_empty() {
            return Ok(());
        }
        let unlocked = sqlx::query(
            "SELECT COUNT(pg_advisory_unlock(hashtextextended(current_schema() || ' ' || chat, 0)))
             FROM unnest($1::BIGINT[]) AS chat",
        )
        .bind(chats)
        .execute(&mut self.connection);
        in_time(unlocked).await.map(drop)
    }

    async fn waiting(&mut self, chats: &[i64]) -> Result<Vec<Row>> {
        let rows = sqlx::query_as(
            "SELECT number, chat, person, task, unsure FROM unnest($1::BIGINT[]) AS mine CROSS JOIN LATERAL (
               SELECT * FROM received WHERE chat = mine AND task IS NOT NULL ORDER BY place LIMIT $2
             ) AS first ORDER BY place",
        )
        .bind(chats)
        .bind(MOST_OF_A_CHAT)
        .fetch_all(&mut self.connection);
        in_time(rows).await
    }

    async fn remembered(&mut self, chats: &[i64]) -> Result<Vec<(i64, String)>> {
        let rows = sqlx::query_as("SELECT chat, state FROM remembered WHERE chat = ANY($1)")
            .bind(chats)
            .fetch_all(&mut self.connection);
        in_time(rows).await
    }

    /// Whether we are the one who asks for updates.
    async fn lock_leader(&mut self) -> Result<bool> {
        let locked =
            sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended(current_schema() || ' ' || $1, 0))")
                .bind(LEADER)
                .fetch_one(&mut self.connection);
        in_time(locked).await
    }

    async fn ping(&mut self) -> Result<()> {
        in_time(self.connection.execute("SELECT 1")).await.map(drop)
    }
}

async fn in_time<T>(statement: impl Future<Output = sqlx::Result<T>>) -> Result<T> {
    Ok(timeout(STATEMENT, statement).await.context("it takes too long to answer")??)
}

/// What a program has in hand, by chat.
#[derive(Debug, Default)]
struct InHand {
    /// By number: the chat, and when it was taken.
    taken: FxHashMap<i64, (i64, Instant)>,
    chats: FxHashMap<i64, Chat>,
}

#[derive(Debug)]
struct Chat {
    in_hand: usize,
    /// Whether the lock on it is still held.
    locked: bool,
}

impl InHand {
    /// How much more may be taken.
    fn room(&self, now: Instant) -> usize {
        let lately = self.taken.values().filter(|(_, taken)| now.saturating_duration_since(*taken) < AT_ONCE).count();
        MOST_AT_ONCE.saturating_sub(lately).min(MOST_IN_HAND.saturating_sub(self.taken.len()))
    }

    fn has(&self, chat: i64) -> bool {
        self.chats.contains_key(&chat)
    }

    /// The chats that are served, those of earlier terms too: until all of theirs is through, it must not be begun anew.
    fn chats(&self) -> Vec<i64> {
        self.chats.keys().copied().collect()
    }

    fn take(&mut self, numbers: impl Iterator<Item = (i64, i64)>, now: Instant) {
        for (number, chat) in numbers {
            self.taken.insert(number, (chat, now));
            self.chats.entry(chat).or_insert(Chat { in_hand: 0, locked: true }).in_hand += 1;
        }
    }

    /// What is marked or let go is in hand no more; the chats of which nothing is left, and which are to be unlocked.
    fn settle(&mut self, numbers: impl Iterator<Item = i64>) -> Vec<i64> {
        let mut free = Vec::new();
        for number in numbers {
            let Some((chat, _)) = self.taken.remove(&number) else { continue };
            let Some(left) = self.chats.get_mut(&chat) else { continue };
            left.in_hand -= 1;
            if left.in_hand == 0 {
                free.extend(left.locked.then_some(chat));
                self.chats.remove(&chat);
            }
        }
        free
    }

    /// The connection is gone, and all locks with it.
    fn unlock_all(&mut self) {
        self.chats.values_mut().for_each(|chat| chat.locked = false);
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, InHand, MOST_AT_ONCE};
    use tokio::time::Instant;

    #[test]
    fn a_chat_is_free_when_the_last_of_it_is_settled_unless_its_lock_is_gone() {
        let (mut in_hand, now) = (InHand::default(), Instant::now());
        in_hand.take([(1, 10), (2, 10), (3, 11)].into_iter(), now);
        // What waits for long leaves room for others.
        assert_eq!([now, now + AT_ONCE].map(|now| in_hand.room(now)), [MOST_AT_ONCE - 3, MOST_AT_ONCE]);
        assert_eq!(in_hand.settle([1, 99].into_iter()), [0_i64; 0]);
        assert_eq!(in_hand.settle([2].into_iter()), [10]);
        assert!(!in_hand.has(10) && in_hand.has(11));
        in_hand.unlock_all();
        assert_eq!(in_hand.chats(), [11]);
        assert_eq!(in_hand.settle([3].into_iter()), [0_i64; 0]);
        assert_eq!((in_hand.room(now), in_hand.chats().len()), (MOST_AT_ONCE, 0));
    }
}
