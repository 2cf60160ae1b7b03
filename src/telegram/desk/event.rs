//! What happened: an update of Telegram's, reduced to what concerns this bot.

use std::ops::Range;

use teloxide::types::{
    CallbackQuery, CallbackQueryId, Chat, ChatId, InlineQueryId, Message, MessageEntity, MessageEntityKind, MessageId,
    MessageKind, ThreadId, Update, UpdateKind, User, UserId,
};

use serde::{Deserialize, Serialize};

use super::command::{Command, typed};
use crate::text::Language;

/// Where something was said, and where a reply to it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Room {
    pub(crate) chat: ChatId,
    /// The topic of a forum.
    pub(crate) thread: Option<ThreadId>,
    pub(crate) kind: RoomKind,
}

impl Room {
    /// The message that a reply to it names: in a group, a reply says whom it is for.
    pub(crate) fn reply_to(self, message: MessageId) -> Option<MessageId> {
        match self.kind {
            RoomKind::Private => None,
            RoomKind::Group => Some(message),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum RoomKind {
    Private,
    Group,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: UserId,
    /// The language of the person's Telegram.
    pub(crate) language: Language,
    /// An admin who speaks in the group's own name.
    pub(crate) anonymous_admin: bool,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Event {
    /// Somebody said something to the bot.
    Said(Said),
    /// Somebody pressed a button.
    Pressed(Pressed),
    /// Somebody types after the bot's name in any chat.
    Types { query: InlineQueryId, person: Person, text: String, offset: String },
    /// The bot may write to a chat again, or no longer.
    Membership { chat: ChatId, welcome: bool },
    /// A group became a supergroup.
    Moved { from: ChatId, to: ChatId },
}

impl Event {
    /// Where, by whom and in which message something was said, or a button pressed.
    pub(crate) fn place(&self) -> Option<(Room, Person, MessageId)> {
        match self {
            Self::Said(said) => Some((said.room, said.person, said.message)),
            Self::Pressed(pressed) => pressed.at.map(|(room, message)| (room, pressed.person, message)),
            Self::Types { .. } | Self::Membership { .. } | Self::Moved { .. } => None,
        }
    }
}

/// Whether an event is dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Verdict {
    /// It is.
    Welcome,
    /// It is not, and the person is told so, once.
    Told,
    /// It is not.
    Ignored,
}

/// An event that is to be dealt with, as it stands in the inbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) event: Event,
    /// Who asks too often is told so instead of an answer, or hears nothing.
    pub(crate) verdict: Verdict,
}

impl Task {
    /// Whether anything comes of it: who pressed a button waits until it is released, even if they ask too often.
    pub(crate) fn is_to_be_dealt_with(&self) -> bool {
        self.verdict != Verdict::Ignored || matches!(self.event, Event::Pressed(_))
    }
}

/// Something that was said to the bot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) room: Room,
    pub(crate) person: Person,
    pub(crate) message: MessageId,
    /// The message of the bot's own that it replies to.
    pub(crate) replies_to: Option<MessageId>,
    /// What photos and the like have in common that were sent together.
    pub(crate) album: Option<String>,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum What {
    Question(String),
    /// What was said beside the bot's name, in reply to somebody's message.
    Handed {
        asked: String,
        text: String,
    },
    /// A question as it reads now.
    Edited(String),
    Command(Command),
    /// A photo, a voice message and the like.
    Unreadable,
}

/// A button that was pressed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pressed {
    pub(crate) query: CallbackQueryId,
    pub(crate) person: Person,
    /// The message with the button; none if it was sent from another chat, inline.
    pub(crate) at: Option<(Room, MessageId)>,
    pub(crate) data: String,
}

/// What an update means for the bot `me`; none if nothing.
pub(crate) fn read(update: Update, me: &User) -> Option<Event> {
    match update.kind {
        UpdateKind::Message(message) => moved(&message).or_else(|| said(&message, me, false).map(Event::Said)),
        UpdateKind::EditedMessage(message) => said(&message, me, true).map(Event::Said),
        UpdateKind::CallbackQuery(query) => Some(Event::Pressed(pressed(query))),
        UpdateKind::InlineQuery(query) => {
            let person = person(&query.from, false);
            Some(Event::Types { query: query.id, person, text: query.query, offset: query.offset })
        }
        UpdateKind::MyChatMember(change) => {
            let welcome = change.new_chat_member.kind.is_present();
            Some(Event::Membership { chat: change.chat.id, welcome })
        }
        _ => None,
    }
}

fn moved(message: &Message) -> Option<Event> {
    let to = message.migrate_to_chat_id()?;
    Some(Event::Moved { from: message.chat.id, to: *to })
}

fn said(message: &Message, me: &User, edited: bool) -> Option<Said> {
    let sender = message.from.as_ref()?;
    // Who speaks in the name of a chat: an admin of the group in its own, somebody in that of a channel. What a channel
    // posts comes into its group by itself, and is said to nobody.
    let spoken_for = message.sender_chat.as_ref().filter(|_| !message.is_automatic_forward());
    let anonymous_admin = spoken_for.is_some_and(|chat| chat.id == message.chat.id);
    // What this bot wrote for somebody inline comes back as that person's message.
    let own = message.via_bot.as_ref().is_some_and(|bot| bot.id == me.id);
    let robot = sender.is_bot && spoken_for.is_none();
    // Media of which teloxide misses a field, such as a voice message without its MIME type, come out empty.
    let service = !matches!(message.kind, MessageKind::Common(_) | MessageKind::Dice(_) | MessageKind::Empty {});
    if own || robot || service {
        return None;
    }
    let room = room(&message.chat, thread(message))?;
    let text = message.text().or_else(|| message.caption());
    let what = match (room.kind, text) {
        (RoomKind::Private, None) if edited => return None,
        (RoomKind::Private, None) => What::Unreadable,
        (RoomKind::Private, Some(text)) => private(text, me)?,
        (RoomKind::Group, text) => addressed(message, text?, me)?,
    };
    let what = match what {
        What::Question(text) | What::Handed { asked: text, .. } if edited => What::Edited(text),
        // A command that is edited is not given again.
        What::Command(_) if edited => return None,
        what => what,
    };
    let album = message.media_group_id().map(|id| id.0.clone());
    let mut person = person(sender, anonymous_admin);
    if let Some(chat) = spoken_for {
        person.id = as_person(chat.id);
    }
    let own = message.reply_to_message().filter(|other| other.from.as_ref().is_some_and(|from| from.id == me.id));
    let replies_to = own.map(|other| other.id);
    Some(Said { room, person, message: message.id, replies_to, album, what })
}

fn private(text: &str, me: &User) -> Option<What> {
    match typed(text) {
        Some(command) if command.to.is_none_or(|name| is_me(name, me)) => Some(What::Command(command.command())),
        Some(_) => None,
        None => Some(What::Question(text.to_string())),
    }
}

/// In a group, only what is said to the bot by name or in reply concerns it.
fn addressed(message: &Message, text: &str, me: &User) -> Option<What> {
    let replied_to = message.reply_to_message();
    let replies = replied_to.and_then(|message| message.from.as_ref()).is_some_and(|from| from.id == me.id);
    if let Some(command) = typed(text) {
        // In reply to the bot, a command needs no name.
        let mine = command.to.map_or(replies, |name| is_me(name, me));
        return mine.then(|| What::Command(command.command()));
    }
    let entities = message.entities().or_else(|| message.caption_entities()).unwrap_or_default();
    let mention = entities.iter().find_map(|entity| mention(text, entity, me));
    match mention {
        None => replies.then(|| What::Question(text.to_string())),
        Some(range) => {
            let question = format!("{} {}", text[..range.start].trim_end(), text[range.end..].trim_start());
            let question = question.trim().trim_start_matches([',', '，', ':', '：']).trim().to_string();
            let silent = !question.chars().any(char::is_alphanumeric);
            // Who names the bot in reply to a message hands it that message, unless something is asked beside the name.
            let handed = replied_to.filter(|_| !replies).and_then(|message| message.text().or(message.caption()));
            Some(match handed {
                Some(text) if silent => What::Question(text.to_string()),
                Some(text) => What::Handed { asked: question, text: text.to_string() },
                None if silent => What::Command(Command::Help),
                None => What::Question(question),
            })
        }
    }
}

/// Where a text names the bot, if this part of it does.
fn mention(text: &str, entity: &MessageEntity, me: &User) -> Option<Range<usize>> {
    let range = bytes(text, entity.offset, entity.length)?;
    let is_mine = match &entity.kind {
        MessageEntityKind::Mention => text[range.clone()].strip_prefix('@').is_some_and(|name| is_me(name, me)),
        MessageEntityKind::TextMention { user } => user.id == me.id,
        _ => false,
    };
    is_mine.then_some(range)
}

/// The bytes of a part of a text that is told in UTF-16 units; none where it reaches beyond the text or into a character.
fn bytes(text: &str, offset: usize, length: usize) -> Option<Range<usize>> {
    let place = |wanted: usize| {
        let mut units = 0;
        let ends = text.chars().map(|character| {
            units += character.len_utf16();
            units
        });
        let characters = std::iter::once(0).chain(ends).position(|units| units == wanted)?;
        Some(text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at))
    };
    Some(place(offset)?..place(offset.checked_add(length)?)?)
}

