//! The update that is being dealt with: what is told of its sends, and that it is done with.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Instant;

use teloxide::types::MessageId;

use crate::inbox::{Inbox, Marked, Remembered, Term};
use crate::telegram::deal::now;
use crate::telegram::metrics::{Metrics, Ticket};

/// How often one message is sent at most where nobody knows whether it arrived.
const MOST_UNSURE: u32 = 2;
/// No message has this number.
const NONE: i64 = 0;

/// An update that is dealt with.
#[derive(Debug)]
pub(crate) struct Job {
    inbox: Inbox,
    metrics: Arc<Metrics>,
    ticket: Ticket,
    received: Instant,
    number: i64,
    /// How often its first message was sent before the last start, and nobody knows whether it arrived.
    before: AtomicU32,
    /// The first message that answered it.
    answer: AtomicI64,
    /// For how long it is ours.
    term: Term,
}

/// What is known of one message on its way.
#[derive(Debug)]
pub(crate) struct Sending<'a> {
    job: &'a Job,
    unsure: u32,
}

impl Job {
    pub(crate) fn new(inbox: Inbox, metrics: Arc<Metrics>, number: i64, unsure: u32, term: Term) -> Self {
        let received = now();
        let ticket = metrics.begin(received);
        let (before, answer) = (AtomicU32::new(unsure), AtomicI64::new(NONE));
        Self { inbox, metrics, ticket, received, number, before, answer, term }
    }

    /// The next message of it.
    pub(crate) fn sending(&self) -> Sending<'_> {
        Sending { job: self, unsure: self.before.swap(0, Ordering::Relaxed) }
    }

    /// A message arrived.
    pub(crate) fn sent(&self, message: MessageId) {
        let message = i64::from(message.0);
        if self.answer.compare_exchange(NONE, message, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.metrics.answered(now().saturating_duration_since(self.received));
        }
    }

    /// Whether another program may deal with it by now.
    pub(crate) fn is_over(&self) -> bool {
        self.term.is_over()
    }

    /// All is done, and the update need not be remembered; what is remembered of its chat, where that is stored. What is
    /// another program's by now, and was not answered, is left to that.
    pub(crate) fn done(&self, remembered: Option<Remembered>) -> Marked {
        let answer = self.answer.load(Ordering::Relaxed);
        self.metrics.end(self.ticket);
        match (answer != NONE).then_some(answer) {
            None if self.is_over() => self.inbox.let_go(self.number),
            // What was said since by whoever has the chat now is not overwritten.
            answer => self.inbox.answered(self.number, answer, remembered.filter(|_| !self.is_over())),
        }
    }

    /// Where what is not done waits.
    pub(crate) fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// Erases what a person said that waits, but for this.
    pub(crate) async fn forget(&self, person: u64) -> anyhow::Result<u64> {
        self.inbox.forget(person, self.number).await
    }
}

impl Sending<'_> {
    /// Whether it may be sent still: another program may have taken it over since.
    pub(crate) fn is_over(&self) -> bool {
        self.job.is_over()
    }

    /// Nobody knows whether the message arrived: whether it may be sent once more. Noted before it is, so that a restart
    /// doesn't begin to count anew.
    pub(crate) async fn may_repeat(&mut self) -> bool {
        self.unsure += 1;
        if let Err(error) = self.job.inbox.unsure(self.job.number).await {
            tracing::warn!(error = format!("{error:#}"), "a send of unknown fate could not be noted");
        }
        self.unsure < MOST_UNSURE
    }
}
