//! The Telegram bot, tested from end to end: the real program against a Bot API server of the tests' own.
//!
//! - `server`: the Bot API, strict where Telegram is;
//! - `people`: who writes to the bot, and what they see of it;
//! - `bot`: the program under test;
//! - `own`: tests of these three themselves.

mod admins;
mod bot;
mod curate;
mod damaged;
mod edits;
mod groups;
mod in_vain;
mod inline;
mod journal;
mod kills;
mod limits;
mod load;
mod logs;
mod menus;
mod nearest;
mod own;
mod parity;
mod people;
mod private;
mod profile;
mod relay;
mod reload;
#[cfg(feature = "postgres")]
pub(crate) mod replicas;
mod server;
mod start;
mod stop;
mod strangers;
#[cfg(unix)]
mod supervisor;
pub(crate) mod trouble;
mod two_sources;
mod weather;
#[cfg(feature = "web")]
pub(crate) mod webhook;
mod wishes;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use bot::Bot;
use people::Chat;
use serde_json::Value;
use server::BotApi;

/// People who write to the bot.
const ADA: i64 = 11;
const BEN: i64 = 12;

/// What the article tells of nowhere else than the cafe's own.
const ELSEWHERE: &str = "What share of the orders is oat cake in London?";
/// What may be about the founder, and what else may be meant.
const NEAREST: &str = "Who manages the cafe?";
const NEAREST_IN_CHINESE: &str = "谁负责咖啡馆？";
/// What may be about the beans, and else about nothing.
const NEAREST_ALONE: &str = "Where do the cups come from?";
/// What is not understood, and what it may be about.
const UNCLEAR: &str = "Is the Blue Kettle in London?";

/// The bot with the base about a cafe and a journal in its own folder.
fn cafe_bot(server: &BotApi, arguments: &[&str]) -> Bot {
    cafe_bot_in(Arc::new(tempfile::tempdir().unwrap()), server, arguments, &[])
}

/// The same in a folder that may hold something already, and with more in its environment.
fn cafe_bot_in(folder: Arc<tempfile::TempDir>, server: &BotApi, arguments: &[&str], env: &[(&str, &str)]) -> Bot {
    let cafe = crate::driver::cafe();
    let own = [("CITEBOT_BASE", cafe.to_str().unwrap()), ("CITEBOT_JOURNAL", "journal.sqlite")];
    Bot::start_in(folder, server, arguments, &[&own, env].concat())
}

/// Whether the bots of these tests keep what they keep on a database server.
fn on_a_server() -> bool {
    cfg!(feature = "postgres") && std::env::var_os("STORE").is_some()
}

/// The database of a bot that runs in this folder, if it keeps what it keeps there.
fn store_of(folder: &Path) -> Option<String> {
    #[cfg(feature = "postgres")]
    return crate::postgres::store_of(folder);
    #[cfg(not(feature = "postgres"))]
    {
        let _ = folder;
        None
    }
}

/// Copies a base.
fn copy(from: &Path, to: &Path) {
    for part in ["answers", "seeds"] {
        fs::create_dir_all(to.join(part)).unwrap();
        for entry in fs::read_dir(from.join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
}

/// Waits until the bot has printed a line with this in it; the line.
fn printed(server: &BotApi, part: &str) -> String {
    let find = |state: &mut server::state::State| state.printed.iter().find(|line| line.contains(part)).cloned();
    server.wait_for(&format!("a line with {part:?}"), find)
}

/// Waits until the bot has confirmed every update so far.
fn confirmed(server: &BotApi) {
    server.wait_for("the confirmation", |state| state.updates.queue.is_empty().then_some(()));
}

/// The same bot started again, in the folder where it ran before.
fn cafe_bot_again(server: &BotApi, folder: &Arc<tempfile::TempDir>) -> Bot {
    cafe_bot_in(Arc::clone(folder), server, &[], &[])
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
    let run = match store_of(folder.path()) {
        Some(store) => crate::driver::Run::cafe(&["review", "--json"]).env("CITEBOT_STORE", &store),
        None => crate::driver::Run::cafe(&["review", "--json", "--journal", journal.to_str().unwrap()]),
    };
    let review = run.env("HOME", folder.path().to_str().unwrap()).end();
    serde_json::from_str(&review.out).unwrap()
}
