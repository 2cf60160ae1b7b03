//! Which entries does a question resemble? Features, their weights, and the model over them.
//!
//! A phrasing is two vectors: its words with pairs of neighbours, and the n-grams inside its words.
//! Weights are counted over entries, not over phrasings: a word that stands in all phrasings of one
//! fact is as telling as can be.

use libm::{expf, logf};

use super::both;
use super::context::Context;
use super::entry::EntryId;
use super::features::{FeatureMap, Kept, Seen, features, plain, whole};
use super::model::{Example, Model, Strength, Sums, View};
use super::train::Examples;
use super::weights::{CALM, CALM_FOR_ORDER, MOST_TRAINED_ON, MOST_TUNED_ON};
use super::word::Word;
use crate::simd::exp_all;
use crate::text::{WordTable, meaning};

/// How well an entry fits a question.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fit {
    /// How strongly its words and letters speak for it, in logits; only differences between entries tell.
    pub words: f32,
    /// How strongly its meaning speaks for it, by the word table, in logits; none without the table.
    pub meaning: Option<f32>,
    /// How it stands to the entry that fits best, from 0 to 1; 1 for that one.
    pub standing: f32,
    /// How likely it is the one that is meant, by words, letters and meaning alone, in logits.
    pub chance: f32,
}

/// The index of one language.
#[derive(Debug)]
pub(crate) struct Index {
    /// The number of each feature.
    numbers: FeatureMap<u32>,
    /// The inverse document frequency (IDF) of each feature, over entries.
    weights: Vec<f32>,
    /// The IDF of a feature that no entry has.
    unknown_weight: f32,
    table: WordTable,
    model: Model,
    /// The inverse temperature of this base.
    sharpness: f32,
    /// The entry of each phrasing, by its words in order.
    verbatim: FeatureMap<EntryId>,
}

/// A phrasing to be indexed. Phrasings of one entry stand in a row.
#[derive(Debug)]
pub(crate) struct Phrasing {
    entry: EntryId,
    words: Vec<Kept>,
}

impl Phrasing {
    /// A text of `entry` that was read.
    pub(crate) fn new(entry: EntryId, words: Vec<Word>) -> Self {
        // Not collected in place, where it would keep the room that the words took.
        let mut kept = Vec::with_capacity(words.len());
        kept.extend(words.into_iter().map(Kept::from));
        Self { entry, words: kept }
    }
}

impl Index {
    pub(crate) fn new(entries: usize, phrasings: Vec<Phrasing>, table: WordTable) -> Self {
        // A large base is not trained, so only those of its examples are kept that the temperature is fitted on.
        let trains = phrasings.len() * entries <= MOST_TRAINED_ON;
        let step = if trains { 1 } else { phrasings.len().div_ceil(MOST_TUNED_ON) };
        let (mut index, examples) = Self::untrained(entries, phrasings, table, step);
        let lesson = examples.lesson();
        index.sharpness = lesson.sharpness(&index.model, entries);
        if trains {
            lesson.train(&mut index.model);
        }
        index
    }

    /// Leave-one-out ranks before training: how many of the first `among` entries match each phrasing better than its own
    /// entry does without it.
    pub(super) fn ranks_alone(entries: usize, among: usize, phrasings: Vec<Phrasing>, table: WordTable) -> Vec<usize> {
        let (index, examples) = Self::untrained(entries, phrasings, table, 1);
        examples.lesson().ranks(&index.model, among)
    }

    /// The index with the model as it is before training, and every `step`th example.
    fn untrained(entries: usize, phrasings: Vec<Phrasing>, table: WordTable, step: usize) -> (Self, Examples) {
        let (numbers, entries_with) = number(&phrasings);
        let weights = entries_with.into_iter().map(|entries_with| weight(entries, entries_with)).collect();
        let mut index = Self {
            numbers,
            weights,
            unknown_weight: weight(entries, 0),
            table,
            model: Model::default(),
            sharpness: 1.0,
            verbatim: phrasings.iter().rev().map(|phrasing| (whole(&phrasing.words), phrasing.entry)).collect(),
        };
        let mut sums = Sums::new(entries, index.weights.len(), table);
        let mut examples = Examples::default();
        let mut at = 0;
        let nothing = Context::none();
        let mut add = |entry: EntryId, example: Example| {
            sums.add(entry, &example);
            if at % step == 0 {
                examples.all.push(example);
                examples.owners.push(entry);
            }
            at += 1;
        };
        // Phrasings take more room than anything that is made of them, so each goes as soon as it was read.
        let mut rest = phrasings.into_iter();
        while rest.len() > 0 {
            let some: Vec<Phrasing> = rest.by_ref().take(AT_ONCE).collect();
            each(&some, |phrasing| index.example(&phrasing.words, &nothing), &mut add);
        }
        sums.close();
        examples.lent = sums.lent(&examples.owners, &examples.all);
        index.model = sums.model();
        (index, examples)
    }

