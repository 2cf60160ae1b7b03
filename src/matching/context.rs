//! What was said before, as far as it bears on which fact is meant.

use super::entry::Entry;
use super::weights::{SAME_ABOUT, SAME_FACT, SAME_PARAGRAPH};
use super::{Matcher, Question, Word};
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
        let mut boosts: Vec<f32> = base.facts.iter().map(|other| nearness(fact, other)).collect();
        if points_back {
            boosts[last] += SAME_FACT;
        }
        let boost = |facts: &Vec<usize>| facts.iter().map(|fact| boosts[*fact]).fold(0.0, f32::max);
        let gaps = self.nearest.iter().map(boost).collect();
        Context { words, boosts, gaps }
    }
}

fn nearness(last: &Fact, other: &Fact) -> f32 {
    let same_place = other.source == last.source && other.citations.iter().any(|place| last.citations.contains(place));
    let shared = other.about.iter().filter(|about| last.about.iter().any(|own| own.text == about.text)).count();
    let of = last.about.len().max(1) as f32;
    f32::from(u8::from(same_place)) * SAME_PARAGRAPH + shared as f32 / of * SAME_ABOUT
}
