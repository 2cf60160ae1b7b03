//! Leave-one-out ranks of all phrasings at once, roughly: how would each rank if it weren't in the base?

use super::entry::{Entries, Role, texts};
use super::index::{Index, Phrasing};
use super::vocabulary::Vocabulary;
use crate::facts::Base;
use crate::text::{Language, PerLanguage, WordTable};

/// For each fact the phrasings, by index, for which at least `others` other facts rank above it when the phrasing is left
/// out: by the model as it is before training, from which one example can be taken out exactly.
pub fn outranked_alone(base: &Base, table: WordTable, others: usize) -> Vec<PerLanguage<Vec<usize>>> {
    let entries = Entries::of(base);
    let texts = texts(base, &entries);
    let (_, words) = Vocabulary::learn(&base.words, entries.len(), &texts);
    let mut phrasings: PerLanguage<Vec<Phrasing>> = PerLanguage::default();
    // Of which fact each of them is which phrasing; what is no fact's own is none.
    let mut places: PerLanguage<Vec<Option<(usize, usize)>>> = PerLanguage::default();
    let mut read: Vec<PerLanguage<usize>> = vec![PerLanguage::default(); entries.len()];
    for (text, words) in texts.iter().zip(words) {
        if !matches!(text.role, Role::Phrasing | Role::Answer) {
            continue;
        }
        let (fact, language) = (text.entry.index(), text.language);
        // A fact's own phrasings stand first.
        let at = *read[fact].get(language);
        *read[fact].get_mut(language) += 1;
        let is_own = base.facts.get(fact).is_some_and(|fact| at < fact.ask.get(language).len());
        places.get_mut(language).push(is_own.then_some((fact, at)));
        phrasings.get_mut(language).push(Phrasing::new(text.entry, words));
    }
    let mut found = vec![PerLanguage::default(); base.facts.len()];
    for language in Language::ALL {
        let phrasings = std::mem::take(phrasings.get_mut(language));
        let ranks = Index::ranks_alone(entries.len(), base.facts.len(), phrasings, table);
        let outranked = places.get(language).iter().zip(ranks).filter(|(_, rank)| *rank >= others);
        for (fact, at) in outranked.filter_map(|(place, _)| *place) {
            PerLanguage::<Vec<usize>>::get_mut(&mut found[fact], language).push(at);
        }
    }
    found
}
