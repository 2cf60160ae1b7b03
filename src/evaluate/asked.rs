//! A judged question with the texts that a reader of a report needs.

use super::judge::fits;
use super::{Grade, Graded, Question, Wanted};
use crate::conversation::Turn;
use crate::facts::{Base, FactId};
use crate::matching::Prepared;
use crate::reply::{reply, why};
use crate::text::Language;

/// The most facts that are named where any of several is wanted.
const MOST_WANTED: usize = 3;

/// A question, what was wanted, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedQuestion {
    /// What was asked.
    pub text: String,
    /// The ids of facts any of which would have been right; the first ones.
    pub wanted: Vec<String>,
    /// The ids of the facts that were said, or of the one that was told as the nearest.
    pub said: Vec<String>,
    /// What was replied.
    pub reply: String,
    /// How it came to that, as `:why` tells it; only where it was a fault.
    pub why: Vec<String>,
    /// How it was judged.
    pub judged: Graded,
}

/// Questions that stand in one file, or were made in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The file's name, or what they are.
    pub name: String,
    /// The questions, in their order.
    pub asked: Vec<AskedQuestion>,
}

impl AskedQuestion {
    /// What a question came to.
    pub fn of(prepared: &Prepared, question: &Question, turn: &Turn, judged: Graded) -> Self {
        let base = prepared.base();
        let id = |fact: &FactId| base.fact(*fact).id.text.clone();
        let is_fault = judged.is_fault();
        Self {
            text: question.text.clone(),
            wanted: if is_fault {
                wanted(base, &question.wanted, turn.language).iter().map(id).collect()
            } else {
                Vec::new()
            },
            said: judged.facts.iter().map(id).collect(),
            reply: if is_fault { reply(base, turn).text } else { String::new() },
            why: if is_fault { why::lines(prepared, turn) } else { Vec::new() },
            judged,
        }
    }
}

impl Graded {
    /// Whether the right fact was neither said nor told, or something was said that is not right.
    pub fn is_fault(&self) -> bool {
        match self.verdict {
            Grade::Right | Grade::Told => self.denied,
            Grade::Offered | Grade::Silent | Grade::Misled | Grade::Wrong => true,
        }
    }

    /// Whether the fact that it was surest of was the right one.
    pub fn is_right_in_confidence(&self) -> bool {
        if self.said.is_some() { self.verdict == Grade::Right } else { self.first }
    }
}

/// The facts any of which is wanted. A pattern that takes too long on a fact's answer does not want it.
fn wanted(base: &Base, wanted: &Wanted, language: Language) -> Vec<FactId> {
    let is_wanted = |fact: &FactId| fits(base, wanted, &[*fact], language).unwrap_or(false);
    match wanted {
        Wanted::Nothing | Wanted::Other(_) => Vec::new(),
        Wanted::Fact(fact) => vec![*fact],
        Wanted::Text { .. } => base.fact_ids().filter(is_wanted).take(MOST_WANTED).collect(),
    }
}
