//! Which entries does a question resemble? An inverted index over words and character n-grams.
//!
//! A phrasing is two vectors: its words with pairs of neighbours, and the 2- to 5-grams inside its
//! words (1- to 3-grams of Chinese runs). Weights are counted over entries, not over phrasings: a
//! word that stands in all phrasings of one fact is as telling as can be.

use std::collections::{BTreeMap, HashMap};

use libm::{expf, logf};

use super::weights::{ADDED_COUNT, BAYES, CONTEXT, FILLER, MEANING};
use super::word::{Class, Word};
use crate::text::{DIMENSIONS, Vector, is_chinese, meaning, nearness, unit};

/// What a text looks like: how often it has each feature, by view.
#[derive(Debug, Default)]
struct Counts {
    views: [BTreeMap<u64, f32>; VIEWS],
}

/// Words and pairs of words; character n-grams.
const VIEWS: usize = 2;

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
    entries: usize,
    /// The entry of each phrasing.
    owners: Vec<usize>,
    features: HashMap<u64, Feature>,
    /// Weight of a feature that no entry has.
    unknown_weight: f32,
    /// What naive Bayes takes off each entry for a unit of feature weight: large entries need more.
    bayes_cost: Vec<f32>,
    meanings: Vec<Option<Vector>>,
}

/// Where a feature occurs.
#[derive(Debug)]
struct Feature {
    view: usize,
    weight: f32,
    /// Phrasings and the feature's share in them.
    phrasings: Vec<(u32, f32)>,
    /// Entries, the feature's share in their phrasings taken together, and what it adds for Bayes.
    entries: Vec<(u32, f32, f32)>,
}

/// A phrasing to be indexed.
pub(crate) struct Phrasing<'a> {
    pub(crate) entry: usize,
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
}

