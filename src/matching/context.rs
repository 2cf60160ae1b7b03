//! What was said before, as far as it bears on which fact is meant.

use super::entry::Entry;
use super::weights::{SAME_ABOUT, SAME_FACT, SAME_PARAGRAPH};
use super::{Matcher, Question, Word};
use crate::document::Located;
use crate::facts::{Base, Fact};

/// What a follow-up leans on: the fact that was said last.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// What that fact is about, less what the question puts in its place.
    pub(crate) words: Vec<Word>,
    /// What each fact gains by being near to it.
    boosts: Vec<f32>,
    /// What each gap gains: as much as the nearest of its facts.
    gaps: Vec<f32>,
}

impl Context {
    /// Nothing was said before.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether nothing was said before.
    pub fn is_empty(&self) -> bool {
        self.boosts.is_empty()
    }

    pub(crate) fn boost(&self, entry: Entry) -> f32 {
        match entry {
            Entry::Fact(index) => self.boosts.get(index).copied().unwrap_or_default(),
            Entry::Gap(gap) => self.gaps.get(gap).copied().unwrap_or_default(),
            Entry::SmallTalk(_) => 0.0,
        }
    }
}

impl Matcher {
    /// What `question` leans on if it follows `last`, a fact by index; `points_back` says that it
    /// speaks of the same thing ("it", "that"), and not of another beside it ("and unicorns?").
    pub fn context(&self, base: &Base, question: &Question, last: usize, points_back: bool) -> Context {
        let fact = &base.facts[last];
        let about = fact.about.iter().flat_map(|about| self.vocabulary.read_written(&about.text));
        let words = about.filter(|word| !self.contrasts.replaced(word, &question.words)).collect();
        let mut boosts: Vec<f32> = base.facts.iter().map(|other| self.nearness(fact, other)).collect();
        if points_back {
            boosts[last] += SAME_FACT;
        }
        let boost = |facts: &Vec<usize>| facts.iter().map(|fact| boosts[*fact]).fold(0.0, f32::max);
        let gaps = self.nearest.iter().map(boost).collect();
        Context { words, boosts, gaps }
    }

    /// What `other` gains where `last` was said: the place they share, and what both are about; a
    /// rare thing in common, such as a policy, says more than the city that every fact is about.
    fn nearness(&self, last: &Fact, other: &Fact) -> f32 {
        let same_place =
            other.source == last.source && other.citations.iter().any(|place| last.citations.contains(place));
        let weigh = |about: &&Located| self.vocabulary.weight_of(&about.text);
        let is_shared = |about: &&Located| other.about.iter().any(|others| others.text == about.text);
        let all: f32 = last.about.iter().map(|about| weigh(&about)).sum();
        let shared: f32 = last.about.iter().filter(is_shared).map(|about| weigh(&about)).sum();
        f32::from(u8::from(same_place)) * SAME_PARAGRAPH + shared / all.max(f32::MIN_POSITIVE) * SAME_ABOUT
    }
}
