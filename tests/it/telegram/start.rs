//! Starting: what is missing or wrong is told in one line, and nothing shows the token.

use std::fs;
use std::net::TcpListener;
use std::sync::Arc;

use super::bot::{Bot, Ended};
use super::server::BotApi;
use super::server::state::TOKEN;
use super::server::weather::Weather;
use super::{ADA, cafe_bot, cafe_bot_in, printed};

/// A token that the server doesn't know.
const OTHER: &str = "7000002:another-secret-of-the-tests";

/// The one line for people, of a bot that could not start. None of what it printed shows a token.
fn told(ended: &Ended) -> String {
    let status = if ended.errors.contains("the token was refused") { 78 } else { 2 };
    assert_eq!((ended.status.code(), ended.out.as_str()), (Some(status), ""), "{ended:?}");
    for token in [TOKEN, OTHER] {
        let secret = token.split_once(':').unwrap().1;
        assert!(!ended.errors.contains(secret), "{}", ended.errors);
    }
    let mut lines = ended.errors.lines().filter(|line| !line.contains("WARN"));
    let line = lines.next().and_then(|line| line.strip_prefix("citebot: ")).unwrap_or_else(|| panic!("{ended:?}"));
    assert_eq!(lines.next(), None);
    line.to_string()
}

/// How a bot ends with these files in its folder.
fn ends(server: &BotApi, files: &[(&str, &str)], arguments: &[&str], env: &[(&str, &str)]) -> Ended {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let env = [env, &[("RUST_BACKTRACE", "1")]].concat();
    cafe_bot_in(folder, server, arguments, &env).end()
}

/// Files, arguments, the token, and what is told.
type Row<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str], &'a str, String);

#[test]
fn a_token_that_is_missing_wrong_or_refused_is_told_in_one_line() {
    let server = BotApi::start();
    let gives = "@BotFather gives one such as `123456789:AAF7-g0gYncWnm5IyfZlpPRq`";
    let (in_variable, in_file) = (format!("TELOXIDE_TOKEN holds no token: {gives}"), "TELOXIDE_TOKEN in `.env`");
    let refused = "the token was refused by 127.0.0.1: @BotFather shows the right one, or makes another";
    let env_file = format!("TELOXIDE_TOKEN='{}'\n", &OTHER[8..]);
    let missing = "there is no token: set TELOXIDE_TOKEN, in the environment or in `.env`, or name a file with \
                   `--token-file`; @BotFather in Telegram gives one";
    let rows: [Row<'_>; 11] = [
        (&[], &[], "", missing.to_string()),
        (&[], &[], "  ", in_variable.clone()),
        (&[], &[], &OTHER[8..], in_variable.clone()),
        (&[], &[], &OTHER[..8], in_variable.clone()),
        (&[], &[], "7000002:another-secret/of-the-tests", in_variable),
        (&[], &[], OTHER, refused.to_string()),
        (&[(".env", &env_file)], &[], "", format!("{in_file} holds no token: {gives}")),
        (
            &[],
            &["--token-file", "no-file"],
            TOKEN,
            "`no-file` (from `--token-file`) can't be read: No such".to_string(),
        ),
        (
            &[],
            &["--token-file", "."],
            TOKEN,
            "`.` (from `--token-file`) can't be read: it is a folder, and only files".to_string(),
        ),
        (
            &[("secret", "nothing\n")],
            &["--token-file", "secret"],
            TOKEN,
            format!("`secret` (from `--token-file`) holds no token: {gives}"),
        ),
        (&[("secret", OTHER)], &["--token-file", "secret"], TOKEN, refused.to_string()),
    ];
    for (files, arguments, token, expected) in rows {
        let line = told(&ends(&server, files, arguments, &[("TELOXIDE_TOKEN", token)]));
        assert!(line.starts_with(&expected), "{token}\n{line}\n{expected}");
    }
    assert!(server.calls("getUpdates").is_empty());
}

#[test]
fn a_token_may_stand_in_a_file_or_in_env() {
    for (name, text, arguments) in [
        (".env", format!("# who the bot is\nTELOXIDE_TOKEN=\"{TOKEN}\"\n"), &[][..]),
        ("secret", format!("{TOKEN}\n"), &["--token-file", "secret"][..]),
    ] {
        let server = BotApi::start();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        fs::write(folder.path().join(name), text).unwrap();
        let bot = cafe_bot_in(folder, &server, arguments, &[("TELOXIDE_TOKEN", "")]);
        printed(&server, "the bot is up");
        let ended = bot.stop();
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert!(!ended.errors.contains(&TOKEN[8..]), "{}", ended.errors);
    }
}

