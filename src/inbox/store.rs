//! The inbox's file.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use serde_json::json;
use sqlx::Connection as _;
use sqlx::migrate::Migrator;
use tokio::time::{Instant, sleep};

use super::allowance;
use super::marks::Mark;
use super::relayed::ANSWERED_WITHIN;
use super::{Held, Remembered, Waiting};
use crate::database::{
    self, Kind, Pool, Server, Sql, empty_log, is_locked, is_shared, migrator, open_on_server, writing,
};

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator([
        (1, "received", include_str!("migrations/0001_received.sql")),
        (2, "relayed", include_str!("migrations/0002_relayed.sql")),
        (3, "chat", include_str!("migrations/0003_chat.sql")),
    ])
});
static ON_SERVER: LazyLock<Migrator> = LazyLock::new(|| {
    migrator([
        (3, "inbox", include_str!("server/0003_inbox.sql")),
        (4, "allowance", include_str!("server/0004_allowance.sql")),
    ])
});

const KIND: Kind = Kind {
    name: "inbox",
    elsewhere: "put the journal into another folder with `--journal`, where the inbox follows it",
    connections: 1,
    exclusive: true,
    application_id: i32::from_be_bytes(*b"cbin"),
    own_table: "received",
};
/// How long a program that ends may take to give the file up.
const GIVING_UP: Duration = Duration::from_secs(6);
const BETWEEN_TRIES: Duration = Duration::from_millis(200);
/// For how long Telegram keeps an update that is not confirmed, and we one that is not answered, in seconds.
pub(super) const DAY: i64 = 24 * 60 * 60;
/// Numbers of answered updates that are kept: more than ever come again.
pub(super) const NUMBERS: usize = 20_000;

/// How long what is said in a chat is remembered after the last word, in seconds.
const REMEMBERED_FOR: i64 = 60 * 60;

/// Only in the file: on a server it is stored with what it takes from shares.
const KEEP: &str = "INSERT INTO received (number, chat, person, task, received_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, $2 FROM json_each($1) WHERE true
    ON CONFLICT (number) DO NOTHING";
const ANSWERED: Sql = Sql {
    file: "UPDATE received SET task = NULL, person = NULL, answer = marks.value ->> 1
           FROM json_each($1) AS marks WHERE number = marks.value ->> 0",
    server: "UPDATE received SET task = NULL, person = NULL, answer = (marks.value ->> 1)::BIGINT
             FROM jsonb_array_elements($1::JSONB) AS marks (value) WHERE number = (marks.value ->> 0)::BIGINT",
};
/// Only on a server: elsewhere the one who serves a chat remembers it.
const REMEMBER: &str = "INSERT INTO remembered (chat, people, state, remembered_at)
    SELECT (value ->> 0)::BIGINT, value ->> 1, value ->> 2, $2 FROM jsonb_array_elements($1::JSONB) AS states (value)
    ON CONFLICT (chat) DO UPDATE
    SET people = excluded.people, state = excluded.state, remembered_at = excluded.remembered_at";

/// What nobody's words are among is remembered no more.
const FORGET: &str = "DELETE FROM remembered WHERE chat IN
    (SELECT value::BIGINT FROM jsonb_array_elements_text($1::JSONB) AS chats (value))";

/// What waits, as it stands in the store.
pub(super) type Row = (i64, i64, Option<i64>, String, i64);

pub(super) fn waits((number, chat, person, task, unsure): Row) -> Waiting {
    let person = person.map(i64::cast_unsigned);
    Waiting { number, chat, person, task, unsure: u32::try_from(unsure).unwrap_or(u32::MAX) }
}

/// What came in a batch, as JSON for a statement that stores it.
pub(super) fn rows_of(batch: &[Waiting]) -> Result<String> {
    let rows: Vec<_> = batch.iter().map(|one| json!([one.number, one.chat, one.person, one.task])).collect();
    Ok(serde_json::to_string(&rows)?)
}

/// What is remembered of chats after these marks, as JSON, and the chats of which nothing is: the last of each chat, since a
/// statement changes a row once.
fn states(marks: &[&Mark]) -> Result<Option<[String; 2]>> {
    let last: FxHashMap<i64, &Remembered> =
        marks.iter().filter_map(|mark| mark.remembered.as_ref()).map(|state| (state.chat, state)).collect();
    if last.is_empty() {
        return Ok(None);
    }
    let mut states: Vec<_> = last.into_values().collect();
    states.sort_unstable_by_key(|state| state.chat);
    let (blank, kept): (Vec<_>, Vec<_>) = states.into_iter().partition(|state| state.state.is_none());
    let kept: Vec<_> = kept.iter().map(|state| json!([state.chat, state.people(), state.state])).collect();
    let blank: Vec<i64> = blank.iter().map(|state| state.chat).collect();
    Ok(Some([serde_json::to_string(&kept)?, serde_json::to_string(&blank)?]))
}

#[derive(Debug)]
pub(super) struct Store {
    pub(super) pool: Pool,
    pub(super) clock: fn() -> i64,
}

