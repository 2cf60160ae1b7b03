//! Bases with questions whose writers had not seen the base: what the judgement is fitted on, and how it does on a base
//! that was left out of the fit.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Counts, EvidenceRow, Example, Graded, MADE, fit_some};
use crate::matching::{ByMaking, Judgement, Judgements, Making, Signal, Weights};

/// A base's evidence, with the word table and without.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// How the base was made.
    pub making: Making,
    /// Where meanings are compared.
    pub with_table: Vec<EvidenceRow>,
    /// Where they are not.
    pub without_table: Vec<EvidenceRow>,
}

/// How much a question counts that has nothing to do with the base: there are as many of them as anybody likes.
const FOREIGN_WEIGHT: f64 = 0.05;
/// The same in the judgement that tells them from the base's own: as much as 300 of weight 1.
const FOREIGN_WEIGHT_IN_CONCERNS: f64 = 0.4;
/// How much a near miss counts that is made of a phrasing: people ask few of them.
const MADE_WEIGHT: f64 = 0.5;

/// Fits both judgements, each with and without the word table, on the rows of some bases.
pub fn fit_all<'a>(bases: &(impl Iterator<Item = &'a Rows> + Clone)) -> Judgements {
    let one = |rows: &dyn Fn(&'a Rows) -> &'a [EvidenceRow], making: Making| {
        let bases: Vec<&[EvidenceRow]> = bases.clone().filter(|base| base.making == making).map(rows).collect();
        Judgement { answers: answers(&bases, making), concerns: concerns(&bases, making) }
    };
    let of = |rows: &dyn Fn(&'a Rows) -> &'a [EvidenceRow]| ByMaking {
        curated: one(rows, Making::Curated),
        drafted: one(rows, Making::Drafted),
        bare: one(rows, Making::Bare),
    };
    Judgements { with_table: of(&|rows| &rows.with_table), without_table: of(&|rows| &rows.without_table) }
}

/// Does the fact that ranks first answer the question?
fn answers(bases: &[&[EvidenceRow]], making: Making) -> Weights {
    let weight = |row: &EvidenceRow| match (row.in_scope, row.kind.as_str()) {
        (false, FOREIGN) => FOREIGN_WEIGHT,
        (false, MADE) => MADE_WEIGHT,
        (true | false, _) => 1.0,
    };
    let examples = alike(bases).flat_map(|(rows, share)| {
        // A question for two things is answered by two facts: neither of them is right or wrong.
        let rows = rows.iter().filter(|row| row.kind != "compound");
        rows.map(move |row| example(row, row.right, weight(row) * share))
    });
    fit_some(&examples.collect::<Vec<_>>(), counts(making))
}

/// The rows of each base with what each of them counts, so that a base counts as much as another,
/// however many questions it has: a new base is like none of them more than like another.
fn alike<'a>(bases: &[&'a [EvidenceRow]]) -> impl Iterator<Item = (&'a [EvidenceRow], f64)> {
    let asked =
        |rows: &[EvidenceRow]| rows.iter().filter(|row| row.kind != MADE && row.kind != FOREIGN).count().max(1) as f64;
    let mean = bases.iter().map(|rows| asked(rows)).sum::<f64>() / bases.len().max(1) as f64;
    bases.iter().map(move |rows| (*rows, mean / asked(rows)))
}

/// Is the question about what the base is about? Near misses are, and are left out: what matters is
/// to tell what has an answer from what is foreign.
fn concerns(bases: &[&[EvidenceRow]], making: Making) -> Weights {
    let is_foreign = |row: &EvidenceRow| !row.in_scope && !matches!(row.kind.as_str(), "near" | "followup" | MADE);
    let rows = bases.iter().copied().flatten().filter(|row| row.right || is_foreign(row));
    let weight = |row: &EvidenceRow| if row.kind == FOREIGN { FOREIGN_WEIGHT_IN_CONCERNS } else { 1.0 };
    fit_some(&rows.map(|row| example(row, row.right, weight(row))).collect::<Vec<_>>(), counts(making))
}

/// The signals that count: in a bare base the ranking alone.
fn counts(making: Making) -> impl Fn(Signal) -> bool {
    move |signal| making != Making::Bare || signal == Signal::Chance
}

/// The kind of questions that have nothing to do with any base.
pub const FOREIGN: &str = "foreign";

fn example(row: &EvidenceRow, holds: bool, weight: f64) -> Example<'_> {
    // The readings of one question count as much as another question's only one.
    Example { values: row.evidence.values(), holds, weight: weight / row.readings as f64 }
}

/// What judged questions of one base come to, in the columns that are compared between bases.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shares {
    /// In percent of those that have an answer: right, told, offered, silent, misled, wrong, denied.
    pub answerable: [f64; 7],
    /// In percent of near misses and follow-ups without an answer: answered, told something nearest.
    pub near: [f64; 2],
    /// The same of other questions without an answer.
    pub other: [f64; 2],
    /// The same of foreign ones.
    pub foreign: [f64; 2],
}

/// The names of the columns of [`Shares`].
pub const COLUMNS: [&str; 13] = [
    "right", "told", "offered", "silent", "misled", "wrong", "denied", "near", "hinted", "other", "told", "foreign",
    "told",
];

