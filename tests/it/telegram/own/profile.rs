//! The rules for commands and descriptions, and who is who.

use serde_json::{Value, json};

use super::super::server::BotApi;
use super::super::server::state::{BOT, TOKEN};
use super::breaks;
use super::client::{call, done, raw};

#[test]
fn commands_must_be_sound_and_are_kept_by_scope_and_language() {
    let server = BotApi::start();
    server.private(5, "en");
    let one = |name: &str, description: &str| json!({ "command": name, "description": description });
    let set = |commands: Value| json!({ "commands": commands });
    let scope = |scope: Value| json!({ "commands": [one("start", "Begin")], "scope": scope });
    let invalid = "Bad Request: can't parse BotCommandScope";
    breaks(
        &server,
        "setMyCommands",
        &[
            (set(json!([one("/start", "Begin")])), "Bad Request: BOT_COMMAND_INVALID"),
            (set(json!([one("Start", "Begin")])), "Bad Request: BOT_COMMAND_INVALID"),
            (set(json!([one("", "Begin")])), "Bad Request: BOT_COMMAND_INVALID"),
            (set(json!([one(&"a".repeat(33), "Begin")])), "Bad Request: BOT_COMMAND_INVALID"),
            (set(json!([one("start", "")])), "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
            (set(json!([one("start", &"中".repeat(257))])), "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
            (set(json!(vec![one("a", "b"); 101])), "Bad Request: BOT_COMMANDS_TOO_MUCH"),
            (scope(json!({ "type": "everybody" })), invalid),
            (scope(json!({ "type": "chat" })), invalid),
            (scope(json!({ "type": "default", "chat_id": 5 })), invalid),
            (scope(json!({ "type": "chat", "chat_id": 6 })), "Bad Request: chat not found"),
            (json!({ "commands": [], "language_code": "en-GB" }), "Bad Request: LANGUAGE_CODE_INVALID"),
        ],
    );
    let commands = json!([one("start", "Begin"), one(&"a".repeat(32), &"中".repeat(256))]);
    let (chinese, groups) = (json!({ "language_code": "zh" }), json!({ "scope": { "type": "all_group_chats" } }));
    done(&server, "setMyCommands", &json!({ "commands": commands, "language_code": "zh" }));
    done(&server, "setMyCommands", &scope(json!({ "type": "chat_member", "chat_id": 5, "user_id": 5 })));
    assert_eq!(done(&server, "getMyCommands", &chinese), commands);
    assert_eq!(done(&server, "getMyCommands", &groups), json!([]));
}

#[test]
fn descriptions_are_kept_by_language() {
    let server = BotApi::start();
    for (field, set, get, longest) in [
        ("description", "setMyDescription", "getMyDescription", 512),
        ("short_description", "setMyShortDescription", "getMyShortDescription", 120),
    ] {
        let of = |length: usize| json!({ field: "中".repeat(length), "language_code": "zh" });
        breaks(&server, set, &[(of(longest + 1), "Bad Request: ABOUT_TOO_LONG")]);
        done(&server, set, &of(longest));
        assert_eq!(done(&server, get, &json!({ "language_code": "zh" }))[field], of(longest)[field]);
        assert_eq!(done(&server, get, &json!({}))[field], "");
    }
}

#[test]
fn methods_are_known_in_any_case_and_the_rest_are_faults() {
    let server = BotApi::start();
    for method in ["getMe", "GetMe", "getme"] {
        assert_eq!(done(&server, method, &json!({}))["id"], BOT);
    }
    assert_eq!(call(&server, "getMeNot", &json!({}))["error_code"], 404);
    for method in ["close", "logOut"] {
        assert_eq!(call(&server, method, &json!({}))["error_code"], 400);
    }
    assert_eq!(server.take_faults().len(), 3);
    let (status, body) = raw(&server, &format!("bot{TOKEN}x/getMe"), &json!({})).unwrap();
    assert_eq!((status, body.contains("Unauthorized")), (401, true));
}

#[test]
fn members_are_told_apart() {
    let server = BotApi::start();
    let group = server.group(-7, &[5, 6], false);
    group.makes_admin(6);
    for (user, status) in [(5, "member"), (6, "administrator"), (8, "left"), (BOT, "member")] {
        let member = done(&server, "getChatMember", &json!({ "chat_id": -7, "user_id": user }));
        assert_eq!(member["status"], status);
        serde_json::from_value::<teloxide::types::ChatMember>(member).unwrap();
    }
    breaks(&server, "getChatMember", &[(json!({ "chat_id": -9, "user_id": 5 }), "Bad Request: chat not found")]);
}