#[test]
fn a_setting_that_is_wrong_is_told_in_one_line() {
    let server = BotApi::start();
    for (arguments, name, value, expected) in [
        (&[][..], "TELOXIDE_API_URL", "nowhere", "TELOXIDE_API_URL is no address of a Bot API server: "),
        (&[], "TELOXIDE_API_URL", "ftp://127.0.0.1", "TELOXIDE_API_URL is no address of a Bot API server: it has to"),
        (&[], "TELOXIDE_API_URL", "http://", "TELOXIDE_API_URL is no address of a Bot API server: "),
        (&[], "TELOXIDE_PROXY", "://a:password@b", "TELOXIDE_PROXY is no address of a proxy: it should be such as"),
        (&[], "CITEBOT_KEEP_DAYS", "0", "CITEBOT_KEEP_DAYS is `0`, and takes a number from 1 to 3650"),
        (&[], "CITEBOT_KEEP_DAYS", "a while", "CITEBOT_KEEP_DAYS is `a while`, and takes a number"),
        (&[], "CITEBOT_PER_MINUTE", "-1", "CITEBOT_PER_MINUTE is `-1`, and takes a number from 1 to 100000"),
        (&["--per-minute", "0"], "A", "", "`--per-minute` is `0`, and takes a number from 1 to 100000"),
        (&["--keep-days", "4000"], "A", "", "`--keep-days` is `4000`, and takes a number from 1 to 3650"),
        (&[], "CITEBOT_LOG_FORM", "xml", "CITEBOT_LOG_FORM is `xml`, and takes `text` or `json`"),
    ] {
        let line = told(&ends(&server, &[], arguments, &[(name, value)]));
        assert!(line.starts_with(expected) && !line.contains("password"), "{name}={value}\n{line}");
    }
    assert!(server.calls("getMe").is_empty());
}

#[cfg(not(feature = "web"))]
#[test]
fn web_endpoints_that_the_program_was_built_without_are_told() {
    let server = BotApi::start();
    for arguments in [&["--metrics", "9100"][..], &["--webhook", "https://bot.example/"]] {
        let line = told(&ends(&server, &[], arguments, &[]));
        assert!(line.ends_with("was built without web endpoints: build it with `--features web`"), "{line}");
    }
}

#[test]
fn without_a_network_it_tries_again_after_growing_pauses_until_there_is_one() {
    let server = BotApi::start();
    // A port on which nobody listens any more.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let bot = Bot::start(&server, &["--no-journal"], &[("TELOXIDE_API_URL", &format!("http://127.0.0.1:{free}"))]);
    let line = printed(&server, "pause=2.0");
    let expected = "the Bot API server 127.0.0.1 can't be reached (TELOXIDE_API_URL names another one); trying again";
    assert!(line.contains(expected) && line.contains("Connection refused (os error 111)"), "{line}");
    let ended = bot.stop();
    let pauses: Vec<&str> = ended.errors.lines().filter_map(|line| Some(line.split_once("pause=")?.1)).collect();
    assert_eq!((ended.status.code(), pauses), (Some(0), vec!["0.5", "1.0", "2.0"]), "{}", ended.errors);
}

#[test]
fn trouble_at_the_first_call_passes() {
    let server = BotApi::start();
    let first = vec![Weather::BadGateway, Weather::Malformed, Weather::TooMany { retry_after: 1 }];
    server.weather(Weather::list("getMe", first));
    let ada = server.private(ADA, "en");
    ada.asks("Who founded the Blue Kettle?");
    let bot = cafe_bot(&server, &[]);
    assert!(ada.next_message().text.contains("Ada Moreno"));
    assert_eq!(server.calls("getMe").len(), 4);
    assert_eq!(bot.stop().status.code(), Some(0));
}

#[test]
fn a_webhook_is_explained_and_removed_where_that_is_wanted() {
    let server = BotApi::start();
    server.set_webhook("https://bot.example/");
    let ada = server.private(ADA, "en");
    ada.asks("Who founded the Blue Kettle?");
    let ended = cafe_bot(&server, &[]).end();
    assert_eq!(ended.status.code(), Some(2));
    let last = ended.errors.lines().last().unwrap();
    let expected = "citebot: a webhook takes this bot's updates: end the program that set it, or start with \
                    `--delete-webhook`";
    assert_eq!(last, expected);
    let _bot = cafe_bot(&server, &["--delete-webhook"]);
    assert!(ada.next_message().text.contains("Ada Moreno"));
    let deleted = server.calls("deleteWebhook");
    // What was asked meanwhile is not dropped.
    assert!(deleted.len() == 1 && deleted[0].body["drop_pending_updates"] != true, "{deleted:?}");
}

#[test]
fn a_second_poller_is_explained_and_the_first_goes_on_when_it_ends() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let bot = cafe_bot(&server, &[]);
    server.wait_for("a poll", |state| (state.updates.poller > 0).then_some(()));
    let second = cafe_bot(&server, &[]);
    let line = printed(&server, "another program takes this bot's updates with the same token: only one may");
    assert!(line.contains("ERROR"), "{line}");
    second.stop();
    ada.asks("Who founded the Blue Kettle?");
    assert!(ada.next_message().text.contains("Ada Moreno"));
    ada.silent_until(ADA, "How many employees does the Blue Kettle have?", "9 people");
    assert_eq!(bot.stop().status.code(), Some(0));
}
