//! The entries of a base, and the texts that belong to each.

use rustc_hash::FxHashSet;

use crate::facts::{Base, FactId, GapId, TalkId};
use crate::text::{Language, PerLanguage};

/// An entry of the base: something that can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// A fact.
    Fact(FactId),
    /// A gap.
    Gap(GapId),
    /// Small talk.
    SmallTalk(TalkId),
}

/// The number that the matcher gives an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntryId(usize);

impl EntryId {
    /// The entry at `index` of a list that has a place for each.
    #[inline]
    pub(crate) fn at(index: usize) -> Self {
        Self(index)
    }

    /// Its place in a list that has one for each entry.
    #[inline]
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// All entries of a base, numbered: facts, then gaps, then small talk.
#[derive(Debug)]
pub(crate) struct Entries {
    all: Vec<Entry>,
    facts: usize,
    gaps: usize,
}

impl Entries {
    pub(crate) fn of(base: &Base) -> Self {
        let facts = base.fact_ids().map(Entry::Fact);
        let gaps = base.gap_ids().map(Entry::Gap);
        let small_talk = base.talk_ids().map(Entry::SmallTalk);
        let all = facts.chain(gaps).chain(small_talk).collect();
        Self { all, facts: base.facts.len(), gaps: base.gaps.len() }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, id: EntryId) -> Entry {
        self.all[id.index()]
    }

    pub(crate) fn id_of(&self, entry: Entry) -> EntryId {
        EntryId(match entry {
            Entry::Fact(fact) => fact.index(),
            Entry::Gap(gap) => self.facts + gap.index(),
            Entry::SmallTalk(talk) => self.facts + self.gaps + talk.index(),
        })
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = (EntryId, Entry)> {
        self.all.iter().enumerate().map(|(index, entry)| (EntryId(index), *entry))
    }
}

/// A text of the base that belongs to an entry.
pub(crate) struct Text<'a> {
    pub(crate) entry: EntryId,
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

/// Whether synonyms of a topic make more phrasings.
fn has_more(base: &Base) -> bool {
    base.facts.iter().any(|fact| fact.also.iter().any(|(_, also)| !also.is_empty()))
        || base.gaps.iter().any(|gap| gap.also.iter().any(|(_, also)| !also.is_empty()))
}

/// All texts that belong to entries, those of one entry in a row.
pub(crate) fn texts<'a>(base: &'a Base, entries: &Entries) -> Vec<Text<'a>> {
    let mut texts = Vec::new();
    // What a curator wrote belongs to where it was written, whatever is made of other phrasings.
    let written: FxHashSet<String> =
        if has_more(base) { base.asks().map(str::to_lowercase).collect() } else { FxHashSet::default() };
    for (id, entry) in entries.each() {
        let mut add = |language, role, content: &'a str| texts.push(Text { entry: id, language, role, content });
        let ask = match entry {
            Entry::Fact(fact) => &base.fact(fact).ask,
            Entry::Gap(gap) => &base.gap(gap).ask,
            Entry::SmallTalk(talk) => &base.talk(talk).ask,
        };
        for (language, phrasings) in ask.iter() {
            for phrasing in phrasings {
                add(language, Role::Phrasing, &phrasing.text);
            }
        }
        let also = match entry {
            Entry::Fact(fact) => Some(&base.fact(fact).also),
            Entry::Gap(gap) => Some(&base.gap(gap).also),
            Entry::SmallTalk(_) => None,
        };
        for (language, phrasings) in also.into_iter().flat_map(PerLanguage::iter) {
            for phrasing in phrasings.iter().filter(|phrasing| !written.contains(phrasing.to_lowercase().as_str())) {
                add(language, Role::Phrasing, phrasing);
            }
        }
        let Entry::Fact(fact) = entry else { continue };
        let fact = base.fact(fact);
        fact.answer.iter().for_each(|(language, answer)| add(language, Role::Answer, &answer.text));
        fact.about.iter().for_each(|about| add(Language::of(&about.text), Role::About, &about.text));
        fact.along.iter().for_each(|along| add(Language::of(along), Role::Along, along));
    }
    texts
}
