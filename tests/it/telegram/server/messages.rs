//! Messages that the bot sends, edits and deletes.

use serde::Deserialize;
use serde_json::{Value, json};

use super::keyboard;
use super::refusal::{Answer, Refusal, read, rule};
use super::rooms::{Kind, Message, Room};
use super::state::{State, bot, date};
use super::text::{Shown, shown};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    chat_id: i64,
    text: Option<String>,
    message_thread_id: Option<i32>,
    parse_mode: Option<String>,
    entities: Option<Vec<Value>>,
    link_preview_options: Option<Preview>,
    #[serde(rename = "disable_notification")]
    _disable_notification: Option<bool>,
    #[serde(rename = "protect_content")]
    _protect_content: Option<bool>,
    reply_parameters: Option<Target>,
    reply_markup: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preview {
    #[serde(default)]
    is_disabled: bool,
    #[serde(rename = "url")]
    _url: Option<String>,
    #[serde(rename = "prefer_small_media")]
    _prefer_small_media: Option<bool>,
    #[serde(rename = "prefer_large_media")]
    _prefer_large_media: Option<bool>,
    #[serde(rename = "show_above_text")]
    _show_above_text: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    message_id: i32,
    chat_id: Option<i64>,
    #[serde(default)]
    allow_sending_without_reply: bool,
    quote: Option<String>,
}

/// The chat, if there is one and the bot may write to it.
pub(super) fn room(state: &mut State, id: i64) -> Result<&mut Room, Refusal> {
    let room = state.rooms.get_mut(&id).ok_or_else(|| Refusal::fault("chat not found"))?;
    room.open()?;
    Ok(room)
}

pub(super) fn send(state: &mut State, body: &Value) -> Answer {
    let sent: Send = read(body)?;
    let room = room(state, sent.chat_id)?;
    let raw = sent.text.unwrap_or_default();
    let shown = shown(&raw, sent.parse_mode.as_deref(), sent.entities)?;
    let thread = sent.message_thread_id;
    topic(room, thread)?;
    let reply_to = replied(room, sent.reply_parameters)?;
    if let Some(markup) = &sent.reply_markup {
        keyboard::check(markup)?;
    }
    let id = room.next_id();
    let mut json = json!({ "message_id": id, "from": bot(), "chat": room.json(), "date": date() });
    room.place(&mut json, thread, reply_to);
    show(&mut json, shown, sent.reply_markup);
    let link_preview_disabled = sent.link_preview_options.unwrap_or_default().is_disabled;
    let message = Message { json: json.clone(), html: raw, by_bot: true, deleted: false, link_preview_disabled };
    room.messages.insert(id, message);
    room.sent.push(room.as_sent(id));
    Ok(json)
}

/// A topic must be one of the forum's.
fn topic(room: &Room, thread: Option<i32>) -> Result<(), Refusal> {
    let is_topic =
        |id: i32| room.forum && room.messages.get(&id).is_some_and(|m| m.json.get("forum_topic_created").is_some());
    rule(thread.is_none_or(is_topic), "message thread not found")
}

/// The message that is replied to.
fn replied(room: &Room, reply: Option<Target>) -> Result<Option<i32>, Refusal> {
    let Some(reply) = reply else { return Ok(None) };
    rule(reply.chat_id.is_none_or(|id| id == room.id), "replies to other chats are not served")?;
    match room.standing_message(reply.message_id) {
        Some(message) => {
            let text = message.json["text"].as_str().unwrap_or_default();
            let quoted = reply.quote.is_none_or(|quote| quote.chars().count() <= 1024 && text.contains(&quote));
            rule(quoted, "QUOTE_TEXT_INVALID")?;
            Ok(Some(reply.message_id))
        }
        None if reply.allow_sending_without_reply => Ok(None),
        None => Err(Refusal::fault("message to be replied not found")),
    }
}

