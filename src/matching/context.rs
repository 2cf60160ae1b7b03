//! What was said before, as far as it bears on which fact is meant.

use std::collections::HashMap;

use super::entry::Entry;
use super::weights::{SAME_ABOUT, SAME_PARAGRAPH};
use super::{Matcher, Question, Word};
use crate::facts::{Base, Fact};

/// What a follow-up leans on: the fact that was said last.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// What that fact is about, less what the question puts in its place.
    pub(crate) words: Vec<Word>,
    /// What each fact gains by being near to it.
    boosts: HashMap<usize, f32>,
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
            Entry::Fact(index) => self.boosts.get(&index).copied().unwrap_or_default(),
            Entry::Gap(_) | Entry::SmallTalk(_) => 0.0,
        }
    }
}

impl Matcher {
    /// What `question` leans on if it follows `last`, a fact by index.
    pub fn context(&self, base: &Base, question: &Question, last: usize) -> Context {
        let fact = &base.facts[last];
        let about = fact.about.iter().flat_map(|about| self.vocabulary.read_written(&about.text));
        let words = about.filter(|word| !self.contrasts.replaced(word, &question.words)).collect();
        let boosts = base.facts.iter().enumerate().map(|(index, other)| (index, nearness(fact, other))).collect();
        Context { words, boosts }
    }
}

fn nearness(last: &Fact, other: &Fact) -> f32 {
    let same_place = other.source == last.source && other.citations.iter().any(|place| last.citations.contains(place));
    let shared = other.about.iter().filter(|about| last.about.iter().any(|own| own.text == about.text)).count();
    let of = last.about.len().max(1) as f32;
    f32::from(u8::from(same_place)) * SAME_PARAGRAPH + shared as f32 / of * SAME_ABOUT
}
