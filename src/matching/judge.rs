//! One judgement over the evidence: a weighted sum through a logistic, fitted over many bases by
//! `citebot fit`. Its weights are data: `judgement.toml` beside this file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Sign, Signal};
use super::weights::{
    ANSWERED_FROM, ANSWERED_FROM_IF_BARE, ANSWERED_FROM_IF_DRAFTED, CONCERNED_FROM, LESS_CARE, MORE_CARE, NEAREST_FROM,
    SURELY_CONCERNED_FROM,
};
use crate::facts::Care;
use crate::text::WordTable;

/// How far from its mean a signal counts, in standard deviations.
pub const MOST_DEVIATIONS: f32 = 6.0;

/// How a base was made, which the weights and thresholds go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Making {
    /// Somebody wrote it.
    #[default]
    Curated,
    /// Most of its facts are drafts, made of a text by rules.
    Drafted,
    /// It holds phrasings and nothing else, as an import of questions with labels does: what a fact tells
    /// is not known there, so nothing but the ranking is evidence.
    Bare,
}

/// What is judged of the fact that ranks first.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// How likely it answers the question, from 0 to 1.
    pub answers: f32,
    /// How likely the question is about what the base is about, from 0 to 1.
    pub concerns: f32,
    /// What it was judged by.
    pub evidence: Evidence,
}

/// The weights of one logistic regression over standardised signals.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What is added whatever the evidence, in logits.
    pub bias: f32,
    /// The weight of each signal.
    pub terms: [SignalWeight; Signal::COUNT],
}

/// How one signal counts: `weight` logits for each standard deviation from its mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SignalWeight {
    /// Logits for a standard deviation.
    pub weight: f32,
    /// The signal's mean where it was fitted.
    pub mean: f32,
    /// Its standard deviation there; positive.
    pub deviation: f32,
}

impl SignalWeight {
    /// The signal's distance from its mean in standard deviations, cut at [`MOST_DEVIATIONS`].
    pub fn standardised(&self, value: f32) -> f32 {
        if self.deviation > 0.0 {
            ((value - self.mean) / self.deviation).clamp(-MOST_DEVIATIONS, MOST_DEVIATIONS)
        } else {
            0.0
        }
    }
}

impl Weights {
    /// What a signal adds, in logits.
    pub fn contribution(&self, signal: Signal, evidence: &Evidence) -> f32 {
        let term = &self.terms[signal as usize];
        term.weight * term.standardised(evidence.value(signal))
    }

    /// The probability, from 0 to 1.
    pub fn probability(&self, evidence: &Evidence) -> f32 {
        self.probability_without(evidence, |_| false)
    }

    /// The probability if the signals that are `left_out` were at their means.
    pub fn probability_without(&self, evidence: &Evidence, left_out: impl Fn(Signal) -> bool) -> f32 {
        let counted = Signal::ALL.iter().filter(|(signal, ..)| !left_out(*signal));
        let sum: f32 = counted.map(|(signal, ..)| self.contribution(*signal, evidence)).sum();
        1.0 / (1.0 + libm::expf(-(self.bias + sum)))
    }
}

/// From which probabilities on what is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From this probability on, that the fact answers, it is given as the answer.
    pub answered: f32,
    /// From this probability on, it is told as the nearest that comes.
    pub nearest: f32,
    /// The least probability that the question is about what the base is about.
    pub concerned: f32,
    /// The same for an answer.
    pub surely_concerned: f32,
}

impl Thresholds {
    /// Those in use. A bare base has no near misses that look like its facts' own words, and nobody is
    /// told anything untrue by a stand-in: there the likelier side decides.
    pub fn of(making: Making, care: Care) -> Self {
        let (answered, surely_concerned) = match making {
            Making::Curated => (ANSWERED_FROM, SURELY_CONCERNED_FROM),
            Making::Drafted => (ANSWERED_FROM_IF_DRAFTED, CONCERNED_FROM),
            Making::Bare => (ANSWERED_FROM_IF_BARE, CONCERNED_FROM),
        };
        let answered = match care {
            Care::Careful => answered + MORE_CARE,
            Care::Balanced => answered,
            Care::Bold => answered - LESS_CARE,
        };
        Self { answered, nearest: NEAREST_FROM, concerned: CONCERNED_FROM, surely_concerned }
    }

