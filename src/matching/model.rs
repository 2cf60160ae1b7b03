//! How strongly does each entry match? One linear model over all entries: weights by feature, and a
//! vector of meaning for each entry.

use libm::logf;

use super::entry::EntryId;
use super::features::VIEWS;
use super::postings::Postings;
use super::weights::{ADDED_COUNT, MEANING, MOST_POSTINGS, NEAR_IN_WORDS, WORDS, WORTH};
use crate::simd::wide;
use crate::text::{DIMENSIONS, Vector, WordTable, nearness, unit};

/// A text as the model sees it.
#[derive(Debug, Clone, Default)]
pub(super) struct Example {
    /// The known features of all views, each as often as it stands there, with its share.
    pub(super) features: Vec<(u32, f32)>,
    /// The sum of the shares.
    pub(super) mass: f32,
    /// Its meaning by the word table, where that is used; on the heap, for it is long.
    pub(super) meaning: Option<Box<Vector>>,
    /// The share of its weight that the index knows at all, from 0 to 1.
    pub(super) known: f32,
}

/// What a text has of one view: the features that the index knows with their weights, and the sum of
/// the squares of all weights, unknown ones among them.
pub(super) struct View {
    pub(super) known: Vec<(u32, f32)>,
    pub(super) squares: f32,
}

impl Example {
    /// Puts views together: each is as long as its worth says. The meaning is still to be added.
    pub(super) fn new(views: [View; VIEWS]) -> Self {
        let count = views.iter().map(|view| view.known.len()).sum();
        let mut example = Self { features: Vec::with_capacity(count), ..Self::default() };
        for (view, worth) in views.into_iter().zip(WORTH) {
            let scale = worth / view.squares.sqrt().max(f32::MIN_POSITIVE);
            let squares: f32 = view.known.iter().map(|(_, weight)| weight * weight).sum();
            example.known += squares / view.squares.max(f32::MIN_POSITIVE) / VIEWS as f32;
            example.features.extend(view.known.into_iter().map(|(feature, weight)| (feature, weight * scale)));
        }
        example.mass = example.features.iter().map(|(_, share)| share).sum();
        example
    }
}

/// The logits of an entry: by its words and letters, and by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Strength {
    pub(super) words: f32,
    pub(super) meaning: f32,
}

impl Strength {
    #[inline]
    pub(super) fn all(self) -> f32 {
        self.words + self.meaning
    }
}

/// A linear model: it begins as naive Bayes with the entries' mean meanings, and is trained from there.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) postings: Postings,
    /// The length penalty of each entry, for each unit of mass: those with many phrasings need more to match. Zero
    /// for entries that have none.
    cost: Vec<f32>,
    pub(super) meanings: Vec<Vector>,
}

/// What the examples of each entry add up to.
#[derive(Debug)]
pub(super) struct Sums {
    /// For each entry its features in order with their sums.
    features: Vec<Vec<(u32, f32)>>,
    masses: Vec<f32>,
    meanings: Vec<Vector>,
    /// The entry whose examples come in now.
    open: EntryId,
    /// Its sums so far, by feature.
    added: Vec<f32>,
    /// The features that it has.
    seen: Vec<u32>,
}

impl Sums {
    /// Of nothing yet; `count` is how many features there are.
    pub(super) fn new(entries: usize, count: usize, table: WordTable) -> Self {
        // Without the table no example has a meaning, and none is kept or compared.
        let meanings = if table == WordTable::Used { entries } else { 0 };
        Self {
            features: vec![Vec::new(); entries],
            masses: vec![0.0; entries],
            meanings: vec![[0.0; DIMENSIONS]; meanings],
            open: EntryId::at(0),
            added: vec![0.0; count],
            seen: Vec::new(),
        }
    }

    /// Adds an example to its entry. Those of one entry come in a row.
    pub(super) fn add(&mut self, entry: EntryId, example: &Example) {
        if entry != self.open {
            self.close();
            self.open = entry;
        }
        for (feature, share) in &example.features {
            let sum = &mut self.added[*feature as usize];
            if *sum == 0.0 {
                self.seen.push(*feature);
            }
            *sum += share;
        }
        self.masses[entry.index()] += example.mass;
        if let Some(meaning) = &example.meaning {
            add(&mut self.meanings[entry.index()], meaning, 1.0);
        }
    }

    /// Takes the sums of the last entry.
    pub(super) fn close(&mut self) {
        self.seen.sort_unstable();
        let sums = self.seen.drain(..).map(|feature| (feature, std::mem::take(&mut self.added[feature as usize])));
        if let Some(features) = self.features.get_mut(self.open.index()) {
            *features = sums.collect();
        }
    }

    /// Leave-one-out: what each example, as one of its entry's phrasings, contributes to its own score there; to be taken
    /// off. The examples of one entry stand in a row.
    pub(super) fn lent(&self, owners: &[EntryId], examples: &[Example]) -> Vec<f32> {
        let mut own = vec![(0.0, 0.0); self.added.len()];
        let mut at_hand = None;
        let lent = |(owner, example): (&EntryId, &Example)| {
            if at_hand.replace(*owner) != Some(*owner) {
                for (feature, sum) in &self.features[owner.index()] {
                    own[*feature as usize] = (*sum, gain(*sum));
                }
            }
            self.lent_by(*owner, example, &own)
        };
        owners.iter().zip(examples).map(lent).collect()
    }

