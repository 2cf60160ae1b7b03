//! Calls of the Bot API. The methods and types are teloxide's; the sending is our own, because
//! teloxide's sleeps ten seconds on every 5xx, keeps the token in its errors, and loses the text of
//! errors that it doesn't know. Nor is there a throttle: Telegram's limits are for bulk, they are not
//! guaranteed, and an answer that nobody counts would come a second late. What it says with 429 is obeyed.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, ensure};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Proxy, StatusCode, Url};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teloxide::payloads::SendMessage;
use teloxide::requests::Payload;
use teloxide::types::Message;
use tokio::sync::Semaphore;

use super::failure::{Failure, RawFailure};
use super::job::Sending;
use crate::telegram::metrics::Metrics;
use crate::telegram::token::Token;

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long the server may take for a call that waits for nothing.
const CALL: Duration = Duration::from_secs(15);
/// How long it may take for a message: whether it arrived is known only when the server says so.
const SEND: Duration = Duration::from_secs(25);
/// How long before a message is sent again of which nobody knows whether it arrived: the server may be at it still.
const BEFORE_REPEAT: Duration = Duration::from_secs(5);
/// The most calls that are under way at once, each with a connection: a thousand chats wait for one another
/// for milliseconds rather than knock at the server all at once.
const MOST_AT_ONCE: usize = 64;
/// How long to wait before each further try of a call that may do better then.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(8),
    Duration::from_secs(20),
];
/// The longest that one call waits in all because there were too many.
const LONGEST_PATIENCE: Duration = Duration::from_mins(5);
/// The same for an answer, which waits in the inbox meanwhile, and how long before each further try when all of
/// [`PAUSES`] are through.
const ANSWERS_PATIENCE: Duration = Duration::from_hours(24);
const LAST_PAUSE: Duration = Duration::from_secs(30);

/// Where the Bot API server is, and the way to it.
#[derive(Debug)]
pub struct Address {
    server: Url,
    proxy: Option<Proxy>,
}

impl Address {
    /// A server by its address, such as `https://api.telegram.org`.
    ///
    /// # Errors
    /// When it is none that can be called.
    pub fn new(server: &str) -> anyhow::Result<Self> {
        let server = Url::parse(server)?;
        let callable = matches!(server.scheme(), "http" | "https") && server.has_host();
        ensure!(callable, "it has to begin with http:// or https://");
        Ok(Self { server, proxy: None })
    }

    /// The same server through a proxy.
    ///
    /// # Errors
    /// When the address is no proxy's. The error doesn't show it.
    pub fn through(self, proxy: &str) -> anyhow::Result<Self> {
        let proxy = Proxy::all(proxy).map_err(|_| anyhow!("it should be such as socks5://127.0.0.1:1080"))?;
        Ok(Self { proxy: Some(proxy), ..self })
    }

    /// The server's name, for messages.
    pub(crate) fn host(&self) -> String {
        self.server.host_str().unwrap_or_default().to_string()
    }
}

/// A Bot API server and who calls it. Clones share their connections.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    slots: Arc<Semaphore>,
    server: Url,
    token: Token,
    metrics: Arc<Metrics>,
}

#[derive(Deserialize)]
struct Success<T> {
    result: T,
}

