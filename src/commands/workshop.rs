//! `citebot add`, `edit`, `remove` and `undo`: a base changed by commands, each shown before it is written.

use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;

use anyhow::{Result, bail};

use super::new::read as read_text;
use super::{Status, check, files};
use crate::check::of_answers;
use crate::check::render::{Colors, finding};
use crate::config::BaseFolder;
use crate::facts::{Base, Files, load};
use crate::findings::{Finding, Severity};
use crate::matching::Matcher;
use crate::sources::Citation;
use crate::text::WordTable;
use crate::workshop::{self, Effects, Entry, Mode, Plan, Task, effects};

/// How many questions of each sort are listed.
const MOST_LISTED: usize = 5;

/// Changes a base: shows what is wrong, what comes of it and which lines change, and writes it if nothing is wrong.
///
/// # Errors
/// When the base is none on the disk or unsound, the task can't be done, or a file can't be written.
pub fn carry_out(
    folder: Option<&BaseFolder>,
    table: WordTable,
    task: &Task,
    mode: Mode,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    let folder = on_disk(folder)?;
    let before = files(Some(folder))?;
    let base = load(&before).map_err(|findings| unsound(&findings, "the base is not sound", errors))?;
    let plan = plan(&before, &base, task)?;
    let after = plan.applied_to(&before);
    let changed = load(&after).map_err(|findings| unsound(&findings, "this would make the base unsound", errors))?;
    let own = changed.with(|id| id == plan.id);
    let found = of_answers(&own, &reader(&own, table));
    for found in &found {
        writeln!(out, "{}", finding(found, Colors::Off))?;
    }
    if found.iter().any(|found| found.rule.severity() == Severity::Error) {
        bail!("this would make an answer say what its place doesn't tell: nothing is written");
    }
    write!(out, "{}", shown(&effects(base, changed, table, &plan.id)))?;
    write!(out, "{}", lines(&plan))?;
    finish(folder, &plan, mode, out)
}

/// A matcher to read answers by. One of the base would read all of its sources, and an answer rests on few paragraphs.
fn reader(own: &Base, table: WordTable) -> Matcher {
    let cited: Vec<&Citation> = own.facts.iter().flat_map(|fact| &fact.citations).collect();
    let mut small = own.clone();
    for source in &mut small.sources {
        source.paragraphs.retain(|paragraph| cited.contains(&&Citation::Paragraph(paragraph.number)));
    }
    Matcher::with(&small, table)
}

/// Writes what is planned, unless it is only shown, and tells which of the two.
pub(super) fn finish(folder: &BaseFolder, plan: &Plan, mode: Mode, out: &mut dyn Write) -> Result<Status> {
    if mode == Mode::DryRun {
        writeln!(out, "nothing is written (`--dry-run`)")?;
        return Ok(Status::Good);
    }
    workshop::write(&folder.path, plan)?;
    writeln!(out, "done: {}; `citebot undo` takes it back, `citebot check` looks at the whole base", plan.what)?;
    Ok(Status::Good)
}

/// Takes back the last change.
///
/// # Errors
/// When there is none, or a file was changed since.
pub fn undo(folder: Option<&BaseFolder>, out: &mut dyn Write) -> Result<Status> {
    let stored = workshop::undo(&on_disk(folder)?.path)?;
    writeln!(out, "taken back: {}", stored.what)?;
    Ok(Status::Good)
}

