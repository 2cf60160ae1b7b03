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
        /// Ids of the facts that came nearest, or that were said, the nearest first.
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
}

/// Why a question was in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// There was no answer.
    Refused,
    /// It was asked back, and nothing was chosen.
    Clarified,
    /// It was asked back, and none of the choices was meant.
    NoneOfThese,
    /// The answer was judged bad.
    ThumbsDown,
}

impl Reason {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Refused, Self::Clarified, Self::NoneOfThese, Self::ThumbsDown];

    /// The name that the file and reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Clarified => "clarified",
            Self::NoneOfThese => "none-of-these",
            Self::ThumbsDown => "thumbs-down",
        }
    }
}

/// A judgement on an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// It helped.
    Up,
    /// It did not.
    Down,
}

impl Vote {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
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
    /// Ids of the facts that came nearest, or that were said, the nearest first.
    pub nearest: Vec<String>,
}

/// How a fact was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteCount {
    /// The id of the fact.
    pub fact: String,
    /// How many people it helped.
    pub up: u64,
    /// How many it did not.
    pub down: u64,
}
