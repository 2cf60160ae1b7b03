//! `citebot fit DIR`: fits the judgement on bases with questions, and reports how each base does with
//! weights that were fitted without it.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::new::{drafted_base, is_text_file};
use super::{Status, examples, sound_base};
use crate::check::render::Colors;
use crate::config::BaseFolder;
use crate::evaluate::sets::{Rows, Shares, by_kind, fit_all, reliability, table};
use crate::evaluate::{Case, EvidenceRow, Facts, Graded, World, cases, made_rows, rows, run};
use crate::facts::{Base, Care};
use crate::matching::{Judgements, Making, Prepared, Sign, Signal, Thresholds, written};
use crate::parallel::in_parallel;
use crate::text::WordTable;

/// What is fitted, and where the weights go.
#[derive(Debug)]
pub struct Fitting<'a> {
    /// A folder of folders, each with `questions/` and `base/`; without `base/` the program's own base is
    /// asked. `foreign.jsonl` beside them is asked of every base.
    pub dir: &'a Path,
    /// Names of bases that are left out of the fit.
    pub without: &'a [String],
    /// A file for the evidence of every reading, as JSON Lines.
    pub rows: Option<&'a Path>,
    /// The file that the weights are written to; none to report only.
    pub out: Option<&'a Path>,
}

/// A base with its questions, ready to be asked.
pub struct Set {
    /// The name of its folder.
    pub name: String,
    /// Its questions, and those that are foreign to every base.
    pub cases: Vec<Case>,
    /// The base where meanings are compared.
    pub with_table: Prepared,
    /// The base where they are not.
    pub without_table: Prepared,
}

impl Set {
    /// The base.
    pub fn base(&self) -> &Base {
        self.with_table.base()
    }
}

/// Fits, reports and writes the weights.
///
/// # Errors
/// When a base or a question can't be read or is wrong; what is wrong goes to `errors`.
pub fn fit(fitting: &Fitting<'_>, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    let mut sets = read_sets(fitting.dir, errors)?;
    if let Some(unknown) = fitting.without.iter().find(|name| !sets.iter().any(|set| set.name == **name)) {
        let known: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
        bail!("there is no base `{unknown}` in `{}`: {}", fitting.dir.display(), known.join(", "));
    }
    let mut drafts = drafted_sets(fitting.dir, errors)?;
    let (rows, draft_rows) = (evidence(&sets)?, evidence(&drafts)?);
    if let Some(path) = fitting.rows {
        write_rows(&[(&sets, &rows), (&drafts, &draft_rows)], path)
            .with_context(|| format!("could not write `{}`", path.display()))?;
        return Ok(Status::Good);
    }
    let fitted_on = |name: &str| !fitting.without.iter().any(|other| other == name);
    let both = sets.iter().zip(&rows).chain(drafts.iter().zip(&draft_rows));
    let all = fit_all(&both.filter(|(set, _)| fitted_on(&set.name)).map(|(_, rows)| rows));
    let report = left_out(&mut sets, &rows, fitting.without)? + &drafted(&mut drafts, &draft_rows, fitting.without)?;
    write!(out, "{report}")?;
    if let Some(path) = fitting.out {
        let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).filter(|name| fitted_on(name)).collect();
        let heading = heading(&names, &rows, &report);
        fs::write(path, heading + &written(&all)).with_context(|| format!("could not write `{}`", path.display()))?;
    }
    Ok(Status::Good)
}

fn write_rows(sets: &[(&Vec<Set>, &Vec<Rows>)], path: &Path) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(fs::File::create(path)?);
    for (set, rows) in sets.iter().flat_map(|(sets, rows)| sets.iter().zip(rows.iter())) {
        for row in &rows.with_table {
            let value =
                |(signal, name, _): &(Signal, &str, Sign)| ((*name).to_string(), row.evidence.value(*signal).into());
            let signals: serde_json::Map<String, serde_json::Value> = Signal::ALL.iter().map(value).collect();
            let line = serde_json::json!({
                "base": set.name, "drafted": rows.making == Making::Drafted, "id": row.id, "kind": row.kind, "in_scope": row.in_scope, "right": row.right,
                "readings": row.readings, "signals": signals,
            });
            writeln!(file, "{line}")?;
        }
    }
    file.flush()
}

