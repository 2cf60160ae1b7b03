//! Which fact, gap or small talk of a base? Types of their own, so that one is not taken for another.

/// Which of [`Base::facts`](super::Base::facts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId(pub(crate) usize);

/// Which of [`Base::gaps`](super::Base::gaps).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GapId(pub(crate) usize);

/// Which of [`Base::small_talk`](super::Base::small_talk).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TalkId(pub(crate) usize);

impl FactId {
    /// Its place among the facts, from 0.
    pub fn index(self) -> usize {
        self.0
    }
}

impl GapId {
    /// Its place among the gaps, from 0.
    pub fn index(self) -> usize {
        self.0
    }
}

impl TalkId {
    /// Its place among the small talk, from 0.
    pub fn index(self) -> usize {
        self.0
    }
}
