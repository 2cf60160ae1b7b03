//! Labelled evidence, which a judgement is fitted on.

use anyhow::Result;

use super::Case;
use super::judge::fits;
use super::variants::SEED;
use crate::conversation::{Memory, readings};
use crate::matching::{Entry, Evidence, Prepared};
use crate::variants::{Limits, Variant, variants};

/// One reading of one question, and whether the fact that ranks first answers it.
#[derive(Debug, Clone)]
pub struct EvidenceRow {
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

/// The kind of near misses that are made of a base's own phrasings.
pub const MADE: &str = "made";
/// How many near misses of a kind are made of each fact.
const MADE_OF_EACH: Limits = Limits { facts: 1000, each: 2 };

/// Rows of near misses that are made of a base's own phrasings: another year, place, branch, a "not".
/// People ask few of them, and all else in them speaks for the fact, so without them a fit would not
/// learn what one word can change.
pub fn made_rows(prepared: &Prepared) -> Vec<EvidenceRow> {
    let near_misses =
        variants(prepared.base(), SEED, MADE_OF_EACH).into_iter().filter(|variant| !variant.kind.must_answer());
    let row = |variant: Variant| {
        let (language, read) = readings(prepared, &Memory::default(), &variant.text);
        let (reading, candidates) = read.into_iter().next()?;
        let evidence = prepared.matcher().evidence(&reading.question, &candidates, language, &reading.context)?;
        let (id, kind) = (variant.text, MADE.to_string());
        Some(EvidenceRow { id, kind, in_scope: false, right: false, evidence, readings: 1 })
    };
    near_misses.filter_map(row).collect()
}

/// The rows of some cases. What a conversation leans on is the right fact of the turn before, whatever
/// would have been said, so that rows don't change with the weights that are fitted on them.
///
/// # Errors
/// When a pattern of a case takes too long.
pub fn rows(prepared: &Prepared, cases: &[Case]) -> Result<Vec<EvidenceRow>> {
    let mut rows = Vec::new();
    for case in cases {
        let mut memory = Memory::default();
        for question in &case.turns {
            let (language, read) = readings(prepared, &memory, &question.text);
            let count = read.len();
            let mut right_fact = None;
            for (reading, candidates) in &read {
                let Some(evidence) =
                    prepared.matcher().evidence(&reading.question, candidates, language, &reading.context)
                else {
                    continue;
                };
                let facts = candidates.iter().filter_map(|candidate| match candidate.entry {
                    Entry::Fact(fact) => Some(fact),
                    Entry::Gap(_) | Entry::SmallTalk(_) => None,
                });
                let mut right = false;
                for (place, fact) in facts.enumerate() {
                    let is_right = fits(prepared.base(), &question.wanted, &[fact], language)?;
                    right |= is_right && place == 0;
                    if is_right && right_fact.is_none() {
                        right_fact = Some(fact);
                    }
                }
                rows.push(EvidenceRow {
                    id: question.id.clone().unwrap_or_else(|| question.line.to_string()),
                    kind: question.kind.clone().unwrap_or_default(),
                    in_scope: question.wanted.is_answer(),
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