impl Index {
    pub(crate) fn new(entries: usize, phrasings: &[Phrasing<'_>]) -> Self {
        let counts: Vec<Counts> = phrasings.iter().map(|phrasing| Counts::of(phrasing.words, 1.0)).collect();
        let owners: Vec<usize> = phrasings.iter().map(|phrasing| phrasing.entry).collect();
        let mut features = weighted_features(entries, &owners, &counts);
        let unknown_weight = logf(1.0 + entries as f32) + 1.0;
        // Each phrasing is a vector of length one in each view.
        let mut sums: Vec<BTreeMap<u64, f32>> = vec![BTreeMap::new(); entries];
        for (at, (owner, counts)) in owners.iter().zip(&counts).enumerate() {
            for view in &counts.views {
                let weights = unit_weights(view, &features, unknown_weight);
                for (feature, share) in weights {
                    let Some(known) = features.get_mut(&feature) else { continue };
                    known.phrasings.push((at as u32, share));
                    *sums[*owner].entry(feature).or_default() += share;
                }
            }
        }
        let bayes_cost = add_entries(&mut features, &sums);
        let meanings = meanings(entries, phrasings);
        Self { entries, owners, features, unknown_weight, bayes_cost, meanings }
    }

    /// How well each entry fits a question; `context` is what it is about besides its own words.
    pub(crate) fn fits(&self, text: &str, words: &[Word], context: &[Word]) -> Vec<Fit> {
        let mut counts = Counts::of(words, 1.0);
        counts.add_all(context, CONTEXT);
        let mut nearest = vec![0.0f32; self.owners.len()];
        let mut fits = vec![Fit::default(); self.entries];
        let mut bayes = vec![0.0f32; self.entries];
        let mut mass = 0.0;
        for counts in &counts.views {
            for (feature, share) in unit_weights(counts, &self.features, self.unknown_weight) {
                let Some(found) = self.features.get(&feature) else { continue };
                mass += share;
                for (phrasing, weight) in &found.phrasings {
                    nearest[*phrasing as usize] += share * weight / VIEWS as f32;
                }
                for (entry, weight, gain) in &found.entries {
                    fits[*entry as usize].together += share * weight / VIEWS as f32;
                    bayes[*entry as usize] += share * gain;
                }
            }
        }
        for (owner, similarity) in self.owners.iter().zip(&nearest) {
            fits[*owner].nearest = fits[*owner].nearest.max(*similarity);
        }
        for (entry, cost) in self.bayes_cost.iter().enumerate() {
            bayes[entry] -= mass * cost;
        }
        add_probabilities(&mut fits, &bayes);
        if let Some(question) = meaning(text) {
            for (fit, own) in fits.iter_mut().zip(&self.meanings) {
                fit.meaning = own.as_ref().map_or(0.0, |own| nearness(&question, own));
            }
        }
        fits
    }
}

/// Every feature with its weight: the logarithm of how few entries have it.
fn weighted_features(entries: usize, owners: &[usize], counts: &[Counts]) -> HashMap<u64, Feature> {
    let mut last_owner: HashMap<u64, (usize, u32, usize)> = HashMap::new();
    // Phrasings of one entry stand in a row, so an entry is counted once if its last owner is remembered.
    for (owner, counts) in owners.iter().zip(counts) {
        for (view, features) in counts.views.iter().enumerate() {
            for feature in features.keys() {
                let seen = last_owner.entry(*feature).or_insert((usize::MAX, 0, view));
                if seen.0 != *owner {
                    *seen = (*owner, seen.1 + 1, view);
                }
            }
        }
    }
    let weigh = |(feature, (_, entries_with, view)): (u64, (usize, u32, usize))| {
        let weight = logf((1.0 + entries as f32) / (1.0 + entries_with as f32)) + 1.0;
        (feature, Feature { view, weight, phrasings: Vec::new(), entries: Vec::new() })
    };
    last_owner.into_iter().map(weigh).collect()
}

/// The features of one view with their shares: the squares of the shares add up to one.
fn unit_weights(view: &BTreeMap<u64, f32>, features: &HashMap<u64, Feature>, unknown_weight: f32) -> Vec<(u64, f32)> {
    let weigh = |(feature, count): (&u64, &f32)| {
        let weight = features.get(feature).map_or(unknown_weight, |feature| feature.weight);
        // Below one, a count is itself: its logarithm would turn it around.
        let count = if *count > 1.0 { 1.0 + logf(*count) } else { *count };
        (*feature, count * weight)
    };
    let mut weights: Vec<(u64, f32)> = view.iter().map(weigh).collect();
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    weights.iter_mut().for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
    weights
}

/// Adds to each feature the entries that have it; returns what each entry costs under naive Bayes.
fn add_entries(features: &mut HashMap<u64, Feature>, sums: &[BTreeMap<u64, f32>]) -> Vec<f32> {
    let vocabulary = features.len() as f32;
    let mut costs = Vec::with_capacity(sums.len());
    for (entry, sum) in sums.iter().enumerate() {
        let mut squares = [0.0f32; VIEWS];
        let mut total = 0.0;
        for (feature, share) in sum {
            squares[features[feature].view] += share * share;
            total += share;
        }
        for (feature, share) in sum {
            let Some(known) = features.get_mut(feature) else { continue };
            let gain = logf((share + ADDED_COUNT) / ADDED_COUNT);
            known.entries.push((entry as u32, share / squares[known.view].sqrt(), gain));
        }
        costs.push(logf(total + ADDED_COUNT * vocabulary));
    }
    costs
}

/// Turns log-likelihoods into probabilities. An entry without phrasings has none.
fn add_probabilities(fits: &mut [Fit], logs: &[f32]) {
    let best = logs.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = logs.iter().map(|log| expf(log - best)).sum();
    for (fit, log) in fits.iter_mut().zip(logs) {
        fit.bayes = if fit.together > 0.0 { expf(log - best) / sum } else { 0.0 };
    }
}

fn meanings(entries: usize, phrasings: &[Phrasing<'_>]) -> Vec<Option<Vector>> {
    let mut sums = vec![[0.0; DIMENSIONS]; entries];
    for phrasing in phrasings {
        if let Some(vector) = meaning(phrasing.text) {
            sums[phrasing.entry].iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
    }
    sums.into_iter().map(unit).collect()
}

impl Counts {
    fn of(words: &[Word], share: f32) -> Self {
        let mut counts = Self::default();
        counts.add_all(words, share);
        counts
    }

    /// Counts the features of `words`, each as `share` of one.
    fn add_all(&mut self, words: &[Word], share: f32) {
        let mut before = START;
        for word in words.iter().filter(|word| word.class != Class::Mark) {
            let name = word.term.map_or_else(|| hash(word.text.chars()), |term| u64::from(term) << 1 | 1);
            let share = if word.class == Class::Filler { share * FILLER } else { share };
            self.add(0, mix(WORD, name), share);
            self.add(0, mix(mix(PAIR, before), name), share);
            before = name;
        }
        for (run, filler) in runs(words) {
            let share = if filler { share * FILLER } else { share };
            let sizes = if run.chars().any(is_chinese) { 1..=3 } else { 2..=5 };
            let chars: Vec<char> = run.chars().collect();
            for size in sizes {
                for gram in chars.windows(size) {
                    self.add(1, mix(GRAM, hash(gram.iter().copied())), share);
                }
            }
        }
    }

    fn add(&mut self, view: usize, feature: u64, share: f32) {
        *self.views[view].entry(feature).or_default() += share;
    }
}

/// Latin words with a blank on both sides, and Chinese words joined to the runs they were cut from.
fn runs(words: &[Word]) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool)> = Vec::new();
    let mut open = false;
    for word in words {
        let chinese = word.text.chars().any(is_chinese);
        match runs.last_mut() {
            Some((run, filler)) if chinese && open => {
                run.push_str(&word.text);
                *filler = false;
            }
            _ if word.class == Class::Mark => {}
            _ if chinese => runs.push((word.text.clone(), false)),
            _ => runs.extend(word.text.split(' ').map(|part| (format!(" {part} "), word.class == Class::Filler))),
        }
        open = chinese;
    }
    runs
}

const START: u64 = 1;
const WORD: u64 = 2;
const PAIR: u64 = 3;
const GRAM: u64 = 5;

/// A 64-bit mix after Steele and Vigna's SplitMix: features are told apart by their hashes alone.
fn mix(one: u64, other: u64) -> u64 {
    let mut value = one.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ other;
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

fn hash(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(7, |value, character| mix(value, u64::from(u32::from(character)))) & !1
}
