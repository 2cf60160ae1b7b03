use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use expect_test::expect;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tempfile::TempDir;

use super::{Entry, Journal, Reason, Vote};
use crate::text::Language;

pub(super) const QUESTION: &str = "Who painted the xylophone?";

/// A journal in a folder of its own.
pub(super) async fn fresh() -> (TempDir, PathBuf, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/citebot/journal.sqlite");
    let journal = Journal::open(&path).await.unwrap();
    (folder, path, journal)
}

pub(super) fn in_vain(person: u64, question: &str, reason: Reason) -> Entry {
    let nearest = vec!["hours".to_string(), "address".to_string()];
    Entry::InVain { person, question: question.to_string(), language: Language::English, reason, nearest }
}

pub(super) fn vote(person: u64, fact: &str, vote: Vote) -> Entry {
    Entry::Vote { person, fact: fact.to_string(), vote }
}

/// The questions and votes, a line each; people are numbered as they come.
pub(super) async fn shown(journal: &Journal) -> String {
    let mut people = Vec::new();
    let mut text = String::new();
    for row in journal.in_vain().await.unwrap() {
        if !people.contains(&row.person) {
            people.push(row.person.clone());
        }
        let person = people.iter().position(|person| *person == row.person).unwrap();
        let (language, reason, nearest) = (row.language.code(), row.reason.name(), row.nearest.join(","));
        let _ = writeln!(text, "{} person {person} {language} {reason}: {} ({nearest})", row.at, row.question);
    }
    for count in journal.votes().await.unwrap() {
        let denied = if count.denied > 0 { format!(", {} denied", count.denied) } else { String::new() };
        let _ = writeln!(text, "{}: {} up, {} down{denied}", count.fact, count.up, count.down);
    }
    text
}

