//! A base that changes while the bot runs.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::bot::Bot;
use super::server::BotApi;
use super::{ADA, BEN, NEAREST, copy, printed, talks};

#[test]
fn a_saved_change_is_answered_from_and_an_unsound_one_leaves_the_base_at_work() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let base = folder.path().join("cafe");
    copy(&crate::driver::cafe(), &base);
    let server = BotApi::start();
    let _bot =
        Bot::start_in(Arc::clone(&folder), &server, &["--no-journal"], &[("CITEBOT_BASE", base.to_str().unwrap())]);
    let ada = server.private(ADA, "en");
    let says = |expected: &str| {
        ada.asks("Who founded the Blue Kettle?");
        let answer = ada.next_message();
        assert!(answer.text.contains(expected), "{}", answer.text);
        answer
    };
    let before = says("Ada Moreno founded the Blue Kettle; she had been a ship's cook.");
    let (ben, cleo) = (server.private(BEN, "en"), server.private(13, "en"));
    talks(&ben, &[("Where is it, the Kettle?", "Quay Street")]);
    talks(&cleo, &[(NEAREST, "this is the closest I have")]);
    let path = fs::read_dir(base.join("answers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| fs::read_to_string(path).unwrap().contains("she had been a ship's cook"));
    let path = path.expect("the founder stands in a file");
    let text = fs::read_to_string(&path).unwrap();
    // A new file that comes first gives all facts other numbers.
    let first = "topic = \"Beans\"\nsource = \"blue-kettle\"\n[[fact]]\nid = \"first\"\nparagraphs = [2]\nanswer = \"Beans are roasted.\"\nask = [\"Are the beans roasted?\"]\n";
    fs::write(path.with_file_name("a.toml"), first).unwrap();
    fs::write(&path, text.replace("she had been a ship's cook", "a ship's cook once")).unwrap();
    printed(&server, "the base has changed");
    says("a ship's cook once");
    // Conversations go on, though how the answer before came about is not known any more.
    let changed = "What I answer from has changed since: ask once more, then /why tells how the answer comes about.";
    talks(
        &ben,
        &[("/why", changed), ("/source", "Paragraph 1"), ("what about it?", "Quay Street"), ("/why", "decided:")],
    );
    talks(&cleo, &[("2", "Quay Street")]);
    // A button of an answer from before still does what it says.
    ada.presses(ADA, before.id, "Source");
    assert!(ada.next_message().html.contains("<blockquote expandable>"));
    fs::write(&path, "[[fact").unwrap();
    printed(&server, "the one before goes on");
    says("a ship's cook once");
}

/// Facts that are worded one way, or the other: the mark is in each answer.
fn facts(mark: &str) -> String {
    let fact = |id: &str, paragraph: u32, ask: &str, answer: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\nparagraphs = [{paragraph}]\nanswer = \"{answer} {mark}.\"\nask = [\"{ask}\"]\n"
        )
    };
    let beans = fact("beans", 2, "How are the beans?", "The beans come in version");
    let cake = fact("cake", 3, "How is the cake?", "The cake comes in version");
    format!("topic = \"Versions\"\nsource = \"blue-kettle\"\n{beans}{cake}")
}

/// Reloads while others ask. The files are put in place whole, as an editor does that saves with care.
#[test]
fn reloads_under_load_mix_up_and_lose_nothing() {
    const RELOADS: usize = 20;
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let base = folder.path().join("base");
    copy(&crate::driver::cafe(), &base);
    fs::remove_dir_all(base.join("answers")).unwrap();
    fs::create_dir(base.join("answers")).unwrap();
    let save = |mark: &str| {
        let (new, file) = (folder.path().join("new.toml"), base.join("answers/facts.toml"));
        fs::write(&new, facts(mark)).unwrap();
        fs::rename(new, file).unwrap();
    };
    save("A");
    let server = BotApi::start();
    let admins = ADA.to_string();
    let env = [("CITEBOT_BASE", base.to_str().unwrap()), ("CITEBOT_ADMINS", admins.as_str())];
    let _bot = Bot::start_in(Arc::clone(&folder), &server, &["--no-journal", "--per-minute", "10000"], &env);
    let ada = server.private(ADA, "en");
    let others: Vec<_> = (21..25).map(|person| server.private(person, "en")).collect();
    let mut mark = "A";
    for _ in 0..RELOADS {
        mark = if mark == "A" { "B" } else { "A" };
        save(mark);
        for other in &others {
            other.asks("How are the beans? How is the cake?");
        }
        ada.asks("/reload");
        for other in &others {
            let text = other.next_message().text;
            let of = |mark: &str| [format!("beans come in version {mark}."), format!("cake comes in version {mark}.")];
            let whole = |mark: &str| of(mark).iter().all(|said| text.contains(said));
            assert!(whole("A") != whole("B"), "{text}");
        }
        let told = ada.next_message().text;
        assert!(told.starts_with("The base was read anew: 2 facts"), "{told}");
    }
    // What the watcher read before the last reload may come after it; then it reads once more, and that stays.
    let is_last = |answer: &str| answer.contains(&format!("cake comes in version {mark}."));
    let asks = || {
        others[0].asks("How is the cake?");
        is_last(&others[0].next_message().text)
    };
    let patience = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(50));
        asks()
    });
    assert!(patience, "the last change is not answered from");
}
