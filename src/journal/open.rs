//! The journal's file: made for its owner alone, opened, brought up to date.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use sqlx::ConnectOptions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

static MIGRATIONS: Migrator = sqlx::migrate!("src/journal/migrations");

/// How long a write waits for another one.
const BUSY: Duration = Duration::from_millis(500);
/// How long a caller waits for a connection: twice as long as one that waits for a write.
const ACQUIRE: Duration = Duration::from_secs(1);
/// One that writes, and one that reads meanwhile.
const CONNECTIONS: u32 = 2;
/// Bytes of the salt: as many as the hash has.
const SALT: usize = 32;

/// Opens the file, or makes it, and its folder.
pub(super) async fn open(path: &Path) -> Result<SqlitePool> {
    let shown = path.display();
    if path.is_dir() {
        bail!("`{shown}` is a folder, and `--journal FILE` takes a file");
    }
    make(path).with_context(|| format!("could not make the journal `{shown}`; `--journal FILE` names another"))?;
    // A relative name could look like an address to SQLite.
    let file = std::path::absolute(path)?;
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .journal_mode(SqliteJournalMode::Wal)
        // A power cut may cost the last entries, and nothing else.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        // What is forgotten is not only unlinked, but overwritten.
        .pragma("secure_delete", "ON")
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRE);
    let pool = pool.connect_with(options).await.map_err(|error| explained(path, &error))?;
    MIGRATIONS.run(&pool).await.map_err(|error| not_migrated(path, &error))?;
    Ok(pool)
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

/// Moves everything from the log of writes into the file, and empties the log: what was erased stands there still.
pub(super) async fn empty_log(pool: &SqlitePool) {
    // Somebody who reads just now holds it back; then it comes with a later write.
    let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await;
}

/// Makes the file if there is none, before `SQLite` makes one that everybody may read.
fn make(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn not_migrated(path: &Path, error: &MigrateError) -> anyhow::Error {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => explained(path, error),
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => anyhow!(
            "the journal `{}` is from another version of citebot ({error}); use that one, or name another file with `--journal`",
            path.display()
        ),
        other => anyhow!("the journal `{}` could not be brought up to date: {other}", path.display()),
    }
}

/// What is wrong with a file, and how to mend it.
fn explained(path: &Path, error: &sqlx::Error) -> anyhow::Error {
    let shown = path.display();
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    // The last byte tells the kind of the error, those before it the details.
    match code.map(|code| code & 0xff) {
        _ if matches!(error, sqlx::Error::PoolTimedOut) => locked(path),
        Some(5 | 6) => locked(path),
        Some(8 | 14) => anyhow!(
            "the journal `{shown}` can't be written: give its user the right to, or name another file with `--journal`"
        ),
        Some(13) => {
            anyhow!("there is no room for the journal `{shown}`: make some, or name another file with `--journal`")
        }
        Some(11 | 26) => {
            anyhow!("`{shown}` is no journal, or a damaged one: move it away, or name another file with `--journal`")
        }
        _ => anyhow!("the journal `{shown}` could not be opened: {error}"),
    }
}

fn locked(path: &Path) -> anyhow::Error {
    anyhow!("the journal `{}` is locked by another program: try again when that has ended", path.display())
}
