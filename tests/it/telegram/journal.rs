//! The journal: what the bot keeps of people, what `citebot review` makes of it, and that no answer waits for it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use citebot::journal::{Entry, InVain, Journal, Reason, Vote, VoteCount};
use citebot::text::Language;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::menus::nothing_kept;
use super::people::Chat;
use super::server::BotApi;
use super::server::state::date;
use super::{ADA, ELSEWHERE, NEAREST, cafe_bot, cafe_bot_in, on_a_server, printed};
use crate::driver::Run;

const BOB: i64 = 12;
/// What is not understood.
const IN_VAIN: &str = "Who painted the xylophone?";
/// What could be two things.
const AMBIGUOUS: &str = "open and roast";

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// What a bot that has stopped left in its folder.
pub(super) fn kept(folder: &Path) -> (Vec<InVain>, Vec<VoteCount>) {
    wait(async {
        let journal = Journal::open(&folder.join("journal.sqlite")).await.unwrap();
        let kept = (journal.in_vain().await.unwrap(), journal.votes().await.unwrap());
        journal.close().await;
        kept
    })
}

pub(super) fn reasons(folder: &Path) -> Vec<(String, Reason)> {
    kept(folder).0.into_iter().map(|entry| (entry.question, entry.reason)).collect()
}

/// Somebody asks and gets an answer: its number.
fn asks(chat: &Chat, question: &str) -> i32 {
    chat.asks(question);
    chat.next_message().id
}

/// Somebody asks what could be two things, and does this about the answer; the number of what comes then.
fn asked_back(chat: &Chat, then: impl FnOnce(i32)) -> i32 {
    let offer = asks(chat, AMBIGUOUS);
    then(offer);
    chat.next_message().id
}

#[test]
fn what_was_in_vain_is_kept_and_reviewed() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let folder = bot.folder();
    let people: Vec<Chat> = (21..=26).map(|id| server.private(id, "en")).collect();
    let [ada, bob, cleo, dan, eve, fay] = &people[..] else { panic!("six people") };
    asks(ada, IN_VAIN);
    asks(ada, ELSEWHERE);
    asks(ada, NEAREST);
    asks(ada, AMBIGUOUS);
    asks(ada, "Who founded the Blue Kettle?");
    asked_back(bob, |offer| drop(bob.presses(bob.id, offer, "a:roasting")));
    asked_back(cleo, |_| {
        cleo.asks("1");
    });
    asked_back(dan, |offer| drop(dan.presses(dan.id, offer, "None of these")));
    let answer = asks(eve, "From where do they buy their beans?");
    for button in ["👎", "👍", "👎"] {
        server.press_answer(&eve.presses(eve.id, answer, button));
    }
    let answer = asks(fay, "Where do the beans come from?");
    server.press_answer(&fay.presses(fay.id, answer, "👍"));
    assert_eq!(bot.stop().status.code(), Some(0));

    let expected = [
        (IN_VAIN, Reason::Unclear),
        (ELSEWHERE, Reason::Refused),
        (NEAREST, Reason::NearestUnanswered),
        (AMBIGUOUS, Reason::Clarified),
        (AMBIGUOUS, Reason::NoneOfThese),
        ("From where do they buy their beans?", Reason::ThumbsDown),
    ];
    assert_eq!(reasons(folder.path()), expected.map(|(question, reason)| (question.to_string(), reason)));
    let votes = [VoteCount { fact: "beans".to_string(), up: 1, down: 1, denied: 0 }];
    assert_eq!(kept(folder.path()).1, votes);

    let journal = folder.path().join("journal.sqlite");
    let review = Run::cafe(&["review", "--json"]).env("CITEBOT_JOURNAL", journal.to_str().unwrap()).end();
    assert_eq!(review.status, 0, "{}", review.errors);
    let review: Value = serde_json::from_str(&review.out).unwrap();
    let questions = review["in_vain"].as_array().unwrap().iter();
    let questions: Vec<(&Value, &Value)> = questions.map(|asked| (&asked["question"], &asked["people"])).collect();
    let expected = [
        (&json!(AMBIGUOUS), &json!(2)),
        (&json!("from where do they buy their beans"), &json!(1)),
        (&json!("what share of the orders is oat cake in london"), &json!(1)),
        (&json!("who manages the cafe"), &json!(1)),
        (&json!("who painted the xylophone"), &json!(1)),
    ];
    assert_eq!(questions, expected, "{review}");
    assert_eq!(review["judged_bad"][0]["fact"], "beans");
}

#[test]
fn a_journal_holds_no_names_and_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let folder = bot.folder();
    let stranger = server.private(7_654_321_234, "en");
    asks(&stranger, IN_VAIN);
    asks(&stranger, "Who founded the Blue Kettle?");
    bot.stop();
    let file = folder.path().join("journal.sqlite");
    let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
    // What was answered is not kept at all.
    for part in ["Person", "7654321234", "Blue Kettle"] {
        assert!(!text.contains(part), "{part}");
    }
    assert!(text.contains("xylophone"));
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn who_is_forgotten_leaves_nothing() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let folder = bot.folder();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    asks(&ada, IN_VAIN);
    let answer = asks(&ada, "Who founded the Blue Kettle?");
    server.press_answer(&ada.presses(ADA, answer, "👎"));
    assert!(ada.next_message().text.starts_with("What was wrong?"));
    asks(&bob, "Who painted the zither?");
    ada.asks("/forget");
    assert_eq!(ada.next_message().text, "Nothing of yours is kept any more.");
    // The conversation is forgotten as well.
    ada.asks("/why");
    assert!(!ada.next_message().text.contains("founder"));
    bot.stop();
    assert_eq!(reasons(folder.path()), [("Who painted the zither?".to_string(), Reason::Unclear)]);
    assert!(kept(folder.path()).1.is_empty());
    for file in fs::read_dir(folder.path()).unwrap() {
        // SQLite takes its auxiliary files away when the last connection is closed.
        let bytes = fs::read(file.unwrap().path()).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&bytes).contains("xylophone"));
    }
}

