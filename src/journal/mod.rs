//! What was asked in vain, and what was judged: an embedded database, read by `citebot review`.
//!
//! Only questions in vain are kept as text, and a person only as a hash with a key that lies in another file. The SQL
//! is plain, so that another database could take the place of `SQLite`: what is its own stands in `database`.

mod bounds;
mod chats;
mod emptying;
mod entry;
mod key;
mod open;
mod proposals;
mod reader;
mod stats;
#[cfg(test)]
mod tests;
mod writer;

pub use bounds::Recorded;
pub use entry::{Entry, InVain, Reason, Remark, Vote, VoteCount};
pub use proposals::{Applied, Proposal, mark};
pub use reader::Reader;
pub use stats::Stats;
pub use writer::{Keep, Note, Writer};

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use sqlx::Connection as _;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection, SqlitePool};

use self::bounds::had_enough;
use self::emptying::Emptying;
use self::key::Key;
use crate::database::{Connection, writing};
use crate::text::Language;

/// A statement with what it is about.
type Statement = Query<'static, Sqlite, SqliteArguments<'static>>;

/// Most characters of a question that are kept: more are not read either.
const LONGEST_QUESTION: usize = 500;
/// Questions in vain that the bot itself looks through: half a second's work. `citebot review` reads all.
const LATEST: i64 = 20_000;

/// An open journal; its clones are one.
#[derive(Debug, Clone)]
pub struct Journal {
    pool: SqlitePool,
    salt: Arc<str>,
    key: Key,
    emptying: Emptying,
}

impl Journal {
    /// Opens the file, or makes it, readable by its owner only, with its folder.
    ///
    /// # Errors
    /// When it can't be made, is no journal, or is locked: which file, and how to mend it.
    pub async fn open(path: &Path) -> Result<Self> {
        let pool = open::open(path).await?;
        let salt = open::salt(&pool).await.with_context(|| format!("the journal `{}`", path.display()))?;
        let key = Key::of(&pool, path).await.with_context(|| format!("the journal `{}`", path.display()))?;
        Ok(Self { emptying: Emptying::new(pool.clone()), pool, salt: salt.into(), key })
    }

    /// Keeps an entry of Unix second `at`, unless its person left enough within the day before.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn record(&self, entry: &Entry, at: i64) -> Result<Recorded> {
        writing(&self.pool, async |connection| self.record_in(connection, entry, at).await).await
    }

    async fn record_in(&self, connection: &mut Connection, entry: &Entry, at: i64) -> Result<Recorded> {
        let mut transaction = connection.begin().await?;
        let person = self.hash(&entry.person());
        if let Entry::InVain { question, reason, .. } = entry {
            replace(&mut transaction, &person, cut(question), *reason).await?;
        }
        let recorded = if had_enough(&mut transaction, &person, at).await? {
            Recorded::TooMany
        } else {
            insert(&mut transaction, &person, entry, at).await?;
            Recorded::Kept
        };
        transaction.commit().await?;
        Ok(recorded)
    }

    /// A person chose one of the facts that were offered, or confirmed the one that was told as the nearest: the
    /// question was not in vain.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn chosen(&self, person: u64, question: &str) -> Result<()> {
        let statement = sqlx::query(
            "DELETE FROM in_vain
             WHERE person = $1 AND question = $2 AND reason NOT IN ('refused', 'thumbs-down')",
        )
        .bind(self.hash(&person))
        .bind(cut(question).to_string());
        self.execute(statement).await
    }

    /// As [`Self::chosen`], for the last question of a person to which a fact was told as the nearest: its words may
    /// be remembered nowhere else.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn confirmed(&self, person: u64, fact: &str) -> Result<()> {
        let statement = sqlx::query(
            "DELETE FROM in_vain WHERE id =
             (SELECT MAX(id) FROM in_vain WHERE person = $1 AND reason IN ('nearest-unanswered', 'nearest-denied')
              AND (nearest = $2 OR substr(nearest, 1, length($2) + 1) = $2 || ' '))",
        )
        .bind(self.hash(&person))
        .bind(fact.to_string());
        self.execute(statement).await
    }

    /// Erases what is kept of a person: questions, votes, remarks, and the language of the chat with the bot alone, which has
    /// the person's number. How many entries.
    ///
    /// # Errors
    /// When it can't be written; then nothing is erased.
    pub async fn forget(&self, person: u64) -> Result<u64> {
        let person = self.hash(&person);
        let statements = [
            "DELETE FROM in_vain WHERE person = $1",
            "DELETE FROM vote WHERE person = $1",
            "DELETE FROM remark WHERE person = $1",
            "DELETE FROM chat WHERE chat = $1",
        ];
        let erased = self.erase(&statements, |query| query.bind(person.clone())).await?;
        self.emptying.begin().await;
        Ok(erased)
    }

    /// Erases questions, votes and remarks from before Unix second `before`. How many.
    ///
    /// # Errors
    /// When it can't be written; then nothing is erased.
    pub async fn expire(&self, before: i64) -> Result<u64> {
        let statements = [
            "DELETE FROM in_vain WHERE asked_at < $1",
            "DELETE FROM vote WHERE voted_at < $1",
            "DELETE FROM remark WHERE said_at < $1",
        ];
        let erased = self.erase(&statements, |query| query.bind(before)).await?;
        if erased > 0 {
            self.emptying.begin().await;
        }
        Ok(erased)
    }

    async fn execute(&self, statement: Statement) -> Result<()> {
        writing(&self.pool, async |connection| {
            statement.execute(&mut **connection).await?;
            Ok(())
        })
        .await
    }

    /// Carries out statements that erase, all or none of them. How many rows they erased.
    async fn erase(&self, statements: &[&'static str], bind: impl Fn(Statement) -> Statement) -> Result<u64> {
        writing(&self.pool, async |connection| {
            let mut transaction = connection.begin().await?;
            let mut erased = 0;
            for statement in statements {
                erased += bind(sqlx::query(statement)).execute(&mut *transaction).await?.rows_affected();
            }
            transaction.commit().await?;
            Ok(erased)
        })
        .await
    }

    /// The last questions in vain, the oldest first: at most twenty thousand.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn in_vain(&self) -> Result<Vec<InVain>> {
        reader::latest_in_vain(&self.pool, LATEST).await
    }

    /// How the facts were judged, by id.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn votes(&self) -> Result<Vec<VoteCount>> {
        reader::votes(&self.pool, true).await
    }

    /// Waits for what is under way and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// What stands for a person or a chat: the salt makes it another one in every journal, and without the key nobody
    /// can tell whose it is.
    fn hash(&self, id: &impl ToString) -> String {
        self.key.over(&hex(&Sha256::new().chain_update(&*self.salt).chain_update(id.to_string()).finalize()))
    }
}

