//! An hour's worth of bad weather in seconds: every tenth call of each method meets some.

use super::people::Chat;
use super::server::BotApi;
use super::server::state::Outcome;
use super::server::weather::Weather;
use super::{cafe_bot, confirmed};

const CHATS: i64 = 30;

/// Ten questions whose answers differ, and what each answer holds.
const QUESTIONS: [(&str, &str); 10] = [
    ("Who founded the Blue Kettle?", "Ada Moreno founded"),
    ("How many employees does the Blue Kettle have?", "9 people"),
    ("Where do the beans come from?", "The beans come from"),
    ("When did the Blue Kettle open?", "on 3 May 2021.\n"),
    ("Where is the Blue Kettle?", "is on Quay Street in Millbrook."),
    ("What does a coffee cost?", "The article gives no prices."),
    ("蓝壶咖啡馆是谁创办的？", "由Ada Moreno创办"),
    ("咖啡豆来自哪里？", "来自秘鲁和埃塞俄比亚"),
    ("How much coffee does the Blue Kettle roast a week?", "40 kilograms"),
    ("thanks", "You're welcome."),
];

#[test]
fn every_question_is_answered_once_and_in_order_in_bad_weather() {
    let server = BotApi::start();
    server.weather(Weather::every(10));
    let chats: Vec<Chat> = (1..=CHATS).map(|id| server.private(id, "en")).collect();
    let _bot = cafe_bot(&server, &[]);
    for (question, _) in QUESTIONS {
        for chat in &chats {
            chat.asks(question);
        }
    }
    for chat in &chats {
        for (question, wanted) in QUESTIONS {
            let text = chat.next_message().text;
            assert!(text.contains(wanted), "{}: {question}\n{text}", chat.id);
        }
    }
    confirmed(&server);
    let calls = server.calls("sendMessage");
    let met = |outcome: fn(&Outcome) -> bool| calls.iter().filter(|call| outcome(&call.outcome)).count();
    assert_eq!(
        met(|outcome| matches!(outcome, Outcome::Done(_) | Outcome::Garbled(_))),
        QUESTIONS.len() * CHATS as usize
    );
    // There was weather of each kind.
    for kind in [
        met(|outcome| matches!(outcome, Outcome::Garbled(_))),
        met(|outcome| matches!(outcome, Outcome::Cut)),
        met(|outcome| matches!(outcome, Outcome::Refused(429, _))),
        met(|outcome| matches!(outcome, Outcome::Refused(500 | 502, _))),
    ] {
        assert!(kind >= 4, "{kind}");
    }
}

#[test]
fn presses_and_edits_come_through_bad_weather_too() {
    let server = BotApi::start();
    let chats: Vec<Chat> = (1..=CHATS).map(|id| server.private(id, "en")).collect();
    let _bot = cafe_bot(&server, &[]);
    let lists: Vec<i32> = chats
        .iter()
        .map(|chat| {
            chat.asks("/topics");
            chat.next_message().id
        })
        .collect();
    server.weather(Weather::every(4));
    let topics = ["Coffee and cake", "All topics", "The cafe", "All topics"];
    let mut presses = Vec::new();
    for topic in topics {
        for (chat, list) in chats.iter().zip(&lists) {
            presses.push(chat.presses(chat.id, *list, topic));
        }
        for chat in &chats {
            chat.next_edit();
        }
    }
    for press in presses {
        server.press_answer(&press);
    }
    for (chat, list) in chats.iter().zip(&lists) {
        assert_eq!(chat.message(*list).unwrap().text, "What would you like to know about?");
        let done =
            chat.calls().iter().filter(|call| matches!(call.outcome, Outcome::Done(_) | Outcome::Garbled(_))).count();
        assert_eq!(done, 1 + topics.len());
    }
}
