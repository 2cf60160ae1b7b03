//! How does one loop take many numbers at once? By the widest registers that the processor has, which no build for all
//! processors may take for granted. Each number is computed as it would be by itself, so all processors agree to the digit.

#![expect(clippy::inline_always, reason = "what is not inlined into `wide` is compiled for every processor")]

use std::sync::LazyLock;

use fearless_simd::{Level, Simd, dispatch};

static LEVEL: LazyLock<Level> = LazyLock::new(Level::new);

/// Does `work` by the widest registers. It gains where loops over numbers stand in `work` itself, and in functions and
/// closures that are always inlined.
#[inline(always)]
pub fn wide<T>(work: impl FnOnce() -> T) -> T {
    dispatch!(*LEVEL, simd => simd.vectorize(work))
}

/// Puts `e` to the power of each number in its place. They are not above zero; what is next to nothing becomes zero.
pub fn exp_all(numbers: &mut [f32]) {
    wide(
        #[inline(always)]
        || {
            for number in numbers {
                *number = exp(*number);
            }
        },
    );
}

/// The least power that is computed.
const LEAST: f32 = -80.0;

/// `libm::expf`, step by step and to the digit, without its branches: a loop takes many of them at once then.
#[expect(clippy::excessive_precision, clippy::unreadable_literal, reason = "these are libm's")]
#[inline(always)]
fn exp(number: f32) -> f32 {
    const LN2_HIGH: f32 = 6.9314575195e-01;
    const LN2_LOW: f32 = 1.4286067653e-06;
    const INVERSE_LN2: f32 = 1.4426950216e+00;
    const P1: f32 = 1.6666625440e-1;
    const P2: f32 = -2.7667332906e-3;
    /// Half and one and a half logarithms of two, and 2⁻¹⁴: where libm goes another way.
    const HALF: f32 = f32::from_bits(0x3eb1_7218);
    const ONE_AND_HALF: f32 = f32::from_bits(0x3f85_1592);
    const TINY: f32 = f32::from_bits(0x3900_0000);

    let bounded = if number > LEAST { number } else { LEAST };
    let far = (INVERSE_LN2 * bounded - 0.5) as i32;
    let near = if bounded < -HALF { -1 } else { 0 };
    let twos = if bounded < -ONE_AND_HALF { far } else { near };
    let (high, low) = (bounded - twos as f32 * LN2_HIGH, twos as f32 * LN2_LOW);
    let rest = high - low;
    let square = rest * rest;
    let c = rest - square * (P1 + square * P2);
    let power = 1.0 + (rest * c / (2.0 - c) - low + high);
    let scaled = power * f32::from_bits((127 + twos).cast_unsigned() << 23);
    let exact = if bounded < -TINY { scaled } else { 1.0 + bounded };
    if number > LEAST { exact } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{LEAST, exp_all, wide};

    #[test]
    fn the_same_comes_out_to_the_digit() {
        let numbers: Vec<f32> = (1..200_u16).map(|number| 1.0 / f32::from(number)).collect();
        let scaled = || numbers.iter().map(|number| number * 0.3 + number).collect::<Vec<f32>>();
        assert_eq!(wide(scaled), scaled());
    }

    #[test]
    fn powers_are_those_of_libm_to_the_digit() {
        // Every 997th number there is between zero and the least.
        let numbers: Vec<f32> = (0..=LEAST.abs().to_bits()).step_by(997).map(|bits| -f32::from_bits(bits)).collect();
        let mut powers = numbers.clone();
        exp_all(&mut powers);
        for (number, power) in numbers.into_iter().zip(powers).filter(|(number, _)| *number > LEAST) {
            assert_eq!(power.to_bits(), libm::expf(number).to_bits(), "{number}");
        }
        let mut least = [LEAST, -1000.0, f32::MIN, f32::NEG_INFINITY];
        exp_all(&mut least);
        assert_eq!(least.map(f32::to_bits), [0; 4]);
    }
}
