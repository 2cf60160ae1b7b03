//! The journal's file, and the salt of its hashes.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Result, anyhow};
use sqlx::migrate::Migrator;

use crate::database::{self, Kind, Pool, Server, migrator};

pub(super) static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator([
        (1, "journal", include_str!("migrations/0001_journal.sql")),
        (2, "nearest", include_str!("migrations/0002_nearest.sql")),
        (3, "keyed", include_str!("migrations/0003_keyed.sql")),
        (4, "curated", include_str!("migrations/0004_curated.sql")),
    ])
});
pub(super) static ON_SERVER: LazyLock<Migrator> =
    LazyLock::new(|| migrator([(4, "journal", include_str!("server/0004_journal.sql"))]));

pub(super) const KIND: Kind = Kind {
    name: "journal",
    elsewhere: "name another file with `--journal`",
    // One that writes, and one that reads meanwhile.
    connections: 2,
    exclusive: false,
    application_id: i32::from_be_bytes(*b"cbjl"),
    own_table: "in_vain",
};
/// What the journal of all bots is called on a server.
pub(super) const SCHEMA: &str = "citebot";
/// Bytes of the salt: as many as the hash has.
const SALT: usize = 32;

/// Opens the file, or makes it, and its folder.
pub(super) async fn open(path: &Path) -> Result<Pool> {
    database::open(path, KIND, &MIGRATIONS).await
}

/// Opens the schema on a server, or makes it.
pub(super) async fn open_on_server(server: &Server) -> Result<Pool> {
    database::open_on_server(server, SCHEMA, &ON_SERVER).await
}

/// The salt of the file; the first caller makes it.
pub(super) async fn salt(pool: &Pool) -> Result<String> {
    let mut fresh = [0; SALT];
    getrandom::fill(&mut fresh).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    sqlx::query("INSERT INTO salt (id, value) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
        .bind(super::hex(&fresh))
        .execute(pool)
        .await?;
    Ok(sqlx::query_scalar("SELECT value FROM salt WHERE id = 1").fetch_one(pool).await?)
}
