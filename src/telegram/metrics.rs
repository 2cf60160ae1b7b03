//! How it goes, in figures: counted as it happens, and written for Prometheus when that asks.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::reply::ReplyKind;

/// Upper ends of the buckets of the time that answers take, in seconds: from a calm server to a chat that waits.
const ANSWER_SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0, 300.0];

/// One label with its value.
type Label = [(&'static str, &'static str); 1];

/// The counts of one program.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    updates: Family<Label, Counter>,
    turns: Family<Label, Counter>,
    answer_seconds: Histogram,
    calls_again: Family<Label, Counter>,
    reloads: Family<Label, Counter>,
    inbox_failures: Counter,
    journal_lost: Counter,
    journal_surplus: Counter,
    backlog: Gauge,
    backlog_age_seconds: Gauge<f64, AtomicU64>,
    /// When what is in hand was received.
    in_hand: Mutex<InHand>,
    /// Whether updates can be taken.
    takes: AtomicBool,
}

#[derive(Debug, Default)]
struct InHand {
    next: u64,
    received: BTreeMap<u64, Instant>,
}

/// An update in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket(u64);

/// Why a call is made again.
#[derive(Debug, Clone, Copy)]
pub(super) enum Again {
    /// The server said that there were too many.
    Throttled,
    /// Nobody knows whether the one before was carried out.
    Unsure,
    /// The one before was not carried out.
    Failed,
}

impl Again {
    fn name(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Unsure => "unsure",
            Self::Failed => "failed",
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("citebot"),
            updates: Family::default(),
            turns: Family::default(),
            answer_seconds: Histogram::new(ANSWER_SECONDS),
            calls_again: Family::default(),
            reloads: Family::default(),
            inbox_failures: Counter::default(),
            journal_lost: Counter::default(),
            journal_surplus: Counter::default(),
            backlog: Gauge::default(),
            backlog_age_seconds: Gauge::default(),
            in_hand: Mutex::default(),
            takes: AtomicBool::new(false),
        };
        let Self { registry, updates, turns, answer_seconds, calls_again, reloads, inbox_failures, .. } = &mut metrics;
        registry.register("updates", "Updates that were received, by kind", updates.clone());
        registry.register("turns", "Questions that were dealt with, by what came of them", turns.clone());
        let help = "Seconds from an update's receipt to the server's word that its answer was sent";
        registry.register("answer_seconds", help, answer_seconds.clone());
        registry.register("calls_again", "Calls that were made again, by reason", calls_again.clone());
        registry.register("reloads", "How often the base was read anew, by what came of it", reloads.clone());
        let help = "Batches of updates that could not be stored before they were answered";
        registry.register("inbox_failures", help, inbox_failures.clone());
        let help = "Entries of the journal that were lost, on the way or on the disk";
        metrics.registry.register("journal_lost", help, metrics.journal_lost.clone());
        let help = "Entries of the journal that were not kept because their person had left enough that day";
        metrics.registry.register("journal_surplus", help, metrics.journal_surplus.clone());
        metrics.registry.register("backlog", "Updates that are not answered yet", metrics.backlog.clone());
        let help = "For how long the oldest of them waits, in seconds";
        metrics.registry.register("backlog_age_seconds", help, metrics.backlog_age_seconds.clone());
        metrics
    }
}

impl Metrics {
    /// Counts an update.
    pub(super) fn update(&self, kind: &'static str) {
        self.updates.get_or_create(&[("kind", kind)]).inc();
    }

    /// Counts a question.
    pub(super) fn turn(&self, kind: ReplyKind) {
        self.turns.get_or_create(&[("outcome", kind.name())]).inc();
    }

    /// How many questions came to this.
    pub(super) fn turns(&self, kind: ReplyKind) -> u64 {
        self.turns.get_or_create(&[("outcome", kind.name())]).get()
    }

    /// Counts an answer that took so long.
    pub(super) fn answered(&self, took: Duration) {
        self.answer_seconds.observe(took.as_secs_f64());
    }

    /// Counts a call that is made again.
    pub(super) fn again(&self, why: Again) {
        self.calls_again.get_or_create(&[("reason", why.name())]).inc();
    }

