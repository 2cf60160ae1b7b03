//! `citebot record --text FILE`: the record of a text that may not be published, made or brought up to date with it.

mod told;
mod which;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::check::read_article;
use super::new::first;
use super::workshop::{finish, lines, on_disk, unsound};
use super::{Status, files};
use crate::check::{Article, Pair, Proposer, compare, is_bare, resting_on_changed, unrecorded};
use crate::config::BaseFolder;
use crate::facts::{Base, Files, load};
use crate::sources::{Record, Source};
use crate::workshop::{Mode, Plan, Revision, new_record, update_record};
use told::{told_new, told_update};
use which::{Which, which};

/// Makes the record of a text, or brings it up to date, and tells what is left to a person.
///
/// # Errors
/// When the base is none on the disk or unsound, the text has no paragraph, the record can't be told, or nothing can
/// be written.
pub fn carry_out(
    folder: Option<&BaseFolder>,
    text: &Path,
    id: Option<&str>,
    mode: Mode,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    let folder = on_disk(folder)?;
    let before = files(Some(folder))?;
    let base = load(&before).map_err(|findings| unsound(&findings, "the base is not sound", errors))?;
    let article = read_article(text)?;
    let text = article.source.as_ref().ok_or_else(|| first(&article.findings));
    let text = text.with_context(|| format!("no record can be made of `{}`", article.name))?;
    let (plan, told) = match which(&base, &article, id)? {
        Which::New(id) => made(&base, &article, text, &id),
        Which::Known(source) => updated(&before, &base, source, &article)?,
    };
    load(&plan.applied_to(&before))
        .map_err(|findings| unsound(&findings, "this would make the base unsound", errors))?;
    write!(out, "{told}")?;
    if plan.changes.is_empty() {
        writeln!(out, "nothing to write: `{}` is up to date", plan.id)?;
        return Ok(Status::Good);
    }
    // What becomes of a record that was there is told paragraph by paragraph.
    if mode == Mode::DryRun && plan.changes.iter().any(|change| change.before.is_none()) {
        write!(out, "{}", lines(&plan))?;
    }
    finish(folder, &plan, mode, out)
}

fn made(base: &Base, article: &Article, text: &Source, id: &str) -> (Plan, String) {
    let proposer = Proposer::new(base, article);
    let revisions: Vec<Revision> = article
        .paragraphs
        .iter()
        .zip(&text.paragraphs)
        .map(|(block, paragraph)| Revision {
            number: paragraph.number,
            fingerprint: block.fingerprint.clone(),
            text: block.text.clone(),
            proposed: proposer.propose(&Record::default(), &text.credits, &block.text),
        })
        .collect();
    let told = told_new(id, article, &revisions);
    (new_record(id, text, &revisions), told)
}

fn updated(files: &Files, base: &Base, source: &Source, article: &Article) -> Result<(Plan, String)> {
    let pairs = compare(source, article);
    if is_bare(source) && pairs.iter().all(|pair| pair.block.is_none()) {
        bail!(
            "`{}` has {} and `{}` has {}, and no name, figure or fingerprint in the record tells which is which: give \
             it as many paragraphs as the text, or write a figure or name into each",
            source.place.file.name,
            counted(source.paragraphs.len()),
            article.name,
            counted(article.paragraphs.len())
        );
    }
    let proposer = Proposer::new(base, article);
    let revisions: Vec<Revision> = pairs.iter().filter_map(|pair| revision(source, pair, &proposer)).collect();
    let resting = resting_on_changed(base, source, &pairs);
    let told = told_update(source, &pairs, &revisions, &resting, &unrecorded(source, article, &pairs));
    Ok((update_record(files, source, &revisions)?, told))
}

/// What becomes of a paragraph that has its place in the text.
fn revision(source: &Source, pair: &Pair<'_>, proposer: &Proposer<'_>) -> Option<Revision> {
    let block = pair.block?;
    let (number, fingerprint) = (pair.paragraph.number, block.fingerprint.clone());
    let found = proposer.propose(&pair.paragraph.record, &source.credits, &block.text);
    Some(Revision { number, fingerprint, text: block.text.clone(), proposed: found })
}

fn counted(paragraphs: usize) -> String {
    format!("{paragraphs} paragraph{}", if paragraphs == 1 { "" } else { "s" })
}
