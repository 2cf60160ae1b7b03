//! In place of the server where the program is built without one.

use std::convert::Infallible;

use anyhow::{Result, bail};
use sqlx::migrate::Migrator;

use super::Pool;

/// A database on a server: there is none.
#[derive(Debug, Clone)]
pub struct Server(Infallible);

impl Server {
    /// There is none.
    ///
    /// # Errors
    /// Always.
    pub fn new(_: &str) -> Result<Self> {
        bail!("this program was built without PostgreSQL: build it with `--features postgres`")
    }

    /// So nothing can be done with it.
    pub(crate) fn is_none(&self) -> ! {
        match self.0 {}
    }
}

pub(crate) fn is_one(_: &Pool) -> bool {
    false
}

pub(crate) async fn open(server: &Server, _: &str, _: &Migrator) -> Result<Pool> {
    server.is_none()
}
