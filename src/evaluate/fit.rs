//! Ridge logistic regression with forced signs.
//!
//! Iteratively reweighted least squares: each round approximates the loss by a quadratic and minimises that by coordinate
//! descent; a weight that would get the wrong sign stays at zero. No random
//! numbers, sums in a fixed order, logarithms and exponentials from `libm`: every machine gets the same.

use libm::{exp, log1p};

use crate::matching::{Sign, Signal, SignalWeight, Weights};

/// One example of a fit: its signals, its label, and its weight.
#[derive(Debug, Clone)]
pub struct Example<'a> {
    /// The value of each signal.
    pub values: &'a [f32; Signal::COUNT],
    /// Its label.
    pub holds: bool,
    /// How much it counts; positive.
    pub weight: f64,
}

/// Ridge penalty of half a squared weight, so that signals that say the same share what they say.
/// Chosen on left-out bases: 10 to 30 do equally well.
pub const RIDGE: f64 = 10.0;
/// Rounds of reweighting, and passes over all weights in each.
const ROUNDS: usize = 25;
const PASSES: usize = 4;
/// A round that gains less than this share of the loss is the last.
const LEAST_GAIN: f64 = 1e-7;
/// The least curvature of an example, where it is all but certain.
const LEAST_CURVATURE: f64 = 1e-5;
/// A signal with a smaller standard deviation is left out.
const LEAST_DEVIATION: f64 = 1e-6;
/// Digits that are kept of a weight, so that the file is short.
const DIGITS: f64 = 10_000.0;

/// Standardised signals in columns, with what the rows come to.
struct Table {
    columns: Vec<Vec<f64>>,
    terms: Vec<SignalWeight>,
    holds: Vec<f64>,
    weights: Vec<f64>,
}

