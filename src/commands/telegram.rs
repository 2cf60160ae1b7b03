//! `citebot telegram`: the settings are read, the log begins, and the bot runs until it is told to stop.

use std::io::{self, IsTerminal};

use anyhow::{Context, Result, bail};
use tracing::Level;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::store::server;
use super::{Status, accepted, live};
use crate::config::{BaseFolder, LogForm, LogLevel, Secret, Telegram};
use crate::disk::{self, Limit};
use crate::facts::Base;
use crate::journal::Keep;
use crate::mask::Masked;
use crate::shown::{Escaping, Shown};
use crate::telegram::{Address, Door, Origin, Settings, Token, run};
use crate::text::{Language, WordTable};
use crate::workshop;

/// The most that a token file may have: a token has about fifty bytes.
const TOKEN_FILE: Limit = Limit { most: 1024, mend: "the token alone may stand in it" };

/// Runs the bot on a base that was read from `folder`, and on what its files become.
///
/// # Errors
/// When a setting can't be used, or the bot can't start or go on.
pub fn serve(
    base: Base,
    folder: Option<&BaseFolder>,
    language: Option<Language>,
    table: WordTable,
    settings: &Telegram,
) -> Result<Status> {
    let keep = Keep { days: settings.keep_days, bytes: u64::from(settings.keep_mb) * 1_000_000 };
    let settings = Settings {
        token: token(settings.token.as_ref())?,
        address: address(settings)?,
        language,
        table,
        per_minute: settings.per_minute,
        admins: settings.admins.clone(),
        curators: settings.curators,
        journal: settings.journal.as_ref().map(|journal| (journal.path.clone(), keep)),
        inbox: settings.inbox.clone(),
        store: settings.store.as_ref().map(server).transpose()?,
        webhook: settings.webhook.clone(),
        metrics: settings.metrics,
        log_questions: settings.log_questions,
        delete_webhook: settings.delete_webhook,
    };
    run(base, folder.map(|folder| origin(folder, table)), settings)?;
    Ok(Status::Good)
}

fn origin(folder: &BaseFolder, table: WordTable) -> Origin {
    let (again, changed, undone) = (folder.clone(), folder.clone(), folder.clone());
    let door = Door {
        apply: Box::new(move |proposals| accepted::apply(&changed, table, proposals)),
        undo: Box::new(move || Ok(workshop::undo(&undone.path)?.what)),
    };
    Origin {
        folder: folder.path.clone(),
        read: Box::new(move || live::read(&again)),
        door,
        changes: live::watch(folder),
    }
}

/// Begins the log, on standard error, with lines of our own only: what libraries say at lower levels may hold addresses
/// with the token, and what people wrote. Every line goes through the mask.
pub fn begin_log(form: LogForm, level: LogLevel) {
    let level = match level {
        LogLevel::Error => Level::ERROR,
        LogLevel::Warn => Level::WARN,
        LogLevel::Info => Level::INFO,
        LogLevel::Debug => Level::DEBUG,
        LogLevel::Trace => Level::TRACE,
    };
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), level);
    let shown = match form {
        LogForm::Text => Escaping::Styled,
        LogForm::Json => Escaping::Json,
    };
    let writer = move || Masked::new(Shown::new(io::stderr(), shown));
    let log = tracing_subscriber::fmt::layer().with_writer(writer).with_target(false);
    let log = match form {
        LogForm::Text => log.with_ansi(io::stderr().is_terminal()).boxed(),
        LogForm::Json => log.json().flatten_event(true).with_ansi(false).boxed(),
    };
    // There is one log; a second beginning changes nothing.
    let _ = tracing_subscriber::registry().with(log.with_filter(ours)).try_init();
}

fn token(secret: Option<&Secret>) -> Result<Token> {
    match secret {
        Some(Secret::Value(text, from)) => Token::read(text, from),
        Some(Secret::File(path)) => {
            let shown = format!("`{}` (from `--token-file`)", path.display());
            let text = disk::read_text(path, TOKEN_FILE).with_context(|| format!("{shown} can't be read"))?;
            Token::read(&text, &shown)
        }
        None => bail!(
            "there is no token: set TELOXIDE_TOKEN, in the environment or in `.env`, or name a file with \
             `--token-file`; @BotFather in Telegram gives one"
        ),
    }
}

fn address(settings: &Telegram) -> Result<Address> {
    let (server, from) = &settings.server;
    let address = Address::new(server).with_context(|| format!("{from} is no address of a Bot API server"))?;
    match &settings.proxy {
        // Its address may hold a password, and is not shown.
        Some(Secret::Value(proxy, from)) => {
            address.through(proxy).with_context(|| format!("{from} is no address of a proxy"))
        }
        Some(Secret::File(_)) | None => Ok(address),
    }
}
