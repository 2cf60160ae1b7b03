//! Months of a year in figures: 2024-11, 2024/11/5, 11/2024, 24年11月, and '24 behind a month.

use std::ops::Range;

use super::normalize::Char;
use super::number::Number;
use super::scan::Scan;

/// A part of a date, and the characters that it takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A year, or the day of a month.
    Number(Number, Range<usize>),
    /// A month, by its English name.
    Month(&'static str, Range<usize>),
}

/// The months by the names that the program knows them by.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// How people shorten them.
const SHORT_MONTHS: [&str; 13] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];

/// The name of a month by its number.
pub(crate) fn month_name(month: u64) -> Option<&'static str> {
    MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?).copied()
}

/// Whether a word is a month's name, perhaps a short one.
pub(crate) fn names_month(word: &str) -> bool {
    MONTHS.contains(&word) || SHORT_MONTHS.contains(&word)
}

/// The year that two digits stand for.
pub(crate) fn full_year(short: u64) -> u64 {
    // Nobody speaks of 2060 yet, and of 1960 many do.
    if short < 60 { 2000 + short } else { 1900 + short }
}

/// The date that begins at `start`, in parts, and where it ends. `last` is the word before it.
pub(super) fn at(chars: &[Char], start: usize, last: Option<&str>) -> Option<(Vec<Part>, usize)> {
    let scan = Scan::new(chars, start);
    if scan.peek() == Some('\'') {
        return short_year(scan, last);
    }
    let inside_another = scan.before().is_some_and(|before| before.is_ascii_digit() || "/.,-:".contains(before));
    if inside_another || !scan.peek()?.is_ascii_digit() {
        return None;
    }
    year_first(scan).or_else(|| month_first(scan)).or_else(|| in_chinese(scan))
}

fn year(scan: &mut Scan<'_>) -> Option<Part> {
    let start = scan.at;
    let (value, _) = scan.digits(4).filter(|(value, _)| Number::plain(*value).is_year())?;
    Some(Part::Number(Number::plain(value), start..scan.at))
}

fn month(scan: &mut Scan<'_>) -> Option<Part> {
    let start = scan.at;
    let (value, _) = scan.digits(2)?;
    Some(Part::Month(month_name(value)?, start..scan.at))
}

/// Whether a number or word goes on here.
fn goes_on(mut scan: Scan<'_>) -> bool {
    !scan.ends_word() || (scan.take(|next| "/.,-:".contains(next)).is_some() && scan.digits(4).is_some())
}

/// 2024-11, 2024/11, 2024.11, 2024-11-05.
fn year_first(mut scan: Scan<'_>) -> Option<(Vec<Part>, usize)> {
    let year = year(&mut scan)?;
    let separator = scan.take(|next| "-/.".contains(next))?;
    let mut parts = vec![year, month(&mut scan)?];
    let mut ahead = scan;
    if ahead.take(|next| next == separator).is_some() {
        let start = ahead.at;
        let (day, _) = ahead.digits(2).filter(|(day, _)| (1..=31).contains(day))?;
        parts.push(Part::Number(Number::plain(day), start..ahead.at));
        scan = ahead;
    }
    (!goes_on(scan)).then_some((parts, scan.at))
}

/// 11/2024, 11-2024.
fn month_first(mut scan: Scan<'_>) -> Option<(Vec<Part>, usize)> {
    let month = month(&mut scan)?;
    scan.take(|next| "-/".contains(next))?;
    let year = year(&mut scan)?;
    (!goes_on(scan)).then_some((vec![month, year], scan.at))
}

/// 24年11月. A year in full, 2024年11月, is read word by word.
fn in_chinese(mut scan: Scan<'_>) -> Option<(Vec<Part>, usize)> {
    let start = scan.at;
    let (short, _) = scan.digits(2).filter(|(_, count)| *count == 2)?;
    let year = Part::Number(Number::plain(full_year(short)), start..scan.at);
    let month = scan.eat("年").then(|| month(&mut scan)).flatten()?;
    (scan.eat("月份") || scan.eat("月")).then_some((vec![year, month], scan.at))
}

/// '24 behind a month.
fn short_year(mut scan: Scan<'_>, last: Option<&str>) -> Option<(Vec<Part>, usize)> {
    let start = scan.at;
    scan.eat("'");
    let (short, _) = scan.digits(2).filter(|(_, count)| *count == 2 && last.is_some_and(names_month))?;
    let year = Part::Number(Number::plain(full_year(short)), start..scan.at);
    scan.ends_word().then(|| (vec![year], scan.at))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;

    #[test]
    fn months_of_a_year_in_figures() {
        for (text, expected) in [
            ("in 2024-11?", "in|2024|november|?"),
            ("2024/11", "2024|november"),
            ("2024.11", "2024|november"),
            ("2024-11-05", "2024|november|5"),
            ("11/2024", "november|2024"),
            ("24年11月的", "2024|november|的"),
            ("nov '24", "nov|2024"),
            ("May ’99,", "may|1999|,"),
            ("2024年11月", "2024|年|11|月"),
            ("2025-2027", "2025|-|2027"),
            ("2024-13", "2024|-|13"),
            ("2024-11-2025", "2024|-|11|-|2025"),
            ("5/11/2024", "5|/|11|/|2024"),
            ("film '24", "film|'|24"),
            ("24年前", "24|年前"),
            ("9-11", "9|-|11"),
        ] {
            let texts: Vec<String> = tokens(text).into_iter().map(|token| token.text.to_string()).collect();
            assert_eq!(texts.join("|"), expected, "{text}");
        }
    }
}