/// All bytes that lie on the disk for a journal.
pub(super) fn bytes(path: &Path) -> Vec<u8> {
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

pub(super) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub(super) async fn another(path: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await.unwrap()
}

#[tokio::test]
async fn what_is_asked_in_vain_is_kept_once() {
    use Reason::{Clarified, NoneOfThese, Refused, ThumbsDown};
    let (_folder, _, journal) = fresh().await;
    for (at, person, question, reason) in [
        (1, 7, "a", Refused),
        (2, 7, "a", Refused),
        (3, 7, "b", Clarified),
        (4, 7, "b", Clarified),
        (5, 8, "b", Clarified),
        // Takes the place of the last question back, and of no other person's.
        (6, 7, "b", NoneOfThese),
        (7, 8, "c", NoneOfThese),
        (8, 8, "d", ThumbsDown),
        (9, 8, "d", ThumbsDown),
    ] {
        journal.record(&in_vain(person, question, reason), at).await.unwrap();
    }
    let chinese = Entry::InVain {
        person: 9,
        question: "谁画的？".to_string(),
        language: Language::Chinese,
        reason: Refused,
        nearest: Vec::new(),
    };
    journal.record(&chinese, 10).await.unwrap();
    expect![[r#"
        1 person 0 en refused: a (hours,address)
        2 person 0 en refused: a (hours,address)
        3 person 0 en clarified: b (hours,address)
        5 person 1 en clarified: b (hours,address)
        6 person 0 en none-of-these: b (hours,address)
        7 person 1 en none-of-these: c (hours,address)
        9 person 1 en thumbs-down: d (hours,address)
        10 person 2 zh refused: 谁画的？ ()
    "#]]
    .assert_eq(&shown(&journal).await);
    journal.chosen(7, "b").await.unwrap();
    journal.chosen(7, "a").await.unwrap();
    journal.chosen(8, "d").await.unwrap();
    expect![[r#"
        1 person 0 en refused: a (hours,address)
        2 person 0 en refused: a (hours,address)
        5 person 1 en clarified: b (hours,address)
        7 person 1 en none-of-these: c (hours,address)
        9 person 1 en thumbs-down: d (hours,address)
        10 person 2 zh refused: 谁画的？ ()
    "#]]
    .assert_eq(&shown(&journal).await);
}

#[tokio::test]
async fn what_is_said_of_the_nearest_fact_decides_what_is_kept_of_its_question() {
    use Reason::{NearestDenied, NearestUnanswered, NoneOfThese, Refused, Unclear};
    let (_folder, _, journal) = fresh().await;
    for (at, person, question, reason) in [
        (1, 7, "a", NearestUnanswered),
        (2, 7, "a", NearestUnanswered),
        (3, 8, "a", NearestUnanswered),
        // Takes the place of the last one, and the second press that of the first.
        (4, 7, "a", NearestDenied),
        (5, 7, "a", NearestDenied),
        (6, 8, "b", Unclear),
        (7, 8, "b", NoneOfThese),
        (8, 8, "b", NoneOfThese),
        (9, 8, "c", Unclear),
        (10, 8, "d", NearestUnanswered),
        (11, 8, "e", Refused),
    ] {
        journal.record(&in_vain(person, question, reason), at).await.unwrap();
    }
    expect![[r#"
        1 person 0 en nearest-unanswered: a (hours,address)
        3 person 1 en nearest-unanswered: a (hours,address)
        5 person 0 en nearest-denied: a (hours,address)
        8 person 1 en none-of-these: b (hours,address)
        9 person 1 en unclear: c (hours,address)
        10 person 1 en nearest-unanswered: d (hours,address)
        11 person 1 en refused: e (hours,address)
    "#]]
    .assert_eq(&shown(&journal).await);
    // What was chosen or confirmed was found; what the source doesn't tell was not.
    for question in ["a", "c", "e"] {
        journal.chosen(8, question).await.unwrap();
    }
    // Only the fact that was told, and only the last question that it was told to.
    for (person, fact) in [(8, "address"), (8, "hour"), (7, "hours")] {
        journal.confirmed(person, fact).await.unwrap();
    }
    expect![[r#"
        1 person 0 en nearest-unanswered: a (hours,address)
        8 person 1 en none-of-these: b (hours,address)
        10 person 1 en nearest-unanswered: d (hours,address)
        11 person 1 en refused: e (hours,address)
    "#]]
    .assert_eq(&shown(&journal).await);
}

#[tokio::test]
async fn a_vote_on_the_nearest_fact_is_apart_from_one_on_the_answer() {
    let (_folder, _, journal) = fresh().await;
    journal.record(&in_vain(1, "a", Reason::ThumbsDown), 1).await.unwrap();
    for (person, judged) in [
        // Helped in both ways, and counts once.
        (5, Vote::Up),
        (5, Vote::Confirmed),
        // The last word counts.
        (2, Vote::Confirmed),
        (2, Vote::Denied),
        (3, Vote::Denied),
        (3, Vote::Denied),
        (4, Vote::Denied),
        (4, Vote::Confirmed),
        // A bad answer stays one though the fact is not even near to something else.
        (1, Vote::Down),
        (1, Vote::Denied),
    ] {
        journal.record(&vote(person, "hours", judged), 2).await.unwrap();
    }
    expect![[r#"
        1 person 0 en thumbs-down: a (hours,address)
        hours: 2 up, 1 down, 3 denied
    "#]]
    .assert_eq(&shown(&journal).await);
}

#[tokio::test]
async fn a_person_has_one_vote_on_a_fact() {
    let (_folder, _, journal) = fresh().await;
    for (person, question) in [(1, "a"), (1, "b"), (2, "a")] {
        journal.record(&in_vain(person, question, Reason::ThumbsDown), 1).await.unwrap();
    }
    for (person, fact, judged) in [
        (1, "hours", Vote::Down),
        (2, "hours", Vote::Down),
        (3, "hours", Vote::Down),
        (3, "hours", Vote::Down),
        (1, "address", Vote::Up),
        (1, "hour", Vote::Up),
    ] {
        journal.record(&vote(person, fact, judged), 2).await.unwrap();
    }
    expect![[r#"
        1 person 0 en thumbs-down: a (hours,address)
        1 person 0 en thumbs-down: b (hours,address)
        1 person 1 en thumbs-down: a (hours,address)
        address: 1 up, 0 down
        hour: 1 up, 0 down
        hours: 0 up, 3 down
    "#]]
    .assert_eq(&shown(&journal).await);
    // Who changes their mind takes back what the first vote left.
    journal.record(&vote(1, "hours", Vote::Up), 3).await.unwrap();
    expect![[r#"
        1 person 0 en thumbs-down: a (hours,address)
        address: 1 up, 0 down
        hour: 1 up, 0 down
        hours: 1 up, 2 down
    "#]]
    .assert_eq(&shown(&journal).await);
}

#[tokio::test]
async fn a_question_is_cut() {
    let (_folder, _, journal) = fresh().await;
    for (length, kept) in [(499, 499), (500, 500), (501, 500), (5000, 500)] {
        let question = "谁".repeat(length);
        journal.record(&in_vain(1, &question, Reason::Clarified), 1).await.unwrap();
        let rows = journal.in_vain().await.unwrap();
        assert_eq!(rows[0].question.chars().count(), kept, "{length}");
        journal.chosen(1, &question).await.unwrap();
        assert_eq!(journal.in_vain().await.unwrap(), []);
    }
}

#[tokio::test]
async fn who_is_forgotten_leaves_nothing_on_the_disk() {
    let (_folder, path, journal) = fresh().await;
    for person in [1, 2] {
        let question = format!("{QUESTION} {person}");
        journal.record(&in_vain(person, &question, Reason::Refused), 1).await.unwrap();
        journal.record(&vote(person, "hours", Vote::Up), 1).await.unwrap();
        journal.set_language(i64::try_from(person).unwrap(), Some(Language::Chinese)).await.unwrap();
    }
    journal.set_language(-1, Some(Language::Chinese)).await.unwrap();
    assert!(holds(&bytes(&path), &format!("{QUESTION} 1")));
    assert_eq!(journal.forget(1).await.unwrap(), 3);
    assert_eq!(journal.forget(1).await.unwrap(), 0);
    assert!(!holds(&bytes(&path), &format!("{QUESTION} 1")));
    assert!(holds(&bytes(&path), &format!("{QUESTION} 2")));
    expect![[r#"
        1 person 0 en refused: Who painted the xylophone? 2 (hours,address)
        hours: 1 up, 0 down
    "#]]
    .assert_eq(&shown(&journal).await);
    for (chat, language) in [(1, None), (2, Some(Language::Chinese)), (-1, Some(Language::Chinese))] {
        assert_eq!(journal.language(chat).await.unwrap(), language, "{chat}");
    }
}

#[tokio::test]
async fn what_is_too_old_goes() {
    let (_folder, path, journal) = fresh().await;
    for at in [9, 10, 11] {
        let question = format!("{QUESTION} {at}");
        journal.record(&in_vain(1, &question, Reason::Refused), at).await.unwrap();
        journal.record(&vote(u64::try_from(at).unwrap(), "hours", Vote::Up), at).await.unwrap();
    }
    journal.set_language(1, Some(Language::English)).await.unwrap();
    for (before, erased) in [(9, 0), (10, 2), (10, 0), (12, 4)] {
        assert_eq!(journal.expire(before).await.unwrap(), erased, "{before}");
    }
    assert_eq!(shown(&journal).await, "");
    assert!(!holds(&bytes(&path), QUESTION));
    assert_eq!(journal.language(1).await.unwrap(), Some(Language::English));
}

#[tokio::test]
async fn a_locked_file_costs_the_entry_and_no_more() {
    let (_folder, path, journal) = fresh().await;
    journal.record(&in_vain(1, "before", Reason::Refused), 1).await.unwrap();
    let mut other = another(&path).await;
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let lost = in_vain(1, "meanwhile", Reason::Refused);
    let recorded = tokio::time::timeout(Duration::from_secs(2), journal.record(&lost, 2)).await.unwrap();
    let error = recorded.unwrap_err();
    assert!(format!("{error:#}").contains("locked"), "{error:#}");
    assert!(journal.forget(1).await.is_err());
    other.execute("ROLLBACK").await.unwrap();
    journal.record(&in_vain(1, "after", Reason::Refused), 3).await.unwrap();
    let rows = journal.in_vain().await.unwrap();
    assert_eq!(rows.iter().map(|row| row.question.as_str()).collect::<Vec<_>>(), ["before", "after"]);
}

/// Does something to each connection of a journal.
async fn on_each(journal: &Journal, statement: &str) {
    let mut held = Vec::new();
    for _ in 0..journal.pool.options().get_max_connections() {
        let mut connection = journal.pool.acquire().await.unwrap();
        connection.execute(statement).await.unwrap();
        held.push(connection);
    }
}

#[tokio::test]
async fn a_disk_that_takes_no_more_costs_the_entry_and_no_more() {
    for (statement, mended, expected) in [
        ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "full"),
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "readonly"),
    ] {
        let (_folder, _, journal) = fresh().await;
        journal.record(&in_vain(1, "before", Reason::Refused), 1).await.unwrap();
        on_each(&journal, statement).await;
        let question = "long ".repeat(100);
        let mut error = None;
        for _ in 0..100 {
            error = error.or(journal.record(&in_vain(1, &question, Reason::Refused), 2).await.err());
        }
        let error = format!("{:#}", error.unwrap());
        assert!(error.contains(expected) && !error.contains("long"), "{error}");
        on_each(&journal, mended).await;
        journal.record(&in_vain(2, "after", Reason::Refused), 3).await.unwrap();
        let rows = journal.in_vain().await.unwrap();
        assert_eq!((rows[0].question.as_str(), rows[rows.len() - 1].question.as_str()), ("before", "after"));
    }
}
