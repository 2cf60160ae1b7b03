//! Strangers: who asks too often is told once and then not heard, and harms nobody else.

use std::sync::Arc;

use serde_json::{Value, json};

use super::server::BotApi;
use super::server::weather::Weather;
use super::{ADA, cafe_bot, cafe_bot_in, on_a_server, printed};

const BOB: i64 = 12;
const QUESTION: &str = "Who founded the Blue Kettle?";
const ANSWER: &str = "Ada Moreno";
const NOTICE: &str = "That is a lot at once. Please give me a minute; I will stay silent until then.";

/// How many answers a chat has got, and what else.
fn got(server: &BotApi, chat: i64) -> (usize, Vec<String>) {
    let texts = server.shared.state().rooms[&chat].sent.iter().map(|sent| sent.text.clone()).collect::<Vec<_>>();
    let (answers, others): (Vec<String>, Vec<String>) = texts.into_iter().partition(|text| text.contains(ANSWER));
    (answers.len(), others)
}

/// Waits until a chat has got so many messages.
fn sent(server: &BotApi, chat: i64, messages: usize) {
    server.wait_for(&format!("{messages} messages in {chat}"), |state| {
        (state.rooms[&chat].sent.len() >= messages).then_some(())
    });
}

#[test]
fn who_floods_gets_one_notice_and_others_their_answers() {
    // By default twenty a minute; a flag goes before a variable.
    for (arguments, variable, share) in [(&[][..], "", 20), (&[], "5", 5), (&["--per-minute", "7"], "5", 7)] {
        let server = BotApi::start();
        let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
        for _ in 0..60 {
            ada.asks(QUESTION);
        }
        bob.asks(QUESTION);
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let _bot = cafe_bot_in(folder, &server, arguments, &[("CITEBOT_PER_MINUTE", variable)]);
        assert!(bob.next_message().text.contains(ANSWER));
        sent(&server, ADA, share + 1);
        assert_eq!(got(&server, ADA), (share, vec![NOTICE.to_string()]));
        // Whatever comes now is too much: questions, commands, edits, stickers.
        let question = ada.asks(QUESTION);
        ada.edits(question, "Where do the beans come from?");
        ada.asks("/help");
        ada.sends(ADA, "sticker");
        bob.silent_until(BOB, "Where do the beans come from?", "Peru");
        assert_eq!(got(&server, ADA), (share, vec![NOTICE.to_string()]));
        assert!(server.calls("editMessageText").is_empty());
    }
}

#[test]
fn a_notice_is_in_the_language_of_the_person() {
    let server = BotApi::start();
    let ada = server.private(ADA, "zh-hans");
    let _bot = cafe_bot(&server, &["--per-minute", "1"]);
    ada.asks("/about");
    assert!(ada.next_message().text.contains("我是程序citebot"));
    ada.asks(QUESTION);
    assert_eq!(ada.next_message().text, "消息有点多，请稍等一分钟，在此之前我先不回复。");
}

#[test]
fn who_floods_a_group_silences_nobody_but_himself() {
    let server = BotApi::start();
    let group = server.group(-5, &[ADA, BOB], false);
    let ask = |person| group.says(person, "@CiteTestBot who founded the Blue Kettle?");
    let floods: Vec<i32> = (0..12).map(|_| ask(ADA)).collect();
    let other = ask(BOB);
    let _bot = cafe_bot(&server, &["--per-minute", "3"]);
    let replies: Vec<_> = (0..5).map(|_| group.next_message()).collect();
    let to: Vec<i32> = replies.iter().filter_map(|reply| reply.reply_to).collect();
    assert_eq!(to, [floods[0], floods[1], floods[2], floods[3], other]);
    assert_eq!(replies[3].text, NOTICE);
    assert_eq!(got(&server, -5), (4, vec![NOTICE.to_string()]));
}

#[test]
fn a_crowd_shares_what_a_group_may_ask_and_harms_no_other_chat() {
    let server = BotApi::start();
    let crowd: Vec<i64> = (21..=40).collect();
    let (group, ada) = (server.group(-5, &crowd, false), server.private(ADA, "en"));
    for person in &crowd {
        group.says(*person, "@CiteTestBot who founded the Blue Kettle?");
    }
    ada.asks(QUESTION);
    let _bot = cafe_bot(&server, &["--per-minute", "3"]);
    assert!(ada.next_message().text.contains(ANSWER));
    sent(&server, -5, 10);
    // Three times what one person may.
    assert_eq!(got(&server, -5), (9, vec![NOTICE.to_string()]));
}

#[test]
fn presses_count_and_are_told_where_they_are_pressed() {
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    let _bot = cafe_bot(&server, &["--per-minute", "3"]);
    ada.asks(QUESTION);
    let answer = ada.next_message();
    let presses: Vec<String> = (0..6).map(|_| ada.presses(ADA, answer.id, "👍")).collect();
    bob.asks(QUESTION);
    bob.next_message();
    // Each is released, so that nobody waits; after the notice without a word.
    let told: Value = presses.iter().map(|press| server.press_answer(press)["text"].clone()).collect();
    assert_eq!(told, json!(["Thank you.", "Thank you.", NOTICE, null, null, null]));
    assert_eq!(got(&server, ADA), (1, vec![]));
}

#[test]
fn who_types_inline_has_a_larger_share_and_is_told_nothing() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let typed: Vec<String> = (0..20).map(|_| server.types_inline(ADA, "founder", "")).collect();
    let other = server.types_inline(BOB, "founder", "");
    let _bot = cafe_bot(&server, &["--per-minute", "2"]);
    server.inline_answer(&other);
    // What was typed doesn't count against what is asked.
    ada.silent_until(ADA, QUESTION, ANSWER);
    let state = server.shared.state();
    let answered: Vec<bool> = typed.iter().map(|query| state.inline[query].is_some()).collect();
    assert_eq!(answered, [vec![true; 12], vec![false; 8]].concat());
}

#[test]
fn what_waits_of_one_chat_is_bounded() {
    if on_a_server() {
        // There it waits in the database, and one program takes some of it at a time.
        return;
    }
    let server = BotApi::start();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    for _ in 0..1060 {
        ada.asks(QUESTION);
    }
    // Eleven batches come while the first answer waits.
    server.weather(Weather::list("sendMessage", vec![Weather::TooMany { retry_after: 5 }]));
    let _bot = cafe_bot(&server, &["--per-minute", "100000"]);
    printed(&server, "a chat asks faster than it is answered: an update is dropped");
    bob.asks(QUESTION);
    assert!(bob.next_message().text.contains(ANSWER));
    for _ in 0..1001 {
        assert!(ada.next_message().text.contains(ANSWER));
    }
    ada.silent_until(ADA, "Where do the beans come from?", "Peru");
}