/// Fits weights to examples.
pub fn fit(examples: &[Example<'_>]) -> Weights {
    fit_some(examples, |_| true)
}

/// Fits the weights of some signals; those of the others are zero.
pub fn fit_some(examples: &[Example<'_>], takes_part: impl Fn(Signal) -> bool) -> Weights {
    let table = Table::of(examples, takes_part);
    let mut beta = vec![0.0f64; Signal::COUNT + 1];
    let mut loss = table.loss(&beta);
    for _ in 0..ROUNDS {
        let next = table.round(&beta);
        // The quadratic may overshoot: then only a part of the step is taken.
        let mut step = 1.0;
        let (mut tried, mut new) = (next.clone(), table.loss(&next));
        while new > loss && step > 1e-3 {
            step /= 2.0;
            tried = beta.iter().zip(&next).map(|(old, new)| old + step * (new - old)).collect();
            new = table.loss(&tried);
        }
        let gain = loss - new;
        (beta, loss) = (tried, new);
        if gain < LEAST_GAIN * loss {
            break;
        }
    }
    table.weights_of(&beta)
}

impl Table {
    fn of(examples: &[Example<'_>], takes_part: impl Fn(Signal) -> bool) -> Self {
        let weights: Vec<f64> = examples.iter().map(|example| example.weight).collect();
        let total: f64 = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let (mut columns, mut terms) = (Vec::new(), Vec::new());
        for at in 0..Signal::COUNT {
            let values = || examples.iter().map(|example| f64::from(example.values[at]));
            let mean = values().zip(&weights).map(|(value, weight)| value * weight).sum::<f64>() / total;
            let squares = values().zip(&weights).map(|(value, weight)| weight * (value - mean) * (value - mean));
            let deviation = (squares.sum::<f64>() / total).sqrt();
            let counts = deviation >= LEAST_DEVIATION && takes_part(Signal::ALL[at].0);
            let deviation = if counts { rounded(deviation) } else { 0.0 };
            let term = SignalWeight { weight: 0.0, mean: rounded(mean) as f32, deviation: deviation as f32 };
            columns.push(examples.iter().map(|example| f64::from(term.standardised(example.values[at]))).collect());
            terms.push(term);
        }
        let holds = examples.iter().map(|example| f64::from(u8::from(example.holds))).collect();
        Self { columns, terms, holds, weights }
    }

    /// The sum of each row: the bias stands last.
    fn sums(&self, beta: &[f64]) -> Vec<f64> {
        let mut sums = vec![beta[Signal::COUNT]; self.holds.len()];
        for (column, beta) in self.columns.iter().zip(beta).filter(|(_, beta)| **beta != 0.0) {
            for (sum, value) in sums.iter_mut().zip(column) {
                *sum += beta * value;
            }
        }
        sums
    }

    fn loss(&self, beta: &[f64]) -> f64 {
        let sums = self.sums(beta);
        let one = |((sum, holds), weight): ((&f64, &f64), &f64)| {
            // The logarithm of 1 + e^sum without overflow.
            let softplus = sum.max(0.0) + log1p(exp(-sum.abs()));
            weight * (softplus - holds * sum)
        };
        let data: f64 = sums.iter().zip(&self.holds).zip(&self.weights).map(one).sum();
        data + RIDGE / 2.0 * beta[..Signal::COUNT].iter().map(|beta| beta * beta).sum::<f64>()
    }

    /// The minimum of the quadratic at `beta`.
    fn round(&self, beta: &[f64]) -> Vec<f64> {
        let chances: Vec<f64> = self.sums(beta).iter().map(|sum| 1.0 / (1.0 + exp(-sum))).collect();
        let curvature: Vec<f64> = chances
            .iter()
            .zip(&self.weights)
            .map(|(chance, weight)| weight * (chance * (1.0 - chance)).max(LEAST_CURVATURE))
            .collect();
        // What is left to explain, in units of the sums, times the curvature.
        let mut rest: Vec<f64> = chances
            .iter()
            .zip(&self.holds)
            .zip(&self.weights)
            .map(|((chance, holds), weight)| weight * (holds - chance))
            .collect();
        // A signal that is left out has a column of zeros, and stays at zero.
        let counted = || self.columns.iter().enumerate().filter(|(at, _)| self.terms[*at].deviation > 0.0);
        let bend_of = |column: &Vec<f64>| {
            column.iter().zip(&curvature).map(|(value, bend)| value * value * bend).sum::<f64>() + RIDGE
        };
        let bends: Vec<f64> = counted().map(|(_, column)| bend_of(column)).collect();
        let mut beta = beta.to_vec();
        for _ in 0..PASSES {
            for ((at, column), bend) in counted().zip(&bends) {
                let slope: f64 =
                    column.iter().zip(&rest).map(|(value, rest)| value * rest).sum::<f64>() - RIDGE * beta[at];
                let moved = signed(at, beta[at] + slope / bend) - beta[at];
                if moved != 0.0 {
                    beta[at] += moved;
                    for ((rest, value), bend) in rest.iter_mut().zip(column).zip(&curvature) {
                        *rest -= moved * value * bend;
                    }
                }
            }
            let moved = rest.iter().sum::<f64>() / curvature.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            beta[Signal::COUNT] += moved;
            for (rest, bend) in rest.iter_mut().zip(&curvature) {
                *rest -= moved * bend;
            }
        }
        beta
    }

    fn weights_of(&self, beta: &[f64]) -> Weights {
        let mut terms = [SignalWeight::default(); Signal::COUNT];
        for (at, term) in terms.iter_mut().enumerate() {
            *term = SignalWeight { weight: rounded(beta[at]) as f32, ..self.terms[at] };
        }
        Weights { bias: rounded(beta[Signal::COUNT]) as f32, terms }
    }
}

/// The weight that a signal may have nearest to `beta`.
fn signed(at: usize, beta: f64) -> f64 {
    match Signal::ALL[at].2 {
        Sign::For => beta.max(0.0),
        Sign::Against => beta.min(0.0),
        Sign::Free => beta,
    }
}

fn rounded(value: f64) -> f64 {
    // The sum with zero makes no minus zero.
    (value * DIGITS).round() / DIGITS + 0.0
}

#[cfg(test)]
mod tests {
    use super::{Example, fit};
    use crate::matching::{Signal, Weights};

    /// Rows of one signal's value and the label.
    fn fitted(signal: Signal, rows: &[(f32, bool)]) -> Weights {
        let values: Vec<[f32; Signal::COUNT]> = rows
            .iter()
            .map(|(value, _)| {
                let mut values = [0.0; Signal::COUNT];
                values[signal as usize] = *value;
                values
            })
            .collect();
        let example = |(values, (_, holds)): (_, &(f32, bool))| Example { values, holds: *holds, weight: 1.0 };
        fit(&values.iter().zip(rows).map(example).collect::<Vec<_>>())
    }

    fn repeated(rows: &[(f32, bool)]) -> Vec<(f32, bool)> {
        rows.iter().copied().cycle().take(rows.len() * 50).collect()
    }

    #[test]
    fn what_comes_true_together_gets_a_weight_and_nothing_else_does() {
        let rows = repeated(&[(1.0, true), (1.0, true), (1.0, false), (0.0, false), (0.0, false), (0.0, true)]);
        let weights = fitted(Signal::Cover, &rows);
        assert!(weights.terms[Signal::Cover as usize].weight > 0.3, "{weights:?}");
        for (signal, ..) in Signal::ALL.into_iter().filter(|(signal, ..)| *signal != Signal::Cover) {
            assert!(weights.terms[signal as usize].weight.abs() < f32::EPSILON, "{signal:?}");
        }
    }

    #[test]
    fn a_weight_never_has_the_wrong_sign() {
        let rows = repeated(&[(1.0, false), (0.0, true)]);
        assert!(fitted(Signal::Cover, &rows).terms[Signal::Cover as usize].weight.abs() < f32::EPSILON);
        assert!(fitted(Signal::OpenYear, &rows).terms[Signal::OpenYear as usize].weight < 0.0);
        assert!(fitted(Signal::Words, &rows).terms[Signal::Words as usize].weight < 0.0);
    }

    #[test]
    fn the_bias_is_how_often_it_comes_true() {
        let weights = fitted(Signal::Cover, &repeated(&[(0.5, true), (0.5, true), (0.5, true), (0.5, false)]));
        assert!((weights.bias - libm::logf(3.0)).abs() < 0.01, "{}", weights.bias);
    }

    #[test]
    fn what_can_be_told_apart_in_full_stays_finite() {
        let weights = fitted(Signal::Cover, &repeated(&[(1.0, true), (0.0, false)]));
        let weight = weights.terms[Signal::Cover as usize].weight;
        assert!(weight.is_finite() && weight > 1.0 && weight < 20.0, "{weight}");
    }
}
