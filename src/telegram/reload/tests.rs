//! Reloads under load: each reply is from one base or the other, whole, and none is lost.
//!
//! `cargo test --release telegram::reload -- --nocapture` tells how much was asked meanwhile, and in how much memory.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use teloxide::types::{ChatId, MessageId, UserId};

use super::Reloader;
use crate::facts::{Base, Files, load};
use crate::telegram::deal::now;
use crate::telegram::desk::act::Act;
use crate::telegram::desk::command::Command;
use crate::telegram::desk::current::Current;
use crate::telegram::desk::event::{Event, Person, Room, RoomKind, Said, Task, Verdict, What};
use crate::telegram::desk::report::Report;
use crate::telegram::desk::service::Reloaded;
use crate::telegram::desk::tests::desk;
use crate::telegram::desk::{Desk, Happened};
use crate::text::{Language, WordTable};

/// Each costs some 40 ms of processor time; a thousand, tried by hand, came out the same.
const RELOADS: usize = 50;
/// People who ask at once, each in a chat of their own.
const ASKERS: i64 = 3;

/// What everybody asks in turn: one fact, two facts, where they stand, what is not there, and what can be asked.
const SAID: [&str; 6] = [
    "How long can I keep a book?",
    "When are the quiet hours? What does a late book cost?",
    "/source",
    "When can I do the laundry?",
    "/source librry 1",
    "/start",
];

/// A base whose every answer, name and paragraph ends in `mark`.
fn marked(mark: &str, is_turned: bool) -> Base {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
    let mut base = load(&Files::read(&folder).unwrap()).unwrap();
    // Greetings are no part of it, and to make them ready would take half of the time.
    base.small_talk.clear();
    for fact in &mut base.facts {
        fact.answer.en.text += mark;
        fact.ask.en[0].text += mark;
    }
    for source in &mut base.sources {
        source.called.en += mark;
        source.title.en += mark;
        source.paragraphs.iter_mut().filter_map(|paragraph| paragraph.text.as_mut()).for_each(|text| *text += mark);
    }
    // Its facts have other numbers, so that one looked up in the wrong base is another fact.
    if is_turned {
        base.facts.reverse();
    }
    base
}

fn bot(base: Base) -> Desk {
    desk(base, WordTable::Unused, None, None, now())
}

/// What the bot replies to what somebody says: each message with its buttons.
fn replies(bot: &Desk, chat: i64, message: i32, text: &str) -> Vec<String> {
    let room = Room { chat: ChatId(chat), thread: None, kind: RoomKind::Private };
    let person = Person { id: UserId(chat.unsigned_abs()), language: Language::English, anonymous_admin: false };
    let what = match text.split_once(' ').unwrap_or((text, "")) {
        ("/source", place) => What::Command(Command::Source(place.to_string())),
        ("/start", _) => What::Command(Command::Start(String::new())),
        _ => What::Question(text.to_string()),
    };
    let said = Said { room, person, message: MessageId(message), replies_to: None, album: None, what };
    let came = Happened::Came(Task { event: Event::Said(said), verdict: Verdict::Welcome });
    let mut replies = Vec::new();
    for act in bot.decide(came, now()) {
        if let Act::Send { page, answered, .. } = act {
            let sheets = page.sheets(bot.base());
            replies.extend(sheets.iter().map(|sheet| format!("{}\n{:?}", sheet.html, sheet.keyboard)));
            if let Some(answered) = answered {
                bot.decide(Happened::Done(Report::Answered { chat: room.chat, answered }), now());
            }
        }
    }
    replies
}

/// What somebody is told who says everything in turn and hears nobody but this bot.
fn alone(base: Base) -> Vec<Vec<String>> {
    let bot = bot(base);
    SAID.iter().zip(1..).map(|(text, message)| replies(&bot, 1, message, text)).collect()
}

