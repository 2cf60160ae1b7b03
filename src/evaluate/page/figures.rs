//! The figures of a report: what the page shows, and what `report.json` holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Change;
use crate::evaluate::Grade;
use crate::facts::Base;
use crate::text::{Language, PerLanguage};

/// The form of the figures: a report of another form can't be compared with.
pub const VERSION: u32 = 1;

/// All figures of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// See [`VERSION`].
    pub version: u32,
    /// What was asked.
    pub base: About,
    /// Whether the questions are those that the base brings along.
    pub is_own: bool,
    /// Where the questions come from.
    pub sets: Vec<SetCounts>,
    /// The shares that matter most.
    pub shares: Vec<Share>,
    /// How risk grows with coverage, over all questions and over those that have an answer.
    pub curves: Vec<Curve>,
    /// The reliability diagram: how often answers were right, by tenths of confidence.
    pub reliability: Vec<Reliability>,
    /// Expected calibration error.
    pub calibration_error: Option<f64>,
    /// What questions came to, by kind.
    pub kinds: Vec<KindCounts>,
    /// Which facts were said in the place of which, the most frequent first.
    pub confusions: Vec<Confusion>,
    /// The worst questions.
    pub worst: Vec<Fault>,
    /// What became of an earlier report's figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Every question with its verdict, for the next report to compare with.
    pub questions: Vec<QuestionGrade>,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What the bot is called.
    pub name: String,
    /// What it answers from.
    pub subject: String,
    /// Its facts.
    pub facts: usize,
    /// Its gaps.
    pub gaps: usize,
    /// The ways to ask for them.
    pub phrasings: usize,
}

impl About {
    /// What there is to say of a base.
    pub fn of(base: &Base) -> Self {
        let asks = base.facts.iter().map(|fact| &fact.ask).chain(base.gaps.iter().map(|gap| &gap.ask));
        Self {
            name: base.settings.name.clone().unwrap_or_else(|| "citebot".to_string()),
            subject: base.subject(Language::English),
            facts: base.facts.len(),
            gaps: base.gaps.len(),
            phrasings: asks.flat_map(PerLanguage::iter).map(|(_, ask)| ask.len()).sum(),
        }
    }
}

/// How many questions a set has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetCounts {
    /// Its name.
    pub name: String,
    /// Those that have an answer.
    pub in_scope: usize,
    /// How many of these were answered right.
    pub right: usize,
    /// Those that have none.
    pub out_of_scope: usize,
    /// How many of these were answered all the same.
    pub answered: usize,
}

/// A share of the questions in scope or out of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Whether it is of those that have an answer.
    pub in_scope: bool,
    /// What is counted.
    pub name: String,
    /// How many there are.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// With 95 % confidence, the share lies no lower; told where more is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// With 95 % confidence, the share lies no higher; told where less is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

impl Share {
    /// The share of one; none of nothing.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }
}

/// Risk against coverage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// Whether it is over those that have an answer alone.
    pub in_scope: bool,
    /// The questions.
    pub of: usize,
    /// How many of them were answered.
    pub answered: usize,
    /// How many of the answers were wrong.
    pub wrong: usize,
    /// What would be if everything were answered that is so sure, the surest first.
    pub points: Vec<Point>,
}

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The least confidence that is answered.
    pub confidence: f64,
    /// The share of questions that are.
    pub coverage: f64,
    /// The share of the answers that is wrong.
    pub risk: f64,
}

/// Questions about whose first fact the base was about equally sure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reliability {
    /// The tenth of confidence, from 0 to 9.
    pub tenth: usize,
    /// How many questions there are.
    pub n: usize,
    /// How many of them it was right about.
    pub right: usize,
    /// The mean confidence.
    pub said: f64,
}

/// What questions of one kind came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindCounts {
    /// The kind; none for questions without one.
    pub kind: Option<String>,
    /// Whether they have an answer.
    pub in_scope: bool,
    /// How many there are.
    pub n: usize,
    /// How many came to each verdict that any came to.
    pub verdicts: BTreeMap<Grade, usize>,
}

impl KindCounts {
    /// How many came to a verdict.
    pub fn of(&self, verdict: Grade) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or(0)
    }
}

/// A fact that was said in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confusion {
    /// What was wanted; none where nothing answers the question.
    pub wanted: Option<String>,
    /// What was said.
    pub said: String,
    /// How often.
    pub n: usize,
    /// One of the questions.
    pub example: String,
}

/// A question that went wrong, with how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What was asked.
    pub question: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Facts any of which would have been right.
    pub wanted: Vec<String>,
    /// What was said.
    pub said: Vec<String>,
    /// What was replied.
    pub reply: String,
    /// How it was judged.
    pub verdict: Grade,
    /// How sure the base was.
    pub confidence: f64,
    /// How it came about, a line each.
    pub why: Vec<String>,
}

/// A question with its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionGrade {
    /// What its file calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What was asked.
    pub q: String,
    /// How it was judged.
    pub verdict: Grade,
}

impl Figures {
    /// How many questions have an answer.
    pub fn in_scope(&self) -> usize {
        self.sets.iter().map(|set| set.in_scope).sum()
    }

    /// How many have none.
    pub fn out_of_scope(&self) -> usize {
        self.sets.iter().map(|set| set.out_of_scope).sum()
    }
}
