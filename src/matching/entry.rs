//! What each entry of the base can account for, worked out once.

use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

use super::asked::asked;
use super::vocabulary::Vocabulary;
use super::word::{Term, Word};
use crate::facts::Base;
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

/// A text of the base that belongs to an entry.
pub(crate) struct Text<'a> {
    /// The entry's number.
    pub(crate) entry: usize,
    pub(crate) language: Language,
    pub(crate) role: Role,
    pub(crate) content: &'a str,
}

/// What a text does for its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Asks for it.
    Phrasing,
    /// Is what it says.
    Answer,
    /// Names a thing that a question gives.
    About,
    /// Is a word that may come along.
    Along,
}

/// All texts that belong to entries, those of one entry in a row.
pub(crate) fn texts<'a>(base: &'a Base, entries: &[Entry]) -> Vec<Text<'a>> {
    let mut texts = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let mut add = |language, role, content: &'a str| texts.push(Text { entry: number, language, role, content });
        let ask = match entry {
            Entry::Fact(index) => &base.facts[*index].ask,
            Entry::Gap(index) => &base.gaps[*index].ask,
            Entry::SmallTalk(index) => &base.small_talk[*index].ask,
        };
        for (language, phrasings) in ask.iter() {
            for phrasing in phrasings {
                add(language, Role::Phrasing, &phrasing.text);
            }
        }
        let Entry::Fact(index) = entry else { continue };
        let fact = &base.facts[*index];
        fact.answer.iter().for_each(|(language, answer)| add(language, Role::Answer, &answer.text));
        fact.about.iter().for_each(|about| add(Language::of(&about.text), Role::About, &about.text));
        fact.along.iter().for_each(|along| add(Language::of(along), Role::Along, along));
    }
    texts
}

/// How many words after a figure may be what it counts: "36 of the unicorn companies".
const COUNTED_AFTER: usize = 4;

/// What an entry knows: words, figures and kinds of question that it can account for.
#[derive(Debug, Default)]
pub(crate) struct Knowledge {
    /// What its words mean, with the words that its names are made of.
    pub(crate) terms: FxHashSet<Term>,
    /// What it is about: the things that a question gives.
    pub(crate) about: FxHashSet<Term>,
    /// Pairs of neighbouring characters in its Chinese texts.
    pub(crate) chinese_pairs: FxHashSet<(char, char)>,
    /// Its figures, as terms and as numbers.
    pub(crate) numbers: Vec<Number>,
    /// Kinds of question that it answers.
    pub(crate) kinds: BTreeSet<Kind>,
    /// What its phrasings count, and what stands by a figure in its answer.
    pub(crate) counted: FxHashSet<Term>,
}

impl Knowledge {
    /// Learns what a text of the entry tells.
    pub(crate) fn learn(&mut self, text: &Text<'_>, words: &[Word], vocabulary: &Vocabulary) {
        self.terms.extend(words.iter().flat_map(meanings));
        self.numbers.extend(words.iter().filter_map(|word| word.number));
        if text.language == Language::Chinese {
            let chars: Vec<char> = normal_form(text.content).chars().collect();
            let pairs = chars.windows(2).filter(|pair| pair.iter().all(|character| is_chinese(*character)));
            self.chinese_pairs.extend(pairs.map(|pair| (pair[0], pair[1])));
        }
        match text.role {
            Role::Phrasing => {
                let asked = asked(text.language, words);
                self.kinds.extend(asked.wanted());
                self.counted.extend(asked.counted.iter().flat_map(|at| meanings(&words[*at])));
            }
            Role::Answer => {
                for (at, _) in words.iter().enumerate().filter(|(_, word)| word.number.is_some()) {
                    let near = words[at + 1..].iter().take_while(|word| word.number.is_none()).take(COUNTED_AFTER);
                    self.counted.extend(near.flat_map(meanings));
                }
            }
            Role::About => {
                // "beijing" in `about` is the id of a name, and a word of it as well.
                let about =
                    vocabulary.name_term(text.content).into_iter().chain(words.iter().filter_map(|word| word.term));
                self.about.extend(about);
                self.terms.extend(&self.about);
            }
            Role::Along => {}
        }
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
