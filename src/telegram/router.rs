//! What is to be dealt with goes to its chat, whether it came just now, waited for the start, or was taken from a store
//! that many share.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::current::Current;
use super::deal::{Task, deal, make_up, now};
use super::event::Event;
use super::job::Job;
use super::metrics::Metrics;
use super::post::Post;
use super::rooms::{Refused, Rooms};
use crate::inbox::{Inbox, Taken, Term, Waiting};

/// Hands events to their chats. Its clones are one.
#[derive(Clone)]
pub(super) struct Router {
    post: Post,
    current: Current,
    pub(super) inbox: Inbox,
    pub(super) metrics: Arc<Metrics>,
    pub(super) rooms: Arc<Rooms<(Task, Arc<Job>)>>,
    log_questions: bool,
}

impl Router {
    pub(super) fn new(post: Post, current: Current, inbox: Inbox, metrics: Arc<Metrics>, log_questions: bool) -> Self {
        Self { post, current, inbox, metrics, rooms: Rooms::new(), log_questions }
    }

    /// Goes on with what was stored.
    pub(super) fn resume(&self, waiting: Vec<Waiting>, term: &Term) {
        for Waiting { number, task, unsure, .. } in waiting {
            match serde_json::from_str::<Task>(&task) {
                Ok(task) => {
                    // Who speaks takes messages, whatever this program saw of the chat before.
                    if let Event::Said(said) = &task.event {
                        self.post.open(said.room.chat, true);
                    }
                    self.route(number, task, unsure, term.clone());
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
            self.current.bot().chats.recall(&chats, &remembered, now());
            self.resume(waiting, &term);
        }
    }

    /// Hands an event to its chat.
    pub(super) fn route(&self, number: i64, task: Task, unsure: u32, term: Term) {
        let post = self.post.with(self.current.bot());
        let (spare_post, log_questions) = (post.clone(), self.log_questions);
        let work = move |(task, job): (Task, Arc<Job>)| deal(post.of(job), task, log_questions);
        let mishap = move |(task, job): (Task, Arc<Job>)| make_up(spare_post.of(job), task);
        let job = Arc::new(Job::new(self.inbox.clone(), Arc::clone(&self.metrics), number, unsure, term));
        let (chat, spare) = (task.event.queue(), Arc::clone(&job));
        match self.rooms.push(chat, (task, job), &work, &mishap) {
            // What is begun no more stays stored, for the next start or another program.
            Ok(()) | Err(Refused::Closed) => {}
            Err(Refused::Full) => {
                tracing::warn!("a chat asks faster than it is answered: an update is dropped");
                spare.done(None);
            }
        }
    }
}
