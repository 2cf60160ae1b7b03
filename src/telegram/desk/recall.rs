//! What is remembered of a chat, as it stands in a store that many programs share: whoever serves the chat next goes on
//! from it.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use teloxide::types::{MessageId, ThreadId, UserId};

use super::chats::Setting;
use super::press::Keys;
use super::seat::{Answered, Seat, Wrong};
use crate::conversation::{Memory, StoredMemory};
use crate::facts::FactId;
use crate::text::Language;

/// Conversations of one chat that are stored, those that went on last: a lively group has few at once.
pub(crate) const MOST_SEATS: usize = 20;

/// What is remembered of a chat.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) language: Setting,
    pub(crate) seats: Vec<StoredSeat>,
    pub(crate) answered: Vec<StoredAnswered>,
    pub(crate) wrong: Vec<StoredWrong>,
}

/// A person's conversation.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredSeat {
    pub(crate) thread: Option<ThreadId>,
    pub(crate) person: UserId,
    /// For how long it rested, in seconds.
    rested: u64,
    memory: StoredMemory,
    language: Option<Language>,
    said: Vec<String>,
    open: Option<String>,
    album: Option<String>,
}

/// A question with the messages that answer it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredAnswered {
    question: MessageId,
    person: UserId,
    text: String,
    before: StoredMemory,
    /// How long ago it was asked, in seconds.
    ago: u64,
    answers: Vec<MessageId>,
}

/// What was wrong with an answer is asked.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredWrong {
    answer: MessageId,
    prompt: Option<MessageId>,
    person: UserId,
    question: String,
    fact: String,
    /// How long ago it was voted down, in seconds.
    ago: u64,
}

impl StoredWrong {
    pub(crate) fn of(wrong: &Wrong, now: Instant) -> Self {
        let Wrong { answer, prompt, person, question, fact, at } = wrong.clone();
        Self { answer, prompt, person, question, fact, ago: now.saturating_duration_since(at).as_secs() }
    }

    pub(crate) fn restored(self, now: Instant) -> Wrong {
        let Self { answer, prompt, person, question, fact, ago } = self;
        Wrong { answer, prompt, person, question, fact, at: before(now, ago) }
    }

    pub(crate) fn person(&self) -> UserId {
        self.person
    }
}

impl StoredSeat {
    pub(crate) fn of(thread: Option<ThreadId>, person: UserId, seat: &Seat, rested: Duration, keys: &Keys) -> Self {
        let id = |fact: FactId| keys.of(fact).map(str::to_string);
        Self {
            thread,
            person,
            rested: rested.as_secs(),
            memory: seat.memory.stored(id),
            language: seat.last.as_ref().map(|last| last.language).or(seat.before),
            said: seat.said.iter().filter_map(|fact| id(*fact)).collect(),
            open: seat.open.clone(),
            album: seat.album.clone(),
        }
    }

    /// Whether nothing is remembered, as of who is forgotten.
    pub(crate) fn is_blank(&self) -> bool {
        let Self { memory, language, said, open, album, .. } = self;
        *memory == StoredMemory::default() && language.is_none() && said.is_empty() && open.is_none() && album.is_none()
    }

    /// The conversation, and when it went on last.
    pub(crate) fn restored(self, keys: &Keys, now: Instant) -> (Instant, Seat) {
        let seat = Seat {
            memory: Memory::restored(self.memory, |id| keys.fact(id)),
            last: None,
            before: self.language,
            recalled: true,
            said: self.said.iter().filter_map(|id| keys.fact(id)).collect(),
            open: self.open,
            album: self.album,
        };
        (before(now, self.rested), seat)
    }
}

impl StoredAnswered {
    pub(crate) fn of(answered: &Answered, now: Instant, keys: &Keys) -> Self {
        Self {
            question: answered.question,
            person: answered.person,
            text: answered.text.clone(),
            before: answered.before.stored(|fact| keys.of(fact).map(str::to_string)),
            ago: now.saturating_duration_since(answered.at).as_secs(),
            answers: answered.answers.clone(),
        }
    }

    pub(crate) fn restored(self, keys: &Keys, now: Instant) -> Answered {
        Answered {
            question: self.question,
            person: self.person,
            text: self.text,
            before: Memory::restored(self.before, |id| keys.fact(id)),
            at: before(now, self.ago),
            answers: self.answers,
        }
    }

    pub(crate) fn person(&self) -> UserId {
        self.person
    }
}

/// The clock may not reach back so far.
fn before(now: Instant, seconds: u64) -> Instant {
    now.checked_sub(Duration::from_secs(seconds)).unwrap_or(now)
}
