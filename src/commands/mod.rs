//! What can be asked of the program in one run: answers, a list of facts, a check of the base.

pub mod ask;
pub mod batch;
mod chats;
pub mod check;
pub mod eval;
mod examples;
pub mod export;
pub mod facts;
pub mod fit;
mod folder;
pub mod import;
pub mod live;
pub mod new;
pub mod record;
pub mod review;
pub mod suggest;
pub mod telegram;
pub mod workshop;

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};

use crate::check::render::Colors;
use crate::config::BaseFolder;
use crate::disk::{self, Limit};
use crate::facts::{Base, Files, load};
use crate::matching::{Judgements, Prepared};
use crate::text::WordTable;

/// How a run ended, as grep has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Answered; sound; done.
    Good,
    /// Not answered; findings.
    Bad,
    /// Could not do what it was told.
    Error,
    /// Telegram refuses the token, so there is no use in another start.
    TokenRefused,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Good => Self::SUCCESS,
            Status::Bad => Self::from(1),
            Status::Error => Self::from(2),
            // As `EX_CONFIG` of BSD's sysexits: a supervisor can tell it from what passes.
            Status::TokenRefused => Self::from(78),
        }
    }
}

/// The files of the base that was named, or of the program's own.
pub fn files(folder: Option<&BaseFolder>) -> Result<Files> {
    let Some(BaseFolder { path, from }) = folder else {
        return Files::own().context(
            "this citebot was built without `embedded`, so it reads its own base where it was built, and that can't be \
             read any more: name another one with `--base`, or build it with `--features embedded`",
        );
    };
    if !path.is_dir() {
        bail!("there is no folder `{}` (from {from})", path.display());
    }
    let shown = path.display();
    let files = Files::read(path).map_err(|error| {
        let message = match error.kind() {
            ErrorKind::NotFound => format!("`{shown}` (from {from}) is no base, which has `answers/` and `seeds/`"),
            _ => format!("the base in `{shown}` (from {from}) can't be read"),
        };
        anyhow!(error).context(message)
    })?;
    if files.answers.is_empty() {
        bail!("`{}` (from {from}) is no base: `answers/` holds no TOML file", path.display());
    }
    Ok(files)
}

/// The most that a file of weights may have: those of the program have a few hundred kilobytes.
const WEIGHTS: Limit = Limit { most: 16 << 20, mend: "name a file that `citebot fit` wrote" };

/// A base made ready to be asked, and judged by the weights in a file where one is named.
///
/// # Errors
/// When the file can't be read or is damaged.
pub fn prepared(base: Base, table: WordTable, judgement: Option<&Path>) -> Result<Prepared> {
    let Some(path) = judgement else { return Ok(Prepared::with(base, table)) };
    let shown = path.display();
    let text = disk::read_text(path, WEIGHTS).with_context(|| format!("could not read `{shown}`"))?;
    let judgements = Judgements::read(&text).map_err(|error| anyhow!("`{shown}` is no file of weights: {error}"))?;
    Ok(Prepared::judging(base, table, &judgements))
}

/// The base that was named, or the program's own.
///
/// # Errors
/// When it can't be read or has findings, which go to `errors`: then nothing is said but these.
pub fn sound_base(folder: Option<&BaseFolder>, errors: &mut dyn Write) -> Result<Base> {
    let findings = match load(&files(folder)?) {
        Ok(base) => return Ok(base),
        Err(findings) => findings,
    };
    check::explain(&findings, Colors::Off, errors)?;
    bail!("nothing is answered until the base is sound")
}
