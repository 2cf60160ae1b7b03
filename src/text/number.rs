//! Numbers in every coat: 775, 11,000, "two hundred million", 200m, 3500亿, 31 %, 15th, half, 三十六.

use std::fmt;

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

impl Number {
    /// A whole number of things.
    pub fn plain(value: u64) -> Self {
        Self { thousandths: value.saturating_mul(1000), unit: Unit::Plain, in_words: false }
    }

    /// Whether both say the same, however written.
    pub fn same_value(self, other: Self) -> bool {
        self.thousandths == other.thousandths && self.unit == other.unit
    }

    /// Whether it is a year of our times.
    pub fn is_year(self) -> bool {
        self.unit == Unit::Plain
            && !self.in_words
            && self.thousandths.is_multiple_of(1000)
            && (1900..=2100).contains(&(self.thousandths / 1000))
    }

    /// Whether it is a small count written in words, as in "the two partners".
    pub fn is_small_word(self) -> bool {
        self.in_words && self.unit == Unit::Plain && self.thousandths <= 10_000
    }

    fn times(self, factor: u64) -> Self {
        Self { thousandths: self.thousandths.saturating_mul(factor), ..self }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.thousandths / 1000, self.thousandths % 1000);
        write!(formatter, "{whole}")?;
        if rest > 0 {
            write!(formatter, "{}", format!(".{rest:03}").trim_end_matches('0'))?;
        }
        match self.unit {
            Unit::Plain => Ok(()),
            Unit::Percent => write!(formatter, "%"),
            Unit::Ordinal => write!(formatter, "."),
            Unit::Decade => write!(formatter, "s"),
        }
    }
}

/// Digits beyond this are no figure that an article gives.
const MOST_DIGITS: usize = 15;

/// Reads digits with separators and perhaps an ending: `11,000`, `2.4k`, `350bn`, `15th`, `31%`, `1990s`.
pub(crate) fn from_digits(text: &str) -> Option<Number> {
    let end =
        text.find(|character: char| !character.is_ascii_digit() && !",.".contains(character)).unwrap_or(text.len());
    let (digits, ending) = text.split_at(end);
    let number = decimal(digits)?;
    match ending {
        "" => Some(number),
        "%" => Some(Number { unit: Unit::Percent, ..number }),
        "st" | "nd" | "rd" | "th" => Some(Number { unit: Unit::Ordinal, ..number }),
        "s" if number.thousandths.is_multiple_of(10_000) => Some(Number { unit: Unit::Decade, ..number }),
        _ => scale(ending).map(|factor| number.times(factor)),
    }
}

fn decimal(digits: &str) -> Option<Number> {
    let groups: Vec<&str> = digits.split([',', '.']).collect();
    let separators: Vec<char> = digits.chars().filter(|character| ",.".contains(*character)).collect();
    let (whole, fraction) = match (groups.as_slice(), separators.as_slice()) {
        // 11,000 and 1.000.000: every group but the first has three digits.
        ([_, rest @ ..], [_, ..])
            if rest.iter().all(|group| group.len() == 3) && (separators[0] == ',' || rest.len() > 1) =>
        {
            (groups.concat(), "")
        }
        ([whole], []) => ((*whole).to_string(), ""),
        ([whole, fraction], ['.' | ',']) => ((*whole).to_string(), *fraction),
        _ => return None,
    };
    if whole.is_empty() || whole.len() > MOST_DIGITS {
        return None;
    }
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    let thousandths = whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(fraction.parse().ok()?)?;
    Some(Number { thousandths, unit: Unit::Plain, in_words: false })
}

/// What a word or ending multiplies by.
pub(crate) fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "hundred" | "hundreds" | "百" => 100,
        "k" | "thousand" | "thousands" | "千" => 1_000,
        "万" => 10_000,
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

/// The English words for 0 to 19.
pub(crate) const SMALL_WORDS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The value of an English number word below a hundred.
pub(crate) fn small_word(word: &str) -> Option<u64> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let position = |words: &[&str]| words.iter().position(|known| *known == word).map(|at| at as u64);
    position(&SMALL_WORDS).or_else(|| Some((position(&TENS)? + 2) * 10))
}

