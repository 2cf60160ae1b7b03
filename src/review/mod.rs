//! What should the base tell that it doesn't? Questions in vain, like ones together, the most wanted first.

mod alike;
mod gathered;
mod render;

pub use gathered::{Gathered, form};
pub use render::{json, text};

use std::cmp::Reverse;

use crate::conversation::{Memory, Outcome, Turn, turn};
use crate::facts::{Base, FactId};
use std::collections::BTreeSet;

use crate::journal::{InVain, Reason, Remark, VoteCount, mark};
use crate::matching::{Candidate, Prepared};
use crate::parallel::{in_parallel, processors};
use crate::text::Language;
use alike::Alike;
use gathered::{Against, Time};

/// Most facts that are named as near.
const MOST_NEAREST: usize = 3;

/// What a curator should look at.
#[derive(Debug)]
pub struct Review<'a> {
    base: &'a Base,
    wanted: Wanted,
    /// What the base says of each group now, in the order of `wanted`.
    judged: Vec<Judged>,
    /// Facts that somebody judged bad, the most people first.
    pub judged_bad: Vec<VoteCount>,
    /// Facts that were told as the nearest and not meant, the most people first.
    pub denied: Vec<VoteCount>,
    /// What people said was wrong with answers, the last ones first.
    pub remarks: Vec<Remark>,
}

/// A question in vain, however it was worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The wording that most people used; normal forms, since anything may have been typed.
    pub question: String,
    /// The other wordings.
    pub others: Vec<String>,
    /// In which language.
    pub language: Language,
    /// How many people asked.
    pub people: usize,
    /// How often it was asked.
    pub times: usize,
    /// When it was last asked, in Unix seconds.
    pub last: i64,
    /// Why it was in vain, and how often.
    pub reasons: Vec<(Reason, usize)>,
    /// Ids of the facts that were told as the nearest, and not meant.
    pub denied: Vec<String>,
    /// Ids of the other facts that come nearest.
    pub nearest: Vec<String>,
    /// Ids of the facts that answer it by now.
    pub answered_by: Vec<String>,
    /// The id of the gap that says that the source doesn't tell.
    pub gap: Option<String>,
}

/// What was asked in vain, like questions together, the most wanted first; not asked of a base yet.
#[derive(Debug)]
struct Wanted {
    gathered: Gathered,
    alike: Alike,
    /// The numbers of the groups.
    order: Vec<u32>,
}

/// What a base says of a question now. A million of them have to fit.
#[derive(Debug, Default)]
struct Judged {
    nearest: Box<[u32]>,
    answered_by: Box<[u32]>,
    gap: Option<u32>,
}

impl<'a> Review<'a> {
    /// Puts like questions together, and asks each of the base as it is now.
    pub fn of(prepared: &'a Prepared, gathered: Gathered, votes: &[VoteCount], remarks: Vec<Remark>) -> Self {
        let mut wanted = Wanted::of(prepared, gathered);
        let judged =
            in_parallel(wanted.order.len(), processors(), |place| wanted.judged(prepared, wanted.order[place]));
        let mut both: Vec<(u32, Judged)> = wanted.order.iter().copied().zip(judged).collect();
        // What is answered by now comes last; else the order stays.
        both.sort_by_key(|(_, judged)| !judged.answered_by.is_empty());
        let judged;
        (wanted.order, judged) = both.into_iter().unzip();
        let judged_bad = votes_against(votes, |count| count.down);
        let denied = votes_against(votes, |count| count.denied);
        Self { base: prepared.base(), wanted, judged, judged_bad, denied, remarks }
    }

    /// What was asked in vain: the most people first, and last what is answered by now.
    pub fn questions(&self) -> impl Iterator<Item = Asked> {
        let groups = self.wanted.order.iter().zip(&self.judged);
        groups.map(|(group, judged)| self.wanted.asked(self.base, *group, judged))
    }

    /// How many questions there are, and how many of them are answered by now.
    pub fn counts(&self) -> (usize, usize) {
        (self.judged.len(), self.judged.iter().filter(|judged| !judged.answered_by.is_empty()).count())
    }

    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.judged.is_empty() && self.judged_bad.is_empty() && self.denied.is_empty() && self.remarks.is_empty()
    }
}

/// The questions of some rows that the base doesn't answer, the most wanted first, but for those with a wording of a mark
/// that is hidden. Each is asked of the base only when it is looked at.
pub fn unanswered(prepared: &Prepared, rows: &[InVain], hidden: BTreeSet<String>) -> impl Iterator<Item = Asked> {
    let wanted = Wanted::of(prepared, gathered(rows).without(hidden));
    (0..wanted.order.len()).filter_map(move |place| {
        let group = wanted.order[place];
        let judged = wanted.judged(prepared, group);
        (judged.answered_by.is_empty() && judged.gap.is_none()).then(|| wanted.asked(prepared.base(), group, &judged))
    })
}

/// All wordings of the question that has a wording with this mark, that one first, and their language.
pub fn wordings_of(prepared: &Prepared, rows: &[InVain], wanted: &str) -> Option<(Vec<String>, Language)> {
    let all = Wanted::of(prepared, gathered(rows));
    let is_it = |wording: &u32| mark(all.gathered.form(*wording)) == wanted;
    let found = (0..all.alike.len()).find_map(|group| {
        let wordings = all.alike.wordings(group);
        wordings.iter().copied().find(is_it).map(|first| (first, wordings))
    });
    let (first, wordings) = found?;
    let others = wordings.iter().copied().filter(|wording| *wording != first);
    let forms = std::iter::once(first).chain(others).map(|wording| all.gathered.form(wording).to_string());
    Some((forms.collect(), all.gathered.language(first)))
}