impl Store {
    /// Opens the file. Who ran before may still be ending.
    pub(super) async fn open(path: &Path, clock: fn() -> i64) -> Result<Self> {
        let end = Instant::now() + GIVING_UP;
        loop {
            match database::open(path, KIND, &MIGRATIONS).await {
                Ok(pool) => return Ok(Self { pool, clock }),
                Err(error) if is_locked(&error) && Instant::now() < end => sleep(BETWEEN_TRIES).await,
                Err(error) if is_locked(&error) => {
                    let path = path.display();
                    return Err(error.context(format!(
                        "another citebot runs this bot, and has its inbox `{path}`: end that one, or start this one with \
                         another bot's token"
                    )));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Opens a schema on a server.
    pub(super) async fn open_on_server(server: &Server, schema: &str, clock: fn() -> i64) -> Result<Self> {
        Ok(Self { pool: open_on_server(server, schema, &ON_SERVER).await?, clock })
    }

    pub(super) async fn held(&self) -> Result<Held> {
        self.sweep().await?;
        let waiting: Vec<Row> = sqlx::query_as(
            "SELECT number, chat, person, task, unsure FROM received WHERE task IS NOT NULL ORDER BY place",
        )
        .fetch_all(&self.pool)
        .await?;
        let numbers = sqlx::query_scalar("SELECT number FROM received ORDER BY place").fetch_all(&self.pool).await?;
        Ok(Held { waiting: waiting.into_iter().map(waits).collect(), numbers })
    }

    /// One statement for a batch, whatever its size, is one transaction.
    pub(super) async fn keep(&self, batch: &[Waiting]) -> Result<()> {
        let rows = rows_of(batch)?;
        writing(&self.pool, async |connection| {
            sqlx::query(KEEP)
                .bind(rows)
                .bind((self.clock)())
                .execute(&mut **connection)
                .await
                .context("the inbox can't be written")?;
            Ok(())
        })
        .await
    }

    pub(super) async fn answered(&self, marks: &[&Mark]) -> Result<()> {
        let rows: Vec<_> = marks.iter().map(|mark| json!([mark.number, mark.answer])).collect();
        let rows = serde_json::to_string(&rows)?;
        let states = states(marks)?;
        writing(&self.pool, async |connection| {
            let mut transaction = connection.begin().await?;
            sqlx::query(ANSWERED.of(&self.pool)).bind(rows).execute(&mut *transaction).await?;
            if let Some([kept, blank]) = &states {
                sqlx::query(REMEMBER).bind(kept).bind((self.clock)()).execute(&mut *transaction).await?;
                sqlx::query(FORGET).bind(blank).execute(&mut *transaction).await?;
            }
            Ok(transaction.commit().await?)
        })
        .await
    }

    pub(super) async fn unsure(&self, number: i64) -> Result<()> {
        writing(&self.pool, async |connection| {
            sqlx::query("UPDATE received SET unsure = unsure + 1 WHERE number = $1")
                .bind(number)
                .execute(&mut **connection)
                .await?;
            Ok(())
        })
        .await
    }

    pub(super) async fn forget(&self, person: u64, but: i64) -> Result<u64> {
        let erased = writing(&self.pool, async |connection| {
            let erased =
                sqlx::query("UPDATE received SET task = NULL, person = NULL WHERE person = $1 AND number <> $2")
                    .bind(person.cast_signed())
                    .bind(but)
                    .execute(&mut **connection)
                    .await?;
            if is_shared(&self.pool) {
                // Who else spoke in a chat with this person begins anew there.
                sqlx::query("DELETE FROM remembered WHERE people LIKE '% ' || $1 || ' %'")
                    .bind(person.to_string())
                    .execute(&mut **connection)
                    .await?;
            }
            Ok(erased.rows_affected())
        })
        .await?;
        empty_log(&self.pool).await;
        Ok(erased)
    }

    pub(super) async fn sweep(&self) -> Result<u64> {
        let before = (self.clock)() - DAY;
        let kept = i64::try_from(NUMBERS).unwrap_or(i64::MAX);
        let waited = writing(&self.pool, async |connection| {
            let mut transaction = connection.begin().await?;
            let waited = sqlx::query("DELETE FROM received WHERE task IS NOT NULL AND received_at < $1")
                .bind(before)
                .execute(&mut *transaction)
                .await?;
            sqlx::query(
                "DELETE FROM received WHERE task IS NULL
                 AND (received_at < $1 OR place <= (SELECT MAX(place) FROM received) - $2)",
            )
            .bind(before)
            .bind(kept)
            .execute(&mut *transaction)
            .await?;
            sqlx::query("DELETE FROM relayed WHERE relayed_at < $1")
                .bind((self.clock)() - ANSWERED_WITHIN * DAY)
                .execute(&mut *transaction)
                .await?;
            if is_shared(&self.pool) {
                sqlx::query("DELETE FROM remembered WHERE remembered_at < $1")
                    .bind((self.clock)() - REMEMBERED_FOR)
                    .execute(&mut *transaction)
                    .await?;
                allowance::sweep(&mut transaction, (self.clock)()).await?;
            }
            transaction.commit().await?;
            Ok(waited.rows_affected())
        })
        .await?;
        empty_log(&self.pool).await;
        Ok(waited)
    }

    pub(super) async fn is_reachable(&self) -> bool {
        sqlx::query("SELECT 1 FROM received LIMIT 1").execute(&self.pool).await.is_ok()
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}
