//! Which entries does a question resemble? An inverted index over words and character n-grams.
//!
//! A phrasing is two vectors: its words with pairs of neighbours, and the 2- to 5-grams inside its
//! words (1- to 3-grams of Chinese runs). Weights are counted over entries, not over phrasings: a
//! word that stands in all phrasings of one fact is as telling as can be.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use libm::{expf, logf};

use super::weights::{ADDED_COUNT, BAYES, CONTEXT, FILLER, MEANING};
use super::word::{Class, Word};
use crate::text::{DIMENSIONS, Vector, is_chinese, meaning, nearness, unit};

/// Words and pairs of words; character n-grams.
const VIEWS: usize = 2;

/// The features of a text with how often it has each, by view; each feature once, in order.
type Counts = [Vec<(u64, f32)>; VIEWS];

/// Features are hashes already: to hash them again would only cost time.
type FeatureMap<T> = HashMap<u64, T, BuildHasherDefault<FeatureHasher>>;

/// Hands a feature's own hash on.
#[derive(Debug, Default)]
struct FeatureHasher(u64);

impl Hasher for FeatureHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, feature: u64) {
        self.0 = feature;
    }
}

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
    features: FeatureMap<Feature>,
    /// Weight of a feature that no entry has.
    unknown_weight: f32,
    /// What naive Bayes takes off each entry for a unit of feature weight: large entries need more.
    bayes_cost: Vec<f32>,
    /// The entry of each phrasing, by its words in order.
    verbatim: FeatureMap<usize>,
    meanings: Vec<Option<Vector>>,
}

/// Where a feature occurs.
#[derive(Debug)]
struct Feature {
    weight: f32,
    /// Phrasings and the feature's share in them.
    phrasings: Vec<(u32, f32)>,
    /// Entries, the feature's share in their phrasings taken together, and what it adds for Bayes.
    entries: Vec<(u32, f32, f32)>,
}

/// A phrasing to be indexed. Phrasings of one entry stand in a row.
pub(crate) struct Phrasing<'a> {
    pub(crate) entry: usize,
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
}

