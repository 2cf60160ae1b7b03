//! What an answer is to be of, where a noun or an adjective says it: the price, the age, how wide.

use super::Kind;

/// Groups of words for properties; those that are named as a [`Kind`] of question ask that kind.
const NAMES: [&str; 17] = [
    "amount",
    "number",
    "share",
    "who",
    "when",
    "duration",
    "where",
    "why",
    "how",
    "size",
    "age",
    "speed",
    "temperature",
    "distance",
    "contact",
    "colour",
    "language",
];

/// A set of properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Properties(u32);

impl Properties {
    /// The property with this name; none where there is no such.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().position(|other| *other == name).map(|at| Self(1 << at))
    }

    /// What a kind of question asks for.
    pub fn of_kind(kind: Kind) -> Self {
        let kind = match kind {
            Kind::Person => Kind::Who,
            Kind::City => Kind::Where,
            kind => kind,
        };
        Self::from_name(kind.name()).unwrap_or_default()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The properties of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How many of them `other` has none of.
    pub fn without(self, other: Self) -> u32 {
        (self.0 & !other.0).count_ones()
    }

    /// Whether `other` has all of them.
    pub fn within(self, other: Self) -> bool {
        self.without(other) == 0
    }

    /// Whether they have one in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Self> for Properties {
    fn from_iter<T: IntoIterator<Item = Self>>(all: T) -> Self {
        all.into_iter().fold(Self::default(), Self::and)
    }
}
