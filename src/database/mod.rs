//! Embedded databases: one file each, made for its owner alone, opened, brought up to date.

mod migrations;

pub(crate) use migrations::migrator;

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use sqlx::ConnectOptions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};

/// How long a write waits for another one.
const BUSY: Duration = Duration::from_millis(500);
/// How long a caller waits for a connection: twice as long as one that waits for a write.
const ACQUIRE: Duration = Duration::from_secs(1);

/// How often a file is tried to be brought up to date, and how long after another try.
const MOST_TRIES: u32 = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

/// What a file is, for messages, and how it is used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// What people call it.
    pub(crate) name: &'static str,
    /// How its user can have another one, as the end of a sentence.
    pub(crate) elsewhere: &'static str,
    /// Connections at once.
    pub(crate) connections: u32,
    /// Whether one program has it for itself as long as it is open.
    pub(crate) exclusive: bool,
    /// What `SQLite` knows our files by.
    pub(crate) application_id: i32,
    /// A table that a file of ours has which was made before files had that number.
    pub(crate) own_table: &'static str,
}

/// Opens the file, or makes it, and its folder.
///
/// # Errors
/// When it can't be made, is no such file, or is locked: which file, and how to mend it.
pub(crate) async fn open(path: &Path, kind: Kind, migrations: &Migrator) -> Result<SqlitePool> {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    if path.is_dir() {
        bail!("`{shown}` is a folder, and the {name} is a file: {elsewhere}");
    }
    make(path).with_context(|| format!("could not make the {name} `{shown}`: {elsewhere}"))?;
    narrow(path).with_context(|| {
        format!("the {name} `{shown}` may be read by others, and its mode can't be changed to 600: {elsewhere}")
    })?;
    let pool = connect(path, kind).await?;
    own(&pool, path, kind).await?;
    migrate(&pool, migrations).await.map_err(|error| not_migrated(path, kind, &error))?;
    sqlx::query(&format!("PRAGMA application_id = {}", kind.application_id)).execute(&pool).await?;
    Ok(pool)
}

async fn connect(path: &Path, kind: Kind) -> Result<SqlitePool> {
    // A relative name could look like an address to SQLite.
    let file = std::path::absolute(path)?;
    let locking = if kind.exclusive { SqliteLockingMode::Exclusive } else { SqliteLockingMode::Normal };
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .locking_mode(locking)
        .journal_mode(SqliteJournalMode::Wal)
        // A power cut may cost the last entries, and nothing else; that the program ends costs none.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        // What is erased is not only unlinked, but overwritten.
        .pragma("secure_delete", "ON")
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(kind.connections).acquire_timeout(ACQUIRE);
    pool.connect_with(options).await.map_err(|error| explained(path, kind, &error))
}

/// Refuses a file that another program made, before anything is written to it.
async fn own(pool: &SqlitePool, path: &Path, kind: Kind) -> Result<()> {
    let broken = |error| explained(path, kind, &error);
    let id: i32 = sqlx::query_scalar("PRAGMA application_id").fetch_one(pool).await.map_err(broken)?;
    let tables: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
        .fetch_all(pool)
        .await
        .map_err(broken)?;
    // What two programs make at once may have the first of its tables already.
    let begun = tables.iter().all(|table| table == "_sqlx_migrations");
    let older = id == 0 && (begun || tables.iter().any(|table| table == kind.own_table));
    if id != kind.application_id && !older {
        let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
        bail!("`{shown}` is a database of something else, and no {name}: {elsewhere}");
    }
    Ok(())
}

/// Brings a file up to date. Another program may be doing the same just now, and then it is done at the next try.
async fn migrate(pool: &SqlitePool, migrations: &Migrator) -> std::result::Result<(), MigrateError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match migrations.run(pool).await {
            Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) if tries < MOST_TRIES => {
                tokio::time::sleep(BETWEEN_TRIES).await;
            }
            ended => return ended,
        }
    }
}

/// A connection for one write. One on which a write failed is not used again: what `SQLite` has rolled back by itself,
/// as on a full disk, the driver still takes for open.
///
/// # Errors
/// Those of `write`, or when there is no connection.
pub(crate) async fn writing<T>(pool: &SqlitePool, write: impl AsyncFnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    let mut connection = pool.acquire().await?;
    let written = write(&mut connection).await;
    if written.is_err() {
        connection.close_on_drop();
    }
    written
}

/// A connection of a pool.
pub(crate) type Connection = PoolConnection<Sqlite>;

/// Moves everything from the log of writes into the file, and empties the log: what was erased stands there still.
pub(crate) async fn empty_log(pool: &SqlitePool) {
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

/// Takes from others the right to read a file that was made before, or copied.
#[cfg(unix)]
pub(crate) fn narrow(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    const OTHERS: u32 = 0o077;
    if path.metadata()?.permissions().mode() & OTHERS == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
pub(crate) fn narrow(_: &Path) -> io::Result<()> {
    Ok(())
}

fn not_migrated(path: &Path, kind: Kind, error: &MigrateError) -> anyhow::Error {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => explained(path, kind, error),
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => {
            anyhow!("the {name} `{shown}` is from another version of citebot ({error}); use that one, or {elsewhere}")
        }
        other => anyhow!("the {name} `{shown}` could not be brought up to date: {other}"),
    }
}

/// What is wrong with a file, and how to mend it.
fn explained(path: &Path, kind: Kind, error: &sqlx::Error) -> anyhow::Error {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    // The last byte tells the kind of the error, those before it the details.
    match code.map(|code| code & 0xff) {
        _ if matches!(error, sqlx::Error::PoolTimedOut) => locked(path, kind),
        Some(5 | 6) => locked(path, kind),
        Some(8 | 14) => {
            anyhow!("the {name} `{shown}` can't be written: give its user the right to, or {elsewhere}")
        }
        Some(13) => anyhow!("there is no room for the {name} `{shown}`: make some, or {elsewhere}"),
        Some(11 | 26) => anyhow!("`{shown}` is no {name}, or a damaged one: move it away, or {elsewhere}"),
        _ => anyhow!("the {name} `{shown}` could not be opened: {error}"),
    }
}

/// The error of a file that another program has for itself; [`is_locked`] finds it again.
fn locked(path: &Path, kind: Kind) -> anyhow::Error {
    let (shown, name) = (path.display(), kind.name);
    anyhow::Error::new(Locked)
        .context(format!("the {name} `{shown}` is locked by another program: try again when that has ended"))
}

/// A file that another program has for itself.
#[derive(Debug, Clone, Copy)]
struct Locked;

impl std::fmt::Display for Locked {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("it is locked")
    }
}

impl std::error::Error for Locked {}

/// Whether a file could not be opened because another program has it for itself.
pub(crate) fn is_locked(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Locked>().is_some()
}
