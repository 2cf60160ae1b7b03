//! Which entries does a question resemble? An inverted index over words and character n-grams.
//!
//! A phrasing is two vectors: its words with pairs of neighbours, and the 2- to 5-grams inside its
//! words (1- to 3-grams of Chinese runs). Weights are counted over entries, not over phrasings: a
//! word that stands in all phrasings of one fact is as telling as can be.

use libm::{expf, logf};

use super::both;
use super::features::{Counts, FeatureMap, VIEWS, counts, summed, whole};
use super::postings::Postings;
use super::weights::{ADDED_COUNT, BAYES, MEANING};
use super::word::Word;
use crate::text::{DIMENSIONS, Vector, meaning, nearness, unit};

/// How well an entry fits a question, by part. Every part lies between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fit {
    /// Similarity of its nearest phrasing.
    pub nearest: f32,
    /// Similarity of its phrasings taken together.
    pub together: f32,
    /// How probable it is, by the words and n-grams alone.
    pub bayes: f32,
    /// How near its meaning is, by the word table.
    pub meaning: f32,
}

impl Fit {
    /// All parts as one figure between 0 and 1.
    pub fn score(&self) -> f32 {
        let lexical = f32::midpoint(self.nearest, self.together);
        (lexical + BAYES * self.bayes + MEANING * self.meaning.max(0.0)) / (1.0 + BAYES + MEANING)
    }
}

/// The index of one language.
#[derive(Debug)]
pub(crate) struct Index {
    /// The entry of each phrasing.
    owners: Vec<usize>,
    /// The number of each feature.
    numbers: FeatureMap<u32>,
    /// How telling each feature is: the logarithm of how few entries have it.
    weights: Vec<f32>,
    /// Weight of a feature that no entry has.
    unknown_weight: f32,
    /// For each feature the phrasings that have it, and its share in them.
    phrasings: Postings<(u32, f32)>,
    /// For each feature the entries that have it, its share in them, and what it adds for Bayes.
    entries: Postings<(u32, f32, f32)>,
    /// What naive Bayes takes off each entry for a unit of feature weight: large entries need more.
    bayes_cost: Vec<f32>,
    /// The entry of each phrasing, by its words in order.
    verbatim: FeatureMap<usize>,
    meanings: Vec<Option<Vector>>,
}

/// A phrasing to be indexed. Phrasings of one entry stand in a row.
#[derive(Debug)]
pub(crate) struct Phrasing {
    pub(crate) entry: usize,
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
}

/// The numbered features of a text with how often it has each, by view.
type Numbered = [Vec<(u32, f32)>; VIEWS];

impl Index {
    pub(crate) fn new(entries: usize, phrasings: &[Phrasing]) -> Self {
        let owners: Vec<usize> = phrasings.iter().map(|phrasing| phrasing.entry).collect();
        let mut numbers: FeatureMap<u32> = FeatureMap::default();
        let mut number = |(feature, count): (u64, f32)| {
            let next = numbers.len() as u32;
            (*numbers.entry(feature).or_insert(next), count)
        };
        let count = |phrasings: &[Phrasing]| -> Vec<Counts> {
            phrasings.iter().map(|phrasing| counts(&phrasing.words, &[])).collect()
        };
        let (half, rest) = phrasings.split_at(phrasings.len() / 2);
        let ((mut counted, others), meanings) =
            both(|| both(|| count(half), || count(rest)), || meanings(entries, phrasings));
        counted.extend(others);
        let numbered: Vec<Numbered> =
            counted.into_iter().map(|views| views.map(|view| view.into_iter().map(&mut number).collect())).collect();
        let weights = weights(numbers.len(), entries, &owners, &numbered);
        let shares: Vec<Numbered> =
            numbered.iter().map(|views| [0, 1].map(|view| shares(&views[view], &weights))).collect();
        let of_phrasings = shares.iter().enumerate().flat_map(|(at, views)| {
            views.iter().flatten().map(move |(feature, share)| (*feature, (at as u32, *share)))
        });
        let (of_entries, bayes_cost) = sums(entries, &owners, &shares, numbers.len());
        Self {
            phrasings: Postings::new(numbers.len(), &of_phrasings.collect::<Vec<_>>()),
            entries: Postings::new(numbers.len(), &of_entries),
            owners,
            numbers,
            weights,
            unknown_weight: weight(entries, 0),
            bayes_cost,
            verbatim: phrasings.iter().rev().map(|phrasing| (whole(&phrasing.words), phrasing.entry)).collect(),
            meanings,
        }
    }

    /// The entry that has these very words as a phrasing, synonyms and marks aside.
    pub(crate) fn verbatim(&self, words: &[Word]) -> Option<usize> {
        self.verbatim.get(&whole(words)).copied()
    }