/// Puts the text and the buttons into a message.
fn show(json: &mut Value, shown: Shown, markup: Option<Value>) {
    json["text"] = shown.text.into();
    let optional = [
        ("entities", Some(Value::from(shown.entities)).filter(|entities| entities != &json!([]))),
        ("reply_markup", markup.filter(|markup| markup["inline_keyboard"] != json!([]))),
    ];
    for (name, value) in optional {
        match value {
            Some(value) => json[name] = value,
            None => drop(json.as_object_mut().map(|fields| fields.remove(name))),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    chat_id: Option<i64>,
    message_id: Option<i32>,
    inline_message_id: Option<String>,
    text: Option<String>,
    parse_mode: Option<String>,
    entities: Option<Vec<Value>>,
    link_preview_options: Option<Preview>,
    reply_markup: Option<Value>,
}

pub(super) fn edit_text(state: &mut State, body: &Value) -> Answer {
    let edit: Edit = read(body)?;
    let text = edit.text.clone().unwrap_or_default();
    let shown = shown(&text, edit.parse_mode.as_deref(), edit.entities.clone())?;
    edited(state, edit, Some((text, shown)))
}

pub(super) fn edit_markup(state: &mut State, body: &Value) -> Answer {
    let edit: Edit = read(body)?;
    rule(edit.text.is_none() && edit.parse_mode.is_none(), "unknown field `text`")?;
    edited(state, edit, None)
}

fn edited(state: &mut State, edit: Edit, text: Option<(String, Shown)>) -> Answer {
    if let Some(markup) = &edit.reply_markup {
        keyboard::check(markup)?;
    }
    if let Some(id) = &edit.inline_message_id {
        rule(edit.chat_id.is_none() && edit.message_id.is_none(), "a message has one id")?;
        let json = state.inline_messages.get_mut(id).ok_or_else(|| Refusal::fault("MESSAGE_ID_INVALID"))?;
        changed(json, text.map(|(_, shown)| shown), edit.reply_markup)?;
        return Ok(true.into());
    }
    let (Some(chat), Some(id)) = (edit.chat_id, edit.message_id) else {
        return Err(Refusal::fault("message identifier is not specified"));
    };
    let room = room(state, chat)?;
    let message = own(room, id, "edited")?;
    let (html, shown) = text.unzip();
    changed(&mut message.json, shown, edit.reply_markup)?;
    message.json["edit_date"] = date().into();
    if let Some(html) = html {
        message.html = html;
        message.link_preview_disabled = edit.link_preview_options.unwrap_or_default().is_disabled;
    }
    let json = message.json.clone();
    room.edited.push(room.as_sent(id));
    Ok(json)
}

/// A message of the bot's that still stands.
fn own<'a>(room: &'a mut Room, id: i32, done: &str) -> Result<&'a mut Message, Refusal> {
    let what = if done == "edited" { "edit" } else { "delete" };
    let gone = format!("message to {what} not found");
    let message = room.messages.get_mut(&id).ok_or_else(|| Refusal::fault(&gone))?;
    if message.deleted {
        // Somebody deleted it, which the bot is never told.
        return Err(Refusal::circumstance(400, format!("Bad Request: {gone}")));
    }
    rule(message.by_bot, &format!("message can't be {done}"))?;
    Ok(message)
}

/// Edits a message, which must change it. Without a keyboard the old one goes away.
fn changed(json: &mut Value, shown: Option<Shown>, markup: Option<Value>) -> Result<(), Refusal> {
    let before = json.clone();
    let shown = shown.unwrap_or_else(|| Shown {
        text: json["text"].as_str().unwrap_or_default().to_string(),
        entities: json["entities"].as_array().cloned().unwrap_or_default(),
    });
    show(json, shown, markup);
    rule(
        *json != before,
        "message is not modified: specified new message content and reply markup are exactly the same as a current \
         content and reply markup of the message",
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    chat_id: i64,
    message_id: i32,
}

pub(super) fn delete(state: &mut State, body: &Value) -> Answer {
    let Delete { chat_id, message_id } = read(body)?;
    let room = room(state, chat_id)?;
    // In a private chat a bot may delete what people wrote.
    if room.kind == Kind::Private && room.standing_message(message_id).is_some() {
        room.messages.get_mut(&message_id).expect("it stands").deleted = true;
        return Ok(true.into());
    }
    own(room, message_id, "deleted")?.deleted = true;
    Ok(true.into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doing {
    chat_id: i64,
    message_thread_id: Option<i32>,
    action: String,
}

pub(super) fn action(state: &mut State, body: &Value) -> Answer {
    let action: Doing = read(body)?;
    let room = room(state, action.chat_id)?;
    topic(room, action.message_thread_id)?;
    rule(action.action == "typing", "wrong parameter action in request")?;
    Ok(true.into())
}
