//! Times of day in every notation: 3pm, 15:00, 15h, noon, half past nine, 下午三点半.

mod chinese;

use chinese::in_chinese;

use super::language::is_chinese;
use super::normalize::Char;
use super::number::{Number, small_word};
use super::scan::Scan;

/// Whether a time of day may begin so: with a digit, a letter of number words, of "noon" and "midnight", of
/// "half" and "quarter", a numeral, or a part of the day.
#[inline]
fn opens(first: char) -> bool {
    matches!(
        first,
        '0'..='9'
            | 'e'
            | 'f'
            | 'h'
            | 'm'
            | 'n'
            | 'o'
            | 'q'
            | 's'
            | 't'
            | '零'
            | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '上'
            | '下'
            | '中'
            | '早'
            | '晚'
            | '清'
            | '凌'
            | '正'
            | '午'
            | '傍'
            | '夜'
            | '半'
            | '深'
    )
}

/// The time of day that begins at `start`, and where it ends.
pub(super) fn at(chars: &[Char], start: usize) -> Option<(Number, usize)> {
    let scan = Scan::new(chars, start);
    let first = chars[start].value;
    // Looked at for every word and character, so most are sent away at once.
    if !opens(first) {
        return None;
    }
    let (number, end) = if first.is_ascii_digit() {
        in_digits(scan).or_else(|| in_chinese(scan))
    } else if is_chinese(first) {
        in_chinese(scan)
    } else {
        in_words(scan)
    }?;
    Some((number, end.at))
}

type Found<'a> = (Number, Scan<'a>);

