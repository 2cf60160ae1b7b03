//! What the journal holds: questions in vain, and votes.

use crate::text::Language;

/// Something that happened and is worth keeping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A question found no answer, or the wrong one.
    InVain {
        /// Who asked.
        person: u64,
        /// What was asked.
        question: String,
        /// In which language.
        language: Language,
        /// Why it was in vain.
        reason: Reason,
        /// Ids of the facts that came nearest, or that were said or told, the nearest first.
        nearest: Vec<String>,
    },
    /// Somebody judged a fact that was said.
    Vote {
        /// Who judged.
        person: u64,
        /// The id of the fact.
        fact: String,
        /// The judgement.
        vote: Vote,
    },
    /// Somebody said what was wrong with an answer.
    Remark {
        /// Who said it.
        person: u64,
        /// The id of the fact that was said.
        fact: String,
        /// What had been asked.
        question: String,
        /// What was wrong.
        words: String,
    },
}

impl Entry {
    /// Whose it is.
    pub(super) fn person(&self) -> u64 {
        match self {
            Self::InVain { person, .. } | Self::Vote { person, .. } | Self::Remark { person, .. } => *person,
        }
    }
}

/// Why a question was in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// There was no answer.
    Refused,
    /// It was not understood.
    Unclear,
    /// It was asked back, and nothing was chosen.
    Clarified,
    /// None of what was offered was meant.
    NoneOfThese,
    /// A fact was told as the nearest, and nobody said whether it was meant.
    NearestUnanswered,
    /// A fact was told as the nearest, and was not meant.
    NearestDenied,
    /// The answer was judged bad.
    ThumbsDown,
}

impl Reason {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::Unclear,
        Self::Clarified,
        Self::NoneOfThese,
        Self::NearestUnanswered,
        Self::NearestDenied,
        Self::ThumbsDown,
    ];

    /// The name that the file and reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Unclear => "unclear",
            Self::Clarified => "clarified",
            Self::NoneOfThese => "none-of-these",
            Self::NearestUnanswered => "nearest-unanswered",
            Self::NearestDenied => "nearest-denied",
            Self::ThumbsDown => "thumbs-down",
        }
    }

    /// The reasons whose place this one takes when the same person gives it for the same question.
    pub(super) fn replaces(self) -> &'static [Self] {
        match self {
            Self::Refused | Self::Unclear | Self::Clarified | Self::NearestUnanswered => &[],
            Self::NoneOfThese => &[Self::Unclear, Self::Clarified, Self::NoneOfThese],
            Self::NearestDenied => &[Self::NearestUnanswered, Self::NearestDenied],
            Self::ThumbsDown => &[Self::ThumbsDown],
        }
    }
}

/// A judgement on a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// As an answer it helped.
    Up,
    /// As an answer it did not.
    Down,
    /// It was told as the nearest, and it was meant.
    Confirmed,
    /// It was told as the nearest, and it was not meant: that says nothing against the fact itself.
    Denied,
}

impl Vote {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Up | Self::Confirmed => "up",
            Self::Down | Self::Denied => "down",
        }
    }

    /// What the fact was told as; a person has one vote on it as each.
    pub(super) fn told_as(self) -> &'static str {
        match self {
            Self::Up | Self::Down => "answer",
            Self::Confirmed | Self::Denied => "nearest",
        }
    }
}

/// A question that was in vain, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InVain {
    /// What was asked: its first 500 characters, as they were typed.
    pub question: String,
    /// In which language.
    pub language: Language,
    /// Why it was in vain.
    pub reason: Reason,
    /// When, in Unix seconds.
    pub at: i64,
    /// Who asked: the same person has the same text here, and nothing else can be told from it.
    pub person: String,
    /// Ids of the facts that came nearest, or that were said or told, the nearest first.
    pub nearest: Vec<String>,
}

/// How a fact was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteCount {
    /// The id of the fact.
    pub fact: String,
    /// How many people it helped, as an answer or as the nearest.
    pub up: u64,
    /// How many it did not help as an answer.
    pub down: u64,
    /// How many did not mean it where it was told as the nearest.
    pub denied: u64,
}

/// What somebody said was wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The id of the fact that was said.
    pub fact: String,
    /// What had been asked.
    pub question: String,
    /// What was wrong, as it was typed: its first 500 characters.
    pub words: String,
}
