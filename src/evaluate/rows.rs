//! Evidence with what came true: what a judgement is fitted on.

use anyhow::Result;

use super::judge::fits;
use super::{Case, Wanted};
use crate::conversation::{Memory, readings};
use crate::facts::Base;
use crate::matching::{Entry, Evidence, Matcher};

/// One reading of one question, and whether the fact that ranks first answers it.
#[derive(Debug, Clone)]
pub struct Row {
    /// What the file calls the question.
    pub id: String,
    /// What sort of question it is.
    pub kind: String,
    /// Whether it has an answer.
    pub in_scope: bool,
    /// Whether the fact that ranks first is the right one.
    pub right: bool,
    /// The evidence for that fact.
    pub evidence: Evidence,
    /// How many readings of the question there are.
    pub readings: usize,
}

/// The rows of some cases. What a conversation leans on is the right fact of the turn before, whatever
/// would have been said, so that rows don't change with the weights that are fitted on them.
///
/// # Errors
/// When a pattern of a case takes too long.
pub fn rows(base: &Base, matcher: &Matcher, cases: &[Case]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for case in cases {
        let mut memory = Memory::default();
        for question in &case.turns {
            let (language, read) = readings(base, matcher, &memory, &question.text);
            let count = read.len();
            let mut right_fact = None;
            for (reading, candidates) in &read {
                let Some(evidence) = matcher.evidence(&reading.question, candidates, language, &reading.context) else {
                    continue;
                };
                let facts = candidates.iter().filter_map(|candidate| match candidate.entry {
                    Entry::Fact(index) => Some(index),
                    Entry::Gap(_) | Entry::SmallTalk(_) => None,
                });
                let mut right = false;
                for (place, fact) in facts.enumerate() {
                    let is_right = fits(base, &question.wanted, &[fact], language)?;
                    right |= is_right && place == 0;
                    if is_right && right_fact.is_none() {
                        right_fact = Some(fact);
                    }
                }
                rows.push(Row {
                    id: question.id.clone().unwrap_or_else(|| question.line.to_string()),
                    kind: question.kind.clone().unwrap_or_default(),
                    in_scope: !matches!(question.wanted, Wanted::Nothing),
                    right,
                    evidence,
                    readings: count,
                });
            }
            if right_fact.is_some() {
                let kinds = &read[0].0.question.asked.kinds;
                memory = Memory::after(right_fact, kinds, language);
            }
        }
    }
    Ok(rows)
}
