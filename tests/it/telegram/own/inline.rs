//! The rules for answers to presses and to inline queries.

use serde_json::{Value, json};

use super::super::server::BotApi;
use super::super::server::state::BOT;
use super::breaks;
use super::client::{done, refused};

const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

#[test]
fn a_press_is_answered_once_and_in_time() {
    let server = BotApi::start();
    let chat = server.private(5, None);
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    done(&server, "sendMessage", &json!({ "chat_id": 5, "text": "Well?", "reply_markup": markup }));
    let press = chat.presses(5, 1, "Yes");
    let answer = |id: &str, text: &str| json!({ "callback_query_id": id, "text": text });
    breaks(
        &server,
        "answerCallbackQuery",
        &[
            (answer("1", "x"), TOO_OLD),
            (answer(&press, &"x".repeat(201)), "Bad Request: MESSAGE_TOO_LONG"),
            (json!({ "callback_query_id": press, "alert": true }), "Bad Request: unknown field `alert`"),
        ],
    );
    done(&server, "answerCallbackQuery", &answer(&press, &"中".repeat(200)));
    assert_eq!(server.press_answer(&press)["text"], "中".repeat(200));
    breaks(&server, "answerCallbackQuery", &[(answer(&press, "again"), TOO_OLD)]);
    let late = chat.presses(5, 1, "y");
    server.expire(&late);
    assert_eq!(refused(&server, "answerCallbackQuery", &answer(&late, "x")), TOO_OLD);
}

fn article(id: &str) -> Value {
    json!({ "type": "article", "id": id, "title": "A title", "input_message_content": { "message_text": "A text" } })
}

#[test]
fn an_inline_answer_must_be_sound() {
    let server = BotApi::start();
    let query = server.types_inline(5, "film", "");
    let answer = |results: Value| json!({ "inline_query_id": query, "results": results });
    let changed = |field: &str, value: Value| {
        let mut article = article("a");
        article[field] = value;
        answer(json!([article]))
    };
    let with = |field: &str, value: Value| {
        let mut answer = answer(json!([]));
        answer[field] = value;
        answer
    };
    let many = |count: usize| (0..count).map(|number| article(&number.to_string())).collect::<Value>();
    let start = |parameter: &str| json!({ "text": "Go on", "start_parameter": parameter });
    breaks(
        &server,
        "answerInlineQuery",
        &[
            (json!({ "inline_query_id": "1", "results": [] }), TOO_OLD),
            (json!({ "inline_query_id": query }), "Bad Request: missing field `results`"),
            (answer(many(51)), "Bad Request: RESULTS_TOO_MUCH"),
            (answer(json!([article("a"), article("a")])), "Bad Request: RESULT_ID_DUPLICATE"),
            (answer(json!([article("")])), "Bad Request: RESULT_ID_INVALID"),
            (answer(json!([article(&"中".repeat(22))])), "Bad Request: RESULT_ID_INVALID"),
            (changed("title", json!("")), "Bad Request: ARTICLE_TITLE_EMPTY"),
            (changed("input_message_content", Value::Null), "Bad Request: message content is not specified"),
            (changed("input_message_content", json!({ "message_text": "" })), "Bad Request: message text is empty"),
            (
                changed("input_message_content", json!({ "message_text": "x".repeat(4097) })),
                "Bad Request: message is too long",
            ),
            (
                changed("input_message_content", json!({ "message_text": "<b>", "parse_mode": "HTML" })),
                "Bad Request: can't parse entities",
            ),
            (
                changed("reply_markup", json!({ "inline_keyboard": [[]] })),
                "Bad Request: a row of the keyboard is empty",
            ),
            (changed("caption", json!("x")), "Bad Request: unknown field `caption`"),
            (with("next_offset", json!("x".repeat(65))), "Bad Request: NEXT_OFFSET_INVALID"),
            (with("button", start("")), "Bad Request: START_PARAM_INVALID"),
            (with("button", start("a.b")), "Bad Request: START_PARAM_INVALID"),
            (with("button", start(&"a".repeat(65))), "Bad Request: START_PARAM_INVALID"),
            (with("switch_pm_text", json!("x")), "Bad Request: unknown field `switch_pm_text`"),
        ],
    );
    let mut sound = answer(many(50));
    sound["next_offset"] = "x".repeat(64).into();
    sound["button"] = start(&"-_aZ".repeat(16));
    done(&server, "answerInlineQuery", &sound);
    assert_eq!(server.inline_answer(&query)["results"].as_array().unwrap().len(), 50);
    breaks(&server, "answerInlineQuery", &[(answer(json!([])), TOO_OLD)]);
}

#[test]
fn a_chosen_result_comes_as_a_message_by_way_of_the_bot() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    let query = server.types_inline(5, "film", "");
    let mut article = article("a");
    article["reply_markup"] = json!({ "inline_keyboard": [[{ "text": "More", "callback_data": "m" }]] });
    done(&server, "answerInlineQuery", &json!({ "inline_query_id": query, "results": [article] }));
    let (message, inline) = chat.sends_inline(5, &query, "a");
    assert_eq!(chat.message(message).unwrap().text, "A text");
    let press = server.presses_inline(5, &inline, "More");
    done(&server, "editMessageText", &json!({ "inline_message_id": inline, "text": "More of it" }));
    done(&server, "answerCallbackQuery", &json!({ "callback_query_id": press }));
    assert_eq!(server.inline_text(&inline), "More of it");
    let updates = done(&server, "getUpdates", &json!({}));
    let kinds = ["inline_query", "chosen_inline_result", "message", "callback_query"];
    for (update, kind) in updates.as_array().unwrap().iter().zip(kinds) {
        assert!(update[kind].is_object(), "{update} {kind}");
    }
    assert_eq!(updates[2]["message"]["via_bot"]["id"], BOT);
    assert_eq!(updates[3]["callback_query"]["inline_message_id"], inline.as_str());
}
