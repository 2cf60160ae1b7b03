//! Numbers in English words: "two hundred million", "fifteenth", "half", "nineteen ninety-nine".

use super::{Number, Unit, scale};

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
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The value of an English number word below a hundred.
pub(crate) fn small_word(word: &str) -> Option<u64> {
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

/// The part of a whole that an English word names, in percent.
pub(crate) fn fraction_word(word: &str) -> Option<Number> {
    let percent = match word {
        "half" => 50_000,
        "quarter" => 25_000,
        _ => return None,
    };
    Some(Number { thousandths: percent, unit: Unit::Percent, in_words: true })
}

/// The year that `words` begin with, as it is spoken, and how many words it took: "nineteen ninety-nine".
pub(crate) fn year_words(words: &[&str]) -> Option<(Number, usize)> {
    let value = |at: usize| words.get(at).and_then(|word| small_word(word));
    let century = match *words.first()? {
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        _ => return None,
    };
    let (rest, taken) = match (value(1)?, value(2)) {
        (tens @ 20.., Some(units @ 1..=9)) => (tens + units, 3),
        (rest @ 10.., _) => (rest, 2),
        _ => return None,
    };
    Some((Number::plain(century * 100 + rest), taken))
}

/// Reads the English number words that `words` begins with: the number and how many words it took.
/// A number before a scale word ("350 billion") is handed in as `first`.
pub(crate) fn from_words(words: &[&str], first: Option<Number>) -> Option<(Number, usize)> {
    if first.is_none()
        && let Some((number, taken)) = decimal(words)
    {
        let scaled = from_words(&words[taken..], Some(number));
        return Some(scaled.map_or((number, taken), |(number, more)| (number, taken + more)));
    }
    let mut sum = Sum::new(first);
    let mut taken = 0;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or("");
        let says_one = at == 0 && *word == "a" && first.is_none() && is_scale_word(next);
        let joins = *word == "and" && sum.may_go_on() && small_word(next).is_some_and(|value| sum.takes(value));
        let goes_on = if says_one {
            sum.add(1)
        } else if let Some(value) = small_word(word) {
            sum.add(value)
        } else if is_scale_word(word) || (at == 0 && first.is_some() && word.len() > 1) {
            scale(word).is_some_and(|factor| sum.multiply(factor))
        } else {
            joins
        };
        if !goes_on {
            break;
        }
        taken = at + 1;
    }
    let number = Number { thousandths: sum.value(), unit: Unit::Plain, in_words: first.is_none() };
    (taken > 0 && sum.any).then_some((number, taken))
}

/// "Eighteen point six": a whole number, and digits behind a point.
fn decimal(words: &[&str]) -> Option<(Number, usize)> {
    const MOST_BEFORE: usize = 3;
    let point = words.iter().take(MOST_BEFORE + 1).position(|word| *word == "point")?;
    let (whole, taken) = from_words(&words[..point], None)?;
    let digits: Vec<u64> =
        words[point + 1..].iter().map_while(|word| small_word(word).filter(|digit| *digit < 10)).take(3).collect();
    let decimals: u64 = digits.iter().zip([100, 10, 1]).map(|(digit, place)| digit * place).sum();
    let number = Number { thousandths: whole.thousandths.checked_add(decimals)?, ..whole };
    (taken == point && !digits.is_empty()).then_some((number, point + 1 + digits.len()))
}

/// Whether a word multiplies; "k" and "m" do so only behind digits.
fn is_scale_word(word: &str) -> bool {
    word.len() > 3 && word.is_ascii() && scale(word).is_some()
}

/// A number in words as it grows: "two hundred | million" closes a group at every scale from a thousand.
struct Sum {
    total: u64,
    group: u64,
    /// What the last closed group was multiplied by: later ones are smaller.
    limit: u64,
    /// What the group may still take on: below this, and nothing after units.
    room: u64,
    any: bool,
    scaled: bool,
}

impl Sum {
    fn new(first: Option<Number>) -> Self {
        let group = first.map_or(0, |number| number.thousandths);
        // Digits are multiplied, and nothing is added to them: "in 2024 two films".
        let room = if first.is_some() { 0 } else { 100 };
        Self { total: 0, group, limit: u64::MAX, room, any: first.is_some(), scaled: false }
    }

    fn value(&self) -> u64 {
        self.total.saturating_add(self.group)
    }

    fn may_go_on(&self) -> bool {
        self.scaled
    }

    fn takes(&self, value: u64) -> bool {
        value < self.room && (value > 0 || !self.any)
    }

