//! Presses of buttons, and questions typed after the bot's name in any chat.

use serde_json::{Value, json};

use super::super::server::keyboard_rows;
use super::super::server::state::{Press, State, bot};
use super::super::server::{BotApi, fits};
use super::Chat;

impl Chat {
    /// Somebody presses a button of a message: the one with this label or, failing that, this data.
    pub(crate) fn presses(&self, user: i64, message: i32, button: &str) -> String {
        let json = self.shared.state().rooms[&self.id].standing_message(message).expect("it stands").json.clone();
        let data = data(&json, button);
        self.forges(user, message, &data)
    }

    /// A press with data that no button of the message has, as apps may send it.
    pub(crate) fn forges(&self, user: i64, message: i32, data: &str) -> String {
        let json = self.shared.state().rooms[&self.id].messages[&message].json.clone();
        self.press(user, "message", &json, data)
    }

    /// A press of a button of a message so old that the bot can't see it any more.
    pub(crate) fn presses_old(&self, user: i64, message: i32, data: &str) -> String {
        let chat = self.shared.state().rooms[&self.id].json();
        self.press(user, "message", &json!({ "chat": chat, "message_id": message, "date": 0 }), data)
    }

    fn press(&self, user: i64, field: &str, message: &Value, data: &str) -> String {
        let mut state = self.shared.state();
        let id = press(&mut state, user, field, message, data);
        self.shared.changed.notify_all();
        id
    }

    /// Somebody sends a result of an inline query to this chat, which the bot sees as a message by way of itself.
    pub(crate) fn sends_inline(&self, user: i64, query: &str, result: &str) -> (i32, String) {
        let mut state = self.shared.state();
        let answer = state.inline[query].clone().expect("the query was answered");
        let article = answer["results"].as_array().unwrap().iter().find(|article| article["id"] == result).unwrap();
        let content = &article["input_message_content"];
        let (id, from) = (state.fresh(), state.person(user));
        let mut chosen = json!({ "result_id": result, "from": from, "query": "" });
        let mut sent = json!({ "from": from, "via_bot": bot(), "text": content["message_text"] });
        if article["reply_markup"].is_object() {
            chosen["inline_message_id"] = id.as_str().into();
            sent["reply_markup"] = article["reply_markup"].clone();
        }
        state.inline_messages.insert(id.clone(), sent.clone());
        state.post("chosen_inline_result", chosen);
        (self.arrives(&mut state, sent, None), id)
    }
}

impl BotApi {
    /// Somebody types after the bot's name.
    pub(crate) fn types_inline(&self, user: i64, text: &str, offset: &str) -> String {
        assert!(fits(text), "the app cuts longer queries");
        let mut state = self.shared.state();
        let (id, from) = (state.fresh(), state.person(user));
        state.inline.insert(id.clone(), None);
        let query = json!({ "id": id, "from": from, "query": text, "offset": offset, "chat_type": "private" });
        state.post("inline_query", query);
        self.shared.changed.notify_all();
        id
    }

    /// What the bot answered to an inline query.
    pub(crate) fn inline_answer(&self, query: &str) -> Value {
        self.wait_for("the answer to an inline query", |state| state.inline[query].clone())
    }

    /// What the bot answered to a press: its fields `text` and `show_alert`, if any.
    pub(crate) fn press_answer(&self, press: &str) -> Value {
        self.wait_for("the answer to a press", |state| state.presses[press].answer.clone())
    }

    /// A press becomes too old to be answered.
    pub(crate) fn expire(&self, press: &str) {
        self.shared.state().presses.get_mut(press).unwrap().expired = true;
    }

    /// Somebody presses a button of a message that was sent by way of the bot.
    pub(crate) fn presses_inline(&self, user: i64, inline_message: &str, button: &str) -> String {
        let mut state = self.shared.state();
        let data = data(&state.inline_messages[inline_message], button);
        let id = press(&mut state, user, "inline_message_id", &inline_message.into(), &data);
        self.shared.changed.notify_all();
        id
    }

    /// The text of a message that was sent by way of the bot, as it stands now.
    pub(crate) fn inline_text(&self, inline_message: &str) -> String {
        self.shared.state().inline_messages[inline_message]["text"].as_str().unwrap().to_string()
    }
}

/// What a button sends.
fn data(message: &Value, button: &str) -> String {
    let buttons = keyboard_rows(&message["reply_markup"]).concat();
    let found = buttons.iter().find(|(label, _)| label == button);
    let found = found.or_else(|| buttons.iter().find(|(_, data)| data == button));
    found.unwrap_or_else(|| panic!("no button {button:?} among {buttons:?}")).1.clone()
}

fn press(state: &mut State, user: i64, field: &str, message: &Value, data: &str) -> String {
    let (id, from) = (state.fresh(), state.person(user));
    state.presses.insert(id.clone(), Press { answer: None, expired: false });
    state.post("callback_query", json!({ "id": id, "from": from, field: message, "chat_instance": "1", "data": data }));
    id
}
