//! What to write next? Gaps for what people will ask and nothing tells, facts for what the text tells and nobody can ask
//! for, and what the journal shows to be wanted. Nothing is written but what a person accepts.

mod gap;
mod measure;
mod property;
mod thing;

use anyhow::{Result, anyhow};

use crate::facts::{Base, Files, load};
use crate::findings::Finding;
use crate::matching::Prepared;
use crate::workshop::{Entry, Plan, add_all};

pub use measure::Effect;

/// What would be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A gap.
    Gap,
}

/// Something to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: Kind,
    /// What would be written.
    pub entry: Entry,
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

/// What to write next in a base of these files. A gap that would keep a question from its fact is none.
///
/// # Errors
/// When a suggestion can't be written.
pub fn suggest(files: &Files, prepared: &Prepared) -> Result<Suggestions> {
    let mut all = gap::gaps(prepared);
    let table = prepared.matcher().word_table();
    loop {
        let after = changed(files, prepared.base(), &all)?;
        let measured = measure::measure(prepared, after, table);
        let before = all.len();
        all.retain(|suggestion| !measured.harmful.iter().any(|id| suggestion.id() == id));
        if all.len() == before {
            return Ok(Suggestions { all, effect: measured.effect });
        }
    }
}

impl Suggestion {
    /// The id of what would be written.
    pub fn id(&self) -> &str {
        self.entry.id.as_deref().unwrap_or_default()
    }
}

/// What writes some suggestions.
///
/// # Errors
/// When one of them can't be written.
pub fn plan(files: &Files, base: &Base, suggestions: &[Suggestion]) -> Result<Plan> {
    let entries: Vec<Entry> = suggestions.iter().map(|suggestion| suggestion.entry.clone()).collect();
    add_all(files, base, &entries)
}

fn changed(files: &Files, base: &Base, suggestions: &[Suggestion]) -> Result<Base> {
    if suggestions.is_empty() {
        return Ok(base.clone());
    }
    let after = plan(files, base, suggestions)?.applied_to(files);
    let told = |finding: &Finding| format!("{} in {}", finding.message, finding.place.file.name);
    load(&after).map_err(|findings| anyhow!("a suggestion is not sound: {}", findings.first().map(told).unwrap_or_default()))
}

