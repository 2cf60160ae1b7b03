//! Trouble with the server: what is waited for, tried again, remembered, or let go.

use std::time::Duration;

use serde_json::{Value, json};

use super::server::BotApi;
use super::server::rooms::{Kind, Room, Standing};
use super::server::state::{Outcome, State};
use super::server::weather::{BROKEN, Weather};
use super::{ADA, cafe_bot, cafe_bot_in, confirmed, printed};

const BOB: i64 = 12;
const QUESTION: &str = "Who founded the Blue Kettle?";
const ANSWER: &str = "Ada Moreno";

/// Waits until so many calls of a method have come.
fn called(server: &BotApi, method: &str, times: usize) {
    server.wait_for(&format!("{times} calls of {method}"), |state| {
        (state.calls.iter().filter(|call| call.method == method).count() >= times).then_some(())
    });
}

/// How the chat's messages fared, in order.
fn outcomes(server: &BotApi, chat: i64) -> Vec<u16> {
    let calls = server.calls("sendMessage").into_iter().filter(|call| call.body["chat_id"] == chat);
    let code = |outcome| match outcome {
        Outcome::Done(_) => 200,
        Outcome::Refused(code, _) => code,
        Outcome::Garbled(_) => 1,
        Outcome::Cut | Outcome::Waiting => 0,
    };
    calls.map(|call| code(call.outcome)).collect()
}

#[test]
fn only_the_chat_that_is_told_to_wait_waits() {
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    server.weather(Weather::list("sendMessage", vec![Weather::TooMany { retry_after: 3 }]));
    let _bot = cafe_bot(&server, &[]);
    ada.asks(QUESTION);
    called(&server, "sendMessage", 1);
    ada.asks("and where is it?");
    bob.asks(QUESTION);
    assert!(bob.next_message().text.contains(ANSWER));
    assert!(ada.next_message().text.contains(ANSWER));
    assert!(ada.next_message().text.contains("Quay Street"));
    let calls = server.calls("sendMessage");
    let chats: Vec<&Value> = calls.iter().map(|call| &call.body["chat_id"]).collect();
    assert_eq!(chats, [&json!(ADA), &json!(BOB), &json!(ADA), &json!(ADA)]);
    assert!(calls[2].at - calls[0].at >= Duration::from_secs(3));
}

#[test]
fn what_may_pass_is_tried_again_and_what_was_done_is_not() {
    for (weather, expected) in [
        (vec![Weather::ServerError, Weather::Cut, Weather::BadGateway], vec![500, 0, 502, 200]),
        // The server did it, and only its word was lost.
        (vec![Weather::Malformed], vec![1]),
        (vec![Weather::PlainError(400, "Bad Request: something new")], vec![400]),
        (vec![Weather::PlainError(400, "Bad Request: chat not found")], vec![400]),
    ] {
        let server = BotApi::start();
        server.weather(Weather::list("sendMessage", weather));
        let _bot = cafe_bot(&server, &[]);
        let ada = server.private(ADA, "en");
        ada.asks(QUESTION);
        called(&server, "sendMessage", expected.len());
        // What is asked next comes after all tries, and after the last refusal was heard.
        std::thread::sleep(Duration::from_millis(300));
        ada.asks("Where do the beans come from?");
        called(&server, "sendMessage", expected.len() + 1);
        assert_eq!(outcomes(&server, ADA)[..expected.len()], expected);
        let arrived = usize::from(expected.last().is_some_and(|last| *last < 400));
        assert_eq!(copies(&server), arrived);
    }
}

/// What these wait for is the time that a call may take, and the pause before it is made again: they wait side by side.
/// Started by [`crate::ahead`].
pub(crate) fn what_takes_its_time_is_tried_again() {
    std::thread::scope(|scope| {
        scope.spawn(what_may_have_arrived_is_sent_once_more_and_no_more_than_that);
        scope.spawn(a_call_that_is_never_answered_is_made_again);
        scope.spawn(updates_are_taken_on_after_any_trouble);
    });
}

