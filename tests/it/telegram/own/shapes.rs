//! What the server gives is shaped as Telegram's: the types of teloxide read it.

use serde_json::{Value, json};
use teloxide::types::{CallbackQuery, Me, Message, Update, UpdateKind};

use super::super::server::BotApi;
use super::client::done;

#[test]
fn messages_of_the_bot_are_read() {
    let server = BotApi::start();
    let forum = server.group(-1_000_000_000_001, &[5], true);
    let topic = forum.in_topic("Films");
    let asked = topic.says(5, "hello");
    serde_json::from_value::<Me>(done(&server, "getMe", &json!({}))).unwrap();
    let body = json!({
        "chat_id": forum.id,
        "text": "<b>one</b> <blockquote expandable>two</blockquote> <a href=\"https://a.example\">three</a>",
        "parse_mode": "HTML",
        "reply_parameters": { "message_id": asked },
        "link_preview_options": { "is_disabled": true },
        "reply_markup": { "inline_keyboard": [
            [{ "text": "a", "callback_data": "A" }, { "text": "b", "url": "https://b.example/" }],
            [{ "text": "c", "switch_inline_query_current_chat": "C" }, { "text": "d", "copy_text": { "text": "D" } }],
        ] },
    });
    let message: Message = serde_json::from_value(done(&server, "sendMessage", &body)).unwrap();
    assert_eq!((message.text(), message.entities().unwrap().len()), (Some("one two three"), 3));
    assert_eq!(message.reply_markup().unwrap().inline_keyboard.len(), 2);
    assert_eq!((message.thread_id.unwrap().0.0, message.is_topic_message), (1, true));
    assert_eq!(message.reply_to_message().unwrap().id.0, asked);
    let sent = topic.next_message();
    let pair = |label: &str, data: &str| (label.to_string(), data.to_string());
    let expected = vec![vec![pair("a", "A"), pair("b", "https://b.example/")], vec![pair("c", "C"), pair("d", "D")]];
    assert_eq!((sent.buttons, sent.reply_to, sent.link_preview_disabled), (expected, Some(asked), true));
    let edit = json!({ "chat_id": forum.id, "message_id": sent.id, "text": "four" });
    let edited: Message = serde_json::from_value(done(&server, "editMessageText", &edit)).unwrap();
    assert!(edited.edit_date().is_some());
}

/// All that people do, each of which must come out as an update of its kind.
#[test]
fn updates_are_read() {
    let server = BotApi::start();
    let (chat, group) = (server.private(5, "zh-hans"), server.group(-7, &[5, 6], false));
    let forum = server.group(-1_000_000_000_001, &[5], true);
    let first = chat.asks("hello");
    chat.edits(first, "hello there");
    chat.replies_to(5, first, "and?");
    for what in ["photo", "sticker", "voice", "location"] {
        chat.sends(5, what);
    }
    group.says_anonymously("hello");
    group.says_as_channel("hello");
    forum.in_topic("Films").says(5, "hello");
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    done(&server, "sendMessage", &json!({ "chat_id": 5, "text": "Well?", "reply_markup": markup }));
    let sent = chat.next_message().id;
    chat.presses(5, sent, "Yes");
    chat.forges(5, sent, "no");
    chat.presses_old(5, 1, "y");
    server.types_inline(6, "film", "10");
    chat.blocks();
    chat.unblocks();
    group.kicks_bot(5);
    group.adds_bot(6);
    group.becomes_supergroup(-1_000_000_000_007);

    let updates = done(&server, "getUpdates", &json!({}));
    let count = updates.as_array().unwrap().len();
    // teloxide reads updates from text only, not from a value.
    let read: Vec<Update> = serde_json::from_str(&updates.to_string()).unwrap();
    let kinds: Vec<UpdateKind> = read.into_iter().map(|update| update.kind).collect();
    for (kind, update) in kinds.iter().zip(updates.as_array().unwrap()) {
        assert!(!matches!(kind, UpdateKind::Error(_)), "{update}");
    }
    assert_eq!((count, kinds.len()), (22, 22));
    let presses: Vec<&CallbackQuery> = kinds
        .iter()
        .filter_map(|kind| match kind {
            UpdateKind::CallbackQuery(press) => Some(press),
            _ => None,
        })
        .collect();
    let regular = presses.iter().map(|press| press.regular_message().is_some()).collect::<Vec<_>>();
    assert_eq!(regular, [true, true, false]);
    // A language tag as apps send it.
    assert_eq!(presses[0].from.language_code.as_deref(), Some("zh-hans"));
    assert_eq!(of_kind(&updates, "my_chat_member"), 4);
}

fn of_kind(updates: &Value, kind: &str) -> usize {
    updates.as_array().unwrap().iter().filter(|update| update[kind].is_object()).count()
}
