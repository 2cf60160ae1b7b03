//! What is remembered of chats and of the people in them, bounded in number and time.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use teloxide::types::{ChatId, MessageId, ThreadId, UserId};

use super::event::{Person, Room};
use crate::conversation::{Memory, Turn};
use crate::facts::FactId;
use crate::text::Language;

/// Conversations that are remembered at once, some kilobytes each.
const MOST_SEATS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// Chats whose language and last answers are remembered at once: with questions as long as are read, 60 MB.
const MOST_CHATS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// Answers of a chat that can still be edited with their question or voted on by its words.
const MOST_ANSWERS: usize = 6;
/// A conversation that rested so long is over: "and who made it?" means nothing any more.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);

/// A person in a chat, or in one topic of a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct SeatKey {
    chat: ChatId,
    thread: Option<ThreadId>,
    person: UserId,
}

/// One person's conversation in one chat.
#[derive(Debug, Default)]
pub(super) struct Seat {
    pub(super) memory: Memory,
    /// The last turn, to tell how it came about.
    pub(super) last: Option<Box<Turn>>,
    /// The facts that were said last.
    pub(super) said: Vec<FactId>,
    /// The question that was answered with a question back, or with the nearest fact.
    pub(super) open: Option<String>,
    /// The album that the last message belongs to.
    pub(super) album: Option<String>,
}

/// A question and the messages that answer it.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) question: MessageId,
    pub(super) person: UserId,
    pub(super) text: String,
    /// What was remembered before it was asked.
    pub(super) before: Memory,
    /// When it was asked.
    pub(super) at: Instant,
    pub(super) answers: Vec<MessageId>,
}

/// The language of a chat's replies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Setting {
    /// Nobody looked yet whether it chose one before the last start.
    #[default]
    Unknown,
    /// This one, or none for that of each question.
    Known(Option<Language>),
}

impl Setting {
    /// The language that was chosen.
    pub(super) fn chosen(self) -> Option<Language> {
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
    answered: VecDeque<Answered>,
}

/// All that is remembered.
#[derive(Debug)]
pub(super) struct Chats {
    seats: Mutex<LruCache<SeatKey, (Instant, Seat)>>,
    chats: Mutex<LruCache<ChatId, Chat>>,
}

impl Default for Chats {
    fn default() -> Self {
        Self { seats: Mutex::new(LruCache::new(MOST_SEATS)), chats: Mutex::new(LruCache::new(MOST_CHATS)) }
    }
}

impl Chats {
    /// The languages that chats chose, and nothing that was said: facts of another base have other numbers.
    pub(super) fn for_another_base(&self) -> Self {
        let other = Self::default();
        for (chat, known) in locked(&self.chats).iter().rev() {
            other.chat(*chat, |chat| chat.language = known.language);
        }
        other
    }

    /// Takes a person's conversation out, to go on with it and put it back: the events of a chat come
    /// one after the other, so nobody else misses it meanwhile.
    pub(super) fn take_seat(&self, room: Room, person: Person, now: Instant) -> Seat {
        let seat = locked(&self.seats).pop(&SeatKey::of(room, person));
        let fresh = seat.filter(|(last, _)| now.saturating_duration_since(*last) < FORGOTTEN_AFTER);
        fresh.map(|(_, seat)| seat).unwrap_or_default()
    }

    pub(super) fn put_seat(&self, room: Room, person: Person, now: Instant, seat: Seat) {
        locked(&self.seats).put(SeatKey::of(room, person), (now, seat));
    }

    /// The language that a chat chose.
    pub(super) fn language(&self, chat: ChatId) -> Setting {
        locked(&self.chats).get(&chat).map(|chat| chat.language).unwrap_or_default()
    }

    pub(super) fn set_language(&self, chat: ChatId, language: Option<Language>) {
        self.chat(chat, |chat| chat.language = Setting::Known(language));
    }

    /// Remembers the language that a chat is found to have chosen, unless it chose another meanwhile.
    pub(super) fn learn_language(&self, chat: ChatId, language: Option<Language>) {
        self.chat(chat, |chat| {
            if chat.language == Setting::Unknown {
                chat.language = Setting::Known(language);
            }
        });
    }

    /// Remembers which messages answer a question. One that was answered before is answered anew.
    pub(super) fn answered(&self, chat: ChatId, answered: Answered) {
        self.chat(chat, |chat| {
            chat.answered.retain(|other| other.question != answered.question);
            // What is answered anew keeps its place: other things may have been asked since.
            let place = chat.answered.partition_point(|other| other.at <= answered.at);
            chat.answered.insert(place, answered);
            while chat.answered.len() > MOST_ANSWERS {
                chat.answered.pop_front();
            }
        });
    }

