//! The settings of `citebot telegram`: its flags, and what the environment adds to them.

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::admins::admins;
use super::arguments::{RawJournal, RawLogForm, RawLogLevel, RawTelegram};
use super::settings::journal_file;
use super::{Environment, JournalFile};

/// The server of Telegram itself.
const TELEGRAM: &str = "https://api.telegram.org";
/// Days for which questions in vain are kept: long enough to review them in peace.
const KEEP_DAYS: u32 = 90;
/// Nobody needs them for longer than ten years.
const MOST_DAYS: u32 = 3650;
/// Megabytes of them: some hundred thousand entries.
const KEEP_MB: u32 = 100;
const MOST_MB: u32 = 100_000;
/// Where the webhook is listened for: on this machine, for the proxy in front.
const LISTEN: &str = "127.0.0.1:8443";
/// Messages a minute: more than anybody reads.
const PER_MINUTE: u32 = 20;
const MOST_PER_MINUTE: u32 = 100_000;

/// How the bot in Telegram is run.
#[derive(Debug)]
pub struct Telegram {
    /// Where the token stands; none if it was not named.
    pub token: Option<Secret>,
    /// The address of the Bot API server, and where it was named.
    pub server: (String, String),
    /// A proxy for all calls.
    pub proxy: Option<Secret>,
    /// The journal; none to keep nothing.
    pub journal: Option<JournalFile>,
    /// The folder in which what is not answered waits; none if there is no place for it.
    pub inbox: Option<PathBuf>,
    /// The database that many programs share in place of files of their own.
    pub store: Option<Secret>,
    /// For how many days questions in vain are kept.
    pub keep_days: u32,
    /// How many megabytes of them are kept.
    pub keep_mb: u32,
    /// How many messages a person may send in a minute.
    pub per_minute: NonZeroU32,
    /// Telegram's ids of those who may give it orders.
    pub admins: Vec<u64>,
    /// Telegram's id of the chat to which questions are passed on.
    pub curators: Option<i64>,
    /// Whether the text of questions is logged.
    pub log_questions: bool,
    /// What the log looks like.
    pub log_form: LogForm,
    /// How important a line of the log has to be.
    pub log_level: LogLevel,
    /// Where Telegram brings the updates, and where that is listened for; none to ask for them.
    pub webhook: Option<(String, SocketAddr)>,
    /// Where metrics are shown.
    pub metrics: Option<SocketAddr>,
    /// Whether a webhook is removed.
    pub delete_webhook: bool,
}

/// How important a line of the log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// Something is wrong.
    Error,
    /// Something may be.
    Warn,
    /// What happens.
    Info,
    /// How it comes about.
    Debug,
    /// All there is.
    Trace,
}

/// What the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogForm {
    /// A line for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Something that nobody is shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// The thing itself, and where it stands.
    Value(String, String),
    /// The file that holds it.
    File(PathBuf),
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<secret>")
    }
}

/// Reads the settings.
pub(super) fn telegram(raw: RawTelegram, environment: &Environment) -> Result<Telegram> {
    let variable = |name: &str| environment.get(name).map(|(value, from)| (value.to_string_lossy().into_owned(), from));
    let secret = |name: &str| environment.secret(name);
    let server = variable("TELOXIDE_API_URL").unwrap_or_else(|| (TELEGRAM.to_string(), "the default".to_string()));
    ensure_not_sent_elsewhere(raw.token_file.is_some(), environment)?;
    let days = number(raw.keep_days, "`--keep-days`", variable("CITEBOT_KEEP_DAYS"), KEEP_DAYS, MOST_DAYS)?;
    let megabytes = number(raw.keep_mb, "`--keep-mb`", variable("CITEBOT_KEEP_MB"), KEEP_MB, MOST_MB)?;
    let per_minute =
        number(raw.per_minute, "`--per-minute`", variable("CITEBOT_PER_MINUTE"), PER_MINUTE, MOST_PER_MINUTE)?;
    let listen = named(raw.listen, "`--listen`", variable("CITEBOT_LISTEN"));
    let metrics = named(raw.metrics, "`--metrics`", variable("CITEBOT_METRICS"));
    // The inbox lies beside the journal, whether or not that is kept.
    let beside = journal_file(raw.journal.clone(), environment);
    let inbox = beside.and_then(|journal| journal.path.parent().map(Path::to_path_buf));
    Ok(Telegram {
        token: raw.token_file.map(Secret::File).or_else(|| secret("TELOXIDE_TOKEN")),
        server,
        proxy: secret("TELOXIDE_PROXY"),
        journal: if raw.no_journal { None } else { Some(journal(raw.journal, environment)?) },
        inbox,
        store: secret("CITEBOT_STORE"),
        keep_days: days.get(),
        keep_mb: megabytes.get(),
        per_minute,
        admins: match raw.admins.map(|ids| (ids, "`--admins`".to_string())).or_else(|| variable("CITEBOT_ADMINS")) {
            Some((ids, from)) => admins(&ids, &from)?,
            None => Vec::new(),
        },
        curators: curators(named(raw.curators, "`--curators`", variable("CITEBOT_CURATORS")))?,
        log_questions: raw.log_questions,
        log_form: log_form(raw.log_form, variable("CITEBOT_LOG_FORM"))?,
        log_level: log_level(raw.log_level, variable("CITEBOT_LOG_LEVEL").or_else(|| variable("RUST_LOG")))?,
        webhook: webhook(named(raw.webhook, "`--webhook`", variable("CITEBOT_WEBHOOK")), listen)?,
        metrics: metrics.map(|(text, from)| address(&text, &from)).transpose()?,
        delete_webhook: raw.delete_webhook,
    })
}

