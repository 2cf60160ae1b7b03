//! The people who write to the bot.

mod entities;
mod events;
mod inline;
mod reading;

use std::sync::Arc;

use serde_json::{Value, json};

use super::server::rooms::{Kind, Message, Room, Standing};
use super::server::state::{NAME, State, bot, date};
use super::server::{BotApi, Guard, Shared};

/// A chat, or one topic of it.
#[derive(Clone)]
pub(crate) struct Chat {
    shared: Arc<Shared>,
    pub(crate) id: i64,
    thread: Option<i32>,
}

impl BotApi {
    /// A chat of somebody with the bot. The person's id is the chat's; the language is that of the person's app.
    pub(crate) fn private<'a>(&self, user: i64, language: impl Into<Option<&'a str>>) -> Chat {
        self.shared.state().people.insert(user, language.into().map(str::to_string));
        self.room(Room::new(user, Kind::Private, vec![user]))
    }

    /// A group that the bot is in: a supergroup if its id says so, as with -100…
    pub(crate) fn group(&self, id: i64, members: &[i64], forum: bool) -> Chat {
        let kind = if id.to_string().starts_with("-100") { Kind::Supergroup } else { Kind::Group };
        assert!(!forum || kind == Kind::Supergroup, "only a supergroup is a forum, with an id that begins with -100");
        for member in members {
            self.shared.state().people.entry(*member).or_default();
        }
        let mut room = Room::new(id, kind, members.to_vec());
        room.forum = forum;
        self.room(room)
    }

    fn room(&self, room: Room) -> Chat {
        let id = room.id;
        self.shared.state().rooms.insert(id, room);
        Chat { shared: Arc::clone(&self.shared), id, thread: None }
    }
}

impl Chat {
    /// Somebody writes; the id of the message.
    pub(crate) fn says(&self, user: i64, text: &str) -> i32 {
        let mut state = self.shared.state();
        let content = json!({ "from": state.person(user), "text": text });
        self.arrives(&mut state, content, None)
    }

    /// The first member writes, which is whom a private chat is with.
    pub(crate) fn asks(&self, text: &str) -> i32 {
        let first = self.shared.state().rooms[&self.id].members[0];
        self.says(first, text)
    }

    /// Somebody replies to a message.
    pub(crate) fn replies_to(&self, user: i64, message: i32, text: &str) -> i32 {
        let mut state = self.shared.state();
        let content = json!({ "from": state.person(user), "text": text });
        self.arrives(&mut state, content, Some(message))
    }

    /// Somebody sends a photo with a caption, a sticker, a voice message, a die or a location.
    pub(crate) fn sends(&self, user: i64, what: &str) -> i32 {
        let file = json!({ "file_id": "file", "file_unique_id": "unique", "file_size": 1000 });
        let with = |more: Value| {
            let mut file = file.clone();
            file.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            file
        };
        let size = json!({ "width": 90, "height": 90 });
        let mut content = match what {
            "photo" => json!({ "photo": [with(size)], "caption": "Look at this" }),
            "sticker" => json!({ "sticker": with(json!({
                "width": 90, "height": 90, "type": "regular", "is_animated": false, "is_video": false, "emoji": "🙂",
            })) }),
            "voice" => json!({ "voice": with(json!({ "duration": 3 })) }),
            "dice" => json!({ "dice": { "emoji": "🎲", "value": 4 } }),
            "location" => json!({ "location": { "longitude": 116.4, "latitude": 39.9 } }),
            _ => panic!("nobody sends {what}"),
        };
        let mut state = self.shared.state();
        content["from"] = state.person(user);
        self.arrives(&mut state, content, None)
    }

    /// Somebody sends a photo, perhaps with words or as one of an album.
    pub(crate) fn sends_photo(&self, user: i64, caption: Option<&str>, album: Option<&str>) -> i32 {
        let size = json!({ "file_id": "f", "file_unique_id": "u", "file_size": 1000, "width": 90, "height": 90 });
        let mut state = self.shared.state();
        let mut content = json!({ "from": state.person(user), "photo": [size] });
        for (name, value) in [("caption", caption), ("media_group_id", album)] {
            if let Some(value) = value {
                content[name] = value.into();
            }
        }
        self.arrives(&mut state, content, None)
    }

