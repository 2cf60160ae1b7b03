//! The update that is being dealt with: what is told of its sends, and that it is done with.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Instant;

use teloxide::types::MessageId;

use super::deal::now;
use super::metrics::{Metrics, Ticket};
use crate::inbox::Inbox;

/// How often one message is sent at most where nobody knows whether it arrived.
const MOST_UNSURE: u32 = 2;
/// No message has this number.
const NONE: i64 = 0;

/// An update that is dealt with.
#[derive(Debug)]
pub(super) struct Job {
    inbox: Inbox,
    metrics: Arc<Metrics>,
    ticket: Ticket,
    received: Instant,
    number: i64,
    /// How often its first message was sent before the last start, and nobody knows whether it arrived.
    before: AtomicU32,
    /// The first message that answered it.
    answer: AtomicI64,
}

/// What is known of one message on its way.
#[derive(Debug)]
pub(super) struct Sending<'a> {
    job: &'a Job,
    unsure: u32,
}

impl Job {
    pub(super) fn new(inbox: Inbox, metrics: Arc<Metrics>, number: i64, unsure: u32) -> Self {
        let received = now();
        let ticket = metrics.begin(received);
        Self { inbox, metrics, ticket, received, number, before: AtomicU32::new(unsure), answer: AtomicI64::new(NONE) }
    }

    /// The next message of it.
    pub(super) fn sending(&self) -> Sending<'_> {
        Sending { job: self, unsure: self.before.swap(0, Ordering::Relaxed) }
    }

    /// A message arrived.
    pub(super) fn sent(&self, message: MessageId) {
        let message = i64::from(message.0);
        if self.answer.compare_exchange(NONE, message, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.metrics.answered(now().saturating_duration_since(self.received));
        }
    }

    /// All is done, and the update need not be remembered.
    pub(super) fn done(&self) {
        let answer = self.answer.load(Ordering::Relaxed);
        self.inbox.answered(self.number, (answer != NONE).then_some(answer));
        self.metrics.end(self.ticket);
    }

    /// Where what is not done waits.
    pub(super) fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// Erases what a person said that waits, but for this.
    pub(super) async fn forget(&self, person: u64) -> anyhow::Result<u64> {
        self.inbox.forget(person, self.number).await
    }
}

impl Sending<'_> {
    /// Nobody knows whether the message arrived: whether it may be sent once more. Noted before it is, so that a restart
    /// doesn't begin to count anew.
    pub(super) async fn may_repeat(&mut self) -> bool {
        self.unsure += 1;
        if let Err(error) = self.job.inbox.unsure(self.job.number).await {
            tracing::warn!(error = format!("{error:#}"), "a send of unknown fate could not be noted");
        }
        self.unsure < MOST_UNSURE
    }
}
