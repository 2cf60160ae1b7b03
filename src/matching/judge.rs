//! One judgement over the evidence: a weighted sum through a logistic, fitted over many bases by
//! `citebot fit`. Its weights are data: `judgement.toml` beside this file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Sign, Signal};
use super::gate::Question;
use super::weights::{ANSWERED_FROM, CONCERNED_FROM};
use crate::text::WordTable;

/// How far from its mean a signal counts, in standard deviations.
pub const MOST_DEVIATIONS: f32 = 3.0;

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

impl Judged {
    /// Whether it is sure enough to be said as the answer.
    pub fn is_enough(&self) -> bool {
        self.answers >= ANSWERED_FROM && self.concerns >= CONCERNED_FROM
    }
}

/// The weights of one logistic regression over standardised signals.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What is added whatever the evidence, in logits.
    pub bias: f32,
    /// The weight of each signal.
    pub terms: [Term; Signal::COUNT],
}

/// How one signal counts: `weight` logits for each standard deviation from its mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Term {
    /// Logits for a standard deviation.
    pub weight: f32,
    /// The signal's mean where it was fitted.
    pub mean: f32,
    /// Its standard deviation there; positive.
    pub deviation: f32,
}

impl Term {
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

    /// The word that speaks most against the fact, by index; only such as say something.
    pub fn doubt(&self, question: &Question, evidence: &Evidence) -> Option<usize> {
        let against = Signal::ALL.iter().filter_map(|(signal, ..)| {
            let word = evidence.word(*signal).filter(|at| question.words[*at].weight > 0.0)?;
            Some((word, self.answers.contribution(*signal, evidence))).filter(|(_, against)| *against < 0.0)
        });
        against.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(word, _)| word)
    }
}

/// A file of weights: a judgement with the word table, and one without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgements {
    /// Where meanings are compared.
    pub with_table: Judgement,
    /// Where they are not.
    pub without_table: Judgement,
}

/// The shape of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawJudgements {
    with_table: RawJudgement,
    without_table: RawJudgement,
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
        Ok(Self { with_table: judgement(raw.with_table)?, without_table: judgement(raw.without_table)? })
    }

    /// The judgement for a setting of the word table.
    pub fn of(&self, table: WordTable) -> &Judgement {
        match table {
            WordTable::Used => &self.with_table,
            WordTable::Unused => &self.without_table,
        }
    }
}

fn judgement(raw: RawJudgement) -> Result<Judgement, String> {
    Ok(Judgement { answers: weights(raw.answers)?, concerns: weights(raw.concerns)? })
}

fn weights(mut raw: RawWeights) -> Result<Weights, String> {
    let mut terms = [Term::default(); Signal::COUNT];
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
            return Err(format!("the weights of `{name}` are wrong: [{weight}, {mean}, {deviation}], a sign or no number"));
        }
        terms[signal as usize] = Term { weight, mean, deviation };
    }
    match raw.signals.keys().next() {
        Some(name) => Err(format!("`{name}` is no signal: fit the file anew with `citebot fit`")),
        None => Ok(Weights { bias: raw.bias, terms }),
    }
}

/// The text of a file of weights, without its heading.
pub fn written(judgements: &Judgements) -> String {
    let mut text = String::new();
    for (table, judgement) in [("with-table", &judgements.with_table), ("without-table", &judgements.without_table)] {
        for (name, weights) in [("answers", &judgement.answers), ("concerns", &judgement.concerns)] {
            text.push_str(&format!("\n[{table}.{name}]\nbias = {:?}\n\n[{table}.{name}.signals]\n", weights.bias));
            for (signal, name, _) in Signal::ALL {
                let Term { weight, mean, deviation } = weights.terms[signal as usize];
                text.push_str(&format!("{name} = [{weight:?}, {mean:?}, {deviation:?}]\n"));
            }
        }
    }
    text
}
