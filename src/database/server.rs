//! `PostgreSQL`: one database for many programs. What belongs together stands in a schema of its own.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnection, PgListener};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::time::{Instant, sleep, timeout};

use super::Pool;
use super::file::migrate;

/// Connections of one program for statements that take a moment.
const CONNECTIONS: u32 = 4;
/// How long a caller waits for a connection.
const ACQUIRE: Duration = Duration::from_secs(3);
/// How long a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long a server that starts is waited for, and how long between two tries.
const STARTING: Duration = Duration::from_mins(1);
const BETWEEN_TRIES: Duration = Duration::from_secs(1);
/// What each connection asks of the server: that no statement takes for ever, and that a program whose machine is gone is
/// noticed within some ten seconds, and its locks with it.
const SETTINGS: [(&str, &str); 5] = [
    ("statement_timeout", "10000"),
    ("lock_timeout", "5000"),
    ("tcp_keepalives_idle", "4"),
    ("tcp_keepalives_interval", "2"),
    ("tcp_keepalives_count", "3"),
];

/// A database on a server. Its address may hold a password, and is never shown.
#[derive(Clone)]
pub struct Server(AnyConnectOptions);

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<server>")
    }
}

impl Server {
    /// A server by its address, such as `postgres://citebot:secret@db.example.org/citebot`.
    ///
    /// # Errors
    /// When it is none of such a server. The error doesn't show it.
    pub fn new(address: &str) -> Result<Self> {
        let form = "it has to be such as `postgres://user:password@host/database`";
        let Ok(mut options) = address.trim().parse::<AnyConnectOptions>() else { bail!("{form}") };
        if !matches!(options.database_url.scheme(), "postgres" | "postgresql") {
            bail!("{form}");
        }
        for (name, value) in SETTINGS {
            options.database_url.query_pairs_mut().append_pair(&format!("options[{name}]"), value);
        }
        Ok(Self(options.disable_statement_logging()))
    }

    /// The same with everything in this schema.
    pub(crate) fn at(&self, schema: &str) -> Self {
        let mut options = self.0.clone();
        options.database_url.query_pairs_mut().append_pair("options[search_path]", schema);
        Self(options)
    }

    /// A connection of its own.
    pub(crate) async fn connect(&self) -> sqlx::Result<PgConnection> {
        let connected = timeout(CONNECTING, PgConnection::connect(self.0.database_url.as_str())).await;
        connected.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// A connection on which the server says when something happens.
    pub(crate) async fn listener(&self) -> sqlx::Result<PgListener> {
        let connected = timeout(CONNECTING, PgListener::connect(self.0.database_url.as_str())).await;
        connected.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }
}

/// Whether a pool is one of connections to a server.
pub(crate) fn is_one(pool: &Pool) -> bool {
    pool.connect_options().database_url.scheme() != "sqlite"
}

/// Opens a schema of the database, or makes it; the first of several programs brings it up to date.
///
/// # Errors
/// When the server can't be reached for a minute, or something may not be done or is of another version.
pub(crate) async fn open(server: &Server, schema: &str, migrations: &Migrator) -> Result<Pool> {
    install_default_drivers();
    make(server, schema).await?;
    let pool = AnyPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE)
        .connect_with(server.at(schema).0)
        .await
        .map_err(|error| unreachable(&error))?;
    migrate(&pool, migrations).await.map_err(|error| match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => anyhow!(
            "the store is from another version of citebot ({error}): use that one, or name another database in CITEBOT_STORE"
        ),
        other => anyhow!("the store could not be brought up to date: {other}"),
    })?;
    Ok(pool)
}

async fn make(server: &Server, schema: &str) -> Result<()> {
    let end = Instant::now() + STARTING;
    let mut connection = loop {
        match server.connect().await {
            Ok(connection) => break connection,
            Err(error) if may_pass(&error) && Instant::now() < end => {
                tracing::warn!(%error, "the store can't be reached (CITEBOT_STORE); trying again");
                sleep(BETWEEN_TRIES).await;
            }
            Err(error) => return Err(unreachable(&error)),
        }
    };
    // Two that do so at once may stand in each other's way, and then it is made.
    let statement = format!("CREATE SCHEMA IF NOT EXISTS {schema}");
    if connection.execute(&*statement).await.is_err() {
        let made = connection.execute(&*statement).await;
        made.with_context(|| {
            format!("the store's schema `{schema}` could not be made: let its user make schemas, or make it beforehand")
        })?;
    }
    Ok(connection.close().await?)
}

/// Whether a server that can't be reached may be in a moment.
fn may_pass(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        // It starts or stops, or has no more connections.
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| code.starts_with("57P") || code.starts_with("53"))
        }
        _ => false,
    }
}

fn unreachable(error: &sqlx::Error) -> anyhow::Error {
    anyhow!("the store can't be used: {error}; CITEBOT_STORE names it, and the user in it needs the right to connect")
}
