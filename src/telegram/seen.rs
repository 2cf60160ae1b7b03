//! The numbers of updates that came lately: a set, since they may begin anew after a quiet week.

use std::num::NonZeroUsize;

use lru::LruCache;

/// Numbers that are recognised if they come again.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();

/// The numbers of updates that came lately.
#[derive(Debug)]
pub(super) struct Seen(LruCache<i64, ()>);

impl Default for Seen {
    fn default() -> Self {
        Self(LruCache::new(REMEMBERED))
    }
}

impl Seen {
    pub(super) fn remember(&mut self, number: i64) {
        self.0.put(number, ());
    }

    /// Whether a number came before.
    pub(super) fn knows(&self, number: i64) -> bool {
        self.0.contains(&number)
    }

    /// Whether a number comes for the first time; it is remembered.
    pub(super) fn is_new(&mut self, number: i64) -> bool {
        self.0.put(number, ()).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, Seen};

    #[test]
    fn an_earlier_number_is_new_and_the_same_is_not() {
        let mut seen = Seen::default();
        seen.remember(900);
        assert_eq!([900, 7, 901, 7, 7].map(|number| seen.is_new(number)), [false, true, true, false, false]);
        let many = i64::try_from(REMEMBERED.get()).unwrap();
        (0..many).for_each(|number| seen.remember(1000 + number));
        assert!(seen.is_new(900));
    }
}
