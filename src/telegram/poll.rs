//! Asking for updates: each call confirms those of the one before, which are stored by then.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::value::RawValue;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::intake::{Intake, Received};
use super::outbox::client::{Client, done};
use super::outbox::failure::Failure;
use super::token::TokenRefused;
use super::updates::{GetUpdates, POLL_SECONDS, WANTED, first_number};

/// The most updates that one call brings.
const BATCH: u8 = 100;
/// How long the last confirmation may take.
const CONFIRMING: Duration = Duration::from_secs(1);
/// How long a poll may take beyond the time for which the server holds it.
const POLL: Duration = Duration::from_secs(15);
/// Pauses after calls that failed one after the other; the last one stays.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
    Duration::from_secs(30),
];
/// So many calls in a row on which the server doesn't know the token, and it is not valid any more.
const REFUSALS: usize = 3;

/// Takes updates by asking for them.
pub(super) struct Poller {
    client: Client,
    /// The number after that of the last update.
    next: Option<i64>,
    /// The updates that the next call brings at most: fewer after some that could not be read.
    limit: u8,
    /// The number of the one that could not be read the last time.
    unread: Option<i64>,
}

impl Poller {
    pub(super) fn new(client: Client) -> Self {
        Self { client, next: None, limit: BATCH, unread: None }
    }

    /// Takes updates as long as we are the one of several programs that does, for ever, or till there is no use in it.
    pub(super) async fn take_while(&mut self, mut leads: watch::Receiver<bool>, intake: &mut Intake) -> anyhow::Error {
        loop {
            if !*leads.borrow() {
                // Who waits for its turn serves chats meanwhile.
                intake.router.metrics.set_takes(true);
            }
            // Who tells of it is there as long as we are.
            let _ = leads.wait_for(|leads| *leads).await;
            let mut led = leads.clone();
            tokio::select! {
                error = self.take(intake) => return error,
                // Where nobody shares the store there is nobody to tell it.
                Ok(_) = led.wait_for(|leads| !*leads) => tracing::warn!("another program may take the updates now"),
            }
        }
    }

    /// Takes updates for ever, or till there is no use in it.
    async fn take(&mut self, intake: &mut Intake) -> anyhow::Error {
        let (mut failures, mut refusals) = (0, 0);
        loop {
            intake.room().await;
            match self.poll(self.limit, POLL_SECONDS).await {
                Ok(updates) => {
                    (failures, refusals) = (0, 0);
                    intake.router.metrics.set_takes(true);
                    self.limit = self.limit.saturating_mul(2).min(BATCH);
                    let Received { next, is_known } = match intake.receive(&updates).await {
                        Ok(received) => received,
                        Err(error) => {
                            // None of it is confirmed, so that it comes again.
                            tracing::warn!(error = error.to_string(), "trying again");
                            sleep(PAUSES[2]).await;
                            continue;
                        }
                    };
                    if next.is_none() && !updates.is_empty() {
                        // Without a number they can't be confirmed, and come again at once.
                        sleep(PAUSES[2]).await;
                    }
                    // Only now: who is told to stop before this confirms none of it. What comes again may be older than
                    // what was confirmed since; a new number may be lower, since they begin anew after a quiet week.
                    self.next = if is_known { next.max(self.next) } else { next.or(self.next) };
                }
                Err(failure) => {
                    intake.router.metrics.set_takes(false);
                    refusals = if failure == Failure::BadToken { refusals + 1 } else { 0 };
                    let pause = match cope(&failure, failures, refusals) {
                        Ok(pause) => pause,
                        Err(error) => return error,
                    };
                    failures += 1;
                    sleep(pause).await;
                }
            }
        }
    }

    /// Asks for updates once, which confirms those before. What can't be read is asked for one by one, and passed over.
    async fn poll(&mut self, limit: u8, seconds: u32) -> Result<Vec<Box<RawValue>>, Failure> {
        let call = GetUpdates { offset: self.next, limit, timeout: seconds, allowed_updates: WANTED };
        let body = self.client.exchange(&call, POLL).await?;
        let updates = done(&body);
        if matches!(updates, Err(Failure::Garbled)) {
            self.pass_over(first_number(&body).filter(|_| limit == 1));
        }
        updates
    }

    /// Asks for updates one by one, and passes over the one that came alone and can't be read, when that was so twice: the
    /// first time it may have been cut off on its way.
    fn pass_over(&mut self, alone: Option<i64>) {
        self.limit = 1;
        if let Some(number) = alone.filter(|number| self.unread == Some(*number)) {
            tracing::error!(number, "an update that can't be read was passed over");
            self.next = Some(number.saturating_add(1));
        }
        self.unread = alone;
    }

    /// Confirms what came, at the end.
    pub(super) async fn confirm(&mut self) {
        if self.next.is_some() && !matches!(timeout(CONFIRMING, self.poll(1, 0)).await, Ok(Ok(_))) {
            tracing::warn!("the last updates could not be confirmed; they may come again");
        }
    }
}

/// How long to wait after a call that failed, or why it makes no sense to go on.
fn cope(failure: &Failure, failures: usize, refusals: usize) -> Result<Duration> {
    let pause = PAUSES[failures.min(PAUSES.len() - 1)];
    match failure {
        Failure::Throttled(wait) => {
            tracing::warn!(%failure, "taking updates");
            return Ok(*wait);
        }
        Failure::BadToken if refusals >= REFUSALS => {
            let text = "the token is not valid any more: @BotFather gives a new one";
            return Err(TokenRefused(text.to_string()).into());
        }
        Failure::Conflict(text) if text.contains("webhook") => {
            bail!("a webhook takes this bot's updates: end the program that set it, or start with `--delete-webhook`")
        }
        Failure::Conflict(_) => {
            tracing::error!("another program takes this bot's updates with the same token: only one may; trying again");
        }
        _ => tracing::warn!(%failure, "updates could not be taken; trying again"),
    }
    Ok(pause)
}
