use std::sync::{Arc, Mutex};
use std::time::Duration;

use expect_test::expect;
use sqlx::Executor;
use tokio::time::timeout;
use tracing_subscriber::fmt::MakeWriter;

use super::{BETWEEN_LOOKS, BETWEEN_WARNINGS, DAY, DAY_SECONDS, Keep, Note, QUEUE, Writer};
use crate::journal::tests::{QUESTION, another, fresh, in_vain, shown};
use crate::journal::{Journal, Reason};
use crate::text::Language;

/// The hundredth day.
const NOW: i64 = 100 * DAY_SECONDS;
const KEEP: Keep = Keep { days: 30, bytes: 100_000_000 };

fn now() -> i64 {
    NOW
}

fn refused(person: u64, question: &str) -> Note {
    Note::Record(in_vain(person, question, Reason::Refused))
}

/// What is logged on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    fn start(&self) -> tracing::subscriber::DefaultGuard {
        let format = tracing_subscriber::fmt().with_writer(self.clone()).without_time().with_ansi(false);
        tracing::subscriber::set_default(format.finish())
    }

    fn text(&self) -> String {
        let log = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        log.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
    }
}

#[tokio::test]
async fn notes_are_written_in_order_before_the_end() {
    let (_folder, path, journal) = fresh().await;
    let (writer, task) = Writer::start(Some(journal), KEEP, now);
    for note in [
        refused(1, "a"),
        Note::Record(in_vain(1, "b", Reason::Clarified)),
        Note::Record(in_vain(1, "c", Reason::Clarified)),
        Note::Chosen { person: 1, question: "b".to_string() },
        Note::Record(in_vain(1, "d", Reason::NearestUnanswered)),
        Note::Confirmed { person: 1, fact: "hours".to_string() },
        Note::SetLanguage { chat: -5, language: Some(Language::Chinese) },
        Note::MoveChat { from: -5, to: -6 },
    ] {
        writer.note(note);
    }
    // The last clone goes: that is the end.
    drop(writer);
    task.await.unwrap();
    let journal = Journal::open(&path).await.unwrap();
    expect![[r#"
        8640000 person 0 en refused: a (hours,address)
        8640000 person 0 en clarified: c (hours,address)
    "#]]
    .assert_eq(&shown(&journal).await);
    assert_eq!(journal.language(-6).await.unwrap(), Some(Language::Chinese));
    assert_eq!(journal.language(-5).await.unwrap(), None);
}

#[tokio::test]
async fn who_closes_has_the_rest_written_and_later_notes_vanish() {
    let (_folder, path, journal) = fresh().await;
    let (writer, task) = Writer::start(Some(journal), KEEP, now);
    for number in 0..50 {
        writer.note(refused(number, "a"));
    }
    writer.close();
    task.await.unwrap();
    writer.note(refused(99, "a"));
    assert!(writer.forget(1).await.is_err());
    let journal = Journal::open(&path).await.unwrap();
    assert_eq!(journal.in_vain().await.unwrap().len(), 50);
}

#[tokio::test]
async fn to_be_forgotten_takes_what_waits_along() {
    let (_folder, _, journal) = fresh().await;
    let (writer, _task) = Writer::start(Some(journal.clone()), KEEP, now);
    for question in ["a", "b", "c"] {
        writer.note(refused(1, question));
        writer.note(refused(2, question));
    }
    assert_eq!(writer.forget(1).await.unwrap(), 3);
    assert_eq!(journal.in_vain().await.unwrap().len(), 3);
}

#[tokio::test]
async fn without_a_journal_everything_is_dropped() {
    let (writer, task) = Writer::start(None, KEEP, now);
    writer.note(refused(1, "a"));
    assert_eq!(writer.forget(1).await.unwrap(), 0);
    writer.close();
    task.await.unwrap();
}

#[tokio::test]
async fn old_entries_go_at_the_start_and_once_a_day() {
    let (_folder, _, journal) = fresh().await;
    let old = in_vain(1, "old", Reason::Refused);
    let new = in_vain(1, "new", Reason::Refused);
    journal.record(&old, NOW - 30 * DAY_SECONDS - 1).await.unwrap();
    journal.record(&new, NOW - 30 * DAY_SECONDS).await.unwrap();
    let (writer, task) = Writer::start_with(Some(journal.clone()), KEEP, now, DAY);
    // An answer to this tells that the task has started.
    writer.forget(9).await.unwrap();
    assert!(shown(&journal).await.ends_with("new (hours,address)\n"));
    assert_eq!(journal.in_vain().await.unwrap().len(), 1);
    writer.close();
    task.await.unwrap();
    let (_folder, _, journal) = fresh().await;
    let (writer, _task) = Writer::start_with(Some(journal.clone()), KEEP, now, Duration::from_millis(10));
    writer.forget(9).await.unwrap();
    journal.record(&old, 0).await.unwrap();
    let gone = async {
        while !journal.in_vain().await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(5), gone).await.unwrap();
}

#[tokio::test]
async fn a_locked_file_is_warned_of_without_the_question() {
    let log = Log::default();
    let _guard = log.start();
    let (_folder, path, journal) = fresh().await;
    let (writer, task) = Writer::start(Some(journal), KEEP, now);
    writer.forget(9).await.unwrap();
    let mut other = another(&path).await;
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    writer.note(refused(1, QUESTION));
    assert!(writer.forget(1).await.is_err());
    other.execute("ROLLBACK").await.unwrap();
    writer.note(refused(1, "after"));
    writer.close();
    task.await.unwrap();
    let rows = Journal::open(&path).await.unwrap().in_vain().await.unwrap();
    assert_eq!(rows.iter().map(|row| row.question.as_str()).collect::<Vec<_>>(), ["after"]);
    expect![[r#"WARN citebot::journal::writer: an entry of the journal is lost error="error returned from database: (code: 5) database is locked""#]]
    .assert_eq(&log.text());
}

#[tokio::test]
async fn a_full_queue_drops_notes_and_says_so_once_in_a_while() {
    let log = Log::default();
    let _guard = log.start();
    let (_folder, path, journal) = fresh().await;
    let (writer, task) = Writer::start(Some(journal), KEEP, now);
    // Nothing is written before this test first waits.
    for number in 0..QUEUE + 10 {
        writer.note(refused(number as u64, QUESTION));
    }
    writer.shared.drop_one(NOW + BETWEEN_WARNINGS - 1);
    writer.shared.drop_one(NOW + BETWEEN_WARNINGS);
    writer.close();
    task.await.unwrap();
    let rows = Journal::open(&path).await.unwrap().in_vain().await.unwrap();
    assert_eq!(rows.len(), QUEUE);
    expect![[r#"
        WARN citebot::journal::writer: the journal can't keep up: notes are dropped dropped=1
        WARN citebot::journal::writer: the journal can't keep up: notes are dropped dropped=12"#]]
    .assert_eq(&log.text());
}

#[tokio::test]
async fn what_is_too_much_is_counted_and_the_file_does_not_grow_on() {
    let (_folder, _, journal) = fresh().await;
    let keep = Keep { days: 30, bytes: 150_000 };
    let (writer, task) = Writer::start(Some(journal.clone()), keep, now);
    for number in 0..150 {
        writer.note(refused(1, &number.to_string()));
    }
    let long = "long ".repeat(100);
    for number in 0..u64::from(3 * BETWEEN_LOOKS) {
        writer.note(refused(10 + number, &long));
    }
    while journal.in_vain().await.unwrap().iter().all(|row| row.question != long) || writer.surplus() < 50 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // All that was noted before is written before somebody is forgotten.
    writer.forget(9).await.unwrap();
    assert_eq!((writer.surplus(), writer.lost()), (50, 0));
    let kept = journal.in_vain().await.unwrap().len();
    assert!(kept < 500, "{kept}");
    writer.close();
    task.await.unwrap();
}
