use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;

use super::store::NUMBERS;
use super::{Held, Inbox, Marking, Relayed, Standing, Waiting};

const QUESTION: &str = "Who painted the xylophone?";

fn clock() -> i64 {
    1_000_000
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/inbox-7.sqlite");
    (folder, path)
}

fn waiting(number: i64, person: u64) -> Waiting {
    Waiting { number, chat: 0, person: Some(person), task: format!("{QUESTION} {number}"), unsure: 0 }
}

async fn open(path: &Path) -> (Inbox, Held, Marking) {
    Inbox::open(path, clock).await.unwrap()
}

/// Closes an inbox and opens it again.
async fn again(path: &Path, inbox: Inbox, marking: Marking) -> (Inbox, Held, Marking) {
    drop(inbox);
    marking.ended().await;
    open(path).await
}

fn numbers(held: &Held) -> Vec<i64> {
    held.waiting.iter().map(|one| one.number).collect()
}

#[tokio::test]
async fn what_is_not_answered_waits_in_order_and_what_is_answered_is_erased() {
    let (_folder, path) = place();
    let (inbox, held, marking) = open(&path).await;
    assert!(held.waiting.is_empty() && held.numbers.is_empty());
    // Numbers begin anew after a quiet week: the order is that in which they came.
    inbox.keep(&[waiting(900, 1), waiting(901, 2)]).await.unwrap();
    inbox.keep(&[waiting(5, 1), waiting(900, 3)]).await.unwrap();
    inbox.unsure(5).await.unwrap();
    inbox.answered(901, Some(77), None);
    let (inbox, held, marking) = again(&path, inbox, marking).await;
    assert_eq!(held.waiting, [waiting(900, 1), Waiting { unsure: 1, ..waiting(5, 1) }]);
    assert_eq!(held.numbers, [900, 901, 5]);
    drop(inbox);
    marking.ended().await;
    let bytes = fs::read(&path).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(&format!("{QUESTION} 900")) && !holds(&format!("{QUESTION} 901")));
}

#[tokio::test]
async fn who_is_forgotten_waits_no_more() {
    let (_folder, path) = place();
    let (inbox, _, marking) = open(&path).await;
    inbox.keep(&[waiting(1, 1), waiting(2, 2), waiting(3, 1)]).await.unwrap();
    assert_eq!(inbox.forget(1, 3).await.unwrap(), 1);
    let (_, held, _) = again(&path, inbox, marking).await;
    assert_eq!(numbers(&held), [2, 3]);
    assert_eq!(held.numbers, [1, 2, 3]);
}

#[tokio::test]
async fn after_a_day_nothing_waits_and_old_numbers_go() {
    static NOW: AtomicI64 = AtomicI64::new(1_000_000);
    let (_folder, path) = place();
    let (inbox, _, _marking) = Inbox::open(&path, || NOW.load(Ordering::Relaxed)).await.unwrap();
    inbox.keep(&[waiting(1, 1)]).await.unwrap();
    NOW.fetch_add(24 * 60 * 60, Ordering::Relaxed);
    assert_eq!(inbox.sweep().await.unwrap(), 0);
    NOW.fetch_add(1, Ordering::Relaxed);
    assert_eq!(inbox.sweep().await.unwrap(), 1);
}

#[tokio::test]
async fn a_busy_day_fills_nothing() {
    let (_folder, path) = place();
    let (inbox, _, marking) = open(&path).await;
    let last = i64::try_from(NUMBERS).unwrap() + 1000;
    let all: Vec<Waiting> = (1..=last).map(|number| waiting(number, 1)).collect();
    inbox.keep(&all).await.unwrap();
    for number in 2..=last {
        inbox.answered(number, None, None);
    }
    let (_, held, _) = again(&path, inbox, marking).await;
    // What waits stays, however old its number.
    assert_eq!((numbers(&held), held.numbers.len()), (vec![1], NUMBERS + 1));
    assert_eq!(held.numbers.last(), Some(&last));
}

#[tokio::test]
async fn only_one_program_has_it() {
    let (_folder, path) = place();
    let (inbox, _, _marking) = open(&path).await;
    inbox.keep(&[waiting(1, 1)]).await.unwrap();
    let error = Inbox::open(&path, clock).await.unwrap_err();
    assert!(
        crate::database::is_locked(&error) && error.to_string().starts_with("another citebot runs this bot"),
        "{error:#}"
    );
}

#[tokio::test]
async fn what_is_no_inbox_is_left_alone() {
    let (folder, _) = place();
    for (name, text, expected) in [
        ("note", "a note for the kitchen, and no database at all", "is no inbox, or a damaged one: move it away"),
        ("folder", "", "is a folder, and the inbox is a file: put the journal into another folder"),
    ] {
        let path = folder.path().join(name);
        match text {
            "" => fs::create_dir(&path).unwrap(),
            text => fs::write(&path, text).unwrap(),
        }
        let error = Inbox::open(&path, clock).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_it_and_a_wider_mode_is_narrowed() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = place();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (inbox, _, marking) = open(&path).await;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    drop(inbox);
    marking.ended().await;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    open(&path).await;
    assert_eq!(mode(&path), 0o600);
}

#[tokio::test]
async fn a_question_that_was_passed_on_is_found_again_until_its_asker_is_forgotten() {
    let (_folder, path) = place();
    let (inbox, _, marking) = open(&path).await;
    let relayed = |message: i64, question: i64, person: u64| Relayed {
        message,
        chat: -5,
        thread: Some(4),
        question,
        person,
        language: "zh".to_string(),
    };
    assert_eq!(inbox.standing(-5, 9, 1).await.unwrap(), Standing::Free);
    inbox.relay(&relayed(70, 9, 1)).await.unwrap();
    inbox.relay(&relayed(71, 10, 2)).await.unwrap();
    assert_eq!(inbox.standing(-5, 9, 2).await.unwrap(), Standing::Already);
    assert_eq!(inbox.standing(-5, 11, 1).await.unwrap(), Standing::Many(1));
    assert!(inbox.relay(&relayed(72, 9, 1)).await.is_err());
    let (inbox, _, _marking) = again(&path, inbox, marking).await;
    assert_eq!(inbox.relayed(70).await.unwrap(), Some(relayed(70, 9, 1)));
    assert_eq!(inbox.forget_relayed(1).await.unwrap(), [70]);
    assert_eq!(inbox.relayed(70).await.unwrap(), None);
    assert_eq!(inbox.relayed(71).await.unwrap(), Some(relayed(71, 10, 2)));
}
