//! Which facts do a few typed letters pick? For completion and lists, never for answering.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::facts::{Base, Fact, FactId};
use crate::text::normal_form;

/// The facts of a base, ready to be picked from.
pub struct Picker {
    matcher: SkimMatcherV2,
    facts: Vec<Texts>,
}

/// What a fact is picked by, in normal form.
struct Texts {
    id: String,
    labels: Vec<String>,
    phrasings: Vec<String>,
}

/// A hit in an id is worth this much of one in a label, in hundredths: ids are abbreviations.
const BY_ID: i64 = 90;
/// A hit in a phrasing that is no label: people do not see it in the list.
const BY_PHRASING: i64 = 80;
/// What a word must score of what it scores on itself, in hundredths. The matcher takes any letters
/// in order: a word with a letter left out keeps 75 and more, a Chinese word inside a sentence 69,
/// letters strewn over a sentence about 50.
const LEAST_OF_ITSELF: i64 = 65;
/// What a fact must score of the best one, in hundredths: a hit in its id alone stays in.
const NEAR_BEST: i64 = 70;

/// Most characters of a pattern that are read: each costs a look at every phrasing.
const LONGEST_PATTERN: usize = 80;

impl Picker {
    /// Makes the facts of `base` ready.
    pub fn new(base: &Base) -> Self {
        Self { matcher: SkimMatcherV2::default().ignore_case(), facts: base.facts.iter().map(Texts::of).collect() }
    }

    /// The facts that `pattern` picks, the best first: each of its words must stand in
    /// the fact's id, label or phrasings, with letters left out. An empty pattern picks all.
    pub fn pick(&self, pattern: &str) -> Vec<FactId> {
        let pattern: String = pattern.chars().take(LONGEST_PATTERN).collect();
        let pattern = normal_form(&pattern);
        let least = |word: &str| self.matcher.fuzzy_match(word, word).unwrap_or_default() * LEAST_OF_ITSELF / 100;
        let words: Vec<(&str, i64)> = pattern.split_whitespace().map(|word| (word, least(word))).collect();
        let mut scored: Vec<(i64, FactId)> = self
            .facts
            .iter()
            .enumerate()
            .filter_map(|(index, texts)| Some((self.score(texts, &words)?, FactId(index))))
            .collect();
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or_default();
        scored.retain(|(score, _)| score * 100 >= best * NEAR_BEST);
        scored.sort_by_key(|(score, fact)| (-score, *fact));
        scored.into_iter().map(|(_, fact)| fact).collect()
    }

    /// The names among `names` that `pattern` picks, the best first.
    pub fn pick_names<'n>(&self, pattern: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
        let score = |name: &str| self.matcher.fuzzy_match(name, pattern);
        let mut scored: Vec<(i64, &str)> = names.into_iter().filter_map(|name| Some((score(name)?, name))).collect();
        scored.sort_by_key(|(score, _)| -score);
        scored.into_iter().map(|(_, name)| name).collect()
    }

    fn score(&self, texts: &Texts, words: &[(&str, i64)]) -> Option<i64> {
        words.iter().map(|(word, least)| self.word_score(texts, word, *least)).sum()
    }

    fn word_score(&self, texts: &Texts, word: &str, least: i64) -> Option<i64> {
        let hit = |text: &String| self.matcher.fuzzy_match(text, word).filter(|score| *score >= least);
        let best = |texts: &[String], worth: i64| texts.iter().filter_map(hit).max().map(|score| score * worth);
        let id = hit(&texts.id).map(|score| score * BY_ID);
        id.max(best(&texts.labels, 100)).max(best(&texts.phrasings, BY_PHRASING))
    }
}

impl Texts {
    fn of(fact: &Fact) -> Self {
        let mut texts = Self { id: fact.id.text.clone(), labels: Vec::new(), phrasings: Vec::new() };
        for (_, ask) in fact.ask.iter() {
            let mut ask = ask.iter().map(|phrasing| normal_form(&phrasing.text));
            texts.labels.extend(ask.next());
            texts.phrasings.extend(ask);
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::Picker;
    use crate::facts::{Files, load};

    #[test]
    fn a_few_letters_pick_the_facts_that_hold_them() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
        let base = load(&Files::read(&folder).unwrap()).unwrap();
        let cafe = Picker::new(&base);
        for (pattern, expected) in [
            ("", "opening-date founder address staff roasting beans oat-cake"),
            ("cake", "oat-cake"),
            ("oatcake", "oat-cake"),
            ("fnder", "founder"),
            ("bean peru", "beans"),
            ("STAFF", "staff"),
            ("员工", "staff"),
            ("員工", "staff"),
            ("address", "address"),
            ("zebra", ""),
            ("bean zebra", ""),
            ("\0\u{202E}🙂", ""),
        ] {
            let picked: Vec<&str> = cafe.pick(pattern).iter().map(|fact| base.fact(*fact).id.text.as_str()).collect();
            assert_eq!(picked.join(" "), expected, "{pattern:?}");
        }
        cafe.pick(&"a ".repeat(100_000));
    }
}