    /// Whether the fact is sure enough to be said as the answer.
    pub fn is_enough(&self, judged: &Judged) -> bool {
        judged.answers >= self.answered && judged.concerns >= self.surely_concerned
    }

    /// Whether it is likely enough to be told as the nearest.
    pub fn is_near(&self, judged: &Judged) -> bool {
        judged.answers >= self.nearest && judged.concerns >= self.concerned
    }

    /// Other values of `answered` that are reported beside the one in use, so that the trade is seen.
    pub const WORKING_POINTS: [f32; 3] = [0.5, 0.6, 0.7];
}

/// Both judgements for one setting of the word table.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Does the fact answer the question?
    pub answers: Weights,
    /// Is the question about what the base is about?
    pub concerns: Weights,
}

impl Judgement {
    /// Judges the fact that the evidence is for.
    pub fn judge(&self, evidence: Evidence) -> Judged {
        let (answers, concerns) = (self.answers.probability(&evidence), self.concerns.probability(&evidence));
        Judged { answers, concerns, evidence }
    }

    /// The word that speaks most against the fact, by index: one of those that it can't account for.
    pub fn doubt(&self, evidence: &Evidence, is_open: impl Fn(usize) -> bool) -> Option<usize> {
        let against = Signal::ALL.iter().filter_map(|(signal, ..)| {
            let word = evidence.word(*signal).filter(|at| is_open(*at))?;
            Some((word, self.answers.contribution(*signal, evidence))).filter(|(_, against)| *against < 0.0)
        });
        against.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(word, _)| word)
    }
}

/// A file of weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgements {
    /// Where meanings are compared.
    pub with_table: ByMaking,
    /// Where they are not.
    pub without_table: ByMaking,
}

/// A judgement for each way to make a base.
#[derive(Debug, Clone, PartialEq)]
pub struct ByMaking {
    /// See [`Making::Curated`].
    pub curated: Judgement,
    /// See [`Making::Drafted`].
    pub drafted: Judgement,
    /// See [`Making::Bare`].
    pub bare: Judgement,
}

