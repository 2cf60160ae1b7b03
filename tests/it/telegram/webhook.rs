//! Updates that Telegram brings, and what those see who watch the bot.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::Value;

use super::bot::Bot;
use super::server::BotApi;
use super::server::weather::Weather;
use super::{cafe_bot_in, printed};

const QUESTION: &str = "Who founded the Blue Kettle?";
const ANSWER: &str = "Ada Moreno";
/// Who asks: a number that no measured time shows by chance.
const ADA: i64 = 7_654_321_234;
/// The header in which Telegram says that it is Telegram.
const SECRET: &str = "X-Telegram-Bot-Api-Secret-Token";

/// A port on which nobody listens.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A call of the bot's own endpoints: the status, and the body.
fn call(port: u16, verb: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let headers = headers.concat();
    let length = body.len();
    let head = format!(
        "{verb} {path} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    // Who is refused for the length of what it says may hear so before it is through.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_string())
}

/// A bot that is called at a port of its own, and shows at another how it goes.
struct Hooked {
    bot: Bot,
    hook: u16,
    metrics: u16,
    secret: String,
}

impl Hooked {
    fn start(server: &BotApi, folder: &Arc<tempfile::TempDir>) -> Self {
        Self::start_with(server, folder, &[], &[])
    }

    fn start_with(server: &BotApi, folder: &Arc<tempfile::TempDir>, more: &[&str], env: &[(&str, &str)]) -> Self {
        let (hook, metrics) = (free_port(), free_port());
        let (url, listen) = (format!("http://127.0.0.1:{hook}/from/telegram"), format!("127.0.0.1:{hook}"));
        let before = server.calls("setWebhook").len();
        let metrics_text = metrics.to_string();
        let arguments = [&["--webhook", &url, "--listen", &listen, "--metrics", &metrics_text], more].concat();
        let bot = cafe_bot_in(Arc::clone(folder), server, &arguments, env);
        let set = server.wait_for("the webhook", |state| {
            let mut calls = state.calls.iter().filter(|call| call.method == "setWebhook" && call.written.is_some());
            calls.nth(before).map(|call| call.body.clone())
        });
        assert_eq!(set["url"], url);
        Self { bot, hook, metrics, secret: set["secret_token"].as_str().unwrap().to_string() }
    }

    /// Brings an update as Telegram does; the status.
    fn bring(&self, update: &Value) -> u16 {
        call(self.hook, "POST", "/from/telegram", &[(SECRET, &self.secret)], update.to_string().as_bytes()).0
    }
}

/// What Ada says, as an update.
fn says(server: &BotApi, text: &str) -> Value {
    server.private(ADA, "en").asks(text);
    server.shared.state().updates.queue.pop_back().unwrap().1
}

#[test]
fn what_is_brought_is_answered_once_and_strangers_are_turned_away() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let hooked = Hooked::start(&server, &folder);
    let update = says(&server, QUESTION);
    let text = update.to_string();
    let path = "/from/telegram";
    let telegram = [(SECRET, hooked.secret.as_str())];
    let long = vec![b' '; (1 << 20) + 1];
    for (verb, path, headers, body, expected) in [
        ("POST", path, &[][..], text.as_bytes(), 403),
        ("POST", path, &[(SECRET, "guess")], text.as_bytes(), 403),
        ("POST", "/", &telegram, text.as_bytes(), 404),
        ("POST", "/metrics", &telegram, b"", 404),
        ("GET", path, &telegram, b"", 405),
        ("POST", path, &telegram, &long, 413),
        // What can't be read would come again for a day.
        ("POST", path, &telegram, b"{\"update_id\":", 200),
        ("POST", path, &telegram, b"{\"update_id\":\"x\"}", 200),
    ] {
        let (status, body) = call(hooked.hook, verb, path, headers, body);
        assert_eq!(status, expected, "{verb} {path} {body}");
    }
    assert!(server.calls("sendMessage").is_empty());
    assert_eq!([hooked.bring(&update), hooked.bring(&update)], [200, 200]);
    assert!(ada.next_message().text.contains(ANSWER));
    assert_eq!(hooked.bring(&says(&server, "Where do the beans come from?")), 200);
    assert!(ada.next_message().text.contains("Peru"));
    assert_eq!(hooked.bot.stop().status.code(), Some(0));
    // The next program takes over without a gap, and knows what was answered.
    assert!(server.calls("deleteWebhook").is_empty() && server.calls("getUpdates").is_empty());
    let next = Hooked::start(&server, &folder);
    assert_eq!(next.secret, hooked.secret);
    assert_eq!([next.bring(&update), next.bring(&says(&server, "How many employees are there?"))], [200, 200]);
    assert!(ada.next_message().text.contains("9 people"));
}