/// Asks in turn, whatever base is there, until all is `done`; how often.
fn ask(current: &Current, chat: i64, wanted: [&[Vec<String>]; 2], done: &AtomicBool) -> usize {
    let mut asked = 0;
    while !done.load(Ordering::Relaxed) {
        // People think before they type; and who tests on two processors wants to see the end of it.
        thread::sleep(Duration::from_millis(5));
        for (at, text) in SAID.iter().enumerate() {
            asked += 1;
            let got = replies(&current.desk(), chat, i32::try_from(asked).unwrap(), text);
            assert!(
                got == wanted[0][at] || got == wanted[1][at],
                "{text}: neither of one base nor of the other: {got:#?}"
            );
        }
    }
    asked
}

#[test]
fn reloads_mix_up_and_lose_nothing_while_others_ask() {
    let (a, b) = (marked(" ᴬ", false), marked(" ᴮ", true));
    let (of_a, of_b) = (alone(a.clone()), alone(b.clone()));
    for (at, text) in SAID.iter().enumerate() {
        assert!(of_a[at].len() == 1 && of_b[at].len() == 1 && of_a[at] != of_b[at], "{text}: {:#?}", of_a[at]);
        let others = [of_a[at][0].contains('ᴮ'), of_b[at][0].contains('ᴬ')];
        assert_eq!(others, [false, false], "{text}");
    }
    let current = Current::new(Arc::new(bot(a.clone())));
    let turns = AtomicUsize::new(0);
    let read = move || Ok(if turns.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) { b.clone() } else { a.clone() });
    let reloader = Reloader::new(current.clone(), WordTable::Unused, Some(Box::new(read)));
    let (done, began) = (AtomicBool::new(false), now());
    let mut gone: Vec<Weak<Desk>> = Vec::new();
    let (mut sound, mut memory) = (0, Vec::new());
    let asked: usize = thread::scope(|scope| {
        let askers: Vec<_> = (1..=ASKERS)
            .map(|chat| {
                scope.spawn({
                    let (current, of_a, of_b, done) = (&current, &of_a, &of_b, &done);
                    move || ask(current, chat, [of_a, of_b], done)
                })
            })
            .collect();
        for reload in 1..=RELOADS {
            // Who still holds a bot from before answers a last message from it.
            gone.retain(|bot| bot.strong_count() > 0);
            gone.push(Arc::downgrade(&current.desk()));
            sound += usize::from(matches!(reloader.reload(), Reloaded::Sound(_)));
            if reload % (RELOADS / 10) == 0 {
                memory.push(resident());
            }
        }
        done.store(true, Ordering::Relaxed);
        askers.into_iter().map(|asker| asker.join().unwrap()).sum()
    });
    assert_eq!(sound, RELOADS);
    // None of the bots with a base from before is kept by anything.
    assert_eq!(gone.iter().filter(|bot| bot.strong_count() > 0).count(), 0);
    let took: Duration = began.elapsed();
    println!("{RELOADS} reloads and {asked} replies in {took:?}; memory after each tenth, in kB: {memory:?}");
}

#[test]
fn what_the_watcher_read_before_an_admin_wrote_does_not_come_back() {
    let (old, new) = (marked(" ᴬ", false), marked(" ᴮ", false));
    let current = Current::new(Arc::new(bot(old.clone())));
    let written = new.clone();
    let reloader = Reloader::new(current.clone(), WordTable::Unused, Some(Box::new(move || Ok(written.clone()))));
    let (tell, told) = std::sync::mpsc::channel();
    tell.send(Ok(old)).unwrap();
    drop(tell);
    reloader.reload();
    reloader.follow(&told);
    assert_eq!(current.desk().base().facts[0].answer.en.text, new.facts[0].answer.en.text);
}

/// How much memory this process has, in kB, where the system tells.
#[expect(clippy::disallowed_methods, reason = "figures to look at, not to test")]
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.split_whitespace().next()?.parse().ok()
}