    /// The contribution of an example to its entry, which has `own` sums and gains by feature.
    fn lent_by(&self, owner: EntryId, example: &Example, own: &[(f32, f32)]) -> f32 {
        let words = |(feature, share): &(u32, f32)| {
            let (sum, gained) = own[*feature as usize];
            share * (gained - gain((sum - share).max(0.0)))
        };
        let by_words: f32 = example.features.iter().map(words).sum();
        let mass = self.masses[owner.index()];
        let by_cost = example.mass * (self.cost(mass) - self.cost(mass - example.mass));
        let by_meaning = example.meaning.as_ref().map_or(0.0, |meaning| {
            let mut others = self.meanings[owner.index()];
            add(&mut others, meaning, -1.0);
            nearness(&entry_meaning(&self.meanings[owner.index()]), meaning)
                - nearness(&entry_meaning(&others), meaning)
        });
        by_words - by_cost + by_meaning
    }

    fn cost(&self, mass: f32) -> f32 {
        let unseen = ADDED_COUNT * self.added.len().max(1) as f32;
        WORDS * logf((mass.max(0.0) + unseen) / unseen)
    }

    /// The model to begin with.
    pub(super) fn model(mut self) -> Model {
        let cost = self.masses.iter().map(|mass| self.cost(*mass)).collect();
        for (_, weight) in self.features.iter_mut().flatten() {
            *weight = gain(*weight);
        }
        let meanings = self.meanings.iter().map(entry_meaning).collect();
        Model { postings: Postings::new(self.added.len(), &self.features), cost, meanings }
    }
}

/// What a feature gains an entry that has it so often.
fn gain(sum: f32) -> f32 {
    WORDS * logf((sum + ADDED_COUNT) / ADDED_COUNT)
}

fn entry_meaning(sum: &Vector) -> Vector {
    unit(*sum).map_or([0.0; DIMENSIONS], |unit| unit.map(|value| value * MEANING))
}

/// Adds `share` of a vector to another.
#[expect(clippy::inline_always, reason = "see `simd::wide`")]
#[inline(always)]
pub(super) fn add(sum: &mut Vector, vector: &Vector, share: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += share * value;
    }
}

impl Model {
    /// Whether an entry has anything to match.
    #[inline]
    pub(super) fn has(&self, entry: EntryId) -> bool {
        self.cost[entry.index()] > 0.0
    }

    /// How strongly each entry matches by words and letters.
    pub(super) fn words(&self, example: &Example, strengths: &mut Vec<f32>) {
        strengths.clear();
        strengths.extend(self.cost.iter().map(|cost| -cost * example.mass));
        let features = &*self.affordable(example);
        wide(
            #[inline(always)]
            || {
                for (feature, share) in features {
                    self.postings.add(*feature, *share, strengths);
                }
            },
        );
    }

    /// The features that are looked at: of a very large base the rarest, which tell most.
    fn affordable<'a>(&self, example: &'a Example) -> std::borrow::Cow<'a, [(u32, f32)]> {
        let total: usize = example.features.iter().map(|(feature, _)| self.postings.count(*feature)).sum();
        if total <= MOST_POSTINGS {
            return (&example.features).into();
        }
        let mut rarest = example.features.clone();
        rarest.sort_by_key(|(feature, _)| self.postings.count(*feature));
        let mut read = 0;
        let affordable = rarest.iter().take_while(|(feature, _)| {
            read += self.postings.count(*feature);
            read <= MOST_POSTINGS
        });
        let count = affordable.count();
        rarest.truncate(count);
        rarest.into()
    }

    /// How strongly an entry matches by meaning.
    #[expect(clippy::inline_always, reason = "see `simd::wide`")]
    #[inline(always)]
    pub(super) fn meaning(&self, example: &Example, entry: EntryId) -> f32 {
        match &example.meaning {
            Some(meaning) => nearness(meaning, &self.meanings[entry.index()]),
            None => 0.0,
        }
    }

    /// The entries that match best by words, with how strongly they match in all.
    pub(super) fn best(&self, example: &Example) -> Vec<(EntryId, Strength)> {
        let mut words = Vec::with_capacity(self.cost.len());
        self.words(example, &mut words);
        let mut nearest: Vec<(EntryId, f32)> = Vec::with_capacity(words.len().min(2 * NEAR_IN_WORDS));
        let mut least = f32::MIN;
        for (index, strength) in words.into_iter().enumerate() {
            let entry = EntryId::at(index);
            if strength > least && self.has(entry) {
                nearest.push((entry, strength));
            }
            if nearest.len() == 2 * NEAR_IN_WORDS {
                least = keep_best(&mut nearest);
            }
        }
        if nearest.len() > NEAR_IN_WORDS {
            keep_best(&mut nearest);
        }
        let mut best = Vec::with_capacity(nearest.len());
        wide(
            #[inline(always)]
            || {
                for (entry, words) in nearest {
                    best.push((entry, Strength { words, meaning: self.meaning(example, entry) }));
                }
            },
        );
        best
    }
}

/// Keeps the nearest by words, and returns how near the last of them is.
fn keep_best(nearest: &mut Vec<(EntryId, f32)>) -> f32 {
    nearest.select_nth_unstable_by(NEAR_IN_WORDS - 1, |one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    nearest.truncate(NEAR_IN_WORDS);
    nearest[NEAR_IN_WORDS - 1].1
}
