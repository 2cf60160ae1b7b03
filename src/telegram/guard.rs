//! Nobody gets more than a share: how often a person and a chat may ask.
//!
//! The shares are counted by the generic cell rate algorithm: each message moves the moment at which the share is whole
//! again by one part of a minute, and none is taken that would move it by more than a minute from now.

use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::deal::now;
use super::desk::event::{Event, Verdict, own_chat};
use super::unix_time;
use crate::inbox::{Allowance, Allowances};

/// A group may ask so many times as often as a person,
const GROUP_FACTOR: NonZeroU32 = NonZeroU32::new(3).unwrap();
/// but no more often in a minute than Telegram lets a bot write to it.
const MOST_IN_GROUP: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// Who types inline asks with every letter.
const INLINE_FACTOR: NonZeroU32 = NonZeroU32::new(6).unwrap();
/// The time over which shares are counted, in microseconds.
const MINUTE: i64 = 60_000_000;
/// Who was told to wait is not heard for so long, as the notice says: else a flood that goes on would be told again
/// with each message that its share lets through.
const SILENCE: i64 = MINUTE;

/// The shares of all.
#[derive(Debug)]
pub(super) struct Guard {
    shares: Shares,
    /// Those that are counted here, unless many programs take messages and count them in their store.
    known: Mutex<Allowances>,
    /// Those of people who type inline, which nobody shares: a keystroke is not to wait for a store.
    typing: Mutex<Allowances>,
    started: Instant,
}

impl Guard {
    /// A guard that lets each person ask so many times a minute.
    pub(super) fn new(per_minute: NonZeroU32) -> Self {
        let shares = Shares { person: per_minute };
        Self { shares, known: Mutex::default(), typing: Mutex::default(), started: now() }
    }

    /// Whether an event is within the shares of its person and chat.
    pub(super) fn judge(&self, event: &Event) -> Verdict {
        if let Event::Types { person, .. } = event {
            let (most, mut typing) = (self.shares.typing(), locked(&self.typing));
            let within = take(typing.entry(own_chat(person.id).0).or_default(), most, self.now());
            return if within { Verdict::Welcome } else { Verdict::Ignored };
        }
        let now = self.now();
        counted(event).map_or(Verdict::Welcome, |whose| self.shares.judge(whose, &mut locked(&self.known), now))
    }

    /// The same by shares that many programs count together. Who types is counted by each for itself.
    pub(super) fn judge_by(&self, known: &mut Allowances, event: &Event) -> Verdict {
        let now = micros(unix_time());
        counted(event).map_or(Verdict::Welcome, |whose| self.shares.judge(whose, known, now))
    }

    /// Microseconds since the start: a clock that never goes back.
    fn now(&self) -> i64 {
        micros(now().saturating_duration_since(self.started))
    }

    /// Forgets those whose share is whole again, so that a million strangers fill nothing.
    pub(super) fn sweep(&self) {
        let now = self.now();
        for known in [&self.known, &self.typing] {
            let mut known = locked(known);
            known.retain(|_, allowance| !is_whole(allowance, now));
            known.shrink_to_fit();
        }
    }
}

/// Whose shares an event is counted against.
#[derive(Debug, Clone, Copy)]
struct Whose {
    /// By the number of the person's own chat.
    person: i64,
    /// A private chat has its person's share.
    group: Option<i64>,
}

impl Whose {
    fn keys(self) -> impl Iterator<Item = i64> {
        std::iter::once(self.person).chain(self.group)
    }
}

/// By which numbers the shares of an event are known.
pub(super) fn keys(event: &Event) -> impl Iterator<Item = i64> {
    counted(event).into_iter().flat_map(Whose::keys)
}

fn counted(event: &Event) -> Option<Whose> {
    let (person, chat) = match event {
        Event::Said(said) => (said.person.id, said.room.chat.0),
        Event::Pressed(pressed) => (pressed.person.id, event.queue()),
        Event::Types { .. } | Event::Membership { .. } | Event::Moved { .. } => return None,
    };
    Some(Whose { person: own_chat(person).0, group: (chat < 0).then_some(chat) })
}

/// How many messages a minute.
#[derive(Debug, Clone, Copy)]
struct Shares {
    person: NonZeroU32,
}

impl Shares {
    fn group(self) -> NonZeroU32 {
        self.person.saturating_mul(GROUP_FACTOR).min(MOST_IN_GROUP)
    }

    fn typing(self) -> NonZeroU32 {
        self.person.saturating_mul(INLINE_FACTOR)
    }

    fn judge(self, whose: Whose, known: &mut Allowances, now: i64) -> Verdict {
        let is_silent =
            |key: i64| known.get(&key).and_then(|share| share.told).is_some_and(|told| now - told < SILENCE);
        if whose.keys().any(is_silent) {
            return Verdict::Ignored;
        }
        for key in whose.keys() {
            let most = if key < 0 { self.group() } else { self.person };
            let share = known.entry(key).or_default();
            if !take(share, most, now) {
                share.told = Some(now);
                return Verdict::Told;
            }
        }
        Verdict::Welcome
    }
}

/// Takes one message of so many a minute from a share, if that much is left of it.
fn take(share: &mut Allowance, most: NonZeroU32, now: i64) -> bool {
    let whole = share.whole.max(now) + MINUTE / i64::from(most.get());
    let within = whole <= now + MINUTE;
    if within {
        share.whole = whole;
    }
    within
}

/// Whether nothing of a share is taken, so that it need not be known.
fn is_whole(share: &Allowance, now: i64) -> bool {
    share.whole <= now && share.told.is_none_or(|told| now - told >= SILENCE)
}

fn micros(since: Duration) -> i64 {
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX / 2)
}

fn locked(known: &Mutex<Allowances>) -> MutexGuard<'_, Allowances> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, Ignored, Told, Welcome};
    use super::{Allowances, MINUTE, NonZeroU32, Shares, Whose, is_whole};

    #[test]
    fn who_asks_too_often_is_told_once_and_harms_nobody() {
        let shares = Shares { person: NonZeroU32::new(3).unwrap() };
        let mut known = Allowances::default();
        let mut ask = |person, group, now| shares.judge(Whose { person, group }, &mut known, now);
        let verdicts: Vec<Verdict> = (0..6).map(|_| ask(1, None, 0)).collect();
        assert_eq!(verdicts, [Welcome, Welcome, Welcome, Told, Ignored, Ignored]);
        assert_eq!(ask(2, None, 0), Welcome);
        // Another person in another chat is unharmed. Who goes on is not heard for a minute, and told once more then.
        for second in 1..60 {
            assert_eq!(ask(1, None, second * MINUTE / 60), Ignored);
        }
        let verdicts: Vec<Verdict> = (0..5).map(|_| ask(1, None, MINUTE)).collect();
        assert_eq!(verdicts, [Welcome, Welcome, Welcome, Told, Ignored]);
        // Nine a minute in one group, whoever asks.
        let verdicts: Vec<Verdict> = (10..22).map(|person| ask(person, Some(-5), MINUTE)).collect();
        assert_eq!(verdicts[..9], [Welcome; 9]);
        assert_eq!(verdicts[9..], [Told, Ignored, Ignored]);
        // A third of a minute gives one of three back.
        let verdicts: Vec<Verdict> =
            [0, 0, 0, MINUTE / 3, MINUTE / 3].map(|later| ask(30, None, MINUTE + later)).into();
        assert_eq!(verdicts, [Welcome, Welcome, Welcome, Welcome, Told]);
        known.retain(|_, share| !is_whole(share, 3 * MINUTE));
        assert!(known.is_empty(), "{known:?}");
    }
}
