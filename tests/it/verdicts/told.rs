//! The figures of an answer, as the claims need them.

use citebot::matching::Word;
use citebot::text::{Unit, is_chinese};

/// A figure of an answer.
pub(super) struct Told {
    /// As it is written, without a sign.
    pub(super) text: String,
    pub(super) value: u64,
    /// The unit behind it, or the sign before it.
    pub(super) unit: String,
    pub(super) sign: String,
    /// Whether words of comparison stand by it.
    pub(super) bound: bool,
    /// Whether it is the most that one may do.
    pub(super) most: bool,
    pub(super) span: std::ops::Range<usize>,
}

const BOUNDS: [&str; 40] = [
    "than",
    "least",
    "most",
    "to",
    "nearly",
    "almost",
    "about",
    "around",
    "roughly",
    "approximately",
    "over",
    "under",
    "above",
    "below",
    "from",
    "exceed",
    "exceeds",
    "within",
    "maximum",
    "minimum",
    "only",
    "some",
    "between",
    "until",
    "by",
    "超过",
    "不到",
    "至少",
    "至多",
    "最多",
    "近",
    "将近",
    "约",
    "大约",
    "不超过",
    "满",
    "至",
    "低于",
    "高于",
    "每",
];
const BOUNDS_BEHIND: [&str; 13] =
    ["or", "and", "to", "at", "多", "以上", "以下", "以内", "左右", "至", "余", "起", "minutes before"];
/// Units that are exchanged.
pub(super) const UNITS: [(&str, &str); 24] = [
    ("pounds", "dollars"),
    ("euros", "dollars"),
    ("yuan", "dollars"),
    ("crowns", "dollars"),
    ("英镑", "美元"),
    ("欧元", "美元"),
    ("元", "美元"),
    ("minutes", "hours"),
    ("hours", "minutes"),
    ("days", "weeks"),
    ("weeks", "months"),
    ("months", "weeks"),
    ("years", "months"),
    ("metres", "kilometres"),
    ("kilograms", "tonnes"),
    ("tonnes", "kilograms"),
    ("分钟", "小时"),
    ("小时", "分钟"),
    ("天", "周"),
    ("GB", "TB"),
    ("TB", "GB"),
    ("£", "$"),
    ("€", "$"),
    ("米", "公里"),
];
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The whole figures of an answer that are no dates, years or times of day.
pub(super) fn told(answer: &str, words: &[Word]) -> Vec<Told> {
    let read = |(at, word): (usize, &Word)| {
        let number = word.number.filter(|value| value.unit == Unit::Plain && !value.is_year() && !value.in_words)?;
        let span = word.span.clone();
        let digits: String = answer[span.clone()].chars().filter(|letter| *letter != ',').collect();
        let value: u64 = digits.parse().ok().filter(|_| number.thousandths % 1000 == 0)?;
        let around = [answer[..span.start].chars().next_back(), answer[span.end..].chars().next()];
        let joined = around.into_iter().flatten().any(|letter| "-–—:/.%*".contains(letter) && letter != '.');
        let decimal = answer[span.end..].starts_with('.')
            && answer[span.end + 1..].starts_with(|next: char| next.is_ascii_digit());
        let is_date = |word: Option<&Word>| {
            word.is_some_and(|word| {
                MONTHS.iter().any(|month| month.to_lowercase() == word.text)
                    || ["月", "日", "点", "号"].contains(&word.text.as_str())
            })
        };
        if joined
            || decimal
            || value < 2
            || is_date(words.get(at + 1))
            || at.checked_sub(1).is_some_and(|before| is_date(words.get(before)) || words[before].number.is_some())
        {
            return None;
        }
        let before: Vec<&str> = words[at.saturating_sub(3)..at].iter().map(|word| word.text.as_str()).collect();
        let bound = before.iter().any(|word| BOUNDS.contains(word))
            || words[at + 1..].iter().take(3).any(|word| BOUNDS_BEHIND.contains(&word.text.as_str()));
        let phrase = before.join(if before.iter().all(|word| word.chars().all(is_chinese)) { "" } else { " " });
        let most = ["at most", "up to", "no more than", "maximum of", "最多", "不超过"]
            .iter()
            .any(|most| phrase.ends_with(most));
        let sign = around[0].filter(|sign| "£€$".contains(*sign)).map(String::from).unwrap_or_default();
        let unit = words.get(at + 1).map(|next| &answer[next.span.clone()]);
        let unit = unit.filter(|unit| UNITS.iter().any(|(own, _)| own == unit)).unwrap_or_default().to_string();
        Some(Told { text: answer[span.clone()].to_string(), value, unit, sign, bound, most, span })
    };
    words.iter().enumerate().filter_map(read).collect()
}

/// Another value, written as the first one.
pub(super) fn other(told: &Told) -> String {
    let value = told.value + told.value / 3 + 1;
    if told.text.contains(',') && (1000..1_000_000).contains(&value) {
        format!("{},{:03}", value / 1000, value % 1000)
    } else {
        value.to_string()
    }
}
