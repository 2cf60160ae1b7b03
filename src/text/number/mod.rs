//! Numbers in every notation: 775, 11,000, "two hundred million", 200m, 3500亿, 31 %, 15th, half, 三十六.

mod chinese;
mod digits;
mod english;

use std::fmt;

pub(crate) use chinese::{from_chinese, is_chinese_numeral, longest_figure, with_tail};
pub(crate) use digits::{from_digits, scale};
pub(crate) use english::{SMALL_WORDS, fraction_word, from_words, ordinal_word, small_word, year_words};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Things, money, years.
    Plain,
    /// Hundredths of a whole.
    Percent,
    /// A place in an order.
    Ordinal,
    /// The years of a decade: no year is one.
    Decade,
    /// The minutes since midnight: a time of day.
    Clock,
}

/// A number, exact to a thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    /// The value times 1,000.
    pub thousandths: u64,
    /// What it counts.
    pub unit: Unit,
    /// Whether it was written in words: "the two of them" is hardly a figure.
    pub in_words: bool,
}

/// Minutes of a day.
const DAY: u64 = 24 * 60;

impl Number {
    /// A whole number of things.
    pub fn plain(value: u64) -> Self {
        Self { thousandths: value.saturating_mul(1000), unit: Unit::Plain, in_words: false }
    }

    /// A time of day. The end of a day is the beginning of the next one.
    pub fn clock(hour: u64, minute: u64) -> Self {
        Self { unit: Unit::Clock, ..Self::plain((hour * 60 + minute) % DAY) }
    }

    /// Whether both say the same, however written.
    pub fn same_value(self, other: Self) -> bool {
        self.thousandths == other.thousandths && self.unit == other.unit
    }

    /// Whether it is a year of our times.
    pub fn is_year(self) -> bool {
        !self.in_words && self.whole().is_some_and(|value| (1900..=2100).contains(&value))
    }

    /// Whether it is a small count written in words, as in "the two partners".
    pub fn is_small_word(self) -> bool {
        self.in_words && self.unit == Unit::Plain && self.thousandths <= 10_000
    }

    /// Its value, if it is a whole number of things.
    pub(crate) fn whole(self) -> Option<u64> {
        (self.unit == Unit::Plain && self.thousandths.is_multiple_of(1000)).then_some(self.thousandths / 1000)
    }

    /// As many thousands, millions and so on.
    pub(crate) fn times(self, factor: u64) -> Self {
        Self { thousandths: self.thousandths.saturating_mul(factor), ..self }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.thousandths / 1000, self.thousandths % 1000);
        if self.unit == Unit::Clock {
            return write!(formatter, "{}:{:02}", whole / 60, whole % 60);
        }
        write!(formatter, "{whole}")?;
        if rest > 0 {
            write!(formatter, "{}", format!(".{rest:03}").trim_end_matches('0'))?;
        }
        match self.unit {
            Unit::Plain | Unit::Clock => Ok(()),
            Unit::Percent => write!(formatter, "%"),
            Unit::Ordinal => write!(formatter, "."),
            Unit::Decade => write!(formatter, "s"),
        }
    }
}

/// A deterministic spread of values from 0 to 10^12, each size of number and its neighbours among them.
#[cfg(test)]
fn spread() -> impl Iterator<Item = u64> {
    let powers = (0..=12).map(|power| 10_u64.pow(power));
    let round = powers.flat_map(|power| [power - 1, power, power + 1, power * 2, power * 11, power * 12, power * 101]);
    // A linear congruential generator after Knuth, cut to numbers of every length.
    let scattered = (0..2000).scan(7_u64, |state, at: u32| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((*state >> 16) % 10_u64.pow(1 + at % 12))
    });
    round.chain(scattered).filter(|value| *value <= 1_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn a_time_of_day_is_written_as_one_and_is_no_year() {
        for (hour, minute, expected) in [(0, 0, "0:00"), (9, 5, "9:05"), (15, 0, "15:00"), (24, 0, "0:00")] {
            assert_eq!(Number::clock(hour, minute).to_string(), expected);
        }
        assert!(Number::plain(2024).is_year() && !Number::clock(33, 44).is_year());
        assert!(Number::clock(0, 5) != Number::plain(5));
    }
}
