//! What the journal holds, in figures.

use anyhow::Result;

use super::{Journal, Reason, VoteCount};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// What the journal holds, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// How many questions were in vain for each reason: within a day, and within seven.
    pub in_vain: Vec<(Reason, u64, u64)>,
    /// Facts that somebody judged bad, the most people first.
    pub judged_bad: Vec<VoteCount>,
    /// How many accepted questions wait to be written.
    pub proposed: u64,
}

impl Journal {
    /// What it holds at Unix second `now`.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn stats(&self, now: i64) -> Result<Stats> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT reason, COUNT(CASE WHEN asked_at > $1 THEN 1 END), COUNT(*) FROM in_vain WHERE asked_at > $2
             GROUP BY reason",
        )
        .bind(now - DAY)
        .bind(now - 7 * DAY)
        .fetch_all(&self.pool)
        .await?;
        let count = |reason: Reason| {
            let row = rows.iter().find(|(name, ..)| name == reason.name());
            row.map_or((reason, 0, 0), |(_, day, week)| (reason, day.unsigned_abs(), week.unsigned_abs()))
        };
        let mut judged_bad: Vec<VoteCount> = self.votes().await?.into_iter().filter(|count| count.down > 0).collect();
        judged_bad.sort_by(|one, other| (other.down, one.up, &one.fact).cmp(&(one.down, other.up, &other.fact)));
        let proposed: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM proposal").fetch_one(&self.pool).await?;
        Ok(Stats { in_vain: Reason::ALL.map(count).to_vec(), judged_bad, proposed: proposed.unsigned_abs() })
    }
}
