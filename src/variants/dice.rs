//! Pseudo-random numbers that are the same on every machine: `SplitMix64`, from a seed of the caller's.

/// A source of pseudo-random numbers.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Dice of their own for each purpose: what one purpose draws changes nothing for another, so a
    /// new fact leaves the variants of the others as they were.
    pub(super) fn new(seed: u64, purpose: &[&str]) -> Self {
        let mut dice = Self(seed);
        for byte in purpose.iter().flat_map(|part| part.bytes().chain([0])) {
            dice.0 ^= u64::from(byte);
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`, or 0 where there is none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// One of `things`.
    pub(super) fn pick<T: Clone>(&mut self, things: &[T]) -> Option<T> {
        things.get(self.below(things.len())).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_and_purpose_throw_the_same() {
        let throws = |seed, purpose: &[&str]| {
            let mut dice = Dice::new(seed, purpose);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1, &["a", "b"]), throws(1, &["a", "b"]));
        for (seed, purpose) in [(2, ["a", "b"]), (1, ["ab", ""]), (1, ["b", "a"])] {
            assert_ne!(throws(1, &["a", "b"]), throws(seed, &purpose));
        }
        assert_eq!(Dice::new(1, &[]).pick::<u8>(&[]), None);
    }
}
