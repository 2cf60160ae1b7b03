//! Leave-one-out: each phrasing of a fact is asked of the base without it. Where another fact answers, whoever asks
//! nearly the same will get the wrong answer.

use super::phrasings::{OwnedPhrasing, id};
use crate::conversation::{Memory, Outcome, turn};
use crate::facts::{Base, FactId};
use crate::findings::{Finding, Rule};
use crate::left_out::{Owner, Phrasing, Round, facts_as_written, rounds, without};
use crate::matching::{Context, Entry, Prepared, outranked_alone};
use crate::parallel::{in_parallel, processors};
use crate::text::WordTable;

/// The phrasings of facts that another fact answers when they are left out.
///
/// Each round takes a matcher of its own. So only those phrasings are left out for which other facts rank higher by a
/// quick look at all of them.
pub(super) fn lonely(base: &Base, table: WordTable) -> Vec<Finding> {
    let base = facts_as_written(base);
    let mut rounds = rounds(outranked(&base, table));
    rounds.truncate(MOST_ROUNDS);
    in_parallel(rounds.len(), processors(), |at| lonely_in_round(&base, &rounds[at], table)).concat()
}

/// The most phrasings of a fact in a language that are asked: each takes a matcher, and a fact with more such phrasings
/// is found by these.
const MOST_ROUNDS: usize = 20;

fn outranked(base: &Base, table: WordTable) -> Vec<Phrasing> {
    let mut phrasings = Vec::new();
    for (id, of_fact) in base.fact_ids().zip(outranked_alone(base, table, OFFERED)) {
        let ask = &base.fact(id).ask;
        for (language, places) in of_fact.iter().filter(|(language, _)| ask.get(*language).len() > 1) {
            phrasings.extend(places.iter().map(|at| Phrasing { owner: Owner::Fact(id), language, at: *at }));
        }
    }
    phrasings
}

fn lonely_in_round(base: &Base, round: &Round, table: WordTable) -> Vec<Finding> {
    let prepared = Prepared::with(without(base.clone(), round), table);
    let asked = round.iter().filter_map(|(_, phrasing)| match phrasing.owner {
        Owner::Fact(id) => {
            Some(OwnedPhrasing { entry: Entry::Fact(id), language: phrasing.language, phrasing: phrasing.text(base) })
        }
        Owner::Gap(_) => None,
    });
    asked.filter_map(|asked| Some(finding(base, asked, strays(&prepared, asked)?))).collect()
}

/// The first facts are those that would be offered beside an answer.
const OFFERED: usize = 3;

/// The other fact that answers a phrasing whose own is not among the first; none where there is no such answer.
fn strays(prepared: &Prepared, asked: OwnedPhrasing<'_>) -> Option<FactId> {
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

fn finding(base: &Base, asked: OwnedPhrasing<'_>, strays: FactId) -> Finding {
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
