//! The features of a text: its words with pairs of neighbours (word uni- and bigrams), and the character 2- to 5-grams
//! inside its words (1- to 3-grams of Chinese runs).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::RangeInclusive;

use compact_str::CompactString;

use super::context::Context;
use super::word::{Class, Term, Word};
use crate::text::is_chinese;

/// Words and pairs of words; character n-grams.
pub(super) const VIEWS: usize = 2;

/// The features of a text by view, each as often as it stands there, with what one stands for.
pub(super) type Features = [Vec<(u64, f32)>; VIEWS];

/// Features are hashes already: to hash them again would only cost time.
pub(super) type FeatureMap<T> = HashMap<u64, T, BuildHasherDefault<FeatureHasher>>;

/// Hands a feature's own hash on.
#[derive(Debug, Default)]
pub(super) struct FeatureHasher(u64);

impl Hasher for FeatureHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    #[inline]
    fn write_u64(&mut self, feature: u64) {
        self.0 = feature;
    }
}

/// What the features of a word are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    text: &'a str,
    term: Option<Term>,
    parts: &'a [Term],
    class: Class,
}

impl<'a> From<&'a Word> for Seen<'a> {
    #[inline]
    fn from(word: &'a Word) -> Self {
        Self { text: &word.text, term: word.term, parts: &word.parts, class: word.class }
    }
}

/// A word that is kept for its features alone: a whole [`Word`] takes three times the room.
#[derive(Debug)]
pub(crate) struct Kept {
    text: CompactString,
    term: Option<Term>,
    parts: Box<[Term]>,
    class: Class,
}

impl From<Word> for Kept {
    fn from(word: Word) -> Self {
        Self { text: word.text, term: word.term, parts: word.parts.into(), class: word.class }
    }
}

impl<'a> From<&'a Kept> for Seen<'a> {
    #[inline]
    fn from(word: &'a Kept) -> Self {
        Self { text: &word.text, term: word.term, parts: &word.parts, class: word.class }
    }
}

/// The features of a text; those of what it leans on count less.
pub(super) fn features<'a, W>(words: &'a [W], context: &'a Context) -> Features
where
    Seen<'a>: From<&'a W>,
{
    let lengths = words.iter().map(|word| Seen::from(word).text.len());
    let letters: usize = lengths.chain(context.words.iter().map(|word| word.text.len())).map(|length| length + 2).sum();
    let mut features = [Vec::with_capacity(2 * words.len() + 8), Vec::with_capacity(letters * LATIN_GRAMS.count())];
    add_features(&mut features, words, 1.0);
    add_features::<Word>(&mut features, &context.words, context.share);
    features
}

/// The words of a text in their normal form and without slips; Chinese words join to the runs they were cut from.
pub(super) fn plain<'a, W>(words: &'a [W]) -> String
where
    Seen<'a>: From<&'a W>,
{
    let mut text = String::with_capacity(words.iter().map(|word| Seen::from(word).text.len() + 1).sum());
    for word in words.iter().map(Seen::from) {
        if !word.text.starts_with(is_chinese) {
            text.push(' ');
        }
        text.push_str(word.text);
    }
    text
}

/// All words of a text in their order, as one feature.
pub(super) fn whole<'a, W>(words: &'a [W]) -> u64
where
    Seen<'a>: From<&'a W>,
{
    words
        .iter()
        .map(Seen::from)
        .filter(|word| word.class != Class::Mark)
        .fold(START, |before, word| mix(before, name(word)))
}

/// A word by its meaning, or by its letters if the base doesn't know it.
fn name(word: Seen<'_>) -> u64 {
    word.term.map_or_else(|| hash(word.text.chars()), named)
}

#[inline]
fn named(term: Term) -> u64 {
    u64::from(term) << 1 | 1
}

fn add_features<'a, W>(features: &mut Features, words: &'a [W], share: f32)
where
    Seen<'a>: From<&'a W>,
{
    let [view, grams] = features;
    let mut before = START;
    let mut add = |view: &mut Vec<(u64, f32)>, name: u64| {
        view.push((mix(WORD, name), share));
        view.push((mix(mix(PAIR, before), name), share));
        before = name;
    };
    for word in words.iter().map(Seen::from).filter(|word| word.class != Class::Mark) {
        // "Can you tell me" is one word that says nothing; its own words may tell one fact from another.
        if word.class != Class::Filler || word.parts.is_empty() {
            add(view, name(word));
            view.extend(word.parts.iter().map(|part| (mix(WORD, named(*part)), share)));
        } else {
            for part in word.parts {
                add(view, named(*part));
            }
        }
    }
    add_all_grams(grams, words, share);
}

/// The n-grams of Latin words with a blank on both sides, and of Chinese words joined to the runs
/// they were cut from.
fn add_all_grams<'a, W>(view: &mut Vec<(u64, f32)>, words: &'a [W], share: f32)
where
    Seen<'a>: From<&'a W>,
{
    let longest = words.iter().map(|word| Seen::from(word).text.len() + 2).max();
    let mut run: Vec<char> = Vec::with_capacity(longest.unwrap_or(0));
    for word in words.iter().map(Seen::from) {
        if word.text.chars().any(is_chinese) {
            run.extend(word.text.chars());
            continue;
        }
        add_grams(view, &mut run, CHINESE_GRAMS, share);
        if word.class == Class::Mark {
            continue;
        }
        for part in word.text.split(' ') {
            run.push(' ');
            run.extend(part.chars());
            run.push(' ');
            add_grams(view, &mut run, LATIN_GRAMS, share);
        }
    }
    add_grams(view, &mut run, CHINESE_GRAMS, share);
}

/// Sizes of the n-grams of each script.
const LATIN_GRAMS: RangeInclusive<usize> = 2..=5;
const CHINESE_GRAMS: RangeInclusive<usize> = 1..=3;

/// Adds the n-grams of a run, and empties it.
fn add_grams(view: &mut Vec<(u64, f32)>, run: &mut Vec<char>, sizes: RangeInclusive<usize>, share: f32) {
    for start in 0..run.len() {
        let mut gram = GRAM;
        for (at, character) in run[start..].iter().take(*sizes.end()).enumerate() {
            gram = mix(gram, u64::from(u32::from(*character)));
            if at + 1 >= *sizes.start() {
                view.push((gram, share));
            }
        }
    }
    run.clear();
}

const START: u64 = 1;
const WORD: u64 = 2;
const PAIR: u64 = 3;
const GRAM: u64 = 5;

/// A 64-bit mix after Steele and Vigna's `SplitMix`: features are told apart by their hashes alone.
#[inline]
pub(super) fn mix(one: u64, other: u64) -> u64 {
    let mut value = one.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ other;
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

fn hash(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(7, |value, character| mix(value, u64::from(u32::from(character)))) & !1
}
