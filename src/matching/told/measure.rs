//! What a figure measures: a count of things, money, time, length, a share, a date.

use crate::matching::word::Word;
use crate::text::{MONTHS, Number, Unit, is_chinese};

/// What a figure measures; only figures of one measure compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Things.
    Count,
    /// Money, in the currency with this number.
    Money(u8),
    /// A length of time or an age, in seconds.
    Time,
    /// A length, in millimetres.
    Length,
    /// A weight, in grams.
    Weight,
    /// Data, in kilobytes.
    Data,
    /// Any other unit, such as a share, an order, a time of day.
    Other(Unit),
    /// A year of our times.
    Year,
    /// A day of a year: the month's number times 100, and the day.
    Date,
    /// A month of a year.
    Month,
}

/// The seconds of a year of twelve months.
pub(crate) const YEAR: u128 = 31_104_000;
const SECONDS: [(&[&str], u64); 7] = [
    (&["second", "seconds", "秒", "秒钟"], 1),
    (&["minute", "minutes", "min", "mins", "分钟"], 60),
    (&["hour", "hours", "小时", "个小时"], 3600),
    (&["day", "days", "night", "nights", "天", "晚"], 86_400),
    (&["week", "weeks", "周", "星期", "个星期"], 604_800),
    (&["month", "months", "个月"], 2_592_000),
    (&["year", "years", "岁", "周岁", "年", "year old", "years old"], 31_104_000),
];
const MILLIMETRES: [(&[&str], u64); 5] = [
    (&["millimetre", "millimetres", "millimeter", "millimeters", "mm", "毫米"], 1),
    (&["centimetre", "centimetres", "centimeter", "centimeters", "cm", "厘米"], 10),
    (&["metre", "metres", "meter", "meters", "米"], 1000),
    (&["kilometre", "kilometres", "kilometer", "kilometers", "km", "公里", "千米"], 1_000_000),
    (&["mile", "miles", "英里"], 1_609_344),
];
const GRAMS: [(&[&str], u64); 3] = [
    (&["gram", "grams", "g", "克"], 1),
    (&["kilogram", "kilograms", "kilo", "kilos", "kg", "公斤", "千克"], 1000),
    (&["tonne", "tonnes", "ton", "tons", "吨"], 1_000_000),
];
const KILOBYTES: [(&[&str], u64); 4] = [
    (&["kb", "kilobyte", "kilobytes"], 1),
    (&["mb", "megabyte", "megabytes"], 1000),
    (&["gb", "gigabyte", "gigabytes"], 1_000_000),
    (&["tb", "terabyte", "terabytes"], 1_000_000_000),
];
/// The words of each currency; a currency's number is its place here.
const CURRENCIES: [&[&str]; 6] = [
    &["pound", "pounds", "£", "gbp", "英镑"],
    &["euro", "euros", "€", "eur", "欧元"],
    &["dollar", "dollars", "$", "usd", "美元"],
    &["yuan", "rmb", "renminbi", "cny", "元", "块", "块钱", "人民币"],
    &["crown", "crowns", "克朗"],
    &["yen", "jpy", "日元"],
];
/// What stands before a figure that is no year.
const COMPARES: [&str; 14] = [
    "than", "least", "most", "nearly", "almost", "about", "exactly", "roughly", "超过", "不到", "约", "大约", "近",
    "至少",
];
/// What stands before "may" and "march" where they are months.
const BEFORE_MONTH: [&str; 12] =
    ["in", "of", "since", "until", "till", "by", "from", "to", "early", "late", "during", "and"];

/// What a figure measures by the words around it, what its value is multiplied by, and the word after
/// its unit.
pub(crate) fn measure(words: &[Word], at: usize, number: Number) -> (Measure, u64, usize) {
    if number.unit != Unit::Plain {
        return (Measure::Other(number.unit), 1, at + 1);
    }
    if let Some(currency) = words[at].currency.and_then(|sign| currency(&sign.to_string())) {
        return (Measure::Money(currency), 1, at + 1);
    }
    let next = words.get(at + 1);
    if reads_as_year(words, at, number) && next.is_none_or(|next| unit(&next.text).is_none() || next.text == "年") {
        return (Measure::Year, 1, at + 1);
    }
    // "3 working days", "4 US dollars": one word may stand between; 杯 in 3杯米 makes rice of the metre.
    let beside = [at + 1, at + 2].into_iter().filter_map(|place| {
        let between = words.get(at + 1).filter(|_| place > at + 1);
        let may_stand = between.is_none_or(|between| {
            between.text == "个" || (between.number.is_none() && between.weight > 0.0 && between.text.is_ascii())
        });
        let (measure, factor) = unit(&words.get(place).filter(|_| may_stand)?.text)?;
        Some((measure, factor, place + 1))
    });
    beside.take(1).next().unwrap_or((Measure::Count, 1, at + 1))
}

/// "2,000 visitors" and "more than 2000" are no years.
fn reads_as_year(words: &[Word], at: usize, number: Number) -> bool {
    let compares = at.checked_sub(1).is_some_and(|before| COMPARES.contains(&words[before].text.as_str()));
    let text = &words[at].text;
    // "Twenty twenty-four", but not "two thousand".
    let by_century = || text.contains(' ') && ["nineteen", "twenty"].iter().any(|century| text.starts_with(century));
    number.is_year() && !compares && (text.bytes().all(|byte| byte.is_ascii_digit()) || by_century())
}

fn unit(word: &str) -> Option<(Measure, u64)> {
    let of = |units: &[(&[&str], u64)], measure| {
        units.iter().find(|(words, _)| words.contains(&word)).map(|(_, factor)| (measure, *factor))
    };
    of(&SECONDS, Measure::Time)
        .or_else(|| of(&MILLIMETRES, Measure::Length))
        .or_else(|| of(&GRAMS, Measure::Weight))
        .or_else(|| of(&KILOBYTES, Measure::Data))
        .or_else(|| currency(word).map(|currency| (Measure::Money(currency), 1)))
}

fn currency(word: &str) -> Option<u8> {
    CURRENCIES.iter().position(|words| words.contains(&word)).map(|at| at as u8)
}

/// Whether a word is a unit.
pub(crate) fn is_unit(word: &str) -> bool {
    unit(word).is_some()
}

/// The number of the month that a word names; "may" and "march" are months beside a figure or a
/// preposition.
pub(crate) fn month(words: &[Word], at: usize) -> Option<u64> {
    let text = words[at].text.as_str();
    let long = |month: &str| month == text || (text.len() >= 3 && text.len() < 5 && month.starts_with(text));
    let number = MONTHS.iter().position(|month| long(month))?;
    let before = at.checked_sub(1).map(|before| &words[before]);
    let beside = [before, words.get(at + 1)];
    let by_figure = beside.into_iter().flatten().any(|word| word.number.is_some() || word.text.chars().all(is_chinese));
    let introduced = before.is_some_and(|word| BEFORE_MONTH.contains(&word.text.as_str()));
    (!matches!(text, "may" | "march" | "mar") || by_figure || introduced).then_some(number as u64 + 1)
}

/// Whether a figure is the day of a month.
pub(crate) fn is_day(number: Number) -> bool {
    matches!(number.unit, Unit::Plain | Unit::Ordinal)
        && number.thousandths.is_multiple_of(1000)
        && (1000..=31_000).contains(&number.thousandths)
}