/// What the file of weights says of itself.
fn heading(names: &[&str], rows: &[Rows], report: &str) -> String {
    let count: usize = rows.iter().map(|rows| rows.with_table.len()).sum();
    let mut text = format!(
        "# The weights of the evidence: does the fact that ranks first answer the question (`answers`), and is the\n\
         # question about what the base is about (`concerns`)? Each signal has its weight in logits for a standard\n\
         # deviation, its mean and its standard deviation. Made by `citebot fit tests/bases --out \
         src/matching/judgement.toml`\n# on {}: {count} readings of questions.\n# Each base by weights that were fitted \
         without it:\n#\n",
        names.join(", ")
    );
    for line in report.lines() {
        let _ = writeln!(text, "{}", format!("# {line}").trim_end());
    }
    text
}

/// The bases of a folder with their questions.
///
/// # Errors
/// When one can't be read or is wrong.
pub fn read_sets(dir: &Path, errors: &mut dyn Write) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    for folder in asked_folders(dir)? {
        let path = folder.join("base");
        let from = "the folder to fit on".to_string();
        let base = sound_base(path.is_dir().then_some(&BaseFolder { path, from }), errors)
            .with_context(|| format!("the base `{}`", folder.display()))?;
        sets.push(read_set(dir, &folder, base, errors)?);
    }
    if sets.is_empty() {
        bail!("`{}` holds no folder with `questions/`", dir.display());
    }
    Ok(sets)
}

/// A base of drafts for each base of a folder that has its text beside it, with the same questions.
///
/// # Errors
/// When a text or a question can't be read or is wrong.
pub fn drafted_sets(dir: &Path, errors: &mut dyn Write) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    for folder in asked_folders(dir)? {
        let texts: Vec<PathBuf> = entries(&folder)?.into_iter().filter(|path| is_text_file(path)).collect();
        if texts.is_empty() {
            continue;
        }
        let base = drafted_base(&texts).with_context(|| format!("the texts of `{}`", folder.display()))?;
        sets.push(read_set(dir, &folder, base, errors)?);
    }
    Ok(sets)
}

/// The folders in a folder that hold questions.
fn asked_folders(dir: &Path) -> Result<Vec<PathBuf>> {
    Ok(entries(dir)?.into_iter().filter(|folder| folder.join("questions").is_dir()).collect())
}

fn read_set(dir: &Path, folder: &Path, base: Base, errors: &mut dyn Write) -> Result<Set> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut files = Vec::new();
    question_files(&folder.join("questions"), &mut files)?;
    files.extend(Some(dir.join("foreign.jsonl")).filter(|foreign| foreign.is_file()));
    let mut cases = Vec::new();
    for path in files {
        cases.extend(read_cases(&base, &path, errors)?);
    }
    let with_table = Prepared::with(base.clone(), WordTable::Used);
    let without_table = Prepared::with(base, WordTable::Unused);
    Ok(Set { name, cases, with_table, without_table })
}

/// The cases of a file.
fn read_cases(base: &Base, path: &Path, errors: &mut dyn Write) -> Result<Vec<Case>> {
    let (file, format) = examples::read(path, errors)?;
    let findings = match cases(&Facts::of(base), &Arc::clone(&file), format) {
        Ok(cases) => return Ok(cases),
        Err(findings) => findings,
    };
    examples::explain(&findings, Colors::Off, errors)?;
    bail!("`{}` must be mended first", path.display())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>();
    let mut entries = read().with_context(|| format!("could not read `{}`", folder.display()))?;
    entries.sort();
    Ok(entries)
}

/// The files of questions in a folder and the folders in it.
fn question_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in entries(folder)? {
        if entry.is_dir() {
            question_files(&entry, files)?;
        } else if entry.extension().is_some_and(|ending| ending == "jsonl") {
            files.push(entry);
        }
    }
    Ok(())
}

