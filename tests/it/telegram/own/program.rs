//! Starting and stopping a program, with one that everybody has.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::super::bot::Bot;
use super::super::server::BotApi;

fn shell(server: &BotApi, script: &str) -> Bot {
    let mut command = Command::new("sh");
    command.args(["-c", script]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let bot = Bot::run(&mut command, Arc::new(tempfile::tempdir().unwrap()), &server.shared);
    server.wait_for("a line", |state| state.printed.contains(&"up".to_string()).then_some(()));
    bot
}

#[test]
fn a_program_is_asked_to_stop_and_tells_what_it_said() {
    let server = BotApi::start();
    let bot = shell(&server, "trap 'echo bye; exit 3' TERM; echo up >&2; while :; do sleep 0.05; done");
    let (now, most) = bot.memory();
    assert!(0 < now && now <= most, "{now} {most}");
    assert!(bot.folder().path().is_dir());
    assert_eq!(bot.errors(), "up\n");
    let ended = bot.stop();
    assert_eq!((ended.status.code(), ended.out.as_str(), ended.errors.as_str()), (Some(3), "bye\n", "up\n"));
}

#[test]
fn a_program_is_killed_or_ends_by_itself() {
    let server = BotApi::start();
    assert_eq!(shell(&server, "echo up; exec sleep 60").kill().status.signal(), Some(9));
    assert_eq!(shell(&server, "echo up; exit 4").end().status.code(), Some(4));
}

/// It takes the command; how it serves is for the tests of the bot.
#[test]
fn the_bot_is_the_real_program() {
    let server = BotApi::start();
    let bot = Bot::start(&server, &["--help"], &[("CITEBOT_LANG", "en")]);
    let folder = bot.folder();
    let ended = bot.end();
    assert!(ended.out.contains("Usage") || ended.errors.contains("telegram"), "{ended:?}");
    drop(Bot::start_in(folder, &server, &["--help"], &[]));
}
