//! Many programs on one store: each question is answered once, by whichever is there, and each chat in order.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::bot::Bot;
use super::kills::QUESTIONS;
use super::people::Chat;
use super::server::BotApi;
use super::server::state::State;
use super::{ADA, cafe_bot_in, talks};
use crate::postgres::{Cluster, Wire, count, execute, store};

const CHATS: i64 = 24;
const LONG: Duration = Duration::from_mins(2);

/// Programs that have one machine each, and the key of the journal in common.
struct Replicas {
    server: BotApi,
    chats: Vec<Chat>,
    /// What was asked of each chat, in order.
    asked: BTreeMap<i64, Vec<&'static str>>,
    key: tempfile::TempDir,
}

impl Replicas {
    fn new() -> Self {
        Self::with(CHATS)
    }

    fn with(chats: i64) -> Self {
        let server = BotApi::start();
        let chats = (1..=chats).map(|id| server.private(id, "en")).collect();
        Self { server, chats, asked: BTreeMap::new(), key: tempfile::tempdir().unwrap() }
    }

    fn start(&self, store: &str) -> Bot {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let key = self.key.path().join("journal.key");
        if key.exists() {
            fs::copy(&key, folder.path().join("journal.key")).unwrap();
        }
        let polls = self.server.calls("getMe").len();
        let bot =
            cafe_bot_in(Arc::clone(&folder), &self.server, &["--per-minute", "100000"], &[("CITEBOT_STORE", store)]);
        self.server.wait_for("a start", |state| {
            (state.calls.iter().filter(|call| call.method == "getMe").count() > polls).then_some(())
        });
        if !key.exists() {
            fs::copy(folder.path().join("journal.key"), &key).unwrap();
        }
        bot
    }

    /// Everybody asks something.
    fn ask(&mut self, round: usize) {
        let (question, wanted) = QUESTIONS[round % QUESTIONS.len()];
        for chat in &self.chats {
            chat.asks(question);
            self.asked.entry(chat.id).or_default().push(wanted);
        }
    }

    /// Waits until everything is answered; how many answers came twice. Those that came once came in order.
    fn answered(&self) -> usize {
        let missing = |state: &State| -> usize {
            self.asked.iter().map(|(chat, asked)| asked.len().saturating_sub(answers(state, *chat).len())).sum()
        };
        self.server.shared.wait_at_most(LONG, "the last answer", |state| {
            (missing(state) == 0
                && self.asked.iter().all(|(chat, asked)| in_order(asked, &answers(state, *chat)).is_some()))
            .then_some(())
        });
        let state = self.server.shared.state();
        self.asked.iter().map(|(chat, asked)| in_order(asked, &answers(&state, *chat)).unwrap()).sum()
    }
}

/// Which of the answers were given in a chat.
fn answers(state: &State, chat: i64) -> Vec<&'static str> {
    let known = |text: &str| QUESTIONS.iter().map(|(_, wanted)| *wanted).find(|wanted| text.contains(wanted));
    state.rooms[&chat].sent.iter().filter_map(|sent| known(&sent.text)).collect()
}

/// How many answers are repeated, if all that was asked is answered in the order in which it was.
fn in_order(asked: &[&str], answers: &[&str]) -> Option<usize> {
    let mut rest = answers.iter();
    asked.iter().all(|wanted| rest.any(|answer| answer == wanted)).then(|| answers.len() - asked.len())
}

#[test]
fn each_question_is_answered_once_by_whichever_is_free() {
    let Some(store) = store() else { return };
    let mut replicas = Replicas::new();
    let bots = [replicas.start(&store), replicas.start(&store), replicas.start(&store)];
    (0..10).for_each(|round| replicas.ask(round));
    assert_eq!(replicas.answered(), 0);
    let (busy, rest): (Vec<_>, Vec<_>) = bots.into_iter().partition(|bot| turns(&bot.errors()) > 0);
    assert_eq!(stopped(busy), 10 * replicas.chats.len());
    // Others are there when those go that have answered so far.
    let more = replicas.start(&store);
    (0..10).for_each(|round| replicas.ask(round));
    assert_eq!(replicas.answered(), 0);
    assert_eq!(stopped(rest.into_iter().chain([more])), 10 * replicas.chats.len());
    assert_eq!(waiting(&store), 0);
}

