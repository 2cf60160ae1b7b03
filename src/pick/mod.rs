//! Which facts do a few typed letters pick? For completion and lists, never for answering.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

mod alignment;
mod signature;
mod standing;

use alignment::Letters;
use signature::{Signature, Wanted};
use standing::Standing;

use crate::facts::{Base, Fact, FactId};
use crate::text::normal_form;

/// The facts of a base, ready to be picked from.
pub struct Picker {
    matcher: SkimMatcherV2,
    facts: Vec<Texts>,
    standing: Standing,
}

/// What a fact is picked by.
struct Texts {
    id: Text,
    labels: Vec<Text>,
    phrasings: Vec<Text>,
}

/// A text in normal form, and what tells at a glance that a word doesn't stand in it.
struct Text {
    text: String,
    signature: Signature,
}

/// A word of a pattern.
struct Typed<'a> {
    word: &'a str,
    letters: Letters,
    wanted: Wanted,
    /// What it scores on itself, which is the most.
    most: i64,
    /// The least that it must score.
    least: i64,
}

/// What a hit in a label is worth, in hundredths.
const BY_LABEL: i64 = 100;
/// A hit in an id is worth this much of one in a label: ids are abbreviations.
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
        let facts: Vec<Texts> = base.facts.iter().map(Texts::of).collect();
        let mut standing = Standing::default();
        for (fact, texts) in facts.iter().enumerate() {
            texts.each().for_each(|(text, worth)| standing.add(fact, &text.text, worth));
        }
        Self { matcher: SkimMatcherV2::default().ignore_case(), facts, standing }
    }

    /// The facts that `pattern` picks, the best first: each of its words must stand in the fact's id, label or phrasings.
    /// Where no fact has all of them as they were typed, letters may be left out. An empty pattern picks all.
    pub fn pick(&self, pattern: &str) -> Vec<FactId> {
        let pattern: String = pattern.chars().take(LONGEST_PATTERN).collect();
        let pattern = normal_form(&pattern);
        let mut words: Vec<Typed<'_>> = pattern.split_whitespace().map(Typed::of).collect();
        // The longest words stand in the fewest facts, and the others are looked for in those alone.
        words.sort_by_key(|typed| Reverse(typed.word.len()));
        let as_typed = near_best(self.as_typed(&words));
        if as_typed.is_empty() { near_best(self.by_letters(&words)) } else { as_typed }
    }

    /// What the facts score that have each word as it was typed.
    fn as_typed(&self, words: &[Typed<'_>]) -> Vec<(i64, FactId)> {
        let mut totals = vec![Some(0); self.facts.len()];
        for typed in words {
            let mut scores = vec![None; self.facts.len()];
            for (fact, less, worth) in self.standing.of(typed.word) {
                let score = typed.most - less;
                scores[fact] = scores[fact].max((score >= typed.least).then_some(score * worth));
            }
            totals = totals.into_iter().zip(scores).map(|(total, score)| Some(total? + score?)).collect();
            if totals.iter().all(Option::is_none) {
                return Vec::new();
            }
        }
        totals.into_iter().enumerate().filter_map(|(fact, total)| Some((total?, FactId(fact)))).collect()
    }

    /// What the facts score that have the letters of each word in their order.
    fn by_letters(&self, words: &[Typed<'_>]) -> Vec<(i64, FactId)> {
        let mut scored: Vec<(i64, FactId)> = (0..self.facts.len()).map(|fact| (0, FactId(fact))).collect();
        for typed in words {
            scored.retain_mut(|(total, fact)| {
                let score = self.facts[fact.index()].score(typed);
                *total += score.unwrap_or_default();
                score.is_some()
            });
        }
        scored
    }

    /// The names among `names` that `pattern` picks, the best first.
    pub fn pick_names<'n>(&self, pattern: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
        let score = |name: &str| self.matcher.fuzzy_match(name, pattern);
        let mut scored: Vec<(i64, &str)> = names.into_iter().filter_map(|name| Some((score(name)?, name))).collect();
        scored.sort_by_key(|(score, _)| -score);
        scored.into_iter().map(|(_, name)| name).collect()
    }
}

impl<'a> Typed<'a> {
    fn of(word: &'a str) -> Self {
        let letters = Letters::of(word);
        let most = letters.score(word).unwrap_or_default();
        Self { word, letters, wanted: Wanted::of(word), most, least: most * LEAST_OF_ITSELF / 100 }
    }

    /// What the word scores on a text, if that is enough.
    fn hit(&self, text: &Text, least: i64) -> Option<i64> {
        if self.most < least || !text.signature.may_score(&self.wanted, least) {
            return None;
        }
        self.letters.score(&text.text).filter(|score| *score >= least)
    }
}

/// The facts that score near the best one, the best first.
fn near_best(mut scored: Vec<(i64, FactId)>) -> Vec<FactId> {
    let best = scored.iter().map(|(total, _)| *total).max().unwrap_or_default();
    scored.retain(|(total, _)| total * 100 >= best * NEAR_BEST);
    scored.sort_by_key(|(total, fact)| (-total, *fact));
    scored.into_iter().map(|(_, fact)| fact).collect()
}

