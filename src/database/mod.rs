//! Databases: a file that one program has, or a server that many share. The same statements do for both, but for a few
//! that are written for each.

mod file;
mod migrations;
pub(crate) mod reading;
#[cfg(feature = "postgres")]
mod server;
#[cfg(not(feature = "postgres"))]
#[path = "no_server.rs"]
mod server;

use std::time::Duration;

use anyhow::Result;
use sqlx::any::Any;
use sqlx::pool::PoolConnection;

use file::BUSY;
pub(crate) use migrations::migrator;
pub(crate) use server::Server;

pub(crate) use file::{Kind, is_locked, narrow, open};
pub(crate) use server::is_one as is_shared;
pub(crate) use server::open as open_on_server;

/// The connections to a database.
pub(crate) type Pool = sqlx::AnyPool;
/// A connection of a pool.
pub(crate) type Connection = PoolConnection<Any>;

/// A statement as each of the databases wants it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sql {
    pub(crate) file: &'static str,
    pub(crate) server: &'static str,
}

impl Sql {
    /// The statement for this database.
    pub(crate) fn of(self, pool: &Pool) -> &'static str {
        if is_shared(pool) { self.server } else { self.file }
    }
}

/// A connection for one write. One on which a write failed is not used again: what `SQLite` has rolled back by itself,
/// as on a full disk, the driver still takes for open.
///
/// # Errors
/// Those of `write`, or when there is no connection.
pub(crate) async fn writing<T>(pool: &Pool, write: impl AsyncFnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    let mut connection = pool.acquire().await?;
    let written = write(&mut connection).await;
    if written.is_err() {
        connection.close_on_drop();
    }
    written
}

/// Moves everything from a file's log of writes into the file, and empties the log: what was erased stands there still.
/// Whether that could be done: somebody who reads from it just now holds it back.
pub(crate) async fn empty_log(pool: &Pool) -> bool {
    if is_shared(pool) {
        return true;
    }
    // Who waited here for a reader would keep others from writing meanwhile.
    let waits = |wait: Duration| format!("PRAGMA busy_timeout = {}", wait.as_millis());
    let Ok(mut connection) = pool.acquire().await else { return false };
    let _ = sqlx::query(&waits(Duration::ZERO)).execute(&mut *connection).await;
    let done =
        sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    let _ = sqlx::query(&waits(BUSY)).execute(&mut *connection).await;
    matches!(done, Ok((0, _, _)))
}
