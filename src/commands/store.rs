//! Where a journal is: in a file, or in a database that programs on many machines share.

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::config::{JournalFile, Secret};
use crate::database::Server;
use crate::journal::{Journal, Reader};

/// A journal that is there.
pub(super) enum Place<'a> {
    File(&'a Path),
    /// With the key of its hashes beside where a file would be.
    Shared(Server, &'a Path),
}

impl<'a> Place<'a> {
    /// The place that is named.
    ///
    /// # Errors
    /// When there is no such file, or no such database can be meant.
    pub(super) fn of(journal: Option<&'a JournalFile>) -> Result<Self> {
        let Some(JournalFile { path, from, store }) = journal else {
            bail!("there is no home to look for the journal in: name it with `--journal FILE`");
        };
        if let Some(store) = store {
            return Ok(Self::Shared(server(store)?, path));
        }
        if !path.exists() {
            bail!("there is no journal `{}` (from {from})", path.display());
        }
        Ok(Self::File(path))
    }

    /// Opens it to read it.
    pub(super) async fn read(&self) -> Result<Reader> {
        match self {
            Self::File(path) => Reader::open(path).await,
            Self::Shared(server, _) => Reader::shared(server).await,
        }
    }

    /// Opens it to write to it.
    pub(super) async fn open(&self) -> Result<Journal> {
        match self {
            Self::File(path) => Journal::open(path).await,
            Self::Shared(server, path) => Journal::shared(server, path).await,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(formatter, "the journal `{}`", path.display()),
            Self::Shared(..) => formatter.write_str("the journal on the server of CITEBOT_STORE"),
        }
    }
}

/// The database that is named. Its address may hold a password, and is not shown.
///
/// # Errors
/// When it is the address of none.
pub(super) fn server(secret: &Secret) -> Result<Server> {
    match secret {
        Secret::Value(address, from) => Server::new(address).with_context(|| format!("{from} names no store")),
        Secret::File(_) => bail!("the store is named in CITEBOT_STORE"),
    }
}
