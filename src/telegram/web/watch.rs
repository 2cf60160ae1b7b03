//! What those see who watch the bot: whether it lives, whether it can answer, and how it goes in figures.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::task::JoinHandle;

use super::listen;
use crate::inbox::Inbox;
use crate::journal::Writer;
use crate::telegram::deal::now;
use crate::telegram::metrics::Metrics;

/// How `OpenMetrics` text is named, which Prometheus reads.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is watched.
#[derive(Clone)]
pub(in crate::telegram) struct Watched {
    pub(in crate::telegram) metrics: Arc<Metrics>,
    pub(in crate::telegram) journal: Writer,
    pub(in crate::telegram) inbox: Inbox,
}

impl Watched {
    /// Shows `/healthz`, `/readyz` and `/metrics` at an address, if there is one.
    ///
    /// # Errors
    /// When it can't be listened on.
    pub(in crate::telegram) async fn listen(self, address: Option<SocketAddr>) -> Result<JoinHandle<()>> {
        let router = health().route("/metrics", get(metrics)).with_state(self);
        match address {
            Some(address) => listen(address, "--metrics", router).await,
            None => Ok(tokio::spawn(async {})),
        }
    }
}

/// `/healthz` and `/readyz`, which tell strangers nothing.
pub(super) fn health() -> Router<Watched> {
    Router::new().route("/healthz", get(|| async { "alive\n" })).route("/readyz", get(ready))
}

async fn ready(State(watched): State<Watched>) -> (StatusCode, &'static str) {
    if !watched.metrics.takes() {
        return (StatusCode::SERVICE_UNAVAILABLE, "updates can't be taken\n");
    }
    if !watched.inbox.is_reachable().await {
        return (StatusCode::SERVICE_UNAVAILABLE, "the inbox can't be reached\n");
    }
    (StatusCode::OK, "ready\n")
}

async fn metrics(State(watched): State<Watched>) -> impl IntoResponse {
    match watched.metrics.text(now(), [watched.journal.lost(), watched.journal.surplus()]) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
