//! The Telegram bot, tested from end to end: the real program against a Bot API server of the tests' own.
//!
//! - `server`: the Bot API, strict where Telegram is;
//! - `people`: who writes to the bot, and what they see of it;
//! - `bot`: the program under test;
//! - `own`: tests of these three themselves.

mod bot;
mod own;
mod people;
mod private;
mod server;

use bot::Bot;
use server::BotApi;

/// A person who writes to the bot.
const ADA: i64 = 11;

/// The bot with the base about a cafe and a journal in its own folder.
fn cafe_bot(server: &BotApi, arguments: &[&str]) -> Bot {
    let cafe = crate::driver::cafe();
    let env = [("CITEBOT_BASE", cafe.to_str().unwrap()), ("CITEBOT_JOURNAL", "journal.sqlite")];
    Bot::start(server, arguments, &env)
}