impl Client {
    pub(crate) fn new(address: Address, token: Token, metrics: Arc<Metrics>) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECTING)
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none());
        let http = match address.proxy {
            Some(proxy) => http.proxy(proxy),
            None => http,
        };
        let slots = Arc::new(Semaphore::new(MOST_AT_ONCE));
        Ok(Self { http: http.build()?, slots, server: address.server, token, metrics })
    }

    /// Calls a method once.
    pub(crate) async fn call<P>(&self, payload: &P) -> Result<P::Output, Failure>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        let body = self.exchange(payload, CALL).await?;
        done(&body)
    }

    /// Calls a method once; what the server answers that did what it was told.
    pub(crate) async fn exchange<P>(&self, payload: &P, limit: Duration) -> Result<Vec<u8>, Failure>
    where
        P: Payload + Serialize,
    {
        // A poll waits for the server as long as it likes, and takes no slot.
        let polls = payload.timeout_hint().is_some();
        let _slot = if polls { None } else { self.slots.acquire().await.ok() };
        let limit = limit + payload.timeout_hint().unwrap_or_default();
        let body = serde_json::to_vec(payload).map_err(|error| Failure::Rejected(0, error.to_string()))?;
        let request = self.http.post(self.address(P::NAME)).header(CONTENT_TYPE, "application/json").body(body);
        let response = request.timeout(limit).send().await.map_err(|error| self.lost(error))?;
        let status = response.status();
        let body = response.bytes().await;
        if status.is_success() {
            // The server did what it was told, whatever became of its answer.
            return body.map(Vec::from).map_err(|_| Failure::Garbled);
        }
        let body = body.map_err(|error| self.lost(error))?;
        Err(match serde_json::from_slice::<RawFailure>(&body) {
            Ok(raw) => raw.into(),
            Err(_) => without_words(status),
        })
    }

    /// Calls a method until it is carried out, refused, or tried often enough.
    pub(crate) async fn deliver<P>(&self, payload: &P) -> Result<P::Output, Failure>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        let mut pauses = PAUSES.into_iter();
        let mut waited = Duration::ZERO;
        loop {
            let failure = match self.call(payload).await {
                Ok(output) => return Ok(output),
                Err(failure) => failure,
            };
            let pause = match &failure {
                Failure::Throttled(wait) if waited + *wait <= LONGEST_PATIENCE => Some(*wait),
                other if other.may_pass() => pauses.next(),
                _ => None,
            };
            let Some(pause) = pause else { return Err(failure) };
            tracing::debug!(method = P::NAME, %failure, pause = pause.as_millis(), "calling again");
            self.metrics.again(failure.again());
            waited += pause;
            tokio::time::sleep(pause).await;
        }
    }

    /// Sends a message that answers an update: until it is carried out or refused, or nobody knows a second time whether
    /// it was carried out. It may take a day; meanwhile the update waits in the inbox.
    pub(crate) async fn answer(&self, payload: &SendMessage, mut sending: Sending<'_>) -> Result<Message, Failure> {
        let mut pauses = PAUSES.into_iter().chain(std::iter::repeat(LAST_PAUSE));
        let mut waited = Duration::ZERO;
        loop {
            let failure = match self.exchange(payload, SEND).await {
                Ok(body) => return done(&body),
                Err(failure) => failure,
            };
            let pause = match &failure {
                other if other.is_unsure() => sending.may_repeat().await.then_some(BEFORE_REPEAT),
                Failure::Throttled(wait) => Some(*wait),
                other if other.may_pass() => pauses.next(),
                _ => None,
            };
            let Some(pause) = pause.filter(|pause| waited + *pause <= ANSWERS_PATIENCE) else { return Err(failure) };
            tracing::debug!(%failure, pause = pause.as_millis(), "sending again");
            self.metrics.again(failure.again());
            waited += pause;
            tokio::time::sleep(pause).await;
            if sending.is_over() {
                return Err(failure);
            }
        }
    }

    fn address(&self, method: &str) -> Url {
        let mut address = self.server.clone();
        let (first, rest) = method.split_at(1);
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty();
            path.push(&format!("bot{}", self.token.reveal()));
            path.push(&format!("{}{rest}", first.to_ascii_lowercase()));
        }
        address
    }

    /// A request's error has the address in it, and with it the token.
    fn lost(&self, error: reqwest::Error) -> Failure {
        let never_arrived = error.is_connect() || error.is_builder();
        let error = error.without_url();
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        let text = self.token.mask(&text);
        if never_arrived { Failure::Unreachable(text) } else { Failure::Interrupted(text) }
    }
}

/// What came of a call that the server did, as far as it can be read.
pub(crate) fn done<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice::<Success<T>>(body).map(|success| success.result).or_else(|_| {
        let raw: RawFailure = serde_json::from_slice(body).map_err(|_| Failure::Garbled)?;
        Err(if is_refusal(body) { raw.into() } else { Failure::Garbled })
    })
}

fn is_refusal(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Verdict {
        ok: bool,
    }
    serde_json::from_slice::<Verdict>(body).is_ok_and(|verdict| !verdict.ok)
}

/// What a status means that comes without a readable word.
fn without_words(status: StatusCode) -> Failure {
    match status.as_u16() {
        // A page of a proxy says nothing of the token.
        code @ (401 | 403 | 404 | 500..) => Failure::Server(code),
        429 => Failure::Throttled(Duration::from_secs(1)),
        409 => Failure::Conflict("Conflict".to_string()),
        code => Failure::Rejected(code, "without a word".to_string()),
    }
}
