//! Stopping: within five seconds, with everything answered once, however it ends.

use std::time::{Duration, Instant};

use super::bot::{Bot, Ended};
use super::people::Chat;
use super::server::BotApi;
use super::server::state::State;
use super::server::weather::Weather;
use super::{ADA, cafe_bot, cafe_bot_in, confirmed, on_a_server};

/// Three questions, and what their answers hold.
const QUESTIONS: [(&str, &str); 3] = [
    ("Who founded the Blue Kettle?", "Ada Moreno"),
    ("How many employees does the Blue Kettle have?", "9 people"),
    ("Where do the beans come from?", "Peru"),
];

/// Tells a bot to stop, and sees that it does in time.
fn stopped(bot: Bot, signal: &str) -> Ended {
    let began = Instant::now();
    bot.signal(signal);
    let ended = bot.end();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}\n{}", began.elapsed(), ended.errors);
    assert_eq!(ended.status.code(), Some(0), "{}", ended.errors);
    ended
}

/// Many chats that have all asked the three questions before the bot came.
fn many(server: &BotApi, chats: i64) -> Vec<Chat> {
    let chats: Vec<Chat> = (1..=chats).map(|id| server.private(id, "en")).collect();
    for (question, _) in QUESTIONS {
        for chat in &chats {
            chat.asks(question);
        }
    }
    chats
}

#[test]
fn a_bot_that_waits_ends_at_once_and_has_confirmed_all() {
    for signal in ["INT", "TERM"] {
        let server = BotApi::start();
        let ada = server.private(ADA, "en");
        let bot = cafe_bot(&server, &[]);
        ada.asks(QUESTIONS[0].0);
        assert!(ada.next_message().text.contains(QUESTIONS[0].1));
        confirmed(&server);
        let folder = bot.folder();
        let ended = stopped(bot, signal);
        assert!(ended.errors.contains("the bot is down") && !ended.errors.contains("WARN"), "{}", ended.errors);
        let last = server.calls("getUpdates").pop().unwrap();
        assert_eq!((&last.body["offset"], &last.body["timeout"]), (&(server.last_update() + 1).into(), &0.into()));
        let _bot = cafe_bot_in(folder, &server, &[], &[]);
        ada.silent_until(ADA, QUESTIONS[1].0, QUESTIONS[1].1);
    }
}

#[test]
fn those_in_hand_are_answered_and_no_question_is_lost_or_answered_twice() {
    let server = BotApi::start();
    let chats = many(&server, 60);
    server.weather(|_, method| match method {
        // Each takes so long that not all can be answered before the end.
        "sendMessage" => Weather::Late(Duration::from_millis(600)),
        _ => Weather::Fine,
    });
    let bot = cafe_bot(&server, &[]);
    server.wait_for("a message", |state| state.calls.iter().any(|call| call.method == "sendMessage").then_some(()));
    let folder = bot.folder();
    stopped(bot, "TERM");
    let answered: usize = chats.iter().map(|chat| chat.calls().len()).sum();
    assert!((1..180).contains(&answered), "{answered}");
    let _bot = cafe_bot_in(folder, &server, &[], &[]);
    for chat in &chats {
        for (question, wanted) in QUESTIONS {
            let text = chat.next_message().text;
            assert!(text.contains(wanted), "{}: {question}\n{text}", chat.id);
        }
    }
    confirmed(&server);
    assert_eq!(server.calls("sendMessage").len(), 180);
}

#[test]
fn it_ends_while_polls_hang() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    server.weather(|number, method| match method {
        "getUpdates" if number > 1 => Weather::Hang,
        _ => Weather::Fine,
    });
    let bot = cafe_bot(&server, &[]);
    ada.asks(QUESTIONS[0].0);
    assert!(ada.next_message().text.contains(QUESTIONS[0].1));
    server.wait_for("a poll that hangs", |state| (state.counts.get("getUpdates") > Some(&1)).then_some(()));
    let ended = stopped(bot, "TERM");
    assert!(ended.errors.contains("the last updates could not be confirmed; they may come again"), "{}", ended.errors);
}