impl Shares {
    /// Of judged questions.
    pub fn of(judged: &[Graded]) -> Self {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        let kind = |one: &Graded| one.kind.clone().unwrap_or_default();
        let is_near = |one: &&Graded| matches!(kind(one).as_str(), "near" | "followup");
        let is_foreign = |one: &&Graded| kind(one) == FOREIGN;
        let within = Counts::of(judged.iter().filter(|one| one.in_scope));
        let without = || judged.iter().filter(|one| !one.in_scope);
        let pair = |counts: Counts| [share(counts.wrong, counts.n), share(counts.told, counts.n)];
        let Counts { n, right, told, offered, silent, misled, wrong, denied } = within;
        Self {
            answerable: [right, told, offered, silent, misled, wrong, denied].map(|part| share(part, n)),
            near: pair(Counts::of(without().filter(is_near))),
            other: pair(Counts::of(without().filter(|one| !is_near(one) && !is_foreign(one)))),
            foreign: pair(Counts::of(without().filter(is_foreign))),
        }
    }

    /// All columns in the order of [`COLUMNS`].
    pub fn columns(&self) -> [f64; 13] {
        let mut columns = [0.0; 13];
        let all = self.answerable.iter().chain(&self.near).chain(&self.other).chain(&self.foreign);
        for (column, share) in columns.iter_mut().zip(all) {
            *column = *share;
        }
        columns
    }
}

/// A table: one line a base, and their mean.
pub fn table(rows: &[(String, usize, Shares)]) -> String {
    let mut text = format!("{:<12}{:>6}", "base", "n");
    for column in COLUMNS {
        let _ = write!(text, "{column:>9}");
    }
    let mut mean = [0.0; 13];
    for (_, _, shares) in rows {
        for (sum, share) in mean.iter_mut().zip(shares.columns()) {
            *sum += share / rows.len() as f64;
        }
    }
    let line = |name: &str, n: usize, columns: [f64; 13]| {
        let mut line = format!("\n{name:<12}{n:>6}");
        for share in columns {
            let _ = write!(line, "{share:>9.1}");
        }
        line
    };
    for (name, n, shares) in rows {
        text.push_str(&line(name, *n, shares.columns()));
    }
    text.push_str(&line("mean", rows.iter().map(|(_, n, _)| n).sum(), mean));
    text.push('\n');
    text
}

/// Outcomes by kind over all bases, those with an answer first.
pub fn by_kind(judged: &[Graded]) -> String {
    let mut kinds: BTreeMap<(bool, &str), Vec<&Graded>> = BTreeMap::new();
    for one in judged {
        kinds.entry((!one.in_scope, one.kind.as_deref().unwrap_or_default())).or_default().push(one);
    }
    let head = ["n", "right", "told", "offered", "silent", "misled", "wrong", "denied"];
    let mut text = format!("{:<28}", "kind");
    for column in head {
        let _ = write!(text, "{column:>9}");
    }
    for ((unanswerable, kind), judged) in kinds {
        let Counts { n, right, told, offered, silent, misled, wrong, denied } = Counts::of(judged.into_iter());
        let name = if unanswerable { format!("no answer: {kind}") } else { kind.to_string() };
        let _ = write!(text, "\n{name:<28}{n:>9}");
        for part in [right, told, offered, silent, misled, wrong, denied] {
            let _ = write!(text, "{:>9.1}", 100.0 * part as f64 / n as f64);
        }
    }
    text.push('\n');
    text
}

/// The reliability table: how often the first fact does answer, by the probability that was said, in tenths.
/// Each base counts alike, as in the fit.
pub fn reliability(bases: &[Vec<Graded>]) -> String {
    let mut tenths = [Tenth::default(); 10];
    for judged in bases {
        let asked = || judged.iter().filter(|one| one.kind.as_deref() != Some(FOREIGN));
        let said: Vec<(f32, bool)> = asked().filter_map(|one| one.first_answers).collect();
        let share = 1.0 / said.len().max(1) as f64;
        for (probability, right) in said {
            tenths[super::measures::tenth(probability)].note(f64::from(probability), right, share);
        }
    }
    let mut text = format!("{:<16}{:>9}{:>9}{:>9}", "said to answer", "n", "said", "true");
    for (at, tenth) in tenths.iter().enumerate().filter(|(_, tenth)| tenth.n > 0) {
        let of = |part: f64| 100.0 * part / tenth.weight;
        let name = format!("0.{at} to {:.1}", (at + 1) as f64 / 10.0);
        let _ = write!(text, "\n{name:<16}{:>9}{:>9.1}{:>9.1}", tenth.n, of(tenth.said), of(tenth.came_true));
    }
    text.push('\n');
    text
}

/// The questions that were said to be answered with a probability within one tenth.
#[derive(Debug, Clone, Copy, Default)]
struct Tenth {
    n: usize,
    weight: f64,
    said: f64,
    came_true: f64,
}

impl Tenth {
    fn note(&mut self, probability: f64, right: bool, weight: f64) {
        self.n += 1;
        self.weight += weight;
        self.said += weight * probability;
        self.came_true += if right { weight } else { 0.0 };
    }
}
