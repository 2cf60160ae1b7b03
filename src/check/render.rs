//! Findings as people and as programs read them.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Checked, Report, Since};
use crate::findings::{Finding, Rule, Severity};
use crate::shown::shown;

/// Whether a text may hold colours. Meaning never depends on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// For a terminal.
    On,
    /// For pipes and files.
    Off,
}

/// The most characters under which carets stand: a whole answer would fill the screen with them.
const MOST_MARKED: usize = 60;

/// A finding with its place, the line with a caret under what is marked, and a hint; it ends with an
/// empty line.
pub fn finding(finding: &Finding, colors: Colors) -> String {
    let renderer = match colors {
        Colors::On => Renderer::styled(),
        Colors::Off => Renderer::plain(),
    };
    let raw = finding.place.line_text();
    let (number, column) = finding.place.line_column();
    let start = raw.char_indices().nth(column - 1).map_or(raw.len(), |(at, _)| at);
    // A place without length, such as the end of a file, gets a caret as well.
    let marked: usize = finding.place.marked().chars().take(MOST_MARKED).map(char::len_utf8).sum();
    let end = raw.len().min(start + marked);
    // What is hidden is named, and takes more room then.
    let (line, start, end) = (shown(raw), shown(&raw[..start]).len(), shown(&raw[..end]).len());
    let name = shown(&finding.place.file.name);
    let snippet =
        Snippet::source(&*line).line_start(number).path(&*name).annotation(AnnotationKind::Primary.span(start..end));
    let level = match finding.rule.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (message, hint) = (shown(&finding.message), finding.hint.as_deref().map(shown));
    let mut group = level.primary_title(&*message).id(finding.rule.name()).element(snippet);
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.with_name("hint").message(&**hint));
    }
    format!("{}\n", renderer.render(&[group]))
}

/// How many findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of them.
    All,
    /// All errors, and of each rule the first warnings.
    First,
}

/// How many warnings of one rule are shown, unless all are asked for.
const MOST_OF_A_RULE: usize = 3;

/// How many errors of one rule are shown, unless all are asked for.
const MOST_ERRORS_OF_A_RULE: usize = 20;

/// The first errors and then the first warnings of each rule, or all of them, and one line that says how many there are
/// and what was checked.
pub fn text(report: &Report, extent: Extent, colors: Colors) -> String {
    let mut by_rule: BTreeMap<(Severity, Rule), Vec<&Finding>> = BTreeMap::new();
    let mut parts: Vec<String> = Vec::new();
    for found in &report.findings {
        by_rule.entry((found.rule.severity(), found.rule)).or_default().push(found);
    }
    // Errors stand in the order of the files, whatever their rules.
    let is_shown = |found: &Finding, rank: usize| rank < most(found.rule.severity(), extent);
    let mut seen: BTreeMap<Rule, usize> = BTreeMap::new();
    for found in report.findings.iter().filter(|found| found.rule.severity() == Severity::Error) {
        let rank = seen.entry(found.rule).or_default();
        if is_shown(found, *rank) {
            parts.push(finding(found, colors));
        }
        *rank += 1;
    }
    for ((severity, rule), found) in by_rule {
        let most = most(severity, extent);
        if severity == Severity::Warning {
            parts.extend(found.iter().take(most).map(|found| finding(found, colors)));
        }
        let more = found.len().saturating_sub(most);
        if more > 0 {
            parts.push(format!("and {more} more of `{}`: `citebot check --all` shows them\n", rule.name()));
        }
    }
    parts.push(format!("{report}\n"));
    parts.join("\n")
}

fn most(severity: Severity, extent: Extent) -> usize {
    match (extent, severity) {
        (Extent::All, _) => usize::MAX,
        (Extent::First, Severity::Error) => MOST_ERRORS_OF_A_RULE,
        (Extent::First, Severity::Warning) => MOST_OF_A_RULE,
    }
}

/// The most new findings that are named: more than these come of one fault.
const MOST_NEW: usize = 5;

/// How the findings differ from those of the last check: nothing where they are the same.
pub fn since(since: &Since<'_>) -> String {
    if since.new.is_empty() && since.gone == 0 {
        return String::new();
    }
    let named = since.new.iter().take(MOST_NEW).map(|found| {
        let (line, column) = found.place.line_column();
        format!("  {}:{line}:{column}: {} [{}]\n", found.place.file.name, found.message, found.rule.name())
    });
    let more = if since.new.len() > MOST_NEW { "  …\n" } else { "" };
    format!("since the last check: {} new, {} gone\n{}{more}", since.new.len(), since.gone, named.collect::<String>())
}

#[derive(Serialize)]
struct RawReport<'a> {
    sound: bool,
    checked: RawCounts,
    findings: Vec<RawFinding<'a>>,
}

#[derive(Serialize)]
struct RawCounts {
    files: usize,
    facts: usize,
    drafts: usize,
    gaps: usize,
    small_talk: usize,
    phrasings: usize,
}

#[derive(Serialize)]
struct RawFinding<'a> {
    severity: &'static str,
    rule: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    hint: Option<&'a str>,
}

/// A report as one JSON object on one line.
pub fn json(report: &Report) -> String {
    let Checked { files, facts, drafts, gaps, small_talk, phrasings } = report.counts;
    let raw = RawReport {
        sound: report.is_sound(),
        checked: RawCounts { files, facts, drafts, gaps, small_talk, phrasings },
        findings: report.findings.iter().map(raw_finding).collect(),
    };
    // Texts and numbers alone: nothing here can fail to be written.
    serde_json::to_string(&raw).unwrap_or_default()
}

fn raw_finding(finding: &Finding) -> RawFinding<'_> {
    let (line, column) = finding.place.line_column();
    RawFinding {
        severity: match finding.rule.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        rule: finding.rule.name(),
        file: &finding.place.file.name,
        line,
        column,
        message: &finding.message,
        hint: finding.hint.as_deref(),
    }
}