/// `CHATS=1000 ROUNDS=20 REPLICAS=1,2,4 cargo test --release --all-features --test it telegram::replicas::however --
/// --nocapture` asks how many answers a second they give.
#[test]
fn however_many_programs_there_are_each_question_is_answered_once() {
    let of = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_string());
    let chats = of("CHATS", "24").parse().unwrap();
    let rounds = of("ROUNDS", "5").parse().unwrap();
    for many in of("REPLICAS", "1,3").split(',').map(|many| many.parse::<usize>().unwrap()) {
        let Some(store) = store() else { return };
        let mut replicas = Replicas::with(chats);
        let bots: Vec<Bot> = (0..many).map(|_| replicas.start(&store)).collect();
        let began = Instant::now();
        (0..rounds).for_each(|round| replicas.ask(round));
        assert_eq!(replicas.answered(), 0);
        let took = began.elapsed().as_secs_f64();
        let asked = rounds * replicas.chats.len();
        println!("{many} programs, {asked} questions of {chats} chats: {:.0} a second", asked as f64 / took);
        for bot in bots {
            assert_eq!(bot.stop().status.code(), Some(0));
        }
    }
}

/// How many questions wait in a store.
fn waiting(store: &str) -> i64 {
    count(store, "SELECT COUNT(*) FROM citebot_7000001.received WHERE task IS NOT NULL")
}

fn wait_until(holds: impl Fn() -> bool) {
    let end = Instant::now() + LONG;
    while !holds() {
        assert!(Instant::now() < end);
        thread::sleep(Duration::from_millis(20));
    }
}

/// How many questions a log tells of.
fn turns(log: &str) -> usize {
    log.lines().filter(|line| line.contains(" turn ")).count()
}

/// How many questions these have answered, once they have ended.
fn stopped(bots: impl IntoIterator<Item = Bot>) -> usize {
    bots.into_iter().map(|bot| turns(&bot.stop().errors)).sum()
}

#[test]
fn a_conversation_goes_on_with_another_program_and_is_forgotten_by_all() {
    let Some(store) = store() else { return };
    let replicas = Replicas::new();
    let ada = replicas.server.private(ADA, "en");
    let first = replicas.start(&store);
    talks(&ada, &[("Who founded the Blue Kettle?", "Ada Moreno")]);
    wait_until(|| waiting(&store) == 0);
    first.kill();
    let second = replicas.start(&store);
    talks(&ada, &[("Source?", "paragraph 1"), ("/why", "`founder`")]);
    assert_eq!(count(&store, "SELECT COUNT(*) FROM citebot_7000001.remembered"), 1);
    talks(&ada, &[("/forget", "")]);
    drop(second.stop());
    assert_eq!(count(&store, "SELECT COUNT(*) FROM citebot_7000001.remembered WHERE people LIKE '% 11 %'"), 0);
}

#[test]
fn programs_that_are_killed_lose_nothing() {
    let Some(store) = store() else { return };
    let kills = std::env::var("KILLS").map_or(6, |kills| kills.parse::<usize>().unwrap());
    let mut replicas = Replicas::new();
    let mut bots = vec![replicas.start(&store), replicas.start(&store)];
    for round in 0..kills {
        (0..4).for_each(|question| replicas.ask(round + question));
        thread::sleep(Duration::from_millis((round as u64 * 7919) % 200));
        bots.remove(0).kill();
        bots.push(replicas.start(&store));
    }
    let doubled = replicas.answered();
    // Each that is killed may have a call on its way in every chat that it serves, and no more.
    assert!(doubled <= kills * replicas.chats.len(), "{doubled}");
    println!("{kills} kills: {} questions, {doubled} doubled", kills * 4 * replicas.chats.len());
}

/// Started by [`crate::ahead`].
#[expect(clippy::print_stdout, reason = "how many came twice is shown to who wants to see it")]
pub(crate) fn a_store_that_is_cut_off_or_starts_again_loses_nothing() {
    let Some(mut cluster) = Cluster::start() else { return };
    let store = cluster.database("shared");
    let wires = [Wire::to(cluster.port()), Wire::to(cluster.port())];
    let mut replicas = Replicas::new();
    let bots = wires.each_ref().map(|wire| replicas.start(&wire.address(&store, cluster.port())));
    let seconds = std::env::var("CUT").map_or(4, |seconds| seconds.parse::<u64>().unwrap());
    let mut round = 0;
    let mut ask = |replicas: &mut Replicas| {
        for _ in 0..4 {
            replicas.ask(round);
            round += 1;
        }
    };
    ask(&mut replicas);
    // One is cut off, and the other goes on alone.
    wires[0].cut();
    ask(&mut replicas);
    thread::sleep(Duration::from_secs(seconds));
    wires[0].mend();
    ask(&mut replicas);
    replicas.answered();
    // Both are, and go on when they can.
    ask(&mut replicas);
    wires.iter().for_each(Wire::cut);
    thread::sleep(Duration::from_secs(seconds));
    ask(&mut replicas);
    wires.iter().for_each(Wire::mend);
    replicas.answered();
    ask(&mut replicas);
    cluster.stop();
    ask(&mut replicas);
    thread::sleep(Duration::from_secs(1));
    cluster.run();
    let doubled = replicas.answered();
    println!("cut off for {seconds} s, and started again: {doubled} doubled");
    // What was on its way when its chat was lost may be sent by both, and no more: four times something was lost.
    assert!(doubled <= 4 * replicas.chats.len(), "{doubled}");
    for bot in bots {
        assert_eq!(bot.stop().status.code(), Some(0));
    }
}

