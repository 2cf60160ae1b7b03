//! What to write next? Gaps for what people will ask and nothing tells, facts for what the text tells and nobody can ask
//! for, and what the journal shows to be wanted. Nothing is written but what a person accepts.

mod asked;
mod gap;
mod measure;
mod phrasing;
mod property;
mod thing;
mod untold;

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};

use crate::facts::{Base, Files, load};
use crate::findings::Finding;
use crate::matching::Prepared;
use crate::review::Review;
use crate::workshop::{Edits, Entry, Plan, add, edit};

pub use asked::gap_for;
pub use measure::Effect;

/// The file that suggested gaps go into.
const GAPS: &str = "suggested";

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuggestionKind {
    /// Further ways to ask for a fact.
    Phrasing,
    /// A fact.
    Fact,
    /// A gap.
    Gap,
}

impl SuggestionKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phrasing => "phrasing",
            Self::Fact => "fact",
            Self::Gap => "gap",
        }
    }
}

/// What would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new entry.
    Add(Entry),
    /// Further questions of the fact with this id.
    Ask(String, Vec<String>),
}

/// Something to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// By what it is accepted.
    pub id: String,
    /// What would be written.
    pub change: Change,
    /// Why it should be.
    pub why: String,
}

/// Which suggestions are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// None: they are shown.
    None,
    /// All of them.
    All,
    /// Those with these ids.
    Some(Vec<String>),
}

/// What to write next, and what all of it would bring about.
#[derive(Debug)]
pub struct Suggestions {
    /// What to write.
    pub all: Vec<Suggestion>,
    /// What would come of it.
    pub effect: Effect,
}

/// What to write next in a base of these files, by what was asked in vain and by itself. What would keep a question of
/// the base from its fact is not suggested.
///
/// # Errors
/// When a suggestion can't be written.
pub fn suggest(files: &Files, prepared: &Prepared, review: Option<&Review<'_>>) -> Result<Suggestions> {
    let mut all = review.map(|review| asked::asked(prepared, review)).unwrap_or_default();
    all.extend(phrasing::phrasings(prepared));
    all.extend(untold::facts(prepared));
    all.extend(gap::gaps(prepared));
    let mut seen = BTreeSet::new();
    let is_free = |id: &str| !prepared.base().ids().any(|(other, _)| other == id);
    all.retain(|suggestion| {
        let comes = matches!(suggestion.change, Change::Add(_));
        seen.insert(suggestion.id.clone()) && (!comes || is_free(&suggestion.id))
    });
    loop {
        let after = changed(files, prepared.base(), &all)?;
        let measured = measure::measure(prepared, after);
        let before = all.len();
        all.retain(|suggestion| !measured.harmful.contains(suggestion.entry()));
        if all.len() == before {
            return Ok(Suggestions { all, effect: measured.effect });
        }
    }
}

impl Suggestion {
    /// The id of the entry that comes or changes.
    fn entry(&self) -> &str {
        match &self.change {
            Change::Add(_) => &self.id,
            Change::Ask(fact, _) => fact,
        }
    }
}

/// What writes some suggestions.
///
/// # Errors
/// When one of them can't be written.
pub fn plan(files: &Files, base: &Base, suggestions: &[Suggestion]) -> Result<Plan> {
    let count = suggestions.len();
    let what = format!("accept {count} suggestion{}", if count == 1 { "" } else { "s" });
    let mut plan = Plan { id: String::new(), what, changes: Vec::new() };
    let mut now = Files { sources: files.sources.clone(), answers: files.answers.clone() };
    for suggestion in suggestions {
        let step = match &suggestion.change {
            Change::Add(entry) => add(&now, base, entry)?,
            Change::Ask(fact, ask) => edit(&now, fact, &Edits { ask: ask.clone(), ..Edits::default() })?,
        };
        now = step.applied_to(&now);
        plan.append(step);
    }
    Ok(plan)
}

fn changed(files: &Files, base: &Base, suggestions: &[Suggestion]) -> Result<Base> {
    if suggestions.is_empty() {
        return Ok(base.clone());
    }
    let after = plan(files, base, suggestions)?.applied_to(files);
    let told = |finding: &Finding| format!("{} in {}", finding.message, finding.place.file.name);
    load(&after)
        .map_err(|findings| anyhow!("a suggestion is not sound: {}", findings.first().map(told).unwrap_or_default()))
}