fn is_me(name: &str, me: &User) -> bool {
    me.username.as_deref().is_some_and(|mine| mine.eq_ignore_ascii_case(name))
}

fn pressed(query: CallbackQuery) -> Pressed {
    let at = query.message.as_ref().and_then(|message| {
        let thread = message.regular_message().and_then(thread);
        Some((room(message.chat(), thread)?, message.id()))
    });
    let person = person(&query.from, false);
    Pressed { query: query.id, person, at, data: query.data.unwrap_or_default() }
}

/// The topic of a forum; outside of forums threads are replies.
fn thread(message: &Message) -> Option<ThreadId> {
    message.thread_id.filter(|_| message.is_topic_message)
}

fn room(chat: &Chat, thread: Option<ThreadId>) -> Option<Room> {
    let kind = match chat {
        chat if chat.is_private() => RoomKind::Private,
        chat if chat.is_group() || chat.is_supergroup() => RoomKind::Group,
        _ => return None,
    };
    Some(Room { chat: chat.id, thread, kind })
}

fn person(user: &User, anonymous_admin: bool) -> Person {
    let chinese = user.language_code.as_deref().is_some_and(|code| code.to_ascii_lowercase().starts_with("zh"));
    let language = if chinese { Language::Chinese } else { Language::English };
    Person { id: user.id, language, anonymous_admin }
}

