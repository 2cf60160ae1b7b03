//! Admins say what becomes of questions in vain, and who votes an answer down may say why.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::bot::Bot;
use super::people::Chat;
use super::server::BotApi;
use super::server::rooms::Sent;
use super::{ADA, BEN, NEAREST, UNCLEAR, cafe_bot, cafe_bot_in, copy, on_a_server, reviewed};

const CURATORS: i64 = -1_000_000_000_900;
const FOUNDER: &str = "Asks: Who founded the Blue Kettle?";

/// A cafe whose base may be changed. Ada is its admin, and Ben asks.
struct Cafe {
    server: BotApi,
    folder: Arc<tempfile::TempDir>,
    ada: Chat,
    ben: Chat,
    curators: Chat,
}

impl Cafe {
    fn new() -> Self {
        let server = BotApi::start();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        copy(&crate::driver::cafe(), &folder.path().join("cafe"));
        let (ada, ben) = (server.private(ADA, "en"), server.private(BEN, "en"));
        let curators = server.group(CURATORS, &[ADA, BEN], false);
        Self { server, folder, ada, ben, curators }
    }

    fn base(&self) -> PathBuf {
        self.folder.path().join("cafe")
    }

    fn bot(&self, more: &[&str]) -> Bot {
        let admins = ADA.to_string();
        let arguments = [&["--admins", &admins, "--per-minute", "1000"], more].concat();
        let base = self.base();
        cafe_bot_in(Arc::clone(&self.folder), &self.server, &arguments, &[("CITEBOT_BASE", base.to_str().unwrap())])
    }

    /// What Ben is answered.
    fn ben_asks(&self, question: &str) -> Sent {
        self.ben.asks(question);
        self.ben.next_message()
    }

    /// What Ada is shown.
    fn review(&self) -> Sent {
        // What Ben asked is noted after its answer, and before he is greeted.
        self.ben.asks("good morning");
        assert!(self.ben.next_message().text.starts_with("Hello!"));
        self.ada.asks("/review");
        self.ada.next_message()
    }

    /// What becomes of the question that Ada is shown.
    fn decides(&self, shown: &Sent, button: &str) -> Sent {
        self.ada.presses(ADA, shown.id, button);
        self.ada.next_edit()
    }

    /// All answers of the base, as they stand in its files.
    fn answers(&self) -> String {
        let files = fs::read_dir(self.base().join("answers")).unwrap().map(|file| file.unwrap().path());
        let mut files: Vec<PathBuf> = files.collect();
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }
}

#[test]
fn a_question_in_vain_becomes_a_phrasing_and_is_taken_back() {
    let cafe = Cafe::new();
    let _bot = cafe.bot(&[]);
    assert_eq!(cafe.review().text, "Nothing else was asked in vain.");
    let before = cafe.answers();
    assert_ne!(cafe.ben_asks(NEAREST).labels().last().unwrap(), &["Source", "👍", "👎"]);
    let shown = cafe.review();
    assert_eq!(
        shown.text,
        "who manages the cafe\n1 person, once: nearest told 1\nI tell “Who founded the Blue Kettle?” as the nearest."
    );
    let labels = shown.labels();
    assert_eq!((labels.len(), labels[0].as_slice()), (4, [FOUNDER].as_slice()), "{labels:?}");
    assert_eq!(labels[3], ["Not told", "Ignore", "Next ▶"]);
    let written = cafe.decides(&shown, FOUNDER);
    let what = "“who manages the cafe” asks the same as “Who founded the Blue Kettle?”";
    assert_eq!(written.text, format!("Written: {what}. I answer so from now on; /undo takes it back."));
    assert!(cafe.answers().contains("\"who manages the cafe\""));
    let answer = cafe.ben_asks(NEAREST);
    assert!(answer.text.starts_with("Ada Moreno founded") && !answer.text.contains("comes nearest"), "{answer:?}");
    // What the watcher read before may come for a moment, until it has read the files as they are.
    assert!((0..200).any(|_| cafe.review().text == "Nothing else was asked in vain."));
    cafe.ada.asks("/undo");
    assert_eq!(cafe.ada.next_message().text, "Taken back: edit `founder`. I answer as before.");
    assert!(cafe.answers() == before);
    assert!((0..200).any(|_| cafe.review().text == shown.text));
    cafe.ada.asks("/undo");
    assert!(cafe.ada.next_message().text.starts_with("Nothing is taken back:\nthere is nothing to undo"));
}