fn time(hour: u64, minute: u64, end: Scan<'_>) -> Option<Found<'_>> {
    let is_one = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
    is_one.then(|| (Number::clock(hour, minute), end))
}

/// 9:30, 9.30pm, 3 p.m., 15h, 9h30, 9 o'clock, 12 noon.
fn in_digits(mut scan: Scan<'_>) -> Option<Found<'_>> {
    // 1:30:00 is a length of time.
    let inside_another = scan.before().is_some_and(|before| before == ':' || before.is_ascii_digit());
    let (hour, _) = scan.digits(2).filter(|_| !inside_another)?;
    if let Some((minute, separator, end)) = minutes(scan) {
        let half = half_of_day(end);
        return match (half, separator) {
            (Some((is_late, end)), _) => twelve(hour, minute, is_late, end),
            (None, '.') => None,
            (None, _) => time(hour, minute, end).filter(|_| end.ends_word()),
        };
    }
    if let Some((is_late, end)) = half_of_day(scan) {
        return twelve(hour, 0, is_late, end);
    }
    let mut end = scan;
    if end.eat_word("h") {
        // 24h and 8h are lengths of time.
        return time(hour, 0, end).filter(|_| (13..24).contains(&hour));
    }
    end.blanks();
    if hour == 12 && (end.eat_word("noon") || end.eat_word("midnight")) {
        return time(if end.before() == Some('n') { 12 } else { 0 }, 0, end);
    }
    oclock(scan).and_then(|end| time(hour, 0, end))
}

/// The minutes behind an hour, with the sign that parts them.
fn minutes(mut scan: Scan<'_>) -> Option<(u64, char, Scan<'_>)> {
    let separator = scan.take(|next| ":.h".contains(next))?;
    let (minute, _) = scan.digits(2).filter(|(_, count)| *count == 2)?;
    // 1:30:00 is a length of time, and 1.30.5 a version.
    let mut ahead = scan;
    let goes_on = ahead.take(|next| ":.".contains(next)).is_some() && ahead.digits(2).is_some();
    (!goes_on).then_some((minute, separator, scan))
}

/// "am" or "p.m.": whether it is the later half, and where it ends.
fn half_of_day(mut scan: Scan<'_>) -> Option<(bool, Scan<'_>)> {
    let apart = scan.blanks();
    let is_late = scan.take(|next| "ap".contains(next))? == 'p';
    let dotted = scan.eat(".");
    if dotted {
        scan.blanks();
    }
    if !scan.eat("m") || !scan.ends_word() {
        return None;
    }
    let mut ahead = scan;
    // "Under 9 am I allowed?"
    if apart && !dotted && !is_late && ahead.blanks() && ahead.eat_word("i") {
        return None;
    }
    let mut end = scan;
    if dotted && end.eat(".") {
        let mut next = end;
        let ends_sentence = next.peek().is_none() || (next.blanks() && (next.peek().is_none() || next.is_capital()));
        if !ends_sentence {
            scan = end;
        }
    }
    Some((is_late, scan))
}

fn twelve(hour: u64, minute: u64, is_late: bool, end: Scan<'_>) -> Option<Found<'_>> {
    let late = if is_late { 12 } else { 0 };
    time(hour % 12 + late, minute, end).filter(|_| (1..=12).contains(&hour))
}

fn oclock(mut scan: Scan<'_>) -> Option<Scan<'_>> {
    scan.blanks();
    ["o'clock", "oclock", "o clock"].into_iter().any(|word| scan.eat_word(word)).then_some(scan)
}

/// Noon, midnight, "half past nine", "quarter to five", "ten past six", "nine o'clock", "three pm".
fn in_words(mut scan: Scan<'_>) -> Option<Found<'_>> {
    if scan.before().is_some_and(super::scan::is_latin) {
        return None;
    }
    for (word, hour) in [("noon", 12), ("midday", 12), ("midnight", 0)] {
        if scan.eat_word(word) {
            return time(hour, 0, scan);
        }
    }
    if let Some((minutes, is_to, after)) = beside_hour(scan) {
        let (hour, end) = hour_of_twelve(after)?;
        let (hour, minute) = if is_to { ((hour + 11) % 12, 60 - minutes) } else { (hour, minutes) };
        return match half_of_day(end) {
            Some((is_late, end)) => twelve(if hour == 0 { 12 } else { hour }, minute, is_late, end),
            None => time(hour, minute, oclock(end).unwrap_or(end)),
        };
    }
    let (hour, end) = hour_of_twelve(scan)?;
    match half_of_day(end) {
        Some((is_late, end)) => twelve(hour, 0, is_late, end),
        None => oclock(end).and_then(|end| time(hour, 0, end)),
    }
}

/// "Half past", "quarter to": how many minutes, whether they are missing, and what follows. "Ten to five"
/// is a stretch as often as a time.
fn beside_hour(scan: Scan<'_>) -> Option<(u64, bool, Scan<'_>)> {
    const MINUTES: [(&str, u64); 7] = [
        ("half", 30),
        ("quarter", 15),
        ("twenty five", 25),
        ("twenty-five", 25),
        ("twenty", 20),
        ("ten", 10),
        ("five", 5),
    ];
    let (minutes, mut after) = MINUTES.into_iter().find_map(|(word, minutes)| {
        let mut ahead = scan;
        (ahead.eat_word(word) && ahead.blanks()).then_some((minutes, ahead))
    })?;
    let counted = after.eat_word("minutes") && after.blanks();
    let is_to = minutes != 30 && (counted || minutes == 15) && after.eat_word("to");
    ((is_to || after.eat_word("past")) && after.blanks()).then_some((minutes, is_to, after))
}

/// An hour from one to twelve, in digits or in words.
fn hour_of_twelve(mut scan: Scan<'_>) -> Option<(u64, Scan<'_>)> {
    let mut word = scan;
    let hour = if let Some((hour, _)) = scan.digits(2) {
        hour
    } else {
        let length = word.take_all(|next| next.is_ascii_lowercase());
        small_word(&std::mem::replace(&mut scan, word).text(length))?
    };
    ((1..=12).contains(&hour) && scan.ends_word()).then_some((hour, scan))
}

#[cfg(test)]
mod tests {
    use crate::text::number::Unit;
    use crate::text::tokens::{Shape, tokens};

    fn clocks(text: &str) -> String {
        let clock = |shape: Shape| match shape {
            Shape::Number(number) if number.unit == Unit::Clock => Some(number.to_string()),
            _ => None,
        };
        tokens(text).into_iter().filter_map(|token| clock(token.shape)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn one_time_in_every_coat() {
        for (expected, texts) in [
            (
                "15:00",
                "3pm|3 pm|3 p.m.|3:00 PM|3.00pm|15:00|15：00|15h|15h00|three pm|下午3点|下午三点|15点|十五点|下午3:00",
            ),
            ("9:30", "9:30|9.30 a.m.|9h30|half past nine|half past 9|上午九点半|早上9点30分|9时30分|9点三十"),
            ("21:30", "9:30pm|half past nine p.m.|晚上九点半|晚9点半|21:30"),
            ("12:00", "noon|12 noon|midday|12pm|12:00|中午|中午12点|正午"),
            ("0:00", "midnight|12 midnight|12am|24:00|0:00|午夜|零点|晚上12点|24点"),
            ("4:45", "quarter to five|quarter to 5|4:45|4:45 am|凌晨四点三刻"),
            ("9:00", "nine o'clock|9 o'clock|9 oclock|9点钟|九点整|9am"),
            ("6:10", "ten past six|ten minutes past six|6:10|六点十分|早6:10"),
            ("13:15", "1:15pm|quarter past one pm|中午一点一刻|下午1点15"),
            ("1:00", "1 am|夜里一点|凌晨1点"),
            ("23:00", "11 pm|夜里十一点|23h"),
        ] {
            for text in texts.split('|') {
                assert_eq!(clocks(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn times_inside_sentences_and_what_is_none() {
        for (text, expected) in [
            ("open 9am-5pm, on Sunday until 3 p.m. only?", "9:00|17:00|15:00"),
            ("图书馆下午三点开门吗，还是15:30？", "15:00|15:30"),
            ("17:30，4月", "17:30"),
            ("三点前能到吗", "3:00"),
            ("最晚8点", "8:00"),
            ("明晚8点", "20:00"),
            ("9 to 17 films, 9 amps, I am 9 am I allowed", ""),
            ("from nine to five, ten to five, five past films", ""),
            ("24h, 8h, in 9.30 cases, 1:30:00, 16:9, 99:99", ""),
            ("便宜一点，有三点要求，第三点，这两点，三点建议，三点五亿，3点5", ""),
            ("几点，3时间，一点也不，好一点", ""),
            ("afternoon, noontide", ""),
        ] {
            assert_eq!(clocks(text), expected, "{text}");
        }
    }

    #[test]
    fn a_full_stop_behind_pm_may_end_a_sentence() {
        for (text, expected) in
            [("At 3 p.m. What then?", "at|3 p.m|.|what|then|?"), ("at 3 p.m. then", "at|3 p.m.|then")]
        {
            let texts: Vec<String> = tokens(text).into_iter().map(|token| token.text.to_string()).collect();
            assert_eq!(texts.join("|"), expected);
        }
    }
}
