//! What kind of answer a question asks for.

use serde::{Deserialize, Serialize};

/// A kind of question, named by what an answer to it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// How many?
    Number,
    /// How much, how big, what sum?
    Amount,
    /// What part of a whole?
    Share,
    /// Which person or organisation?
    Who,
    /// Which person, by name?
    Person,
    /// At what time?
    When,
    /// Over what time?
    Duration,
    /// At what place?
    Where,
    /// Which city?
    City,
    /// At which place in an order?
    Rank,
    /// Which one, of what kind?
    Which,
    /// What are they all?
    List,
    /// For what reason or purpose?
    Why,
    /// In what way?
    How,
    /// What is it, what does it mean?
    Meaning,
    /// Is it so?
    YesNo,
}

impl Kind {
    /// All kinds, in the order in which files list them.
    pub const ALL: [Self; 16] = [
        Self::Number,
        Self::Amount,
        Self::Share,
        Self::Who,
        Self::Person,
        Self::When,
        Self::Duration,
        Self::Where,
        Self::City,
        Self::Rank,
        Self::Which,
        Self::List,
        Self::Why,
        Self::How,
        Self::Meaning,
        Self::YesNo,
    ];

    /// The word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Amount => "amount",
            Self::Share => "share",
            Self::Who => "who",
            Self::Person => "person",
            Self::When => "when",
            Self::Duration => "duration",
            Self::Where => "where",
            Self::City => "city",
            Self::Rank => "rank",
            Self::Which => "which",
            Self::List => "list",
            Self::Why => "why",
            Self::How => "how",
            Self::Meaning => "meaning",
            Self::YesNo => "yes-no",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether an answer of this kind holds a figure.
    pub fn wants_figure(self) -> bool {
        matches!(self, Self::Number | Self::Amount | Self::Share)
    }
}
