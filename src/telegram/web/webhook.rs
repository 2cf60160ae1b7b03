//! The address that Telegram calls with each update.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::post;
use reqwest::Url;
use serde::Serialize;
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use teloxide::requests::Payload;
use teloxide::types::True;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::listen;
use super::watch::{Watched, health};
use crate::telegram::intake::Intake;
use crate::telegram::outbox::client::Client;
use crate::telegram::outbox::failure::Failure;
use crate::telegram::token::Token;
use crate::telegram::updates::WANTED;

/// The longest update in bytes: a message has 4096 characters, and one that it replies to as many.
const LONGEST_UPDATE: usize = 1 << 20;
/// Updates that wait to be stored; one more is to come again.
const WAITING: usize = 1000;
/// Updates that are stored at once.
const BATCH: usize = 100;
/// The header in which Telegram says that it is Telegram.
const SECRET: &str = "x-telegram-bot-api-secret-token";
/// How long after a call that failed the webhook is set again.
const BETWEEN_TRIES: Duration = Duration::from_secs(5);

/// An update that was delivered, and who waits until it is stored.
struct Delivery {
    update: Box<RawValue>,
    stored: oneshot::Sender<()>,
}

/// A webhook as it is set up.
pub(in crate::telegram) struct Hook {
    url: Url,
    listen: SocketAddr,
    secret: String,
}

/// The side that Telegram calls.
#[derive(Clone)]
struct Door {
    secret: String,
    deliveries: mpsc::Sender<Delivery>,
}

impl Hook {
    /// The webhook of the bot with this token, if one is wanted.
    ///
    /// # Errors
    /// When its address is none.
    pub(in crate::telegram) fn new(wanted: Option<(String, SocketAddr)>, token: &Token) -> Result<Option<Self>> {
        let Some((url, listen)) = wanted else { return Ok(None) };
        let url = Url::parse(&url).with_context(|| format!("`{url}` is no address of a webhook"))?;
        Ok(Some(Self { url, listen, secret: token.webhook_secret() }))
    }

    /// Takes what is delivered, for ever, or till there is no use in it.
    pub(in crate::telegram) async fn take(
        self,
        client: &Client,
        watched: Watched,
        intake: &mut Intake,
    ) -> anyhow::Error {
        let (deliveries, mut delivered) = mpsc::channel(WAITING);
        let door = Door { secret: self.secret.clone(), deliveries };
        let hook = Router::new()
            .route(self.url.path(), post(knock))
            .layer(DefaultBodyLimit::max(LONGEST_UPDATE))
            .with_state(door);
        let server = match listen(self.listen, "--listen", hook.merge(health().with_state(watched))).await {
            Ok(server) => server,
            Err(error) => return error,
        };
        if let Err(error) = set(client, self.url.as_str(), &self.secret).await {
            return error;
        }
        intake.router.metrics.set_takes(true);
        let _server = AbortOnDrop(server);
        let mut deliveries = Vec::new();
        loop {
            intake.room().await;
            if delivered.recv_many(&mut deliveries, BATCH).await == 0 {
                return anyhow!("the webhook is not listened for any more");
            }
            let (updates, waiting): (Vec<_>, Vec<_>) =
                deliveries.drain(..).map(|Delivery { update, stored }| (update, stored)).unzip();
            if let Err(error) = intake.receive(&updates).await {
                // Who waited is told that it is to be brought again.
                tracing::warn!(error = error.to_string(), "trying again");
                continue;
            }
            for stored in waiting {
                // Who waited may have gone; then it comes again, and is known.
                let _ = stored.send(());
            }
        }
    }
}

/// A task that ends with who started it.
struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// An update is taken when it is stored; what isn't taken Telegram brings again.
async fn knock(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let given = headers.get(SECRET).map(HeaderValue::as_bytes).unwrap_or_default();
    if !bool::from(given.ct_eq(door.secret.as_bytes())) {
        return StatusCode::FORBIDDEN;
    }
    let Ok(update) = serde_json::from_slice::<Box<RawValue>>(&body) else {
        tracing::error!("an update that can't be read was passed over");
        return StatusCode::OK;
    };
    let (stored, told) = oneshot::channel();
    if door.deliveries.try_send(Delivery { update, stored }).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match told.await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// `setWebhook`. It is not removed at the end, so that the next program takes over without a gap.
#[derive(Debug, Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    allowed_updates: [&'static str; WANTED.len()],
}

impl Payload for SetWebhook<'_> {
    type Output = True;
    const NAME: &'static str = "SetWebhook";
}

/// Tells the server where to bring updates, until it has understood.
///
/// # Errors
/// When it refuses the address.
async fn set(client: &Client, url: &str, secret: &str) -> Result<()> {
    let call = SetWebhook { url, secret_token: secret, allowed_updates: WANTED };
    loop {
        match client.deliver(&call).await {
            Ok(_) => return Ok(()),
            Err(Failure::Rejected(code, text)) => bail!("the server refuses the webhook `{url}`: {code} {text}"),
            Err(failure) => tracing::warn!(%failure, "the webhook could not be set; trying again"),
        }
        sleep(BETWEEN_TRIES).await;
    }
}
