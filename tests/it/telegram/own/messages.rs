//! The rules for messages: of each what breaks it and what just keeps it.

use serde_json::{Value, json};

use super::super::people::Chat;
use super::super::server::BotApi;
use super::breaks;
use super::client::{call, done, refused};

/// Person 5, with one message.
fn private(server: &BotApi) -> Chat {
    let chat = server.private(5, "en");
    chat.asks("hello");
    chat
}

#[test]
fn a_text_must_be_there_and_short_enough() {
    let server = BotApi::start();
    private(&server);
    let long = "a".repeat(4096);
    let faces = "😀".repeat(2048);
    breaks(
        &server,
        "sendMessage",
        &[
            (json!({ "text": "x" }), "Bad Request: missing field `chat_id`"),
            (json!({ "chat_id": 5 }), "Bad Request: message text is empty"),
            (json!({ "chat_id": 5, "text": " \n" }), "Bad Request: message text is empty"),
            (json!({ "chat_id": 5, "text": "<b></b>", "parse_mode": "HTML" }), "Bad Request: message text is empty"),
            (json!({ "chat_id": 5, "text": format!("{long}a") }), "Bad Request: message is too long"),
            (json!({ "chat_id": 5, "text": format!("{faces}a") }), "Bad Request: message is too long"),
            (json!({ "chat_id": 5, "text": "a".repeat(32_769) }), "Bad Request: message is too long"),
            (
                json!({ "chat_id": 5, "text": format!("{}a", "<b></b>".repeat(4700)), "parse_mode": "HTML" }),
                "Bad Request: message is too long",
            ),
            (json!({ "chat_id": 6, "text": "x" }), "Bad Request: chat not found"),
            (json!({ "chat_id": 5, "text": "x", "message_thread_id": 1 }), "Bad Request: message thread not found"),
            (json!({ "chat_id": 5, "text": "x", "disable_web_page_preview": true }), "Bad Request: unknown field"),
            (json!({ "chat_id": 5, "text": "x", "parse_mode": "MarkdownV2" }), "Bad Request: unsupported parse_mode"),
            (
                json!({ "chat_id": 5, "text": "x", "reply_parameters": { "message_id": 9 } }),
                "Bad Request: message to be replied not found",
            ),
            (
                json!({ "chat_id": 5, "text": "x", "reply_parameters": { "message_id": 1, "quote": "not there" } }),
                "Bad Request: QUOTE_TEXT_INVALID",
            ),
            (
                json!({ "chat_id": 5, "text": "x", "entities": [{ "type": "bold", "offset": 0, "length": 2 }] }),
                "Bad Request: can't parse entities: outside the text",
            ),
        ],
    );
    for body in [
        json!({ "chat_id": 5, "text": long }),
        json!({ "chat_id": 5, "text": faces }),
        json!({ "chat_id": 5, "text": format!("{}&amp;", "<b>a</b>".repeat(4000)), "parse_mode": "HTML" }),
        json!({ "chat_id": 5, "text": "x", "reply_parameters": { "message_id": 1, "quote": "hello" } }),
        json!({ "chat_id": 5, "text": "x", "reply_parameters": { "message_id": 999, "allow_sending_without_reply": true } }),
        json!({ "chat_id": 5, "text": "x", "link_preview_options": { "is_disabled": true } }),
    ] {
        done(&server, "sendMessage", &body);
    }
}

