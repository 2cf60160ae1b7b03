//! Figures in words, and words as figures. Years stay.

use std::ops::Range;

use super::dice::Dice;
use super::phrasing::{Phrasing, year};
use super::pieces::replaced;
use crate::text::{Language, SMALL_WORDS, Unit, from_chinese, from_words, is_chinese_numeral, ordinal_word};

/// Figures beyond this are not written out.
const LARGEST: u64 = 999_999_999;

/// The first figure that can be written in another way.
pub(super) fn other_figures(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    let (span, with) = match phrasing.language {
        Language::English => english(phrasing),
        Language::Chinese => chinese_digits(phrasing).or_else(|| chinese_words(phrasing)),
    }?;
    Some(replaced(phrasing.text, &span, &with))
}

fn english(phrasing: &Phrasing<'_>) -> Option<(Range<usize>, String)> {
    let words = phrasing.words();
    let pieces = &phrasing.reading.pieces;
    (0..words.len()).find_map(|at| {
        let span = pieces[at].span.clone();
        let alone = !phrasing.text[..span.start].ends_with(['-', '–', '/', '$'])
            && !phrasing.text[span.end..].starts_with(['-', '–', '/', '%']);
        if !alone || year(&words[at]).is_some() {
            return None;
        }
        if let Some(ordinal) = ordinal_word(&words[at]) {
            return Some((span, with_ending(ordinal)));
        }
        if let Some(value) = words[at].strip_suffix("th").and_then(|digits| digits.parse().ok()) {
            return Some((span, ordinal(value)?));
        }
        if let Some(value) = plain(&words[at]) {
            return Some((span, in_words(value)));
        }
        let rest: Vec<&str> = words[at..].iter().map(String::as_str).collect();
        let (number, taken) = from_words(&rest, None).filter(|(_, taken)| *taken > 1)?;
        let value = number.thousandths / 1000;
        (value > 99).then(|| (span.start..pieces[at + taken - 1].span.end, in_digits(value)))
    })
}

/// The value of plain digits, perhaps in groups of three.
fn plain(word: &str) -> Option<u64> {
    let digits = word.replace(',', "");
    let value = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    (1..=LARGEST).contains(&value).then_some(value)
}

fn with_ending(value: u64) -> String {
    let ending = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{ending}")
}

/// The ordinal word of a value from fourth to nineteenth.
fn ordinal(value: u64) -> Option<String> {
    (4..20).contains(&value).then(|| match value {
        5 => "fifth".into(),
        8 => "eighth".into(),
        9 => "ninth".into(),
        12 => "twelfth".into(),
        _ => format!("{}th", in_words(value)),
    })
}

fn in_digits(value: u64) -> String {
    match value {
        _ if value.is_multiple_of(1_000_000_000) => format!("{} billion", value / 1_000_000_000),
        _ if value.is_multiple_of(1_000_000) => format!("{} million", value / 1_000_000),
        _ => value.to_string(),
    }
}

/// A number as English says it: 775 as "seven hundred and seventy-five".
fn in_words(value: u64) -> String {
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let with_rest = |head: String, rest: u64, join: &str| match rest {
        0 => head,
        _ => format!("{head}{join}{}", in_words(rest)),
    };
    match value {
        0..20 => SMALL_WORDS[value as usize].into(),
        20..100 => with_rest(TENS[(value / 10) as usize].into(), value % 10, "-"),
        100..1000 => with_rest(format!("{} hundred", in_words(value / 100)), value % 100, " and "),
        1000..1_000_000 => with_rest(format!("{} thousand", in_words(value / 1000)), value % 1000, " "),
        _ => with_rest(format!("{} million", in_words(value / 1_000_000)), value % 1_000_000, " "),
    }
}

fn chinese_digits(phrasing: &Phrasing<'_>) -> Option<(Range<usize>, String)> {
    phrasing.reading.pieces.iter().find_map(|piece| {
        let value = plain(&phrasing.text[piece.span.clone()])?;
        let before = phrasing.text[..piece.span.start].chars().next_back();
        let rest = &phrasing.text[piece.span.end..];
        if before.is_some_and(|before| "-—–.第".contains(before))
            || rest.starts_with(['年', '月', '日', '-', '—', '–', '.'])
        {
            return None;
        }
        match rest.strip_prefix('%') {
            Some(_) => Some((piece.span.start..piece.span.end + 1, format!("百分之{}", in_chinese(value)))),
            None => Some((piece.span.clone(), in_chinese(value))),
        }
    })
}

fn chinese_words(phrasing: &Phrasing<'_>) -> Option<(Range<usize>, String)> {
    let text = phrasing.text;
    let start = text.find(is_chinese_numeral)?;
    let end = start + text[start..].find(|next| !is_chinese_numeral(next)).unwrap_or(text.len() - start);
    let number = from_chinese(&text[start..end]).filter(|_| text[start..end].chars().count() > 1)?;
    let value = number.thousandths / 1000;
    let digits = match (number.unit, value) {
        (Unit::Ordinal, _) => format!("第{value}"),
        (Unit::Percent | Unit::Decade | Unit::Clock, _) => return None,
        (Unit::Plain, _) if value.is_multiple_of(100_000_000) => format!("{}亿", value / 100_000_000),
        (Unit::Plain, _) if value.is_multiple_of(10_000) => format!("{}万", value / 10_000),
        (Unit::Plain, _) => value.to_string(),
    };
    (value > 9).then_some((start..end, digits))
}

/// A number as Chinese says it: 3500 as 三千五百.
fn in_chinese(value: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(u64, &str); 5] = [(100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十")];
    let Some((unit, name)) = UNITS.into_iter().find(|(unit, _)| value >= *unit) else {
        return DIGITS[value as usize].into();
    };
    let rest = value % unit;
    let head = match value / unit {
        1 if unit == 10 => String::new(),
        count => in_chinese(count),
    };
    match rest {
        0 => format!("{head}{name}"),
        // 一万零五: a place that is passed over is said.
        _ if rest < unit / 10 => format!("{head}{name}零{}", in_chinese(rest)),
        // 一百一十, not 一百十.
        10..20 => format!("{head}{name}一{}", in_chinese(rest)),
        _ => format!("{head}{name}{}", in_chinese(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_chinese, in_digits, in_words, ordinal, with_ending};
    use crate::text::{from_chinese, from_words};

    #[test]
    fn numbers_are_written_as_people_say_them() {
        for (value, english, chinese) in [
            (7, "seven", "七"),
            (12, "twelve", "十二"),
            (36, "thirty-six", "三十六"),
            (112, "one hundred and twelve", "一百一十二"),
            (205, "two hundred and five", "二百零五"),
            (775, "seven hundred and seventy-five", "七百七十五"),
            (11_000, "eleven thousand", "一万一千"),
            (100_005, "one hundred thousand five", "十万零五"),
        ] {
            assert_eq!((in_words(value).as_str(), in_chinese(value).as_str()), (english, chinese));
            assert_eq!(from_chinese(chinese).map(|number| number.thousandths), Some(value * 1000), "{chinese}");
            let spoken = english.replace('-', " ");
            let read = from_words(&spoken.split(' ').collect::<Vec<_>>(), None);
            assert_eq!(read.map(|(number, _)| number.thousandths), Some(value * 1000), "{english}");
        }
        assert_eq!((with_ending(22).as_str(), with_ending(12).as_str()), ("22nd", "12th"));
        assert_eq!((ordinal(15).as_deref(), ordinal(40)), (Some("fifteenth"), None));
        assert_eq!((in_digits(100_000_000).as_str(), in_digits(11_000).as_str()), ("100 million", "11000"));
    }
}
