//! Questions that could not be answered are passed on to people, and what they reply comes back.

use std::sync::Arc;

use super::people::Chat;
use super::server::BotApi;
use super::server::rooms::{Sent, Standing};
use super::{ADA, BEN, ELSEWHERE, UNCLEAR, cafe_bot, cafe_bot_in};

/// Those who know more than the article.
const CURATORS: i64 = -1_000_000_000_900;
const CLEO: i64 = 13;
const ASK_A_PERSON: &str = "Ask a person";

struct Cafe {
    server: BotApi,
    folder: Arc<tempfile::TempDir>,
    ada: Chat,
    curators: Chat,
}

impl Cafe {
    fn new() -> Self {
        let server = BotApi::start();
        let (ada, curators) = (server.private(ADA, "en"), server.group(CURATORS, &[BEN, CLEO], false));
        Self { server, folder: Arc::new(tempfile::tempdir().unwrap()), ada, curators }
    }

    fn bot(&self) -> super::bot::Bot {
        let arguments = ["--curators", "-1000000000900", "--per-minute", "1000"];
        cafe_bot_in(Arc::clone(&self.folder), &self.server, &arguments, &[])
    }

    /// Ada asks in vain and has the question passed on; the message that the curators see.
    fn passes_on(&self, question: &str) -> Sent {
        self.ada.asks(question);
        let answer = self.ada.next_message();
        self.ada.presses(ADA, answer.id, ASK_A_PERSON);
        let seen = self.curators.next_message();
        assert!(seen.text.contains(question) && !seen.text.contains("Person 11"), "{seen:?}");
        assert!(self.ada.next_message().text.starts_with("Your question is passed on, without your name."));
        seen
    }
}

#[test]
fn a_question_is_passed_on_and_what_a_person_replies_comes_back() {
    let cafe = Cafe::new();
    let bot = cafe.bot();
    let question = cafe.ada.asks(ELSEWHERE);
    let answer = cafe.ada.next_message();
    cafe.ada.presses(ADA, answer.id, ASK_A_PERSON);
    let seen = cafe.curators.next_message();
    assert!(
        seen.text.starts_with("Somebody asks, and I could not help:\n") && seen.text.contains(ELSEWHERE),
        "{seen:?}"
    );
    assert!(cafe.ada.next_message().text.starts_with("Your question is passed on"));
    // Once is enough.
    cafe.ada.presses(ADA, answer.id, ASK_A_PERSON);
    assert_eq!(cafe.ada.next_message().text, "This question is passed on already.");
    // It is remembered over a restart.
    bot.stop();
    let _bot = cafe.bot();
    let reply = cafe.curators.replies_to(BEN, seen.id, "About a <b>fifth</b> & no more.");
    let back = cafe.ada.next_message();
    assert_eq!(back.text, "A person answers, not I:\nAbout a <b>fifth</b> & no more.");
    assert_eq!(back.reply_to, Some(question));
    let told = cafe.curators.next_message();
    assert_eq!((told.text.as_str(), told.reply_to), ("Passed on.", Some(reply)));
    // Others may add something, and what else is said there is no answer to anybody.
    cafe.curators.replies_to(CLEO, seen.id, "In summer a quarter.");
    assert!(cafe.ada.next_message().text.contains("In summer a quarter."));
    cafe.curators.next_message();
    cafe.curators.replies_to(CLEO, told.id, "Where do the beans come from?");
    assert!(cafe.curators.next_message().text.contains("Peru"));
    cafe.ada.silent_until(ADA, "Where do the beans come from?", "Peru");
}

#[test]
fn it_is_offered_wherever_somebody_asked_in_vain_and_nowhere_else() {
    let cafe = Cafe::new();
    let _bot = cafe.bot();
    let offered = |sent: &Sent| sent.labels().concat().contains(&ASK_A_PERSON);
    for (question, pressed, expected) in [
        ("Who founded the Blue Kettle?", None, false),
        (ELSEWHERE, None, true),
        ("zxcvb qwrt", None, true),
        (UNCLEAR, Some("None of these"), true),
        (super::NEAREST, Some("No"), true),
        ("good morning", None, false),
    ] {
        cafe.ada.asks(question);
        let mut answer = cafe.ada.next_message();
        if let Some(button) = pressed {
            cafe.ada.presses(ADA, answer.id, button);
            answer = cafe.ada.next_message();
        }
        assert_eq!(offered(&answer), expected, "{question}: {answer:?}");
        if expected {
            cafe.ada.presses(ADA, answer.id, ASK_A_PERSON);
            let seen = cafe.curators.next_message();
            assert!(seen.text.contains(question), "{question}: {}", seen.text);
            cafe.ada.next_message();
        }
    }
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks(ELSEWHERE);
    assert!(!offered(&ada.next_message()));
}

#[test]
fn who_left_or_was_forgotten_gets_nothing_and_the_curators_are_told() {
    let cafe = Cafe::new();
    let _bot = cafe.bot();
    let seen = cafe.passes_on(ELSEWHERE);
    cafe.server.shared.state().rooms.get_mut(&ADA).unwrap().standing = Standing::Blocked;
    cafe.curators.replies_to(BEN, seen.id, "About a fifth.");
    assert_eq!(cafe.curators.next_message().text, "That could not be passed on: its asker has blocked me or left.");
    cafe.server.shared.state().rooms.get_mut(&ADA).unwrap().standing = Standing::Fine;
    cafe.ada.asks("/forget");
    let told = cafe.curators.next_message();
    assert!(told.text.starts_with("Its asker had me forget everything"), "{told:?}");
    assert_eq!(told.reply_to, Some(seen.id));
    assert_eq!(cafe.ada.next_message().text, "Nothing of yours is kept any more.");
    cafe.curators.replies_to(BEN, seen.id, "About a fifth.");
    cafe.curators.next_message();
    cafe.ada.silent_until(ADA, "Where do the beans come from?", "Peru");
}

#[test]
fn a_person_may_have_ten_questions_passed_on_a_day() {
    let cafe = Cafe::new();
    let _bot = cafe.bot();
    for _ in 0..10 {
        cafe.passes_on(ELSEWHERE);
    }
    cafe.ada.asks(ELSEWHERE);
    let answer = cafe.ada.next_message();
    cafe.ada.presses(ADA, answer.id, ASK_A_PERSON);
    let expected = "That is all I can pass on for you within a day. Please try again tomorrow.";
    assert_eq!(cafe.ada.next_message().text, expected);
    assert_eq!(cafe.server.shared.state().rooms[&CURATORS].sent.len(), 10);
}
