//! What became of an earlier report's figures.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::figures::{Figures, QuestionGrade, Share};
use super::headline::label;
use super::table::{Cell, table};
use super::text::{count, escape, percent, quoted};
use crate::evaluate::Grade;

/// The most questions that are listed.
const MOST_LISTED: usize = 50;

/// What became of an earlier report's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What the bot was called.
    pub base: String,
    /// The shares that both reports have, as they were.
    pub shares: Vec<Share>,
    /// How many questions both have.
    pub both: usize,
    /// How many are new.
    pub added: usize,
    /// How many are gone.
    pub gone: usize,
    /// How many came to something better, and to something worse.
    pub better: usize,
    /// See [`Self::better`].
    pub worse: usize,
    /// Those whose verdict changed, the worst first; of many, the first ones.
    pub changed: Vec<Changed>,
}

/// A question whose verdict changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// What was asked.
    pub q: String,
    /// How it was judged.
    pub before: Grade,
    /// How it is judged now.
    pub now: Grade,
}

impl Change {
    /// What became of the figures of `earlier`.
    pub(super) fn between(earlier: &Figures, now: &Figures) -> Self {
        let before: HashMap<Key<'_>, Grade> = keyed(&earlier.questions).collect();
        let mut changed = Vec::new();
        let mut both = 0;
        for (key, verdict) in keyed(&now.questions) {
            let Some(before) = before.get(&key) else { continue };
            both += 1;
            if *before != verdict {
                changed.push(Changed { q: key.1.to_string(), before: *before, now: verdict });
            }
        }
        let worse = changed.iter().filter(|one| one.now > one.before).count();
        let better = changed.len() - worse;
        // How far it fell, then how far it rose.
        changed.sort_by_key(|one| (std::cmp::Reverse(one.now), one.before));
        changed.sort_by_key(|one| one.now < one.before);
        changed.truncate(MOST_LISTED);
        let has = |share: &&Share| now.share_like(share).is_some();
        Self {
            base: earlier.base.name.clone(),
            shares: earlier.shares.iter().filter(has).cloned().collect(),
            both,
            added: now.questions.len() - both,
            gone: earlier.questions.len() - both,
            better,
            worse,
            changed,
        }
    }
}

/// A question by its id, its text, and how often that stood before it.
type Key<'a> = (Option<&'a str>, &'a str, usize);

fn keyed(questions: &[QuestionGrade]) -> impl Iterator<Item = (Key<'_>, Grade)> {
    let mut seen: HashMap<(Option<&str>, &str), usize> = HashMap::new();
    questions.iter().map(move |one| {
        let (id, text) = (one.id.as_deref(), one.q.as_str());
        let times = seen.entry((id, text)).or_default();
        *times += 1;
        ((id, text, *times), one.verdict)
    })
}

impl Figures {
    fn share_like(&self, other: &Share) -> Option<&Share> {
        self.shares.iter().find(|share| (share.in_scope, &share.name) == (other.in_scope, &other.name))
    }
}

/// The section; nothing where there is no earlier report.
pub(super) fn section(figures: &Figures) -> String {
    let Some(change) = &figures.change else { return String::new() };
    let Change { both, added, gone, better, worse, .. } = change;
    let other = if change.base == figures.base.name {
        String::new()
    } else {
        format!(" The bot was called {} then.", quoted(&change.base))
    };
    format!(
        "<section>\n<h2>Since the earlier report</h2>\n<p>Of {} in both reports, {better} came to something better and \
         {worse} to something worse. {added} are new, {gone} are gone.{other}</p>\n{}{}</section>\n",
        count(*both, "question"),
        shares(figures, change),
        changed(change)
    )
}

fn shares(figures: &Figures, change: &Change) -> String {
    let columns = [("share", Cell::Text), ("before", Cell::Number), ("now", Cell::Number), ("change", Cell::Number)];
    let row = |before: &Share| {
        let now = figures.share_like(before)?;
        let (was, is) = (before.share()?, now.share()?);
        let scope = if now.in_scope { "" } else { "no answer: " };
        Some(vec![format!("{scope}{}", label(now)), percent(was), percent(is), points(is - was)])
    };
    let rows: Vec<Vec<String>> = change.shares.iter().filter_map(row).collect();
    table("Shares before and now; the change in percentage points", &columns, &rows)
}

/// A difference of shares in percentage points, with its sign.
fn points(difference: f64) -> String {
    let tenths = (difference * 1000.0).round() / 10.0;
    match tenths {
        0.0 => "0.0".to_string(),
        fell if fell < 0.0 => format!("−{:.1}", -fell),
        rose => format!("+{rose:.1}"),
    }
}

fn changed(change: &Change) -> String {
    let all = change.better + change.worse;
    if all == 0 {
        return "<p>No verdict changed.</p>\n".to_string();
    }
    let columns = [("question", Cell::Text), ("before", Cell::Word), ("now", Cell::Word)];
    let row = |one: &Changed| {
        let direction = if one.now > one.before { "▼" } else { "▲" };
        vec![quoted(&one.q), one.before.name().to_string(), format!("{direction} {}", one.now.name())]
    };
    let caption = match all.saturating_sub(change.changed.len()) {
        0 => "Questions whose verdict changed (▲ better, ▼ worse)".to_string(),
        more => format!("Questions whose verdict changed (▲ better, ▼ worse), and {more} more"),
    };
    let rows: Vec<Vec<String>> = change.changed.iter().map(row).collect();
    table(&escape(&caption), &columns, &rows)
}
