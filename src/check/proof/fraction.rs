//! Shares in words: "more than half", 近四分之一.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind, Places};
use super::reading::Reading;
use crate::matching::{Bound, bound};

/// A share in words.
struct Fraction {
    /// Which of [`SHARES`].
    value: usize,
    bound: Bound,
    /// From the words of the hedge on, by index.
    words: Range<usize>,
}

/// Words for one share, in both languages.
const SHARES: [&[&str]; 10] = [
    &["half", "一半", "半数"],
    &["third", "三分之一"],
    &["two thirds", "三分之二"],
    &["quarter", "四分之一"],
    &["three quarters", "四分之三"],
    &["fifth", "五分之一"],
    &["tenth", "十分之一"],
    &["hundredth", "百分之一"],
    &["两成"],
    &["三成"],
];

/// By how much less the words around a share may be near than those around the nearest one.
const NEAREST: f32 = 0.8;

impl Beside<'_> {
    /// Shares that the ground tells with another hedge.
    pub(super) fn fractions(&self) -> Vec<Doubt> {
        let told: Vec<(usize, Fraction)> = self
            .grounds
            .iter()
            .enumerate()
            .flat_map(|(ground, reading)| fractions(reading).into_iter().map(move |told| (ground, told)))
            .collect();
        fractions(self.answer).into_iter().filter_map(|own| self.fraction(&own, &told)).collect()
    }

    fn fraction(&self, own: &Fraction, told: &[(usize, Fraction)]) -> Option<Doubt> {
        let same = || told.iter().filter(|(_, told)| told.value == own.value);
        let context =
            |(ground, told): &(usize, Fraction)| self.context(&own.words, *ground, &told.words, &Places::default());
        let best = same().map(context).fold(0.0, f32::max);
        let mut near = same().filter(|told| context(told) >= best * NEAREST);
        let (ground, first) = near.next()?;
        let is_told = first.bound == own.bound || near.any(|(_, told)| told.bound == own.bound);
        let instead = self.grounds[*ground].text_of(&first.words).to_string();
        (!is_told).then(|| Doubt { kind: DoubtKind::Hedge, span: self.answer.span_of(&own.words), instead })
    }
}

fn fractions(reading: &Reading) -> Vec<Fraction> {
    let words = &reading.words;
    let found = (0..words.len()).filter_map(|at| {
        let value = share(&words[at].text)?;
        let found = bound(words, at, at + 1);
        Some(Fraction { value, bound: found.bound, words: found.from..found.to.max(at + 1) })
    });
    found.collect()
}

/// Which share a word is.
fn share(word: &str) -> Option<usize> {
    SHARES.iter().position(|names| names.contains(&word))
}

/// Whether a word is a share.
pub(super) fn is_share(word: &str) -> bool {
    share(word).is_some()
}
