//! What was said before, as far as it bears on which fact is meant.

use std::collections::BTreeMap;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::entry::{Entries, Entry, EntryId};
use super::vocabulary::Vocabulary;
use super::weights::{BACKGROUND, CONTEXT, MOST_ALIKE, MOST_OPTIONS, SAME_ABOUT, SAME_FACT, SAME_PARAGRAPH};
use super::{Matcher, Question, Word};
use crate::facts::{Base, FactId};

/// What a reading of a question leans on besides its own words.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Words that it may be about: what the last fact is about, or the rest of its message.
    pub(crate) words: Vec<Word>,
    /// What these count beside the question's own words.
    pub(crate) share: f32,
    /// What entries gain by being near to what was said before, by number; gaps as much as the nearest
    /// of their facts.
    boosts: BTreeMap<EntryId, f32>,
    /// Whether the question is a part of a longer message.
    pub(crate) is_part: bool,
    /// The rest of that message, whether it is leant on or not.
    pub(crate) aside: Vec<Word>,
    /// Whether the question itself points to something said before, or goes on from it.
    pub(crate) refers: bool,
}

impl Context {
    /// The question is a whole message, and leans on nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// The question is a part of a message, and may be about what the `rest` of it says.
    pub fn beside(rest: Vec<Word>) -> Self {
        Self { words: rest.clone(), ..Self::apart_from(rest) }
    }

    /// The question is a part of a message, and stands for itself beside the `rest`.
    pub fn apart_from(rest: Vec<Word>) -> Self {
        Self { share: BACKGROUND, is_part: true, aside: rest, ..Self::default() }
    }

    /// The same, where the question `refers` to something said before.
    #[must_use]
    pub fn referring(self, refers: bool) -> Self {
        Self { refers, ..self }
    }

    /// Whether the question follows what was said before.
    pub fn follows(&self) -> bool {
        !self.boosts.is_empty()
    }

    /// Whether the question is a part of a longer message.
    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// Whether the question stands for itself.
    pub fn is_empty(&self) -> bool {
        self.boosts.is_empty() && self.words.is_empty()
    }

    /// What each entry gains that gains anything, by number.
    pub(crate) fn boosts(&self) -> &BTreeMap<EntryId, f32> {
        &self.boosts
    }
}

/// What the facts of a base have in common.
#[derive(Debug)]
pub(crate) struct Relations {
    places: Shared,
    about: Shared,
    /// How telling each thing is that facts are about.
    telling: Vec<f32>,
    /// The numbers of the gaps that each fact is near to.
    gaps: Vec<Vec<EntryId>>,
}

/// A trait that facts share: what each has, and which facts have each.
#[derive(Debug)]
struct Shared {
    of: Vec<Vec<usize>>,
    facts: Vec<Vec<FactId>>,
}

impl Relations {
    /// `nearest`: the facts near each gap; `about`: what each fact is about.
    pub(crate) fn new(
        base: &Base,
        entries: &Entries,
        nearest: &[Vec<FactId>],
        about: &[Vec<String>],
        vocabulary: &Vocabulary,
    ) -> Self {
        let places = |fact: FactId| {
            let fact = base.fact(fact);
            fact.citations.iter().map(|place| (fact.source, place)).collect()
        };
        let about = |fact: FactId| about[fact.index()].iter().map(String::as_str).collect();
        let (places, _) = Shared::new(base, places);
        let (about, things) = Shared::new(base, about);
        let telling = things.into_iter().map(|thing| vocabulary.weight_of(thing)).collect();
        let mut gaps = vec![Vec::new(); base.facts.len()];
        for (gap, facts) in base.gap_ids().zip(nearest) {
            for fact in facts {
                gaps[fact.index()].push(entries.id_of(Entry::Gap(gap)));
            }
        }
        Self { places, about, telling, gaps }
    }

    /// What each fact gains where `last` was said: the place they share, and what both are about; a
    /// rare thing in common, such as a policy, says more than the city that every fact is about.
    fn gains(&self, last: FactId) -> BTreeMap<FactId, f32> {
        let all: f32 = self.about.of[last.index()].iter().map(|thing| self.telling[*thing]).sum();
        let mut gains = BTreeMap::new();
        for (thing, fact) in self.about.with_the_same(last) {
            *gains.entry(fact).or_default() += SAME_ABOUT * self.telling[thing] / all.max(f32::MIN_POSITIVE);
        }
        let mut near: Vec<FactId> = self.places.with_the_same(last).map(|(_, fact)| fact).collect();
        near.sort_unstable();
        near.dedup();
        for fact in near {
            *gains.entry(fact).or_default() += SAME_PARAGRAPH;
        }
        gains
    }
}

impl Shared {
    /// What each fact has by `traits`, and all traits by number.
    fn new<T: Hash + Eq + Clone>(base: &Base, traits: impl Fn(FactId) -> Vec<T>) -> (Self, Vec<T>) {
        let mut numbers: FxHashMap<T, usize> = FxHashMap::default();
        let (mut shared, mut all) = (Self { of: Vec::with_capacity(base.facts.len()), facts: Vec::new() }, Vec::new());
        for fact in base.fact_ids() {
            let mut own: Vec<usize> = Vec::new();
            for value in traits(fact) {
                let number = *numbers.entry(value.clone()).or_insert(all.len());
                if number == all.len() {
                    all.push(value);
                    shared.facts.push(Vec::new());
                }
                if !own.contains(&number) {
                    own.push(number);
                    shared.facts[number].push(fact);
                }
            }
            shared.of.push(own);
        }
        (shared, all)
    }

    /// Each trait of `fact` with each fact that has it too; what very many have says nothing.
    fn with_the_same(&self, fact: FactId) -> impl Iterator<Item = (usize, FactId)> {
        let telling = self.of[fact.index()].iter().filter(|number| self.facts[**number].len() <= MOST_ALIKE);
        telling.flat_map(|number| self.facts[*number].iter().map(move |fact| (*number, *fact)))
    }
}

impl Matcher {
    /// The facts that have most in common with `last`, the nearest first.
    pub fn beside(&self, last: FactId) -> Vec<FactId> {
        let mut gains: Vec<(FactId, f32)> =
            self.relations.gains(last).into_iter().filter(|(fact, _)| *fact != last).collect();
        gains.sort_by(|one, other| other.1.total_cmp(&one.1));
        gains.into_iter().map(|(fact, _)| fact).take(MOST_OPTIONS).collect()
    }

    /// As `Prepared::context`.
    pub(super) fn context(&self, question: &Question, last: FactId, points_back: bool) -> Context {
        let about = self.about[last.index()].iter().flat_map(|thing| self.vocabulary.read_written(thing));
        let words = about.filter(|word| !self.contrasts.replaced(word, &question.words)).collect();
        let mut gains = self.relations.gains(last);
        *gains.entry(last).or_default() += if points_back { SAME_FACT } else { 0.0 };
        let boost = |(fact, gain): (&FactId, &f32)| (self.entries.id_of(Entry::Fact(*fact)), *gain);
        let mut boosts: BTreeMap<EntryId, f32> = gains.iter().map(boost).collect();
        for (fact, gain) in gains {
            for gap in &self.relations.gaps[fact.index()] {
                let boost = boosts.entry(*gap).or_default();
                *boost = boost.max(gain);
            }
        }
        Context { words, share: CONTEXT, boosts, ..Context::default() }
    }
}
