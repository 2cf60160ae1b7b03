//! What Telegram delivered and is not answered yet: stored before it is confirmed, so that a bot that is killed answers
//! it at its next start.
//!
//! One file a bot, which one program has for itself; or a schema of a database that many share. What is stored is erased when it is answered, or after a day; the
//! numbers of what was answered stay for a while, so that what comes again is not answered again.

mod allowance;
mod marks;
mod relayed;
#[cfg(feature = "postgres")]
mod share;
#[cfg(not(feature = "postgres"))]
#[path = "no_share.rs"]
mod share;
mod store;
mod term;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::database::Server;
use marks::{Mark, Marks};
use store::Store;

pub use allowance::{Allowance, Allowances, Known};
pub use relayed::{Relayed, Standing};
pub use term::Term;

/// Something that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Telegram's number of the update.
    pub number: i64,
    /// The chat in which it is answered after all that came before.
    pub chat: i64,
    /// Who said it, where a person did.
    pub person: Option<u64>,
    /// What is to be done, in words that only its reader knows.
    pub task: String,
    /// How often it was sent and nobody knows whether it arrived.
    pub unsure: u32,
}

/// An inbox; its clones are one.
#[derive(Debug, Clone)]
pub struct Inbox {
    store: Option<Arc<Store>>,
    marks: mpsc::UnboundedSender<Mark>,
}

/// What is remembered of a chat once something in it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Which chat.
    pub chat: i64,
    /// Whose words are among it.
    pub people: Vec<u64>,
    /// What is remembered, in words that only its reader knows; none if nothing is.
    pub state: Option<String>,
}

impl Remembered {
    /// The people as the store has them: each between blanks.
    fn people(&self) -> String {
        self.people.iter().fold(" ".to_string(), |people, person| people + &person.to_string() + " ")
    }
}

/// What one of several programs takes to answer.
#[derive(Debug)]
pub struct Taken {
    /// What is to be answered, in the order in which it came.
    pub waiting: Vec<Waiting>,
    /// The chats that it is about, which nobody else serves until all of it is settled.
    pub chats: Vec<i64>,
    /// What was remembered of them, where anything was.
    pub remembered: Vec<(i64, String)>,
    /// For how long they are ours.
    pub term: Term,
}

/// One program's part in an inbox that many share.
#[derive(Debug)]
pub struct Share {
    /// What it is to answer.
    pub taken: mpsc::Receiver<Taken>,
    /// Whether it is the one that asks for updates.
    pub leads: watch::Receiver<bool>,
}

/// What an inbox held when it was opened.
#[derive(Debug, Default)]
pub struct Held {
    /// What waits, in the order in which it came.
    pub waiting: Vec<Waiting>,
    /// The numbers of what came lately, answered or not, the last ones last.
    pub numbers: Vec<i64>,
}