/// Started by [`crate::ahead`].
pub(crate) fn who_watches_sees_that_it_lives_answers_and_how_it_goes() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let hooked = Hooked::start(&server, &Arc::new(tempfile::tempdir().unwrap()));
    printed(&server, "flag=\"--listen\"");
    for port in [hooked.hook, hooked.metrics] {
        for (path, expected) in [("/healthz", "alive\n"), ("/readyz", "ready\n")] {
            server.wait_for(path, |_| (call(port, "GET", path, &[], b"") == (200, expected.to_string())).then_some(()));
        }
    }
    hooked.bring(&says(&server, QUESTION));
    ada.next_message();
    let shown = |wanted: &[&str]| {
        server.wait_for(&format!("{wanted:?}"), |_| {
            let (status, text) = call(hooked.metrics, "GET", "/metrics", &[], b"");
            assert_eq!(status, 200);
            wanted.iter().all(|line| text.lines().any(|shown| shown == *line)).then_some(text)
        })
    };
    let text = shown(&[
        "citebot_updates_total{kind=\"question\"} 1",
        "citebot_turns_total{outcome=\"answer\"} 1",
        "citebot_answer_seconds_count 1",
        "citebot_backlog 0",
        "citebot_journal_lost_total 0",
    ]);
    assert!(!text.contains("Kettle") && !text.contains(&ADA.to_string()), "{text}");
    // A chat that has to wait is behind.
    server.weather(|_, method| match method {
        "sendMessage" => Weather::TooMany { retry_after: 60 },
        _ => Weather::Fine,
    });
    hooked.bring(&says(&server, QUESTION));
    shown(&["citebot_calls_again_total{reason=\"throttled\"} 1", "citebot_backlog 1"]);
}

#[test]
fn an_address_that_can_not_be_listened_on_is_told_in_one_line() {
    let server = BotApi::start();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (arguments, expected) in [
        (vec!["--metrics", &taken], format!("could not listen on {taken}: name another address with `--metrics`: ")),
        (
            vec!["--webhook", "https://bot.example/x", "--listen", &taken],
            format!("could not listen on {taken}: name another address with `--listen`: "),
        ),
        (vec!["--metrics", "here"], "`--metrics` is `here`, and takes an address with a port, such as ".to_string()),
        (vec!["--webhook", "bot.example"], "`--webhook` is `bot.example`, and takes an address such as ".to_string()),
    ] {
        let ended = super::cafe_bot(&server, &arguments).end();
        let last = ended.errors.lines().last().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{}", ended.errors);
        assert!(last.starts_with(&format!("citebot: {expected}")), "{last}");
    }
    assert!(server.calls("getUpdates").is_empty() && server.calls("setWebhook").is_empty());
}

/// Who may ask three times a minute asks three times, and each is brought twice, by whichever way; then a fourth time.
fn is_counted_once(server: &BotApi, bring_twice: impl Fn(&Value)) {
    let ada = server.private(ADA, "en");
    for _ in 0..3 {
        bring_twice(&says(server, QUESTION));
        assert!(ada.next_message().text.contains(ANSWER));
    }
    bring_twice(&says(server, QUESTION));
    assert!(ada.next_message().text.contains("a minute"));
}

#[test]
fn what_is_brought_twice_counts_once_against_its_persons_share() {
    for at_once in [false, true] {
        let server = BotApi::start();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let hooked = Hooked::start_with(&server, &folder, &["--per-minute", "3"], &[]);
        is_counted_once(&server, |update| {
            if at_once {
                thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(|| assert_eq!(hooked.bring(update), 200)))));
            } else {
                (0..2).for_each(|_| assert_eq!(hooked.bring(update), 200));
            }
        });
        assert_eq!(hooked.bot.stop().status.code(), Some(0));
        assert_eq!(server.calls("sendMessage").len(), 4);
    }
}

#[cfg(feature = "postgres")]
#[test]
fn what_is_brought_to_two_programs_with_one_store_counts_once() {
    for at_once in [false, true] {
        let Some(store) = crate::postgres::store() else { return };
        let server = BotApi::start();
        let hooked = [(); 2].map(|()| {
            let folder = Arc::new(tempfile::tempdir().unwrap());
            let store = [("CITEBOT_STORE", store.as_str())];
            Hooked::start_with(&server, &folder, &["--no-journal", "--per-minute", "3"], &store)
        });
        is_counted_once(&server, |update| {
            thread::scope(|scope| {
                for hooked in &hooked {
                    let brought = scope.spawn(|| assert_eq!(hooked.bring(update), 200));
                    if !at_once {
                        brought.join().unwrap();
                    }
                }
            });
        });
        for hooked in hooked {
            assert_eq!(hooked.bot.stop().status.code(), Some(0));
        }
        assert_eq!(server.calls("sendMessage").len(), 4);
    }
}

#[cfg(feature = "postgres")]
#[test]
fn programs_with_one_store_count_a_persons_messages_together() {
    let Some(store) = crate::postgres::store() else { return };
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let hooked = [(); 2].map(|()| {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let store = [("CITEBOT_STORE", store.as_str())];
        Hooked::start_with(&server, &folder, &["--no-journal", "--per-minute", "3"], &store)
    });
    let updates = [(); 6].map(|()| says(&server, QUESTION));
    for (at, update) in updates.iter().enumerate() {
        assert_eq!(hooked[at % 2].bring(update), 200);
    }
    for _ in 0..3 {
        assert!(ada.next_message().text.contains(ANSWER));
    }
    assert!(ada.next_message().text.contains("a minute"));
    for hooked in hooked {
        assert_eq!(hooked.bot.stop().status.code(), Some(0));
    }
    assert_eq!(ada.calls().len(), 4);
}
