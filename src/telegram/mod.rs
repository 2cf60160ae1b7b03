//! How do people in Telegram talk to it? Updates come in, what happened is read from them, the bot
//! decides what is to be done, and that is sent.
//!
//! teloxide's types and methods, but not its dispatcher: there a panic in a handler ends the program,
//! a chat that floods holds up all others, and updates are confirmed before they are answered.

mod act;
mod bot;
mod chats;
mod client;
mod command;
mod current;
mod deal;
mod event;
mod failure;
mod guard;
mod inline;
mod judged;
mod menus;
mod page;
mod phrases;
mod poll;
mod post;
mod press;
mod profile;
mod rooms;
mod token;

pub use client::Address;
pub use token::Token;

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use teloxide::payloads::DeleteWebhook;
use teloxide::requests::Payload;
use teloxide::types::User;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use bot::Bot;
use chats::Chats;
use client::Client;
use current::Current;
use failure::Failure;
use guard::Guard;
use poll::{Poller, told_to_stop};
use post::Post;
use press::Keys;

use crate::facts::Base;
use crate::journal::{Journal, Writer};
use crate::matching::Prepared;
use crate::pick::Picker;
use crate::text::{Language, WordTable};

/// How the bot is run.
#[derive(Debug)]
pub struct Settings {
    /// Who the bot is.
    pub token: Token,
    /// The Bot API server.
    pub address: Address,
    /// The language of all replies; none for that of each question.
    pub language: Option<Language>,
    /// Whether meanings are compared.
    pub table: WordTable,
    /// How many messages a person may send in a minute; a group may send three times as many.
    pub per_minute: NonZeroU32,
    /// Where and for how many days questions in vain are kept; none to keep nothing.
    pub journal: Option<(PathBuf, u32)>,
    /// Whether the text of questions is logged.
    pub log_questions: bool,
    /// Whether a webhook that takes the updates is removed at the start.
    pub delete_webhook: bool,
}

/// Pauses between the tries of the first call, where the network is the trouble.
const STARTING: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// Runs the bot until it is told to stop; each of `changes` is a base to go on with, or what is wrong with it.
///
/// # Errors
/// When it can't start, or can't go on.
pub fn run(base: Base, changes: Option<Receiver<Result<Base, String>>>, settings: Settings) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(serve(base, changes, settings));
    // What still runs is nobody's any more.
    runtime.shutdown_timeout(Duration::from_millis(200));
    ended
}

async fn serve(base: Base, changes: Option<Receiver<Result<Base, String>>>, settings: Settings) -> Result<()> {
    let host = settings.address.host();
    let client = Client::new(settings.address, settings.token)?;
    // The base is made ready while the server answers.
    let table = settings.table;
    let making = tokio::task::spawn_blocking(move || {
        let (picker, keys) = (Picker::new(&base), Keys::new(&base));
        (Prepared::with(base, table), picker, keys)
    });
    let journal = match &settings.journal {
        Some((path, _)) => Some(Journal::open(path).await?),
        None => None,
    };
    let mut stop = pin!(told_to_stop());
    let me = tokio::select! {
        // Who can't wait for the network any longer may go.
        biased;
        () = &mut stop => return Ok(()),
        me = introduced(&client, &host, settings.delete_webhook) => me?,
    };
    let (prepared, picker, keys) = making.await.context("the base could not be made ready")?;
    let keep = settings.journal.as_ref().map(|(_, days)| *days);
    let chats = Chats::default();
    let bot = Arc::new(Bot { prepared, picker, keys, me, language: settings.language, keep, chats });
    let (writer, written) = Writer::start(journal.clone(), keep.unwrap_or_default(), unix_seconds);
    tracing::info!(
        bot = bot.me.username.as_deref().unwrap_or_default(),
        facts = bot.base().facts.len(),
        "the bot is up"
    );
    let beside = tokio::spawn(beside(Arc::clone(&bot), client.clone()));
    let current = Current::new(Arc::clone(&bot));
    if let Some(changes) = changes {
        let current = current.clone();
        tokio::task::spawn_blocking(move || follow(&changes, &current, table));
    }
    let post = Post::new(bot, client.clone(), writer.clone(), journal);
    let poller = Poller::new(client, post, current, Guard::new(settings.per_minute), settings.log_questions);
    let ended = poller.run(stop).await;
    beside.abort();
    close(&writer, written).await;
    tracing::info!("the bot is down");
    ended
}

/// Goes on with what the base's files become. A message in hand is answered from the base that it came to.
fn follow(changes: &Receiver<Result<Base, String>>, current: &Current, table: WordTable) {
    for change in changes {
        match change {
            Ok(base) => {
                let (picker, keys) = (Picker::new(&base), Keys::new(&base));
                let prepared = Prepared::with(base, table);
                prepared.matcher().warm();
                let facts = prepared.base().facts.len();
                current.replace(|before| Bot {
                    prepared,
                    picker,
                    keys,
                    me: before.me.clone(),
                    language: before.language,
                    keep: before.keep,
                    chats: before.chats.for_another_base(),
                });
                tracing::info!(facts, "the base has changed");
            }
            Err(findings) => {
                tracing::error!(%findings, "the base has changed, and is not sound: the one before goes on");
            }
        }
    }
}

/// What nobody waits for: the indexes, and what Telegram shows of the bot.
async fn beside(bot: Arc<Bot>, client: Client) {
    let warmed = Arc::clone(&bot);
    let _ = tokio::task::spawn_blocking(move || warmed.prepared.matcher().warm()).await;
    profile::set(&client, &bot).await;
}

async fn close(writer: &Writer, written: JoinHandle<()>) {
    writer.close();
    if tokio::time::timeout(Duration::from_secs(1), written).await.is_err() {
        tracing::warn!("the journal took too long to close");
    }
}

/// `getMe`, of which only the user is of interest: newer servers tell more, older ones less.
#[derive(Serialize)]
struct WhoAmI {}

impl Payload for WhoAmI {
    type Output = User;
    const NAME: &'static str = "GetMe";
}

/// The first calls, without which there is nothing to do.
async fn introduced(client: &Client, host: &str, delete_webhook: bool) -> Result<User> {
    let me = who_am_i(client, host).await?;
    if delete_webhook {
        let removed = client.deliver(&DeleteWebhook::new()).await;
        removed.map_err(|failure| anyhow::anyhow!("the webhook could not be removed: {failure}"))?;
    }
    Ok(me)
}

async fn who_am_i(client: &Client, host: &str) -> Result<User> {
    let mut pauses = STARTING.into_iter();
    loop {
        let failure = match client.call(&WhoAmI {}).await {
            Ok(me) => return Ok(me),
            Err(failure) => failure,
        };
        let pause = match &failure {
            Failure::BadToken => {
                bail!("the token was refused by {host}: @BotFather shows the right one, or makes another")
            }
            Failure::Throttled(wait) => Some(*wait),
            other if other.may_pass() || *other == Failure::Garbled => pauses.next(),
            other => bail!("{host} refuses to say who we are: {other}"),
        };
        let Some(pause) = pause else {
            bail!("the Bot API server {host} can't be reached (set TELOXIDE_API_URL for another one): {failure}");
        };
        tracing::warn!(%failure, pause = pause.as_secs_f32(), "the first call failed; trying again");
        sleep(pause).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge reads the clock")]
fn unix_seconds() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
