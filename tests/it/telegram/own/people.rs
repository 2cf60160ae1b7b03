//! What people do, as the bot sees it, and what they see.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

use super::super::server::BotApi;
use super::super::server::state::NAME;
use super::client::done;

/// The updates that wait, confirmed by the next call.
fn updates(server: &BotApi) -> Vec<Value> {
    let offset = server.shared.state().updates.queue.back().map_or(1, |(id, _)| id + 1);
    let updates = done(server, "getUpdates", &json!({}));
    done(server, "getUpdates", &json!({ "offset": offset }));
    updates.as_array().unwrap().clone()
}

#[test]
fn entities_are_found_as_telegram_finds_them() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    for (text, expected) in [
        ("/start", json!([["bot_command", 0, 6]])),
        ("/start fact-1", json!([["bot_command", 0, 6]])),
        ("/ask@CiteTestBot what?", json!([["bot_command", 0, 16]])),
        ("😀 /help", json!([["bot_command", 3, 5]])),
        ("中文 @CiteTestBot?", json!([["mention", 3, 12]])),
        ("and/or", json!(null)),
        ("a@b.example", json!(null)),
        ("/path/to", json!(null)),
        ("@ab", json!(null)),
        ("see https://a.example/b now", json!([["url", 4, 19]])),
        ("plain", json!(null)),
    ] {
        chat.asks(text);
        let update = updates(&server).pop().unwrap();
        let short = |entity: &Value| json!([entity["type"], entity["offset"], entity["length"]]);
        let found = update["message"]["entities"].as_array().map(|found| found.iter().map(short).collect::<Vec<_>>());
        assert_eq!(json!(found), expected, "{text}");
    }
}

#[test]
fn topics_and_replies_stand_where_they_belong() {
    let server = BotApi::start();
    let forum = server.group(-1_000_000_000_001, &[5], true);
    let topic = forum.in_topic("Films");
    let asked = topic.says(5, "hello");
    let message = updates(&server).pop().unwrap()["message"].clone();
    assert_eq!((&message["message_thread_id"], &message["is_topic_message"]), (&json!(1), &json!(true)));
    // As in Telegram, what replies to nothing in a topic replies to the message that opened it.
    assert_eq!(message["reply_to_message"]["forum_topic_created"]["name"], "Films");
    let reply = json!({ "message_id": asked });
    for body in [
        json!({ "chat_id": forum.id, "text": "a", "message_thread_id": 1 }),
        json!({ "chat_id": forum.id, "text": "b", "reply_parameters": reply }),
    ] {
        done(&server, "sendMessage", &body);
        let sent = topic.next_message();
        assert_eq!(sent.thread, Some(1));
        assert_eq!(sent.reply_to, (sent.text == "b").then_some(asked));
    }
    assert_eq!(
        done(&server, "sendMessage", &json!({ "chat_id": forum.id, "text": "c" }))["message_thread_id"],
        json!(null)
    );

    let plain = server.group(-1_000_000_000_002, &[5], false);
    let first = plain.says(5, "one");
    plain.replies_to(5, first, "two");
    let message = updates(&server).pop().unwrap()["message"].clone();
    assert_eq!((&message["message_thread_id"], message.get("is_topic_message")), (&json!(first), None));
}

#[test]
fn silence_is_proved_by_what_comes_next() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    let send = |text: &str| done(&server, "sendMessage", &json!({ "chat_id": 5, "text": text }));
    chat.asks("psst");
    send("the answer");
    let answer = chat.next_message();
    assert_eq!((answer.id, answer.text.as_str()), (2, "the answer"));
    send("unasked");
    let ended = catch_unwind(AssertUnwindSafe(|| chat.silent_until(5, "and now?", "the answer")));
    assert!(ended.unwrap_err().downcast::<String>().unwrap().starts_with("not silent"));
    chat.next_message();
    // What the bot says once somebody asks, and what comes of the proof.
    let asked = |messages: usize, text: &str| {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                server.wait_for("the question", |state| (state.rooms[&5].messages.len() == messages).then_some(()));
                send(text);
            });
            catch_unwind(AssertUnwindSafe(|| chat.silent_until(5, "and now?", "the answer").id))
        })
    };
    assert_eq!(asked(4, "the answer again").unwrap(), 5);
    let ended = asked(6, "a word about what was said before");
    assert!(ended.unwrap_err().downcast::<String>().unwrap().starts_with("not silent"));
    assert_eq!(chat.calls().len(), 4);
}

#[test]
fn in_privacy_mode_the_bot_sees_only_what_is_meant_for_it() {
    let server = BotApi::start();
    server.privacy(true);
    let group = server.group(-7, &[5], false);
    // How many updates came of a message.
    let seen = |_message: i32| updates(&server).len();
    assert_eq!(seen(group.says(5, "hello")), 0);
    assert_eq!(seen(group.says(5, "/help")), 0);
    assert_eq!(seen(group.says(5, &format!("/help@{NAME}"))), 1);
    assert_eq!(seen(group.says(5, "/help@OtherBot")), 0);
    assert_eq!(seen(group.says(5, &format!("@{} hello", NAME.to_uppercase()))), 1);
    let sent = done(&server, "sendMessage", &json!({ "chat_id": -7, "text": "x" }))["message_id"].as_i64().unwrap();
    assert_eq!(seen(group.replies_to(5, sent as i32, "why?")), 1);
    assert_eq!(seen(group.says(5, "/help")), 1);
    server.privacy(false);
    assert_eq!(seen(group.says(5, "hello")), 1);
}
