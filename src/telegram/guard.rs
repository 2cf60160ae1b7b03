//! Nobody gets more than a share: how often a person and a chat may ask.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use lru::LruCache;
use serde::{Deserialize, Serialize};

use super::event::{Event, own_chat};

/// A group may ask so many times as often as a person,
const GROUP_FACTOR: u32 = 3;
/// but no more often in a minute than Telegram lets a bot write to it.
const MOST_IN_GROUP: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// Who types inline asks with every letter.
const INLINE_FACTOR: u32 = 6;
/// Who was told to wait is not heard for so long, as the notice says: else a flood that goes on would be told again
/// with each message that its share lets through.
const SILENCE: Duration = Duration::from_mins(1);
/// How many of those who were told to wait are remembered.
const MOST_TOLD: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// Whether an event is dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Verdict {
    /// It is.
    Welcome,
    /// It is not, and the person is told so, once.
    Told,
    /// It is not.
    Ignored,
}

type Limiter<C> = RateLimiter<i64, DashMapStateStore<i64>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// The shares of all.
pub(super) struct Guard<C: Clock = DefaultClock> {
    people: Limiter<C>,
    groups: Limiter<C>,
    typing: Limiter<C>,
    /// Who was told to wait, and when.
    told: Mutex<LruCache<i64, C::Instant>>,
    clock: C,
}

impl Guard {
    /// A guard that lets each person ask so many times a minute.
    pub(super) fn new(per_minute: NonZeroU32) -> Self {
        Self::with_clock(per_minute, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Guard<C> {
    fn with_clock(per_minute: NonZeroU32, clock: &C) -> Self {
        let times = |factor: u32| per_minute.saturating_mul(NonZeroU32::new(factor).unwrap_or(NonZeroU32::MIN));
        let limiter =
            |quota: NonZeroU32| RateLimiter::new(Quota::per_minute(quota), DashMapStateStore::default(), clock.clone());
        Self {
            people: limiter(per_minute),
            groups: limiter(times(GROUP_FACTOR).min(MOST_IN_GROUP)),
            typing: limiter(times(INLINE_FACTOR)),
            told: Mutex::new(LruCache::new(MOST_TOLD)),
            clock: clock.clone(),
        }
    }

    /// Whether an event is within the shares of its person and its chat.
    pub(super) fn judge(&self, event: &Event) -> Verdict {
        let (person, chat) = match event {
            Event::Said(said) => (own_chat(said.person.id).0, said.room.chat.0),
            Event::Pressed(pressed) => (own_chat(pressed.person.id).0, event.queue()),
            Event::Types { person, .. } => {
                let within = self.typing.check_key(&own_chat(person.id).0).is_ok();
                return if within { Verdict::Welcome } else { Verdict::Ignored };
            }
            Event::Membership { .. } | Event::Moved { .. } => return Verdict::Welcome,
        };
        let now = self.clock.now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let silent = |at: &C::Instant| now.duration_since(*at) < SILENCE.into();
        if [person, chat].iter().any(|key| told.peek(key).is_some_and(silent)) {
            return Verdict::Ignored;
        }
        // A private chat has its person's share.
        let group = (chat < 0).then_some((&self.groups, chat));
        let over =
            std::iter::once((&self.people, person)).chain(group).find(|(limiter, key)| limiter.check_key(key).is_err());
        let Some((_, key)) = over else { return Verdict::Welcome };
        told.put(key, now);
        Verdict::Told
    }

    /// Forgets those whose share is whole again, so that a million strangers fill nothing.
    pub(super) fn sweep(&self) {
        for limiter in [&self.people, &self.groups, &self.typing] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use super::Verdict::{self, Ignored, Told, Welcome};
    use crate::telegram::event::{Event, Person, Room, RoomKind, Said, What};
    use crate::text::Language;
    use governor::clock::FakeRelativeClock;
    use std::num::NonZeroU32;
    use std::time::Duration;
    use teloxide::types::{ChatId, MessageId, UserId};

    fn asks(person: u64, chat: i64) -> Event {
        Event::Said(Said {
            room: Room { chat: ChatId(chat), thread: None, kind: RoomKind::Group },
            person: Person { id: UserId(person), language: Language::English, anonymous_admin: false },
            message: MessageId(1),
            replies_to: None,
            album: None,
            what: What::Question("who?".to_string()),
        })
    }

    #[test]
    fn who_asks_too_often_is_told_once_and_harms_nobody() {
        let clock = FakeRelativeClock::default();
        let guard = Guard::with_clock(NonZeroU32::new(3).unwrap(), &clock);
        let ask = |person, chat| guard.judge(&asks(person, chat));
        let verdicts: Vec<Verdict> = (0..6).map(|_| ask(1, 1)).collect();
        assert_eq!(verdicts, [Welcome, Welcome, Welcome, Told, Ignored, Ignored]);
        assert_eq!(ask(2, 2), Welcome);
        // Another person in another chat is unharmed. Who goes on is not heard for a minute, and told once more then.
        for _ in 0..59 {
            clock.advance(Duration::from_secs(1));
            assert_eq!(ask(1, 1), Ignored);
        }
        clock.advance(Duration::from_secs(1));
        let verdicts: Vec<Verdict> = (0..5).map(|_| ask(1, 1)).collect();
        assert_eq!(verdicts, [Welcome, Welcome, Welcome, Told, Ignored]);
        // Nine a minute in one group, whoever asks.
        let verdicts: Vec<Verdict> = (10..22).map(|person| ask(person, -5)).collect();
        assert_eq!(verdicts[..9], [Welcome; 9]);
        assert_eq!(verdicts[9..], [Told, Ignored, Ignored]);
        clock.advance(Duration::from_hours(1));
        guard.sweep();
        assert_eq!(guard.people.len() + guard.groups.len(), 0);
    }
}