#[test]
fn what_is_not_told_becomes_a_gap_and_what_nobody_wants_does_not_come_again() {
    let cafe = Cafe::new();
    let _bot = cafe.bot(&[]);
    let question = "Who painted the xylophone?";
    cafe.ben_asks(question);
    cafe.ben_asks(NEAREST);
    // Who was asked in vain by more people comes first.
    cafe.ada.asks(question);
    cafe.ada.next_message();
    let shown = cafe.review();
    assert!(shown.text.starts_with("who painted the xylophone\n2 people, 2 times: not understood 2"), "{shown:?}");
    cafe.ada.presses(ADA, shown.id, "Next ▶");
    let second = cafe.ada.next_edit();
    assert!(second.text.starts_with("who manages the cafe\n"), "{second:?}");
    // After the last one comes the first.
    cafe.ada.presses(ADA, shown.id, "Next ▶");
    let first = cafe.ada.next_edit();
    assert_eq!(first.text, shown.text);
    let written = cafe.decides(&first, "Not told");
    assert!(written.text.starts_with("Written: “who painted the xylophone” is not told."), "{written:?}");
    let answer = cafe.ben_asks(question);
    assert!(answer.text.starts_with("That is not told: the article says nothing about it."), "{answer:?}");
    let next = cafe.decides(&written, "Next ▶");
    assert!(next.text.starts_with("who manages the cafe\n"), "{next:?}");
    let ignored = cafe.decides(&next, "Ignore");
    assert_eq!(ignored.text, "Ignored: “who manages the cafe”. It will not come again.");
    assert_eq!(cafe.decides(&ignored, "Next ▶").text, "Nothing else was asked in vain.");
    cafe.ben_asks(NEAREST);
    assert_eq!(cafe.review().text, "Nothing else was asked in vain.");
}

#[test]
fn what_would_make_the_base_unsound_is_not_written() {
    let cafe = Cafe::new();
    let _bot = cafe.bot(&[]);
    let before = cafe.answers();
    let question = "In which street is the cafe?";
    let answer = cafe.ben_asks(question);
    cafe.ben.presses(BEN, answer.id, "👎");
    cafe.ben.next_message();
    let shown = cafe.review();
    assert!(shown.text.contains("answer judged bad 1\nI answer it with “Where is the Blue Kettle?”."), "{shown:?}");
    let labels = shown.labels();
    assert_eq!(labels[0], ["Asks: Where is the Blue Kettle?"]);
    // It is a phrasing of the fact that answers it, and of no other.
    let refused = cafe.decides(&shown, labels[1][0]);
    assert!(refused.text.contains("The base would not be sound any more:"), "{refused:?}");
    assert!(refused.text.contains("shared-phrasing") && cafe.answers() == before, "{refused:?}");
    assert!(cafe.ben_asks(question).text.contains("Quay Street"));
}

#[test]
fn what_can_not_be_written_here_is_kept_and_written_where_the_folder_is() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let (ada, folder) = (server.private(ADA, "en"), Arc::new(tempfile::tempdir().unwrap()));
    let (admins, journal) = (ADA.to_string(), folder.path().join("journal.sqlite"));
    let journal = journal.to_str().unwrap();
    let bot = Bot::start_in(Arc::clone(&folder), &server, &["--admins", &admins, "--journal", journal], &[]);
    ada.asks("zxcvb qwrt?");
    ada.next_message();
    ada.asks("/review");
    let shown = ada.next_message();
    ada.presses(ADA, shown.id, "Not told");
    assert_eq!(
        ada.next_edit().text,
        "Kept: “zxcvb qwrt” is not told. The base can't be written from here; “citebot review --apply DIR” writes it \
         where its folder is."
    );
    // It waits, and is not asked for again.
    ada.asks("/review");
    assert_eq!(ada.next_message().text, "Nothing else was asked in vain.");
    ada.asks("/stats");
    let stats = ada.next_message().text;
    assert!(stats.contains("In vain in the last 24 hours: 1 (not understood 1); in 7 days: 1 (not understood 1)."));
    assert!(stats.contains("1 not understood, 0 small talk.") && stats.contains("Accepted and not written yet: 1"));
    ada.asks("/undo");
    assert!(ada.next_message().text.starts_with("The base is compiled into the program"));
    bot.stop();
    let base = folder.path().join("cafe");
    copy(&crate::driver::cafe(), &base);
    let base = base.to_str().unwrap();
    let apply = || crate::driver::Run::new(&["review", "--journal", journal, "--apply", base]).end();
    let applied = apply();
    let expected = "wrote “zxcvb qwrt” as a gap\n`citebot undo` takes all of it back\n";
    assert_eq!((applied.status, applied.out.as_str(), applied.errors.as_str()), (0, expected, ""));
    let asked = crate::driver::Run::new(&["--base", base, "ask", "zxcvb qwrt?"]).end();
    assert!(asked.out.starts_with("That is not told"), "{}", asked.out);
    assert_eq!(apply().status, 1);
}

