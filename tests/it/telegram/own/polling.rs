//! How updates are handed out.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::server::BotApi;
use super::super::server::state::Outcome;
use super::breaks;
use super::client::{call, done};

fn ids(updates: &Value) -> Vec<i64> {
    updates.as_array().unwrap().iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
}

#[test]
fn updates_come_until_they_are_confirmed() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    for text in ["a", "b", "c", "d"] {
        chat.asks(text);
    }
    for (body, expected) in [
        (json!({}), vec![1000, 1001, 1002, 1003]),
        (json!({ "limit": 2 }), vec![1000, 1001]),
        (json!({ "offset": 1001 }), vec![1001, 1002, 1003]),
        (json!({ "offset": 1000 }), vec![1001, 1002, 1003]),
        (json!({ "offset": -1 }), vec![1003]),
        (json!({ "offset": 1004 }), vec![]),
    ] {
        assert_eq!(ids(&done(&server, "getUpdates", &body)), expected, "{body}");
    }
    server.redeliver(1002);
    assert_eq!(ids(&done(&server, "getUpdates", &json!({ "offset": 1004 }))), [1002]);
    assert_eq!(ids(&done(&server, "getUpdates", &json!({ "offset": 1004 }))), [0; 0]);
    assert_eq!(server.last_update(), 1003);
}

#[test]
fn a_poll_must_be_sound() {
    let server = BotApi::start();
    breaks(
        &server,
        "getUpdates",
        &[
            (json!({ "limit": 0 }), "Bad Request: limit must be 1 to 100"),
            (json!({ "limit": 101 }), "Bad Request: limit must be 1 to 100"),
            (json!({ "timeout": -1 }), "Bad Request: invalid value: integer `-1`"),
            (json!({ "allowed_updates": ["messages"] }), "Bad Request: no such kind of update"),
            (json!({ "ofset": 1 }), "Bad Request: unknown field `ofset`"),
        ],
    );
}

#[test]
fn only_the_kinds_asked_for_come() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    done(&server, "getUpdates", &json!({ "allowed_updates": ["my_chat_member"] }));
    chat.asks("a");
    done(&server, "getUpdates", &json!({}));
    chat.blocks();
    assert_eq!(ids(&done(&server, "getUpdates", &json!({ "allowed_updates": [] }))), [1001]);
    chat.unblocks();
    chat.asks("b");
    server.shared.state().post("message_reaction", json!({}));
    assert_eq!(ids(&done(&server, "getUpdates", &json!({ "offset": 1002 }))), [1002, 1003]);
}

#[test]
fn a_long_poll_ends_with_the_first_update() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    let began = Instant::now();
    thread::scope(|scope| {
        let poll = scope.spawn(|| done(&server, "getUpdates", &json!({ "timeout": 10 })));
        server.wait_for("the poll", |state| (!state.calls.is_empty()).then_some(()));
        chat.asks("a");
        assert_eq!(ids(&poll.join().unwrap()), [1000]);
    });
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let began = Instant::now();
    assert_eq!(ids(&done(&server, "getUpdates", &json!({ "timeout": 1, "offset": 1001 }))), [0; 0]);
    assert!(began.elapsed() >= Duration::from_secs(1), "{:?}", began.elapsed());
}

#[test]
fn a_second_poller_ends_the_first() {
    let server = BotApi::start();
    thread::scope(|scope| {
        let first = scope.spawn(|| call(&server, "getUpdates", &json!({ "timeout": 10 })));
        server.wait_for("the poll", |state| (state.updates.poller == 1).then_some(()));
        done(&server, "getUpdates", &json!({}));
        let answer = first.join().unwrap();
        assert_eq!(answer["error_code"], 409);
        let expected =
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
        assert_eq!(answer["description"], expected);
    });
    assert!(matches!(server.calls("getUpdates")[0].outcome, Outcome::Refused(409, _)));
}

#[test]
fn a_webhook_keeps_the_bot_from_polling_until_it_is_deleted() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    server.set_webhook("https://bot.example/");
    chat.asks("a");
    let answer = call(&server, "getUpdates", &json!({}));
    let expected = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                    webhook first";
    assert_eq!((&answer["error_code"], &answer["description"]), (&json!(409), &json!(expected)));
    let info = done(&server, "getWebhookInfo", &json!({}));
    assert_eq!((&info["url"], &info["pending_update_count"]), (&json!("https://bot.example/"), &json!(1)));
    done(&server, "deleteWebhook", &json!({}));
    assert_eq!(ids(&done(&server, "getUpdates", &json!({}))), [1000]);
    done(&server, "deleteWebhook", &json!({ "drop_pending_updates": true }));
    assert_eq!(ids(&done(&server, "getUpdates", &json!({}))), [0; 0]);
}
