//! What each fact is about: what its curator says, or else what its phrasings give most often.
//!
//! "and in the evening?" after an answer on the pool is a question on the pool. A curator who lists
//! what a fact is about says so; where nobody did, the phrasings show it: whoever asks for one fact
//! in several ways gives the same thing each time, and words the rest otherwise.

use std::collections::BTreeMap;

use super::entry::{Entries, EntryId, Role, Text};
use super::weights::{LEAST_GIVING, MOST_THINGS};
use super::word::{Class, Word};
use crate::facts::Base;
use crate::text::Language;

/// What each fact is about, by fact.
pub(super) fn about(base: &Base, entries: &Entries, texts: &[Text<'_>], words: &[Vec<Word>]) -> Vec<Vec<String>> {
    let mut own: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate().filter(|(_, text)| text.role == Role::Phrasing) {
        own.entry(text.entry).or_default().push(at);
    }
    let of = |fact| {
        let told = &base.fact(fact).about;
        if !told.is_empty() {
            return told.iter().map(|about| about.text.clone()).collect();
        }
        let asks = own.get(&entries.id_of(super::Entry::Fact(fact))).map_or(&[][..], Vec::as_slice);
        // Those that were made of others by synonyms come last, and say nothing more.
        let written = base.fact(fact).ask.iter().map(|(_, ask)| ask.len()).sum();
        let asks = &asks[..asks.len().min(written)];
        Language::ALL.into_iter().flat_map(|language| common(language, asks, texts, words)).collect()
    };
    base.fact_ids().map(of).collect()
}

/// What the phrasings of one language at `asks` give most often, the most telling first.
fn common(language: Language, asks: &[usize], texts: &[Text<'_>], words: &[Vec<Word>]) -> Vec<String> {
    let asks: Vec<&Vec<Word>> =
        asks.iter().filter(|at| texts[**at].language == language).map(|at| &words[*at]).collect();
    let mut counts: BTreeMap<&str, (usize, f32)> = BTreeMap::new();
    for words in &asks {
        let mut given: Vec<&Word> = words.iter().filter(|word| is_given(word)).collect();
        given.sort_unstable_by_key(|word| &word.text);
        given.dedup_by_key(|word| &word.text);
        for word in given {
            let (count, weight) = counts.entry(word.text.as_str()).or_default();
            (*count, *weight) = (*count + 1, word.weight);
        }
    }
    let mut things: Vec<(&str, f32)> = counts
        .into_iter()
        .filter(|(_, (count, _))| *count as f32 >= LEAST_GIVING * asks.len() as f32)
        .map(|(thing, (count, weight))| (thing, count as f32 * weight))
        .collect();
    things.sort_by(|one, other| other.1.total_cmp(&one.1));
    things.into_iter().take(MOST_THINGS).map(|(thing, _)| thing.to_string()).collect()
}

/// Whether a word may be a thing that a question gives: no function word, and none that asks for a property.
fn is_given(word: &Word) -> bool {
    let names = matches!(word.class, Class::Known | Class::Name | Class::Place);
    names && word.weight > 0.0 && word.properties.is_empty()
}
