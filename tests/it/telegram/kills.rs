//! Ends at any moment: nothing is lost, and what comes twice was on its way when the program was killed.
//!
//! `KILLS=200 cargo test --release --test it telegram::kills -- --nocapture` kills as often as that and prints the
//! figures.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::bot::Bot;
use super::people::Chat;
use super::server::BotApi;
use super::server::rooms::Standing;
use super::server::state::{Outcome, State};
use super::server::weather::Weather;
use super::{cafe_bot_in, confirmed};

/// How often the program is killed, unless the environment names another number.
const KILLS: usize = 6;
const CHATS: i64 = 40;
/// Questions in turn, and what tells their answers apart.
pub(super) const QUESTIONS: [(&str, &str); 4] = [
    ("Who founded the Blue Kettle?", "Ada Moreno founded"),
    ("How many employees does the Blue Kettle have?", "9 people"),
    ("Where do the beans come from?", "The beans come from"),
    ("What does a coffee cost?", "The article gives no prices."),
];
/// A mark is on the disk so soon after the server's word, with all the tests beside it on two cores.
const MARKING: Duration = Duration::from_millis(150);

/// What was asked of whom.
#[derive(Default)]
struct Asked(BTreeMap<(i64, &'static str), usize>);

impl Asked {
    fn ask(&mut self, chats: &[Chat], round: usize) {
        let (question, wanted) = QUESTIONS[round % QUESTIONS.len()];
        for chat in chats {
            chat.asks(question);
            *self.0.entry((chat.id, wanted)).or_default() += 1;
        }
    }

    /// How many questions have no answer, and how many answers came once more than they were asked for.
    fn lost_and_doubled(&self, state: &State) -> (usize, usize) {
        let got =
            |chat: i64, wanted: &str| state.rooms[&chat].sent.iter().filter(|sent| sent.text.contains(wanted)).count();
        self.0.iter().fold((0, 0), |(lost, doubled), ((chat, wanted), asked)| {
            let got = got(*chat, wanted);
            (lost + asked.saturating_sub(got), doubled + got.saturating_sub(*asked))
        })
    }
}

/// Calls that the server has carried out and whose word the program may not have marked.
fn in_flight(state: &State, now: Instant) -> usize {
    let calls = state.calls.iter().rev().take(2000).filter(|call| call.method == "sendMessage");
    let unmarked = calls.filter(|call| match (&call.outcome, call.written) {
        (Outcome::Done(_), Some(written)) => now.duration_since(written) < MARKING,
        (Outcome::Done(_) | Outcome::Waiting, None) => true,
        _ => false,
    });
    unmarked.count()
}

#[expect(clippy::print_stdout, reason = "the figures are shown to who wants to see them")]
fn killed(seed: u64, replies: Duration) {
    let kills = std::env::var("KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let server = BotApi::start();
    let chats: Vec<Chat> = (1..=CHATS).map(|id| server.private(id, "en")).collect();
    server.weather(move |_, method| match method {
        "sendMessage" if !replies.is_zero() => Weather::Late(replies),
        _ => Weather::Fine,
    });
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let start = || -> Bot { cafe_bot_in(Arc::clone(&folder), &server, &["--per-minute", "100000"], &[]) };
    let (mut asked, mut random, mut flying) = (Asked::default(), seed, 0);
    for round in 0..kills {
        (0..QUESTIONS.len()).for_each(|question| asked.ask(&chats, round + question));
        let bot = start();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let sent = server.calls("sendMessage").len();
        // Some are killed before their first answer, most among others.
        server.wait_for("the first poll", |state| {
            (state.calls.last().is_some_and(|call| call.method == "getUpdates") || state.calls.len() > sent)
                .then_some(())
        });
        thread::sleep(Duration::from_millis((random >> 33) % 300));
        let flies = in_flight(&server.shared.state(), Instant::now());
        bot.kill();
        flying += flies.max(in_flight(&server.shared.state(), Instant::now()));
    }
    let polls = server.calls("getUpdates").len();
    let bot = start();
    server.wait_for("a poll", |state| {
        (state.calls.iter().filter(|call| call.method == "getUpdates").count() > polls).then_some(())
    });
    confirmed(&server);
    server.shared.wait_at_most(Duration::from_mins(2), "the last answer", |state| {
        (asked.lost_and_doubled(state).0 == 0).then_some(())
    });
    assert_eq!(bot.stop().status.code(), Some(0));
    let (lost, doubled) = asked.lost_and_doubled(&server.shared.state());
    let all: usize = asked.0.values().sum();
    println!(
        "{kills} kills, replies of {replies:?}: {all} questions, {lost} lost, {doubled} doubled, {flying} in flight"
    );
    assert_eq!(lost, 0);
    assert!(doubled <= flying, "{doubled} doubled, {flying} in flight");
    // A chat's next answer waits until the last one is marked.
    assert!(doubled <= kills * chats.len(), "{doubled} doubled by {kills} kills");
}

#[test]
fn killed_at_any_moment_it_loses_nothing() {
    killed(1, Duration::ZERO);
}

#[test]
fn killed_while_it_waits_for_the_server_it_loses_nothing() {
    killed(2, Duration::from_millis(60));
}

/// How often a bot is told to stop that has a chat which must wait.
const STOPS: usize = 3;

#[test]
fn told_to_stop_while_a_chat_must_wait_it_answers_each_question_once() {
    let stops = std::env::var("KILLS").map_or(STOPS, |kills| kills.parse::<usize>().unwrap() / 4);
    let server = BotApi::start();
    let chats: Vec<Chat> = (1..=CHATS).map(|id| server.private(id, "en")).collect();
    let waits = server.private(CHATS + 1, "en");
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let start = || -> Bot { cafe_bot_in(Arc::clone(&folder), &server, &["--per-minute", "100000"], &[]) };
    let stand = |standing| server.shared.state().rooms.get_mut(&waits.id).unwrap().standing = standing;
    let mut asked = Asked::default();
    for round in 0..stops {
        // One chat is told to wait, longer than the program runs.
        stand(Standing::Fine);
        asked.ask(&chats, round);
        asked.ask(std::slice::from_ref(&waits), round);
        stand(Standing::Waits(120));
        let bot = start();
        server.wait_for("an answer", |state| (state.rooms[&1].sent.len() > round).then_some(()));
        assert_eq!(bot.stop().status.code(), Some(0));
    }
    stand(Standing::Fine);
    let _bot = start();
    server.shared.wait_at_most(Duration::from_mins(1), "the last answer", |state| {
        (asked.lost_and_doubled(state).0 == 0).then_some(())
    });
    assert_eq!(asked.lost_and_doubled(&server.shared.state()), (0, 0));
}
