//! When is it true to say that the source doesn't tell? Only on positive ground: a gap that is asked
//! for, or another place, time, edition, name or branch than the source has.

use super::Matcher;
use super::gate::Question;
use super::rank::Candidate;
use super::weights::{LEAST_REFUSED_COVER, MOST_OPTIONS};
use super::word::{Class, Word};
use crate::facts::{FactId, GapId};
use crate::text::{Lexicon, Number, Unit};

/// Why there is no answer, and what comes near.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusal {
    /// The gap that was asked for.
    pub gap: Option<GapId>,
    /// The word of the question that stands nowhere in the source, by index.
    pub missing: Option<usize>,
    /// The fact that tells the same of another place or time: it is told at once.
    pub told: Option<FactId>,
    /// Facts worth offering, the nearest first; the one that is told comes last.
    pub options: Vec<FactId>,
}

impl Refusal {
    /// The question is for a gap; `nearest` are the facts near it.
    pub(super) fn of_gap(gap: GapId, nearest: &[FactId]) -> Self {
        Self { gap: Some(gap), ..Self::offering(None, nearest.iter().copied()) }
    }

    /// A word of the question stands nowhere in the source; `told` is the fact for another.
    pub(super) fn of_word(at: usize, told: Option<FactId>, near: impl Iterator<Item = FactId>) -> Self {
        Self { missing: Some(at), ..Self::offering(told, near) }
    }

    /// A fact that was `said` just before is not told again, but offered first.
    #[must_use]
    pub fn after(mut self, said: FactId) -> Self {
        if self.told.take_if(|told| *told == said).is_some() {
            self.options.rotate_right(1);
        }
        self
    }

    fn offering(told: Option<FactId>, near: impl Iterator<Item = FactId>) -> Self {
        let others = near.filter(|fact| Some(*fact) != told).take(MOST_OPTIONS - usize::from(told.is_some()));
        Self { told, options: others.chain(told).collect(), ..Self::default() }
    }
}

/// Facts that share a telling word with the question: the word table alone is no ground for an offer.
pub(super) fn near<'a>(question: &'a Question, candidates: &'a [Candidate]) -> impl Iterator<Item = FactId> + 'a {
    candidates.iter().filter(|candidate| names_something(candidate, &question.words)).filter_map(Candidate::fact)
}

fn names_something(candidate: &Candidate, words: &[Word]) -> bool {
    words.iter().zip(&candidate.account.explained).any(|(word, explained)| *explained && word.weight > 0.0)
}

impl Matcher {
    /// The word by which a question speaks of another place, time, edition, name or branch than `fact`,
    /// where the source speaks of it nowhere.
    pub(super) fn contradiction(&self, question: &Question, fact: &Candidate) -> Option<usize> {
        if fact.account.cover < LEAST_REFUSED_COVER {
            return None;
        }
        let words = &question.words;
        let mut open = (0..words.len()).filter(|at| words[*at].weight > 0.0 && fact.account.is_open(*at));
        open.find(|at| self.holds_another(&words[*at], fact) && !self.ground.holds(&words[*at]))
    }

    /// Whether a fact holds for another value of the sort that `word` is of.
    fn holds_another(&self, word: &Word, fact: &Candidate) -> bool {
        let knowledge = self.knowledge_of(fact.entry);
        let has = |wanted: &dyn Fn(Number) -> bool| knowledge.numbers.iter().any(|number| wanted(*number));
        match (word.class, word.number) {
            (Class::Figure, Some(number)) if number.is_year() => has(&Number::is_year),
            (Class::Figure, Some(number)) if number.unit == Unit::Ordinal => has(&|other| other.unit == Unit::Ordinal),
            // What is told of the base's own subject is told of one place.
            (Class::Place | Class::Name, _) => knowledge.given.names() || !knowledge.about.is_empty(),
            // "Last year" may be the very year that is told.
            (Class::Time, _) if Lexicon::is_relative_year(&word.text) => false,
            (Class::Time, _) => knowledge.given.tells_time(),
            _ => self.contrasts.replaces(word, |term| knowledge.terms.contains(&term)),
        }
    }
}