/// Nobody knows whether these arrived, so each is sent once more and no more than that.
fn what_may_have_arrived_is_sent_once_more_and_no_more_than_that() {
    let rows = [
        (vec![Weather::CutAfter; 3], 2),
        (vec![Weather::GatewayTimeout; 4], 2),
        (vec![Weather::CutAfter, Weather::ServerError, Weather::TooMany { retry_after: 0 }], 2),
        (vec![Weather::Late(Duration::from_mins(1))], 2),
        (vec![Weather::Late(Duration::from_secs(8))], 1),
    ];
    std::thread::scope(|scope| {
        for (weather, copies) in rows {
            scope.spawn(move || assert_eq!(copies_under(weather.clone()), copies, "{weather:?}"));
        }
    });
}

/// How often an answer arrives whose first calls meet this.
fn copies_under(weather: Vec<Weather>) -> usize {
    let server = BotApi::start();
    server.weather(Weather::list("sendMessage", weather));
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks(QUESTION);
    // What is asked next comes after all that.
    ada.asks("Where do the beans come from?");
    server.shared.wait_at_most(Duration::from_secs(90), "the next answer", |state| {
        let mut sent = state.rooms[&ADA].sent.iter();
        sent.any(|sent| sent.text.contains("Peru")).then_some(())
    });
    copies(&server)
}

/// How often Ada got the answer to her question.
fn copies(server: &BotApi) -> usize {
    server.shared.state().rooms[&ADA].sent.iter().filter(|sent| sent.text.contains(ANSWER)).count()
}

/// What was sent twice before the program was killed is not sent a third time.
#[test]
fn a_send_of_unknown_fate_is_counted_across_restarts() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    server.weather(Weather::list("sendMessage", vec![Weather::CutAfter; 3]));
    let bot = cafe_bot(&server, &[]);
    ada.asks(QUESTION);
    called(&server, "sendMessage", 1);
    let folder = bot.folder();
    // It waits for five seconds before it sends again.
    server.wait_for("the noted send", |state| state.updates.queue.is_empty().then_some(()));
    std::thread::sleep(Duration::from_millis(500));
    bot.kill();
    let _bot = cafe_bot_in(folder, &server, &[], &[]);
    called(&server, "sendMessage", 2);
    printed(&server, "a call failed");
    ada.asks("Where do the beans come from?");
    called(&server, "sendMessage", 4);
    assert_eq!(copies(&server), 2);
}

/// As long as a message may take, and the pause before it is sent again: half a minute.
fn a_call_that_is_never_answered_is_made_again() {
    let server = BotApi::start();
    server.weather(Weather::list("sendMessage", vec![Weather::Hang]));
    let _bot = cafe_bot(&server, &[]);
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    ada.asks(QUESTION);
    called(&server, "sendMessage", 1);
    bob.asks(QUESTION);
    assert!(bob.next_message().text.contains(ANSWER));
    server.shared.wait_at_most(Duration::from_mins(1), "the second call", |state| {
        state.rooms[&ADA].sent.first().is_some_and(|sent| sent.text.contains(ANSWER)).then_some(())
    });
    assert_eq!(outcomes(&server, ADA), [0, 200]);
}

fn updates_are_taken_on_after_any_trouble() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    ada.asks(QUESTION);
    server.weather(Weather::list(
        "getUpdates",
        vec![
            Weather::Malformed,
            Weather::Cut,
            Weather::BadGateway,
            // A server that is being put up answers so for a while, and so does a proxy.
            Weather::PlainError(404, "Not Found"),
            Weather::PlainError(401, "Unauthorized"),
        ],
    ));
    let _bot = cafe_bot(&server, &[]);
    assert!(ada.next_message().text.contains(ANSWER));
    printed(&server, "updates could not be taken; trying again");
    ada.silent_until(ADA, "Where do the beans come from?", "Peru");
}

#[test]
fn a_token_that_is_revoked_ends_the_bot() {
    let server = BotApi::start();
    server.weather(|number, method| match method {
        "getUpdates" if number > 1 => Weather::PlainError(401, "Unauthorized"),
        _ => Weather::Fine,
    });
    let bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks(QUESTION);
    assert!(ada.next_message().text.contains(ANSWER));
    let ended = bot.end();
    assert_eq!(ended.status.code(), Some(78));
    assert_eq!(ended.errors.matches("updates could not be taken; trying again").count(), 2, "{}", ended.errors);
    let last = ended.errors.lines().last().unwrap();
    assert_eq!(last, "citebot: the token is not valid any more: @BotFather gives a new one");
}

