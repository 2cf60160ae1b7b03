//! Leave-one-out: each phrasing is asked of the base without it.

use super::{case, evenly};
use crate::evaluate::{Case, Wanted};
use crate::facts::{Base, Fact, FactId, Gap};
use crate::text::{Language, PerLanguage};

/// Phrasings that are taken out and asked at once. A matcher for each of them would take too long, and an entry can
/// spare one in each language.
#[derive(Debug)]
pub(super) struct Round {
    /// The phrasings, as questions.
    pub(super) cases: Vec<Case>,
    phrasings: Vec<Phrasing>,
}

/// Whose phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Fact(FactId),
    /// By its index among the gaps.
    Gap(usize),
}

/// A phrasing, by its index among those of its owner in a language.
#[derive(Debug, Clone, Copy)]
struct Phrasing {
    /// Its place among all that are asked.
    place: usize,
    owner: Owner,
    language: Language,
    at: usize,
}

/// All phrasings that are not the only ones of their entry in their language, at most `most` of facts and as many of
/// gaps, parted so that a round takes one at most from each entry in each language.
pub(super) fn rounds(base: &Base, most: usize) -> Vec<Round> {
    let facts = base.fact_ids().map(|id| (Owner::Fact(id), &base.fact(id).ask));
    let gaps = base.gaps.iter().enumerate().map(|(at, gap)| (Owner::Gap(at), &gap.ask));
    let facts = facts.flat_map(|(owner, ask)| phrasings(owner, ask)).collect();
    let gaps = gaps.flat_map(|(owner, ask)| phrasings(owner, ask)).collect();
    let mut rounds: Vec<Round> = Vec::new();
    let (mut of, mut round) = (None, 0);
    for (place, (owner, language, at)) in evenly(facts, most).into_iter().chain(evenly(gaps, most)).enumerate() {
        round = if of == Some((owner, language)) { round + 1 } else { 0 };
        of = Some((owner, language));
        if round == rounds.len() {
            rounds.push(Round { cases: Vec::new(), phrasings: Vec::new() });
        }
        rounds[round].add(base, Phrasing { place, owner, language, at });
    }
    rounds
}

fn phrasings<T>(owner: Owner, ask: &PerLanguage<Vec<T>>) -> impl Iterator<Item = (Owner, Language, usize)> {
    let spared = ask.iter().filter(|(_, ask)| ask.len() > 1);
    spared.flat_map(move |(language, ask)| (0..ask.len()).map(move |at| (owner, language, at)))
}

impl Round {
    fn add(&mut self, base: &Base, phrasing: Phrasing) {
        let Phrasing { owner, language, at, .. } = phrasing;
        let (ask, kind, wanted) = match owner {
            Owner::Fact(id) => (&base.fact(id).ask, "left-out", Wanted::Fact(id)),
            Owner::Gap(gap) => (&base.gaps[gap].ask, "left-out-gap", Wanted::Nothing),
        };
        self.cases.push(case(ask.get(language)[at].text.clone(), kind, wanted));
        self.phrasings.push(phrasing);
    }

    /// The place of each phrasing among all that are asked.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.phrasings.iter().map(|phrasing| phrasing.place)
    }

    /// The base without these phrasings.
    pub(super) fn rest(&self, base: &Base) -> Base {
        let mut rest = base.clone();
        // What is worded after a phrasing would find its entry in its place.
        rest.facts.iter_mut().for_each(|Fact { also, .. }| *also = PerLanguage::default());
        rest.gaps.iter_mut().for_each(|Gap { also, .. }| *also = PerLanguage::default());
        for Phrasing { owner, language, at, .. } in &self.phrasings {
            let ask = match owner {
                Owner::Fact(id) => &mut rest.facts[id.index()].ask,
                Owner::Gap(gap) => &mut rest.gaps[*gap].ask,
            };
            ask.get_mut(*language).remove(*at);
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::rounds;
    use crate::facts::{Base, Files, load};

    fn base() -> Base {
        load(&Files::own().expect("our own base can be read")).expect("our own base is sound")
    }

    fn count(base: &Base) -> usize {
        base.facts.iter().map(|fact| fact.ask.en.len() + fact.ask.zh.len()).sum::<usize>()
            + base.gaps.iter().map(|gap| gap.ask.en.len() + gap.ask.zh.len()).sum::<usize>()
    }

    #[test]
    fn each_phrasing_is_asked_of_a_base_without_it() {
        let base = base();
        let rounds = rounds(&base, usize::MAX);
        let asked: usize = rounds.iter().map(|round| round.cases.len()).sum();
        assert!(asked * 10 > count(&base) * 9, "{asked} of {}", count(&base));
        for round in &rounds {
            let rest = round.rest(&base);
            assert_eq!(count(&rest), count(&base) - round.cases.len());
            assert!(rest.facts.iter().all(|fact| !fact.ask.en.is_empty() && !fact.ask.zh.is_empty()));
        }
    }

    #[test]
    fn of_many_phrasings_some_are_asked_in_fewer_rounds() {
        let base = base();
        let (all, some) = (rounds(&base, usize::MAX), rounds(&base, 200));
        assert_eq!(some.iter().map(|round| round.cases.len()).sum::<usize>(), 2 * 200);
        assert!(some.len() < all.len(), "{} {}", some.len(), all.len());
        let mut places: Vec<usize> = some.iter().flat_map(super::Round::places).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..2 * 200));
    }
}
