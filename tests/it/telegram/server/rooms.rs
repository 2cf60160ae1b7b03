//! The chats and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::keyboard::{Rows, rows};
use super::refusal::Refusal;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Private,
    Group,
    Supergroup,
}

/// Whether the bot may write to a chat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    Fine,
    /// The person blocked the bot.
    Blocked,
    /// The bot was thrown out.
    Kicked,
    /// The group has become a supergroup, under this id.
    Moved(i64),
    /// Nothing may be sent for so many seconds.
    Waits(u32),
}

/// A message that stands in a chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) json: Value,
    /// The text as it was sent, with its tags.
    pub(crate) html: String,
    pub(crate) by_bot: bool,
    pub(crate) deleted: bool,
    pub(crate) link_preview_disabled: bool,
}

/// A message of the bot as it stood when it was sent or edited.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    pub(crate) chat: i64,
    pub(crate) id: i32,
    /// As people see it.
    pub(crate) text: String,
    /// As the bot sent it.
    pub(crate) html: String,
    /// Each button's label with its data, or what it opens.
    pub(crate) buttons: Rows,
    pub(crate) reply_to: Option<i32>,
    pub(crate) thread: Option<i32>,
    pub(crate) link_preview_disabled: bool,
}

impl Sent {
    /// The labels of the buttons, row by row.
    pub(crate) fn labels(&self) -> Vec<Vec<&str>> {
        self.buttons.iter().map(|row| row.iter().map(|(label, _)| label.as_str()).collect()).collect()
    }
}

/// A chat.
pub(crate) struct Room {
    pub(crate) id: i64,
    pub(crate) kind: Kind,
    pub(crate) forum: bool,
    pub(crate) standing: Standing,
    pub(crate) members: Vec<i64>,
    pub(crate) admins: BTreeSet<i64>,
    pub(crate) messages: BTreeMap<i32, Message>,
    /// What the bot sent, in order, and how much of it the test has read.
    pub(crate) sent: Vec<Sent>,
    pub(crate) read: usize,
    /// What the bot edited, likewise.
    pub(crate) edited: Vec<Sent>,
    pub(crate) read_edits: usize,
}

impl Room {
    pub(crate) fn new(id: i64, kind: Kind, members: Vec<i64>) -> Self {
        Self {
            id,
            kind,
            forum: false,
            standing: Standing::Fine,
            members,
            admins: BTreeSet::new(),
            messages: BTreeMap::new(),
            sent: Vec::new(),
            read: 0,
            edited: Vec::new(),
            read_edits: 0,
        }
    }

    /// Counted in each chat from one, as in supergroups, so that a bot that mixes chats up is found out.
    pub(crate) fn next_id(&self) -> i32 {
        self.messages.keys().last().map_or(1, |id| id + 1)
    }

    pub(crate) fn json(&self) -> Value {
        match self.kind {
            Kind::Private => json!({ "id": self.id, "type": "private", "first_name": format!("Person {}", self.id) }),
            Kind::Group => json!({ "id": self.id, "type": "group", "title": "A group" }),
            Kind::Supergroup if self.forum => {
                json!({ "id": self.id, "type": "supergroup", "title": "A forum", "is_forum": true })
            }
            Kind::Supergroup => json!({ "id": self.id, "type": "supergroup", "title": "A supergroup" }),
        }
    }

    /// Refuses if the bot may not write here.
    pub(super) fn open(&self) -> Result<(), Refusal> {
        let forbidden = |reason: &str| Err(Refusal::circumstance(403, format!("Forbidden: {reason}")));
        match self.standing {
            Standing::Fine => Ok(()),
            Standing::Blocked => forbidden("bot was blocked by the user"),
            Standing::Kicked if self.kind == Kind::Group => forbidden("bot was kicked from the group chat"),
            Standing::Kicked => forbidden("bot was kicked from the supergroup chat"),
            Standing::Waits(seconds) => {
                let reason = format!("Too Many Requests: retry after {seconds}");
                Err(Refusal::circumstance(429, reason).with(json!({ "retry_after": seconds })))
            }
            Standing::Moved(to) => {
                let reason = "Bad Request: group chat was upgraded to a supergroup chat";
                Err(Refusal::circumstance(400, reason).with(json!({ "migrate_to_chat_id": to })))
            }
        }
    }

    pub(crate) fn standing_message(&self, id: i32) -> Option<&Message> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }

    /// The message as the test reads it.
    pub(crate) fn as_sent(&self, id: i32) -> Sent {
        let Message { json, html, link_preview_disabled, .. } = &self.messages[&id];
        let number = |value: &Value| value.as_i64().map(|number| number as i32);
        Sent {
            chat: self.id,
            id,
            text: json["text"].as_str().unwrap_or_default().to_string(),
            html: html.clone(),
            buttons: rows(&json["reply_markup"]),
            // In a forum a message that replies to none hangs on the one that opened its topic.
            reply_to: number(&json["reply_to_message"]["message_id"])
                .filter(|_| json["reply_to_message"].get("forum_topic_created").is_none()),
            thread: number(&json["message_thread_id"]),
            link_preview_disabled: *link_preview_disabled,
        }
    }

    /// The topic of a message, and its fields in it.
    pub(crate) fn place(&self, json: &mut Value, thread: Option<i32>, reply_to: Option<i32>) {
        let replied = reply_to.and_then(|id| self.messages.get(&id)).map(|message| message.json.clone());
        let of_replied = replied.as_ref().and_then(|json| json["message_thread_id"].as_i64()).map(|id| id as i32);
        if let Some(thread) = thread.or(of_replied).filter(|_| self.forum) {
            json["message_thread_id"] = thread.into();
            json["is_topic_message"] = true.into();
        }
        // A supergroup without topics numbers its strings of replies in the same field, but takes no such number.
        if let Some(id) = reply_to.filter(|_| !self.forum && self.kind == Kind::Supergroup) {
            json["message_thread_id"] = of_replied.unwrap_or(id).into();
        }
        let topic = thread.filter(|_| self.forum).and_then(|id| self.messages.get(&id));
        if let Some(mut replied) = replied.or_else(|| topic.map(|message| message.json.clone())) {
            // A reply shows what it replies to, but not what that replied to.
            replied.as_object_mut().map(|fields| fields.remove("reply_to_message"));
            json["reply_to_message"] = replied;
        }
    }
}