#[test]
fn a_chat_that_is_closed_costs_one_call_until_the_person_writes_again() {
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    let group = server.group(-5, &[BOB], false);
    for _ in 0..3 {
        ada.asks(QUESTION);
        group.says(BOB, "@CiteTestBot who founded the Blue Kettle?");
    }
    let stand = |chat: i64, standing| server.shared.state().rooms.get_mut(&chat).unwrap().standing = standing;
    stand(ADA, Standing::Blocked);
    stand(-5, Standing::Kicked);
    let bot = cafe_bot(&server, &[]);
    called(&server, "sendMessage", 2);
    bob.asks(QUESTION);
    assert!(bob.next_message().text.contains(ANSWER));
    // All of them are through before Ada is back.
    server.wait_for("seven turns", |_| (bot.errors().matches(" turn ").count() == 7).then_some(()));
    assert_eq!((outcomes(&server, ADA), outcomes(&server, -5)), (vec![403], vec![403]));
    stand(ADA, Standing::Fine);
    ada.asks("Where do the beans come from?");
    assert!(ada.next_message().text.contains("Peru"));
    let errors = bot.stop().errors;
    assert!(errors.contains("a chat is closed to us") && !errors.contains("WARN"), "{errors}");
}

#[test]
fn markup_that_the_server_can_not_read_is_sent_as_plain_text_and_logged() {
    let server = BotApi::start();
    let reason = "Bad Request: can't parse entities: Unsupported start tag \"i\" at byte offset 64";
    server.weather(|number, method| match (method, number) {
        ("sendMessage" | "editMessageText", 1) => Weather::PlainError(400, reason),
        _ => Weather::Fine,
    });
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    let question = ada.asks(QUESTION);
    let answer = ada.next_message();
    let expected = "Ada Moreno founded the Blue Kettle; she had been a ship's cook.\n— paragraph 1\n“The Blue";
    assert!(answer.html.starts_with(expected) && answer.buttons.len() == 2, "{answer:?}");
    ada.edits(question, "How many employees does the Blue Kettle have?");
    let edit = ada.next_edit();
    assert!(edit.html.starts_with("9 people work at the cafe.\n— paragraph 2"), "{edit:?}");
    for method in ["sendMessage", "editMessageText"] {
        let calls = server.calls(method);
        let modes: Vec<&Value> = calls.iter().map(|call| &call.body["parse_mode"]).collect();
        assert_eq!(modes, [&json!("HTML"), &Value::Null]);
    }
    let line = printed(&server, "the server can't read our HTML: sent as plain text");
    assert!(line.contains("ERROR") && line.contains("Unsupported start tag"), "{line}");
}

#[test]
fn what_stands_there_already_and_what_is_too_old_harm_nobody() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks("/topics");
    let list = ada.next_message();
    // Who is impatient presses twice.
    ada.presses(ADA, list.id, "Coffee and cake");
    ada.forges(ADA, list.id, "f:0:0");
    ada.forges(ADA, list.id, "f:0:0");
    called(&server, "editMessageText", 3);
    confirmed(&server);
    let faults = server.take_faults();
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault.contains("message is not modified")), "{faults:?}");
    let texts = [
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "Bad Request: query ID is invalid",
        "Bad Request: QUERY_ID_INVALID",
    ];
    for text in texts {
        let refuse = |method| Weather::list(method, vec![Weather::PlainError(400, text)]);
        server.weather(refuse("answerCallbackQuery"));
        ada.forges(ADA, list.id, "s:founder");
        assert!(ada.next_message().text.contains("Quay Street"));
        server.weather(refuse("answerInlineQuery"));
        let calls = server.calls("answerInlineQuery").len();
        server.types_inline(ADA, "founder", "");
        called(&server, "answerInlineQuery", calls + 1);
    }
    confirmed(&server);
    let errors = bot.stop().errors;
    assert!(!errors.contains("WARN") && !errors.contains("ERROR"), "{errors}");
}

