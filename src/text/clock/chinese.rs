//! Times of day in Chinese: a part of the day, an hour, perhaps minutes.

use super::{Found, minutes, time};
use crate::text::language::is_chinese;
use crate::text::scan::Scan;

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    /// Both sides of midnight.
    Night,
}

/// The words for parts of the day, and the hour of those that are one by themselves.
const PARTS: [(&str, Part, Option<u64>); 19] = [
    ("上午", Part::Morning, None),
    ("早上", Part::Morning, None),
    ("早晨", Part::Morning, None),
    ("清晨", Part::Morning, None),
    ("凌晨", Part::Night, None),
    ("中午", Part::Noon, Some(12)),
    ("正午", Part::Noon, Some(12)),
    ("下午", Part::Afternoon, None),
    ("午后", Part::Afternoon, None),
    ("傍晚", Part::Evening, None),
    ("晚上", Part::Evening, None),
    ("夜晚", Part::Evening, None),
    ("夜里", Part::Night, None),
    ("半夜", Part::Night, None),
    ("深夜", Part::Night, None),
    ("午夜", Part::Night, Some(0)),
    ("晚间", Part::Evening, None),
    ("早", Part::Morning, None),
    ("晚", Part::Evening, None),
];

impl Part {
    /// The hour of the day that an hour of this part is.
    fn hour(self, hour: u64) -> u64 {
        match (self, hour) {
            (Self::Noon, 1..=9) | (Self::Afternoon | Self::Evening, 1..=11) | (Self::Night, 6..=11) => hour + 12,
            (Self::Evening | Self::Night, 12) => 24,
            _ => hour,
        }
    }
}

/// 下午3点, 下午三点半, 15点, 15时30分, 中午, 零点.
pub(super) fn in_chinese(mut scan: Scan<'_>) -> Option<Found<'_>> {
    let before = scan.before();
    let part = PARTS.into_iter().find_map(|(word, part, hour)| scan.eat(word).then_some((word, part, hour)));
    let Some((word, part, alone)) = part else {
        // 第三点, 这两点, 有五点: points, and no hours.
        let counts = before.is_some_and(|before| "第这那有下几共某每百千万亿零一二两三四五六七八九十".contains(before));
        return if counts { None } else { hour_in_chinese(scan, None) };
    };
    // 最晚, 不早: late and early.
    let compares = word.chars().count() == 1 && before.is_some_and(|before| "最更不较太多".contains(before));
    let mut hour = scan;
    hour.blanks();
    let of_part = || hour_in_chinese(hour, Some(part)).filter(|_| !compares);
    of_part().or_else(|| alone.and_then(|hour| time(hour, 0, scan)))
}

/// What may follow a bare 三点 that is a time, where a point would be followed by what it is about.
const FOLLOWERS: &str = "前后开关到至的吗呢之以就能可还要上下入退起结吧来去准过";

fn hour_in_chinese(mut scan: Scan<'_>, part: Option<Part>) -> Option<Found<'_>> {
    let in_digits = scan.digits(2);
    let (hour, _) = in_digits.or_else(|| scan.numeral())?;
    let hour_of_day = part.map_or(hour, |part| part.hour(hour));
    if let (Some(_), Some((minute, ':', end))) = (part, minutes(scan)) {
        return time(hour_of_day, minute, end);
    }
    let sign = scan.take(|next| "点时".contains(next))?;
    // 3时间, 5时期: other words.
    if sign == '时' && scan.peek().is_some_and(|next| "间候期代节长光差".contains(next)) {
        return None;
    }
    let (minute, end) = minutes_in_chinese(scan)?;
    // 一点 is "a little", and 3点 may be points.
    let plainly = part.is_some() || minute.is_some() || hour > 12 || hour == 0;
    let followed = || end.peek().is_none_or(|next| !is_chinese(next) || FOLLOWERS.contains(next));
    (plainly || (hour > 1 && followed())).then(|| time(hour_of_day, minute.unwrap_or(0), end)).flatten()
}

/// The minutes behind 点, if it says any, and where they end; none if this is a number: 三点五.
fn minutes_in_chinese(scan: Scan<'_>) -> Option<(Option<u64>, Scan<'_>)> {
    for (word, minute) in [("半", 30), ("一刻", 15), ("三刻", 45), ("钟", 0), ("整", 0)] {
        let mut ahead = scan;
        if ahead.eat(word) {
            return Some((Some(minute), ahead));
        }
    }
    let mut ahead = scan;
    let Some((minute, count)) = ahead.digits(2).or_else(|| ahead.numeral()) else {
        return scan.peek().is_none_or(|next| !next.is_ascii_digit()).then_some((None, scan));
    };
    let said = ahead.eat("分");
    ((said || (count > 1 && ahead.peek().is_none_or(|next| !"百千万亿".contains(next)))) && minute < 60)
        .then_some((Some(minute), ahead))
}
