//! Embedded databases: one file each, made for its owner alone, opened, brought up to date.

use std::fmt::Write as _;
use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::Pool;

/// How long a write waits for another one.
pub(super) const BUSY: Duration = Duration::from_millis(500);
/// How long a caller waits for a connection: twice as long as one that waits for a write.
pub(super) const ACQUIRE: Duration = Duration::from_secs(1);

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
pub(crate) async fn open(path: &Path, kind: Kind, migrations: &Migrator) -> Result<Pool> {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    if path.is_dir() {
        bail!("`{shown}` is a folder, and the {name} is a file: {elsewhere}");
    }
    make(path).with_context(|| format!("could not make the {name} `{shown}`: {elsewhere}"))?;
    narrow(path).with_context(|| {
        format!("the {name} `{shown}` may be read by others, and its mode can't be changed to 600: {elsewhere}")
    })?;
    // A relative name could look like an address to SQLite.
    let file = std::path::absolute(path)?;
    // What is wrong with a file is told only to who connects alone: a pool tries again until its time is up.
    if let Err(error) = look_into(&file, path, kind).await {
        // Two programs that make a file at once stand in each other's way, but for a moment.
        if !is_locked(&error) {
            return Err(error);
        }
        tokio::time::sleep(BETWEEN_TRIES).await;
        look_into(&file, path, kind).await?;
    }
    let pool = connect(&file, path, kind).await?;
    migrate(&pool, migrations).await.map_err(|error| not_migrated(path, kind, &error))?;
    sqlx::query(&format!("PRAGMA application_id = {}", kind.application_id)).execute(&pool).await?;
    Ok(pool)
}

/// Each connection is set up so. The order matters: a file that one program has for itself needs no shared memory.
fn set_up(kind: Kind) -> String {
    let locking = if kind.exclusive { "EXCLUSIVE" } else { "NORMAL" };
    // A power cut may cost the last entries, and nothing else; that the program ends costs none. What is erased is not
    // only unlinked, but overwritten.
    format!(
        "PRAGMA busy_timeout = {}; PRAGMA locking_mode = {locking}; PRAGMA journal_mode = WAL; \
         PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON",
        BUSY.as_millis()
    )
}

/// Refuses a file that can't be used, or that another program made, before anything is written to it.
async fn look_into(file: &Path, path: &Path, kind: Kind) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(BUSY).disable_statement_logging();
    let found = async {
        let mut connection = options.connect().await?;
        let is_own = is_own(&mut connection, kind).await?;
        if is_own {
            connection.execute(&*set_up(kind)).await?;
        }
        connection.close().await?;
        Ok(is_own)
    };
    if found.await.map_err(|error| explained(path, kind, &error))? { Ok(()) } else { Err(not_own(path, kind)) }
}

pub(super) fn not_own(path: &Path, kind: Kind) -> anyhow::Error {
    let (shown, Kind { name, elsewhere, .. }) = (path.display(), kind);
    anyhow!("`{shown}` is a database of something else, and no {name}: {elsewhere}")
}

pub(super) async fn is_own(connection: &mut SqliteConnection, kind: Kind) -> sqlx::Result<bool> {
    let id: i32 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'").fetch_all(&mut *connection).await?;
    // What two programs make at once may have the first of its tables already.
    let begun = tables.iter().all(|table| table == "_sqlx_migrations");
    let older = id == 0 && (begun || tables.iter().any(|table| table == kind.own_table));
    Ok(id == kind.application_id || older)
}

async fn connect(file: &Path, path: &Path, kind: Kind) -> Result<Pool> {
    install_default_drivers();
    let options: AnyConnectOptions = address(file).parse()?;
    let set_up = set_up(kind);
    let pool = AnyPoolOptions::new()
        .max_connections(kind.connections)
        .acquire_timeout(ACQUIRE)
        .after_connect(move |connection, _| {
            let set_up = set_up.clone();
            Box::pin(async move { connection.execute(&*set_up).await.map(drop) })
        })
        .connect_with(options.disable_statement_logging());
    pool.await.map_err(|error| explained(path, kind, &error))
}

/// A file as an address. All that could mean something in one is written as a number, the slashes too: else `..` would be
/// resolved without a look at links.
pub(super) fn address(file: &Path) -> String {
    let name = file.as_os_str().as_encoded_bytes().iter();
    name.fold("sqlite:".to_string(), |mut address, byte| {
        let _ = match byte {
            byte if byte.is_ascii_alphanumeric() => write!(address, "{}", char::from(*byte)),
            byte => write!(address, "%{byte:02X}"),
        };
        address
    })
}

/// Brings a file up to date. Another program may be doing the same just now, and then it is done at the next try.
pub(super) async fn migrate(pool: &Pool, migrations: &Migrator) -> std::result::Result<(), MigrateError> {
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
pub(super) fn explained(path: &Path, kind: Kind, error: &sqlx::Error) -> anyhow::Error {
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