    /// A text as the model sees it; `context` is what it is about besides its own words.
    fn example<'a, W>(&self, words: &'a [W], context: &'a Context) -> Example
    where
        Seen<'a>: From<&'a W>,
    {
        let views = features(words, context).map(|view| self.view(&view));
        let meaning = match self.table {
            WordTable::Used => meaning(&plain(words)).map(Box::new),
            WordTable::Unused => None,
        };
        Example { meaning, ..Example::new(views) }
    }

    /// The entry that has these very words as a phrasing, synonyms and marks aside.
    pub(crate) fn verbatim(&self, words: &[Word]) -> Option<EntryId> {
        self.verbatim.get(&whole(words)).copied()
    }

    /// How well entries fit a question, the best first and at most `most` of them; `context` is what it
    /// is about besides its own words.
    pub(crate) fn fits(&self, words: &[Word], context: &Context, most: usize) -> Vec<(EntryId, Fit)> {
        let example = self.example(words, context);
        let mut best = self.model.best(&example);
        let order = |one: &(EntryId, Strength), other: &(EntryId, Strength)| {
            other.1.all().total_cmp(&one.1.all()).then(one.0.cmp(&other.0))
        };
        let Some(first) = best.iter().map(|(_, strength)| strength.all()).reduce(f32::max) else {
            return Vec::new();
        };
        let behind = |strength: &Strength| self.sharpness * (strength.all() - first);
        // Those far behind add nothing that would be seen.
        let near = best.iter().map(|(_, strength)| CALM * behind(strength)).filter(|behind| *behind > -NOTHING);
        let mut powers: Vec<f32> = near.collect();
        exp_all(&mut powers);
        let sum: f32 = powers.iter().sum();
        if best.len() > most {
            best.select_nth_unstable_by(most, order);
            best.truncate(most);
        }
        best.sort_unstable_by(order);
        let known = example.known.sqrt();
        let fit = |strength: Strength| Fit {
            words: strength.words,
            meaning: (self.table == WordTable::Used).then_some(strength.meaning),
            standing: expf(CALM_FOR_ORDER * behind(&strength)),
            chance: logit(expf(CALM * behind(&strength)) / sum * known),
        };
        best.into_iter().map(|(entry, strength)| (entry, fit(strength))).collect()
    }

    /// The features of one view that the index knows; those it doesn't know take their share all the same.
    fn view(&self, features: &[(u64, f32)]) -> View {
        let mut view = View { known: Vec::with_capacity(features.len()), squares: 0.0 };
        for (feature, share) in features {
            let number = self.numbers.get(feature);
            let telling = number.map_or(self.unknown_weight, |number| self.weights[*number as usize]);
            let weight = share * telling;
            view.squares += weight * weight;
            view.known.extend(number.map(|number| (*number, weight)));
        }
        view
    }
}

/// How many phrasings are read before they are used: their features take much room.
const AT_ONCE: usize = 256;

/// Reads each phrasing, on two threads, and hands on what was read in order, with the entry.
fn each<T: Send>(phrasings: &[Phrasing], read: impl Fn(&Phrasing) -> T + Sync, mut take: impl FnMut(EntryId, T)) {
    for some in phrasings.chunks(AT_ONCE) {
        let read = |phrasings: &[Phrasing]| -> Vec<T> { phrasings.iter().map(&read).collect() };
        let (half, rest) = some.split_at(some.len() / 2);
        let (one, other) = both(|| read(half), || read(rest));
        one.into_iter().chain(other).zip(some).for_each(|(read, phrasing)| take(phrasing.entry, read));
    }
}

/// A number for each feature, and how many entries have each. Phrasings of one entry stand in a row,
/// so an entry is counted once if the last one that had the feature is remembered.
fn number(phrasings: &[Phrasing]) -> (FeatureMap<u32>, Vec<u32>) {
    let mut numbers: FeatureMap<u32> = FeatureMap::default();
    let mut entries_with: Vec<u32> = Vec::new();
    let mut last: Vec<Option<EntryId>> = Vec::new();
    each(
        phrasings,
        |phrasing| features(&phrasing.words, &Context::none()),
        |entry, views| {
            for (feature, _) in views.iter().flatten() {
                let number = *numbers.entry(*feature).or_insert(last.len() as u32) as usize;
                if number == last.len() {
                    last.push(None);
                    entries_with.push(0);
                }
                if last[number] != Some(entry) {
                    last[number] = Some(entry);
                    entries_with[number] += 1;
                }
            }
        },
    );
    (numbers, entries_with)
}

/// The weight of a feature that so many of the entries have.
fn weight(entries: usize, entries_with: u32) -> f32 {
    logf((1.0 + entries as f32) / (1.0 + entries_with as f32)) + 1.0
}

/// How many logits behind the best an entry is as good as impossible.
const NOTHING: f32 = 10.0;

/// A probability in logits, within bounds.
fn logit(chance: f32) -> f32 {
    let chance = chance.clamp(1e-6, 1.0 - 1e-6);
    logf(chance / (1.0 - chance))
}
