//! What came of an act, where something follows from it.

use std::collections::BTreeSet;

use teloxide::types::{ChatId, MessageId};

use super::act::{Answer, Choice, Curating, Erasing, Question};
use super::event::{Room, Said};
use super::press::{Decision, Mark};
use super::seat::Answered;
use super::service::Reloaded;
use crate::inbox::Relayed;
use crate::journal::{Applied, InVain, Stats};
use crate::text::Language;

/// What came of an act.
#[derive(Debug)]
pub(crate) enum Report {
    /// A question is answered by these messages.
    Answered { chat: ChatId, answered: Answered },
    /// A group has another id, as a call that was refused told.
    Moved { from: ChatId, to: ChatId },
    /// This message asks what was wrong with an answer.
    AskedWhatWasWrong { chat: ChatId, answer: MessageId, prompt: MessageId },
    /// Whether somebody may set a group's language.
    MaySet(Choice, bool),
    /// What was kept of a person is erased, and the questions that were passed on for them by these messages; none if it
    /// could not be.
    Erased(Erasing, Option<Vec<MessageId>>),
    /// The base was read anew; none if that ended in a fault of ours.
    Reloaded { room: Room, language: Language, came: Option<Reloaded> },
    /// Whose question something answers that was said among curators; none if nobody's.
    Asker(Said, Option<Relayed>),
    /// Whether a question was passed on.
    PassedOn(Question, Passed),
    /// Whether what the curators replied arrived.
    BroughtBack(Answer, Arrival),
    /// What came of an admin's wish.
    Curated(Curating, Curated),
}

/// Whether a question was passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passed {
    /// It was.
    On,
    /// It had been before.
    Already,
    /// Its asker had enough passed on for a day.
    Enough,
    /// It could not be.
    Failed,
}

/// Whether an answer arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// It did.
    Arrived,
    /// Its asker left, or wants nothing from the bot any more.
    Gone,
    /// It could not be sent.
    Failed,
}

/// What came of a step of what an admin wants.
#[derive(Debug)]
pub(crate) enum Curated {
    /// There is no journal.
    NoJournal,
    /// A fault of ours or of the disk.
    Failed,
    /// What was asked in vain, and the marks of what is not to be shown: one after this is.
    ForNext { rows: Vec<InVain>, hidden: BTreeSet<String>, after: Option<Mark> },
    /// What was asked in vain, and what is to become of which question.
    For { rows: Vec<InVain>, mark: Mark, decision: Decision },
    /// A question does not come again.
    Ignored { question: String },
    /// What becomes of a question is kept; what came of writing it into the base, where that has files.
    Proposed { question: String, what: String, written: Option<Result<Applied, String>> },
    /// The last change was taken back, or why not; none where the base has no files.
    Undone(Option<Result<String, String>>),
    /// Figures of the journal.
    Counted(Stats),
}

impl Report {
    /// Whether it takes more than a moment to see what follows: every question in vain is asked anew.
    pub(crate) fn is_long(&self) -> bool {
        matches!(self, Self::Curated(_, Curated::ForNext { .. } | Curated::For { .. }))
    }
}
