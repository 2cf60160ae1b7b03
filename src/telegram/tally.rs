//! How many turns came to what since the start.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::reply::ReplyKind;

/// Counts of turns, whichever base they were answered from.
#[derive(Debug, Default)]
pub(super) struct Tally([AtomicU64; ReplyKind::ALL.len()]);

impl Tally {
    /// Counts a turn.
    pub(super) fn count(&self, kind: ReplyKind) {
        self.0[kind as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How many turns came to this.
    pub(super) fn of(&self, kind: ReplyKind) -> u64 {
        self.0[kind as usize].load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use crate::reply::ReplyKind;

    #[test]
    fn each_kind_is_counted_apart() {
        let tally = Tally::default();
        for (times, kind) in ReplyKind::ALL.into_iter().enumerate() {
            (0..times).for_each(|_| tally.count(kind));
        }
        assert_eq!(ReplyKind::ALL.map(|kind| tally.of(kind)), [0, 1, 2, 3, 4, 5]);
    }
}
