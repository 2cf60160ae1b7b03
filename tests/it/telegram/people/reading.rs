//! What people see of the bot. Nothing here waits for a fixed time.

use super::super::server::rooms::Sent;
use super::super::server::state::{Call, State};
use super::Chat;

impl Chat {
    /// The next message of the bot in this chat, each once and in order.
    pub(crate) fn next_message(&self) -> Sent {
        self.shared.wait_for(&format!("the next message in {}", self.id), |state| {
            let room = state.rooms.get_mut(&self.id)?;
            let next = room.sent.get(room.read)?.clone();
            room.read += 1;
            Some(next)
        })
    }

    /// The next message that the bot has edited in this chat, as it stands after the edit.
    pub(crate) fn next_edit(&self) -> Sent {
        self.shared.wait_for(&format!("the next edit in {}", self.id), |state| {
            let room = state.rooms.get_mut(&self.id)?;
            let next = room.edited.get(room.read_edits)?.clone();
            room.read_edits += 1;
            Some(next)
        })
    }

    /// Proves that the bot kept silent about what was said before: somebody asks something that it answers, and its
    /// answer, which holds `wanted`, is the first thing that it does in this chat.
    pub(crate) fn silent_until(&self, user: i64, question: &str, wanted: &str) -> Sent {
        let before = unread(&self.shared.state(), self.id);
        assert!(before.is_empty(), "not silent: {before:#?}");
        let edits = self.shared.state().rooms[&self.id].edited.len();
        self.says(user, question);
        let answer = self.next_message();
        assert!(answer.text.contains(wanted), "not silent: {answer:#?}");
        assert_eq!(self.shared.state().rooms[&self.id].edited.len(), edits, "not silent: it edited a message");
        answer
    }

    /// A message as it stands now; none if it was deleted.
    pub(crate) fn message(&self, id: i32) -> Option<Sent> {
        let state = self.shared.state();
        let room = &state.rooms[&self.id];
        room.standing_message(id).map(|_| room.as_sent(id))
    }

    /// The calls that name this chat.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let state = self.shared.state();
        state.calls.iter().filter(|call| call.body["chat_id"] == self.id).cloned().collect()
    }
}

/// What the bot sent and nobody has read.
fn unread(state: &State, chat: i64) -> Vec<Sent> {
    let room = &state.rooms[&chat];
    room.sent[room.read..].to_vec()
}
