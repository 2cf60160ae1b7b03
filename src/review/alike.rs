//! Which wordings ask the same? Those with the same telling words, and those with a slip in one of them.

use std::collections::{BTreeMap, BTreeSet};

use strsim::normalized_damerau_levenshtein;

use super::Wording;
use crate::matching::{Class, Matcher, Word};
use crate::text::{Kind, Language, stem};

/// How much of two wordings must be the same, letter for letter.
const CLOSE: f64 = 0.85;
/// How many of the next ones in the order of the alphabet a wording is compared with: a slip rarely takes it far.
const WINDOW: usize = 5;
/// Most characters of a wording that is compared: a longer one is rarely typed twice.
const LONGEST_COMPARED: usize = 120;

/// What a wording asks for.
struct Key {
    language: Language,
    kinds: BTreeSet<Kind>,
    /// Telling words that are words: of the base, or of the language.
    sure: BTreeSet<String>,
    /// Words that nobody knows: names, or slips.
    unknown: BTreeSet<String>,
    /// Each character, sorted.
    characters: Vec<char>,
}

/// Puts the wordings that ask the same together. Compares each with a few, so that ten thousand take no time.
pub(super) fn alike<'a>(matcher: &Matcher, wordings: Vec<Wording<'a>>) -> Vec<Vec<Wording<'a>>> {
    let keys: Vec<Key> = wordings.iter().map(|wording| Key::of(matcher, wording)).collect();
    let mut groups = Groups((0..wordings.len()).collect());
    let mut same_words = BTreeMap::new();
    for (number, key) in keys.iter().enumerate() {
        if !(key.sure.is_empty() && key.unknown.is_empty()) {
            let first = *same_words.entry((key.language, &key.kinds, &key.sure, &key.unknown)).or_insert(number);
            groups.join(first, number);
        }
    }
    // A slip near the beginning is near the end of the reversed wording.
    let reversed = |form: &str| form.chars().rev().collect::<String>();
    for turned in [false, true] {
        let mut order: Vec<usize> = (0..wordings.len()).collect();
        order.sort_by_cached_key(|at| {
            let form = &wordings[*at].form;
            if turned { reversed(form) } else { form.clone() }
        });
        for (place, one) in order.iter().enumerate() {
            for other in order[place + 1..].iter().take(WINDOW) {
                if groups.first(*one) != groups.first(*other)
                    && keys[*one].may_be(&keys[*other])
                    && normalized_damerau_levenshtein(&wordings[*one].form, &wordings[*other].form) >= CLOSE
                {
                    groups.join(*one, *other);
                }
            }
        }
    }
    let mut gathered: BTreeMap<usize, Vec<Wording<'a>>> = BTreeMap::new();
    for (number, wording) in wordings.into_iter().enumerate() {
        gathered.entry(groups.first(number)).or_default().push(wording);
    }
    gathered.into_values().collect()
}

impl Key {
    fn of(matcher: &Matcher, wording: &Wording<'_>) -> Self {
        // Capitals tell names, so that it is read as it was typed.
        let language = wording.rows[0].language;
        let question = matcher.read(&wording.rows[0].question, language);
        let telling = question.words.iter().filter(|word| word.class.is_telling() && word.weight > 0.0);
        let (unknown, sure): (Vec<&Word>, Vec<&Word>) = telling.partition(|word| word.class == Class::Unknown);
        let mut characters: Vec<char> = wording.form.chars().collect();
        characters.sort_unstable();
        Self {
            language,
            kinds: question.asked.wanted().collect(),
            sure: sure.into_iter().map(meaning).collect(),
            unknown: unknown.into_iter().map(meaning).collect(),
            characters,
        }
    }

    /// Whether these could be one question with slips: only words that nobody knows may differ, since "height" is no
    /// slip of "weight", and 2024 none of 2025.
    fn may_be(&self, other: &Self) -> bool {
        let kinds = self.kinds == other.kinds || self.kinds.is_empty() || other.kinds.is_empty();
        self.language == other.language
            && kinds
            && self.may_slip(other)
            && other.may_slip(self)
            && self.has_characters_of(other)
    }

    /// Whether each word that is only the other's could stand here misspelt.
    fn may_slip(&self, other: &Self) -> bool {
        other.sure.difference(&self.sure).count() <= self.unknown.difference(&other.unknown).count()
    }

    /// Whether enough characters are the same, wherever they stand: much faster to see than how far apart two texts are.
    fn has_characters_of(&self, other: &Self) -> bool {
        let (mut mine, mut its) = (self.characters.as_slice(), other.characters.as_slice());
        let most = mine.len().max(its.len());
        let mut same = 0;
        while let ([first, rest @ ..], [its_first, its_rest @ ..]) = (mine, its) {
            same += usize::from(first == its_first);
            if first <= its_first {
                mine = rest;
            }
            if its_first <= first {
                its = its_rest;
            }
        }
        most <= LONGEST_COMPARED && same as f64 >= CLOSE * most as f64
    }
}

/// What a word means to the base; its stem where it means nothing.
fn meaning(word: &Word) -> String {
    word.term.map_or_else(|| stem(&word.text).to_string(), |term| format!("#{}", term.index()))
}

/// For each wording another one of its group, itself for the first.
struct Groups(Vec<usize>);

impl Groups {
    /// The first wording of a group.
    fn first(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }
}
