//! The inbox's file.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use sqlx::Connection as _;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqlitePool;
use tokio::time::{Instant, sleep};

use super::marks::Mark;
use super::relayed::ANSWERED_WITHIN;
use super::{Held, Waiting};
use crate::database::{self, Kind, empty_log, is_locked, migrator, writing};

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator([
        (1, "received", include_str!("migrations/0001_received.sql")),
        (2, "relayed", include_str!("migrations/0002_relayed.sql")),
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

#[derive(Debug)]
pub(super) struct Store {
    pub(super) pool: SqlitePool,
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

    pub(super) async fn held(&self) -> Result<Held> {
        self.sweep().await?;
        let waiting: Vec<(i64, Option<i64>, String, i64)> =
            sqlx::query_as("SELECT number, person, task, unsure FROM received WHERE task IS NOT NULL ORDER BY place")
                .fetch_all(&self.pool)
                .await?;
        let read = |(number, person, task, unsure): (i64, Option<i64>, String, i64)| Waiting {
            number,
            person: person.map(i64::cast_unsigned),
            task,
            unsure: u32::try_from(unsure).unwrap_or(u32::MAX),
        };
        let numbers = sqlx::query_scalar("SELECT number FROM received ORDER BY place").fetch_all(&self.pool).await?;
        Ok(Held { waiting: waiting.into_iter().map(read).collect(), numbers })
    }

    /// One statement for a batch, whatever its size, is one transaction.
    pub(super) async fn keep(&self, batch: &[Waiting]) -> Result<()> {
        let rows: Vec<_> = batch.iter().map(|one| json!([one.number, one.person, one.task])).collect();
        let rows = serde_json::to_string(&rows)?;
        writing(&self.pool, async |connection| {
            sqlx::query(
                "INSERT INTO received (number, person, task, received_at)
                 SELECT value ->> 0, value ->> 1, value ->> 2, $2 FROM json_each($1) WHERE true
                 ON CONFLICT (number) DO NOTHING",
            )
            .bind(rows)
            .bind((self.clock)())
            .execute(&mut **connection)
            .await
            .context("the inbox can't be written")?;
            Ok(())
        })
        .await
    }

    pub(super) async fn answered(&self, marks: &[Mark]) -> Result<()> {
        let rows: Vec<_> = marks.iter().map(|mark| json!([mark.number, mark.answer])).collect();
        let rows = serde_json::to_string(&rows)?;
        writing(&self.pool, async |connection| {
            sqlx::query(
                "UPDATE received SET task = NULL, person = NULL, answer = marks.value ->> 1
                 FROM json_each($1) AS marks WHERE number = marks.value ->> 0",
            )
            .bind(rows)
            .execute(&mut **connection)
            .await?;
            Ok(())
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