    /// How a question was answered, and whether its person asked nothing since.
    pub(super) fn answer_to(&self, chat: ChatId, question: MessageId) -> Option<(Answered, bool)> {
        let answered = self.find(chat, |answered| answered.question == question)?;
        let last = self.last_of(chat, answered.person)?;
        let is_last = last.question == question;
        Some((answered, is_last))
    }

    /// The question that a person asked last.
    pub(super) fn last_of(&self, chat: ChatId, person: UserId) -> Option<Answered> {
        self.find(chat, |answered| answered.person == person)
    }

    /// The question that a message answers.
    pub(super) fn question_of(&self, chat: ChatId, answer: MessageId) -> Option<Answered> {
        self.find(chat, |answered| answered.answers.contains(&answer))
    }

    fn find(&self, chat: ChatId, wanted: impl Fn(&Answered) -> bool) -> Option<Answered> {
        locked(&self.chats).get(&chat)?.answered.iter().rev().find(|answered| wanted(answered)).cloned()
    }

    fn chat(&self, chat: ChatId, change: impl FnOnce(&mut Chat)) {
        change(locked(&self.chats).get_or_insert_mut(chat, Chat::default));
    }

    /// A group has another id from now on. That is heard more than once: of a call that is refused, and as an update.
    pub(super) fn moved(&self, from: ChatId, to: ChatId) {
        let mut chats = locked(&self.chats);
        let old = chats.pop(&from).map(|chat| chat.language).unwrap_or_default();
        // Its messages have other numbers there. It may be told twice, and what was chosen meanwhile stays.
        let chat = chats.get_or_insert_mut(to, Chat::default);
        if chat.language.chosen().is_none() && old != Setting::Unknown {
            chat.language = old;
        }
        drop(chats);
        let mut seats = locked(&self.seats);
        let moved: Vec<SeatKey> = seats.iter().map(|(key, _)| *key).filter(|key| key.chat == from).collect();
        for key in moved {
            if let Some(seat) = seats.pop(&key) {
                seats.put(SeatKey { chat: to, ..key }, seat);
            }
        }
    }

    /// Forgets what is too old to be gone on with, whether or not anybody comes back to it.
    pub(super) fn sweep(&self, now: Instant) {
        let old = |at: Instant| now.saturating_duration_since(at) >= FORGOTTEN_AFTER;
        let mut seats = locked(&self.seats);
        // A conversation that is gone on with is put back, so the one that rests longest stands last.
        while seats.peek_lru().is_some_and(|(_, (last, _))| old(*last)) {
            seats.pop_lru();
        }
        drop(seats);
        for (_, chat) in locked(&self.chats).iter_mut() {
            chat.answered.retain(|answered| !old(answered.at));
        }
    }