impl Index {
    pub(crate) fn new(entries: usize, phrasings: &[Phrasing<'_>]) -> Self {
        let counts: Vec<Counts> = phrasings.iter().map(|phrasing| counts(phrasing.words, &[])).collect();
        let owners: Vec<usize> = phrasings.iter().map(|phrasing| phrasing.entry).collect();
        let mut index = Self {
            features: weighted_features(entries, &owners, &counts),
            owners,
            unknown_weight: logf(1.0 + entries as f32) + 1.0,
            bayes_cost: Vec::with_capacity(entries),
            verbatim: phrasings.iter().rev().map(|phrasing| (whole(phrasing.words), phrasing.entry)).collect(),
            meanings: meanings(entries, phrasings),
        };
        let mut at = 0;
        for entry in 0..entries {
            let own = index.owners[at..].iter().take_while(|owner| **owner == entry).count();
            index.add_entry(entry, at, &counts[at..at + own]);
            at += own;
        }
        index
    }

    /// Adds the phrasings of an entry, of which `first` is the first: each is a vector of length one
    /// in each view, and so is their sum.
    fn add_entry(&mut self, entry: usize, first: usize, phrasings: &[Counts]) {
        let mut total = 0.0;
        for view in 0..VIEWS {
            let mut sums: Vec<(u64, f32)> = Vec::new();
            for (at, counts) in phrasings.iter().enumerate() {
                let shares = self.shares(&counts[view]);
                for (feature, share) in &shares {
                    if let Some(known) = self.features.get_mut(feature) {
                        known.phrasings.push(((first + at) as u32, *share));
                    }
                }
                sums.extend(shares);
            }
            let sums = summed(sums);
            let length = sums.iter().map(|(_, sum)| sum * sum).sum::<f32>().sqrt();
            for (feature, sum) in sums {
                total += sum;
                if let Some(known) = self.features.get_mut(&feature) {
                    let gain = logf((sum + ADDED_COUNT) / ADDED_COUNT);
                    known.entries.push((entry as u32, sum / length, gain));
                }
            }
        }
        self.bayes_cost.push(logf(total + ADDED_COUNT * self.features.len() as f32));
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
        for view in counts(words, context) {
            for (feature, share) in self.shares(&view) {
                let Some(found) = self.features.get(&feature) else {
                    continue;
                };
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

    /// The features of one view with their shares: the squares of the shares add up to one.
    fn shares(&self, view: &[(u64, f32)]) -> Vec<(u64, f32)> {
        let weigh = |(feature, count): &(u64, f32)| {
            let weight = self.features.get(feature).map_or(self.unknown_weight, |feature| feature.weight);
            // Below one, a count is itself: its logarithm would turn it around.
            let count = if *count > 1.0 { 1.0 + logf(*count) } else { *count };
            (*feature, count * weight)
        };
        let mut shares: Vec<(u64, f32)> = view.iter().map(weigh).collect();
        let length = shares.iter().map(|(_, share)| share * share).sum::<f32>().sqrt();
        for (_, share) in &mut shares {
            *share /= length.max(f32::MIN_POSITIVE);
        }
        shares
    }
}

/// Every feature with its weight: the logarithm of how few entries have it.
fn weighted_features(entries: usize, owners: &[usize], counts: &[Counts]) -> FeatureMap<Feature> {
    // Phrasings of one entry stand in a row, so an entry is counted once if its last owner is remembered.
    let mut seen: FeatureMap<(usize, u32)> = FeatureMap::default();
    for (owner, views) in owners.iter().zip(counts) {
        for (feature, _) in views.iter().flatten() {
            let (last, entries_with) = seen.entry(*feature).or_insert((usize::MAX, 0));
            if last != owner {
                *last = *owner;
                *entries_with += 1;
            }
        }
    }
    let weigh = |(feature, (_, entries_with)): (u64, (usize, u32))| {
        let weight = logf((1.0 + entries as f32) / (1.0 + entries_with as f32)) + 1.0;
        (feature, Feature { weight, phrasings: Vec::new(), entries: Vec::new() })
    };
    seen.into_iter().map(weigh).collect()
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

/// The features of a text; those of `context` count half.
fn counts(words: &[Word], context: &[Word]) -> Counts {
    let mut counts = Counts::default();
    count(&mut counts, words, 1.0);
    count(&mut counts, context, CONTEXT);
    counts.map(summed)
}

/// All words of a text in their order, as one feature.
fn whole(words: &[Word]) -> u64 {
    words.iter().filter(|word| word.class != Class::Mark).fold(START, |before, word| mix(before, name(word)))
}

/// A word by its meaning, or by its letters if the base doesn't know it.
fn name(word: &Word) -> u64 {
    word.term.map_or_else(|| hash(word.text.chars()), |term| u64::from(term) << 1 | 1)
}

fn count(counts: &mut Counts, words: &[Word], share: f32) {
    let mut before = START;
    for word in words.iter().filter(|word| word.class != Class::Mark) {
        let name = name(word);
        let share = if word.class == Class::Filler { share * FILLER } else { share };
        counts[0].push((mix(WORD, name), share));
        counts[0].push((mix(mix(PAIR, before), name), share));
        before = name;
    }
    let mut chars: Vec<char> = Vec::new();
    for (run, filler) in runs(words) {
        let share = if filler { share * FILLER } else { share };
        let sizes = if run.chars().any(is_chinese) { 1..=3 } else { 2..=5 };
        chars.clear();
        chars.extend(run.chars());
        for size in sizes {
            for gram in chars.windows(size) {
                counts[1].push((mix(GRAM, hash(gram.iter().copied())), share));
            }
        }
    }
}

/// Each feature once, with its shares added up.
fn summed(mut features: Vec<(u64, f32)>) -> Vec<(u64, f32)> {
    features.sort_unstable_by_key(|(feature, _)| *feature);
    features.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    features
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
            // The letters of "the" and "how many" would only drown those that tell something.
            _ if matches!(word.class, Class::Mark | Class::Filler) && !chinese => {}
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

/// A 64-bit mix after Steele and Vigna's `SplitMix`: features are told apart by their hashes alone.
fn mix(one: u64, other: u64) -> u64 {
    let mut value = one.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ other;
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

fn hash(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(7, |value, character| mix(value, u64::from(u32::from(character)))) & !1
}
