//! The updates of one call, read one by one: whatever one of them holds, the others are read and all are confirmed.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use teloxide::types::{Update, UpdateKind, User};

use super::desk::event::{Event, read};

/// Seconds for which the server holds a call until there is something to hear.
pub(super) const POLL_SECONDS: u32 = 30;
/// What concerns the bot; all else is not even sent.
pub(super) const WANTED: [&str; 5] = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"];

/// `getUpdates`, whose result is read by us: teloxide's own reading fails for all where it fails for one.
#[derive(Debug, Serialize)]
pub(super) struct GetUpdates {
    /// The first update that is wanted; all before it are confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offset: Option<i64>,
    /// 1 to 100.
    pub(super) limit: u8,
    /// Seconds.
    pub(super) timeout: u32,
    pub(super) allowed_updates: [&'static str; WANTED.len()],
}

impl Payload for GetUpdates {
    type Output = Vec<Box<RawValue>>;
    const NAME: &'static str = "GetUpdates";

    fn timeout_hint(&self) -> Option<Duration> {
        Some(Duration::from_secs(self.timeout.into()))
    }
}

/// An update as it was read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) number: i64,
    /// What happened; none if it says nothing to us.
    pub(super) event: Option<Event>,
}

#[derive(Deserialize)]
struct Head {
    update_id: i64,
}

/// Reads an update. What can't be read says nothing to us; none if not even its number can.
pub(super) fn reading(raw: &RawValue, me: &User) -> Option<Reading> {
    let Ok(Head { update_id: number }) = serde_json::from_str(raw.get()) else {
        tracing::error!("an update without a number was passed over");
        return None;
    };
    // Neither what is read nor how it fails is shown: both hold people's words.
    let event = catch_unwind(AssertUnwindSafe(|| match serde_json::from_str::<Update>(raw.get()) {
        Ok(Update { kind: UpdateKind::Error(_), .. }) | Err(_) => {
            tracing::warn!(number, "an update of a kind or form that is not known was passed over");
            None
        }
        Ok(update) => read(update, me).filter(|event| !event.is_unreadable() || carries(raw)),
    }));
    let event = event.unwrap_or_else(|_| {
        tracing::error!(number, "an update that can't be read was passed over");
        None
    });
    Some(Reading { number, event })
}

/// What a message may carry instead of words. What is none of these tells what happened in the chat, and teloxide, which
/// doesn't know each such message, has no more of it than of media of which it misses a field.
const MEDIA: [&str; 18] = [
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "invoice",
    "location",
    "paid_media",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
];

/// Whether a message carries something that a person sent.
fn carries(raw: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Carrying {
        #[serde(default)]
        message: HashMap<String, Box<RawValue>>,
    }
    let carrying = serde_json::from_str::<Carrying>(raw.get());
    carrying.is_ok_and(|carrying| MEDIA.iter().any(|media| carrying.message.contains_key(*media)))
}

/// The first number of an update in an answer that can't be read.
pub(super) fn first_number(body: &[u8]) -> Option<i64> {
    let text = String::from_utf8_lossy(body);
    let (_, rest) = text.split_once("\"update_id\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{first_number, reading};
    use serde_json::json;
    use serde_json::value::to_raw_value;

    #[test]
    fn whatever_an_update_holds_its_number_is_read() {
        let me = json!({"id": 77, "is_bot": true, "first_name": "b", "username": "CiteBot"});
        let me = serde_json::from_value(me).unwrap();
        let message = |entities: serde_json::Value| {
            json!({"message_id": 3, "date": 1, "chat": {"id": -5, "type": "group", "title": "t"},
                "from": {"id": 5, "is_bot": false, "first_name": "f"}, "text": "🙂 who? @CiteBot", "entities": entities})
        };
        let mention = |offset: i64, length: i64| json!([{"type": "mention", "offset": offset, "length": length}]);
        for (key, value, number, is_heard) in [
            ("message", message(mention(8, 8)), Some(1), true),
            ("message", message(mention(90, 8)), Some(1), false),
            ("message", message(mention(1, 8)), Some(1), false),
            ("message", message(mention(8, 9_000_000_000_000_000_000)), Some(1), false),
            ("message", message(mention(-1, 8)), Some(1), false),
            ("message", json!("no message"), Some(1), false),
            ("message", json!({}), Some(1), false),
            ("a_kind_of_next_year", message(mention(8, 8)), Some(1), false),
            ("update_id", json!(7_000_000_000_i64), Some(7_000_000_000), false),
            ("update_id", json!("one"), None, false),
        ] {
            let mut update = json!({"update_id": 1});
            update[key] = value;
            let read = reading(&to_raw_value(&update).unwrap(), &me);
            assert_eq!(read.as_ref().map(|read| read.number), number, "{update}");
            assert_eq!(read.is_some_and(|read| read.event.is_some()), is_heard, "{update}");
        }
    }

    #[test]
    fn a_number_is_found_in_what_can_not_be_read() {
        for (body, expected) in [
            (&b"{\"ok\":true,\"result\":[{\"update_id\" : 12,\"message\":{\"text\":\"\xff"[..], Some(12)),
            (b"{\"ok\":true,\"result\":[{\"update_id\":\"x\"", None),
            (b"<html>", None),
        ] {
            assert_eq!(first_number(body), expected);
        }
    }
}