/// Whoever can write into the current folder must not get at a token that stands elsewhere: where calls go decides
/// who is told it.
fn ensure_not_sent_elsewhere(is_in_token_file: bool, environment: &Environment) -> Result<()> {
    let token = match environment.get("TELOXIDE_TOKEN") {
        _ if is_in_token_file => "the file of `--token-file`",
        Some(_) if !environment.is_of_file("TELOXIDE_TOKEN") => "TELOXIDE_TOKEN in the environment",
        Some(_) | None => return Ok(()),
    };
    let Some(name) = ["TELOXIDE_API_URL", "TELOXIDE_PROXY"].into_iter().find(|name| environment.is_of_file(name))
    else {
        return Ok(());
    };
    bail!(
        "{name} stands in `.env`, and the token in {token}: a file in the current folder may not say where that token is \
         sent; set {name} in the environment, or write the token into `.env` as well"
    )
}

fn journal(raw: RawJournal, environment: &Environment) -> Result<JournalFile> {
    let Some(journal) = journal_file(raw, environment) else {
        bail!("there is no place for the journal: name one with `--journal FILE`, or start with `--no-journal`");
    };
    Ok(journal)
}

/// A number from 1 to `most`: of the flag, of the variable, or the default.
fn number(
    flag: Option<u32>,
    name: &str,
    variable: Option<(String, String)>,
    default: u32,
    most: u32,
) -> Result<NonZeroU32> {
    let (text, from) = match (flag, variable) {
        (Some(value), _) => (value.to_string(), name.to_string()),
        (None, Some(variable)) => variable,
        (None, None) => (default.to_string(), name.to_string()),
    };
    match text.trim().parse::<NonZeroU32>() {
        Ok(number) if number.get() <= most => Ok(number),
        _ => bail!("{from} is `{text}`, and takes a number from 1 to {most}"),
    }
}

/// A setting and where it stands: of the flag, or of the variable.
fn named(flag: Option<String>, name: &str, variable: Option<(String, String)>) -> Option<(String, String)> {
    flag.map(|value| (value, name.to_string())).or(variable).filter(|(value, _)| !value.trim().is_empty())
}

fn curators(chat: Option<(String, String)>) -> Result<Option<i64>> {
    let Some((text, from)) = chat else { return Ok(None) };
    match text.trim().parse::<i64>() {
        Ok(chat) if chat != 0 => Ok(Some(chat)),
        // What is pasted here by mistake may be a token.
        _ => bail!("{from} is no chat, and takes Telegram's id of a person or a group, such as `-1001234567890`"),
    }
}

fn webhook(url: Option<(String, String)>, listen: Option<(String, String)>) -> Result<Option<(String, SocketAddr)>> {
    let Some((url, from)) = url else { return Ok(None) };
    let is_address = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .is_some_and(|rest| !rest.starts_with('/') && !rest.is_empty() && !rest.chars().any(char::is_whitespace));
    if !is_address {
        bail!("{from} is `{url}`, and takes an address such as `https://bot.example.org/citebot`");
    }
    let (listen, from) = listen.unwrap_or_else(|| (LISTEN.to_string(), "the default".to_string()));
    Ok(Some((url, address(&listen, &from)?)))
}

/// An address to listen on; a port alone is one of this machine.
fn address(text: &str, from: &str) -> Result<SocketAddr> {
    let text = text.trim();
    if let Ok(port) = text.parse::<u16>() {
        return Ok(SocketAddr::from(([127, 0, 0, 1], port)));
    }
    match text.parse() {
        Ok(address) => Ok(address),
        Err(_) => bail!("{from} is `{text}`, and takes an address with a port, such as `127.0.0.1:9100`, or a port"),
    }
}

fn log_level(flag: Option<RawLogLevel>, variable: Option<(String, String)>) -> Result<LogLevel> {
    let raw = match (flag, variable) {
        (Some(raw), _) => raw,
        (None, None) => RawLogLevel::Info,
        (None, Some((value, from))) => match RawLogLevel::from_str(value.trim(), true) {
            Ok(raw) => raw,
            Err(_) => bail!("{from} is `{value}`, and takes `error`, `warn`, `info`, `debug` or `trace`"),
        },
    };
    Ok(match raw {
        RawLogLevel::Error => LogLevel::Error,
        RawLogLevel::Warn => LogLevel::Warn,
        RawLogLevel::Info => LogLevel::Info,
        RawLogLevel::Debug => LogLevel::Debug,
        RawLogLevel::Trace => LogLevel::Trace,
    })
}

fn log_form(flag: Option<RawLogForm>, variable: Option<(String, String)>) -> Result<LogForm> {
    let raw = match (flag, variable) {
        (Some(raw), _) => raw,
        (None, None) => RawLogForm::Text,
        (None, Some((value, from))) => match RawLogForm::from_str(&value, true) {
            Ok(raw) => raw,
            Err(_) => bail!("{from} is `{value}`, and takes `text` or `json`"),
        },
    };
    Ok(match raw {
        RawLogForm::Text => LogForm::Text,
        RawLogForm::Json => LogForm::Json,
    })
}
