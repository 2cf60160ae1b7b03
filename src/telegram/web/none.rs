//! In the place of `web` in a program that was built without it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Result, bail};
use tokio::task::JoinHandle;

use super::intake::Intake;
use super::metrics::Metrics;
use super::outbox::client::Client;
use super::token::Token;
use crate::inbox::Inbox;
use crate::journal::Writer;

/// What would mend it.
const WITHOUT: &str = "this citebot was built without web endpoints: build it with `--features web`";

/// What nobody watches.
#[derive(Clone)]
#[expect(dead_code, reason = "web endpoints show it")]
pub(super) struct Watched {
    pub(super) metrics: Arc<Metrics>,
    pub(super) journal: Writer,
    pub(super) inbox: Inbox,
}

impl Watched {
    #[expect(clippy::unused_async, reason = "web endpoints wait")]
    pub(super) async fn listen(self, address: Option<SocketAddr>) -> Result<JoinHandle<()>> {
        match address {
            Some(_) => bail!("`--metrics`: {WITHOUT}"),
            None => Ok(tokio::spawn(async {})),
        }
    }
}

/// There is none.
pub(super) struct Hook(Infallible);

impl Hook {
    #[expect(clippy::needless_pass_by_value, reason = "a webhook keeps it")]
    pub(super) fn new(wanted: Option<(String, SocketAddr)>, _: &Token) -> Result<Option<Self>> {
        match wanted {
            Some(_) => bail!("`--webhook`: {WITHOUT}"),
            None => Ok(None),
        }
    }

    #[expect(clippy::unused_async, reason = "a webhook waits")]
    pub(super) async fn take(self, _: &Client, _: Watched, _: &mut Intake) -> anyhow::Error {
        match self.0 {}
    }
}
