//! `citebot review`: what was asked in vain, and which facts were judged bad.

use std::io::{BufWriter, Write};

use anyhow::{Context, Result, bail};

use super::ask::OutputFormat;
use super::store::Place;
use super::{Status, sound_base};
use crate::config::{BaseFolder, JournalFile};
use crate::journal::{Reader, Remark, VoteCount};
use crate::matching::Prepared;
use crate::review::{Gathered, Review, json, text};
use crate::text::WordTable;

/// How often a journal is read that somebody begins to write to meanwhile.
const MOST_TRIES: u32 = 3;

/// What a journal holds.
struct Kept {
    in_vain: Gathered,
    votes: Vec<VoteCount>,
    remarks: Vec<Remark>,
    /// Questions that wait to be written into a base.
    proposed: u64,
    /// Rows that can't be read.
    bad: u64,
}

/// Lists what the journal holds, with the base as it is now. Bad if that is nothing.
///
/// # Errors
/// When there is no journal, or it or the base can't be read; what is wrong with a base goes to `errors`.
pub fn report(
    journal: Option<&JournalFile>,
    base: Option<&BaseFolder>,
    table: WordTable,
    form: OutputFormat,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    let Kept { in_vain, votes, remarks, proposed, bad } = read(journal)?;
    if bad > 0 {
        let rows = if bad == 1 { "1 row".to_string() } else { format!("{bad} rows") };
        writeln!(errors, "citebot: {rows} of the journal can't be read and were passed over")?;
    }
    let prepared = Prepared::with(sound_base(base, errors)?, table);
    let review = Review::of(&prepared, in_vain, &votes, remarks);
    let mut out = BufWriter::new(out);
    match form {
        OutputFormat::Json => json(&review, &mut out)?,
        OutputFormat::Text if review.is_empty() => writeln!(errors, "citebot: the journal holds nothing to review")?,
        OutputFormat::Text => text(&review, &mut out)?,
    }
    out.flush()?;
    if proposed > 0 {
        writeln!(
            errors,
            "citebot: {proposed} accepted in Telegram and not written yet: `citebot review --apply DIR` does it"
        )?;
    }
    Ok(if review.is_empty() { Status::Bad } else { Status::Good })
}

/// What the journal holds, with the base as it is now.
///
/// # Errors
/// When it can't be read.
pub(super) fn reviewed<'a>(journal: &JournalFile, prepared: &'a Prepared) -> Result<Review<'a>> {
    let Kept { in_vain, votes, .. } = read(Some(journal))?;
    Ok(Review::of(prepared, in_vain, &votes, Vec::new()))
}

fn read(journal: Option<&JournalFile>) -> Result<Kept> {
    let place = Place::of(journal)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for _ in 0..MOST_TRIES {
            let reader = place.read().await?;
            let kept = kept(&reader)
                .await
                .with_context(|| format!("{place} could not be read: it may be damaged, and a copy of it may not"));
            let disturbed = reader.was_disturbed();
            reader.close().await;
            if !disturbed {
                return kept;
            }
        }
        bail!("{place} is written to all the time: try again")
    })
}

async fn kept(reader: &Reader) -> Result<Kept> {
    let mut in_vain = Gathered::default();
    let bad = reader.in_vain(|row| in_vain.add(&row)).await?;
    let in_vain = in_vain.without(reader.ignored().await?);
    let (votes, remarks, proposed) = (reader.votes().await?, reader.remarks().await?, reader.proposed().await?);
    Ok(Kept { in_vain, votes, remarks, proposed, bad })
}
