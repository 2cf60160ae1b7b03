//! How often, and for how long something is paid: 每天 where the ground has 每周.

use super::beside::{Beside, Doubt, DoubtKind};
use super::reading::Reading;

/// Stretches of time, in English and Chinese.
const PERIODS: [&[&str]; 9] = [
    &["minute", "minutes", "分钟"],
    &["hour", "hours", "hourly", "小时"],
    &["day", "days", "daily", "night", "nights", "天", "日", "晚"],
    &["week", "weeks", "weekly", "周", "星期"],
    &["month", "months", "monthly", "月"],
    &["year", "years", "yearly", "annual", "annually", "年"],
    &["人", "位", "名"],
    &["户", "家庭"],
    &["次", "回", "场", "遍", "趟"],
];
/// What stands before a stretch of time that something comes back in.
const EACH_IN_CHINESE: [&str; 5] = ["每", "每个", "按", "一", "各"];
const EACH: [&str; 4] = ["a", "per", "each", "every"];

/// A stretch of time that something comes back in.
struct Rate {
    period: usize,
    /// Whether it comes back: 每次, and not 一次.
    is_each: bool,
    /// Words of the text.
    at: std::ops::Range<usize>,
}

impl Beside<'_> {
    /// Rates of which the ground doesn't speak, where it has others.
    pub(super) fn rates(&self) -> Vec<Doubt> {
        let told: Vec<(&Reading, Rate)> =
            self.grounds.iter().flat_map(|ground| rates(ground).into_iter().map(move |rate| (ground, rate))).collect();
        let is_told = |rate: &Rate| self.grounds.iter().any(|ground| speaks_of(ground, rate));
        let strange = rates(self.answer).into_iter().filter(|rate| !is_told(rate));
        let doubt = |rate: Rate| {
            let (ground, other) = told.iter().find(|(_, other)| other.is_each == rate.is_each)?;
            let instead = ground.text_of(&other.at).to_string();
            Some(Doubt { kind: DoubtKind::Unit, span: self.answer.span_of(&rate.at), instead })
        };
        strange.filter_map(doubt).collect()
    }
}

fn rates(reading: &Reading) -> Vec<Rate> {
    let words = &reading.words;
    let rate = |at: usize| {
        let text = words[at].text.as_str();
        let of = |period, is_each: bool, end: usize| {
            let behind = &reading.text[words[end - 1].span.end..];
            (!says_when(period, behind)).then_some(Rate { period, is_each, at: at..end })
        };
        let rest = text.strip_prefix(['每', '一']).map(|rest| rest.trim_start_matches('个'));
        if let Some(period) = rest.and_then(period) {
            return of(period, text.starts_with('每'), at + 1);
        }
        let is_one = matches!(text, "一" | "one");
        let opens = is_one || text == "每" || EACH.contains(&text);
        of(period(&words.get(at + 1).filter(|_| opens)?.text)?, !is_one, at + 2)
    };
    (0..words.len()).filter_map(rate).collect()
}

/// 每周六, 每年5月: when it is, not how often.
fn says_when(period: usize, behind: &str) -> bool {
    let names = PERIODS[period];
    let number = behind.trim_start_matches(|letter: char| letter.is_ascii_digit());
    names.contains(&"周") && behind.starts_with(|day| "一二三四五六日天".contains(day))
        || names.contains(&"年") && number.len() < behind.len() && number.starts_with('月')
}

fn period(word: &str) -> Option<usize> {
    PERIODS.iter().position(|names| names.contains(&word))
}

/// Whether a text speaks of such a stretch at all; of one that comes back, where it does: 每周, but not 周二.
fn speaks_of(reading: &Reading, rate: &Rate) -> bool {
    let mut names = PERIODS[rate.period].iter();
    names.any(|name| {
        if name.is_ascii() {
            reading.words.iter().any(|word| word.text.split(' ').any(|word| word == *name))
        } else if rate.is_each {
            EACH_IN_CHINESE.iter().any(|each| reading.text.contains(&format!("{each}{name}")))
        } else {
            reading.text.contains(name)
        }
    })
}
