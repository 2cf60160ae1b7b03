//! Phrasings that would be answered by another fact if they didn't stand in their own: each is asked of the base
//! without it. Whoever asks nearly the same will get the wrong answer.

use std::num::NonZeroUsize;
use std::thread;

use super::phrasings::{Asked, all, id};
use crate::conversation::{Memory, Outcome, turn};
use crate::document::Located;
use crate::facts::{Base, FactId};
use crate::findings::{Finding, Rule};
use crate::matching::{Context, Entry, Prepared};
use crate::text::{PerLanguage, WordTable};

/// The phrasings of facts that are answered by another fact without themselves.
///
/// To ask one after the other would take a matcher for each of thousands. Instead the first phrasing
/// of every fact is taken out and asked, then the second of every fact, and so on; facts can spare one.
pub(super) fn lonely(base: &Base, table: WordTable) -> Vec<Finding> {
    let rounds = base.facts.iter().flat_map(|fact| fact.ask.iter()).map(|(_, ask)| ask.len()).max().unwrap_or(0);
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let rounds: Vec<usize> = (0..rounds).collect();
    let mut found: Vec<Vec<Finding>> = vec![Vec::new(); rounds.len()];
    let share = rounds.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for (rounds, found) in rounds.chunks(share).zip(found.chunks_mut(share)) {
            scope.spawn(move || {
                for (round, found) in rounds.iter().zip(found) {
                    found.extend(lonely_in_round(base, *round, table));
                }
            });
        }
    });
    found.concat()
}

fn lonely_in_round(base: &Base, round: usize, table: WordTable) -> Vec<Finding> {
    let mut rest = base.clone();
    for fact in &mut rest.facts {
        take_out(&mut fact.ask.en, round);
        take_out(&mut fact.ask.zh, round);
        // What is worded after the phrasing would find the fact in its place.
        fact.also = PerLanguage::default();
    }
    let prepared = Prepared::with(rest, table);
    let taken = |asked: &Asked<'_>| match asked.entry {
        Entry::Fact(fact) => {
            let ask = base.fact(fact).ask.get(asked.language);
            ask.len() > 1 && ask.get(round).is_some_and(|phrasing| phrasing.place == asked.phrasing.place)
        }
        Entry::Gap(_) | Entry::SmallTalk(_) => false,
    };
    let asked = all(base).filter(taken);
    asked.filter_map(|asked| Some(finding(base, asked, strays(&prepared, asked)?))).collect()
}

/// Takes out the phrasing at `index`, unless it is the only one.
fn take_out(ask: &mut Vec<Located>, index: usize) {
    if ask.len() > 1 && index < ask.len() {
        ask.remove(index);
    }
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
    }
}
