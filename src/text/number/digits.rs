//! Numbers in digits: separators, endings, and the words that multiply.

use super::{Number, Unit};

/// Digits beyond this are no figure that an article gives.
const MOST_DIGITS: usize = 15;
/// Digits of a group of thousands.
const GROUP: usize = 3;

/// Reads digits with separators and perhaps an ending: `11,000`, `2.4k`, `350bn`, `15th`, `31%`, `1990s`.
pub(crate) fn from_digits(text: &str) -> Option<Number> {
    let end =
        text.find(|character: char| !character.is_ascii_digit() && !",.".contains(character)).unwrap_or(text.len());
    let (digits, ending) = text.split_at(end);
    let decimal = Decimal::read(digits)?;
    let number = |unit| Some(Number { thousandths: decimal.thousandths(1)?, unit, in_words: false });
    match ending {
        "" => number(Unit::Plain),
        "%" => number(Unit::Percent),
        "st" | "nd" | "rd" | "th" => number(Unit::Ordinal),
        "s" => number(Unit::Decade).filter(|number| number.thousandths.is_multiple_of(10_000)),
        _ => Some(Number { thousandths: decimal.thousandths(scale(ending)?)?, unit: Unit::Plain, in_words: false }),
    }
}

/// Digits with those behind the point counted: exact, whatever they are multiplied by.
struct Decimal {
    digits: u128,
    places: u32,
}

impl Decimal {
    fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = parts(text)?;
        let places = fraction.len();
        if whole.is_empty() || whole.len() > MOST_DIGITS || places > MOST_DIGITS {
            return None;
        }
        Some(Self { digits: format!("{whole}{fraction}").parse().ok()?, places: places as u32 })
    }

    fn thousandths(&self, factor: u64) -> Option<u64> {
        let value = self.digits.checked_mul(u128::from(factor))?.checked_mul(1000)? / 10_u128.pow(self.places);
        u64::try_from(value).ok()
    }
}

/// The digits before and behind the decimal point, or the decimal comma.
fn parts(text: &str) -> Option<(String, &str)> {
    let Some(last) = text.rfind([',', '.']) else {
        return Some((text.to_string(), ""));
    };
    let (before, after) = (&text[..last], &text[last + 1..]);
    let separator = &text[last..=last];
    let is_grouped = |text: &str, separator: &str| {
        let mut groups = text.split(separator);
        let first = groups.next().unwrap_or("");
        let leads = (1..=GROUP).contains(&first.len()) && !first.starts_with('0');
        leads && groups.all(|group| group.len() == GROUP && group.bytes().all(|byte| byte.is_ascii_digit()))
    };
    // 11,000 and 1.000.000: one point is a decimal one, one comma before three digits is none.
    if is_grouped(text, separator) && (separator == "," || before.contains('.')) {
        return Some((text.replace(separator, ""), ""));
    }
    let other = if separator == "," { "." } else { "," };
    let whole =
        if before.contains(other) && is_grouped(before, other) { before.replace(other, "") } else { before.into() };
    let is_thousands_of_too_many = separator == "," && after.len() == GROUP && !whole.starts_with('0');
    (!whole.contains([',', '.']) && !after.is_empty() && !is_thousands_of_too_many).then_some((whole, after))
}

/// What a word or ending multiplies by.
pub(crate) fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "hundred" | "hundreds" | "百" => 100,
        "k" | "thousand" | "thousands" | "千" => 1_000,
        "万" => 10_000,
        "十万" => 100_000,
        "m" | "mn" | "mio" | "mln" | "million" | "millions" | "百万" => 1_000_000,
        "千万" => 10_000_000,
        "亿" => 100_000_000,
        "b" | "bn" | "bln" | "billion" | "billions" | "十亿" => 1_000_000_000,
        "百亿" => 10_000_000_000,
        "千亿" => 100_000_000_000,
        "tn" | "trn" | "trillion" | "trillions" | "万亿" => 1_000_000_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::from_digits;

    #[test]
    fn digits_in_every_coat() {
        for (text, expected) in [
            ("775", "775"),
            ("11,000", "11000"),
            ("1.000.000", "1000000"),
            ("2.4k", "2400"),
            ("1.5", "1.5"),
            ("0,35", "0.35"),
            ("1,234.5", "1234.5"),
            ("12,345.67", "12345.67"),
            ("1.234,5", "1234.5"),
            ("350bn", "350000000000"),
            ("0.35trillion", "350000000000"),
            ("3.1415亿", "314150000"),
            ("1.2345m", "1234500"),
            ("200m", "200000000"),
            ("31%", "31%"),
            ("15th", "15."),
            ("1990s", "1990s"),
            ("3500亿", "350000000000"),
            ("1.1万", "11000"),
        ] {
            assert_eq!(from_digits(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", ".", "1,2,3", "1.5,", "12345678901234567890", "3d", "1.2.3", "2024,100", "1,23,456.7"] {
            assert_eq!(from_digits(text), None, "{text}");
        }
    }
}
