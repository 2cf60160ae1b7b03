//! What happens to a chat rather than in it: the bot comes and goes, a group grows, a topic begins.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::server::Guard;
use super::super::server::rooms::{Kind, Room, Standing};
use super::super::server::state::{bot, date};
use super::Chat;

impl Chat {
    /// The person of a private chat blocks the bot.
    pub(crate) fn blocks(&self) {
        self.bot_becomes(self.id, Standing::Blocked, ["member", "kicked"]);
    }

    /// The person of a private chat lets the bot write again.
    pub(crate) fn unblocks(&self) {
        self.bot_becomes(self.id, Standing::Fine, ["kicked", "member"]);
    }

    /// Somebody takes the bot into the group.
    pub(crate) fn adds_bot(&self, by: i64) {
        self.bot_becomes(by, Standing::Fine, ["left", "member"]);
        let mut state = self.shared.state();
        let content = json!({ "from": state.person(by), "new_chat_members": [bot()] });
        self.arrives(&mut state, content, None);
    }

    /// Somebody throws the bot out of the group.
    pub(crate) fn kicks_bot(&self, by: i64) {
        self.bot_becomes(by, Standing::Kicked, ["member", "kicked"]);
    }

    fn bot_becomes(&self, by: i64, standing: Standing, status: [&str; 2]) {
        let mut state = self.shared.state();
        let room = state.rooms.get_mut(&self.id).unwrap();
        room.standing = standing;
        let chat = room.json();
        let [old, new] = status.map(member);
        let from = state.person(by);
        let change = json!({
            "chat": chat, "from": from, "date": date(), "old_chat_member": old, "new_chat_member": new,
        });
        state.post("my_chat_member", change);
        self.shared.changed.notify_all();
    }

    /// Something happens of which Telegram tells in a message, such as a new title.
    pub(crate) fn happens(&self, by: i64, what: Value) {
        let mut state = self.shared.state();
        let mut content = what;
        content["from"] = state.person(by);
        self.arrives(&mut state, content, None);
    }

    /// The group makes one of its members an administrator.
    pub(crate) fn makes_admin(&self, user: i64) {
        self.shared.state().rooms.get_mut(&self.id).unwrap().admins.insert(user);
    }

    /// The group becomes a supergroup under another id, and refuses the old one.
    pub(crate) fn becomes_supergroup(&self, new: i64) -> Self {
        let mut state = self.shared.state();
        let old = &state.rooms[&self.id];
        let mut room = Room::new(new, Kind::Supergroup, old.members.clone());
        room.admins.clone_from(&old.admins);
        state.rooms.insert(new, room);
        let chat = Self { shared: Arc::clone(&self.shared), id: new, thread: None };
        let from = state.person(state.rooms[&new].members[0]);
        self.arrives(&mut state, json!({ "from": from, "migrate_to_chat_id": new }), None);
        state.rooms.get_mut(&self.id).unwrap().standing = Standing::Moved(new);
        chat.arrives(&mut state, json!({ "from": from, "migrate_from_chat_id": self.id }), None);
        chat
    }

    /// Opens a topic of a forum; what is said by way of it is said there.
    pub(crate) fn in_topic(&self, name: &str) -> Self {
        let mut state = self.shared.state();
        assert!(state.rooms[&self.id].forum, "only a forum has topics");
        let from = state.person(state.rooms[&self.id].members[0]);
        let topic = json!({ "name": name, "icon_color": 7_322_096 });
        let thread = self.opens_topic(&mut state, json!({ "from": from, "forum_topic_created": topic }));
        drop(state);
        Self { thread: Some(thread), ..self.clone() }
    }

    /// The message that opens a topic stands in the topic itself.
    fn opens_topic(&self, state: &mut Guard<'_>, mut content: Value) -> i32 {
        let id = state.rooms[&self.id].next_id();
        content["message_thread_id"] = id.into();
        content["is_topic_message"] = true.into();
        self.arrives(state, content, None)
    }
}

/// The bot as a member of a chat.
fn member(status: &str) -> Value {
    let mut member = json!({ "user": bot(), "status": status });
    if status == "kicked" {
        member["until_date"] = 0.into();
    }
    member
}