/// The value of an English ordinal word, except "first" and "second", which are rarely numbers.
pub(crate) fn ordinal_word(word: &str) -> Option<u64> {
    let stem = match word {
        "third" => "three",
        "fifth" => "five",
        "eighth" => "eight",
        "ninth" => "nine",
        "twelfth" => "twelve",
        _ => match word.strip_suffix("ieth") {
            Some(tens) => return small_word(&format!("{tens}y")),
            None => word.strip_suffix("th")?,
        },
    };
    small_word(stem).filter(|value| *value > 2)
}

/// Reads the English number words that `words` begins with: the number and how many words it took.
/// A number before a scale word ("350 billion") is handed in as `first`.
pub(crate) fn from_words(words: &[&str], first: Option<Number>) -> Option<(Number, usize)> {
    let mut reader = Sum { total: 0, group: first.map_or(0, |number| number.thousandths), taken: 0, scaled: false };
    let mut any = first.is_some();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or("");
        if let Some(value) = small_word(word) {
            reader.group = reader.group.saturating_add(value * 1000);
            any = true;
        } else if let Some(factor) = scale(word).filter(|_| any && word.len() > 3) {
            reader.multiply(factor);
        } else if at == 0 && *word == "a" && first.is_none() && scale(next).is_some_and(|_| next.len() > 3) {
            reader.group = 1000;
            any = true;
        } else if !(*word == "and" && reader.scaled && small_word(next).is_some()) {
            break;
        }
        reader.taken = at + 1;
    }
    let taken_enough = reader.taken > 0 && any;
    taken_enough.then(|| {
        let thousandths = reader.total.saturating_add(reader.group);
        (Number { thousandths, unit: Unit::Plain, in_words: first.is_none() }, reader.taken)
    })
}

/// A number in words as it grows: "two hundred | million" closes a group at every scale from a thousand.
struct Sum {
    total: u64,
    group: u64,
    taken: usize,
    scaled: bool,
}

impl Sum {
    fn multiply(&mut self, factor: u64) {
        self.scaled = true;
        let count = if self.group == 0 { 1000 } else { self.group };
        self.group = count.saturating_mul(factor);
        if factor >= 1000 {
            self.total = self.total.saturating_add(self.group);
            self.group = 0;
        }
    }
}

/// The part of a whole that an English word names, in percent.
pub(crate) fn fraction_word(word: &str) -> Option<Number> {
    let percent = match word {
        "half" => 50_000,
        "quarter" => 25_000,
        _ => return None,
    };
    Some(Number { thousandths: percent, unit: Unit::Percent, in_words: true })
}

/// Reads a whole Chinese number: 三十六, 两亿, 二〇二四, 四分之一, 百分之三十一, 第十五, 三成, 一半.
pub(crate) fn from_chinese(text: &str) -> Option<Number> {
    let number = |thousandths, unit| Some(Number { thousandths, unit, in_words: true });
    if text == "一半" || text == "半数" {
        return number(50_000, Unit::Percent);
    }
    if let Some(rest) = text.strip_prefix("百分之") {
        return number(chinese_value(rest)?, Unit::Percent);
    }
    if let Some((whole, part)) = text.split_once("分之") {
        let whole = chinese_value(whole).filter(|whole| *whole > 0)?;
        return number(chinese_value(part)?.saturating_mul(100_000) / whole, Unit::Percent);
    }
    if let Some(rest) = text.strip_prefix('第') {
        return number(chinese_value(rest)?, Unit::Ordinal);
    }
    if let Some(tenths) = text.strip_suffix('成') {
        return number(chinese_value(tenths)?.saturating_mul(10), Unit::Percent);
    }
    number(chinese_value(text)?, Unit::Plain)
}

/// Whether a character can be part of a Chinese number.
pub(crate) fn is_chinese_numeral(character: char) -> bool {
    "零〇一二两三四五六七八九十百千万亿点分之第成半数".contains(character)
}