fn gathered(rows: &[InVain]) -> Gathered {
    let mut gathered = Gathered::default();
    for row in rows {
        gathered.add(row);
    }
    gathered
}

/// The facts with such votes against them, the most people first.
fn votes_against(votes: &[VoteCount], against: impl Fn(&VoteCount) -> u64) -> Vec<VoteCount> {
    let mut judged: Vec<VoteCount> = votes.iter().filter(|count| against(count) > 0).cloned().collect();
    judged.sort_by(|one, other| (against(other), one.up, &one.fact).cmp(&(against(one), other.up, &other.fact)));
    judged
}

impl Wanted {
    fn of(prepared: &Prepared, mut gathered: Gathered) -> Self {
        gathered.finish();
        let mut alike = Alike::of(prepared.matcher(), &gathered);
        let mut standing = Vec::with_capacity(alike.len());
        for group in 0..alike.len() {
            let wordings = alike.wordings_mut(group);
            let standing_of =
                |wording: &u32| (Reverse(people(&gathered, &[*wording])), Reverse(gathered.times(*wording).len()));
            if wordings.len() > 1 {
                wordings.sort_by_cached_key(|wording| (standing_of(wording), gathered.form(*wording).to_string()));
            }
            let times: usize = wordings.iter().map(|wording| gathered.times(*wording).len()).sum();
            standing.push((people(&gathered, wordings) as u32, times as u32));
        }
        let shown = |group: &u32| !gathered.is_hidden(alike.wordings(*group as usize));
        let mut order: Vec<u32> = (0..alike.len() as u32).filter(shown).collect();
        order.sort_unstable_by_key(|group| {
            let ((people, times), first) = (standing[*group as usize], alike.wordings(*group as usize)[0]);
            (Reverse(people), Reverse(times), gathered.form(first), gathered.language(first))
        });
        Self { gathered, alike, order }
    }

    /// Asks the base, once for all wordings: as most people worded it, and as the first one typed that.
    fn judged(&self, prepared: &Prepared, group: u32) -> Judged {
        let wordings = self.alike.wordings(group as usize);
        let base = prepared.base();
        let turn = turn(prepared, &mut Memory::default(), self.gathered.typed(wordings[0]));
        let named = |ids: Vec<&str>| -> Vec<FactId> { ids.into_iter().filter_map(|id| base.fact_named(id)).collect() };
        let denied = named(self.gathered.against(wordings, Against::Denied));
        let judged_bad = named(self.gathered.against(wordings, Against::JudgedBad));
        Judged {
            nearest: nearest(&turn, &denied),
            answered_by: answered_by(&turn, &denied, &judged_bad),
            gap: gap(&turn),
        }
    }

    fn asked(&self, base: &Base, group: u32, judged: &Judged) -> Asked {
        let wordings = self.alike.wordings(group as usize);
        let times = || wordings.iter().flat_map(|wording| self.gathered.times(*wording));
        let count = |reason: Reason| times().filter(|time| time.reason == reason).count();
        let ids = |facts: &[u32]| facts.iter().map(|fact| base.fact(FactId(*fact as usize)).id.text.clone()).collect();
        Asked {
            question: self.gathered.form(wordings[0]).to_string(),
            others: wordings[1..].iter().map(|wording| self.gathered.form(*wording).to_string()).collect(),
            language: self.gathered.language(wordings[0]),
            people: people(&self.gathered, wordings),
            times: times().count(),
            last: times().map(|time| time.at).max().unwrap_or_default(),
            reasons: Reason::ALL.into_iter().map(|reason| (reason, count(reason))).filter(|(_, n)| *n > 0).collect(),
            denied: self.gathered.against(wordings, Against::Denied).into_iter().map(str::to_string).collect(),
            nearest: ids(&judged.nearest),
            answered_by: ids(&judged.answered_by),
            gap: judged.gap.map(|gap| base.gaps[gap as usize].id.text.clone()),
        }
    }
}

/// How many people used these wordings.
fn people(gathered: &Gathered, wordings: &[u32]) -> usize {
    let of = |wording: &u32| gathered.times(*wording).iter().map(|Time { person, .. }| *person);
    let mut people: Vec<u64> = wordings.iter().flat_map(of).collect();
    // Those of one wording are in order.
    if wordings.len() > 1 {
        people.sort_unstable();
    }
    people.dedup();
    people.len()
}

/// The facts that come nearest, but for those that were not meant.
fn nearest(turn: &Turn, denied: &[FactId]) -> Box<[u32]> {
    let facts = turn.candidates.iter().filter_map(Candidate::fact).filter(|fact| !denied.contains(fact));
    facts.take(MOST_NEAREST).map(|fact| fact.index() as u32).collect()
}

/// The facts that are said now; none if one of them was said then and judged bad, or told and not meant.
fn answered_by(turn: &Turn, denied: &[FactId], judged_bad: &[FactId]) -> Box<[u32]> {
    let Outcome::Answer(said) = &turn.outcome else { return Box::default() };
    let is_bad = said.iter().any(|said| denied.contains(&said.fact) || judged_bad.contains(&said.fact));
    if is_bad { Box::default() } else { said.iter().map(|said| said.fact.index() as u32).collect() }
}

fn gap(turn: &Turn) -> Option<u32> {
    match &turn.outcome {
        Outcome::Refuse(refusal) => refusal.gap.map(|gap| gap.0 as u32),
        Outcome::Answer(_)
        | Outcome::Nearest(_)
        | Outcome::Clarify(_)
        | Outcome::Unclear(_)
        | Outcome::SmallTalk(_)
        | Outcome::OfText(_)
        | Outcome::Concern(_) => None,
    }
}
