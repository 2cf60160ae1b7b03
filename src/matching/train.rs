//! Training: softmax regression by stochastic gradient descent, which starts from naive Bayes.
//!
//! The loss is leave-one-out: what a phrasing contributes to its own entry's score is taken off first. Otherwise every
//! phrasing would be classified right from the start, and nothing would be learnt.

use libm::{expf, logf};

use super::entry::EntryId;
use super::model::{Example, Model, add};
use super::weights::{
    EPOCHS, LEARNT, LEAST_RIVAL, MOST_TUNED_BY, MOST_TUNED_ON, RATE_FOR_MEANING, RATE_FOR_WORDS, SLOWER,
};
use crate::simd::{exp_all, wide};

/// The examples of a base with what is known of each.
#[derive(Debug, Default)]
pub(super) struct Examples {
    pub(super) all: Vec<Example>,
    /// The entry of each.
    pub(super) owners: Vec<EntryId>,
    /// What each contributes to its own entry's score (leave-one-out).
    pub(super) lent: Vec<f32>,
}

impl Examples {
    pub(super) fn lesson(&self) -> Lesson<'_> {
        Lesson { examples: &self.all, owners: &self.owners, lent: &self.lent }
    }
}

/// What a model learns from.
pub(super) struct Lesson<'a> {
    examples: &'a [Example],
    owners: &'a [EntryId],
    lent: &'a [f32],
}

impl Lesson<'_> {
    /// Leave-one-out ranks: how many of the first `among` entries match each example better than its own does.
    pub(super) fn ranks(&self, model: &Model, among: usize) -> Vec<usize> {
        let mut strengths = Vec::new();
        let rank = |at: usize| {
            self.strengths(model, at, &mut strengths);
            let own = strengths[self.owners[at].index()];
            strengths[..among].iter().filter(|strength| **strength > own).count()
        };
        (0..self.examples.len()).map(rank).collect()
    }

    /// The logits of each entry for an example, leave-one-out.
    fn strengths(&self, model: &Model, at: usize, strengths: &mut Vec<f32>) {
        let example = &self.examples[at];
        model.words(example, strengths);
        wide(
            #[inline(always)]
            || {
                for (index, strength) in strengths.iter_mut().enumerate() {
                    let entry = EntryId::at(index);
                    *strength = if model.has(entry) { *strength + model.meaning(example, entry) } else { f32::MIN };
                }
            },
        );
        strengths[self.owners[at].index()] -= self.lent[at];
    }

    /// The inverse temperature of this base: the factor of the untrained model's logits by which they have the least log
    /// loss on left-out phrasings.
    pub(super) fn sharpness(&self, model: &Model, entries: usize) -> f32 {
        let most = (MOST_TUNED_BY / entries.max(1)).clamp(1, MOST_TUNED_ON);
        let step = self.examples.len().div_ceil(most).max(1);
        let mut tuned_on: Vec<(f32, Vec<f32>)> = Vec::new();
        for at in (0..self.examples.len()).step_by(step) {
            let mut strengths = Vec::new();
            self.strengths(model, at, &mut strengths);
            tuned_on.push((strengths[self.owners[at].index()], strongest(strengths)));
        }
        let surprise = |factor: f32| -> f32 {
            let mut powers = Vec::new();
            let of = |(own, rivals): &(f32, Vec<f32>)| {
                powers.clear();
                powers.extend(rivals.iter().map(|rival| factor * (rival - rivals[0])));
                exp_all(&mut powers);
                logf(powers.iter().sum()) - factor * (own - rivals[0])
            };
            tuned_on.iter().map(of).sum()
        };
        if tuned_on.is_empty() { 1.0 } else { expf(least(-2.0, 3.0, |log| surprise(expf(log)))) }
    }

    /// Trains the model.
    pub(super) fn train(&self, model: &mut Model) {
        let mut learnt = vec![0.0f32; self.examples.len()];
        for epoch in 0..EPOCHS {
            let rate = 1.0 / (1.0 + SLOWER * epoch as f32);
            let open: Vec<usize> = (0..learnt.len()).filter(|at| learnt[*at] < LEARNT).collect();
            let mut chances = Vec::new();
            for at in strides(open.len()).map(|place| open[place]) {
                self.strengths(model, at, &mut chances);
                into_chances(&mut chances);
                learnt[at] = chances[self.owners[at].index()];
                self.correct(model, at, &mut chances, rate);
            }
        }
    }

    /// A gradient step: moves the weights of an example's features from the entries that it is taken for to its own. In the
    /// place of the probabilities stand the errors afterwards.
    fn correct(&self, model: &mut Model, at: usize, chances: &mut [f32], rate: f32) {
        let (example, own) = (&self.examples[at], self.owners[at].index());
        if 1.0 - chances[own] < LEAST_RIVAL {
            return;
        }
        let errors = chances;
        errors[own] -= 1.0;
        let mut wrong = Vec::new();
        for (entry, error) in errors.iter_mut().enumerate() {
            if entry == own || *error >= LEAST_RIVAL {
                wrong.push(entry);
            } else {
                *error = 0.0;
            }
        }
        for (feature, share) in &example.features {
            model.postings.correct(*feature, RATE_FOR_WORDS * rate * share, &wrong, errors);
        }
        let Some(meaning) = &example.meaning else { return };
        wide(
            #[inline(always)]
            || {
                for entry in wrong {
                    add(&mut model.meanings[entry], meaning, -RATE_FOR_MEANING * rate * errors[entry]);
                }
            },
        );
    }
}

