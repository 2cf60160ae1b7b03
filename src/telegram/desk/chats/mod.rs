//! What is remembered of chats and of the people in them, bounded in number and time.

mod answers;
mod shared;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, ThreadId, UserId};

use super::event::{Person, Room};
use super::press::Keys;
use super::seat::{Answered, Numbered, Seat, Wrong};
use crate::text::Language;

/// Conversations that are remembered at once, some kilobytes each.
const MOST_SEATS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// Chats whose language and last answers are remembered at once: with questions as long as are read, 60 MB.
const MOST_CHATS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// A conversation that rested so long is over: "and who made it?" means nothing any more.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);

/// A person in a chat, or in one topic of a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SeatKey {
    chat: ChatId,
    thread: Option<ThreadId>,
    person: UserId,
}

/// The language of a chat's replies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Setting {
    /// Nobody looked yet whether it chose one before the last start.
    #[default]
    Unknown,
    /// This one, or none for that of each question.
    Known(Option<Language>),
}

impl Setting {
    /// The language that was chosen.
    pub(crate) fn chosen(self) -> Option<Language> {
        match self {
            Self::Unknown => None,
            Self::Known(language) => language,
        }
    }
}

/// What is remembered of a chat.
#[derive(Debug, Default)]
struct Chat {
    language: Setting,
    answered: VecDeque<Numbered<Answered>>,
    /// The fingerprint of what was stored of it last, where many programs share the store.
    stored: Option<String>,
    wrong: VecDeque<Wrong>,
}

/// All that is remembered, whichever base is at work.
#[derive(Debug)]
struct All {
    seats: Mutex<LruCache<SeatKey, (Instant, Numbered<Seat>)>>,
    chats: Mutex<LruCache<ChatId, Chat>>,
}

/// All that is remembered, as the bot with a certain base sees it. A message in hand is answered from the base that it
/// came to, so for a moment there are bots with two bases; each finds the facts under its own numbers.
#[derive(Debug)]
pub(crate) struct Chats {
    all: Arc<All>,
    keys: Arc<Keys>,
}

impl Chats {
    /// Nothing is remembered yet.
    pub(crate) fn new(keys: Arc<Keys>) -> Self {
        let (seats, chats) = (LruCache::new(MOST_SEATS), LruCache::new(MOST_CHATS));
        Self { all: Arc::new(All { seats: Mutex::new(seats), chats: Mutex::new(chats) }), keys }
    }

    /// The same for the bot with another base. What rests is moved at once, so that the old keys are not kept for it.
    pub(crate) fn for_another_base(&self, keys: Arc<Keys>) -> Self {
        for (_, (_, seat)) in locked(&self.all.seats).iter_mut() {
            seat.renumber(&keys, Seat::move_to);
        }
        for (_, chat) in locked(&self.all.chats).iter_mut() {
            for answered in &mut chat.answered {
                answered.renumber(&keys, Answered::move_to);
            }
        }
        Self { all: Arc::clone(&self.all), keys }
    }

    /// Takes a person's conversation out, to go on with it and put it back: the events of a chat come
    /// one after the other, so nobody else misses it meanwhile.
    pub(crate) fn take_seat(&self, room: Room, person: Person, now: Instant) -> Seat {
        let seat = locked(&self.all.seats).pop(&SeatKey::of(room, person));
        let fresh = seat.filter(|(last, _)| now.saturating_duration_since(*last) < FORGOTTEN_AFTER);
        let Some((_, mut seat)) = fresh else { return Seat::default() };
        seat.renumber(&self.keys, Seat::move_to);
        seat.of
    }

    pub(crate) fn put_seat(&self, room: Room, person: Person, now: Instant, seat: Seat) {
        locked(&self.all.seats).put(SeatKey::of(room, person), (now, self.numbered(seat)));
    }

    /// The language that a chat chose.
    pub(crate) fn language(&self, chat: ChatId) -> Setting {
        locked(&self.all.chats).get(&chat).map(|chat| chat.language).unwrap_or_default()
    }

    pub(crate) fn set_language(&self, chat: ChatId, language: Option<Language>) {
        self.chat(chat, |chat| chat.language = Setting::Known(language));
    }

    /// Remembers the language that a chat is found to have chosen, unless it chose another meanwhile.
    pub(crate) fn learn_language(&self, chat: ChatId, language: Option<Language>) {
        self.chat(chat, |chat| {
            if chat.language == Setting::Unknown {
                chat.language = Setting::Known(language);
            }
        });
    }

    fn numbered<T>(&self, of: T) -> Numbered<T> {
        Numbered { keys: Arc::clone(&self.keys), of }
    }

    fn chat(&self, chat: ChatId, change: impl FnOnce(&mut Chat)) {
        change(locked(&self.all.chats).get_or_insert_mut(chat, Chat::default));
    }

    /// A group has another id from now on. That is heard more than once: of a call that is refused, and as an update.
    pub(crate) fn moved(&self, from: ChatId, to: ChatId) {
        let mut chats = locked(&self.all.chats);
        let old = chats.pop(&from).map(|chat| chat.language).unwrap_or_default();
        // Its messages have other numbers there. It may be told twice, and what was chosen meanwhile stays.
        let chat = chats.get_or_insert_mut(to, Chat::default);
        if chat.language.chosen().is_none() && old != Setting::Unknown {
            chat.language = old;
        }
        drop(chats);
        let mut seats = locked(&self.all.seats);
        let moved: Vec<SeatKey> = seats.iter().map(|(key, _)| *key).filter(|key| key.chat == from).collect();
        for key in moved {
            if let Some(seat) = seats.pop(&key) {
                seats.put(SeatKey { chat: to, ..key }, seat);
            }
        }
    }

    /// Forgets what is too old to be gone on with, whether or not anybody comes back to it.
    pub(crate) fn sweep(&self, now: Instant) {
        let old = |at: Instant| now.saturating_duration_since(at) >= FORGOTTEN_AFTER;
        let mut seats = locked(&self.all.seats);
        // A conversation that is gone on with is put back, so the one that rests longest stands last.
        while seats.peek_lru().is_some_and(|(_, (last, _))| old(*last)) {
            seats.pop_lru();
        }
        drop(seats);
        for (_, chat) in locked(&self.all.chats).iter_mut() {
            chat.answered.retain(|answered| !old(answered.of.at));
            chat.wrong.retain(|wrong| !old(wrong.at));
        }
    }

    /// Forgets a person everywhere.
    pub(crate) fn forget(&self, person: UserId) {
        let mut seats = locked(&self.all.seats);
        let own: Vec<SeatKey> = seats.iter().map(|(key, _)| *key).filter(|key| key.person == person).collect();
        for key in own {
            seats.pop(&key);
        }
        drop(seats);
        for (_, chat) in locked(&self.all.chats).iter_mut() {
            chat.answered.retain(|answered| answered.of.person != person);
            chat.wrong.retain(|wrong| wrong.person != person);
        }
    }
}

impl SeatKey {
    fn of(room: Room, person: Person) -> Self {
        Self { chat: room.chat, thread: room.thread, person: person.id }
    }
}

/// Each holder leaves the map as it should be, so one that panicked did no harm.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