#[test]
fn without_a_journal_nothing_is_kept() {
    let server = BotApi::start();
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let bot = cafe_bot_in(Arc::clone(&folder), &server, &["--no-journal"], &[("CITEBOT_JOURNAL", "")]);
    let ada = server.private(ADA, "en");
    asks(&ada, IN_VAIN);
    asked_back(&ada, |offer| drop(ada.presses(ADA, offer, "None of these")));
    ada.asks("/forget");
    assert_eq!(ada.next_message().text, "Nothing of yours is kept any more.");
    ada.asks("/about");
    assert!(ada.next_message().text.contains(nothing_kept()));
    bot.stop();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Holds the journal as another program might, until it is dropped.
struct Lock(tokio::runtime::Runtime, Option<SqliteConnection>);

impl Lock {
    fn on(file: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let connection = runtime.block_on(async {
            let mut connection = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
            sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await.unwrap();
            connection
        });
        Self(runtime, Some(connection))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(connection) = self.1.take() {
            self.0.block_on(connection.close()).unwrap();
        }
    }
}

#[test]
fn a_journal_that_is_locked_costs_the_entry_and_no_answer() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let folder = bot.folder();
    let (ada, bob) = (server.private(ADA, "en"), server.private(BOB, "en"));
    asks(&ada, "Who painted the zither?");
    // An entry is written a moment after its answer.
    std::thread::sleep(Duration::from_millis(300));
    let lock = Lock::on(&folder.path().join("journal.sqlite"));
    for chat in [&ada, &bob] {
        asks(chat, IN_VAIN);
    }
    let line = printed(&server, "an entry of the journal is lost");
    server.wait_for("the loss of both", |state| {
        (state.printed.iter().filter(|line| line.contains("an entry of the journal is lost")).count() == 2)
            .then_some(())
    });
    assert!(line.contains("WARN") && !line.contains("xylophone"), "{line}");
    ada.asks("/forget");
    assert_eq!(ada.next_message().text, "I could not erase it just now. Please try /forget again later.");
    drop(lock);
    ada.asks("/forget");
    assert_eq!(ada.next_message().text, "Nothing of yours is kept any more.");
    asks(&bob, "Who tuned the lute?");
    let ended = bot.stop();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(reasons(folder.path()), [("Who tuned the lute?".to_string(), Reason::Unclear)], "{}", ended.errors);
}

#[test]
fn a_place_where_no_journal_can_be_is_told_in_one_line() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    for (setting, expected) in [
        (
            "file/journal.sqlite",
            "could not make the journal `file/journal.sqlite`: name another file with `--journal`: ",
        ),
        ("folder", "`folder` is a folder, and the journal is a file: name another file with `--journal`"),
        ("file", "`file` is no journal, or a damaged one: move it away, or name another file with `--journal`"),
        ("", "there is no place for the journal: name one with `--journal FILE`, or start with `--no-journal`"),
    ] {
        let server = BotApi::start();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        fs::create_dir(folder.path().join("folder")).unwrap();
        fs::write(folder.path().join("file"), "no database at all, but long enough to be read as one").unwrap();
        let ended = cafe_bot_in(folder, &server, &[], &[("CITEBOT_JOURNAL", setting)]).end();
        assert_eq!((ended.status.code(), ended.errors.lines().count()), (Some(2), 1), "{}", ended.errors);
        assert!(ended.errors.starts_with(&format!("citebot: {expected}")), "{setting}\n{}", ended.errors);
        assert!(server.calls("getUpdates").is_empty());
    }
}

#[test]
fn what_is_older_than_the_days_it_is_kept_is_erased() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    for (arguments, left) in [(&[][..], vec!["old", "new"]), (&["--keep-days", "30"], vec!["new"])] {
        let server = BotApi::start();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        wait(async {
            let journal = Journal::open(&folder.path().join("journal.sqlite")).await.unwrap();
            let days = |days: i64| date().cast_signed() - days * 24 * 60 * 60;
            for (question, at) in [("ancient", days(91)), ("old", days(89)), ("new", days(29))] {
                let (question, nearest) = (question.to_string(), vec![]);
                let language = Language::English;
                let entry = Entry::InVain { person: 5, question, language, reason: Reason::Refused, nearest };
                journal.record(&entry, at).await.unwrap();
                let vote = Entry::Vote { person: at.unsigned_abs(), fact: "beans".to_string(), vote: Vote::Up };
                journal.record(&vote, at).await.unwrap();
            }
            journal.close().await;
        });
        let bot = cafe_bot_in(Arc::clone(&folder), &server, arguments, &[]);
        asks(&server.private(ADA, "en"), "Who founded the Blue Kettle?");
        bot.stop();
        let (in_vain, votes) = kept(folder.path());
        let questions: Vec<&str> = in_vain.iter().map(|entry| entry.question.as_str()).collect();
        assert_eq!((&questions, votes[0].up), (&left, left.len() as u64));
    }
}
