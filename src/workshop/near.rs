//! The part of a large base that a change may touch: what shares the rarest words with the changed entry.
//!
//! A base of ten thousand facts takes seconds to make ready, twice for a change. What lies far from the changed
//! entry hardly matters to its questions, and is left to `citebot check`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Located;
use crate::facts::Base;
use crate::text::{PerLanguage, is_chinese, stem};

/// Entries that are asked before and after a change.
const MOST_NEAR: usize = 300;

/// The ids of the entries of `after` that are nearest to the entry `id` by the words they share with it, itself among
/// them; `before` is the base before the change.
pub(super) fn near(before: &Base, after: &Base, id: &str) -> FxHashSet<String> {
    let own = [before, after].into_iter().flat_map(entries).filter(|(entry, _)| *entry == id);
    let wanted: FxHashSet<String> = own.flat_map(|(_, texts)| texts).flat_map(words).collect();
    let shared: Vec<(&str, FxHashSet<&String>)> = entries(after)
        .map(|(entry, texts)| (entry, texts.into_iter().flat_map(words).filter_map(|word| wanted.get(&word)).collect()))
        .collect();
    let mut entries_with: FxHashMap<&String, f32> = FxHashMap::default();
    for word in shared.iter().flat_map(|(_, words)| words) {
        *entries_with.entry(word).or_default() += 1.0;
    }
    let worth = |words: &FxHashSet<&String>| -> f32 {
        let mut worths: Vec<f32> = words.iter().map(|word| 1.0 / entries_with[word]).collect();
        // Sums of floats depend on their order, and a set has none.
        worths.sort_by(f32::total_cmp);
        worths.iter().sum()
    };
    let mut all: Vec<(f32, &str)> = shared.iter().map(|(entry, words)| (worth(words), *entry)).collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    all.into_iter().take(MOST_NEAR).map(|(_, entry)| entry).chain([id]).map(str::to_string).collect()
}

/// The phrasings of each fact and gap: it is these that compete for a question.
fn entries(base: &Base) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let facts = base.facts.iter().map(|fact| (fact.id.text.as_str(), asked(&fact.ask)));
    facts.chain(base.gaps.iter().map(|gap| (gap.id.text.as_str(), asked(&gap.ask))))
}

fn asked(ask: &PerLanguage<Vec<Located>>) -> Vec<&str> {
    ask.iter().flat_map(|(_, ask)| ask).map(|ask| ask.text.as_str()).collect()
}

/// The stems of a text, and its pairs of Chinese characters, which stand without blanks.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut words = Vec::new();
    for run in text.split(|character: char| !character.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let chars: Vec<char> = run.chars().collect();
        if chars.iter().copied().any(is_chinese) {
            words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else {
            words.push(stem(run).to_string());
        }
    }
    words
}
