//! Bad weather, and waiting.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::server::BotApi;
use super::super::server::state::{Outcome, TOKEN};
use super::super::server::weather::Weather;
use super::client::raw;

/// Sends one message in this weather: the status and body that the bot sees, and how many messages arrive.
fn send(weather: Weather) -> (Option<(u16, String)>, usize, Vec<Outcome>) {
    let server = BotApi::start();
    server.private(5, "en");
    server.weather(Weather::list("sendMessage", vec![weather]));
    let body = json!({ "chat_id": 5, "text": "x" });
    let seen = raw(&server, &format!("bot{TOKEN}/sendMessage"), &body).ok();
    let sent = server.shared.state().rooms[&5].sent.len();
    (seen, sent, server.calls("sendMessage").into_iter().map(|call| call.outcome).collect())
}

#[test]
fn each_weather_does_what_it_says() {
    for (weather, status, body, arrive) in [
        (Weather::Fine, 200, r#""ok":true"#, 1),
        (Weather::TooMany { retry_after: 3 }, 429, r#""parameters":{"retry_after":3}"#, 0),
        (Weather::ServerError, 500, r#""description":"Internal Server Error""#, 0),
        (Weather::BadGateway, 502, "<title>502 Bad Gateway</title>", 0),
        (Weather::PlainError(403, "Forbidden: user is deactivated"), 403, "user is deactivated", 0),
        (Weather::Malformed, 200, r#"{"ok":true,"resu"#, 1),
        (Weather::Slow(Duration::from_millis(50)), 200, r#""ok":true"#, 1),
    ] {
        let (seen, sent, outcomes) = send(weather.clone());
        let (seen_status, seen_body) = seen.unwrap();
        assert_eq!((seen_status, sent, outcomes.len()), (status, arrive, 1), "{weather:?}");
        assert!(seen_body.contains(body), "{weather:?}: {seen_body}");
        let well_formed = serde_json::from_str::<Value>(&seen_body).is_ok();
        assert_eq!(well_formed, !matches!(weather, Weather::Malformed | Weather::BadGateway), "{weather:?}");
    }
    assert_eq!(send(Weather::Cut), (None, 0, vec![Outcome::Cut]));
}

#[test]
fn a_hanging_call_is_never_answered() {
    let server = BotApi::start();
    server.private(5, "en");
    server.weather(Weather::list("sendMessage", vec![Weather::Hang]));
    thread::scope(|scope| {
        let path = format!("bot{TOKEN}/sendMessage");
        let hanging = scope.spawn({
            let server = &server;
            move || raw(server, &path, &json!({ "chat_id": 5, "text": "x" }))
        });
        server.wait_for("the call", |state| (!state.calls.is_empty()).then_some(()));
        thread::sleep(Duration::from_millis(100));
        assert_eq!(server.calls("sendMessage")[0].outcome, Outcome::Waiting);
        assert!(!hanging.is_finished());
        // The server's end is its end.
        server.shared.state().stopping = true;
        server.shared.changed.notify_all();
        assert!(hanging.join().unwrap().is_err());
    });
    assert!(server.shared.state().rooms[&5].sent.is_empty());
}

#[test]
fn weather_comes_by_the_number_of_the_call() {
    let mut every = Weather::every(10);
    let bad: Vec<Weather> =
        (1..=60).map(|number| every(number, "sendMessage")).filter(|weather| *weather != Weather::Fine).collect();
    assert_eq!(
        bad,
        [
            Weather::TooMany { retry_after: 1 },
            Weather::Cut,
            Weather::BadGateway,
            Weather::Slow(Duration::from_millis(300)),
            Weather::Malformed,
            Weather::ServerError,
        ]
    );
    assert_eq!(every(30, "sendMessage"), Weather::BadGateway);
    assert_eq!(every(10, "getMe"), Weather::Fine);
    let mut list = Weather::list("sendMessage", vec![Weather::Cut, Weather::Fine, Weather::ServerError]);
    let kinds: Vec<Weather> = (1..=4).map(|number| list(number, "sendMessage")).collect();
    assert_eq!(kinds, [Weather::Cut, Weather::Fine, Weather::ServerError, Weather::Fine]);
    assert_eq!(list(1, "getUpdates"), Weather::Fine);
}

#[test]
fn a_wait_ends_with_what_it_waits_for_or_tells_what_came_instead() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    let began = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| {
            // Late enough that the other waits already.
            thread::sleep(Duration::from_millis(50));
            raw(&server, &format!("bot{TOKEN}/sendMessage"), &json!({ "chat_id": 5, "text": "x" })).unwrap();
        });
        assert_eq!(chat.next_message().text, "x");
    });
    assert!(began.elapsed() < Duration::from_secs(5));
    let call = server.calls("sendMessage").remove(0);
    assert!(call.at > began && matches!(call.outcome, Outcome::Done(_)), "{call:?}");
    let vain = catch_unwind(AssertUnwindSafe(|| {
        server.shared.wait_at_most(Duration::from_millis(10), "rain", |_| None::<()>);
    }));
    let told = *vain.unwrap_err().downcast::<String>().unwrap();
    assert!(told.starts_with("waited 10ms in vain for rain\n-- the last calls\nsendMessage {"), "{told}");
}

#[test]
fn a_fault_fails_the_test() {
    let ends = |method: &'static str| {
        catch_unwind(|| {
            let server = BotApi::start();
            raw(&server, &format!("bot{TOKEN}/{method}"), &json!({})).unwrap();
        })
    };
    assert!(ends("getMe").is_ok());
    let told = *ends("dance").unwrap_err().downcast::<String>().unwrap();
    assert_eq!(told, "the bot broke rules:\ndance {}: Not Found");
}
