//! Leave-one-out: how would a base do on its own phrasings if it didn't know them?
//!
//! A base for each phrasing would take too long to make ready. An entry can spare one phrasing in each language, so a
//! round leaves out one of each at once.

use crate::document::Located;
use crate::facts::{Base, Fact, FactId, Gap, GapId};
use crate::text::{Language, PerLanguage};

/// Whose phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A fact's.
    Fact(FactId),
    /// A gap's.
    Gap(GapId),
}

/// A phrasing, by its index among those of its owner in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrasing {
    /// Whose it is.
    pub owner: Owner,
    /// In which language.
    pub language: Language,
    /// Its index.
    pub at: usize,
}

/// Phrasings that are left out at once, each with its place among all that are.
pub type Round = Vec<(usize, Phrasing)>;

impl Phrasing {
    /// As it stands in the base.
    pub fn text(self, base: &Base) -> &Located {
        let ask = match self.owner {
            Owner::Fact(fact) => &base.fact(fact).ask,
            Owner::Gap(gap) => &base.gap(gap).ask,
        };
        &ask.get(self.language)[self.at]
    }
}

/// The phrasings of facts that are not the only ones of their fact in their language.
pub fn of_facts(base: &Base) -> impl Iterator<Item = Phrasing> {
    base.fact_ids().flat_map(|id| spared(Owner::Fact(id), &base.fact(id).ask))
}

/// The same of gaps.
pub fn of_gaps(base: &Base) -> impl Iterator<Item = Phrasing> {
    base.gap_ids().flat_map(|id| spared(Owner::Gap(id), &base.gap(id).ask))
}

fn spared<T>(owner: Owner, ask: &PerLanguage<Vec<T>>) -> impl Iterator<Item = Phrasing> {
    let spared = ask.iter().filter(|(_, ask)| ask.len() > 1);
    spared.flat_map(move |(language, ask)| (0..ask.len()).map(move |at| Phrasing { owner, language, at }))
}

/// Phrasings in rounds, at most one of an owner and a language in each. Those of one owner and language stand in a row.
pub fn rounds(phrasings: impl IntoIterator<Item = Phrasing>) -> Vec<Round> {
    let mut rounds: Vec<Round> = Vec::new();
    let (mut last, mut round) = (None, 0);
    for (place, phrasing) in phrasings.into_iter().enumerate() {
        let own = Some((phrasing.owner, phrasing.language));
        round = if last == own { round + 1 } else { 0 };
        last = own;
        if round == rounds.len() {
            rounds.push(Round::new());
        }
        rounds[round].push((place, phrasing));
    }
    rounds
}

/// The base without the wordings that synonyms made of its facts' phrasings: what is worded after a phrasing would find
/// the fact in its place.
pub fn facts_as_written(base: &Base) -> Base {
    let mut written = base.clone();
    written.facts.iter_mut().for_each(|Fact { also, .. }| *also = PerLanguage::default());
    written
}

/// The same for facts and gaps.
pub fn as_written(base: &Base) -> Base {
    let mut written = facts_as_written(base);
    written.gaps.iter_mut().for_each(|Gap { also, .. }| *also = PerLanguage::default());
    written
}

/// The base without the phrasings of a round.
pub fn without(mut base: Base, round: &Round) -> Base {
    for (_, Phrasing { owner, language, at }) in round {
        let ask = match owner {
            Owner::Fact(id) => &mut base.facts[id.index()].ask,
            Owner::Gap(id) => &mut base.gaps[id.index()].ask,
        };
        ask.get_mut(*language).remove(*at);
    }
    base
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Phrasing, as_written, of_facts, of_gaps, rounds, without};
    use crate::facts::{Base, Files, load};

    fn base() -> Base {
        load(&Files::own().expect("our own base can be read")).expect("our own base is sound")
    }

    fn count(base: &Base) -> usize {
        base.facts.iter().map(|fact| fact.ask.en.len() + fact.ask.zh.len()).sum::<usize>()
            + base.gaps.iter().map(|gap| gap.ask.en.len() + gap.ask.zh.len()).sum::<usize>()
    }

    #[test]
    fn each_phrasing_is_left_out_once_and_no_entry_is_left_without() {
        let base = base();
        let all: Vec<Phrasing> = of_facts(&base).chain(of_gaps(&base)).collect();
        let rounds = rounds(all.iter().copied());
        let places: BTreeSet<usize> = rounds.iter().flatten().map(|(place, _)| *place).collect();
        assert!(places.into_iter().eq(0..all.len()));
        assert!(all.len() * 10 > count(&base) * 9, "{} of {}", all.len(), count(&base));
        for round in &rounds {
            let rest = without(as_written(&base), round);
            assert_eq!(count(&rest), count(&base) - round.len());
            assert!(rest.facts.iter().all(|fact| !fact.ask.en.is_empty() && !fact.ask.zh.is_empty()));
            assert!(rest.facts.iter().all(|fact| fact.also.en.is_empty() && fact.also.zh.is_empty()));
            for (_, phrasing) in round {
                let text = &phrasing.text(&base).text;
                assert!(!rest.asks().any(|other| other == text), "{text}");
            }
        }
    }
}