/// A store that takes nothing for a while: a table that may not be written, or, where the environment names a small disk
/// under `SMALL`, that disk full.
struct Full<'a> {
    store: &'a str,
    filler: Option<PathBuf>,
}

impl<'a> Full<'a> {
    fn of(store: &'a str, disk: Option<&Path>) -> Self {
        let filler = disk.map(|disk| disk.join("filler"));
        match &filler {
            Some(filler) => {
                let mut file = fs::File::create(filler).unwrap();
                while file.write_all(&[0; 4096]).is_ok() {}
            }
            None => execute(
                store,
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$;
                 CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON citebot_7000001.received EXECUTE FUNCTION no_room()",
            ),
        }
        Self { store, filler }
    }

    fn end(self, cluster: &mut Cluster) {
        match self.filler {
            Some(filler) => {
                fs::remove_file(filler).unwrap();
                // Without room for its log the server itself goes down.
                if !cluster.answers() {
                    cluster.stop();
                    cluster.run();
                }
            }
            None => execute(self.store, "DROP TRIGGER no_room ON citebot_7000001.received; DROP FUNCTION no_room"),
        }
    }
}

/// `SMALL=/mnt/small cargo test --all-features --test it telegram::replicas::a_store_that_takes` fills that disk, which needs
/// some 60 MB at first.
#[test]
fn a_store_that_takes_nothing_for_a_while_loses_nothing() {
    let disk = std::env::var_os("SMALL").map(PathBuf::from);
    let Some(mut cluster) = disk.as_deref().map_or_else(Cluster::start, Cluster::start_in) else { return };
    let store = cluster.database("shared");
    let mut replicas = Replicas::new();
    let bots = [replicas.start(&store), replicas.start(&store)];
    (0..4).for_each(|round| replicas.ask(round));
    assert_eq!(replicas.answered(), 0);
    let full = Full::of(&store, disk.as_deref());
    (0..4).for_each(|round| replicas.ask(round));
    thread::sleep(Duration::from_secs(3));
    assert_eq!(bots.iter().filter(|bot| bot.errors().contains("could not be stored")).count(), 1);
    full.end(&mut cluster);
    (0..4).for_each(|round| replicas.ask(round));
    let doubled = replicas.answered();
    println!("a store that took nothing for a while: {doubled} doubled");
    assert_eq!(doubled, 0);
    for bot in bots {
        assert_eq!(bot.stop().status.code(), Some(0));
    }
}

#[test]
fn what_is_wrong_with_a_store_is_told_without_its_password() {
    let Some(store) = store() else { return };
    let replicas = Replicas::new();
    drop(replicas.start(&store));
    let bot = |folder: tempfile::TempDir, store: &str| {
        let ended = cafe_bot_in(Arc::new(folder), &replicas.server, &[], &[("CITEBOT_STORE", store)]).end();
        assert_eq!(ended.status.code(), Some(2), "{}", ended.errors);
        assert!(!ended.errors.contains("swordfish"), "{}", ended.errors);
        ended.errors
    };
    let errors = bot(tempfile::tempdir().unwrap(), &store);
    assert!(errors.contains("is not its key: copy it from the machine") || errors.contains("its key"), "{errors}");
    for (address, expected) in [
        ("mysql://citebot:swordfish@127.0.0.1/x", "it has to be such as `postgres://user:password@host/database`"),
        ("swordfish", "it has to be such as"),
        (&store.replace("citebot@", "nobody:swordfish@"), "the store can't be used"),
    ] {
        let errors = bot(tempfile::tempdir().unwrap(), address);
        assert!(errors.contains(expected), "{errors}");
    }
}
