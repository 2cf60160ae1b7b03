//! How much the journal holds at most: of a person a day, and in all.

use anyhow::Result;
use sqlx::sqlite::SqliteConnection;

use super::Journal;
use crate::database::used_bytes;

/// Entries of one person that are kept within a day: more than anybody means.
pub(super) const MOST_A_DAY: i64 = 100;
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// One in so many of all entries goes at once.
const SHARE: i64 = 20;

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is kept.
    Kept,
    /// Its person had left as many as are kept within a day.
    TooMany,
}

impl Journal {
    /// Erases the oldest entries until what is left takes at most `most` bytes. How many.
    ///
    /// # Errors
    /// When it can't be written; then some may be erased.
    pub async fn shrink(&self, most: u64) -> Result<u64> {
        let mut erased = 0;
        while used_bytes(&self.pool).await? > most {
            let Some(last) = self.end_of_oldest().await? else { break };
            erased += self.expire(last.saturating_add(1)).await?;
        }
        Ok(erased)
    }

    /// When the last one of the oldest entries was made, a share of all; none where there are none.
    async fn end_of_oldest(&self) -> Result<Option<i64>> {
        let all = "SELECT asked_at AS at FROM in_vain UNION ALL SELECT voted_at FROM vote
                   UNION ALL SELECT said_at FROM remark";
        let count: i64 =
            sqlx::query_scalar(&format!("SELECT COUNT(*) FROM ({all}) AS entries")).fetch_one(&self.pool).await?;
        Ok(sqlx::query_scalar(&format!("SELECT at FROM ({all}) AS entries ORDER BY at LIMIT 1 OFFSET $1"))
            .bind(count / SHARE)
            .fetch_optional(&self.pool)
            .await?)
    }
}

/// Whether a person left as many entries as are kept within a day.
pub(super) async fn had_enough(connection: &mut SqliteConnection, person: &str, at: i64) -> Result<bool> {
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT COUNT(*) FROM in_vain WHERE person = $1 AND asked_at > $2)
         + (SELECT COUNT(*) FROM vote WHERE person = $1 AND voted_at > $2)
         + (SELECT COUNT(*) FROM remark WHERE person = $1 AND said_at > $2)",
    )
    .bind(person)
    .bind(at.saturating_sub(DAY))
    .fetch_one(connection)
    .await?;
    Ok(left >= MOST_A_DAY)
}
