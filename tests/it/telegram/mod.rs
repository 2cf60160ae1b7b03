//! The Telegram bot, tested from end to end: the real program against a Bot API server of the tests' own.
//!
//! - `server`: the Bot API, strict where Telegram is;
//! - `people`: who writes to the bot, and what they see of it;
//! - `bot`: the program under test;
//! - `own`: tests of these three themselves.

mod bot;
mod edits;
mod groups;
mod inline;
mod journalled;
mod menus;
mod own;
mod parity;
mod people;
mod private;
mod profile;
mod server;

use std::sync::Arc;

use bot::Bot;
use people::Chat;
use serde_json::Value;
use server::BotApi;

/// People who write to the bot.
const ADA: i64 = 11;
const BEN: i64 = 12;

/// The bot with the base about a cafe and a journal in its own folder.
fn cafe_bot(server: &BotApi, arguments: &[&str]) -> Bot {
    let cafe = crate::driver::cafe();
    let env = [("CITEBOT_BASE", cafe.to_str().unwrap()), ("CITEBOT_JOURNAL", "journal.sqlite")];
    Bot::start(server, arguments, &env)
}

/// The same bot started again, in the folder where it ran before.
fn cafe_bot_again(server: &BotApi, folder: &Arc<tempfile::TempDir>) -> Bot {
    let cafe = crate::driver::cafe();
    let env = [("CITEBOT_BASE", cafe.to_str().unwrap()), ("CITEBOT_JOURNAL", "journal.sqlite")];
    Bot::start_in(Arc::clone(folder), server, &[], &env)
}

/// Says each text in turn and expects words of the answer.
fn talks(chat: &Chat, turns: &[(&str, &str)]) {
    for (text, expected) in turns {
        chat.asks(text);
        let answer = chat.next_message().text;
        assert!(answer.contains(expected), "{text}: {answer}");
    }
}

/// Stops the bot about the cafe and reviews what its journal holds.
fn reviewed(bot: Bot) -> Value {
    let folder = bot.folder();
    bot.stop();
    let journal = folder.path().join("journal.sqlite");
    let review = crate::driver::Run::cafe(&["review", "--json", "--journal", journal.to_str().unwrap()]).end();
    serde_json::from_str(&review.out).unwrap()
}
