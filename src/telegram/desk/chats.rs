//! What is remembered of chats and of the people in them, bounded in number and time.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, MessageId, ThreadId, UserId};

use super::event::{Person, Room};
use super::press::Keys;
use super::recall::{MOST_SEATS as MOST_STORED_SEATS, Stored, StoredAnswered, StoredSeat, StoredWrong};
use super::seat::{Answered, Numbered, Seat, Wrong};
use crate::inbox::Remembered;
use crate::sources::fingerprint;
use crate::text::Language;

/// Conversations that are remembered at once, some kilobytes each.
const MOST_SEATS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// Chats whose language and last answers are remembered at once: with questions as long as are read, 60 MB.
const MOST_CHATS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// Answers of a chat that can still be edited with their question or voted on by its words.
const MOST_ANSWERS: usize = 6;
/// Answers of a chat of which it is remembered that what was wrong with them was asked: as many as can be voted on.
const MOST_WRONG: usize = 2 * MOST_ANSWERS;
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

    /// Remembers which messages answer a question. One that was answered before is answered anew.
    pub(crate) fn answered(&self, chat: ChatId, answered: Answered) {
        self.chat(chat, |chat| {
            chat.answered.retain(|other| other.of.question != answered.question);
            // What is answered anew keeps its place: other things may have been asked since.
            let place = chat.answered.partition_point(|other| other.of.at <= answered.at);
            chat.answered.insert(place, self.numbered(answered));
            while chat.answered.len() > MOST_ANSWERS {
                chat.answered.pop_front();
            }
        });
    }

    /// What is remembered of a chat, for whoever serves it next, and whose words are among it.
    pub(crate) fn stored(&self, chat: ChatId, now: Instant) -> Remembered {
        let mut stored = Stored::default();
        let mut seats = locked(&self.all.seats);
        for (key, (last, seat)) in seats.iter_mut().filter(|(key, _)| key.chat == chat).take(MOST_STORED_SEATS) {
            seat.renumber(&self.keys, Seat::move_to);
            let rested = now.saturating_duration_since(*last);
            let seat = StoredSeat::of(key.thread, key.person, &seat.of, rested, &self.keys);
            stored.seats.extend(Some(seat).filter(|seat| !seat.is_blank()));
        }
        drop(seats);
        if let Some(chat) = locked(&self.all.chats).get_mut(&chat) {
            stored.language = chat.language;
            for answered in &mut chat.answered {
                answered.renumber(&self.keys, Answered::move_to);
                stored.answered.push(StoredAnswered::of(&answered.of, now, &self.keys));
            }
            stored.wrong = chat.wrong.iter().map(|wrong| StoredWrong::of(wrong, now)).collect();
        }
        let seated = stored.seats.iter().map(|seat| seat.person);
        let asked = stored.answered.iter().map(StoredAnswered::person);
        let judged = stored.wrong.iter().map(StoredWrong::person);
        let mut people: Vec<u64> = seated.chain(asked).chain(judged).map(|id| id.0).collect();
        people.sort_unstable();
        people.dedup();
        let is_blank = people.is_empty() && stored.language.chosen().is_none();
        let state = serde_json::to_string(&stored).ok().filter(|_| !is_blank);
        if let Some(chat) = locked(&self.all.chats).get_mut(&chat) {
            chat.stored = state.as_deref().map(fingerprint);
        }
        Remembered { chat: chat.0, people, state }
    }

    /// Goes on from what others remember of these chats; of those that nobody served since, from what is remembered here.
    pub(crate) fn recall(&self, chats: &[i64], remembered: &[(i64, String)], now: Instant) {
        let states: FxHashMap<i64, &str> = remembered.iter().map(|(chat, state)| (*chat, state.as_str())).collect();
        for chat in chats.iter().map(|chat| ChatId(*chat)) {
            let state = states.get(&chat.0).copied();
            let known = locked(&self.all.chats).get(&chat).and_then(|chat| chat.stored.clone());
            if known != state.map(fingerprint) {
                self.replace(chat, state.unwrap_or_default(), now);
            }
        }
    }

    /// Puts what is stored in the place of what is remembered of a chat.
    fn replace(&self, chat: ChatId, state: &str, now: Instant) {
        // What an older program stored may be of another form, and then the conversations begin anew.
        let stored: Stored = serde_json::from_str(state).unwrap_or_default();
        let mut seats = locked(&self.all.seats);
        let old: Vec<SeatKey> = seats.iter().map(|(key, _)| *key).filter(|key| key.chat == chat).collect();
        for key in old {
            seats.pop(&key);
        }
        // The one that went on last comes first in the store, and last into the memory.
        for seat in stored.seats.into_iter().rev() {
            let key = SeatKey { chat, thread: seat.thread, person: seat.person };
            let (last, seat) = seat.restored(&self.keys, now);
            seats.put(key, (last, self.numbered(seat)));
        }
        drop(seats);
        let answered = stored.answered.into_iter().map(|one| self.numbered(one.restored(&self.keys, now))).collect();
        let wrong = stored.wrong.into_iter().map(|wrong| wrong.restored(now)).collect();
        let (language, mark) = (stored.language, (!state.is_empty()).then(|| fingerprint(state)));
        locked(&self.all.chats).put(chat, Chat { language, answered, stored: mark, wrong });
    }

    /// How a question was answered, and whether its person asked nothing since.
    pub(crate) fn answer_to(&self, chat: ChatId, question: MessageId) -> Option<(Answered, bool)> {
        let answered = self.find(chat, |answered| answered.question == question)?;
        let last = self.last_of(chat, answered.person)?;
        let is_last = last.question == question;
        Some((answered, is_last))
    }

    /// The question that a person asked last.
    pub(crate) fn last_of(&self, chat: ChatId, person: UserId) -> Option<Answered> {
        self.find(chat, |answered| answered.person == person)
    }

    /// The question that a message answers.
    pub(crate) fn question_of(&self, chat: ChatId, answer: MessageId) -> Option<Answered> {
        self.find(chat, |answered| answered.answers.contains(&answer))
    }

    fn find(&self, chat: ChatId, wanted: impl Fn(&Answered) -> bool) -> Option<Answered> {
        let mut chats = locked(&self.all.chats);
        let found = chats.get_mut(&chat)?.answered.iter_mut().rev().find(|answered| wanted(&answered.of))?;
        found.renumber(&self.keys, Answered::move_to);
        Some(found.of.clone())
    }

    /// Remembers that what was wrong with an answer is asked; whether it was not asked before.
    pub(crate) fn is_first(&self, chat: ChatId, wrong: Wrong) -> bool {
        let mut chats = locked(&self.all.chats);
        let known = &mut chats.get_or_insert_mut(chat, Chat::default).wrong;
        if known.iter().any(|other| other.answer == wrong.answer) {
            return false;
        }
        known.push_back(wrong);
        if known.len() > MOST_WRONG {
            known.pop_front();
        }
        true
    }

    /// Remembers which message asks what was wrong with an answer.
    pub(crate) fn asked_what_was_wrong(&self, chat: ChatId, answer: MessageId, prompt: MessageId) {
        self.chat(chat, |chat| {
            let asked = chat.wrong.iter_mut().filter(|wrong| wrong.answer == answer);
            asked.for_each(|wrong| wrong.prompt = Some(prompt));
        });
    }

    /// Whether a message asks a person what was wrong with an answer.
    pub(crate) fn waits_for_what_was_wrong(&self, chat: ChatId, prompt: Option<MessageId>, person: UserId) -> bool {
        let mut chats = locked(&self.all.chats);
        prompt.is_some() && chats.get(&chat).is_some_and(|chat| chat.wrong.iter().any(|one| one.asks(prompt, person)))
    }

    /// The answer of which a message asks what was wrong with it. It asks no more.
    pub(crate) fn what_was_wrong(&self, chat: ChatId, prompt: Option<MessageId>, person: UserId) -> Option<Wrong> {
        let mut chats = locked(&self.all.chats);
        let wrong = chats.get_mut(&chat)?.wrong.iter_mut().find(|wrong| wrong.asks(prompt, person))?;
        wrong.prompt = None;
        Some(wrong.clone())
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

#[cfg(test)]
mod tests {
    use super::super::event::{Person, Room, RoomKind};
    use super::{Answered, Chats, FORGOTTEN_AFTER, Keys, MOST_ANSWERS, MOST_CHATS, MOST_SEATS, Seat, Setting, locked};
    use crate::conversation::Memory;
    use crate::facts::{Base, FactId, Files, load};
    use crate::text::Language;
    use std::sync::Arc;
    use std::time::{Duration, Instant};
    use teloxide::types::{ChatId, MessageId, UserId};

    fn chats() -> Chats {
        Chats::new(Arc::default())
    }

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
        let (chats, now) = (chats(), now());
        leave(&chats, room(-1), person(1), now);
        assert!(chats.take_seat(room(-1), person(2), now).said.is_empty());
        assert!(chats.take_seat(room(-2), person(1), now).said.is_empty());
        assert_eq!(chats.take_seat(room(-1), person(1), now + Duration::from_mins(1)).said, [FactId(7)]);
        leave(&chats, room(-1), person(1), now);
        assert!(chats.take_seat(room(-1), person(1), now + FORGOTTEN_AFTER).said.is_empty());
    }

    #[test]
    fn a_million_chats_fill_nothing() {
        let (chats, now) = (chats(), now());
        for chat in 0..1_000_000 {
            chats.set_language(ChatId(chat), None);
            if chat % 50 == 0 {
                leave(&chats, room(chat), person(1), now);
            }
        }
        assert_eq!(locked(&chats.all.chats).len(), MOST_CHATS.get());
        assert_eq!(locked(&chats.all.seats).len(), MOST_SEATS.get());
        for number in 0..100 {
            chats.answered(ChatId(1), answered(number, now));
        }
        assert_eq!(locked(&chats.all.chats).get(&ChatId(1)).unwrap().answered.len(), MOST_ANSWERS);
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
        let (chats, now) = (chats(), now());
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
        let (chats, now) = (chats(), now());
        for (number, after) in [(5, 0), (6, 1), (5, 0)] {
            chats.answered(ChatId(-1), answered(number, now + Duration::from_secs(after)));
        }
        let is_last = |number| chats.answer_to(ChatId(-1), MessageId(number)).map(|(_, last)| last);
        assert_eq!([5, 6].map(is_last), [Some(false), Some(true)]);
        assert_eq!(locked(&chats.all.chats).get(&ChatId(-1)).unwrap().answered.len(), 2);
        assert_eq!(chats.last_of(ChatId(-1), UserId(1)).unwrap().question, MessageId(6));
        assert!(chats.last_of(ChatId(-1), UserId(2)).is_none());
    }

    #[test]
    fn what_is_old_is_swept_though_nobody_comes_back() {
        let (chats, now) = (chats(), now());
        let later = now + Duration::from_mins(30);
        chats.set_language(ChatId(-1), Some(Language::Chinese));
        for (person_id, number, at) in [(1, 5, now), (2, 6, later)] {
            leave(&chats, room(-1), person(person_id), at);
            chats.answered(ChatId(-1), answered(number, at));
        }
        chats.sweep(now + FORGOTTEN_AFTER);
        assert_eq!(locked(&chats.all.seats).len(), 1);
        assert!(chats.answer_to(ChatId(-1), MessageId(5)).is_none());
        assert!(chats.answer_to(ChatId(-1), MessageId(6)).is_some());
        chats.sweep(later + FORGOTTEN_AFTER);
        assert_eq!(locked(&chats.all.seats).len(), 0);
        assert!(chats.answer_to(ChatId(-1), MessageId(6)).is_none());
        // A setting is no memory of anybody.
        assert_eq!(chats.language(ChatId(-1)), Setting::Known(Some(Language::Chinese)));
    }

    /// Keys of a base with facts that go by these ids.
    fn keys(ids: &[&str]) -> Arc<Keys> {
        let any = load(&Files::own().unwrap()).unwrap().facts.swap_remove(0);
        let fact = |id: &&str| {
            let mut fact = any.clone();
            fact.id.text = (*id).to_string();
            fact
        };
        Arc::new(Keys::new(&Base { facts: ids.iter().map(fact).collect(), ..Base::default() }))
    }

    #[test]
    fn what_is_remembered_goes_on_with_another_base() {
        let now = now();
        let old = Chats::new(keys(&["a", "b", "c"]));
        let said = |chats: &Chats, person_id| {
            let seat = chats.take_seat(room(-1), person(person_id), now);
            let said = seat.said.clone();
            chats.put_seat(room(-1), person(person_id), now, seat);
            said
        };
        let leave = |chats: &Chats, person_id, said: &[usize]| {
            let seat = Seat { said: said.iter().copied().map(FactId).collect(), ..Seat::default() };
            chats.put_seat(room(-1), person(person_id), now, seat);
        };
        leave(&old, 1, &[0, 1, 2]);
        old.set_language(ChatId(-1), Some(Language::Chinese));
        let before = Memory::after(Some(FactId(2)), &[], Language::English);
        old.answered(ChatId(-1), Answered { before, ..answered(5, now) });
        // Another order, and `b` is gone.
        let new = old.for_another_base(keys(&["c", "d", "a"]));
        assert_eq!(said(&new, 1), [FactId(2), FactId(0)]);
        assert_eq!(new.language(ChatId(-1)), Setting::Known(Some(Language::Chinese)));
        let moved = new.question_of(ChatId(-1), MessageId(1005)).unwrap().before;
        assert_eq!(format!("{moved:?}"), format!("{:?}", Memory::after(Some(FactId(0)), &[], Language::English)));
        // A message that the old base answers meanwhile is gone on with all the same, and the other way round.
        leave(&old, 2, &[0]);
        assert_eq!((said(&new, 2), said(&old, 2), said(&new, 2)), (vec![FactId(2)], vec![FactId(0)], vec![FactId(2)]));
        // Once the old base is gone, nothing holds its keys.
        drop(old.for_another_base(Arc::clone(&new.keys)));
        assert_eq!(Arc::strong_count(&old.keys), 1);
    }

    #[test]
    fn a_person_is_forgotten_everywhere() {
        let (chats, now) = (chats(), now());
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
