//! The curator's side of the journal: it is read, and nothing of it changes.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use futures_util::TryStreamExt;
use sqlx::Row;
use sqlx::sqlite::{SqlitePool, SqliteRow};

use super::entry::{InVain, Reason, Remark, VoteCount};
use super::open::{KIND, MIGRATIONS};
use super::proposals::ignored;
use crate::database::reading::{self, Reading};
use crate::text::Language;

/// The first version that tells votes on answers from those on what was told as the nearest.
const TELLS_NEAREST: i64 = 2;
/// The first version that has remarks, and what admins made of questions.
const HAS_REMARKS: i64 = 4;
/// The most remarks that are read: more are read by nobody.
const REMARKS: i64 = 100;

/// A journal that is read.
#[derive(Debug)]
pub struct Reader(Reading);

impl Reader {
    /// Opens the file. It is not changed, and nothing is left beside it.
    ///
    /// # Errors
    /// When it can't be read, is no journal, or is of a newer version: which file, and how to mend it.
    pub async fn open(path: &Path) -> Result<Self> {
        reading::open(path, KIND, &MIGRATIONS).await.map(Self)
    }

    /// Hands on each question in vain, in the order in which they were written. How many rows were passed over because
    /// they can't be read.
    ///
    /// # Errors
    /// When the file is damaged.
    pub async fn in_vain(&self, take: impl FnMut(InVain)) -> Result<u64> {
        if self.is_empty() { Ok(0) } else { each_in_vain(&self.0.pool, take).await }
    }

    /// How the facts were judged, by id.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn votes(&self) -> Result<Vec<VoteCount>> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        votes(&self.0.pool, self.0.version >= TELLS_NEAREST).await
    }

    /// What people said was wrong with answers, the last ones first: at most a hundred.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn remarks(&self) -> Result<Vec<Remark>> {
        if self.0.version < HAS_REMARKS {
            return Ok(Vec::new());
        }
        let rows = sqlx::query("SELECT fact, question, words FROM remark ORDER BY said_at DESC, id DESC LIMIT $1")
            .bind(REMARKS)
            .fetch_all(&self.0.pool)
            .await?;
        let remark = |row: &SqliteRow| {
            Some(Remark { fact: row.try_get(0).ok()?, question: row.try_get(1).ok()?, words: row.try_get(2).ok()? })
        };
        Ok(rows.iter().filter_map(remark).collect())
    }

    /// Marks of the questions that an admin doesn't want to see again.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn ignored(&self) -> Result<BTreeSet<String>> {
        if self.0.version < HAS_REMARKS { Ok(BTreeSet::new()) } else { ignored(&self.0.pool).await }
    }

    /// How many questions wait to be written into the base.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn proposed(&self) -> Result<u64> {
        if self.0.version < HAS_REMARKS {
            return Ok(0);
        }
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM proposal").fetch_one(&self.0.pool).await?;
        Ok(count.unsigned_abs())
    }

    /// Whether it is a file that is to become a journal.
    fn is_empty(&self) -> bool {
        self.0.version == 0
    }

    /// Whether somebody began to write while it was read, so that it is to be read again.
    pub fn was_disturbed(&self) -> bool {
        self.0.was_disturbed()
    }

    /// Closes the file.
    pub async fn close(&self) {
        self.0.pool.close().await;
    }
}

/// See [`Reader::in_vain`].
async fn each_in_vain(pool: &SqlitePool, mut take: impl FnMut(InVain)) -> Result<u64> {
    let mut bad = 0;
    let mut rows = sqlx::query("SELECT question, language, reason, asked_at, person, nearest FROM in_vain ORDER BY id")
        .fetch(pool);
    while let Some(row) = rows.try_next().await? {
        match in_vain(&row) {
            Some(row) => take(row),
            None => bad += 1,
        }
    }
    Ok(bad)
}

/// The last questions in vain, at most `most`, the oldest first; rows that can't be read are passed over.
pub(super) async fn latest_in_vain(pool: &SqlitePool, most: i64) -> Result<Vec<InVain>> {
    let rows = sqlx::query(
        "SELECT question, language, reason, asked_at, person, nearest FROM
         (SELECT * FROM in_vain ORDER BY asked_at DESC, id DESC LIMIT $1) AS latest ORDER BY asked_at, id",
    )
    .bind(most)
    .fetch_all(pool)
    .await?;
    Ok(rows.iter().filter_map(in_vain).collect())
}

/// A row; none where it can't be read.
fn in_vain(row: &SqliteRow) -> Option<InVain> {
    let (code, name): (&str, &str) = (row.try_get(1).ok()?, row.try_get(2).ok()?);
    Some(InVain {
        question: row.try_get(0).ok()?,
        language: Language::ALL.into_iter().find(|language| language.code() == code)?,
        reason: Reason::ALL.into_iter().find(|reason| reason.name() == name)?,
        at: row.try_get(3).ok()?,
        person: row.try_get(4).ok()?,
        nearest: row.try_get::<&str, _>(5).ok()?.split_whitespace().map(str::to_string).collect(),
    })
}

/// How the facts were judged, by id; before `tells_nearest`, all votes were on answers.
pub(super) async fn votes(pool: &SqlitePool, tells_nearest: bool) -> Result<Vec<VoteCount>> {
    let told_as = if tells_nearest { "told_as" } else { "'answer'" };
    let rows = sqlx::query(&format!(
        "SELECT fact, COUNT(DISTINCT CASE WHEN vote = 'up' THEN person END),
         COUNT(CASE WHEN vote = 'down' AND {told_as} = 'answer' THEN 1 END),
         COUNT(CASE WHEN vote = 'down' AND {told_as} = 'nearest' THEN 1 END)
         FROM vote GROUP BY fact ORDER BY fact",
    ))
    .fetch_all(pool)
    .await?;
    let count = |row: &SqliteRow| {
        let number = |column| row.try_get::<i64, _>(column).ok().map(i64::unsigned_abs);
        Some(VoteCount { fact: row.try_get(0).ok()?, up: number(1)?, down: number(2)?, denied: number(3)? })
    };
    Ok(rows.iter().filter_map(count).collect())
}
