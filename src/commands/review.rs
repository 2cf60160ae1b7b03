//! `citebot review`: what was asked in vain, and which facts were judged bad.

use std::io::Write;

use anyhow::{Context, Result, bail};

use super::ask::Form;
use super::{Status, sound_base};
use crate::config::{BaseFolder, JournalFile};
use crate::journal::{InVain, Journal, VoteCount};
use crate::matching::Prepared;
use crate::review::{Review, json, text};
use crate::text::WordTable;

/// Lists what the journal holds, with the base as it is now. Bad if that is nothing.
///
/// # Errors
/// When there is no journal, or it or the base can't be read; what is wrong with a base goes to `errors`.
pub fn report(
    journal: Option<&JournalFile>,
    base: Option<&BaseFolder>,
    table: WordTable,
    form: Form,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    let (in_vain, votes) = read(journal)?;
    let base = sound_base(base, errors)?;
    let review = Review::of(&Prepared::with(base, table), &in_vain, &votes);
    match form {
        Form::Json => writeln!(out, "{}", json(&review))?,
        Form::Text if review.is_empty() => writeln!(errors, "citebot: the journal holds nothing to review")?,
        Form::Text => write!(out, "{}", text(&review))?,
    }
    Ok(if review.is_empty() { Status::Bad } else { Status::Good })
}

/// What the journal holds, with the base as it is now.
///
/// # Errors
/// When it can't be read.
pub(super) fn reviewed(journal: &JournalFile, prepared: &Prepared) -> Result<Review> {
    let (in_vain, votes) = read(Some(journal))?;
    Ok(Review::of(prepared, &in_vain, &votes))
}

fn read(journal: Option<&JournalFile>) -> Result<(Vec<InVain>, Vec<VoteCount>)> {
    let Some(JournalFile { path, from }) = journal else {
        bail!("there is no home to look for the journal in: name it with `--journal FILE`");
    };
    // To look for a journal makes none.
    if !path.exists() {
        bail!("there is no journal `{}` (from {from})", path.display());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let journal = Journal::open(path).await?;
        let read = (journal.in_vain().await, journal.votes().await);
        journal.close().await;
        let unread = || format!("the journal `{}` could not be read", path.display());
        Ok((read.0.with_context(unread)?, read.1.with_context(unread)?))
    })
}
