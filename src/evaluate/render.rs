//! Reports as people and as programs read them.

use std::fmt::Write;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Bin, Counts, Report};

/// What a run cost beside its questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Milliseconds until the first question could be asked.
    pub load_milliseconds: u64,
    /// The most memory that was taken, in KiB, where the system tells.
    pub peak_kibibytes: Option<u64>,
}

/// A report with the name of what it is on.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// A file's name, or what stands for all.
    pub name: String,
    /// Its report.
    pub report: Report,
}

/// A line of the table: a heading, or a figure of each report.
type TableLine = (&'static str, Option<fn(&Report) -> String>);

const LINES: [TableLine; 22] = [
    ("questions", None),
    ("  in scope", Some(|report| report.in_scope.n.to_string())),
    ("  out of scope (oos)", Some(|report| report.out_of_scope.n.to_string())),
    ("in scope, by rank alone", None),
    ("  right fact first", Some(|report| share(report.first, report.in_scope.n))),
    ("  right fact in the first three", Some(|report| share(report.third, report.in_scope.n))),
    ("  AUROC against oos", Some(|report| figure(report.auroc))),
    ("  right with 90 % of oos refused", Some(|report| percent(report.right_where_refused))),
    ("in scope, by what was said", None),
    ("  right", Some(|report| share(report.in_scope.right, report.in_scope.n))),
    ("  told as the nearest", Some(|report| share(report.in_scope.told, report.in_scope.n))),
    ("  offered", Some(|report| share(report.in_scope.offered, report.in_scope.n))),
    ("  silent", Some(|report| share(report.in_scope.silent, report.in_scope.n))),
    ("  misled: another told as the nearest", Some(|report| share(report.in_scope.misled, report.in_scope.n))),
    ("  wrong", Some(|report| share(report.in_scope.wrong, report.in_scope.n))),
    ("  denied: said not to be told", Some(|report| share(report.in_scope.denied, report.in_scope.n))),
    ("out of scope", None),
    ("  answered wrongly", Some(|report| share(report.out_of_scope.wrong, report.out_of_scope.n))),
    ("  told something nearest", Some(|report| share(report.out_of_scope.told, report.out_of_scope.n))),
    ("microseconds a question", None),
    ("  median", Some(|report| whole(report.median))),
    ("  99th percentile", Some(|report| whole(report.percentile_99))),
];

/// The reports side by side, then confidence and kinds of the last, which is on everything.
pub fn text(reports: &[Named], cost: Cost) -> String {
    let mut rows = vec![(String::new(), reports.iter().map(|named| named.name.clone()).collect())];
    for (label, figure) in LINES {
        let figures = figure.map(|figure| reports.iter().map(|named| figure(&named.report)).collect());
        rows.push((label.to_string(), figures.unwrap_or_default()));
    }
    let mut text = table(&rows);
    if let Some(all) = reports.last() {
        text += &confidence(&all.report);
        text += &kinds(&all.report);
    }
    let memory =
        cost.peak_kibibytes.map_or_else(String::new, |peak| format!(", {} MiB of memory at most", peak / 1024));
    let _ = writeln!(text, "\nready after {} ms{memory}", cost.load_milliseconds);
    text
}

fn confidence(report: &Report) -> String {
    if report.bins.is_empty() {
        return String::new();
    }
    let head = ["answers", "right"].map(str::to_string).to_vec();
    let mut rows = vec![("confidence said".to_string(), head)];
    for Bin { tenth, n, right } in &report.bins {
        rows.push((format!("  0.{tenth} to {}", upper(*tenth)), vec![n.to_string(), share(*right, *n)]));
    }
    let error = figure(report.calibration_error);
    rows.push(("  expected calibration error".to_string(), vec![String::new(), error]));
    format!("\n{}", table(&rows))
}

fn upper(tenth: usize) -> String {
    if tenth == 9 { "1.0".to_string() } else { format!("0.{}", tenth + 1) }
}

fn kinds(report: &Report) -> String {
    let mut text = String::new();
    for (in_scope, title) in [(true, "in scope, by kind"), (false, "out of scope, by kind")] {
        let head =
            ["n", "right", "told", "offered", "silent", "misled", "wrong", "denied"].map(str::to_string).to_vec();
        let mut rows = vec![(title.to_string(), head)];
        for row in report.kinds.iter().filter(|row| row.in_scope == in_scope) {
            let Counts { n, right, told, offered, silent, misled, wrong, denied } = row.counts;
            let shares = [right, told, offered, silent, misled, wrong, denied].map(|count| share(count, n));
            rows.push((format!("  {}", row.kind), std::iter::once(n.to_string()).chain(shares).collect()));
        }
        if rows.len() > 1 {
            let _ = write!(text, "\n{}", table(&rows));
        }
    }
    text
}

/// Labels on the left, figures in columns on the right.
fn table(rows: &[(String, Vec<String>)]) -> String {
    let label = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|(_, cells)| Some(cells.get(column)?.width())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (name, cells) in rows {
        let mut line = format!("{name}{}", " ".repeat(label - name.width()));
        for (cell, width) in cells.iter().zip(&widths) {
            line += &" ".repeat(2 + width - cell.width());
            line += cell;
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn share(part: usize, all: usize) -> String {
    percent((all > 0).then(|| part as f64 / all as f64))
}

fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_string(), |share| format!("{:.1} %", share * 100.0))
}

fn figure(figure: Option<f64>) -> String {
    figure.map_or("–".to_string(), |figure| format!("{figure:.3}"))
}

fn whole(figure: Option<u64>) -> String {
    figure.map_or("–".to_string(), |figure| figure.to_string())
}

#[derive(Serialize)]
struct RawRun<'a> {
    files: Vec<RawReport<'a>>,
    total: RawReport<'a>,
    load_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    peak_memory_kib: Option<u64>,
}

#[derive(Serialize)]
struct RawReport<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    in_scope: RawCounts,
    out_of_scope: RawCounts,
    top1: Option<f64>,
    top3: Option<f64>,
    auroc: Option<f64>,
    right_at_90_refused: Option<f64>,
    kinds: Vec<RawKind<'a>>,
    calibration: Vec<RawBin>,
    calibration_error: Option<f64>,
    median_us: Option<u64>,
    p99_us: Option<u64>,
}

