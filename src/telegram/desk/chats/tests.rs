use std::sync::Arc;
use std::time::{Duration, Instant};

use teloxide::types::{ChatId, MessageId, UserId};

use super::answers::MOST_ANSWERS;
use super::{Chats, FORGOTTEN_AFTER, Keys, MOST_CHATS, MOST_SEATS, Seat, Setting, locked};
use crate::conversation::Memory;
use crate::facts::{Base, FactId, Files, load};
use crate::telegram::desk::event::{Person, Room, RoomKind};
use crate::telegram::desk::seat::Answered;
use crate::text::Language;

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
