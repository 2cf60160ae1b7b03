//! Many people at once. `CHATS=1000 cargo test --release --test it telegram::load -- --nocapture` asks the figures of
//! the program as people run it; as it stands the test asserts only what is not time.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use super::people::Chat;
use super::server::BotApi;
use super::server::rooms::Standing;
use super::server::state::{Call, Outcome};
use super::{cafe_bot, confirmed};

/// Chats that ask at once, unless the environment names another number.
const CHATS: i64 = 100;
/// How many questions each chat asks, unless the environment names another number: as many as a person may.
const ROUNDS: usize = 20;
/// Somebody who asks one by one before the load, and how often.
const ALONE: i64 = 1_000_000;
const CALM: usize = 200;

/// Questions in turn, and what tells their answers apart.
const QUESTIONS: [(&str, &str); 5] = [
    ("Who founded the Blue Kettle?", "Ada Moreno founded"),
    ("How many employees does the Blue Kettle have?", "9 people"),
    ("Where do the beans come from?", "The beans come from"),
    ("When did the Blue Kettle open?", "on 3 May 2021.\n"),
    ("What does a coffee cost?", "The article gives no prices."),
];

fn question(round: usize) -> (&'static str, &'static str) {
    QUESTIONS[round % QUESTIONS.len()]
}

/// How long the answers to some chats took: from the end of the response that brought the question to the request that
/// answers it.
fn times(calls: &[Call], of: impl Fn(i64) -> bool) -> Vec<Duration> {
    let mut brought: BTreeMap<i64, Vec<Instant>> = BTreeMap::new();
    let mut seen = 0;
    let mut times = Vec::new();
    for call in calls {
        match (&call.outcome, call.method.as_str()) {
            (Outcome::Done(updates), "getUpdates") => {
                for update in updates.as_array().into_iter().flatten() {
                    let id = update["update_id"].as_i64().unwrap();
                    if id > seen {
                        seen = id;
                        let chat = update["message"]["chat"]["id"].as_i64().unwrap();
                        brought.entry(chat).or_default().push(call.written.unwrap());
                    }
                }
            }
            (Outcome::Done(_), "sendMessage") => {
                let chat = call.body["chat_id"].as_i64().unwrap();
                // The answers of a chat come in the order of its questions.
                let since = brought.get_mut(&chat).unwrap().remove(0);
                if of(chat) {
                    times.push(call.at.saturating_duration_since(since));
                }
            }
            _ => {}
        }
    }
    times.sort();
    times
}

fn share(times: &[Duration], hundredths: usize) -> Duration {
    times[(times.len() - 1) * hundredths / 100]
}

fn megabytes(bytes: u64) -> u64 {
    bytes / (1 << 20)
}

#[test]
fn many_chats_at_once_are_answered_once_each_and_in_order() {
    let chats = std::env::var("CHATS").ok().map_or(CHATS, |chats| chats.parse().unwrap());
    let rounds = std::env::var("ROUNDS").ok().map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let server = BotApi::start();
    let began = Instant::now();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let first = server.wait_for("the first poll", |state| {
        state.calls.iter().find(|call| call.method == "getUpdates").map(|call| call.at)
    });
    let calm = server.private(ALONE, "en");
    for round in 0..CALM {
        calm.asks(question(round).0);
        assert!(calm.next_message().text.contains(question(round).1));
    }
    let at_rest = bot.memory().0;

    let people: Vec<Chat> = (1..=chats).map(|id| server.private(id, "en")).collect();
    let loaded = Instant::now();
    for round in 0..rounds {
        for chat in &people {
            chat.asks(question(round).0);
        }
    }
    for chat in &people {
        for round in 0..rounds {
            let text = chat.next_message().text;
            assert!(text.contains(question(round).1), "{} {round}\n{text}", chat.id);
        }
    }
    let took = loaded.elapsed();
    confirmed(&server);
    let (now, most) = bot.memory();
    assert_eq!(bot.stop().status.code(), Some(0));
    let questions = rounds * people.len();
    let calls = server.shared.state().calls.clone();
    let (one_by_one, at_once) = (times(&calls, |chat| chat == ALONE), times(&calls, |chat| chat != ALONE));
    assert_eq!((one_by_one.len(), at_once.len()), (CALM, questions));
    println!("start to the first getUpdates: {:?}", first - began);
    println!("one by one: median {:?}, 99th percentile {:?}", share(&one_by_one, 50), share(&one_by_one, 99));
    println!("{questions} questions of {chats} chats at once: {:.0} a second", questions as f64 / took.as_secs_f64());
    println!("  median {:?}, 99th percentile {:?}", share(&at_once, 50), share(&at_once, 99));
    println!(
        "memory: {} MB at rest, {} MB after it, {} MB at most",
        megabytes(at_rest),
        megabytes(now),
        megabytes(most)
    );
}

/// Questions that come evenly, a second, and for how many seconds, unless the environment names another number.
const A_SECOND: u32 = 400;
const SECONDS: u32 = 1;
/// Chats that ask in turn.
const EVENLY: i64 = 50;

/// Everybody asks in turn, evenly; all are answered.
fn ask_evenly(people: &[Chat], seconds: u32, mut beside: impl FnMut(u32)) {
    let began = Instant::now();
    let asked: Vec<(&Chat, usize)> = (0..seconds * A_SECOND)
        .map(|at| {
            let (chat, round) = (&people[at as usize % people.len()], at as usize / people.len());
            beside(at);
            chat.asks(question(round).0);
            thread::sleep((began + at * Duration::from_secs(1) / A_SECOND).saturating_duration_since(Instant::now()));
            (chat, round)
        })
        .collect();
    for (chat, round) in asked {
        let text = chat.next_message().text;
        assert!(text.contains(question(round).1), "{} {round}\n{text}", chat.id);
    }
}

/// `SECONDS=10 cargo test --release --test it telegram::load::a_chat -- --nocapture` tells how long the others wait.
#[test]
fn a_chat_that_has_to_wait_and_goes_on_writing_holds_up_nobody() {
    let seconds = std::env::var("SECONDS").ok().map_or(SECONDS, |seconds| seconds.parse().unwrap());
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "100000"]);
    let private = |ids: std::ops::RangeInclusive<i64>| ids.map(|id| server.private(id, "en")).collect::<Vec<_>>();
    let (calm, beside) = (private(1..=EVENLY), private(1001..=1000 + EVENLY));
    ask_evenly(&calm, seconds, |_| {});
    let waits = server.private(ALONE, "en");
    let stand = |standing| server.shared.state().rooms.get_mut(&ALONE).unwrap().standing = standing;
    stand(Standing::Waits(1));
    ask_evenly(&beside, seconds, |at| {
        if at % 4 == 0 {
            waits.asks(QUESTIONS[0].0);
        }
    });
    stand(Standing::Fine);
    waits.next_message();
    let calls = server.shared.state().calls.clone();
    let alone = times(&calls, |chat| chat <= EVENLY);
    let others = times(&calls, |chat| (1001..=1000 + EVENLY).contains(&chat));
    assert_eq!(alone.len(), others.len());
    for (how, times) in [("alone", alone), ("beside a chat that waits", others)] {
        println!("{how}: median {:?}, 99th percentile {:?}", share(&times, 50), share(&times, 99));
    }
}
