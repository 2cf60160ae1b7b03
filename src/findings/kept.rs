//! The findings of one file, of which there may be millions.

use super::Finding;

/// What is wrong with a file: the first findings, and how many there are.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    count: usize,
}

impl Findings {
    /// How many are kept: who has more has one fault many times, and each takes memory.
    pub const MOST: usize = 1000;

    /// Adds a finding, which is made only if it is kept.
    pub fn add(&mut self, finding: impl FnOnce() -> Finding) {
        self.count += 1;
        if self.kept.len() < Self::MOST {
            self.kept.push(finding());
        }
    }

    /// Adds those of another file.
    pub fn append(&mut self, other: Self) {
        self.count += other.count;
        self.kept.extend(other.kept.into_iter().take(Self::MOST - self.kept.len()));
    }

    /// How many were found.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Those that are kept.
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// The same in the order of the file.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.kept.sort_by_key(|finding| finding.place.span.start);
        self
    }
}
