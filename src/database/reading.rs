//! Files that are only read: nothing is written to them or beside them, and they may lie where nothing can be written.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use sqlx::ConnectOptions;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::{ACQUIRE, BUSY, Kind, explained, own};

/// A file that is read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) pool: SqlitePool,
    /// Up to which migration it was brought; 0 for an empty file, which holds no table.
    pub(crate) version: i64,
    path: PathBuf,
    /// Whether it was taken for one that nobody writes to.
    at_rest: bool,
}

/// Opens a file of ours, of this or an older version, to read it.
///
/// # Errors
/// When it can't be read, is no such file, or is of a newer version: which file, and how to mend it.
pub(crate) async fn open(path: &Path, kind: Kind, migrations: &Migrator) -> Result<Reading> {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    if path.is_dir() {
        bail!("`{shown}` is a folder, and the {name} is a file: {elsewhere}");
    }
    let at_rest = is_at_rest(path);
    let options = SqliteConnectOptions::new()
        .filename(std::path::absolute(path)?)
        .read_only(true)
        // Else even a reader makes files beside it.
        .immutable(at_rest)
        .busy_timeout(BUSY)
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE).connect_with(options).await;
    let pool = pool.map_err(|error| unreadable(path, kind, &error))?;
    let looked = sqlx::query("SELECT 1 FROM sqlite_master LIMIT 1").fetch_optional(&pool).await;
    looked.map_err(|error| unreadable(path, kind, &error))?;
    own(&pool, path, kind).await?;
    let version = version(&pool).await.map_err(|error| unreadable(path, kind, &error))?;
    let newest = migrations.iter().map(|migration| migration.version).max().unwrap_or_default();
    if version > newest {
        bail!("the {name} `{shown}` is from a newer version of citebot: use that one, or {elsewhere}");
    }
    Ok(Reading { pool, version, path: path.to_path_buf(), at_rest })
}

impl Reading {
    /// Whether somebody began to write to it although it seemed to rest: then what was read may be half of this and half
    /// of that, and is to be read again.
    pub(crate) fn was_disturbed(&self) -> bool {
        self.at_rest && !is_at_rest(&self.path)
    }
}

/// Whether nobody has the file open: who does has a log of writes beside it, and what died left one that holds something.
fn is_at_rest(path: &Path) -> bool {
    let beside = |ending: &str| {
        let mut name = OsString::from(path);
        name.push(ending);
        PathBuf::from(name)
    };
    let is_empty = beside("-wal").metadata().map_or(true, |log| log.len() == 0);
    is_empty && !beside("-shm").exists()
}

/// Up to which migration a file was brought.
async fn version(pool: &SqlitePool) -> std::result::Result<i64, sqlx::Error> {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'").fetch_all(pool).await?;
    if tables.is_empty() {
        return Ok(0);
    }
    sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success").fetch_one(pool).await
}

fn unreadable(path: &Path, kind: Kind, error: &sqlx::Error) -> anyhow::Error {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    match code.map(|code| code & 0xff) {
        // Its log of writes can't be read without a file that has to be made.
        Some(8 | 14) if !is_at_rest(path) => anyhow!(
            "the {name} `{shown}` has a log of writes beside it, which can't be read in a folder where nothing may be \
             written: copy all files whose names begin with that name into another folder, or {elsewhere}"
        ),
        Some(3 | 8 | 14 | 23) => {
            anyhow!("the {name} `{shown}` can't be read: give its reader the right to, or {elsewhere}")
        }
        _ => explained(path, kind, error),
    }
}
