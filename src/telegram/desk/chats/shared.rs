//! What is remembered of a chat goes through the store to whichever program serves it next.

use std::time::Instant;

use rustc_hash::FxHashMap;
use teloxide::types::ChatId;

use super::{Chat, Chats, SeatKey, locked};
use crate::inbox::Remembered;
use crate::sources::fingerprint;
use crate::telegram::desk::recall::{MOST_SEATS, Stored, StoredAnswered, StoredSeat, StoredWrong};
use crate::telegram::desk::seat::{Answered, Seat};

impl Chats {
    /// What is remembered of a chat, for whoever serves it next, and whose words are among it.
    pub(crate) fn stored(&self, chat: ChatId, now: Instant) -> Remembered {
        let mut stored = Stored::default();
        let mut seats = locked(&self.all.seats);
        for (key, (last, seat)) in seats.iter_mut().filter(|(key, _)| key.chat == chat).take(MOST_SEATS) {
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
}
