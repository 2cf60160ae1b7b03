//! `citebot eval FILE…`: how well labelled questions are understood.

mod page;
mod questions;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressDrawTarget};

use super::ask::OutputFormat;
use super::{Status, sound_base};
use crate::config::BaseFolder;
use crate::evaluate::page::{About, Figures};
use crate::evaluate::render::{Cost, Named, json, text};
use crate::evaluate::variants::Table;
use crate::evaluate::{AskedQuestion, Case, Keep, Own, Report, Set, World, run_keeping};
use crate::matching::Prepared;
use crate::parallel::processors;
use crate::text::{Language, WordTable};
use crate::variants::VariantKind;
use page::Place;
use questions::{read, warm};

/// What is evaluated, and how.
#[derive(Debug)]
pub struct Evaluation<'a> {
    /// The base; none for the program's own.
    pub base: Option<&'a BaseFolder>,
    /// Whether meanings are compared.
    pub table: WordTable,
    /// A file of weights to judge by; none for those in the program.
    pub judgement: Option<&'a Path>,
    /// Files of labelled questions.
    pub files: &'a [PathBuf],
    /// The folder that a page with the figures goes into.
    pub report: Option<&'a Path>,
    /// An earlier report to compare with, where it is not the one in that folder.
    pub against: Option<&'a Path>,
    /// How many threads ask; none for one on each processor.
    pub threads: Option<NonZeroUsize>,
    /// How the report is written.
    pub form: OutputFormat,
    /// Whether a person sees how far it is.
    pub progress: bool,
}

/// Asks the questions of all files, and reports on each file and on all; without a file, asks near
/// misses and slips of the base's own phrasings, and for a page all that the base brings along.
///
/// # Errors
/// When the base or a file can't be read or is wrong; what is wrong goes to `errors`.
pub fn report(evaluation: &Evaluation<'_>, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    #[expect(clippy::disallowed_methods, reason = "an evaluation measures time, and hands the clock down")]
    let start = Instant::now();
    let clock = || start.elapsed();
    let place = evaluation.report.map(|folder| Place::of(folder, evaluation.against)).transpose()?;
    let base = sound_base(evaluation.base, errors)?;
    let prepared = super::prepared(base, evaluation.table, evaluation.judgement)?;
    if evaluation.files.is_empty() && place.is_none() {
        return variants(&prepared, evaluation.form, out);
    }
    let (sets, loading) = if evaluation.files.is_empty() {
        prepared.matcher().warm();
        let loading = clock();
        (ask_own(evaluation, &prepared, &clock)?, loading)
    } else {
        let mut loading = clock();
        let sets = read(prepared.base(), evaluation.files, errors)?;
        loading += warm(&prepared, &sets, &clock);
        (ask(evaluation, &prepared, &sets, &clock)?, loading)
    };
    let load_milliseconds = u64::try_from(loading.as_millis()).unwrap_or(u64::MAX);
    let cost = Cost { load_milliseconds, peak_kibibytes: peak_memory() };
    let reports: Vec<Named> = sets.iter().map(named).collect();
    let total = Report::of(sets.iter().flat_map(|set| &set.asked).map(|asked| &asked.judged));
    let page = match place {
        Some(place) => {
            let own = evaluation.files.is_empty();
            Some(place.write(Figures::of(About::of(prepared.base()), own, &sets))?)
        }
        None => None,
    };
    show(reports, total, cost, page.as_deref(), evaluation.form, out)?;
    Ok(Status::Good)
}

fn named(set: &Set) -> Named {
    Named { name: set.name.clone(), report: Report::of(set.asked.iter().map(|asked| &asked.judged)) }
}

fn show(
    mut reports: Vec<Named>,
    total: Report,
    cost: Cost,
    page: Option<&Path>,
    form: OutputFormat,
    out: &mut dyn Write,
) -> Result<()> {
    match form {
        OutputFormat::Json => writeln!(out, "{}", json(&reports, &total, cost))?,
        OutputFormat::Text => {
            if reports.len() > 1 {
                reports.push(Named { name: "all".to_string(), report: total });
            }
            write!(out, "{}", text(&reports, cost))?;
            if let Some(page) = page {
                writeln!(out, "report written to {}", page.display())?;
            }
        }
    }
    Ok(())
}

/// Near misses and slips as a table.
fn variants(prepared: &Prepared, form: OutputFormat, out: &mut dyn Write) -> Result<Status> {
    // One of each kind shows what is going wrong; all of them would bury it.
    let mut wrong: BTreeMap<(VariantKind, Language), String> = BTreeMap::new();
    let table = Table::of(prepared, |variant, fate| {
        if fate.is_wrong(variant.kind) {
            let id = &prepared.base().fact(variant.fact).id.text;
            let shown = || format!("  {}: “{}” of `{id}`\n", variant.kind.name(), variant.text);
            wrong.entry((variant.kind, variant.language)).or_insert_with(shown);
        }
    });
    match form {
        OutputFormat::Json => writeln!(out, "{}", table.json())?,
        OutputFormat::Text if wrong.is_empty() => write!(out, "{}", table.text())?,
        OutputFormat::Text => {
            let wrong: String = wrong.into_values().collect();
            write!(out, "{}\ngone wrong, one of each kind:\n{wrong}", table.text())?;
        }
    }
    Ok(Status::Good)
}

type Clock<'a> = &'a (dyn Fn() -> Duration + Sync);

/// Asks the questions of files.
fn ask(
    evaluation: &Evaluation<'_>,
    prepared: &Prepared,
    sets: &[(String, Vec<Case>)],
    clock: Clock<'_>,
) -> Result<Vec<Set>> {
    let bar = progress(evaluation, sets.iter().map(|(_, cases)| cases.len()).sum());
    let world = World { clock, done: &|| bar.inc(1), threads: threads(evaluation) };
    let ask = |(name, cases): &(String, Vec<Case>)| {
        let keep: Keep<'_, AskedQuestion> =
            &|question, turn, judged| AskedQuestion::of(prepared, question, turn, judged);
        let asked = run_keeping(prepared, cases, world, keep).with_context(|| format!("`{name}`"))?;
        Ok(Set { name: name.clone(), asked })
    };
    let asked = sets.iter().map(ask).collect();
    bar.finish_and_clear();
    asked
}

/// Asks the questions that the base brings along.
fn ask_own(evaluation: &Evaluation<'_>, prepared: &Prepared, clock: Clock<'_>) -> Result<Vec<Set>> {
    let own = Own::of(prepared.base());
    let bar = progress(evaluation, own.count());
    let world = World { clock, done: &|| bar.inc(1), threads: threads(evaluation) };
    let prepare = |base| super::prepared(base, evaluation.table, evaluation.judgement);
    let sets = own.ask(prepared, &prepare, world);
    bar.finish_and_clear();
    sets
}

fn progress(evaluation: &Evaluation<'_>, count: usize) -> ProgressBar {
    let target = if evaluation.progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    ProgressBar::with_draw_target(Some(count as u64), target)
}

fn threads(evaluation: &Evaluation<'_>) -> NonZeroUsize {
    evaluation.threads.unwrap_or_else(processors)
}

/// The most memory that the process has taken so far, in KiB; Linux alone tells it here.
fn peak_memory() -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "the system tells the memory of a process in a file")]
    let status = fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
