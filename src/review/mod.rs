//! What should the base tell that it doesn't? Questions in vain, like ones together, the most wanted first.

mod alike;
mod render;

pub use render::{json, text};

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::{Memory, Outcome, Turn, turn};
use crate::facts::{Base, FactId};
use crate::journal::{InVain, Reason, VoteCount};
use crate::matching::{Entry, Prepared};
use crate::text::{Language, normal_form};
use alike::alike;

/// Most facts that are named as near.
const MOST_NEAREST: usize = 3;

/// What a curator should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What was asked in vain: the most people first, and last what is answered by now.
    pub questions: Vec<Asked>,
    /// Facts that somebody judged bad, the most people first.
    pub judged_bad: Vec<VoteCount>,
    /// Facts that were told as the nearest and not meant, the most people first.
    pub denied: Vec<VoteCount>,
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

/// A wording with everybody who used it.
struct Wording<'a> {
    form: String,
    rows: Vec<&'a InVain>,
}

impl Review {
    /// Puts like questions together, and asks each of the base as it is now.
    pub fn of(prepared: &Prepared, in_vain: &[InVain], votes: &[VoteCount]) -> Self {
        let groups = alike(prepared.matcher(), wordings(in_vain));
        let mut questions: Vec<Asked> = groups.into_iter().map(|group| asked(prepared, group)).collect();
        questions.sort_by(|one, other| standing(one).cmp(&standing(other)));
        let judged_bad = judged(votes, |count| count.down);
        Self { questions, judged_bad, denied: judged(votes, |count| count.denied) }
    }

    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.judged_bad.is_empty() && self.denied.is_empty()
    }
}

/// The facts with such votes against them, the most people first.
fn judged(votes: &[VoteCount], against: impl Fn(&VoteCount) -> u64) -> Vec<VoteCount> {
    let mut judged: Vec<VoteCount> = votes.iter().filter(|count| against(count) > 0).cloned().collect();
    judged.sort_by(|one, other| (against(other), one.up, &one.fact).cmp(&(against(one), other.up, &other.fact)));
    judged
}

/// What decides the order, the first thing first.
fn standing(asked: &Asked) -> (bool, Reverse<usize>, Reverse<usize>, &str, Language) {
    (!asked.answered_by.is_empty(), Reverse(asked.people), Reverse(asked.times), &asked.question, asked.language)
}

/// The wordings by language and form; what holds nothing that can be seen is none.
fn wordings(in_vain: &[InVain]) -> Vec<Wording<'_>> {
    let mut wordings: BTreeMap<(Language, String), Vec<&InVain>> = BTreeMap::new();
    for row in in_vain {
        let words = normal_form(&row.question).split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = words.trim_end_matches(|character: char| "?!., ".contains(character));
        let form = if bare.is_empty() { words } else { bare.to_string() };
        if !form.is_empty() {
            wordings.entry((row.language, form)).or_default().push(row);
        }
    }
    wordings.into_iter().map(|((_, form), rows)| Wording { form, rows }).collect()
}

fn people(rows: &[&InVain]) -> usize {
    rows.iter().map(|row| row.person.as_str()).collect::<BTreeSet<_>>().len()
}

fn asked(prepared: &Prepared, mut group: Vec<Wording<'_>>) -> Asked {
    group.sort_by_cached_key(|wording| (Reverse(people(&wording.rows)), Reverse(wording.rows.len())));
    let rows: Vec<&InVain> = group.iter().flat_map(|wording| wording.rows.iter().copied()).collect();
    // As it was typed: a capital letter may tell a name.
    let base = prepared.base();
    let turn = turn(prepared, &mut Memory::default(), &rows[0].question);
    let mut forms = group.into_iter().map(|wording| wording.form);
    let denied = denied(&rows);
    let times = |reason: Reason| rows.iter().filter(|row| row.reason == reason).count();
    Asked {
        question: forms.next().unwrap_or_default(),
        others: forms.collect(),
        language: rows[0].language,
        people: people(&rows),
        times: rows.len(),
        last: rows.iter().map(|row| row.at).max().unwrap_or_default(),
        reasons: Reason::ALL.into_iter().map(|reason| (reason, times(reason))).filter(|(_, n)| *n > 0).collect(),
        nearest: nearest(base, &turn, &denied),
        answered_by: answered_by(base, &turn, &rows, &denied),
        gap: gap(base, &turn),
        denied,
    }
}

fn id(base: &Base, fact: FactId) -> String {
    base.fact(fact).id.text.clone()
}

/// The facts that people were told as the nearest and did not mean, each once.
fn denied(rows: &[&InVain]) -> Vec<String> {
    let denied = rows.iter().filter(|row| row.reason == Reason::NearestDenied);
    let facts: BTreeSet<&String> = denied.filter_map(|row| row.nearest.first()).collect();
    facts.into_iter().cloned().collect()
}

fn nearest(base: &Base, turn: &Turn, denied: &[String]) -> Vec<String> {
    let facts = turn.candidates.iter().filter_map(|candidate| match candidate.entry {
        Entry::Fact(fact) => Some(id(base, fact)),
        Entry::Gap(_) | Entry::SmallTalk(_) => None,
    });
    facts.filter(|fact| !denied.contains(fact)).take(MOST_NEAREST).collect()
}

/// The facts that are said now; none if one of them was said then and judged bad, or told and not meant.
fn answered_by(base: &Base, turn: &Turn, rows: &[&InVain], denied: &[String]) -> Vec<String> {
    let Outcome::Answer(said) = &turn.outcome else {
        return Vec::new();
    };
    let facts: Vec<String> = said.iter().map(|said| id(base, said.fact)).collect();
    let judged = rows.iter().filter(|row| row.reason == Reason::ThumbsDown).flat_map(|row| &row.nearest);
    let is_bad = judged.chain(denied).any(|bad| facts.contains(bad));
    if is_bad { Vec::new() } else { facts }
}

fn gap(base: &Base, turn: &Turn) -> Option<String> {
    match &turn.outcome {
        Outcome::Refuse(refusal) => refusal.gap.map(|gap| base.gap(gap).id.text.clone()),
        Outcome::Answer(_)
        | Outcome::Nearest(_)
        | Outcome::Clarify(_)
        | Outcome::Unclear(_)
        | Outcome::SmallTalk(_)
        | Outcome::OfText(_)
        | Outcome::Concern(_) => None,
    }
}