#[test]
fn html_must_be_well_formed() {
    let server = BotApi::start();
    private(&server);
    let body = |html: &str| json!({ "chat_id": 5, "text": html, "parse_mode": "HTML" });
    for (html, expected) in [
        ("<b>x", "Can't find end tag corresponding to start tag \"b\" at byte offset 4"),
        ("<b>x</i>", "Unmatched end tag, expected \"</b>\", found \"</i>\" at byte offset 4"),
        ("<b><i>x</b></i>", "Unmatched end tag"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<p>x</p>", "Unsupported start tag \"p\" at byte offset 0"),
        ("x<br>", "Unsupported start tag \"br\""),
        ("<b x", "Unclosed start tag"),
        ("a < b", "Unclosed start tag"),
        ("a > b", "Unescaped \">\""),
        ("R&D", "Unescaped \"&\""),
        ("&nbsp;", "Unescaped \"&\""),
        ("&#x110000;", "Unescaped \"&\""),
        ("<a>x</a>", "Tag \"a\" lacks what it needs"),
        ("<a href=\"x y\">x</a>", "Tag \"a\" lacks what it needs"),
        ("<span>x</span>", "Tag \"span\" lacks what it needs"),
        ("<b class=\"x\">x</b>", "Unknown attribute"),
        ("<blockquote expanded>x</blockquote>", "Unknown attribute"),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "Tag \"blockquote\" may not stand inside"),
        ("<code><b>x</b></code>", "Tag \"b\" may not stand inside"),
    ] {
        breaks(&server, "sendMessage", &[(body(html), &format!("Bad Request: can't parse entities: {expected}"))]);
    }
    for (html, text, entities) in [
        ("&lt;b&gt; &amp;amp; &quot;&#39;&#x4e2d;", "<b> &amp; \"'中", json!(null)),
        ("<b>a<i>b</i></b>", "ab", json!([["bold", 0, 2], ["italic", 1, 1]])),
        (" 😀 <blockquote expandable>x\n</blockquote> ", "😀 x", json!([["expandable_blockquote", 3, 1]])),
        ("<a href=\"https://a.example/?b&amp;c\">x</a>", "x", json!([["text_link", 0, 1]])),
        ("<pre><code class=\"language-rust\">x</code></pre>", "x", json!([["pre", 0, 1]])),
        (
            "<tg-spoiler>x</tg-spoiler><span class=\"tg-spoiler\">y</span>",
            "xy",
            json!([["spoiler", 0, 1], ["spoiler", 1, 1]]),
        ),
    ] {
        let message = done(&server, "sendMessage", &body(html));
        let short = |entity: &Value| json!([entity["type"], entity["offset"], entity["length"]]);
        let found = message["entities"].as_array().map(|found| found.iter().map(short).collect::<Vec<_>>());
        assert_eq!((message["text"].as_str().unwrap(), json!(found)), (text, entities), "{html}");
    }
}

#[test]
fn a_keyboard_must_be_sound() {
    let server = BotApi::start();
    private(&server);
    let with = |rows: Value| json!({ "chat_id": 5, "text": "x", "reply_markup": { "inline_keyboard": rows } });
    let button = |data: &str| json!({ "text": "Yes", "callback_data": data });
    breaks(
        &server,
        "sendMessage",
        &[
            (with(json!([[button("")]])), "Bad Request: BUTTON_DATA_INVALID"),
            (with(json!([[button(&"中".repeat(22))]])), "Bad Request: BUTTON_DATA_INVALID"),
            (with(json!([[]])), "Bad Request: a row of the keyboard is empty"),
            (with(json!([vec![button("a"); 101]])), "Bad Request: reply markup is too long"),
            (with(json!([[{ "text": "x" }]])), "Bad Request: can't parse inline keyboard button: a button does"),
            (
                with(json!([[{ "text": "x", "callback_data": "a", "url": "https://a.example" }]])),
                "Bad Request: can't parse inline keyboard button: a button does",
            ),
            (
                with(json!([[{ "text": " ", "callback_data": "a" }]])),
                "Bad Request: can't parse inline keyboard button: Button text must be non-empty",
            ),
            (with(json!([[{ "text": "x", "url": "somewhere" }]])), "Bad Request: BUTTON_URL_INVALID"),
            (with(json!([[{ "text": "x", "callback": "a" }]])), "Bad Request: unknown field `callback`"),
        ],
    );
    done(&server, "sendMessage", &with(json!([[button(&"中".repeat(21))], vec![button("a"); 99]])));
}

