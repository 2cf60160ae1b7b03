//! How much of their share of messages people and groups have used, where many programs count it together.

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use serde_json::json;
use sqlx::{AnyConnection, Connection as _};

use super::store::Store;
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

/// In the order of the numbers, so that two programs never wait for each other.
const READ: &str = "SELECT whose, whole, told FROM allowance
    WHERE whose IN (SELECT value::BIGINT FROM jsonb_array_elements_text($1::JSONB) AS numbers (value))
    ORDER BY whose FOR UPDATE";

/// A loss of power may cost the last of it, which is worth no wait for the disk.
const WRITE: &str = "INSERT INTO allowance (whose, whole, told)
    SELECT (value ->> 0)::BIGINT, (value ->> 1)::BIGINT, (value ->> 2)::BIGINT
    FROM jsonb_array_elements($1::JSONB) AS shares (value) WHERE set_config('synchronous_commit', 'off', true) = 'off'
    ORDER BY 1
    ON CONFLICT (whose) DO UPDATE SET whole = excluded.whole, told = excluded.told";

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
    pub(super) async fn allowed<T>(&self, whose: &[i64], judge: impl FnOnce(&mut Allowances) -> T) -> Result<T> {
        let whose = serde_json::to_string(whose)?;
        writing(&self.pool, async |connection| {
            let mut transaction = connection.begin().await?;
            let rows: Vec<(i64, i64, Option<i64>)> =
                sqlx::query_as(READ).bind(whose).fetch_all(&mut *transaction).await?;
            let known = rows.into_iter().map(|(whose, whole, told)| (whose, Allowance { whole, told }));
            let mut known: Allowances = known.collect();
            let judged = judge(&mut known);
            let shares: Vec<_> = known.iter().map(|(whose, share)| json!([whose, share.whole, share.told])).collect();
            sqlx::query(WRITE).bind(serde_json::to_string(&shares)?).execute(&mut *transaction).await?;
            transaction.commit().await.context("the shares can't be written")?;
            Ok(judged)
        })
        .await
    }
}
