//! One event from end to end: what is remembered is looked up, the desk decides, and the outbox does it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use teloxide::types::ChatId;
use tokio::task::block_in_place;
use tokio::time::timeout;

use super::desk::act::{Act, Line};
use super::desk::event::{Event, RoomKind, Task};
use super::desk::report::Report;
use super::desk::{Desk, Happened};
use super::outbox::Outbox;
use crate::text::Language;

/// How long the journal may take to tell a chat's language.
const LOOKING_UP: Duration = Duration::from_millis(500);

/// How long a chat waits until what was answered is marked: far longer than a store takes that is well.
const MARKING: Duration = Duration::from_millis(500);

/// The desk and the outbox, for one event.
#[derive(Clone)]
pub(super) struct Deal {
    pub(super) desk: Arc<Desk>,
    pub(super) outbox: Outbox,
    /// Whether the text of questions is logged.
    pub(super) log_questions: bool,
}

impl Deal {
    /// Deals with an event; then it waits no longer.
    pub(super) async fn with(self, task: Task) {
        if self.outbox.job.is_over() {
            self.outbox.job.done(None);
            return;
        }
        let chat = ChatId(task.event.queue());
        if let Some(chat) = self.desk.unknown_language(&task.event)
            && let Some(language) = self.looked_up(chat).await
        {
            self.desk.decide(Happened::Language { chat, language }, now());
        }
        let chat_kind = kind_of(&task.event);
        self.happened(Happened::Came(task), chat_kind).await;
        // What is remembered of the chat, for whoever serves it next where many programs share the store.
        let remembered = self.desk.service.shared.then(|| self.desk.chats.stored(chat, now()));
        // The next one of the chat waits for that, so that at most one answer of each chat comes again after a kill.
        self.outbox.job.done(remembered).within(MARKING).await;
    }

    /// Says that something went wrong, after a panic.
    pub(super) async fn make_up(self, task: Task) {
        let chat_kind = kind_of(&task.event);
        self.happened(Happened::Failed(task.event), chat_kind).await;
        self.outbox.job.done(None);
    }

    /// Does what is decided about it, and what follows from that.
    async fn happened(&self, happened: Happened, chat_kind: &'static str) {
        let started = now();
        let mut acts = VecDeque::from(self.desk.decide(happened, started));
        // As a number in JSON, which one of 128 bits would not be.
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        while let Some(act) = acts.pop_front() {
            if let Act::Log(line) = act {
                self.desk.service.metrics.turn(line.outcome);
                log(&line, chat_kind, micros, self.log_questions);
                continue;
            }
            for report in self.outbox.carry_out(act, self.desk.base()).await {
                // What follows from an act goes before what else was decided.
                self.go_on(report).into_iter().rev().for_each(|act| acts.push_front(act));
            }
        }
    }

    fn go_on(&self, report: Report) -> Vec<Act> {
        let decide = |report| self.desk.decide(Happened::Done(report), now());
        if report.is_long() { block_in_place(|| decide(report)) } else { decide(report) }
    }

    /// The language that a chat chose before the last start; none if that can't be told now.
    async fn looked_up(&self, chat: ChatId) -> Option<Option<Language>> {
        match timeout(LOOKING_UP, self.outbox.kept_language(chat)).await {
            Ok(Ok(language)) => return Some(language),
            Ok(Err(error)) => {
                tracing::warn!(error = format!("{error:#}"), "a chat's language could not be looked up");
            }
            Err(_) => tracing::warn!("a chat's language could not be looked up in time"),
        }
        None
    }
}

fn kind_of(event: &Event) -> &'static str {
    match event.place() {
        Some((room, ..)) if room.kind == RoomKind::Private => "private",
        Some(_) => "group",
        None => "inline",
    }
}

/// One line a turn, without the question unless it is wanted.
fn log(line: &Line, chat: &str, micros: u64, question: bool) {
    let outcome = line.outcome.name();
    let (facts, confidence) = (&line.facts, (f64::from(line.confidence) * 100.0).round() / 100.0);
    if question {
        tracing::info!(chat, outcome, facts, confidence, micros, question = line.question, "turn");
    } else {
        tracing::info!(chat, outcome, facts, confidence, micros, "turn");
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge reads the clock")]
pub(super) fn now() -> Instant {
    Instant::now()
}
