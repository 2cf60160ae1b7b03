use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use expect_test::expect;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Executor};
use tempfile::TempDir;

use super::bounds::MOST_A_DAY;
use super::{Entry, Journal, Reader, Reason, Recorded, Vote, VoteCount};
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

fn vote(person: u64, fact: &str, vote: Vote) -> Entry {
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
fn bytes(path: &Path) -> Vec<u8> {
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
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
async fn a_person_can_not_be_told_from_the_file() {
    let person = 7_301_223_344;
    let mut hashes = Vec::new();
    for _ in 0..2 {
        let (_folder, path, journal) = fresh().await;
        journal.record(&in_vain(person, "a", Reason::Refused), 1).await.unwrap();
        journal.record(&vote(person, "hours", Vote::Up), 1).await.unwrap();
        journal.set_language(7_301_223_344, Some(Language::English)).await.unwrap();
        let bytes = bytes(&path);
        assert!(holds(&bytes, "hours") && !holds(&bytes, "7301223344"));
        for raw in [person.to_le_bytes(), person.to_be_bytes()] {
            assert!(!bytes.windows(8).any(|window| window == raw || window[..6] == raw[2..]));
        }
        journal.close().await;
        // The salt stays with the file.
        let journal = Journal::open(&path).await.unwrap();
        journal.record(&in_vain(person, "b", Reason::Refused), 1).await.unwrap();
        let rows = journal.in_vain().await.unwrap();
        assert_eq!(rows[0].person, rows[1].person);
        hashes.push(rows[0].person.clone());
    }
    assert_ne!(hashes[0], hashes[1]);
    assert_eq!(hashes[0].len(), 64);
}

#[tokio::test]
async fn a_chat_keeps_its_language() {
    const ENGLISH: Option<Language> = Some(Language::English);
    const CHINESE: Option<Language> = Some(Language::Chinese);
    let (_folder, path, journal) = fresh().await;
    journal.set_language(-5, ENGLISH).await.unwrap();
    journal.set_language(-5, CHINESE).await.unwrap();
    journal.set_language(6, ENGLISH).await.unwrap();
    journal.set_language(7, ENGLISH).await.unwrap();
    journal.set_language(7, None).await.unwrap();
    journal.close().await;
    let journal = Journal::open(&path).await.unwrap();
    for (chat, language) in [(-5, CHINESE), (6, ENGLISH), (7, None), (5, None)] {
        assert_eq!(journal.language(chat).await.unwrap(), language, "{chat}");
    }
    for (from, to) in [(-5, -100), (-100, -100), (8, 6)] {
        journal.move_chat(from, to).await.unwrap();
    }
    for (chat, language) in [(-5, None), (-100, CHINESE), (6, ENGLISH), (8, None)] {
        assert_eq!(journal.language(chat).await.unwrap(), language, "{chat}");
    }
    journal.move_chat(-100, 6).await.unwrap();
    assert_eq!((journal.language(6).await.unwrap(), journal.language(-100).await.unwrap()), (CHINESE, None));
}

#[tokio::test]
async fn opening_twice_and_at_once_changes_nothing() {
    let (_folder, path, first) = fresh().await;
    first.record(&in_vain(1, "a", Reason::Refused), 1).await.unwrap();
    let second = Journal::open(&path).await.unwrap();
    second.record(&in_vain(1, "b", Reason::Refused), 2).await.unwrap();
    assert_eq!(shown(&first).await, shown(&second).await);
    first.close().await;
    second.close().await;
    let third = Journal::open(&path).await.unwrap();
    expect![[r#"
        1 person 0 en refused: a (hours,address)
        2 person 0 en refused: b (hours,address)
    "#]]
    .assert_eq(&shown(&third).await);
}

#[tokio::test]
async fn a_journal_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let (first, path) = (folder.path().join("migrations"), folder.path().join("journal.sqlite"));
    fs::create_dir(&first).unwrap();
    fs::write(first.join("0001_journal.sql"), include_str!("migrations/0001_journal.sql")).unwrap();
    let mut old = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(&path).create_if_missing(true))
        .await
        .unwrap();
    Migrator::new(first.as_path()).await.unwrap().run(&mut old).await.unwrap();
    let entries = "INSERT INTO in_vain (person, question, language, reason, nearest, asked_at)
                   VALUES ('p', 'a', 'en', 'refused', 'hours', 1), ('q', 'b', 'zh', 'thumbs-down', 'hours address', 2);
                   INSERT INTO vote (person, fact, vote, voted_at) VALUES ('p', 'hours', 'up', 3), ('q', 'hours', 'down', 4);
                   INSERT INTO salt (id, value) VALUES (1, 'salt');
                   INSERT INTO chat (chat, language) VALUES ('c', 'zh')";
    old.execute(entries).await.unwrap();
    old.close().await.unwrap();
    // Who only reads it leaves it as it is.
    let (before, reader) = (fs::read(&path).unwrap(), Reader::open(&path).await.unwrap());
    let mut questions = Vec::new();
    assert_eq!(reader.in_vain(|row| questions.push(row.question)).await.unwrap(), 0);
    assert_eq!(questions, ["a", "b"]);
    let hours = VoteCount { fact: "hours".to_string(), up: 1, down: 1, denied: 0 };
    assert_eq!(reader.votes().await.unwrap(), [hours]);
    assert!(reader.ignored().await.unwrap().is_empty() && reader.remarks().await.unwrap().is_empty());
    reader.close().await;
    assert!(fs::read(&path).unwrap() == before);
    let journal = Journal::open(&path).await.unwrap();
    journal.record(&in_vain(1, "c", Reason::NearestDenied), 5).await.unwrap();
    journal.record(&vote(1, "hours", Vote::Denied), 5).await.unwrap();
    expect![[r#"
        1 person 0 en refused: a (hours)
        2 person 1 zh thumbs-down: b (hours,address)
        5 person 2 en nearest-denied: c (hours,address)
        hours: 1 up, 1 down, 1 denied
    "#]]
    .assert_eq(&shown(&journal).await);
    assert_eq!((&*journal.salt, journal.expire(3).await.unwrap()), ("salt", 2));
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_its_owners() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path, journal) = fresh().await;
    journal.record(&in_vain(1, "a", Reason::Refused), 1).await.unwrap();
    let folder = path.parent().unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    let files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 1, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

/// Why a file can't be opened.
async fn error(path: &Path, folder: &TempDir) -> String {
    let error = format!("{:#}\n", Journal::open(path).await.unwrap_err());
    error.replace(folder.path().to_str().unwrap(), "[folder]")
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear all, ".repeat(200)).unwrap();
    let mut errors = String::new();
    for path in [&letter, &letter.join("journal.sqlite"), folder.path()] {
        errors += &error(path, &folder).await;
    }
    expect![[r#"
        `[folder]/letter.txt` is no journal, or a damaged one: move it away, or name another file with `--journal`
        could not make the journal `[folder]/letter.txt/journal.sqlite`: name another file with `--journal`: File exists (os error 17)
        `[folder]` is a folder, and the journal is a file: name another file with `--journal`
    "#]]
    .assert_eq(&errors);
    assert!(fs::read(&letter).unwrap().starts_with(b"Dear all, Dear"));
}

#[tokio::test]
async fn the_journal_of_another_version_is_left_alone() {
    let (folder, path, journal) = fresh().await;
    journal.close().await;
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (999, 'later', TRUE, x'00', 0)";
    another(&path).await.execute(later).await.unwrap();
    expect![[r#"
        the journal `[folder]/state/citebot/journal.sqlite` is from another version of citebot (migration 999 was previously applied but is missing in the resolved migrations); use that one, or name another file with `--journal`
    "#]]
    .assert_eq(&error(&path, &folder).await);
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

#[tokio::test]
async fn a_journal_that_is_locked_as_a_whole_is_not_waited_for() {
    // A file that nobody else has open: the connections of a closed journal end a little later on a busy machine.
    let (_folder, path, _journal) = fresh().await;
    let path = path.with_file_name("locked.sqlite");
    let mut other =
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(&path).create_if_missing(true))
            .await
            .unwrap();
    let lock =
        "PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE lock (a); COMMIT";
    other.execute(lock).await.unwrap();
    let opened = tokio::time::timeout(Duration::from_secs(5), Journal::open(&path)).await.unwrap();
    let error = format!("{:#}", opened.unwrap_err());
    assert!(error.contains("is locked by another program"), "{error}");
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
        journal.record(&in_vain(1, "after", Reason::Refused), 3).await.unwrap();
        let rows = journal.in_vain().await.unwrap();
        assert_eq!((rows[0].question.as_str(), rows[rows.len() - 1].question.as_str()), ("before", "after"));
    }
}

/// A journal as a program without keys left it: hashes made with its salt alone.
#[tokio::test]
async fn what_was_kept_without_a_key_is_found_with_it_and_the_key_is_needed() {
    let (_folder, path, journal) = fresh().await;
    journal.record(&in_vain(7, QUESTION, Reason::Unclear), 1).await.unwrap();
    journal.set_language(7, Some(Language::Chinese)).await.unwrap();
    let with_key = journal.in_vain().await.unwrap()[0].person.clone();
    let salt = journal.salt.to_string();
    journal.close().await;
    let without = super::hex(&<sha2::Sha256 as sha2::Digest>::digest(format!("{salt}7")));
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    for statement in [
        "DELETE FROM keyed".to_string(),
        format!("UPDATE in_vain SET person = '{without}'"),
        format!("UPDATE chat SET chat = '{without}'"),
    ] {
        connection.execute(statement.as_str()).await.unwrap();
    }
    connection.close().await.unwrap();
    let journal = Journal::open(&path).await.unwrap();
    assert_eq!(journal.in_vain().await.unwrap()[0].person, with_key);
    assert_eq!(journal.language(7).await.unwrap(), Some(Language::Chinese));
    assert_eq!(journal.forget(7).await.unwrap(), 2);
    journal.close().await;
    let key = path.with_extension("key");
    for (text, expected) in [
        (None, "is missing: bring it back"),
        (Some("no key"), "holds no key, which has 64 hexadecimal digits"),
        (Some(&*"0".repeat(64)), "is not its key: bring it back"),
    ] {
        match text {
            None => fs::remove_file(&key).unwrap(),
            Some(text) => fs::write(&key, text).unwrap(),
        }
        let error = format!("{:#}", Journal::open(&path).await.unwrap_err());
        assert!(error.contains(expected), "{error}");
    }
}

#[tokio::test]
async fn two_programs_that_begin_at_once_both_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    let (one, other) = tokio::join!(Journal::open(&path), Journal::open(&path));
    let (one, other) = (one.unwrap(), other.unwrap());
    one.record(&in_vain(7, QUESTION, Reason::Unclear), 1).await.unwrap();
    assert_eq!(other.forget(7).await.unwrap(), 1);
}

/// Bytes of the log of writes.
fn log(path: &Path) -> Vec<u8> {
    fs::read(path.with_extension("sqlite-wal")).unwrap_or_default()
}

#[tokio::test]
async fn what_is_forgotten_leaves_the_log_also_while_somebody_reads() {
    let (_folder, path, journal) = fresh().await;
    journal.record(&in_vain(7, QUESTION, Reason::Refused), 1).await.unwrap();
    let mut reader = another(&path).await;
    reader.execute("BEGIN; SELECT * FROM in_vain").await.unwrap();
    assert_eq!(journal.forget(7).await.unwrap(), 1);
    // The reader holds on to what it saw, and so the log to the words.
    assert!(holds(&log(&path), QUESTION));
    // Others may write meanwhile.
    journal.record(&in_vain(8, "another", Reason::Refused), 2).await.unwrap();
    reader.execute("ROLLBACK").await.unwrap();
    let emptied = async {
        while holds(&log(&path), QUESTION) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), emptied).await.unwrap();
    assert!(!holds(&bytes(&path), QUESTION));
}

#[tokio::test]
async fn a_person_leaves_so_many_entries_a_day_and_no_more() {
    let (_folder, _, journal) = fresh().await;
    let enough = u64::try_from(MOST_A_DAY).unwrap();
    for number in 0..enough {
        let entry = match number % 3 {
            0 => in_vain(7, &number.to_string(), Reason::Refused),
            1 => vote(7, &number.to_string(), Vote::Up),
            _ => remark(7, &number.to_string()),
        };
        assert_eq!(journal.record(&entry, 1000).await.unwrap(), Recorded::Kept);
    }
    let more = in_vain(7, "more", Reason::Unclear);
    for (person, at, expected) in
        [(7, 1001, Recorded::TooMany), (8, 1001, Recorded::Kept), (7, 1000 + 86_400, Recorded::Kept)]
    {
        let entry = if person == 7 { more.clone() } else { in_vain(8, "more", Reason::Unclear) };
        assert_eq!(journal.record(&entry, at).await.unwrap(), expected, "{person} {at}");
    }
    assert_eq!(journal.forget(7).await.unwrap(), enough + 1);
}

fn remark(person: u64, words: &str) -> Entry {
    Entry::Remark { person, fact: "hours".to_string(), question: QUESTION.to_string(), words: words.to_string() }
}

#[tokio::test]
async fn the_oldest_goes_where_all_of_it_takes_too_much_room() {
    let (_folder, path, journal) = fresh().await;
    let long = "long ".repeat(100);
    for number in 0..400 {
        let entry = in_vain(u64::try_from(number).unwrap(), &format!("{number} {long}"), Reason::Refused);
        journal.record(&entry, number).await.unwrap();
    }
    let most = 200_000;
    assert!(crate::database::used_bytes(&journal.pool).await.unwrap() > most);
    let erased = journal.shrink(most).await.unwrap();
    assert!(crate::database::used_bytes(&journal.pool).await.unwrap() <= most);
    let left = journal.in_vain().await.unwrap();
    assert_eq!(erased, 400 - u64::try_from(left.len()).unwrap());
    assert!(left.len() > 100 && left[0].question.starts_with(&format!("{erased} ")), "{erased}");
    assert!(!holds(&bytes(&path), &format!("{} long", erased - 1)));
    // Smaller than an empty journal is none.
    journal.shrink(1).await.unwrap();
    assert_eq!(journal.in_vain().await.unwrap(), []);
}

#[tokio::test]
async fn what_admins_decide_is_kept_until_it_is_written() {
    let (_folder, path, journal) = fresh().await;
    let english = Language::English;
    let first = journal.propose("who paints", english, Some("painter"), 1).await.unwrap();
    let second = journal.propose("谁画的", Language::Chinese, None, 2).await.unwrap();
    // The last word counts.
    assert_eq!(journal.propose("who paints", english, None, 3).await.unwrap(), first);
    let reader = Reader::open(&path).await.unwrap();
    assert_eq!(reader.proposed().await.unwrap(), 2);
    let proposals = journal.proposals().await.unwrap();
    let told: Vec<_> = proposals.iter().map(|one| (one.id, one.question.as_str(), one.phrasing_of.clone())).collect();
    assert_eq!(told, [(second, "谁画的", None), (first, "who paints", None)]);
    journal.settle(&[first, second]).await.unwrap();
    assert_eq!(journal.proposals().await.unwrap(), []);
    let marks = [super::mark("who paints")];
    journal.ignore(&marks, 4).await.unwrap();
    journal.ignore(&marks, 5).await.unwrap();
    assert_eq!(reader.ignored().await.unwrap(), marks.into());
}
