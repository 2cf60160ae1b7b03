//! What is to be dealt with goes to its chat, whether it came just now, waited for the start, or was taken from a store
//! that many share.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::deal::{Deal, now};
use super::desk::current::Current;
use super::desk::event::{Event, Task};
use super::metrics::Metrics;
use super::outbox::Outbox;
use super::outbox::job::Job;
use super::rooms::{LONGEST_QUEUE, Refused, Rooms};
use crate::inbox::{Inbox, Taken, Term, Waiting};

/// Hands events to their chats. Its clones are one.
#[derive(Clone)]
pub(super) struct Router {
    outbox: Outbox,
    current: Current,
    pub(super) inbox: Inbox,
    pub(super) metrics: Arc<Metrics>,
    pub(super) rooms: Arc<Rooms<(Task, Arc<Job>)>>,
    log_questions: bool,
}

impl Router {
    pub(super) fn new(
        outbox: Outbox,
        current: Current,
        inbox: Inbox,
        metrics: Arc<Metrics>,
        log_questions: bool,
    ) -> Self {
        Self { outbox, current, inbox, metrics, rooms: Rooms::new(), log_questions }
    }

    /// Goes on with what was stored.
    pub(super) fn resume(&self, waiting: Vec<Waiting>, term: &Term) {
        for Waiting { number, task, unsure, .. } in waiting {
            match serde_json::from_str::<Task>(&task) {
                Ok(task) => {
                    // Who speaks takes messages, whatever this program saw of the chat before.
                    if let Event::Said(said) = &task.event {
                        self.outbox.open(said.room.chat, true);
                    }
                    // It is stored already, and no flood: it came over hours.
                    let job = self.job(number, unsure, term.clone());
                    self.hand(task, job, usize::MAX);
                }
                Err(error) => {
                    // The error itself may show what stands there.
                    tracing::error!(
                        number,
                        column = error.column(),
                        "an update in the inbox is of another version, and lost"
                    );
                    self.inbox.answered(number, None, None);
                }
            }
        }
    }

    /// Goes on with this program's part of what many share, as it is taken.
    pub(super) async fn share(&self, mut taken: mpsc::Receiver<Taken>) {
        while let Some(Taken { waiting, chats, remembered, term }) = taken.recv().await {
            // Others may have served these chats since we did.
            self.current.desk().chats.recall(&chats, &remembered, now());
            self.resume(waiting, &term);
        }
    }

    /// Hands what came just now to its chat.
    pub(super) fn route(&self, number: i64, task: Task) {
        self.hand(task, self.job(number, 0, Term::default()), LONGEST_QUEUE);
    }

    fn job(&self, number: i64, unsure: u32, term: Term) -> Arc<Job> {
        Arc::new(Job::new(self.inbox.clone(), Arc::clone(&self.metrics), number, unsure, term))
    }

    fn hand(&self, task: Task, job: Arc<Job>, most: usize) {
        let desk = self.current.desk();
        let (outbox, log_questions) = (self.outbox.clone(), self.log_questions);
        let deal = move |job| Deal { desk: Arc::clone(&desk), outbox: outbox.of(job), log_questions };
        let spare = deal.clone();
        let work = move |(task, job): (Task, Arc<Job>)| deal(job).with(task);
        let mishap = move |(task, job): (Task, Arc<Job>)| spare(job).make_up(task);
        let (chat, spare) = (task.event.queue(), Arc::clone(&job));
        match self.rooms.push(chat, (task, job), most, &work, &mishap) {
            // What is begun no more stays stored, for the next start or another program.
            Ok(()) | Err(Refused::Closed) => {}
            Err(Refused::Full) => {
                tracing::warn!("a chat asks faster than it is answered: an update is dropped");
                spare.done(None);
            }
        }
    }
}
