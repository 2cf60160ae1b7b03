//! HTTP of our own: the webhook that Telegram calls, and what those see who watch the bot. TLS is the business of the
//! proxy in front.

mod watch;
mod webhook;

pub(super) use watch::Watched;
pub(super) use webhook::Hook;

use std::net::SocketAddr;

use anyhow::{Context, Result};
use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Serves until it is aborted, or the program ends.
///
/// # Errors
/// When the address can't be listened on: which one, and how to mend it.
async fn listen(address: SocketAddr, flag: &str, router: Router) -> Result<JoinHandle<()>> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("could not listen on {address}: name another address with `{flag}`"))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, flag, "listening");
    Ok(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, %address, "nothing is heard here any more");
        }
    }))
}