impl Event {
    /// The chat whose events are dealt with one after the other; an inline query has none and goes
    /// with its person's private chat, which has the same number.
    pub(crate) fn queue(&self) -> i64 {
        match self {
            Self::Said(said) => said.room.chat.0,
            Self::Pressed(Pressed { at: Some((room, _)), .. }) => room.chat.0,
            Self::Pressed(Pressed { person, .. }) | Self::Types { person, .. } => own_chat(person.id).0,
            Self::Membership { chat, .. } => chat.0,
            // What is said in the new group is dealt with after it.
            Self::Moved { to, .. } => to.0,
        }
    }

    /// Whether it is something without words.
    pub(crate) fn is_unreadable(&self) -> bool {
        matches!(self, Self::Said(Said { what: What::Unreadable, .. }))
    }

    /// What metrics call it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Said(Said { what: What::Question(_) | What::Handed { .. }, .. }) => "question",
            Self::Said(Said { what: What::Edited(_), .. }) => "edit",
            Self::Said(Said { what: What::Command(_), .. }) => "command",
            Self::Said(Said { what: What::Unreadable, .. }) => "unreadable",
            Self::Pressed(_) => "press",
            Self::Types { .. } => "inline",
            Self::Membership { .. } => "membership",
            Self::Moved { .. } => "move",
        }
    }

    /// Who did it, where a person did.
    pub(crate) fn person(&self) -> Option<Person> {
        match self {
            Self::Said(said) => Some(said.person),
            Self::Pressed(pressed) => Some(pressed.person),
            Self::Types { person, .. } => Some(*person),
            Self::Membership { .. } | Self::Moved { .. } => None,
        }
    }
}

/// The person that a chat is where somebody speaks in its name: Telegram gives all of them one sender, whose share,
/// conversation and journal would be everybody's.
fn as_person(chat: ChatId) -> UserId {
    // No person's number is nearly as large.
    const CHATS: u64 = 1 << 60;
    UserId(CHATS + chat.0.unsigned_abs())
}