#[test]
fn a_group_that_moved_meanwhile_is_followed_and_keeps_its_language() {
    let server = BotApi::start();
    let group = server.group(-5, &[ADA], false);
    group.makes_admin(ADA);
    let _bot = cafe_bot(&server, &["--no-journal"]);
    group.says(ADA, "/lang@CiteTestBot zh");
    group.next_message();
    let stand = |standing| server.shared.state().rooms.get_mut(&-5).unwrap().standing = standing;
    server.shared.state().rooms.insert(-1_005, Room::new(-1_005, Kind::Supergroup, vec![ADA]));
    // It moves while the answer is on its way, and the bot learns of it only by that.
    server.weather(|_, _| Weather::Slow(Duration::from_millis(300)));
    group.says(ADA, "@CiteTestBot who founded the Blue Kettle?");
    stand(Standing::Moved(-1_005));
    let answer = server.wait_for("the answer in the supergroup", |state| state.rooms[&-1_005].sent.first().cloned());
    assert!(answer.text.contains("Ada Moreno创办") && answer.reply_to.is_none(), "{answer:?}");
    // Then Telegram says so too, and nothing is forgotten.
    stand(Standing::Fine);
    let supergroup = group.becomes_supergroup(-1_005);
    supergroup.says(ADA, "@CiteTestBot where do the beans come from?");
    assert!(supergroup.next_message().text.contains("秘鲁"));
}

/// Puts an update into the queue as it is; its id.
fn post_raw(state: &mut State, content: Value) {
    let id = state.updates.next;
    state.updates.next += 1;
    let mut update = content;
    update["update_id"] = id.into();
    state.updates.queue.push_back((id, update));
}

#[test]
fn updates_that_nobody_understands_are_skipped() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let chat = json!({ "id": ADA, "type": "private", "first_name": "Ada" });
    for update in [
        json!({}),
        json!({ "brand_new": { "some": "thing" } }),
        json!({ "message": {} }),
        json!({ "message": null }),
        json!({ "message": "text" }),
        json!({ "message": { "message_id": 1, "date": 1, "chat": chat } }),
        json!({ "message": { "message_id": 1, "date": 1, "chat": chat, "from": 5, "text": 7 } }),
        json!({ "message": { "message_id": 1, "date": 1, "chat": { "id": 1, "type": "planet" }, "text": "x" } }),
        json!({ "message": { "message_id": 1, "date": 1, "chat": chat, "brand_new": {} } }),
        json!({ "callback_query": { "id": "1" } }),
        json!({ "inline_query": [] }),
        json!({ "my_chat_member": { "chat": chat } }),
        json!({ "edited_message": { "message_id": -1, "text": "x" } }),
    ] {
        post_raw(&mut server.shared.state(), update);
    }
    ada.asks(QUESTION);
    let _bot = cafe_bot(&server, &[]);
    assert!(ada.next_message().text.contains(ANSWER));
    confirmed(&server);
    assert_eq!(server.calls("sendMessage").len(), 1);
}

#[test]
fn an_update_that_breaks_its_whole_batch_is_passed_over_and_the_others_are_answered() {
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    server.weather(|_, method| if method == "getUpdates" { Weather::Broken } else { Weather::Fine });
    ada.asks(QUESTION);
    bob.asks(BROKEN);
    bob.asks("Where do the beans come from?");
    let _bot = cafe_bot(&server, &[]);
    assert!(ada.next_message().text.contains(ANSWER));
    assert!(bob.next_message().text.contains("Peru"));
    let line = printed(&server, "an update that can't be read was passed over");
    assert!(line.contains(&format!("number={}", server.last_update() - 1)), "{line}");
    ada.silent_until(ADA, "Where do the beans come from?", "Peru");
}

#[test]
fn what_can_not_stand_where_it_should_is_sent_without_a_place() {
    for reason in ["Bad Request: message to be replied not found", "Bad Request: message thread not found"] {
        let server = BotApi::start();
        server.weather(Weather::list("sendMessage", vec![Weather::PlainError(400, reason)]));
        let _bot = cafe_bot(&server, &[]);
        let group = server.group(-5, &[BOB], false);
        group.says(BOB, "@CiteTestBot who founded the Blue Kettle?");
        let answer = group.next_message();
        assert_eq!((answer.text.contains(ANSWER), answer.reply_to), (true, None), "{reason}");
    }
}

#[test]
fn a_menu_that_can_not_be_set_is_no_reason_to_be_silent() {
    let server = BotApi::start();
    server.weather(|_, method| match method {
        "getMyCommands" | "getMyDescription" => Weather::PlainError(400, "Bad Request: not today"),
        _ => Weather::Fine,
    });
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks(QUESTION);
    assert!(ada.next_message().text.contains(ANSWER));
    printed(&server, "the bot's menu and description could not be set");
}
