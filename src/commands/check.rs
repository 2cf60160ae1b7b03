//! `citebot check`: is the base sound?

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::workshop::{lines, on_disk};
use super::{Status, files};
use crate::check::render::{Colors, Extent, finding, json, since, text};
use crate::check::{Article, Fixed, Remembered, Report, fix, run};
use crate::config::BaseFolder;
use crate::disk::{self, Limit};
use crate::facts::{Files, read_file};
use crate::findings::{Explanation, File, Finding, Rule, Severity, did_you_mean};
use crate::labelled::marked_id;
use crate::text::WordTable;
use crate::workshop::{self, Change, Plan};

/// What a check is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Nothing that could make an answer untrue.
    Sound,
    /// Nothing at all.
    Spotless,
}

/// In which shape findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For people.
    Text(Extent, Colors),
    /// For programs, all of them.
    Json,
}

/// What is checked, and how.
#[derive(Debug, Clone, Copy)]
pub struct Checking<'a> {
    /// The folder of the base; none for the program's own.
    pub base: Option<&'a BaseFolder>,
    /// The article's text, to hold its record against.
    pub article: Option<&'a Path>,
    /// What it is held to.
    pub demand: Demand,
    /// Whether meanings are compared.
    pub table: WordTable,
    /// How findings are written.
    pub shape: Shape,
    /// Where the findings of the last check are remembered.
    pub memory: Option<&'a Path>,
    /// Whether a person sees that it goes on.
    pub progress: bool,
}

/// How often the sign that it goes on moves: a large base takes half a minute.
const TICK: Duration = Duration::from_millis(200);

/// A sign on a terminal that the check goes on, and for how long it has.
fn sign(shown: bool) -> ProgressBar {
    if !shown {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} checking, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    let sign = ProgressBar::new_spinner().with_style(style);
    sign.enable_steady_tick(TICK);
    sign
}

/// Writes everything that is wrong with a base, with its record of the article if there is one, and what is new since
/// the last check. Bad if the demand is not met.
///
/// # Errors
/// When the base or the article can't be read, or `out` takes no more.
pub fn report(checking: Checking<'_>, out: &mut dyn Write) -> Result<Status> {
    let article = checking.article.map(read_article).transpose()?;
    let files = files(checking.base)?;
    let sign = sign(checking.progress);
    let report = run(&files, article.as_ref(), checking.table);
    sign.finish_and_clear();
    write_report(&report, checking, out)
}

/// Mends what there is one way to mend, shows it, and reports what is left; `citebot undo` takes it back.
///
/// # Errors
/// When the base is none on the disk, or can't be read or written.
pub fn mend(checking: Checking<'_>, out: &mut dyn Write) -> Result<Status> {
    let folder = on_disk(checking.base)?;
    let before = files(Some(folder))?;
    let sign = sign(checking.progress);
    let fixed = fix(&before, checking.table);
    sign.finish_and_clear();
    let Some(fixed) = fixed else {
        writeln!(out, "nothing here can be mended without a person\n")?;
        return report(checking, out);
    };
    let plan = plan(&before, &fixed);
    write!(out, "{}", lines(&plan))?;
    workshop::write(&folder.path, &plan)?;
    writeln!(out, "{}; `citebot undo` takes it back\n", plan.what)?;
    write_report(&fixed.report, checking, out)
}

/// What a rule does, and why what it finds is bad.
///
/// # Errors
/// When no rule has that name, or `out` takes no more.
pub fn explain_rule(name: &str, out: &mut dyn Write) -> Result<Status> {
    let Some(rule) = Rule::from_name(name.trim()) else {
        let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        match did_you_mean(name, names.iter().copied()) {
            Some(near) => bail!("no rule is called `{name}`: did you mean `{near}`?"),
            None => bail!("no rule is called `{name}`; there are {}", names.join(", ")),
        }
    };
    let severity = match rule.severity() {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
    };
    let Explanation { what, why } = rule.explanation();
    writeln!(out, "{} ({severity})\n\n{what}\n\nWhy it is bad: {why}", rule.name())?;
    Ok(Status::Good)
}

fn plan(before: &Files, fixed: &Fixed) -> Plan {
    let all = |files: &Files| files.sources.iter().chain(&files.answers).cloned().collect::<Vec<_>>();
    let pairs = all(before).into_iter().zip(all(&fixed.files)).filter(|(before, after)| before.text != after.text);
    let change = |before: &File, after: &File| Change {
        name: before.name.clone(),
        before: Some(before.text.clone()),
        after: Some(after.text.clone()),
    };
    let count = fixed.mended.len();
    Plan {
        id: String::new(),
        what: format!("mended: {count} finding{}", if count == 1 { "" } else { "s" }),
        changes: pairs.map(|(before, after)| change(&before, &after)).collect(),
    }
}

fn write_report(report: &Report, checking: Checking<'_>, out: &mut dyn Write) -> Result<Status> {
    match checking.shape {
        Shape::Text(extent, colors) => {
            write!(out, "{}", text(report, extent, colors))?;
            write!(out, "{}", since_last(report, checking))?;
        }
        Shape::Json => writeln!(out, "{}", json(report))?,
    }
    let met = match checking.demand {
        Demand::Sound => report.is_sound(),
        Demand::Spotless => report.findings.is_empty(),
    };
    Ok(if met { Status::Good } else { Status::Bad })
}

/// The most that is remembered of a check.
const MEMORY: Limit = Limit { most: 16 << 20, mend: "delete it" };

/// What is new since the last check of the same folder, and remembers this one. A memory that can't be read or written
/// is no reason not to check.
fn since_last(report: &Report, checking: Checking<'_>) -> String {
    let Some((folder, memory)) = checking.base.zip(checking.memory).filter(|_| report.is_read()) else {
        return String::new();
    };
    let Ok(folder) = folder.path.canonicalize() else { return String::new() };
    let path = memory.join(format!("{}.json", marked_id("base", &folder.to_string_lossy())));
    let last = disk::read_text(&path, MEMORY).ok().and_then(|text| serde_json::from_str::<Remembered>(&text).ok());
    let remembered = serde_json::to_string(&Remembered::of(&report.findings)).unwrap_or_default();
    let _ = fs::create_dir_all(memory).and_then(|()| fs::write(&path, remembered));
    last.map_or_else(String::new, |last| since(&last.since(&report.findings)))
}

/// The text of an article, cut into its paragraphs.
///
/// # Errors
/// When it can't be read.
pub(super) fn read_article(path: &Path) -> Result<Article> {
    let text = read_file(path).with_context(|| format!("could not read the article's text in `{}`", path.display()))?;
    Ok(Article::new(&path.to_string_lossy(), &text))
}

/// Writes why a base can't be used.
///
/// # Errors
/// When `out` takes no more.
pub fn explain(findings: &[Finding], colors: Colors, out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|found| writeln!(out, "{}", finding(found, colors)))
}