/// A person's private chat has the person's number.
pub(crate) fn own_chat(person: UserId) -> ChatId {
    ChatId(i64::try_from(person.0).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Event, What, read};
    use serde_json::{Value, json};

    const ME: i64 = 77;

    fn what(message: &Value, edited: bool) -> String {
        let me = serde_json::from_value(json!({"id": ME, "is_bot": true, "first_name": "b", "username": "CiteBot"}));
        let kind = if edited { "edited_message" } else { "message" };
        let update = json!({"update_id": 1, kind: message}).to_string();
        let update: teloxide::types::Update = serde_json::from_str(&update).unwrap();
        assert!(!matches!(update.kind, teloxide::types::UpdateKind::Error(_)), "{message}");
        match read(update, &me.unwrap()) {
            Some(Event::Said(said)) => match said.what {
                What::Question(text) => format!("question {text}"),
                What::Handed { asked, text } => format!("{asked}: handed {text}"),
                What::Edited(text) => format!("edited {text}"),
                What::Command(command) => format!("command {command:?}"),
                What::Unreadable => "unreadable".to_string(),
            },
            Some(event) => format!("{event:?}"),
            None => "nothing".to_string(),
        }
    }

    fn message(chat: &str, text: &str) -> Value {
        let id = if chat == "private" { 5 } else { -5 };
        let entities: Vec<Value> = text
            .match_indices('@')
            .map(|(at, _)| {
                let length = text[at + 1..].chars().take_while(char::is_ascii_alphanumeric).count() + 1;
                let offset = text[..at].encode_utf16().count();
                json!({"type": "mention", "offset": offset, "length": length})
            })
            .collect();
        json!({"message_id": 3, "date": 1, "chat": {"id": id, "type": chat, "title": "t", "first_name": "f"},
            "from": {"id": 5, "is_bot": false, "first_name": "f"}, "text": text, "entities": entities})
    }

    #[test]
    fn a_private_chat_asks_and_commands() {
        for (text, expected) in [
            ("who wrote it?", "question who wrote it?"),
            ("/start x", "command Start(\"x\")"),
            ("/help@citebot", "command Help"),
            ("/help@otherbot", "nothing"),
            ("/nonsense", "command Unknown"),
        ] {
            assert_eq!(what(&message("private", text), false), expected, "{text}");
        }
        assert_eq!(what(&message("private", "who?"), true), "edited who?");
        assert_eq!(what(&message("private", "/start"), true), "nothing");
    }

    #[test]
    fn a_group_must_address_the_bot() {
        for (text, expected) in [
            ("who wrote it?", "nothing"),
            ("/help", "nothing"),
            ("/help@citebot", "command Help"),
            ("/help@otherbot", "nothing"),
            ("@citebot who wrote it?", "question who wrote it?"),
            ("@CiteBot, who wrote it?", "question who wrote it?"),
            ("who wrote it, @citebot ?", "question who wrote it, ?"),
            ("谁写的 @citebot", "question 谁写的"),
            ("@citebot", "command Help"),
            ("@citebotnot who?", "nothing"),
        ] {
            assert_eq!(what(&message("supergroup", text), false), expected, "{text}");
            assert_eq!(what(&message("group", text), false), expected, "{text}");
        }
        let reply = |from: i64, text: &str| {
            let mut message = message("group", text);
            message["reply_to_message"] = super::tests::message("group", "what is the budget?");
            message["reply_to_message"]["from"] = json!({"id": from, "is_bot": from == ME, "first_name": "x"});
            what(&message, false)
        };
        assert_eq!(reply(ME, "and who made it?"), "question and who made it?");
        assert_eq!(reply(ME, "/help@otherbot"), "nothing");
        assert_eq!(reply(ME, "/source 4"), "command Source(\"4\")");
        assert_eq!(reply(6, "/help"), "nothing");
        assert_eq!(reply(6, "and who made it?"), "nothing");
        assert_eq!(reply(6, "@citebot please"), "please: handed what is the budget?");
        assert_eq!(reply(6, "@citebot"), "question what is the budget?");
    }

    #[test]
    fn what_nobody_said_is_nothing() {
        let mut photo = message("private", "");
        photo.as_object_mut().unwrap().remove("text");
        photo["photo"] = json!([]);
        assert_eq!(what(&photo, false), "unreadable");
        let mut voice = message("private", "");
        voice.as_object_mut().unwrap().remove("text");
        voice.as_object_mut().unwrap().remove("entities");
        voice["voice"] = json!({"duration": 3, "file_id": "f", "file_size": 1000, "file_unique_id": "u"});
        assert_eq!(what(&voice, false), "unreadable");
        photo["caption"] = json!("who is this?");
        assert_eq!(what(&photo, false), "question who is this?");
        photo["chat"] = json!({"id": -5, "type": "group", "title": "t"});
        assert_eq!(what(&photo, false), "nothing");
        for (key, value) in [
            ("via_bot", json!({"id": ME, "is_bot": true, "first_name": "b"})),
            ("from", json!({"id": 9, "is_bot": true, "first_name": "b"})),
            ("chat", json!({"id": -9, "type": "channel", "title": "t"})),
        ] {
            let mut message = message("private", "who?");
            message[key] = value;
            assert_eq!(what(&message, false), "nothing", "{key}");
        }
        let mut joined = message("group", "");
        joined.as_object_mut().unwrap().remove("text");
        joined["migrate_to_chat_id"] = json!(-1009);
        assert!(what(&joined, false).contains("Moved { from: ChatId(-5), to: ChatId(-1009) }"));
    }
}
