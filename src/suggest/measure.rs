//! What suggestions bring about, measured by questions of the base itself (its phrasings leave-one-out, slips and near
//! misses): which would be lost, which near misses refused.

use std::collections::BTreeSet;

use crate::conversation::{Memory, Outcome, Turn, turn};
use crate::facts::{Base, FactId};
use crate::left_out::{self, Owner, facts_as_written, of_facts, without};
use crate::matching::{Entry, Prepared};
use crate::variants::{Limits, Variant, VariantKind, variants};

/// What suggestions bring about among the questions of the base.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Made near misses: how many there are, how many are answered today, and how many would still be.
    pub near: [usize; 3],
    /// Phrasings, each asked of the base without it, and slips: how many there are, how many find their fact today, and
    /// how many would.
    pub own: [usize; 3],
}

/// An effect, and the entries that would take a question from its fact.
pub(super) struct Measured {
    pub(super) effect: Effect,
    /// Their ids.
    pub(super) harmful: BTreeSet<String>,
}

/// The variants of a base are the same at each run.
const SEED: u64 = 11;
const LIMITS: Limits = Limits { facts: 300, each: 2 };
/// How many phrasings of each fact are asked of the base without them.
const ROUNDS: usize = 10;

/// Compares a base with the same after suggestions.
pub(super) fn measure(before: &Prepared, after: Base) -> Measured {
    let table = before.matcher().word_table();
    let mut measured = Measured { effect: Effect::default(), harmful: BTreeSet::new() };
    for Round { old, new, asked } in rounds(before.base(), &after, ROUNDS) {
        let (old, new) = (Prepared::with(old, table), Prepared::with(new, table));
        for (fact, text) in asked {
            measured.note_own(&old, &new, &before.base().fact(fact).id.text, &text);
        }
    }
    let made = variants(before.base(), SEED, LIMITS);
    let after = Prepared::with(after, table);
    for Variant { fact, kind, text, .. } in made {
        let fact = &before.base().fact(fact).id.text;
        if kind.must_answer() {
            if kind != VariantKind::AsWritten {
                measured.note_own(before, &after, fact, &text);
            }
        } else {
            let is_answered = |prepared| answered(prepared, &text).as_ref() == Some(fact);
            let counts = [true, is_answered(before), is_answered(&after)];
            measured.effect.near = sum(measured.effect.near, counts);
        }
    }
    measured
}

impl Measured {
    fn note_own(&mut self, before: &Prepared, after: &Prepared, fact: &String, text: &str) {
        let is_found = answered(before, text).as_ref() == Some(fact);
        let turn = turn(after, &mut Memory::default(), text);
        let is_kept = said(after, &turn).as_ref() == Some(fact);
        self.effect.own = sum(self.effect.own, [true, is_found, is_kept]);
        if is_found && !is_kept {
            // Where no fact answers, the gap that ranks first is the one that the question was taken for.
            let gap = turn.candidates.iter().find_map(|candidate| match candidate.entry {
                Entry::Gap(gap) => Some(after.base().gap(gap)),
                Entry::Fact(_) | Entry::SmallTalk(_) => None,
            });
            let taken_by = said(after, &turn).or_else(|| gap.map(|gap| gap.id.text.clone()));
            self.harmful.extend(taken_by);
        }
    }
}

fn sum(counts: [usize; 3], more: [bool; 3]) -> [usize; 3] {
    [0, 1, 2].map(|at| counts[at] + usize::from(more[at]))
}

/// The id of the fact that answers a question: entries that come make others of the numbers of facts.
pub(super) fn answered(prepared: &Prepared, question: &str) -> Option<String> {
    said(prepared, &turn(prepared, &mut Memory::default(), question))
}

/// The fact that a turn answers with.
fn said(prepared: &Prepared, turn: &Turn) -> Option<String> {
    match &turn.outcome {
        Outcome::Answer(said) => said.first().map(|said| prepared.base().fact(said.fact).id.text.clone()),
        _ => None,
    }
}

/// A base before and after a change, both without one phrasing of each fact in each language, and those that the base
/// before it has.
pub(super) struct Round {
    pub(super) old: Base,
    pub(super) new: Base,
    pub(super) asked: Vec<(FactId, String)>,
}

/// The first `most` rounds in which phrasings are left out. The last phrasing of a fact stays: what comes by the change
/// stands behind it, and would be left out in its place.
pub(super) fn rounds<'a>(before: &'a Base, after: &'a Base, most: usize) -> impl Iterator<Item = Round> + 'a {
    let rounds = |base: &Base| {
        let is_last = |phrasing: &left_out::Phrasing| match phrasing.owner {
            Owner::Fact(id) => phrasing.at + 1 == base.fact(id).ask.get(phrasing.language).len(),
            Owner::Gap(_) => true,
        };
        left_out::rounds(of_facts(base).filter(|phrasing| !is_last(phrasing)))
    };
    rounds(before).into_iter().zip(rounds(after)).take(most).map(|(old, new)| {
        let asked = old.iter().filter_map(|(_, phrasing)| match phrasing.owner {
            Owner::Fact(id) => Some((id, phrasing.text(before).text.clone())),
            Owner::Gap(_) => None,
        });
        Round {
            asked: asked.collect(),
            old: without(facts_as_written(before), &old),
            new: without(facts_as_written(after), &new),
        }
    })
}