    fn add(&mut self, value: u64) -> bool {
        if !self.takes(value) {
            return false;
        }
        self.group = self.group.saturating_add(value * 1000);
        self.any = true;
        // "Twenty" may be followed by "four", and "four" by nothing.
        self.room = if value >= 20 { 10 } else { 0 };
        true
    }

    fn multiply(&mut self, factor: u64) -> bool {
        let closes = factor >= 1000;
        if !self.any || self.group == 0 || (closes && factor >= self.limit) {
            return false;
        }
        self.scaled = true;
        self.group = self.group.saturating_mul(factor);
        self.room = 100;
        if closes {
            self.limit = factor;
            self.total = self.total.saturating_add(self.group);
            self.group = 0;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_digits, spread};
    use super::{SMALL_WORDS, TENS, from_words, ordinal_word, year_words};

    /// Writes a number in words, as an editor would.
    fn in_words(value: u64) -> String {
        let with_rest = |head: String, rest: u64, join: &str| match rest {
            0 => head,
            _ => format!("{head}{join}{}", in_words(rest)),
        };
        match value {
            0..20 => SMALL_WORDS[value as usize].into(),
            20..100 => with_rest(TENS[value as usize / 10 - 2].into(), value % 10, " "),
            100..1000 => with_rest(format!("{} hundred", in_words(value / 100)), value % 100, " and "),
            _ => {
                let (factor, name) = [
                    (1_000_000_000_000, "trillion"),
                    (1_000_000_000, "billion"),
                    (1_000_000, "million"),
                    (1000, "thousand"),
                ]
                .into_iter()
                .find(|(factor, _)| value >= *factor)
                .unwrap();
                with_rest(format!("{} {name}", in_words(value / factor)), value % factor, " ")
            }
        }
    }

    #[test]
    fn what_is_written_in_words_is_read() {
        for value in spread() {
            let text = in_words(value);
            for text in [text.clone(), text.replace(" and ", " ")] {
                let words: Vec<&str> = text.split(' ').collect();
                let read = from_words(&words, None);
                let expected = Some((value * 1000, words.len()));
                assert_eq!(read.map(|(number, taken)| (number.thousandths, taken)), expected, "{text}");
            }
        }
    }

    #[test]
    fn english_number_words() {
        for (text, expected, taken) in [
            ("two hundred million yuan", "200000000", 3),
            ("thirty six unicorns", "36", 2),
            ("eighteen point six million pounds", "18600000", 4),
            ("three point one four", "3.14", 4),
            ("two point taken", "2", 1),
            ("a hundred million", "100000000", 3),
            ("seven hundred and seventy five projects", "775", 5),
            ("two thousand and three", "2003", 4),
            ("five and six", "5", 1),
            ("twenty thirty", "20", 1),
            ("two three", "2", 1),
            ("one hundred thousand", "100000", 3),
            ("two thousand million", "2000", 2),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let (number, count) = from_words(&words, None).expect(text);
            assert_eq!((number.to_string().as_str(), count), (expected, taken), "{text}");
        }
        for text in ["million", "and two", "film", "zero million", "k"] {
            let read = from_words(&text.split(' ').collect::<Vec<_>>(), None);
            assert!(read.is_none_or(|(number, taken)| number.thousandths == 0 && taken == 1), "{text}");
        }
        assert_eq!(ordinal_word("fifteenth"), Some(15));
        assert_eq!(ordinal_word("twentieth"), Some(20));
        assert_eq!(ordinal_word("month"), None);
    }

    #[test]
    fn digits_before_words() {
        for (digits, words, expected) in [
            ("350", "billion yuan", Some("350000000000")),
            ("0.35", "trillion", Some("350000000000")),
            ("2.5", "hundred thousand", Some("250000")),
            ("350", "bn", Some("350000000000")),
            ("350", "m wide", None),
            ("2024", "two films", None),
            ("5", "and six", None),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            let read = from_words(&words, from_digits(digits));
            assert_eq!(read.map(|(number, _)| number.to_string()).as_deref(), expected, "{digits} {words:?}");
        }
    }

    #[test]
    fn years_as_they_are_spoken() {
        for (text, expected) in [
            ("twenty twenty four", Some((2024, 3))),
            ("nineteen ninety nine", Some((1999, 3))),
            ("twenty twenty", Some((2020, 2))),
            ("twenty fifteen films", Some((2015, 2))),
            ("twenty four", None),
            ("twenty films", None),
            ("thirty twenty", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let read = year_words(&words).map(|(number, taken)| (number.thousandths / 1000, taken));
            assert_eq!(read, expected, "{text}");
            assert!(year_words(&words).is_none_or(|(number, _)| number.is_year()), "{text}");
        }
    }
}
