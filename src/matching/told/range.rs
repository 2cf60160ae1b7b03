//! Which values a figure leaves possible, and whether a claim agrees with them.

use super::bound::Bound;

/// Values from a first to a last. They are doubled, so that a value just beside another can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    first: u128,
    last: u128,
}

/// How a claim stands to what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// What is told implies it.
    Implied,
    /// What is told excludes it.
    Excluded,
    /// Neither.
    Open,
}

impl Range {
    /// The values from `from` to `to` that a bound leaves.
    pub(crate) fn new(from: u128, to: u128, bound: Bound) -> Self {
        let (first, last) = (from * 2, to * 2);
        match bound {
            Bound::Plain | Bound::Exactly | Bound::Only => Self { first, last },
            // A tenth: nobody says "about 100" of 80.
            Bound::About => Self { first: first - first / 10, last: last + last / 10 },
            Bound::Nearly => Self { first: first - first / 10, last: last.saturating_sub(1) },
            Bound::Below => Self { first: 0, last: last.saturating_sub(1) },
            Bound::AtMost => Self { first: 0, last },
            Bound::Above => Self { first: first + 1, last: u128::MAX },
            Bound::AtLeast => Self { first, last: u128::MAX },
        }
    }

    /// How a claim of these values stands to what is `told`.
    pub(crate) fn agreement(self, told: Self) -> Agreement {
        if self.first <= told.first && told.last <= self.last {
            Agreement::Implied
        } else if self.meets(told) {
            Agreement::Open
        } else {
            Agreement::Excluded
        }
    }

    /// Whether some value is in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Range};
    use crate::matching::told::bound::Bound::{Above, AtLeast, AtMost, Below, Exactly, Nearly, Plain};

    #[test]
    fn comparisons_on_both_sides() {
        use Agreement::{Excluded, Implied, Open};
        for (claimed, claim, told, bound, expected) in [
            (30, Above, 36, Plain, Implied),
            (36, Above, 36, Plain, Excluded),
            (36, AtLeast, 36, Plain, Implied),
            (50, Below, 36, Plain, Implied),
            (36, Below, 36, Plain, Excluded),
            (36, AtMost, 36, Plain, Implied),
            (35, AtMost, 36, Plain, Excluded),
            (35, Plain, 36, Plain, Excluded),
            (350, Exactly, 350, Nearly, Excluded),
            (300, Above, 350, Nearly, Implied),
            (350, Above, 350, Nearly, Excluded),
            (2000, Above, 2400, Above, Implied),
            (3000, Above, 2400, Above, Open),
            (2400, Below, 2400, Above, Excluded),
        ] {
            let (claimed, told) = (Range::new(claimed, claimed, claim), Range::new(told, told, bound));
            assert_eq!(claimed.agreement(told), expected, "{claimed:?} {told:?}");
        }
    }
}
