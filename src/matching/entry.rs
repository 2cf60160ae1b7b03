//! The entries of a base, and the texts that belong to each.

use crate::facts::Base;
use crate::text::Language;

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