impl Inbox {
    /// Opens the file, or makes it, readable by its owner only; what it holds, and the handle of the task that marks what
    /// is answered. `clock` tells the time in Unix seconds.
    ///
    /// # Errors
    /// When it can't be made, is no inbox, or another program has it: which file, and how to mend it.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub async fn open(path: &Path, clock: fn() -> i64) -> Result<(Self, Held, Marking)> {
        let store = Arc::new(Store::open(path, clock).await?);
        let held = store.held().await?;
        let (inbox, marking) = Self::start(Some(store), None);
        Ok((inbox, held, marking))
    }

    /// Opens the inbox of a bot, by its number, on a server, or makes it: many programs may have it at once, and each takes
    /// its share.
    ///
    /// # Errors
    /// When the server can't be reached, or what is there can't be used.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub async fn shared(server: &Server, bot: &str, clock: fn() -> i64) -> Result<(Self, Share, Marking)> {
        let schema = format!("citebot_{bot}");
        let store = Arc::new(Store::open_on_server(server, &schema, clock).await?);
        let (settled, share) = share::start(server, schema);
        let (inbox, marking) = Self::start(Some(store), Some(settled));
        Ok((inbox, share, marking))
    }

    /// An inbox without a place: nothing can be stored in it.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn nowhere() -> (Self, Marking) {
        Self::start(None, None)
    }

    fn start(store: Option<Arc<Store>>, settled: Option<mpsc::UnboundedSender<Vec<i64>>>) -> (Self, Marking) {
        let (marks, receiver) = mpsc::unbounded_channel();
        let ending = Arc::new(Notify::new());
        let task = tokio::spawn(Marks::new(store.clone(), receiver, Arc::clone(&ending), settled).run());
        (Self { store, marks }, Marking { task, ending })
    }

    /// Stores what came in one batch where one program has the inbox, all or nothing of it. What is stored already stays as
    /// it is.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn keep(&self, batch: &[Waiting]) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        self.store()?.keep(batch).await
    }

    /// Stores what came in one batch where many programs share the inbox, and counts it against the shares of these people
    /// and groups, both or neither. `judge` takes from the shares and gives what is to be stored, each number once. It is
    /// told which numbers are stored already, takes nothing for these, and is asked again where more of them turn up.
    ///
    /// # Errors
    /// When it can't be written; then nothing is counted.
    pub async fn keep_counted(
        &self,
        whose: &[i64],
        judge: impl Fn(&Known, &mut Allowances) -> Vec<Waiting>,
    ) -> Result<()> {
        self.store()?.keep_counted(whose, judge).await
    }

    /// Something was answered, maybe by a message of this number, and is erased at once; nobody need wait until it is.
    /// Where many share the inbox, what is remembered of its chat is kept for whoever serves it next.
    pub fn answered(&self, number: i64, answer: Option<i64>, remembered: Option<Remembered>) -> Marked {
        self.mark(number, answer, remembered, true)
    }

    /// Something that was taken is left to be answered by another program.
    pub fn let_go(&self, number: i64) -> Marked {
        self.mark(number, None, None, false)
    }

    fn mark(&self, number: i64, answer: Option<i64>, remembered: Option<Remembered>, done: bool) -> Marked {
        let (written, marked) = oneshot::channel();
        // The task ends after the last handle.
        let _ = self.marks.send(Mark { number, answer, remembered, done, _written: written });
        Marked(marked)
    }

    /// Notes that something was sent and nobody knows whether it arrived.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn unsure(&self, number: i64) -> Result<()> {
        match &self.store {
            Some(store) => store.unsure(number).await,
            None => Ok(()),
        }
    }

    /// Erases what a person said that waits, but for one update. How much.
    ///
    /// # Errors
    /// When it can't be written; then nothing is erased.
    pub async fn forget(&self, person: u64, but: i64) -> Result<u64> {
        match &self.store {
            Some(store) => store.forget(person, but).await,
            None => Ok(0),
        }
    }

    /// What speaks against passing a question on to people.
    ///
    /// # Errors
    /// When the file can't be read, or there is no place for one.
    pub async fn standing(&self, chat: i64, question: i64, person: u64) -> Result<Standing> {
        self.store()?.standing(chat, question, person).await
    }

    /// Remembers a question that was passed on, for 30 days.
    ///
    /// # Errors
    /// When it can't be written, or was passed on before.
    pub async fn relay(&self, relayed: &Relayed) -> Result<()> {
        self.store()?.relay(relayed).await
    }

    /// The question that was passed on by a message in the curators' chat.
    ///
    /// # Errors
    /// When the file can't be read, or there is no place for one.
    pub async fn relayed(&self, message: i64) -> Result<Option<Relayed>> {
        self.store()?.relayed(message).await
    }

    /// Forgets what a person had passed on; the messages in the curators' chat.
    ///
    /// # Errors
    /// When it can't be written; then nothing is forgotten.
    pub async fn forget_relayed(&self, person: u64) -> Result<Vec<i64>> {
        match &self.store {
            Some(store) => store.forget_relayed(person).await,
            None => Ok(Vec::new()),
        }
    }

    fn store(&self) -> Result<&Store> {
        self.store.as_deref().context("there is no place for the inbox")
    }

    /// Whether the file can be read; an inbox without a place has none that could not.
    pub async fn is_reachable(&self) -> bool {
        match &self.store {
            Some(store) => store.is_reachable().await,
            None => true,
        }
    }

    /// Erases what waits for longer than a day, and the numbers that nobody needs any more. How much waited.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn sweep(&self) -> Result<u64> {
        match &self.store {
            Some(store) => store.sweep().await,
            None => Ok(0),
        }
    }
}

/// Something that is being marked.
#[derive(Debug)]
pub struct Marked(oneshot::Receiver<()>);

impl Marked {
    /// Waits until it is written, but no longer than this.
    pub async fn within(self, most: Duration) {
        // What can't be written is tried again, and waited for no longer.
        let _ = timeout(most, self.0).await;
    }
}

/// The task that marks what is answered. It ends, and the file is closed, when it is told to or when the last handle on
/// the inbox is gone.
#[derive(Debug)]
pub struct Marking {
    task: JoinHandle<()>,
    ending: Arc<Notify>,
}

impl Marking {
    /// Tells the task to mark what was answered so far and to end: what is answered later is not marked.
    pub fn end(&self) {
        self.ending.notify_one();
    }

    /// Waits until all is marked and the file is closed.
    pub async fn ended(self) {
        // It can't be aborted, and panics nowhere.
        let _ = self.task.await;
    }
}
