//! Phrasings that would be answered by another fact if they didn't stand in their own: each is asked of the base
//! without it. Whoever asks nearly the same will get the wrong answer.

use std::num::NonZeroUsize;
use std::thread;

use super::phrasings::{Asked, id};
use crate::conversation::{Memory, Outcome, turn};
use crate::facts::{Base, FactId};
use crate::findings::{Finding, Rule};
use crate::matching::{Context, Entry, Prepared, outranked_alone};
use crate::text::{PerLanguage, WordTable};

/// The phrasings of facts that are answered by another fact without themselves.
///
/// To ask each of the base without it takes a matcher for each. So only those are asked that other facts outrank, and
/// the first such phrasing of every fact is taken out and asked at once, then the second of every fact, and so on; facts
/// can spare one.
pub(super) fn lonely(base: &Base, table: WordTable) -> Vec<Finding> {
    let mut alone = base.clone();
    for fact in &mut alone.facts {
        // What is worded after a phrasing would find the fact in its place.
        fact.also = PerLanguage::default();
    }
    let outranked = outranked_alone(&alone, table, OFFERED);
    let most = outranked.iter().flat_map(PerLanguage::iter).map(|(_, ask)| ask.len()).max().unwrap_or(0);
    let rounds = most.min(MOST_ROUNDS);
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let rounds: Vec<usize> = (0..rounds).collect();
    let mut found: Vec<Vec<Finding>> = vec![Vec::new(); rounds.len()];
    let share = rounds.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for (rounds, found) in rounds.chunks(share).zip(found.chunks_mut(share)) {
            let (alone, outranked) = (&alone, &outranked);
            scope.spawn(move || {
                for (round, found) in rounds.iter().zip(found) {
                    found.extend(lonely_in_round(alone, outranked, *round, table));
                }
            });
        }
    });
    found.concat()
}

/// The most phrasings of a fact in a language that are asked: each takes a matcher, and a fact with more such phrasings
/// is found by these.
const MOST_ROUNDS: usize = 20;

fn lonely_in_round(base: &Base, outranked: &[PerLanguage<Vec<usize>>], round: usize, table: WordTable) -> Vec<Finding> {
    let mut rest = base.clone();
    let mut asked = Vec::new();
    for ((id, fact), outranked) in base.fact_ids().zip(&base.facts).zip(outranked) {
        for (language, places) in outranked.iter() {
            let ask = fact.ask.get(language);
            let Some(at) = places.get(round).filter(|_| ask.len() > 1) else { continue };
            rest.facts[id.index()].ask.get_mut(language).remove(*at);
            asked.push(Asked { entry: Entry::Fact(id), language, phrasing: &ask[*at] });
        }
    }
    let prepared = Prepared::with(rest, table);
    asked.into_iter().filter_map(|asked| Some(finding(base, asked, strays(&prepared, asked)?))).collect()
}

/// The first facts are those that would be offered beside an answer.
const OFFERED: usize = 3;

/// The other fact that answers a phrasing whose own is not among the first; none where there is no such answer.
fn strays(prepared: &Prepared, asked: Asked<'_>) -> Option<FactId> {
    let (matcher, text) = (prepared.matcher(), asked.phrasing.text.as_str());
    let candidates = matcher.rank(&matcher.read(text, asked.language), asked.language, &Context::none());
    let facts = candidates.iter().map(|candidate| candidate.entry).filter(|entry| matches!(entry, Entry::Fact(_)));
    if facts.take(OFFERED).any(|entry| entry == asked.entry) {
        return None;
    }
    match turn(prepared, &mut Memory::default(), text).outcome {
        Outcome::Answer(said) if said.iter().all(|said| Entry::Fact(said.fact) != asked.entry) => {
            said.first().map(|said| said.fact)
        }
        _ => None,
    }
}

fn finding(base: &Base, asked: Asked<'_>, strays: FactId) -> Finding {
    let (own, other) = (&id(base, asked.entry).text, &base.fact(strays).id.text);
    Finding {
        rule: Rule::LonelyPhrasing,
        place: asked.phrasing.place.clone(),
        message: format!("who asks nearly so is answered with `{other}`, not with `{own}`"),
        hint: Some(
            "add phrasings of other words, tell the two apart by `contrasts` in `words.toml`, or make them one"
                .to_string(),
        ),
        fix: None,
    }
}