#[derive(Serialize)]
struct RawCounts {
    n: usize,
    right: usize,
    told: usize,
    offered: usize,
    silent: usize,
    misled: usize,
    wrong: usize,
    denied: usize,
}

#[derive(Serialize)]
struct RawKind<'a> {
    kind: &'a str,
    in_scope: bool,
    #[serde(flatten)]
    counts: RawCounts,
}

#[derive(Serialize)]
struct RawBin {
    from: f64,
    to: f64,
    n: usize,
    right: usize,
}

/// All reports as one JSON object on one line: of each file, and of everything.
pub fn json(files: &[Named], total: &Report, cost: Cost) -> String {
    let run = RawRun {
        files: files.iter().map(|named| raw(Some(&named.name), &named.report)).collect(),
        total: raw(None, total),
        load_ms: cost.load_milliseconds,
        peak_memory_kib: cost.peak_kibibytes,
    };
    // Texts and numbers alone: nothing here can fail to be written.
    serde_json::to_string(&run).unwrap_or_default()
}

fn raw<'a>(file: Option<&'a str>, report: &'a Report) -> RawReport<'a> {
    let of_all =
        |part: usize| (report.in_scope.n > 0).then(|| rounded(part as f64 / report.in_scope.n as f64 * 100.0, 10.0));
    RawReport {
        file,
        in_scope: raw_counts(report.in_scope),
        out_of_scope: raw_counts(report.out_of_scope),
        top1: of_all(report.first),
        top3: of_all(report.third),
        auroc: report.auroc.map(|figure| rounded(figure, 1000.0)),
        right_at_90_refused: report.right_where_refused.map(|share| rounded(share * 100.0, 10.0)),
        kinds: report
            .kinds
            .iter()
            .map(|row| RawKind { kind: &row.kind, in_scope: row.in_scope, counts: raw_counts(row.counts) })
            .collect(),
        calibration: report.bins.iter().map(raw_bin).collect(),
        calibration_error: report.calibration_error.map(|figure| rounded(figure, 1000.0)),
        median_us: report.median,
        p99_us: report.percentile_99,
    }
}

fn raw_counts(counts: Counts) -> RawCounts {
    let Counts { n, right, told, offered, silent, misled, wrong, denied } = counts;
    RawCounts { n, right, told, offered, silent, misled, wrong, denied }
}

fn raw_bin(bin: &Bin) -> RawBin {
    let tenth = |tenth: usize| rounded(tenth as f64 / 10.0, 10.0);
    RawBin { from: tenth(bin.tenth), to: tenth(bin.tenth + 1), n: bin.n, right: bin.right }
}

fn rounded(figure: f64, to: f64) -> f64 {
    (figure * to).round() / to
}