/// The evidence of all sets, two at once.
///
/// # Errors
/// When a pattern of a case takes too long.
pub fn evidence(sets: &[Set]) -> Result<Vec<Rows>> {
    let all = |set: &Set, prepared: &Prepared| -> Result<Vec<EvidenceRow>> {
        let mut all = rows(prepared, &set.cases)?;
        all.extend(made_rows(prepared));
        Ok(all)
    };
    let one = |set: &Set| -> Result<Rows> {
        Ok(Rows {
            making: set.with_table.matcher().making(),
            with_table: all(set, &set.with_table)?,
            without_table: all(set, &set.without_table)?,
        })
    };
    in_parallel(sets.len(), AT_ONCE, |at| one(&sets[at])).into_iter().collect()
}

/// How many bases are worked on at once: the evidence of each takes much memory.
const AT_ONCE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// How each base does with weights that were fitted on none of it, and on none of `without`.
fn left_out(sets: &mut [Set], rows: &[Rows], without: &[String]) -> Result<String> {
    let fits = fits(sets, rows, without);
    let judged = ask(sets, &fits, WordTable::Used, None)?;
    let mut text = table(&shares(sets, &judged));
    let all: Vec<Graded> = judged.concat();
    let _ = write!(text, "\n{}\n{}", by_kind(&all), reliability(&judged));
    for answered in Thresholds::WORKING_POINTS {
        let judged = ask(sets, &fits, WordTable::Used, Some(answered))?;
        let _ = write!(text, "\nanswered from {answered:.2}: {}", mean(sets, &judged));
    }
    let judged = ask(sets, &fits, WordTable::Unused, None)?;
    let _ = writeln!(text, "\nwithout the word table: {}", mean(sets, &judged));
    Ok(text)
}

/// The same for bases of drafts.
fn drafted(sets: &mut [Set], rows: &[Rows], without: &[String]) -> Result<String> {
    if sets.is_empty() {
        return Ok(String::new());
    }
    let fits = fits(sets, rows, without);
    let judged = ask(sets, &fits, WordTable::Used, None)?;
    Ok(format!("\nmade of their texts by rules:\n{}", table(&shares(sets, &judged))))
}

/// For each base the weights that are fitted on the others.
fn fits(sets: &[Set], rows: &[Rows], without: &[String]) -> Vec<Judgements> {
    let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
    in_parallel(sets.len(), AT_ONCE, |out| {
        let used = (0..rows.len()).filter(|at| *at != out && !without.iter().any(|other| other == names[*at]));
        fit_all(&used.map(|at| &rows[at]))
    })
}

/// What each base makes of its questions, judged by its own weights.
fn ask(sets: &mut [Set], fits: &[Judgements], table: WordTable, answered: Option<f32>) -> Result<Vec<Vec<Graded>>> {
    for (set, fit) in sets.iter_mut().zip(fits) {
        let prepared = if table == WordTable::Used { &mut set.with_table } else { &mut set.without_table };
        let thresholds = Thresholds::of(prepared.matcher().making(), Care::Balanced);
        let answered = answered.unwrap_or(thresholds.answered);
        prepared.judge_by(fit, Thresholds { answered, ..thresholds });
    }
    let sets = &*sets;
    let judged = in_parallel(sets.len(), AT_ONCE, |at| {
        let set = &sets[at];
        let prepared = if table == WordTable::Used { &set.with_table } else { &set.without_table };
        let world = World { clock: &|| Duration::ZERO, done: &|| (), threads: NonZeroUsize::MIN };
        run(prepared, &set.cases, world)
    });
    judged.into_iter().collect()
}

fn shares(sets: &[Set], judged: &[Vec<Graded>]) -> Vec<(String, usize, Shares)> {
    let rows = sets.iter().zip(judged);
    rows.map(|(set, judged)| (set.name.clone(), judged.len(), Shares::of(judged))).collect()
}

fn mean(sets: &[Set], judged: &[Vec<Graded>]) -> String {
    table(&shares(sets, judged)).lines().last().unwrap_or_default().to_string()
}
