//! How much of their share of messages people and groups have used, where many programs count it together.

use anyhow::{Context, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::json;
use sqlx::{AnyConnection, Connection as _};

use super::Waiting;
use super::store::{Store, rows_of};
use crate::database::writing;

/// What somebody has used of their share. Times are in microseconds by whatever clock the shares are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Allowance {
    /// When all of it is there again.
    pub whole: i64,
    /// When they were told last that they ask too often.
    pub told: Option<i64>,
}

/// What is known of shares, by the number of a person or a group.
pub type Allowances = FxHashMap<i64, Allowance>;

/// The numbers of updates that are stored already.
pub type Known = FxHashSet<i64>;

/// In the order of the numbers, so that two programs never wait for each other.
const READ: &str = "SELECT whose, whole, told FROM allowance
    WHERE whose IN (SELECT value::BIGINT FROM jsonb_array_elements_text($1::JSONB) AS numbers (value))
    ORDER BY whose FOR UPDATE";

/// What is new of a batch, and the shares that it took from: one statement, so that neither is stored without the other.
/// Whoever shares the inbox is told.
const WRITE: &str = "WITH shares AS (
      INSERT INTO allowance (whose, whole, told)
      SELECT (value ->> 0)::BIGINT, (value ->> 1)::BIGINT, (value ->> 2)::BIGINT
      FROM jsonb_array_elements($1::JSONB) AS shares (value) ORDER BY 1
      ON CONFLICT (whose) DO UPDATE SET whole = excluded.whole, told = excluded.told
    ), kept AS (
      INSERT INTO received (number, chat, person, task, received_at)
      SELECT (value ->> 0)::BIGINT, (value ->> 1)::BIGINT, (value ->> 2)::BIGINT, value ->> 3, $3
      FROM jsonb_array_elements($2::JSONB) WITH ORDINALITY AS batch (value, place) ORDER BY place
      ON CONFLICT (number) DO NOTHING RETURNING number
    ) SELECT number FROM kept WHERE pg_notify(current_schema(), '') IS NOT NULL";

/// For how long a share that is whole again is kept, in seconds: longer than anything of it counts.
const UNUSED_FOR: i64 = 10 * 60;

/// Where somebody uses it this very moment, the next sweep comes to it.
const SWEEP: &str = "DELETE FROM allowance WHERE whose IN
    (SELECT whose FROM allowance WHERE whole < $1 AND COALESCE(told, 0) < $1 FOR UPDATE SKIP LOCKED)";

/// Forgets the shares that nobody used for a while.
pub(super) async fn sweep(connection: &mut AnyConnection, now: i64) -> Result<()> {
    sqlx::query(SWEEP).bind((now - UNUSED_FOR) * 1_000_000).execute(connection).await?;
    Ok(())
}

impl Store {
    /// Judges, stores what is let through and counts it. What turns out to be stored already counts for nothing: then all
    /// of it is judged again without that.
    pub(super) async fn keep_counted(
        &self,
        whose: &[i64],
        judge: impl Fn(&Known, &mut Allowances) -> Vec<Waiting>,
    ) -> Result<()> {
        let whose = serde_json::to_string(whose)?;
        writing(&self.pool, async |connection| {
            let mut known = Known::default();
            loop {
                let mut transaction = connection.begin().await?;
                let rows: Vec<(i64, i64, Option<i64>)> =
                    sqlx::query_as(READ).bind(&whose).fetch_all(&mut *transaction).await?;
                let shares = rows.into_iter().map(|(whose, whole, told)| (whose, Allowance { whole, told }));
                let mut shares: Allowances = shares.collect();
                let batch = judge(&known, &mut shares);
                let shares: Vec<_> =
                    shares.iter().map(|(whose, share)| json!([whose, share.whole, share.told])).collect();
                let kept: Vec<i64> = sqlx::query_scalar(WRITE)
                    .bind(serde_json::to_string(&shares)?)
                    .bind(rows_of(&batch)?)
                    .bind((self.clock)())
                    .fetch_all(&mut *transaction)
                    .await
                    .context("the inbox can't be written")?;
                if kept.len() == batch.len() {
                    return Ok(transaction.commit().await?);
                }
                transaction.rollback().await?;
                let kept: Known = kept.into_iter().collect();
                known.extend(batch.iter().map(|one| one.number).filter(|number| !kept.contains(number)));
            }
        })
        .await
    }
}