/// Softmax: puts probabilities in the place of logits; what is all but impossible is zero.
fn into_chances(strengths: &mut [f32]) {
    const NOTHING: f32 = 16.0;
    let best = strengths.iter().copied().fold(f32::MIN, f32::max);
    for strength in strengths.iter_mut() {
        *strength = if best - *strength > NOTHING { f32::MIN } else { *strength - best };
    }
    exp_all(strengths);
    let sum: f32 = strengths.iter().sum();
    for chance in strengths {
        *chance /= sum;
    }
}

/// The greatest logits, the greatest first: the others make no difference.
fn strongest(mut strengths: Vec<f32>) -> Vec<f32> {
    const RIVALS: usize = 32;
    let order = |one: &f32, other: &f32| other.total_cmp(one);
    if strengths.len() > RIVALS {
        strengths.select_nth_unstable_by(RIVALS, order);
        strengths.truncate(RIVALS);
    }
    strengths.sort_unstable_by(order);
    strengths
}

/// All numbers below `count`, far from their neighbours: examples of one entry stand in a row, and a
/// model that sees only one entry for a while forgets the others.
fn strides(count: usize) -> impl Iterator<Item = usize> {
    let mut step = (count * 618 / 1000).max(1);
    while greatest_common_divisor(step, count) > 1 {
        step += 1;
    }
    (0..count).map(move |turn| turn * step % count)
}

fn greatest_common_divisor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// Where a function with one valley between `low` and `high` is least, by golden section.
fn least(mut low: f32, mut high: f32, of: impl Fn(f32) -> f32) -> f32 {
    const GOLDEN: f32 = 0.618_034;
    let places = |low: f32, high: f32| (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (left, right) = places(low, high);
    let (mut at_left, mut at_right) = (of(left), of(right));
    for _ in 0..16 {
        let (left, right) = places(low, high);
        // One of the two next places is where the function is known: that is what the golden section is for.
        if at_left < at_right {
            high = right;
            (at_left, at_right) = (of(places(low, high).0), at_left);
        } else {
            low = left;
            (at_left, at_right) = (at_right, of(places(low, high).1));
        }
    }
    f32::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::{into_chances, least, strides};

    #[test]
    fn strides_visit_each_number_once() {
        for count in [0, 1, 2, 3, 10, 77, 1000] {
            let mut visited: Vec<usize> = strides(count).collect();
            visited.sort_unstable();
            assert!(visited.into_iter().eq(0..count), "{count}");
        }
    }

    #[test]
    fn the_least_is_found() {
        assert!((least(-2.0, 3.0, |at| (at - 0.7) * (at - 0.7)) - 0.7).abs() < 0.01);
    }

    #[test]
    fn chances_add_up_to_one() {
        let mut chances = [2.0, 0.0, f32::MIN];
        into_chances(&mut chances);
        assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((chances[0] / chances[1] - libm::expf(2.0)).abs() < 1e-3 && chances[2] == 0.0);
    }
}
