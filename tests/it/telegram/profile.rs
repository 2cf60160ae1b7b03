//! What Telegram shows of the bot before anybody writes: set at the start, where it differs.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::server::BotApi;
use super::server::state::Outcome;
use super::{cafe_bot, cafe_bot_again};

const GETS: [&str; 3] = ["getMyCommands", "getMyDescription", "getMyShortDescription"];
const SETS: [&str; 3] = ["setMyCommands", "setMyDescription", "setMyShortDescription"];

/// Waits until the bot has looked at all that there is and has done with the last of it.
fn looked(server: &BotApi) {
    server.wait_for("the bot to have looked at its profile", |state| {
        let done = |method: &str| {
            let calls = state.calls.iter().filter(|call| call.method == method);
            calls.filter(|call| call.outcome != Outcome::Waiting).count()
        };
        (GETS.map(done) == [4, 2, 2]).then_some(())
    });
}

/// What was set, by method, language and scope.
fn set(server: &BotApi) -> BTreeSet<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_string();
    let calls = SETS.iter().flat_map(|method| server.calls(method));
    calls
        .map(|call| (call.method.clone(), text(&call.body["language_code"]), text(&call.body["scope"]["type"])))
        .collect()
}

#[test]
fn commands_and_descriptions_are_set_once_for_both_languages() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    looked(&server);
    let (folder, expected) = (bot.folder(), 8);
    server
        .wait_for("all to be set", |state| (state.commands.len() + state.descriptions.len() == expected).then_some(()));
    let languages = ["-", "zh"];
    let mut wanted = BTreeSet::new();
    for language in languages {
        for (method, scope) in [
            ("setMyCommands", "all_private_chats"),
            ("setMyCommands", "all_group_chats"),
            ("setMyDescription", "-"),
            ("setMyShortDescription", "-"),
        ] {
            wanted.insert((method.to_string(), language.to_string(), scope.to_string()));
        }
    }
    assert_eq!(set(&server), wanted);
    let state = server.shared.state();
    let commands = |scope: &str, language: &str| state.commands[&(scope.to_string(), language.to_string())].clone();
    let names: Vec<Value> =
        commands("all_group_chats", "").as_array().unwrap().iter().map(|command| command["command"].clone()).collect();
    assert_eq!(json!(names), json!(["help", "topics", "source", "why", "lang", "about", "forget"]));
    assert_eq!(commands("all_private_chats", ""), commands("all_group_chats", ""));
    assert_eq!(commands("all_private_chats", "zh")[1], json!({ "command": "topics", "description": "可以问哪些内容" }));
    let described =
        |field: &str, language: &str| state.descriptions[&(field.to_string(), language.to_string())].clone();
    assert!(described("description", "").starts_with("I answer questions about the article “A kettle on the quay”."));
    assert!(described("description", "zh").starts_with("我回答关于文章《码头上的水壶》的问题。"));
    assert_eq!(
        described("short_description", ""),
        "Answers questions about “A kettle on the quay”, and names the paragraph that tells it."
    );
    assert!(described("short_description", "zh").starts_with("回答关于《码头上的水壶》的问题"));
    drop(state);
    bot.stop();

    // A second start looks, and finds all as it should be.
    server.shared.state().calls.clear();
    let bot = cafe_bot_again(&server, &folder);
    looked(&server);
    bot.stop();
    assert!(set(&server).is_empty(), "{:?}", set(&server));

    // Somebody changed a description by hand: that one alone is set.
    server.shared.state().descriptions.insert(("description".to_string(), "zh".to_string()), "?".to_string());
    server.shared.state().calls.clear();
    let bot = cafe_bot_again(&server, &folder);
    looked(&server);
    bot.stop();
    let alone = ("setMyDescription".to_string(), "zh".to_string(), "-".to_string());
    assert_eq!(set(&server), BTreeSet::from([alone]));
}