    /// How well each entry fits a question; `context` is what it is about besides its own words.
    pub(crate) fn fits(&self, text: &str, words: &[Word], context: &[Word]) -> Vec<Fit> {
        let mut nearest = vec![0.0f32; self.owners.len()];
        let mut fits = vec![Fit::default(); self.bayes_cost.len()];
        let mut bayes = vec![0.0f32; self.bayes_cost.len()];
        let mut mass = 0.0;
        for (feature, share) in counts(words, context).iter().flat_map(|view| self.known_shares(view)) {
            mass += share;
            for (phrasing, weight) in self.phrasings.get(feature) {
                nearest[*phrasing as usize] += share * weight / VIEWS as f32;
            }
            for (entry, weight, gain) in self.entries.get(feature) {
                fits[*entry as usize].together += share * weight / VIEWS as f32;
                bayes[*entry as usize] += share * gain;
            }
        }
        for (owner, similarity) in self.owners.iter().zip(&nearest) {
            fits[*owner].nearest = fits[*owner].nearest.max(*similarity);
        }
        for (log, cost) in bayes.iter_mut().zip(&self.bayes_cost) {
            *log -= mass * cost;
        }
        add_probabilities(&mut fits, &bayes);
        if let Some(question) = meaning(text) {
            for (fit, own) in fits.iter_mut().zip(&self.meanings) {
                fit.meaning = own.as_ref().map_or(0.0, |own| nearness(&question, own));
            }
        }
        fits
    }

    /// The features of one view of a question that the index knows; those it doesn't know take their
    /// share all the same.
    fn known_shares(&self, view: &[(u64, f32)]) -> Vec<(u32, f32)> {
        let mut known = Vec::with_capacity(view.len());
        let mut squares = 0.0;
        for (feature, count) in view {
            let number = self.numbers.get(feature);
            let weight = number.map_or(self.unknown_weight, |number| self.weights[*number as usize]);
            let share = damped(*count) * weight;
            squares += share * share;
            known.extend(number.map(|number| (*number, share)));
        }
        scaled(known, squares)
    }
}

/// How telling each feature is. Phrasings of one entry stand in a row, so an entry is counted once if
/// the last one that had the feature is remembered.
fn weights(features: usize, entries: usize, owners: &[usize], numbered: &[Numbered]) -> Vec<f32> {
    let mut seen: Vec<(usize, u32)> = vec![(usize::MAX, 0); features];
    for (owner, views) in owners.iter().zip(numbered) {
        for (feature, _) in views.iter().flatten() {
            let (last, entries_with) = &mut seen[*feature as usize];
            if last != owner {
                *last = *owner;
                *entries_with += 1;
            }
        }
    }
    seen.into_iter().map(|(_, entries_with)| weight(entries, entries_with)).collect()
}

/// The weight of a feature that so many of the entries have.
fn weight(entries: usize, entries_with: u32) -> f32 {
    logf((1.0 + entries as f32) / (1.0 + entries_with as f32)) + 1.0
}

/// How much a count counts: twice is not twice as much. Below one, a count is itself: its logarithm
/// would turn it around.
fn damped(count: f32) -> f32 {
    if count > 1.0 { 1.0 + logf(count) } else { count }
}

/// The features of one view with their shares: the squares of the shares add up to one.
fn shares(view: &[(u32, f32)], weights: &[f32]) -> Vec<(u32, f32)> {
    let share = |(feature, count): &(u32, f32)| (*feature, damped(*count) * weights[*feature as usize]);
    let shares: Vec<(u32, f32)> = view.iter().map(share).collect();
    let squares = shares.iter().map(|(_, share)| share * share).sum();
    scaled(shares, squares)
}

/// Divides shares by the length of the vector that they are part of.
fn scaled(mut shares: Vec<(u32, f32)>, squares: f32) -> Vec<(u32, f32)> {
    let length = squares.sqrt().max(f32::MIN_POSITIVE);
    for (_, share) in &mut shares {
        *share /= length;
    }
    shares
}

/// What a feature has in an entry: the entry, its share in the phrasings taken together, its gain for Bayes.
type Sums = Vec<(u32, (u32, f32, f32))>;

/// The phrasings of each entry taken together, and what each entry costs under naive Bayes.
fn sums(entries: usize, owners: &[usize], shares: &[Numbered], features: usize) -> (Sums, Vec<f32>) {
    let mut items = Vec::new();
    let mut costs = Vec::with_capacity(entries);
    let mut first = 0;
    for entry in 0..entries {
        let own = owners[first..].iter().take_while(|owner| **owner == entry).count();
        let mut total = 0.0;
        for view in 0..VIEWS {
            let all = shares[first..first + own].iter().flat_map(|views| &views[view]).copied();
            let sums = summed(all.collect());
            let squares: f32 = sums.iter().map(|(_, sum)| sum * sum).sum();
            total += sums.iter().map(|(_, sum)| sum).sum::<f32>();
            let together = scaled(sums.clone(), squares);
            let gains = sums.iter().map(|(_, sum)| logf((sum + ADDED_COUNT) / ADDED_COUNT));
            items.extend(
                together.iter().zip(gains).map(|((feature, share), gain)| (*feature, (entry as u32, *share, gain))),
            );
        }
        costs.push(logf(total + ADDED_COUNT * features as f32));
        first += own;
    }
    (items, costs)
}

/// Turns log-likelihoods into probabilities. An entry without phrasings has none.
fn add_probabilities(fits: &mut [Fit], logs: &[f32]) {
    let best = logs.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = logs.iter().map(|log| expf(log - best)).sum();
    for (fit, log) in fits.iter_mut().zip(logs) {
        fit.bayes = if fit.together > 0.0 { expf(log - best) / sum } else { 0.0 };
    }
}

fn meanings(entries: usize, phrasings: &[Phrasing]) -> Vec<Option<Vector>> {
    let mut sums = vec![[0.0; DIMENSIONS]; entries];
    for phrasing in phrasings {
        if let Some(vector) = meaning(&phrasing.text) {
            sums[phrasing.entry].iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
    }
    sums.into_iter().map(unit).collect()
}
