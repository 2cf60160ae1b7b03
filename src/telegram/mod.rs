//! How do people in Telegram talk to it? Updates come in, what happened is read from them, the desk decides what is to be
//! done, and the outbox does it.
//!
//! teloxide's types and methods, but not its dispatcher: there a panic in a handler ends the program,
//! a chat that floods holds up all others, and updates are confirmed before they are stored or answered.

mod deal;
mod desk;
mod guard;
mod intake;
mod metrics;
mod outbox;
mod poll;
mod profile;
mod reload;
mod rooms;
mod router;
mod seen;
mod stop;
mod supervisor;
mod token;
mod updates;
#[cfg(feature = "web")]
mod web;
#[cfg(not(feature = "web"))]
#[path = "web/none.rs"]
mod web;

pub use desk::inline::fitting;
pub use outbox::client::Address;
pub use reload::{Apply, Change, Door, Origin, Read, Undo};
pub use token::{Token, TokenRefused};

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use teloxide::payloads::DeleteWebhook;
use teloxide::requests::Payload;
use teloxide::types::User;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use deal::now;
use desk::Desk;
use desk::chats::Chats;
use desk::current::Current;
use desk::press::Keys;
use desk::service::Service;
use guard::Guard;
use intake::{Intake, sweep};
use metrics::Metrics;
use outbox::Outbox;
use outbox::client::Client;
use outbox::failure::Failure;
use outbox::job::Job;
use poll::Poller;
use reload::Reloader;
use router::Router;
use stop::told_to_stop;
use web::{Hook, Watched};

use crate::database::Server;
use crate::facts::Base;
use crate::inbox::{Held, Inbox, Marking, Share, Term};
use crate::journal::{Journal, Keep, Writer};
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
    /// Telegram's ids of those who may give orders.
    pub admins: Vec<u64>,
    /// The chat of those to whom questions are passed on; none if there is nobody.
    pub curators: Option<i64>,
    /// Where questions in vain are kept, and how many; none to keep nothing.
    pub journal: Option<(PathBuf, Keep)>,
    /// The folder in which what is not answered waits; none if there is no place for it.
    pub inbox: Option<PathBuf>,
    /// The database that many programs share in place of files of their own.
    pub store: Option<Server>,
    /// Whether the text of questions is logged.
    pub log_questions: bool,
    /// Where Telegram brings the updates, and where that is listened for; none to ask for them.
    pub webhook: Option<(String, SocketAddr)>,
    /// Where metrics are shown.
    pub metrics: Option<SocketAddr>,
    /// Whether a webhook that takes the updates is removed at the start.
    pub delete_webhook: bool,
}

/// Pauses between the tries of the first call, where the network is the trouble, and after those.
const STARTING: [Duration; 6] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];

const LAST: Duration = Duration::from_secs(30);
/// How long each of the files may take to close.
const CLOSING: Duration = Duration::from_secs(1);

/// Runs the bot until it is told to stop; a base that is compiled in has no `origin`.
///
/// # Errors
/// When it can't start, or can't go on.
pub fn run(base: Base, origin: Option<Origin>, settings: Settings) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(serve(base, origin, settings));
    // What still runs is nobody's any more.
    runtime.shutdown_timeout(Duration::from_millis(200));
    ended
}

async fn serve(base: Base, origin: Option<Origin>, settings: Settings) -> Result<()> {
    let started = now();
    keep_words_out_of_panics();
    let host = settings.address.host();
    let id = settings.token.bot().to_string();
    let place = settings.inbox.as_ref().map(|folder| folder.join(format!("inbox-{id}.sqlite")));
    let hook = Hook::new(settings.webhook, &settings.token)?;
    let metrics = Arc::new(Metrics::default());
    let client = Client::new(settings.address, settings.token, Arc::clone(&metrics))?;
    // The base is made ready while the server answers.
    let table = settings.table;
    let making = tokio::task::spawn_blocking(move || {
        let (picker, keys) = (Picker::new(&base), Arc::new(Keys::new(&base)));
        (Prepared::with(base, table), picker, keys)
    });
    let journal = match (&settings.journal, &settings.store) {
        (Some((path, _)), Some(server)) => Some(Journal::shared(server, path).await?),
        (Some((path, _)), None) => Some(Journal::open(path).await?),
        (None, _) => None,
    };
    let keep = settings.journal.as_ref().map(|(_, keep)| *keep);
    let (inbox, came, inbox_task) = match &settings.store {
        Some(server) => {
            let (inbox, share, marks) = Inbox::shared(server, &id, unix_seconds).await?;
            (inbox, Came::Shared(share), marks)
        }
        None => opened(place.as_deref()).await?,
    };
    let (writer, written) = Writer::start(journal.clone(), keep.unwrap_or_default(), unix_seconds);
    let keep = keep.map(|keep| keep.days);
    let watched = Watched { metrics: Arc::clone(&metrics), journal: writer.clone(), inbox: inbox.clone() };
    let watching = watched.clone().listen(settings.metrics).await?;
    let mut stop = pin!(told_to_stop());
    let me = tokio::select! {
        // Who can't wait for the network any longer may go.
        biased;
        () = &mut stop => return Ok(()),
        me = introduced(&client, &host, settings.delete_webhook) => me?,
    };
    let (prepared, picker, keys) = making.await.context("the base could not be made ready")?;
    let chats = Chats::new(Arc::clone(&keys));
    let (folder, read, door, changes) = match origin {
        Some(Origin { folder, read, door, changes }) => (Some(folder), Some(read), Some(door), changes),
        None => (None, None, None, None),
    };
    let service = Arc::new(Service::new(
        &settings.admins,
        settings.curators,
        folder,
        Arc::clone(&metrics),
        started,
        settings.store.is_some(),
    ));
    let language = settings.language;
    let desk = Arc::new(Desk { prepared, picker, keys, me, language, keep, chats, loaded: started, service });
    tracing::info!(
        bot = desk.me.username.as_deref().unwrap_or_default(),
        facts = desk.base().facts.len(),
        "the bot is up"
    );
    supervisor::tell(supervisor::State::Up);
    let beside = tokio::spawn(beside(Arc::clone(&desk), client.clone()));
    let current = Current::new(desk);
    let reloader = Arc::new(Reloader::new(current.clone(), table, read).with_door(door));
    if let Some(changes) = changes {
        let reloader = Arc::clone(&reloader);
        tokio::task::spawn_blocking(move || reloader.follow(&changes));
    }
    let nothing_yet = Arc::new(Job::new(inbox.clone(), Arc::clone(&metrics), 0, 0, Term::default()));
    nothing_yet.done(None);
    let outbox = Outbox::new(nothing_yet, client.clone(), writer.clone(), journal, reloader);
    let guard = Guard::new(settings.per_minute);
    let router = Router::new(outbox.clone(), current.clone(), inbox, metrics, settings.log_questions);
    let mut intake = Intake::new(outbox, current, guard, router.clone(), settings.store.is_some());
    let (leads, sharing) = match came {
        Came::Here(held) => {
            intake.resume(held);
            (watch::channel(true).1, None)
        }
        Came::Shared(share) => (share.leads, Some(tokio::spawn(async move { router.share(share.taken).await }))),
    };
    let ended = taken(client, hook, watched, &mut intake, leads, stop).await;
    beside.abort();
    if let Some(sharing) = sharing {
        sharing.abort();
    }
    close(&writer, written, inbox_task).await;
    watching.abort();
    tracing::info!("the bot is down");
    ended
}

