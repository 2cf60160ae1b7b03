//! The same conversation at the console and in Telegram: the same answers.

use super::server::BotApi;
use super::{ADA, Bot, cafe_bot};
use crate::driver::Run;

/// Questions about the cafe, each after those before it.
const CAFE: [&str; 25] = [
    "Who manages the cafe?",
    "yes",
    "Is the Blue Kettle in London?",
    "Who founded the Blue Kettle?",
    "and where is it?",
    "Since when?",
    "Is it true that 12 people work there?",
    "How many employees in Tokyo?",
    "3",
    "1",
    "thanks",
    "opened street",
    "2.",
    "员工呢？",
    "东京有多少员工？",
    "1",
    "一杯咖啡多少钱？",
    "what does a coffee cost",
    "open and roast",
    "9",
    "2",
    "How many staff work there and who is the mayor?",
    "Where do the beans come from? Who founded the cafe?",
    "<b>who</b> & \"what\"?",
    "7",
];

/// Questions about the forum.
const FORUM: [&str; 16] = [
    "how mnay AI unicrons has beijing got?",
    "and companies?",
    "Is it true that there are 50 of them?",
    "who made mureka o1, and who directed the bona drama?",
    "and what does it cost?",
    "1",
    "who won the prize for the best film?",
    "2",
    "2024年11月的措施聚焦哪些领域？",
    "那2月的呢？",
    "票房多少？",
    "1",
    "Which policies does the article name?",
    "What is the capital of France?",
    "hello",
    "Who wrote the article, and when?",
];

/// What the console says below the nearest fact, where Telegram has buttons.
const MEANT: [&str; 2] = ["Is that it? y or n.", "是这个吗？请输入“是”或“不是”。"];

/// Replies without what differs by design: options are lines here and buttons there, and lines are indented.
fn replies(out: &str) -> Vec<String> {
    let option = |line: &&str| {
        let label = line.trim_start_matches(|character: char| character.is_ascii_digit());
        line.len() != label.len() && label.starts_with(". ")
    };
    let reply = |text: &str| -> String {
        let lines: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !option(line) && !MEANT.contains(line)).collect();
        lines.join("\n")
    };
    out.trim_end().split("\n\n").map(reply).collect()
}

fn same(server: &BotApi, run: Run, questions: &[&str]) {
    let ended = run.input(questions.join("\n") + "\n").end();
    let console = replies(&ended.out);
    let ada = server.private(ADA, "en");
    let telegram: Vec<String> = questions
        .iter()
        .map(|question| {
            ada.asks(question);
            let text = ada.next_message().text;
            text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
        })
        .collect();
    for (at, question) in questions.iter().enumerate() {
        assert_eq!(telegram[at], console[at], "{question}");
    }
    assert_eq!(console.len(), questions.len(), "{}", ended.out);
}

#[test]
fn the_cafe_is_told_of_alike() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    same(&server, Run::cafe(&[]), &CAFE);
}

#[test]
fn the_forum_is_told_of_alike() {
    let server = BotApi::start();
    let _bot = Bot::start(&server, &["--no-journal", "--per-minute", "1000"], &[]);
    same(&server, Run::new(&[]), &FORUM);
}