    /// Counts a look at the files of the base.
    pub(super) fn reload(&self, sound: bool) {
        self.reloads.get_or_create(&[("result", if sound { "sound" } else { "unsound" })]).inc();
    }

    /// Counts a batch of updates that could not be stored.
    pub(super) fn not_stored(&self) {
        self.inbox_failures.inc();
    }

    /// An update is in hand from now on.
    pub(super) fn begin(&self, now: Instant) -> Ticket {
        let mut in_hand = self.in_hand();
        in_hand.next += 1;
        let ticket = in_hand.next;
        in_hand.received.insert(ticket, now);
        Ticket(ticket)
    }

    /// An update is done with.
    pub(super) fn end(&self, Ticket(ticket): Ticket) {
        self.in_hand().received.remove(&ticket);
    }

    /// How many updates are in hand, and for how long the oldest of them.
    pub(super) fn backlog(&self, now: Instant) -> (usize, Duration) {
        let in_hand = self.in_hand();
        let oldest = in_hand.received.first_key_value().map(|(_, received)| now.saturating_duration_since(*received));
        (in_hand.received.len(), oldest.unwrap_or_default())
    }

    /// Notes whether updates can be taken.
    pub(super) fn set_takes(&self, takes: bool) {
        self.takes.store(takes, Ordering::Relaxed);
    }

    /// Whether updates can be taken.
    #[cfg_attr(not(feature = "web"), allow(dead_code, reason = "web endpoints show it"))]
    pub(super) fn takes(&self) -> bool {
        self.takes.load(Ordering::Relaxed)
    }

    /// All of it as Prometheus reads it; so many entries of the journal were `lost` so far, and so many `surplus`.
    ///
    /// # Errors
    /// None that a text can have.
    #[cfg_attr(not(feature = "web"), allow(dead_code, reason = "web endpoints show it"))]
    pub(super) fn text(&self, now: Instant, [lost, surplus]: [u64; 2]) -> Result<String, fmt::Error> {
        let (backlog, oldest) = self.backlog(now);
        self.backlog.set(i64::try_from(backlog).unwrap_or(i64::MAX));
        self.backlog_age_seconds.set(oldest.as_secs_f64());
        self.journal_lost.inner().store(lost, Ordering::Relaxed);
        self.journal_surplus.inner().store(surplus, Ordering::Relaxed);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    fn in_hand(&self) -> MutexGuard<'_, InHand> {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Again, Metrics};
    use crate::reply::ReplyKind;
    use expect_test::expect;
    use std::time::Duration;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "tests may read the clock")]
    fn what_happened_is_told() {
        let (metrics, now) = (Metrics::default(), std::time::Instant::now());
        metrics.update("message");
        metrics.turn(ReplyKind::Answer);
        metrics.answered(Duration::from_millis(2));
        metrics.again(Again::Throttled);
        metrics.reload(false);
        let first = metrics.begin(now);
        metrics.begin(now + Duration::from_secs(1));
        metrics.end(first);
        assert_eq!((metrics.turns(ReplyKind::Answer), metrics.turns(ReplyKind::Refuse)), (1, 0));
        let text = metrics.text(now + Duration::from_secs(3), [4, 5]).unwrap();
        // Values of one figure come in any order.
        let mut values: Vec<&str> =
            text.lines().filter(|line| !line.starts_with('#') && !line.contains("_bucket")).collect();
        values.sort_unstable();
        expect![[r#"
            citebot_answer_seconds_count 1
            citebot_answer_seconds_sum 0.002
            citebot_backlog 1
            citebot_backlog_age_seconds 2.0
            citebot_calls_again_total{reason="throttled"} 1
            citebot_inbox_failures_total 0
            citebot_journal_lost_total 4
            citebot_journal_surplus_total 5
            citebot_reloads_total{result="unsound"} 1
            citebot_turns_total{outcome="answer"} 1
            citebot_turns_total{outcome="refuse"} 0
            citebot_updates_total{kind="message"} 1"#]]
        .assert_eq(&values.join("\n"));
    }
}