/// Takes updates until `stop` comes, then finishes those in hand.
async fn taken(
    client: Client,
    hook: Option<Hook>,
    watched: Watched,
    intake: &mut Intake,
    leads: watch::Receiver<bool>,
    mut stop: Pin<&mut impl Future<Output = ()>>,
) -> Result<()> {
    let sweeper = tokio::spawn(sweep(Arc::clone(&intake.guard), intake.current.clone(), intake.router.inbox.clone()));
    let mut poller = Poller::new(client.clone());
    let current = intake.current.clone();
    let living = supervisor::live(&current);
    let ended = match hook {
        // Whether told to stop or given up, nothing more is taken.
        None => tokio::select! {
            biased;
            () = &mut stop => Ok(()),
            never = living => match never {},
            error = poller.take_while(leads.clone(), intake) => Err(error),
        },
        Some(hook) => tokio::select! {
            biased;
            () = &mut stop => Ok(()),
            never = living => match never {},
            error = hook.take(&client, watched, intake) => Err(error),
        },
    };
    supervisor::tell(supervisor::State::Ending);
    sweeper.abort();
    intake.finish().await;
    if *leads.borrow() {
        poller.confirm().await;
    }
    ended
}

/// What nobody waits for: the indexes, and what Telegram shows of the bot.
async fn beside(desk: Arc<Desk>, client: Client) {
    let warmed = Arc::clone(&desk);
    let _ = tokio::task::spawn_blocking(move || warmed.prepared.matcher().warm()).await;
    profile::set(&client, &desk).await;
}

async fn close(writer: &Writer, written: JoinHandle<()>, marking: Marking) {
    writer.close();
    if timeout(CLOSING, written).await.is_err() {
        tracing::warn!("the journal took too long to close");
    }
    marking.end();
    if timeout(CLOSING, marking.ended()).await.is_err() {
        tracing::warn!("the inbox took too long to close");
    }
}

/// How what waits comes to us.
enum Came {
    /// It is all ours.
    Here(Held),
    /// As our part of what many programs share.
    Shared(Share),
}

async fn opened(place: Option<&Path>) -> Result<(Inbox, Came, Marking)> {
    if let Some(path) = place {
        let (inbox, held, marking) = Inbox::open(path, unix_seconds).await?;
        return Ok((inbox, Came::Here(held), marking));
    }
    tracing::warn!(
        "there is no place for the inbox (HOME is not set): what is not answered when the program is killed may come \
         twice or be lost; `--journal FILE` names a place"
    );
    let (inbox, marking) = Inbox::nowhere();
    Ok((inbox, Came::Here(Held::default()), marking))
}

/// Tells of a panic where it was and not what was said: that may be somebody's words.
fn keep_words_out_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
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
            Failure::BadToken | Failure::NotFound => {
                let text = format!("the token was refused by {host}: @BotFather shows the right one, or makes another");
                return Err(TokenRefused(text).into());
            }
            Failure::Throttled(wait) => *wait,
            other if other.may_pass() || *other == Failure::Garbled => pauses.next().unwrap_or(LAST),
            other => bail!("{host} refuses to say who we are: {other}"),
        };
        tracing::warn!(
            %failure,
            pause = pause.as_secs_f32(),
            "the Bot API server {host} can't be reached (TELOXIDE_API_URL names another one); trying again"
        );
        sleep(pause).await;
    }
}

fn unix_seconds() -> i64 {
    i64::try_from(unix_time().as_secs()).unwrap_or(i64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "the edge reads the clock")]
fn unix_time() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