/// The value of a Chinese numeral times 1,000.
fn chinese_value(text: &str) -> Option<u64> {
    let digit =
        |character: char| "零一二三四五六七八九".chars().position(|known| known == character).map(|at| at as u64);
    let normal = |character: char| {
        if character == '〇' {
            '零'
        } else if character == '两' {
            '二'
        } else {
            character
        }
    };
    let chars: Vec<char> = text.chars().map(normal).collect();
    // 万 alone is a part of a name more often than a number.
    if chars.is_empty() || chars.len() > MOST_DIGITS || (chars.len() == 1 && "百千万亿".contains(chars[0])) {
        return None;
    }
    if chars.len() > 1 && chars.iter().all(|character| digit(*character).is_some()) {
        let value =
            chars.iter().filter_map(|character| digit(*character)).fold(0, |value: u64, digit| value * 10 + digit);
        return Some(value * 1000);
    }
    let (mut total, mut section, mut current, mut seen_digit) = (0u64, 0u64, 0u64, false);
    for character in chars {
        if let Some(value) = digit(character) {
            current = value;
            seen_digit = true;
            continue;
        }
        let factor = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return None,
        };
        if factor < 10_000 {
            let count = if current == 0 && !seen_digit && factor == 10 { 1 } else { current };
            section = section.saturating_add(count.saturating_mul(factor));
        } else {
            let count = section.saturating_add(current);
            total = total.saturating_add(count).saturating_mul(factor).max(factor * u64::from(count == 0));
            section = 0;
        }
        current = 0;
        seen_digit = true;
    }
    let value = total.saturating_add(section).saturating_add(current);
    (value > 0 || seen_digit).then(|| value.saturating_mul(1000))
}

#[cfg(test)]
mod tests {
    use super::{from_chinese, from_digits, from_words, ordinal_word};

    #[test]
    fn digits_in_every_coat() {
        for (text, expected) in [
            ("775", "775"),
            ("11,000", "11000"),
            ("1.000.000", "1000000"),
            ("2.4k", "2400"),
            ("1.5", "1.5"),
            ("350bn", "350000000000"),
            ("200m", "200000000"),
            ("31%", "31%"),
            ("15th", "15."),
            ("1990s", "1990s"),
            ("3500亿", "350000000000"),
            ("1.1万", "11000"),
        ] {
            assert_eq!(from_digits(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", ".", "1,2,3", "12345678901234567890", "3d", "1.2.3"] {
            assert_eq!(from_digits(text), None, "{text}");
        }
    }

    #[test]
    fn english_number_words() {
        for (text, expected, taken) in [
            ("two hundred million yuan", "200000000", 3),
            ("thirty six unicorns", "36", 2),
            ("eleven thousand", "11000", 2),
            ("a hundred million", "100000000", 3),
            ("seven hundred and seventy five projects", "775", 5),
            ("two thousand four hundred", "2400", 4),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let (number, count) = from_words(&words, None).expect(text);
            assert_eq!((number.to_string().as_str(), count), (expected, taken), "{text}");
        }
        for text in ["million", "and two", "film"] {
            assert_eq!(from_words(&text.split(' ').collect::<Vec<_>>(), None), None, "{text}");
        }
        let billions = from_words(&["billion"], from_digits("350"));
        assert_eq!(billions.map(|(number, _)| number.to_string()).as_deref(), Some("350000000000"));
        assert_eq!(ordinal_word("fifteenth"), Some(15));
        assert_eq!(ordinal_word("twentieth"), Some(20));
        assert_eq!(ordinal_word("month"), None);
    }

    #[test]
    fn chinese_numbers() {
        for (text, expected) in [
            ("三十六", "36"),
            ("十六", "16"),
            ("两亿", "200000000"),
            ("三千五百亿", "350000000000"),
            ("一万一千", "11000"),
            ("二〇二四", "2024"),
            ("百分之三十一", "31%"),
            ("四分之一", "25%"),
            ("一半", "50%"),
            ("三成", "30%"),
            ("第十五", "15."),
            ("七百七十五", "775"),
        ] {
            assert_eq!(from_chinese(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "分之", "第", "百分之", "半", "点"] {
            assert_eq!(from_chinese(text), None, "{text}");
        }
    }
}