async fn insert(connection: &mut SqliteConnection, person: &str, entry: &Entry, at: i64) -> Result<()> {
    let statement = match entry {
        Entry::InVain { person: _, question, language, reason, nearest } => sqlx::query(
            "INSERT INTO in_vain (person, question, language, reason, nearest, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(person)
        .bind(cut(question))
        .bind(language.code())
        .bind(reason.name())
        .bind(nearest.join(" "))
        .bind(at),
        Entry::Vote { person: _, fact, vote } => return put(connection, person, fact, *vote, at).await,
        Entry::Remark { person: _, fact, question, words } => {
            sqlx::query("INSERT INTO remark (person, fact, question, words, said_at) VALUES ($1, $2, $3, $4, $5)")
                .bind(person)
                .bind(fact)
                .bind(cut(question))
                .bind(cut(words))
                .bind(at)
        }
    };
    statement.execute(connection).await?;
    Ok(())
}

/// Erases the last entry whose place a later one on the same question takes: "none of these" that of the question
/// back, "no" that of the nearest fact, and a second press that of the first.
async fn replace(connection: &mut SqliteConnection, person: &str, question: &str, reason: Reason) -> Result<()> {
    let entries: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, reason FROM in_vain WHERE person = $1 AND question = $2 ORDER BY id DESC")
            .bind(person)
            .bind(question)
            .fetch_all(&mut *connection)
            .await?;
    let replaced = |name: &str| reason.replaces().iter().any(|reason| reason.name() == name);
    if let Some((id, _)) = entries.iter().find(|(_, name)| replaced(name)) {
        sqlx::query("DELETE FROM in_vain WHERE id = $1").bind(id).execute(connection).await?;
    }
    Ok(())
}

/// Keeps a vote in the place of an earlier one. A thumbs up takes back the questions that a thumbs down left.
async fn put(connection: &mut SqliteConnection, person: &str, fact: &str, vote: Vote, at: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO vote (person, fact, told_as, vote, voted_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person, fact, told_as) DO UPDATE SET vote = excluded.vote, voted_at = excluded.voted_at",
    )
    .bind(person)
    .bind(fact)
    .bind(vote.told_as())
    .bind(vote.name())
    .bind(at)
    .execute(&mut *connection)
    .await?;
    if vote == Vote::Up {
        sqlx::query(
            "DELETE FROM in_vain WHERE person = $1 AND reason = 'thumbs-down'
             AND (nearest = $2 OR substr(nearest, 1, length($2) + 1) = $2 || ' ')",
        )
        .bind(person)
        .bind(fact)
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// As much of a question as is kept.
fn cut(question: &str) -> &str {
    question.char_indices().nth(LONGEST_QUESTION).map_or(question, |(end, _)| &question[..end])
}

/// The language with this code.
fn language(code: &str) -> Result<Language> {
    let found = Language::ALL.into_iter().find(|language| language.code() == code);
    found.with_context(|| format!("the journal has an unknown language, `{code}`"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
