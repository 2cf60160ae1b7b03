//! What comes near where there is no answer: facts worth offering, and the one worth telling at once.

use super::decide::{Candidate, fact_index};
use super::gate::{Missing, Question};
use super::weights::LEAST_TOLD;
use super::word::{Class, Word};
use crate::text::Number;

/// Why there is no answer, and what comes near.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Refusal {
    /// The gap that was asked for, by index.
    pub gap: Option<usize>,
    /// What the nearest fact lacks.
    pub missing: Option<Missing>,
    /// The fact that accounts for all but one thing, by index, if there is one: it is told at once.
    pub told: Option<usize>,
    /// Facts worth offering, by index, the nearest first; the one that is told comes last.
    pub options: Vec<usize>,
}

/// Most facts that are offered or asked to choose from.
pub(super) const MOST_OPTIONS: usize = 3;

impl Refusal {
    /// The question is for a gap; these are the facts near it. The gap's own reply says what is told of
    /// a thing, but not what is told of another one.
    pub(super) fn of_gap(gap: usize, nearest: &[usize], question: &Question, candidates: &[Candidate]) -> Self {
        let told = candidates.iter().find(|candidate| fact_index(candidate).is_some());
        let told = told.filter(|fact| is_told(question, fact) && tells_of_another(question, fact));
        Self { gap: Some(gap), missing: None, ..Self::offering(told, nearest.iter().copied()) }
    }

    /// The fact that came first may not answer.
    pub(super) fn of_fact(question: &Question, best: &Candidate, candidates: &[Candidate]) -> Self {
        let near = candidates.iter().filter(|candidate| names_something(candidate, &question.words));
        let told = Some(best).filter(|fact| is_told(question, fact) && names_something(fact, &question.words));
        Self { gap: None, missing: best.account.missing, ..Self::offering(told, near.filter_map(fact_index)) }
    }

    /// A fact that was `said` just before is not told again, but offered first.
    #[must_use]
    pub fn after(mut self, said: usize) -> Self {
        if self.told.take_if(|told| *told == said).is_some() {
            self.options.rotate_right(1);
        }
        self
    }

    fn offering(told: Option<&Candidate>, near: impl Iterator<Item = usize>) -> Self {
        let told = told.and_then(fact_index);
        let others = near.filter(|fact| Some(*fact) != told).take(MOST_OPTIONS - usize::from(told.is_some()));
        Self { told, options: others.chain(told).collect(), ..Self::default() }
    }
}

/// Whether the candidate shares a telling word with the question: the table alone is no ground for an offer.
fn names_something(candidate: &Candidate, words: &[Word]) -> bool {
    words.iter().zip(&candidate.account.explained).any(|(word, explained)| *explained && word.weight > 0.0)
}

/// Whether a fact is likely meant, and accounts for all but one word, or but the kind of answer: who
/// asked for that much is told it, and reads what is missing first.
fn is_told(question: &Question, fact: &Candidate) -> bool {
    let lacks = match fact.account.missing {
        Some(Missing::Word(at) | Missing::Counted(at) | Missing::Scope(at)) => Some(&question.words[at]),
        Some(Missing::Kind(_)) => None,
        Some(Missing::Relation | Missing::Much) | None => return false,
    };
    // Without its "not", a question is the opposite of what was asked; and what the base uses
    // elsewhere, such as another branch, may well be told elsewhere.
    if lacks.is_some_and(|word| matches!(word.class, Class::Negation | Class::Known)) {
        return false;
    }
    let is_lacking = |word: &Word| lacks.is_some_and(|lacking| lacking.text == word.text);
    let mut words = question.words.iter().zip(&fact.account.explained);
    fact.confidence >= LEAST_TOLD && words.all(|(word, explained)| *explained || is_lacking(word))
}

/// Whether a fact tells the same of another place, time or whole.
fn tells_of_another(question: &Question, fact: &Candidate) -> bool {
    match fact.account.missing {
        Some(Missing::Scope(_)) => true,
        Some(Missing::Word(at)) => {
            let word = &question.words[at];
            matches!(word.class, Class::Place | Class::Time) || word.number.is_some_and(Number::is_year)
        }
        Some(Missing::Kind(_) | Missing::Counted(_) | Missing::Relation | Missing::Much) | None => false,
    }
}
