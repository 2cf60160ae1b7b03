//! How does an answer stand to a figure that the question gives?

use super::gate::Question;
use super::rank::Candidate;
use super::word::Class;

/// How an answer stands to a figure that the question gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// The question claims nothing.
    Plain,
    /// The fact gives the same figure.
    Confirms,
    /// The fact gives another one.
    Corrects,
}

/// How `fact` stands to what `question` claims.
pub(super) fn stance(fact: &Candidate, question: &Question) -> Stance {
    let claimed = question
        .words
        .iter()
        .any(|word| word.number.is_some_and(|number| !number.is_year() && !number.is_small_word()));
    let negated = question.words.iter().any(|word| word.class == Class::Negation);
    match (!fact.account.claims.is_empty(), claimed && question.asked.is_yes_no() && !negated) {
        (true, _) => Stance::Corrects,
        (false, true) => Stance::Confirms,
        (false, false) => Stance::Plain,
    }
}