#[test]
fn in_the_curators_chat_admins_say_where_a_question_belongs() {
    let cafe = Cafe::new();
    let _bot = cafe.bot(&["--curators", &CURATORS.to_string()]);
    let answer = cafe.ben_asks(UNCLEAR);
    cafe.ben.presses(BEN, answer.id, "None of these");
    let none = cafe.ben.next_message();
    cafe.ben.presses(BEN, none.id, "Ask a person");
    let seen = cafe.curators.next_message();
    assert!(seen.text.contains("Is the Blue Kettle in London?\nI "), "{seen:?}");
    cafe.ben.next_message();
    let labels = seen.labels().concat();
    let address = "Asks: Where is the Blue Kettle?";
    assert!(labels.contains(&address) && labels.contains(&"Not told"), "{labels:?}");
    // Ben reads along there, and is no admin.
    let press = cafe.curators.presses(BEN, seen.id, address);
    assert_eq!(cafe.server.press_answer(&press)["text"], "Only the bot's admins can do that.");
    cafe.curators.presses(ADA, seen.id, address);
    let written = cafe.curators.next_message();
    assert!(written.text.starts_with("Written: “is the blue kettle in london” asks the same as"), "{written:?}");
    assert_eq!(written.reply_to, Some(seen.id));
    // The question itself stays, so that it can be replied to.
    cafe.curators.replies_to(BEN, seen.id, "No, in Millbrook.");
    assert!(cafe.ben.next_message().text.contains("No, in Millbrook."));
}

#[test]
fn who_votes_an_answer_down_may_say_why_once() {
    let cafe = Cafe::new();
    let bot = cafe.bot(&["--curators", &CURATORS.to_string()]);
    let answer = cafe.ben_asks("Who founded the Blue Kettle?");
    cafe.ben.presses(BEN, answer.id, "👎");
    let prompt = cafe.ben.next_message();
    assert_eq!(prompt.text, "What was wrong? Reply to this message in your words; you need not.");
    assert_eq!(prompt.reply_to, Some(answer.id));
    let words = cafe.ben.replies_to(BEN, prompt.id, "It was <i>Grace</i>.");
    let seen = cafe.curators.next_message();
    assert!(
        seen.text.starts_with(
            "Somebody says what was wrong with an answer:\nWho founded the Blue Kettle? → founder\nIt was <i>Grace</i>."
        ) && !seen.text.contains("Person 12"),
        "{seen:?}"
    );
    assert!(cafe.ben.next_message().text.starts_with("Thank you. It is passed on, without your name."));
    cafe.curators.replies_to(ADA, seen.id, "We will look into it.");
    let back = cafe.ben.next_message();
    assert_eq!((back.text.as_str(), back.reply_to), ("A person answers, not I:\nWe will look into it.", Some(words)));
    // Once is enough: neither is it asked again, nor is a second reply more than a question.
    cafe.ben.presses(BEN, answer.id, "👎");
    cafe.ben.replies_to(BEN, prompt.id, "Where do the beans come from?");
    assert!(cafe.ben.next_message().text.contains("Peru"));
    assert!(reviewed(bot)["remarks"].as_array().unwrap().is_empty());
}

#[test]
fn without_a_curators_chat_the_journal_keeps_what_was_wrong() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, ben) = (server.private(ADA, "en"), server.private(BEN, "zh"));
    let down = |chat: &Chat, question: &str| {
        chat.asks(question);
        let answer = chat.next_message();
        chat.presses(chat.id, answer.id, "👎");
        chat.next_message()
    };
    let prompt = down(&ada, "Who founded the Blue Kettle?");
    ada.replies_to(ADA, prompt.id, "It was Grace.");
    assert_eq!(ada.next_message().text, "Thank you, it is noted for the curators.");
    let prompt = down(&ben, "咖啡馆在哪里？");
    assert!(prompt.text.starts_with("哪里不对？"), "{prompt:?}");
    // What is said without a reply is a question.
    ben.asks("咖啡豆来自哪里？");
    assert!(ben.next_message().text.contains("秘鲁"));
    ben.replies_to(BEN, prompt.id, "已经搬走了");
    assert_eq!(ben.next_message().text, "谢谢，已记下，编辑会看到。");
    ben.asks("/forget");
    ben.next_message();
    let remarks = reviewed(bot)["remarks"].clone();
    let expected = serde_json::json!([
        { "fact": "founder", "question": "Who founded the Blue Kettle?", "words": "It was Grace." }
    ]);
    assert_eq!(remarks, expected);
    // Where nobody would see it, nobody is asked.
    let server = BotApi::start();
    let _bot =
        cafe_bot_in(Arc::new(tempfile::tempdir().unwrap()), &server, &["--no-journal"], &[("CITEBOT_JOURNAL", "")]);
    let ada = server.private(ADA, "en");
    ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    server.press_answer(&ada.presses(ADA, answer.id, "👎"));
    ada.silent_until(ADA, "Where do the beans come from?", "Peru");
}
