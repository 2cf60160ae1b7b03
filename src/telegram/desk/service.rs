//! What stays the same whichever base is at work: who runs the bot, since when, and how it goes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use teloxide::types::{ChatId, UserId};

use crate::facts::Base;
use crate::reply::html::shortened;
use crate::telegram::metrics::Metrics;

/// Lines of findings that an admin is shown: the first ones tell what to mend first.
const MOST_LINES: usize = 12;
/// The longest of them, in UTF-16 units. Files may hold lines of any length.
const LONGEST_LINE: usize = 160;

/// The bot as its admins see it.
#[derive(Debug)]
pub(crate) struct Service {
    /// Who may give orders.
    pub(crate) admins: Vec<UserId>,
    /// The chat of those to whom questions are passed on.
    pub(crate) curators: Option<ChatId>,
    /// Where the base is read from; none if it is compiled in.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) started: Instant,
    pub(crate) metrics: Arc<Metrics>,
    /// Whether other programs serve the same chats by turns.
    pub(crate) shared: bool,
    reloading: Mutex<Reloading>,
}

/// What came of the last time that the base was read anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Reloading {
    /// It was not, since the start.
    #[default]
    Never,
    /// It was sound.
    Sound,
    /// It was not: since when, and the first lines of what was wrong.
    Failed(Instant, String),
}

/// What came of reading the base anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reloaded {
    /// It is answered from what was read.
    Sound(Counts),
    /// The base from before goes on; this is wrong with the files.
    Unsound(String),
    /// It is compiled in, and has no files.
    CompiledIn,
}

impl Reloading {
    /// A reload that failed. What is kept of the findings is bounded.
    pub(crate) fn failed(findings: &str, at: Instant) -> Self {
        Self::Failed(at, first_lines(findings))
    }
}

impl Service {
    pub(crate) fn new(
        admins: &[u64],
        curators: Option<i64>,
        folder: Option<PathBuf>,
        metrics: Arc<Metrics>,
        started: Instant,
        shared: bool,
    ) -> Self {
        let admins = admins.iter().copied().map(UserId).collect();
        Self { admins, curators: curators.map(ChatId), folder, started, metrics, shared, reloading: Mutex::default() }
    }

    /// What came of the last reload.
    pub(crate) fn reloading(&self) -> Reloading {
        self.reloading.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn note_reload(&self, reloading: Reloading) {
        self.metrics.reload(reloading == Reloading::Sound);
        *self.reloading.lock().unwrap_or_else(PoisonError::into_inner) = reloading;
    }
}

/// How much a base holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) facts: usize,
    pub(crate) drafts: usize,
    pub(crate) gaps: usize,
}

impl Counts {
    pub(crate) fn of(base: &Base) -> Self {
        let drafts = base.facts.iter().filter(|fact| fact.is_draft).count();
        Self { facts: base.facts.len(), drafts, gaps: base.gaps.len() }
    }
}

/// The first lines of findings, short enough for a message.
pub(crate) fn first_lines(findings: &str) -> String {
    let mut lines = findings.trim_end().lines();
    let mut shown: Vec<String> = lines.by_ref().take(MOST_LINES).map(|line| shortened(line, LONGEST_LINE)).collect();
    if lines.next().is_some() {
        shown.push("…".to_string());
    }
    shown.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, MOST_LINES, first_lines};
    use crate::reply::html::units;

    #[test]
    fn findings_without_end_are_cut() {
        let twelve = ["line"; MOST_LINES].join("\n");
        for (findings, expected) in [
            (String::new(), String::new()),
            ("one\ntwo\n\n".to_string(), "one\ntwo".to_string()),
            (twelve.clone(), twelve.clone()),
            (format!("{twelve}\nand more\nand more"), format!("{twelve}\n…")),
        ] {
            assert_eq!(first_lines(&findings), expected);
        }
        let endless = format!("{}\n", "<🙂&".repeat(10_000)).repeat(10_000);
        assert!(units(&first_lines(&endless)) <= (MOST_LINES + 1) * (LONGEST_LINE + 1));
    }
}
