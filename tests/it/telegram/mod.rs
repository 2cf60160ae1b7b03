//! The Telegram bot, tested from end to end: the real program against a Bot API server of the tests' own.
//!
//! - `server`: the Bot API, strict where Telegram is;
//! - `people`: who writes to the bot, and what they see of it;
//! - `bot`: the program under test;
//! - `own`: tests of these three themselves.

mod bot;
mod own;
mod people;
mod server;