#[test]
fn an_edit_must_change_a_message_of_the_bots_own() {
    let server = BotApi::start();
    let chat = private(&server);
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    let sent = json!({ "chat_id": 5, "text": "<b>one</b>", "parse_mode": "HTML", "reply_markup": markup });
    done(&server, "sendMessage", &sent);
    let edit = |id: i32, text: &str| json!({ "chat_id": 5, "message_id": id, "text": text, "parse_mode": "HTML", "reply_markup": markup });
    breaks(
        &server,
        "editMessageText",
        &[
            (edit(2, "<b>one</b>"), "Bad Request: message is not modified: specified new message content"),
            (edit(1, "two"), "Bad Request: message can't be edited"),
            (edit(7, "two"), "Bad Request: message to edit not found"),
            (edit(2, ""), "Bad Request: message text is empty"),
            (json!({ "chat_id": 5, "text": "two" }), "Bad Request: message identifier is not specified"),
            (json!({ "inline_message_id": "1", "text": "two" }), "Bad Request: MESSAGE_ID_INVALID"),
        ],
    );
    assert_eq!(chat.next_message().text, "one");
    done(&server, "editMessageText", &edit(2, "one"));
    assert_eq!(chat.next_edit().html, "one");
    done(&server, "editMessageReplyMarkup", &json!({ "chat_id": 5, "message_id": 2 }));
    assert!(chat.next_edit().buttons.is_empty());
    breaks(
        &server,
        "editMessageReplyMarkup",
        &[
            (json!({ "chat_id": 5, "message_id": 2 }), "Bad Request: message is not modified"),
            (json!({ "chat_id": 5, "message_id": 2, "text": "x" }), "Bad Request: unknown field `text`"),
        ],
    );
    // What people delete is no fault of the bot.
    chat.deletes(2);
    assert_eq!(refused(&server, "editMessageText", &edit(2, "two")), "Bad Request: message to edit not found");
    assert_eq!(chat.message(2), None);
}

#[test]
fn messages_are_deleted_and_typing_is_shown() {
    let server = BotApi::start();
    let chat = private(&server);
    let group = server.group(-7, &[5], false);
    group.says(5, "hello");
    done(&server, "deleteMessage", &json!({ "chat_id": 5, "message_id": 1 }));
    assert_eq!(chat.message(1), None);
    breaks(
        &server,
        "deleteMessage",
        &[
            (json!({ "chat_id": -7, "message_id": 1 }), "Bad Request: message can't be deleted"),
            (json!({ "chat_id": -7, "message_id": 2 }), "Bad Request: message to delete not found"),
        ],
    );
    done(&server, "sendChatAction", &json!({ "chat_id": 5, "action": "typing" }));
    breaks(
        &server,
        "sendChatAction",
        &[
            (json!({ "chat_id": 5, "action": "thinking" }), "Bad Request: wrong parameter action"),
            (json!({ "chat_id": 8, "action": "typing" }), "Bad Request: chat not found"),
        ],
    );
}

#[test]
fn a_chat_that_is_closed_to_the_bot_refuses_without_its_fault() {
    let server = BotApi::start();
    let chat = private(&server);
    let (group, moved) = (server.group(-7, &[5], false), server.group(-8, &[5], false));
    let supergroup = server.group(-1_000_000_000_009, &[5], false);
    chat.blocks();
    group.kicks_bot(5);
    supergroup.kicks_bot(5);
    moved.becomes_supergroup(-1_000_000_000_008);
    for (chat, code, description) in [
        (5_i64, 403, "Forbidden: bot was blocked by the user"),
        (-7, 403, "Forbidden: bot was kicked from the group chat"),
        (-1_000_000_000_009, 403, "Forbidden: bot was kicked from the supergroup chat"),
        (-8, 400, "Bad Request: group chat was upgraded to a supergroup chat"),
    ] {
        let answer = call(&server, "sendMessage", &json!({ "chat_id": chat, "text": "x" }));
        assert_eq!((&answer["error_code"], &answer["description"]), (&json!(code), &json!(description)));
        let moved = answer["parameters"]["migrate_to_chat_id"].as_i64();
        assert_eq!(moved, (chat == -8).then_some(-1_000_000_000_008));
    }
    chat.unblocks();
    done(&server, "sendMessage", &json!({ "chat_id": 5, "text": "x" }));
}
