//! The log: one line a turn, of what was answered and not of what was asked.

use std::sync::Arc;

use serde_json::Value;

use super::bot::Bot;
use super::server::BotApi;
use super::server::weather::Weather;
use super::{ELSEWHERE, NEAREST, cafe_bot, cafe_bot_in, confirmed, printed};

/// A person whose number stands in no line by chance.
const ADA: i64 = 7_654_321_234;

/// Has questions asked in every way, and stops the bot; the lines of its log that are turns.
fn turns(server: &BotApi, bot: Bot) -> Vec<String> {
    let (ada, group) = (server.private(ADA, "en"), server.group(-5, &[ADA], false));
    ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    ada.asks("Why do xylophones hum?");
    ada.next_message();
    for unsure in [NEAREST, ELSEWHERE] {
        ada.asks(unsure);
        ada.next_message();
    }
    ada.asks("good morning");
    ada.next_message();
    ada.presses(ADA, answer.id, "When did the Blue Kettle open?");
    ada.next_message();
    group.says(ADA, "@CiteTestBot where do the beans come from?");
    group.next_message();
    server.inline_answer(&server.types_inline(ADA, "founder", ""));
    confirmed(server);
    let ended = bot.stop();
    assert_eq!(ended.out, "");
    let lines = ended.errors.lines().filter(|line| line.contains("turn"));
    lines.map(str::to_string).collect()
}

/// A line of a log without what is another one each time.
fn without_times(line: &str) -> String {
    let (_, rest) = line.split_once(" INFO ").unwrap_or_else(|| panic!("{line}"));
    let word = |word: &str| match word.split_once('=') {
        Some((name @ ("confidence" | "micros"), value)) => {
            let value: f64 = value.parse().unwrap();
            let possible = if name == "micros" { 1.0..10_000_000.0 } else { 0.0..1.000_001 };
            assert!(possible.contains(&value), "{line}");
            format!("{name}=#")
        }
        _ => word.to_string(),
    };
    rest.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_turn_is_a_line_without_what_was_asked() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let lines: Vec<String> = turns(&server, bot).iter().map(|line| without_times(line)).collect();
    let expected = [
        r#"turn chat="private" outcome="answer" facts="founder" confidence=# micros=#"#,
        r#"turn chat="private" outcome="unclear" facts="" confidence=# micros=#"#,
        r#"turn chat="private" outcome="nearest" facts="founder staff address" confidence=# micros=#"#,
        r#"turn chat="private" outcome="refuse" facts="oat-cake" confidence=# micros=#"#,
        r#"turn chat="private" outcome="smalltalk" facts="" confidence=# micros=#"#,
        r#"turn chat="private" outcome="answer" facts="opening-date" confidence=# micros=#"#,
        r#"turn chat="group" outcome="answer" facts="beans" confidence=# micros=#"#,
    ];
    assert_eq!(lines, expected);
    let state = server.shared.state();
    for told in ["xylophone", "Person", "7654321234"] {
        assert!(!state.printed.iter().any(|line| line.contains(told)), "{told}\n{}", state.printed.join("\n"));
    }
}

#[test]
fn questions_are_logged_where_that_is_wanted() {
    let server = BotApi::start();
    let lines = turns(&server, cafe_bot(&server, &["--log-questions"]));
    let mut questions: Vec<&str> = lines.iter().map(|line| line.split_once("question=").unwrap().1).collect();
    // What is said in two chats may be logged in either order.
    questions.sort_unstable();
    let mut expected = [
        r#""Who founded the Blue Kettle?""#,
        r#""Why do xylophones hum?""#,
        r#""Who manages the cafe?""#,
        r#""What share of the orders is oat cake in London?""#,
        r#""good morning""#,
        r#""When did the Blue Kettle open?""#,
        r#""where do the beans come from?""#,
    ];
    expected.sort_unstable();
    assert_eq!(questions, expected);
}

#[test]
fn what_is_asked_can_not_forge_a_line_of_the_log() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--log-questions"]);
    let ada = server.private(ADA, "en");
    ada.asks("who?\n2026-01-01T00:00:00Z  INFO turn forged \u{1b}[31m\u{202E}");
    ada.next_message();
    let errors = bot.stop().errors;
    assert!(errors.contains("forged") && !errors.contains(['\u{1b}', '\u{202E}']), "{errors}");
    assert!(!errors.lines().any(|line| line.starts_with("2026-01-01")), "{errors}");
}

#[test]
fn the_log_is_json_where_a_flag_or_a_variable_says_so() {
    type Setting<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);
    let settings: [Setting<'_>; 3] = [
        (&["--log-form", "json"], &[]),
        (&[], &[("CITEBOT_LOG_FORM", "json")]),
        (&["--log-form", "json"], &[("CITEBOT_LOG_FORM", "text")]),
    ];
    for (arguments, env) in settings {
        let server = BotApi::start();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let lines = turns(&server, cafe_bot_in(folder, &server, arguments, env));
        assert_eq!(lines.len(), 7, "{lines:?}");
        for line in &server.shared.state().printed {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
            assert!(line["timestamp"].is_string() && line["level"] == "INFO", "{line}");
        }
        let first: Value = serde_json::from_str(&lines[0]).unwrap();
        assert_eq!((&first["message"], &first["chat"]), (&"turn".into(), &"private".into()));
        assert_eq!((&first["outcome"], &first["facts"]), (&"answer".into(), &"founder".into()));
        assert!(first["confidence"].is_f64() && first["micros"].is_number() && first["question"].is_null(), "{first}");
    }
}

#[test]
fn what_a_server_says_is_logged_only_where_it_is_known() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--log-level", "debug"]);
    let ada = server.private(ADA, "en");
    for (description, logged) in [
        ("Bad Request: Why do xylophones hum? is no text", "400 for a reason that is not shown"),
        ("Bad Request: message is too long", "400 message is too long"),
    ] {
        server.weather(Weather::list("sendMessage", vec![Weather::PlainError(400, description)]));
        ada.asks("Why do xylophones hum?");
        printed(&server, logged);
    }
    assert!(!bot.stop().errors.contains("xylophone"));
}