#[test]
fn it_ends_while_calls_are_tried_again_and_what_was_not_answered_comes_again() {
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(12, "en"));
    ada.asks(QUESTIONS[0].0);
    bob.asks(QUESTIONS[1].0);
    let mut rain = true;
    server.weather(move |_, method| match method {
        // The first message arrives, and no other.
        "sendMessage" if !std::mem::take(&mut rain) => Weather::ServerError,
        _ => Weather::Fine,
    });
    let bot = cafe_bot(&server, &[]);
    server.wait_for("a second call", |state| (state.counts.get("sendMessage") > Some(&1)).then_some(()));
    let folder = bot.folder();
    let ended = stopped(bot, "TERM");
    assert!(ended.errors.contains("not all was answered in time"), "{}", ended.errors);
    server.weather(|_, _| Weather::Fine);
    let _bot = cafe_bot_in(folder, &server, &[], &[]);
    assert!(ada.next_message().text.contains(QUESTIONS[0].1));
    assert!(bob.next_message().text.contains(QUESTIONS[1].1));
}

#[test]
fn it_ends_while_it_can_not_even_begin() {
    let server = BotApi::start();
    server.weather(|_, _| Weather::Hang);
    let bot = cafe_bot(&server, &[]);
    server.wait_for("the first call", |state| (!state.calls.is_empty()).then_some(()));
    stopped(bot, "TERM");
}

#[test]
fn a_power_cut_loses_nothing() {
    let server = BotApi::start();
    let chats = many(&server, 10);
    server.weather(|_, method| match method {
        "sendMessage" => Weather::Slow(Duration::from_millis(20)),
        _ => Weather::Fine,
    });
    let bot = cafe_bot(&server, &[]);
    server.wait_for("some messages", |state| (state.counts.get("sendMessage") > Some(&7)).then_some(()));
    let folder = bot.folder();
    bot.kill();
    let _bot = cafe_bot_in(folder, &server, &[], &[]);
    for chat in &chats {
        for (_, wanted) in QUESTIONS {
            server
                .wait_for(&format!("{wanted} in {}", chat.id), |state| (times(state, chat, wanted) > 0).then_some(()));
        }
    }
    confirmed(&server);
    // What was on its way when it was cut off may come twice, which no way of sending can prevent.
    let state = server.shared.state();
    let twice =
        chats.iter().flat_map(|chat| QUESTIONS.map(|(_, wanted)| times(&state, chat, wanted))).collect::<Vec<_>>();
    assert!(twice.iter().all(|times| (1..=2).contains(times)), "{twice:?}");
    assert!(twice.iter().filter(|times| **times == 2).count() <= chats.len(), "{twice:?}");
}

/// How often a chat got an answer.
fn times(state: &State, chat: &Chat, wanted: &str) -> usize {
    state.rooms[&chat.id].sent.iter().filter(|sent| sent.text.contains(wanted)).count()
}

#[test]
fn what_waits_for_its_answer_is_confirmed_and_answered_after_a_restart() {
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(12, "en"));
    server.weather(Weather::list("sendMessage", vec![Weather::TooMany { retry_after: 60 }]));
    ada.asks(QUESTIONS[0].0);
    let bot = cafe_bot(&server, &[]);
    server.wait_for("the refusal", |state| state.counts.get("sendMessage").map(|_| ()));
    // Others are answered meanwhile, and all is confirmed.
    bob.asks(QUESTIONS[1].0);
    assert!(bob.next_message().text.contains(QUESTIONS[1].1));
    confirmed(&server);
    // The mark that Bob was answered is on the disk a moment after his answer.
    std::thread::sleep(Duration::from_millis(300));
    let folder = bot.folder();
    bot.kill();
    let bot = cafe_bot_in(folder, &server, &[], &[]);
    assert!(ada.next_message().text.contains(QUESTIONS[0].1));
    ada.silent_until(ADA, QUESTIONS[2].0, QUESTIONS[2].1);
    bob.silent_until(12, QUESTIONS[2].0, QUESTIONS[2].1);
    let told = bot.errors().contains("what was not answered before the last end is answered now updates=1");
    // On a server it is what any program takes.
    assert!(told || on_a_server());
}

#[test]
fn an_update_that_comes_again_is_not_answered_again() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let _bot = cafe_bot(&server, &[]);
    ada.asks(QUESTIONS[0].0);
    let answer = ada.next_message();
    let question = server.last_update();
    ada.presses(ADA, answer.id, "Source");
    ada.next_message();
    for update in question..=server.last_update() {
        server.redeliver(update);
    }
    ada.silent_until(ADA, QUESTIONS[1].0, QUESTIONS[1].1);
    assert!(server.shared.state().updates.again.is_empty());
    let offsets: Vec<i64> = server.calls("getUpdates").iter().filter_map(|call| call.body["offset"].as_i64()).collect();
    assert!(offsets.is_sorted(), "{offsets:?}");
}