/// Asks a person for what a new entry needs, a line each.
///
/// # Errors
/// When the base can't be read, or the person ends before it is told.
pub fn asked(
    folder: Option<&BaseFolder>,
    entry: &Entry,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Entry> {
    let base = super::sound_base(Some(on_disk(folder)?), errors)?;
    let mut entry = entry.clone();
    if entry.source.is_none() && base.sources.len() > 1 {
        let names: Vec<&str> = base.sources.iter().map(|source| source.id.as_str()).collect();
        entry.source = Some(line(&format!("Which source tells it ({})? ", names.join(", ")), input, out)?);
    }
    while entry.paragraphs.is_empty() && !entry.is_gap {
        let told = line("Which paragraph tells it (its number)? ", input, out)?;
        let numbers: Vec<u32> = told.split([',', ' ', '，']).filter_map(|number| number.parse().ok()).collect();
        for number in &numbers {
            let source = base.sources.iter().find(|source| entry.source.as_ref().is_none_or(|id| source.id == *id));
            if let Some(paragraph) = source.and_then(|source| source.paragraph(*number)) {
                writeln!(out, "  {}", paragraph.record.says.en)?;
            }
        }
        entry.paragraphs = numbers;
    }
    if entry.answers.is_empty() {
        entry.answers.push(line("What is the answer? ", input, out)?);
    }
    while entry.ask.is_empty() {
        writeln!(out, "How do people ask for it? One question a line, an empty line at the end.")?;
        while let Some(question) = Some(line("  ", input, out)?).filter(|question| !question.is_empty()) {
            entry.ask.push(question);
        }
    }
    Ok(entry)
}

/// A line that a person types; the end of the input ends it all.
fn line(prompt: &str, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<String> {
    write!(out, "{prompt}")?;
    out.flush()?;
    let mut typed = String::new();
    if input.read_line(&mut typed)? == 0 {
        bail!("the input ended: nothing is written");
    }
    Ok(typed.trim().to_string())
}

/// A base that can be changed lies in a folder.
pub(super) fn on_disk(folder: Option<&BaseFolder>) -> Result<&BaseFolder> {
    match folder {
        Some(folder) if Path::new(&folder.path).is_dir() => Ok(folder),
        Some(folder) => bail!("there is no folder `{}` (from {})", folder.path.display(), folder.from),
        None => bail!("which base? Name its folder with `--base`, or make one with `citebot new DIR`"),
    }
}

pub(super) fn unsound(findings: &[Finding], message: &'static str, errors: &mut dyn Write) -> anyhow::Error {
    match check::explain(findings, Colors::Off, errors) {
        Ok(()) => anyhow::anyhow!("{message}: nothing is written"),
        Err(error) => error.into(),
    }
}

fn plan(files: &Files, base: &Base, task: &Task) -> Result<Plan> {
    match task {
        Task::Add(entry) => workshop::add(files, base, entry),
        Task::Edit(id, edits) => workshop::edit(files, id, edits),
        Task::Remove(id) => workshop::remove(files, id),
        Task::AddSource(path) => {
            let (file, source) = read_text(path)?;
            workshop::add_source(files, base, &file, &source)
        }
        Task::RemoveSource(id) => workshop::remove_source(files, base, id),
        Task::RenameSource(id, to) => workshop::rename_source(files, base, id, to),
    }
}

fn shown(effects: &Effects) -> String {
    let mut text = String::new();
    for (question, fact) in &effects.answered_before {
        let _ = writeln!(text, "“{question}” comes to `{fact}` today: see whether both are needed");
    }
    let broken = effects.broken.iter().map(|(question, said)| match said {
        Some(said) => format!("“{question}” (comes to `{said}`)"),
        None => format!("“{question}” (finds nothing)"),
    });
    let mended = effects.mended.iter().map(|question| format!("“{question}”"));
    let (mended, broken): (Vec<String>, Vec<String>) = (mended.collect(), broken.collect());
    text + &listed("mended", &mended) + &listed("broken", &broken)
}

/// How many questions there are of one sort, with the first of them.
fn listed(name: &str, questions: &[String]) -> String {
    if questions.is_empty() {
        return String::new();
    }
    let more = if questions.len() > MOST_LISTED { " …" } else { "" };
    format!("{} {name}: {}{more}\n", questions.len(), questions[..questions.len().min(MOST_LISTED)].join(", "))
}

pub(super) fn lines(plan: &Plan) -> String {
    plan.changes
        .iter()
        .fold(String::new(), |text, change| text + &change.name + "\n  " + &change.lines().join("\n  ") + "\n")
}
