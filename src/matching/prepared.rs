//! A base together with its matcher.

use super::{Context, Judgements, Matcher, Question, Thresholds};
use crate::facts::{Base, FactId};
use crate::text::WordTable;

/// A base made ready to be asked: the matcher is made of this base and of no other, so that they can't be
/// mixed.
#[derive(Debug)]
pub struct Prepared {
    base: Base,
    matcher: Matcher,
}

impl Prepared {
    /// Makes `base` ready. The same base gives the same answers on every machine.
    pub fn new(base: Base) -> Self {
        Self::with(base, WordTable::default())
    }

    /// Makes `base` ready to be asked with or without the word table.
    pub fn with(base: Base, table: WordTable) -> Self {
        Self::judging(base, table, Judgements::shipped())
    }

    /// Makes `base` ready to be asked, and judged by other weights than those that are shipped.
    pub fn judging(base: Base, table: WordTable, judgements: &Judgements) -> Self {
        let matcher = Matcher::judging(&base, table, judgements);
        Self { base, matcher }
    }

    /// What may be said.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// What reads, ranks and judges questions.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Judges by other weights and thresholds from now on.
    pub fn judge_by(&mut self, judgements: &Judgements, thresholds: Thresholds) {
        self.matcher.judge_by(judgements, thresholds);
    }

    /// What `question` leans on if it follows the fact `last`; `points_back` says that it
    /// speaks of the same thing ("it", "that"), and not of another beside it ("and unicorns?").
    pub fn context(&self, question: &Question, last: FactId, points_back: bool) -> Context {
        self.matcher.context(question, last, points_back)
    }
}
