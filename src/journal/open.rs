//! The journal's file, and the salt of its hashes.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Result, anyhow};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqlitePool;

use crate::database::{self, Kind, migrator};

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator([
        (1, "journal", include_str!("migrations/0001_journal.sql")),
        (2, "nearest", include_str!("migrations/0002_nearest.sql")),
        (3, "keyed", include_str!("migrations/0003_keyed.sql")),
    ])
});

const KIND: Kind = Kind {
    name: "journal",
    elsewhere: "name another file with `--journal`",
    // One that writes, and one that reads meanwhile.
    connections: 2,
    exclusive: false,
    application_id: i32::from_be_bytes(*b"cbjl"),
    own_table: "in_vain",
};
/// Bytes of the salt: as many as the hash has.
const SALT: usize = 32;

/// Opens the file, or makes it, and its folder.
pub(super) async fn open(path: &Path) -> Result<SqlitePool> {
    database::open(path, KIND, &MIGRATIONS).await
}

/// The salt of the file; the first caller makes it.
pub(super) async fn salt(pool: &SqlitePool) -> Result<String> {
    let mut fresh = [0; SALT];
    getrandom::fill(&mut fresh).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    sqlx::query("INSERT INTO salt (id, value) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
        .bind(super::hex(&fresh))
        .execute(pool)
        .await?;
    Ok(sqlx::query_scalar("SELECT value FROM salt WHERE id = 1").fetch_one(pool).await?)
}