    /// Another bot writes.
    pub(crate) fn other_bot_says(&self, text: &str) -> i32 {
        let other = json!({ "id": 99_999, "is_bot": true, "first_name": "Other", "username": "OtherBot" });
        let mut state = self.shared.state();
        self.arrives(&mut state, json!({ "from": other, "text": text }), None)
    }

    /// An administrator writes in the name of the group.
    pub(crate) fn says_anonymously(&self, text: &str) -> i32 {
        let mut state = self.shared.state();
        let group = state.rooms[&self.id].json();
        let name =
            json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" });
        self.arrives(&mut state, json!({ "from": name, "sender_chat": group, "text": text }), None)
    }

    /// Somebody writes in the name of a channel.
    pub(crate) fn says_as_channel(&self, text: &str) -> i32 {
        let mut state = self.shared.state();
        let channel = json!({ "id": -1_009_999_999_999_i64, "type": "channel", "title": "A channel" });
        let name = json!({ "id": 136_817_688, "is_bot": true, "first_name": "Channel", "username": "Channel_Bot" });
        self.arrives(&mut state, json!({ "from": name, "sender_chat": channel, "text": text }), None)
    }

    /// The author changes a message.
    pub(crate) fn edits(&self, message: i32, text: &str) {
        let mut state = self.shared.state();
        let json = &mut state.rooms.get_mut(&self.id).unwrap().messages.get_mut(&message).unwrap().json;
        json["text"] = text.into();
        json["edit_date"] = date().into();
        let content = entities::filled(json.clone());
        self.deliver(&mut state, "edited_message", content);
    }

    /// Somebody deletes a message, which the bot isn't told.
    pub(crate) fn deletes(&self, message: i32) {
        let mut state = self.shared.state();
        state.rooms.get_mut(&self.id).unwrap().messages.get_mut(&message).unwrap().deleted = true;
    }

    /// Puts a message into the chat and tells the bot.
    fn arrives(&self, state: &mut Guard<'_>, content: Value, reply_to: Option<i32>) -> i32 {
        let room = state.rooms.get_mut(&self.id).unwrap();
        let is_there = matches!(room.standing, Standing::Fine | Standing::Waits(_));
        assert!(is_there, "the bot is not in this chat");
        let id = room.next_id();
        let mut json = entities::filled(content);
        json["message_id"] = id.into();
        json["chat"] = room.json();
        json["date"] = date().into();
        room.place(&mut json, self.thread, reply_to);
        let html = json["text"].as_str().unwrap_or_default().to_string();
        let message = Message { json: json.clone(), html, by_bot: false, deleted: false, link_preview_disabled: false };
        room.messages.insert(id, message);
        self.deliver(state, "message", json);
        id
    }

    fn deliver(&self, state: &mut Guard<'_>, kind: &str, content: Value) {
        if !state.privacy || is_for_bot(state, self.id, &content) {
            state.post(kind, content);
            self.shared.changed.notify_all();
        }
    }
}

/// What a bot in privacy mode gets to see: what names it, replies to it or comes from it, service messages, and
/// commands without a name if it was the last bot to write.
fn is_for_bot(state: &State, chat: i64, content: &Value) -> bool {
    let room = &state.rooms[&chat];
    let Some(text) = content["text"].as_str() else { return content.get("photo").is_none() };
    let plain_command = text.starts_with('/') && !text.split_whitespace().next().unwrap_or(text).contains('@');
    room.kind == Kind::Private
        || text.to_lowercase().contains(&format!("@{}", NAME.to_lowercase()))
        || content["reply_to_message"]["from"]["id"] == bot()["id"]
        || content["via_bot"]["id"] == bot()["id"]
        || plain_command && !room.sent.is_empty()
}