/// The shape of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawJudgements {
    with_table: RawByMaking,
    without_table: RawByMaking,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawByMaking {
    curated: RawJudgement,
    drafted: RawJudgement,
    bare: RawJudgement,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawJudgement {
    answers: RawWeights,
    concerns: RawWeights,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWeights {
    bias: f32,
    /// Weight, mean and standard deviation of each signal.
    signals: BTreeMap<String, [f32; 3]>,
}

static SHIPPED: LazyLock<Judgements> = LazyLock::new(|| {
    Judgements::read(include_str!("judgement.toml")).expect("the weights are part of the program: a test reads them")
});

impl Judgements {
    /// The weights that are part of the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a file of weights.
    ///
    /// # Errors
    /// What is wrong with it, with its line where TOML tells it.
    pub fn read(text: &str) -> Result<Self, String> {
        let raw: RawJudgements = toml::from_str(text).map_err(|error| error.to_string())?;
        Ok(Self { with_table: by_making(raw.with_table)?, without_table: by_making(raw.without_table)? })
    }

    /// The judgement for a setting of the word table and the making of a base.
    pub fn of(&self, table: WordTable, making: Making) -> &Judgement {
        let by_making = match table {
            WordTable::Used => &self.with_table,
            WordTable::Unused => &self.without_table,
        };
        match making {
            Making::Curated => &by_making.curated,
            Making::Drafted => &by_making.drafted,
            Making::Bare => &by_making.bare,
        }
    }
}

fn by_making(raw: RawByMaking) -> Result<ByMaking, String> {
    Ok(ByMaking { curated: judgement(raw.curated)?, drafted: judgement(raw.drafted)?, bare: judgement(raw.bare)? })
}

fn judgement(raw: RawJudgement) -> Result<Judgement, String> {
    Ok(Judgement { answers: weights(raw.answers)?, concerns: weights(raw.concerns)? })
}

fn weights(mut raw: RawWeights) -> Result<Weights, String> {
    let mut terms = [SignalWeight::default(); Signal::COUNT];
    for (signal, name, sign) in Signal::ALL {
        let Some([weight, mean, deviation]) = raw.signals.remove(name) else {
            return Err(format!("the signal `{name}` has no weight: fit the file anew with `citebot fit`"));
        };
        let agrees = match sign {
            Sign::For => weight >= 0.0,
            Sign::Against => weight <= 0.0,
            Sign::Free => true,
        };
        if !agrees || ![weight, mean, deviation].iter().all(|value| value.is_finite()) || deviation < 0.0 {
            return Err(format!(
                "the weights of `{name}` are wrong: [{weight}, {mean}, {deviation}], a sign or no number"
            ));
        }
        terms[signal as usize] = SignalWeight { weight, mean, deviation };
    }
    match raw.signals.keys().next() {
        Some(name) => Err(format!("`{name}` is no signal: fit the file anew with `citebot fit`")),
        None => Ok(Weights { bias: raw.bias, terms }),
    }
}

/// The text of a file of weights, without its heading.
pub fn written(judgements: &Judgements) -> String {
    let mut text = String::new();
    let Judgements { with_table, without_table } = judgements;
    for (table, judgement) in [
        ("with-table.curated", &with_table.curated),
        ("with-table.drafted", &with_table.drafted),
        ("with-table.bare", &with_table.bare),
        ("without-table.curated", &without_table.curated),
        ("without-table.drafted", &without_table.drafted),
        ("without-table.bare", &without_table.bare),
    ] {
        for (name, weights) in [("answers", &judgement.answers), ("concerns", &judgement.concerns)] {
            let _ = write!(text, "\n[{table}.{name}]\nbias = {:?}\n\n[{table}.{name}.signals]\n", weights.bias);
            for (signal, name, _) in Signal::ALL {
                let SignalWeight { weight, mean, deviation } = weights.terms[signal as usize];
                let _ = writeln!(text, "{name} = [{weight:?}, {mean:?}, {deviation:?}]");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Judgements, written};

    const SHIPPED: &str = include_str!("judgement.toml");

    #[test]
    fn the_shipped_weights_are_read_and_written_alike() {
        let shipped = Judgements::read(SHIPPED).expect("the weights are sound");
        assert_eq!(Judgements::read(&written(&shipped)), Ok(shipped));
    }

    #[test]
    fn a_damaged_file_is_told_with_what_is_wrong() {
        let line = |name: &str| SHIPPED.lines().find(|line| line.starts_with(name)).expect("a signal");
        for (from, to, expected) in [
            (line("cover = "), "", "the signal `cover` has no weight"),
            (line("cover = "), "cover = [-1.0, 0.0, 1.0]", "the weights of `cover` are wrong"),
            (line("open-year = "), "open-year = [1.0, 0.0, 1.0]", "the weights of `open-year` are wrong"),
            (line("cover = "), "cover = [0.1, 0.0, -1.0]", "the weights of `cover` are wrong"),
            (line("cover = "), "cover = [inf, 0.0, 1.0]", "the weights of `cover` are wrong"),
            (line("cover = "), "cover = \"much\"", "invalid type"),
            (line("cover = "), "cover = [1.0, 0.0", "line"),
            (
                "[with-table.curated.answers.signals]",
                "[with-table.curated.answers.signals]\nluck = [1.0, 0.0, 1.0]",
                "`luck` is no signal",
            ),
            ("[with-table.curated.answers]", "[with-table.curated.replies]", "missing field"),
        ] {
            let damaged = SHIPPED.replacen(from, to, 1);
            let error = Judgements::read(&damaged).expect_err(expected);
            assert!(error.contains(expected), "{expected}: {error}");
        }
        assert!(Judgements::read("").is_err());
    }
}