    /// Forgets a person everywhere.
    pub(super) fn forget(&self, person: UserId) {
        let mut seats = locked(&self.seats);
        let own: Vec<SeatKey> = seats.iter().map(|(key, _)| *key).filter(|key| key.person == person).collect();
        for key in own {
            seats.pop(&key);
        }
        drop(seats);
        for (_, chat) in locked(&self.chats).iter_mut() {
            chat.answered.retain(|answered| answered.person != person);
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

#[cfg(test)]
mod tests {
    use super::{Answered, Chats, FORGOTTEN_AFTER, MOST_ANSWERS, MOST_CHATS, MOST_SEATS, Setting, locked};
    use crate::conversation::Memory;
    use crate::facts::FactId;
    use crate::telegram::event::{Person, Room, RoomKind};
    use crate::text::Language;
    use std::time::{Duration, Instant};
    use teloxide::types::{ChatId, MessageId, UserId};

    fn room(chat: i64) -> Room {
        Room { chat: ChatId(chat), thread: None, kind: RoomKind::Group }
    }

    fn person(id: u64) -> Person {
        Person { id: UserId(id), language: Language::English, anonymous_admin: false }
    }

    #[expect(clippy::disallowed_methods, reason = "tests may read the clock")]
    fn now() -> Instant {
        Instant::now()
    }

    fn leave(chats: &Chats, room: Room, person: Person, at: Instant) {
        let mut seat = chats.take_seat(room, person, at);
        seat.said.push(FactId(7));
        chats.put_seat(room, person, at, seat);
    }

    #[test]
    fn a_conversation_is_each_persons_own_and_ends() {
        let (chats, now) = (Chats::default(), now());
        leave(&chats, room(-1), person(1), now);
        assert!(chats.take_seat(room(-1), person(2), now).said.is_empty());
        assert!(chats.take_seat(room(-2), person(1), now).said.is_empty());
        assert_eq!(chats.take_seat(room(-1), person(1), now + Duration::from_mins(1)).said, [FactId(7)]);
        leave(&chats, room(-1), person(1), now);
        assert!(chats.take_seat(room(-1), person(1), now + FORGOTTEN_AFTER).said.is_empty());
    }

    #[test]
    fn a_million_chats_fill_nothing() {
        let (chats, now) = (Chats::default(), now());
        for chat in 0..1_000_000 {
            chats.set_language(ChatId(chat), None);
            if chat % 50 == 0 {
                leave(&chats, room(chat), person(1), now);
            }
        }
        assert_eq!(locked(&chats.chats).len(), MOST_CHATS.get());
        assert_eq!(locked(&chats.seats).len(), MOST_SEATS.get());
        for number in 0..100 {
            chats.answered(ChatId(1), answered(number, now));
        }
        assert_eq!(locked(&chats.chats).get(&ChatId(1)).unwrap().answered.len(), MOST_ANSWERS);
    }

    fn answered(number: i32, at: Instant) -> Answered {
        Answered {
            question: MessageId(number),
            person: UserId(1),
            text: "who?".to_string(),
            before: Memory::default(),
            at,
            answers: vec![MessageId(number + 1000)],
        }
    }

    #[test]
    fn a_group_that_moves_keeps_its_language_and_conversations() {
        let (chats, now) = (Chats::default(), now());
        chats.set_language(ChatId(-1), Some(Language::Chinese));
        leave(&chats, room(-1), person(1), now);
        chats.moved(ChatId(-1), ChatId(-100));
        assert_eq!(chats.language(ChatId(-100)), Setting::Known(Some(Language::Chinese)));
        assert_eq!(chats.language(ChatId(-1)), Setting::Unknown);
        // It is told again, after the old chat was looked up in vain.
        chats.learn_language(ChatId(-1), None);
        chats.moved(ChatId(-1), ChatId(-100));
        chats.moved(ChatId(-1), ChatId(-100));
        chats.learn_language(ChatId(-100), None);
        assert_eq!(chats.language(ChatId(-100)), Setting::Known(Some(Language::Chinese)));
        assert_eq!(chats.take_seat(room(-100), person(1), now).said, [FactId(7)]);
    }

    #[test]
    fn what_is_answered_anew_keeps_its_place() {
        let (chats, now) = (Chats::default(), now());
        for (number, after) in [(5, 0), (6, 1), (5, 0)] {
            chats.answered(ChatId(-1), answered(number, now + Duration::from_secs(after)));
        }
        let is_last = |number| chats.answer_to(ChatId(-1), MessageId(number)).map(|(_, last)| last);
        assert_eq!([5, 6].map(is_last), [Some(false), Some(true)]);
        assert_eq!(locked(&chats.chats).get(&ChatId(-1)).unwrap().answered.len(), 2);
        assert_eq!(chats.last_of(ChatId(-1), UserId(1)).unwrap().question, MessageId(6));
        assert!(chats.last_of(ChatId(-1), UserId(2)).is_none());
    }

    #[test]
    fn what_is_old_is_swept_though_nobody_comes_back() {
        let (chats, now) = (Chats::default(), now());
        let later = now + Duration::from_mins(30);
        chats.set_language(ChatId(-1), Some(Language::Chinese));
        for (person_id, number, at) in [(1, 5, now), (2, 6, later)] {
            leave(&chats, room(-1), person(person_id), at);
            chats.answered(ChatId(-1), answered(number, at));
        }
        chats.sweep(now + FORGOTTEN_AFTER);
        assert_eq!(locked(&chats.seats).len(), 1);
        assert!(chats.answer_to(ChatId(-1), MessageId(5)).is_none());
        assert!(chats.answer_to(ChatId(-1), MessageId(6)).is_some());
        chats.sweep(later + FORGOTTEN_AFTER);
        assert_eq!(locked(&chats.seats).len(), 0);
        assert!(chats.answer_to(ChatId(-1), MessageId(6)).is_none());
        // A setting is no memory of anybody.
        assert_eq!(chats.language(ChatId(-1)), Setting::Known(Some(Language::Chinese)));
    }

    #[test]
    fn a_person_is_forgotten_everywhere() {
        let (chats, now) = (Chats::default(), now());
        leave(&chats, room(-1), person(1), now);
        leave(&chats, room(-1), person(2), now);
        chats.answered(ChatId(-1), answered(5, now));
        assert!(chats.question_of(ChatId(-1), MessageId(1005)).is_some());
        chats.forget(UserId(1));
        assert!(chats.take_seat(room(-1), person(1), now).said.is_empty());
        assert_eq!(chats.take_seat(room(-1), person(2), now).said, [FactId(7)]);
        assert!(chats.answer_to(ChatId(-1), MessageId(5)).is_none());
    }
}