impl Texts {
    fn of(fact: &Fact) -> Self {
        let mut texts = Self { id: Text::of(&fact.id.text), labels: Vec::new(), phrasings: Vec::new() };
        for (_, ask) in fact.ask.iter() {
            let mut ask = ask.iter().map(|phrasing| Text::of(&normal_form(&phrasing.text)));
            texts.labels.extend(ask.next());
            texts.phrasings.extend(ask);
        }
        texts
    }

    /// The most that the letters of a word score in one of the texts.
    fn score(&self, typed: &Typed<'_>) -> Option<i64> {
        let mut best = None;
        for (text, worth) in self.each() {
            let above = best.map_or(0, |best| best / worth + 1);
            let hit = typed.hit(text, typed.least.max(above));
            best = best.max(hit.map(|score| score * worth));
        }
        best
    }

    /// Each with what a hit in it is worth.
    fn each(&self) -> impl Iterator<Item = (&Text, i64)> {
        let labels = self.labels.iter().map(|text| (text, BY_LABEL));
        let phrasings = self.phrasings.iter().map(|text| (text, BY_PHRASING));
        std::iter::once((&self.id, BY_ID)).chain(labels).chain(phrasings)
    }
}

impl Text {
    fn of(text: &str) -> Self {
        Self { text: text.to_string(), signature: Signature::of(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::{BY_ID, BY_LABEL, BY_PHRASING, LEAST_OF_ITSELF, NEAR_BEST, Picker};
    use crate::facts::{FactId, Files, load};
    use crate::text::normal_form;
    use fuzzy_matcher::FuzzyMatcher;
    use fuzzy_matcher::skim::SkimMatcherV2;

    /// The same without any shortcut: each word as it was typed in each text, and if no fact has all, its letters.
    fn plainly(picker: &Picker, pattern: &str) -> Vec<FactId> {
        let pattern = normal_form(pattern);
        let as_typed = scored(picker, &pattern, |text, word| {
            let alone = |(at, _): (usize, _)| {
                // So that its letters are found nowhere else.
                let before: String =
                    text[..at].chars().next_back().map(|sign| format!("{}{sign}", char::MAX)).into_iter().collect();
                SkimMatcherV2::default().fuzzy_match(&format!("{before}{word}"), word)
            };
            text.match_indices(word).filter_map(alone).max()
        });
        if !as_typed.is_empty() {
            return as_typed;
        }
        // A new one each time: one that was used before looks into what is left of another text.
        scored(picker, &pattern, |text, word| SkimMatcherV2::default().ignore_case().fuzzy_match(text, word))
    }

    /// What facts score by what each word scores on each text.
    fn scored(picker: &Picker, pattern: &str, score: impl Fn(&str, &str) -> Option<i64>) -> Vec<FactId> {
        let matcher = SkimMatcherV2::default().ignore_case();
        let mut scored: Vec<(i64, FactId)> = Vec::new();
        for (index, texts) in picker.facts.iter().enumerate() {
            let word = |word: &str| {
                let least = matcher.fuzzy_match(word, word).unwrap() * LEAST_OF_ITSELF / 100;
                let hit = |text: &super::Text, worth: i64| {
                    Some(score(&text.text, word).filter(|score| *score >= least)? * worth)
                };
                let labels = texts.labels.iter().filter_map(|text| hit(text, BY_LABEL));
                let phrasings = texts.phrasings.iter().filter_map(|text| hit(text, BY_PHRASING));
                labels.chain(phrasings).chain(hit(&texts.id, BY_ID)).max()
            };
            scored.extend(pattern.split_whitespace().map(word).sum::<Option<i64>>().map(|all| (all, FactId(index))));
        }
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or_default();
        scored.retain(|(score, _)| score * 100 >= best * NEAR_BEST);
        scored.sort_by_key(|(score, fact)| (-score, *fact));
        scored.into_iter().map(|(_, fact)| fact).collect()
    }

    #[test]
    fn shortcuts_pick_what_is_picked_without_them() {
        let base = load(&Files::own().unwrap()).unwrap();
        let picker = Picker::new(&base);
        let asks = base.facts.iter().flat_map(|fact| fact.ask.iter()).filter_map(|(_, ask)| ask.get(2));
        let mut patterns: Vec<String> = Vec::new();
        for (at, ask) in asks.enumerate() {
            let letters: Vec<char> = ask.text.chars().collect();
            let length = 1 + at % 17;
            // The beginning, a piece, and letters left out.
            patterns.push(letters.iter().take(length).collect());
            patterns.push(letters.iter().skip(at % 9).take(length).collect());
            patterns.push(letters.iter().skip(at % 5).step_by(1 + at % 3).take(length).collect());
        }
        patterns
            .extend(["", "a", "s e", "wtb", "gfh", "zzzz", "电影", "北京 2024", "beijing ai film"].map(str::to_string));
        for pattern in patterns {
            assert_eq!(picker.pick(&pattern), plainly(&picker, &pattern), "{pattern:?}");
        }
    }

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
            ("the founder", "founder"),
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
