//! `citebot eval FILE…`: how well labelled questions are understood.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget};

use super::ask::Form;
use super::{Status, examples, sound_base};
use crate::check::render::Colors;
use crate::config::BaseFolder;
use crate::conversation::{Memory, turn};
use crate::evaluate::render::{Cost, Named, json, text};
use crate::evaluate::variants::Table;
use crate::evaluate::{Case, Facts, Report, World, cases, run};
use crate::facts::Base;
use crate::findings::Findings;
use crate::matching::Prepared;
use crate::text::{Language, WordTable};
use crate::variants::Kind;

/// What is evaluated, and how.
#[derive(Debug)]
pub struct Evaluation<'a> {
    /// The base; none for the one compiled in.
    pub base: Option<&'a BaseFolder>,
    /// Whether meanings are compared.
    pub table: WordTable,
    /// A file of weights to judge by; none for those in the program.
    pub judgement: Option<&'a Path>,
    /// Files of labelled questions.
    pub files: &'a [PathBuf],
    /// How many threads ask; none for one on each processor.
    pub threads: Option<NonZeroUsize>,
    /// How the report is written.
    pub form: Form,
    /// Whether a person sees how far it is.
    pub progress: bool,
}

/// Asks the questions of all files, and reports on each file and on all; without a file, asks near
/// misses and slips of the base's own phrasings.
///
/// # Errors
/// When the base or a file can't be read or is wrong; what is wrong goes to `errors`.
pub fn report(evaluation: &Evaluation<'_>, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    #[expect(clippy::disallowed_methods, reason = "an evaluation measures time, and hands the clock down")]
    let start = Instant::now();
    let clock = || start.elapsed();
    let base = sound_base(evaluation.base, errors)?;
    let prepared = super::prepared(base, evaluation.table, evaluation.judgement)?;
    if evaluation.files.is_empty() {
        // One of each kind shows what is going wrong; all of them would bury it.
        let mut wrong: BTreeMap<(Kind, Language), String> = BTreeMap::new();
        let table = Table::of(&prepared, |variant, fate| {
            if fate.is_wrong(variant.kind) {
                let id = &prepared.base().fact(variant.fact).id.text;
                let shown = || format!("  {}: “{}” of `{id}`\n", variant.kind.name(), variant.text);
                wrong.entry((variant.kind, variant.language)).or_insert_with(shown);
            }
        });
        match evaluation.form {
            Form::Json => writeln!(out, "{}", table.json())?,
            Form::Text if wrong.is_empty() => write!(out, "{}", table.text())?,
            Form::Text => {
                let wrong: String = wrong.into_values().collect();
                write!(out, "{}\ngone wrong, one of each kind:\n{wrong}", table.text())?;
            }
        }
        return Ok(Status::Good);
    }
    let mut loading = clock();
    let sets = read(prepared.base(), evaluation.files, errors)?;
    loading += warm(&prepared, &sets, &clock);
    let count = sets.iter().map(|(_, cases)| cases.len() as u64).sum();
    let target = if evaluation.progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(count), target);
    let processors = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let threads = evaluation.threads.unwrap_or_else(processors);
    let world = World { clock: &clock, done: &|| bar.inc(1), threads };
    let (mut reports, mut all) = (Vec::new(), Vec::new());
    for (name, cases) in sets {
        let judged = run(&prepared, &cases, world).with_context(|| format!("`{name}`"))?;
        reports.push(Named { name, report: Report::of(&judged) });
        all.extend(judged);
    }
    bar.finish_and_clear();
    let load_milliseconds = u64::try_from(loading.as_millis()).unwrap_or(u64::MAX);
    let cost = Cost { load_milliseconds, peak_kibibytes: peak_memory() };
    let total = Report::of(&all);
    match evaluation.form {
        Form::Json => writeln!(out, "{}", json(&reports, &total, cost))?,
        Form::Text => {
            if reports.len() > 1 {
                reports.push(Named { name: "all".to_string(), report: total });
            }
            write!(out, "{}", text(&reports, cost))?;
        }
    }
    Ok(Status::Good)
}

/// The cases of each file, with its name.
fn read(base: &Base, files: &[PathBuf], errors: &mut dyn Write) -> Result<Vec<(String, Vec<Case>)>> {
    let facts = Facts::of(base);
    let mut sets = Vec::new();
    let mut findings = Findings::default();
    for path in files {
        let (file, format) = examples::read(path, errors)?;
        match cases(&facts, &file, format) {
            Ok(cases) if cases.is_empty() => bail!("`{}` holds no question", path.display()),
            Ok(cases) => {
                let same = |other: &&PathBuf| other.file_name() == path.file_name();
                let unique = files.iter().filter(same).count() == 1;
                let name = if unique { file.name.clone() } else { path.display().to_string() };
                sets.push((name, cases));
            }
            Err(found) => findings.append(found),
        }
    }
    if !findings.is_empty() {
        examples::explain(&findings, Colors::Off, errors)?;
        bail!("nothing is evaluated until this is mended");
    }
    Ok(sets)
}

/// What is made ready at the first question of a language is no part of that question's time.
fn warm(prepared: &Prepared, sets: &[(String, Vec<Case>)], clock: &dyn Fn() -> Duration) -> Duration {
    let start = clock();
    let mut languages = Vec::new();
    for question in sets.iter().flat_map(|(_, cases)| cases).flat_map(|case| &case.turns) {
        let language = Language::of(&question.text);
        if !languages.contains(&language) {
            languages.push(language);
            turn(prepared, &mut Memory::default(), &question.text);
        }
    }
    clock().saturating_sub(start)
}

/// The most memory that the process has taken so far, in KiB; Linux alone tells it here.
fn peak_memory() -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "the system tells the memory of a process in a file")]
    let status = fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
