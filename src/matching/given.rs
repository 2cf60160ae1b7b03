//! Which sorts of thing an answer names: a question for a sort that it doesn't name asks for something else.

use super::word::{Class, Word};
use crate::text::{Kind, Unit};

/// Words that make an amount of money of a figure.
const MONEY: [&str; 24] = [
    "pound", "pounds", "euro", "euros", "dollar", "dollars", "yuan", "cent", "cents", "pence", "penny", "rmb", "usd",
    "eur", "gbp", "free", "fee", "元", "块", "块钱", "免费", "英镑", "欧元", "美元",
];
/// Words that make a duration of a figure.
const TIME_UNITS: [&str; 26] = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights", "week", "weeks",
    "month", "months", "year", "years", "分钟", "小时", "天", "周", "星期", "个月", "月", "年", "晚", "秒",
];
/// Words that tell a time of day or a date.
const TIMES: [&str; 24] = [
    "am",
    "pm",
    "o'clock",
    "noon",
    "midnight",
    "morning",
    "afternoon",
    "evening",
    "weekday",
    "weekdays",
    "weekend",
    "weekends",
    "daily",
    "点",
    "上午",
    "下午",
    "中午",
    "晚上",
    "早上",
    "号",
    "日",
    "工作日",
    "周末",
    "每天",
];

/// What an answer names.
#[expect(clippy::struct_excessive_bools, reason = "each sort is named or not, whatever the others")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Given {
    number: bool,
    amount: bool,
    share: bool,
    time: bool,
    duration: bool,
    name: bool,
}

impl Given {
    /// What the answers of an entry name, in any language.
    pub(crate) fn of<'a>(answers: impl Iterator<Item = &'a [Word]>) -> Self {
        let mut given = Self::default();
        for words in answers {
            for (at, word) in words.iter().enumerate() {
                given.note(words, at, word);
            }
        }
        given
    }

    fn note(&mut self, words: &[Word], at: usize, word: &Word) {
        let text = word.text.as_str();
        let beside = |list: &[&str]| words[at + 1..].iter().take(2).any(|next| list.contains(&next.text.as_str()));
        if let Some(number) = word.number {
            self.number |= !number.is_year() && number.unit != Unit::Clock;
            self.share |= number.unit == Unit::Percent;
            self.duration |= beside(&TIME_UNITS);
            self.time |= number.is_year() || number.unit == Unit::Clock;
        }
        self.amount |= MONEY.contains(&text);
        self.time |= word.class == Class::Time || TIMES.contains(&text);
        self.name |= word.class == Class::Name || word.capital || word.class == Class::Place;
    }

    /// Whether it names anything: a figure, a time, a name.
    pub(crate) fn tells(self) -> bool {
        self != Self::default()
    }

    /// Whether it names a place or a name.
    pub(crate) fn names(self) -> bool {
        self.name
    }

    /// Whether it tells a time.
    pub(crate) fn tells_time(self) -> bool {
        self.time
    }

    /// Whether it names what a question of this kind wants; none where that can't be seen.
    pub(crate) fn gives(self, kind: Kind) -> Option<bool> {
        Some(match kind {
            Kind::Number => self.number,
            Kind::Amount => self.amount || self.number,
            Kind::Share => self.share || self.number,
            Kind::When => self.time,
            Kind::Duration => self.duration || self.time,
            Kind::Who | Kind::Person | Kind::City | Kind::Where => self.name,
            Kind::Rank | Kind::Which | Kind::List | Kind::Why | Kind::How | Kind::Meaning | Kind::YesNo => return None,
        })
    }
}
