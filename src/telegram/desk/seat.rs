//! One person's conversation, and how it goes on when another base comes.

use std::sync::Arc;
use std::time::Instant;

use teloxide::types::{MessageId, UserId};

use super::last::Last;
use super::press::Keys;
use crate::conversation::Memory;
use crate::facts::FactId;
use crate::text::Language;

/// One person's conversation in one chat.
#[derive(Debug, Default)]
pub(crate) struct Seat {
    pub(crate) memory: Memory,
    /// The last turn; none where another base came since.
    pub(crate) last: Option<Last>,
    /// The language of the last turn, where another base came since.
    pub(crate) before: Option<Language>,
    /// Whether it comes from a store, where it isn't told how the last answer came about.
    pub(crate) recalled: bool,
    /// The facts that were said last.
    pub(crate) said: Vec<FactId>,
    /// The question that was answered with a question back, or with the nearest fact.
    pub(crate) open: Option<String>,
    /// The album that the last message belongs to.
    pub(crate) album: Option<String>,
}

/// A question and the messages that answer it.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) question: MessageId,
    pub(crate) person: UserId,
    pub(crate) text: String,
    /// What was remembered before it was asked.
    pub(crate) before: Memory,
    /// When it was asked.
    pub(crate) at: Instant,
    pub(crate) answers: Vec<MessageId>,
}

/// An answer that was voted down, and what was wrong with it is asked.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    pub(crate) answer: MessageId,
    /// The message that asks; none before it is sent, and once it was replied to.
    pub(crate) prompt: Option<MessageId>,
    pub(crate) person: UserId,
    pub(crate) question: String,
    /// The id of the fact that was said.
    pub(crate) fact: String,
    /// When it was voted down.
    pub(crate) at: Instant,
}

/// Finds a fact of one base in another, if it is there.
pub(crate) type Found<'a> = &'a dyn Fn(FactId) -> Option<FactId>;

impl Seat {
    /// Goes on with another base, where a fact is found by `found`. How the last answer came about tells of the old one.
    pub(crate) fn move_to(&mut self, found: Found<'_>) {
        self.memory.move_to(found);
        self.said = self.said.iter().filter_map(|fact| found(*fact)).collect();
        self.recalled = false;
        self.before = self.last.take().map(|last| last.language).or(self.before);
    }
}

impl Wrong {
    /// Whether `prompt` asks this person about it.
    pub(crate) fn asks(&self, prompt: Option<MessageId>, person: UserId) -> bool {
        self.prompt.is_some() && self.prompt == prompt && self.person == person
    }
}

impl Answered {
    pub(crate) fn move_to(&mut self, found: Found<'_>) {
        self.before.move_to(found);
    }
}

/// Something with facts in it, which have their numbers in the base with these keys.
#[derive(Debug)]
pub(crate) struct Numbered<T> {
    pub(crate) keys: Arc<Keys>,
    pub(crate) of: T,
}

impl<T> Numbered<T> {
    /// Gives the facts the numbers that they have in the base with these keys, unless they have them.
    pub(crate) fn renumber(&mut self, keys: &Arc<Keys>, move_to: fn(&mut T, Found<'_>)) {
        if !Arc::ptr_eq(&self.keys, keys) {
            move_to(&mut self.of, &|fact| keys.fact(self.keys.of(fact)?));
            self.keys = Arc::clone(keys);
        }
    }
}
