//! What a change brings about among the questions of a base itself.

use std::collections::BTreeMap;

use super::near::near;
use crate::conversation::{Memory, Outcome, turn};
use crate::document::Located;
use crate::facts::Base;
use crate::matching::{Candidate, Prepared};
use crate::text::{PerLanguage, WordTable};

/// The most questions that are asked before and after: those of the entry that changed, then of the facts near it.
const MOST_ASKED: usize = 400;

/// What a change brings about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// New questions that a fact answered before, with its id.
    pub answered_before: Vec<(String, String)>,
    /// Questions of the base that find their own entry now, and didn't before.
    pub mended: Vec<String>,
    /// Questions that found their own entry before, or are new, and don't find it now, each with what it comes to.
    pub broken: Vec<(String, Option<String>)>,
}

/// The most facts and gaps of a base that is asked as a whole.
const MOST_WHOLE: usize = 1000;

/// What becomes of the questions of the base, and of new questions of the entry `id`. Of a large base only the part is
/// asked that lies near the entry.
pub fn effects(before: Base, after: Base, table: WordTable, id: &str) -> Effects {
    let has = |base: &Base| base.ids().any(|(other, _)| other == id);
    // A source has no questions of its own.
    if !has(&before) && !has(&after) {
        return Effects::default();
    }
    let (before, after) = if after.facts.len() + after.gaps.len() > MOST_WHOLE {
        let near = near(&before, &after, id);
        (before.with(|id| near.contains(id)), after.with(|id| near.contains(id)))
    } else {
        (before, after)
    };
    compared(&Prepared::with(before, table), &Prepared::with(after, table), id)
}

fn compared(before: &Prepared, after: &Prepared, id: &str) -> Effects {
    let (old, new) = (questions(before.base()), questions(after.base()));
    let own = |questions: &Questions<'_>| -> Vec<String> {
        questions.get(id).into_iter().flat_map(|ask| texts(ask)).map(str::to_string).collect()
    };
    let (own_before, own_after) = (own(&old), own(&new));
    let added = own_after.iter().filter(|question| !own_before.contains(question));
    let answered_before = added
        .filter_map(|question| Some((question.clone(), said(before, question).filter(|said| said != id)?)))
        .collect();
    let near: Vec<String> =
        own_before.iter().chain(&own_after).flat_map(|question| neighbours(after, question)).collect();
    let mut effects = Effects { answered_before, ..Effects::default() };
    let asked = new.iter().filter(|(entry, _)| **entry == id || near.iter().any(|near| near == *entry));
    let asked = asked.flat_map(|(entry, ask)| texts(ask).map(move |question| (*entry, question)));
    let (own, others): (Vec<_>, Vec<_>) = asked.partition(|(entry, _)| *entry == id);
    for (entry, question) in own.into_iter().chain(others).take(MOST_ASKED) {
        let finds = |prepared: &Prepared| said(prepared, question).is_some_and(|said| said == entry);
        // A question that is new was neither right nor wrong before.
        let was_there = old.get(entry).is_some_and(|ask| texts(ask).any(|other| other == question));
        match (was_there, finds(before), finds(after)) {
            (true, false, true) => effects.mended.push(question.to_string()),
            (true, true, false) | (false, _, false) => {
                effects.broken.push((question.to_string(), said(after, question)));
            }
            _ => {}
        }
    }
    effects
}

type Questions<'a> = BTreeMap<&'a str, &'a PerLanguage<Vec<Located>>>;

fn questions(base: &Base) -> Questions<'_> {
    let facts = base.facts.iter().map(|fact| (fact.id.text.as_str(), &fact.ask));
    let gaps = base.gaps.iter().map(|gap| (gap.id.text.as_str(), &gap.ask));
    facts.chain(gaps).collect()
}

fn texts(ask: &PerLanguage<Vec<Located>>) -> impl Iterator<Item = &str> {
    ask.iter().flat_map(|(_, ask)| ask).map(|asked| asked.text.as_str())
}

/// The id of the fact or gap that a question alone comes to.
fn said(prepared: &Prepared, question: &str) -> Option<String> {
    let base = prepared.base();
    match turn(prepared, &mut Memory::default(), question).outcome {
        Outcome::Answer(said) => said.first().map(|said| base.fact(said.fact).id.text.clone()),
        Outcome::Nearest(nearest) => Some(base.fact(nearest.fact).id.text.clone()),
        Outcome::Refuse(refusal) => refusal.gap.map(|gap| base.gap(gap).id.text.clone()),
        _ => None,
    }
}

/// The facts that are looked at for a question.
fn neighbours(prepared: &Prepared, question: &str) -> Vec<String> {
    let turn = turn(prepared, &mut Memory::default(), question);
    let facts = turn.candidates.iter().filter_map(Candidate::fact);
    facts.map(|fact| prepared.base().fact(fact).id.text.clone()).collect()
}
