//! Which wordings ask the same? Those with the same telling words, and those with a slip in one of them.

use std::cmp::Ordering;

use strsim::normalized_damerau_levenshtein;

use super::gathered::{Gathered, hash};
use crate::matching::{Class, Matcher, Word};
use crate::parallel::{in_parallel, processors};
use crate::text::{Language, stem};

/// How much of two wordings must be the same, letter for letter.
const CLOSE: f64 = 0.85;
/// How many of the next ones in the order of the alphabet a wording is compared with: a slip rarely takes it far.
const WINDOW: usize = 5;
/// Most characters of a wording that is compared: a longer one is rarely typed twice.
const LONGEST_COMPARED: usize = 120;
/// Characters are counted by their last bits: letters have one count each.
const COUNTS: usize = 32;

/// What a wording asks for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    language: Language,
    /// A bit for each kind of question.
    kinds: u16,
    /// Hashes of its telling words: first those of the base or the language, then those that nobody knows, which are
    /// names or slips; both in order, and each once.
    words: Box<[u64]>,
    /// How many of them are known.
    known: u32,
}

/// Wordings that ask the same, together.
#[derive(Debug)]
pub(super) struct Alike {
    /// All wordings, those of one group after the other.
    order: Vec<u32>,
    /// Where each group begins, and where the last one ends.
    starts: Vec<u32>,
}

impl Alike {
    /// Puts the wordings that ask the same together. Compares each with a few, so that a million take seconds.
    pub(super) fn of(matcher: &Matcher, gathered: &Gathered) -> Self {
        let keys = in_parallel(gathered.len(), processors(), |number| Key::of(matcher, gathered, number as u32));
        let mut groups = Groups((0..gathered.len() as u32).collect());
        let mut order: Vec<u32> = groups.0.clone();
        order.sort_unstable_by_key(|number| (&keys[*number as usize], *number));
        for pair in order.windows(2) {
            let (one, other) = (&keys[pair[0] as usize], &keys[pair[1] as usize]);
            if one == other && !one.words.is_empty() {
                groups.join(pair[0], pair[1]);
            }
        }
        // A slip near the beginning is near the end of the reversed wording.
        let forwards = |one: &str, other: &str| one.cmp(other);
        let backwards = |one: &str, other: &str| one.chars().rev().cmp(other.chars().rev());
        for compare in [&forwards as &dyn Fn(&str, &str) -> Ordering, &backwards] {
            order.sort_unstable_by(|one, other| {
                let forms = compare(gathered.form(*one), gathered.form(*other));
                forms.then_with(|| one.cmp(other))
            });
            for (place, one) in order.iter().enumerate() {
                for other in order[place + 1..].iter().take(WINDOW) {
                    if groups.first(*one) != groups.first(*other)
                        && keys[*one as usize].may_be(&keys[*other as usize])
                        && are_close(gathered.form(*one), gathered.form(*other))
                    {
                        groups.join(*one, *other);
                    }
                }
            }
        }
        Self::gather(groups, order)
    }

    fn gather(mut groups: Groups, mut order: Vec<u32>) -> Self {
        let firsts: Vec<u32> = (0..order.len() as u32).map(|number| groups.first(number)).collect();
        let group = |number: u32| firsts[number as usize];
        order.sort_unstable_by_key(|number| (group(*number), *number));
        let begins = |at: &usize| *at == 0 || group(order[*at]) != group(order[*at - 1]);
        let starts = (0..order.len()).filter(begins).chain([order.len()]).map(|at| at as u32).collect();
        Self { order, starts }
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The wordings of a group.
    pub(super) fn wordings(&self, group: usize) -> &[u32] {
        &self.order[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    /// The same, to put them into another order.
    pub(super) fn wordings_mut(&mut self, group: usize) -> &mut [u32] {
        &mut self.order[self.starts[group] as usize..self.starts[group + 1] as usize]
    }
}

impl Key {
    fn of(matcher: &Matcher, gathered: &Gathered, wording: u32) -> Self {
        let language = gathered.language(wording);
        let question = matcher.read(gathered.typed(wording), language);
        let telling = question.words.iter().filter(|word| word.class.is_telling() && word.weight > 0.0);
        let (unknown, known): (Vec<&Word>, Vec<&Word>) = telling.partition(|word| word.class == Class::Unknown);
        let (known, unknown) = (hashes(&known), hashes(&unknown));
        Self {
            language,
            kinds: question.asked.wanted().fold(0, |kinds, kind| kinds | 1 << kind as u16),
            known: known.len() as u32,
            words: [known, unknown].concat().into(),
        }
    }

    fn known(&self) -> &[u64] {
        &self.words[..self.known as usize]
    }

    fn unknown(&self) -> &[u64] {
        &self.words[self.known as usize..]
    }

    /// Whether these could be one question with slips: only words that nobody knows may differ, since "height" is no
    /// slip of "weight", and 2024 none of 2025.
    fn may_be(&self, other: &Self) -> bool {
        let kinds = self.kinds == other.kinds || self.kinds == 0 || other.kinds == 0;
        self.language == other.language && kinds && self.may_slip(other) && other.may_slip(self)
    }

    /// Whether each word that is only the other's could stand here misspelt.
    fn may_slip(&self, other: &Self) -> bool {
        missing(other.known(), self.known()) <= missing(self.unknown(), other.unknown())
    }
}

/// How many of `of` don't stand in `others`; both are in order.
fn missing(of: &[u64], others: &[u64]) -> usize {
    of.iter().filter(|one| others.binary_search(one).is_err()).count()
}

fn hashes(words: &[&Word]) -> Vec<u64> {
    let mut hashes: Vec<u64> = words.iter().map(|word| meaning(word)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// What a word means to the base; its stem where it means nothing.
fn meaning(word: &Word) -> u64 {
    match word.term {
        Some(term) => hash(&term.index()),
        None => hash(&*stem(&word.text)),
    }
}

/// Whether two wordings differ by no more than a slip.
fn are_close(one: &str, other: &str) -> bool {
    may_be_close(one, other) && normalized_damerau_levenshtein(one, other) >= CLOSE
}

/// Whether enough characters are the same, wherever they stand: much faster to see than how far apart two texts are.
fn may_be_close(one: &str, other: &str) -> bool {
    let (mine, its) = (counts(one), counts(other));
    let length = |counts: &[u16; COUNTS]| counts.iter().map(|count| usize::from(*count)).sum::<usize>();
    let most = length(&mine).max(length(&its));
    let same: usize = mine.iter().zip(&its).map(|(one, other)| usize::from(*one.min(other))).sum();
    most <= LONGEST_COMPARED && same as f64 >= CLOSE * most as f64
}

/// How often each sort of character stands in the first characters of a text, with one more than are compared.
fn counts(text: &str) -> [u16; COUNTS] {
    let mut counts = [0; COUNTS];
    for character in text.chars().take(LONGEST_COMPARED + 1) {
        counts[character as usize % COUNTS] += 1;
    }
    counts
}

/// For each wording another one of its group, itself for the first.
struct Groups(Vec<u32>);

impl Groups {
    /// The first wording of a group.
    fn first(&mut self, mut number: u32) -> u32 {
        while self.0[number as usize] != number {
            self.0[number as usize] = self.0[self.0[number as usize] as usize];
            number = self.0[number as usize];
        }
        number
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
