//! What each entry of the base can account for, worked out once.

use std::collections::{BTreeSet, HashSet};

use super::vocabulary::Vocabulary;
use super::asked::asked;
use super::word::{Term, Word};
use crate::facts::{Base, Fact};
use crate::text::{Kind, Language, Number, is_chinese, normal_form};

/// An entry of the base: something that can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// A fact, by its index.
    Fact(usize),
    /// A gap, by its index.
    Gap(usize),
    /// Small talk, by its index.
    SmallTalk(usize),
}

/// All entries of a base, in the order in which the matcher numbers them.
pub(crate) fn entries(base: &Base) -> Vec<Entry> {
    let facts = (0..base.facts.len()).map(Entry::Fact);
    let gaps = (0..base.gaps.len()).map(Entry::Gap);
    let small_talk = (0..base.small_talk.len()).map(Entry::SmallTalk);
    facts.chain(gaps).chain(small_talk).collect()
}

/// The phrasings of an entry in one language.
pub(crate) fn phrasings(base: &Base, entry: Entry, language: Language) -> impl Iterator<Item = &str> {
    let ask = match entry {
        Entry::Fact(index) => &base.facts[index].ask,
        Entry::Gap(index) => &base.gaps[index].ask,
        Entry::SmallTalk(index) => &base.small_talk[index].ask,
    };
    ask.get(language).iter().map(|phrasing| phrasing.text.as_str())
}

/// What an entry knows: words, figures and kinds of question that it can account for.
#[derive(Debug, Default)]
pub(crate) struct Knowledge {
    /// What its words mean, with the words that its names are made of.
    pub(crate) terms: HashSet<Term>,
    /// What it is about: the things that a question gives.
    pub(crate) about: HashSet<Term>,
    /// Pairs of neighbouring characters in its Chinese texts.
    pub(crate) chinese_pairs: HashSet<(char, char)>,
    /// Its figures, as terms and as numbers.
    pub(crate) numbers: Vec<Number>,
    /// Kinds of question that it answers.
    pub(crate) kinds: BTreeSet<Kind>,
    /// What its phrasings count, and what stands by a figure in its answer.
    pub(crate) counted: HashSet<Term>,
}

impl Knowledge {
    /// What `entry` knows.
    pub(crate) fn of(base: &Base, entry: Entry, vocabulary: &Vocabulary) -> Self {
        let mut knowledge = Self::default();
        for language in Language::ALL {
            for text in phrasings(base, entry, language) {
                let words = vocabulary.read_written(text);
                let asked = asked(language, &words);
                knowledge.kinds.extend(asked.wanted());
                knowledge.counted.extend(asked.counted.iter().flat_map(|at| meanings(&words[*at])));
                knowledge.learn(text, &words);
            }
        }
        if let Entry::Fact(index) = entry {
            knowledge.learn_fact(&base.facts[index], vocabulary);
        }
        knowledge
    }

    fn learn_fact(&mut self, fact: &Fact, vocabulary: &Vocabulary) {
        self.kinds.extend(&fact.expects);
        for (_, answer) in fact.answer.iter() {
            let words = vocabulary.read_written(&answer.text);
            self.learn(&answer.text, &words);
            for (at, _) in words.iter().enumerate().filter(|(_, word)| word.number.is_some()) {
                let near = words[at + 1..].iter().take_while(|word| word.number.is_none()).take(4);
                self.counted.extend(near.flat_map(meanings));
            }
        }
        for text in fact.about.iter().map(|about| about.text.as_str()) {
            // "beijing" in `about` is the id of a name, and a word of it as well.
            self.about.extend(vocabulary.name_term(text));
            let words = vocabulary.read_written(text);
            self.about.extend(words.iter().filter_map(|word| word.term));
            self.learn(text, &words);
        }
        for text in &fact.along {
            let words = vocabulary.read_written(text);
            self.learn(text, &words);
        }
        self.terms.extend(&self.about);
    }

    fn learn(&mut self, text: &str, words: &[Word]) {
        self.terms.extend(words.iter().flat_map(meanings));
        self.numbers.extend(words.iter().filter_map(|word| word.number));
        let chars: Vec<char> = normal_form(text).chars().collect();
        self.chinese_pairs.extend(
            chars.windows(2).filter(|pair| pair.iter().all(|character| is_chinese(*character))).map(|pair| (pair[0], pair[1])),
        );
    }

    /// Whether every pair of neighbouring characters of a Chinese word stands in the entry's texts.
    pub(crate) fn holds_chinese(&self, word: &str) -> bool {
        let chars: Vec<char> = word.chars().collect();
        chars.len() > 1 && chars.windows(2).all(|pair| self.chinese_pairs.contains(&(pair[0], pair[1])))
    }
}

/// What a word means, and what the words mean that it is made of.
pub(crate) fn meanings(word: &Word) -> impl Iterator<Item = Term> {
    word.term.into_iter().chain(word.parts.iter().copied())
}
