//! Numbers in Chinese numerals: 三十六, 两亿, 二〇二四, 三点五亿, 四分之一, 百分之三十一, 第十五, 三成, 一半.

use super::{Number, Unit, scale};

/// Most characters of a numeral: beyond this it is no figure that a text gives.
const LONGEST: usize = 40;

/// Reads a whole Chinese number.
pub(crate) fn from_chinese(text: &str) -> Option<Number> {
    let number = |thousandths, unit| Some(Number { thousandths, unit, in_words: true });
    if text == "一半" || text == "半数" {
        return number(50_000, Unit::Percent);
    }
    if let Some(rest) = text.strip_prefix("百分之") {
        let percent = if rest == "百" { 100_000 } else { value(rest)? };
        return number(percent, Unit::Percent);
    }
    if text.contains('之')
        && let Some((whole, part)) = text.split_once("分之")
    {
        let whole = value(whole).filter(|whole| *whole > 0)?;
        return number(value(part)?.saturating_mul(100_000) / whole, Unit::Percent);
    }
    if let Some(rest) = text.strip_prefix('第') {
        return number(value(rest)?, Unit::Ordinal);
    }
    if let Some(tenths) = text.strip_suffix('成') {
        return number(value(tenths)?.saturating_mul(10), Unit::Percent);
    }
    number(value(text)?, Unit::Plain)
}

/// Whether a character can be part of a Chinese number.
pub(crate) fn is_chinese_numeral(character: char) -> bool {
    matches!(
        character,
        '零' | '〇'
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
            | '百'
            | '千'
            | '万'
            | '亿'
            | '点'
            | '分'
            | '之'
            | '第'
            | '成'
            | '半'
            | '数'
    )
}

/// A number whose last unit is `last`, with what follows it: 1亿 and 2千万 are one, and 2万5 is 2万5千.
pub(crate) fn with_tail(number: Number, last: u64, tail: Number) -> Option<Number> {
    let is_plain = number.unit == Unit::Plain && tail.unit == Unit::Plain;
    let digit = tail.thousandths.is_multiple_of(1000) && (1000..10_000).contains(&tail.thousandths);
    let added = if digit { tail.thousandths * (last / 10) } else { tail.thousandths };
    let fits = is_plain && added > 0 && added < last.saturating_mul(1000);
    fits.then(|| Number { thousandths: number.thousandths.saturating_add(added), ..number })
}

/// The most characters that a figure may have that begins where `run` does. Every stretch up to there is read, so it
/// ends as soon as no figure goes on.
pub(crate) fn longest_figure(run: &str) -> usize {
    let mut kinds = Kinds::default();
    let goes_on = |character: &char| is_chinese_numeral(*character) && kinds.takes(normal(*character));
    if run.starts_with(['亿', '点', '分', '之', '成', '数']) {
        0
    } else {
        run.chars().take_while(goes_on).count()
    }
}

/// How often a numeral has what none has often.
#[derive(Default)]
struct Kinds {
    hundred_millions: usize,
    ten_thousands: usize,
    points: usize,
    halves: usize,
    fractions: usize,
    digits_in_a_row: usize,
    /// The last unit below ten thousand, where none above has come since.
    unit: Option<u64>,
}

impl Kinds {
    /// Whether a figure may go on with a character: more 亿, 万 and digits than that are beyond what is counted, a
    /// second point, half or share is none, and behind 百 comes no second 百 before the next 万.
    fn takes(&mut self, character: char) -> bool {
        self.digits_in_a_row = if digit(character).is_some() { self.digits_in_a_row + 1 } else { 0 };
        match character {
            '亿' => self.hundred_millions += 1,
            '万' => self.ten_thousands += 1,
            '点' => self.points += 1,
            '半' => self.halves += 1,
            '之' => self.fractions += 1,
            _ => {}
        }
        let unit = unit_of(character).filter(|unit| *unit < 10_000);
        let falls = unit.is_none_or(|unit| self.unit.is_none_or(|before| unit < before));
        if unit.is_some() || matches!(character, '亿' | '万' | '点' | '之') {
            self.unit = unit;
        }
        falls
            && self.hundred_millions <= 2
            && self.ten_thousands <= 4
            && self.points <= 1
            && self.halves <= 1
            && self.fractions <= 1
            && self.digits_in_a_row <= MOST_DIGITS
    }
}

/// The most digits in a row: a number of more has no room.
const MOST_DIGITS: usize = 17;

fn normal(character: char) -> char {
    match character {
        '〇' => '零',
        '两' => '二',
        other => other,
    }
}

/// The value of a Chinese numeral times 1,000.
fn value(text: &str) -> Option<u64> {
    // Read for every stretch of numerals, so it takes no memory of its own.
    let mut room = ['\0'; LONGEST];
    let mut length = 0;
    let mut kinds = Kinds::default();
    for character in text.chars() {
        let character = normal(character);
        *room.get_mut(length)? = character;
        length += 1;
        kinds.takes(character).then_some(())?;
    }
    if room[0] == '亿' || is_about(text) {
        return None;
    }
    match &room[..length] {
        // 万 alone is a part of a name more often than a number.
        [] | ['百' | '千' | '万' | '亿' | '半'] => None,
        ['半', scaled @ ..] => Some(scale(&scaled.iter().collect::<String>())? * 500),
        [whole @ .., unit, '半'] => {
            let unit_value = unit_of(*unit)?;
            whole_value(&room[..=whole.len()])?.checked_mul(1000)?.checked_add(unit_value * 500)
        }
        chars => match chars.iter().position(|character| *character == '点') {
            Some(point) => decimal(&chars[..point], &chars[point + 1..]),
            None => whole_value(chars)?.checked_mul(1000),
        },
    }
}

/// 两三 and 七八 are no numbers but guesses: two neighbours in a row.
fn is_about(text: &str) -> bool {
    const GUESSES: [&str; 9] = ["一两", "一二", "两三", "三四", "四五", "五六", "六七", "七八", "八九"];
    GUESSES.contains(&text)
}

fn digit(character: char) -> Option<u64> {
    Some(match character {
        '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn unit_of(character: char) -> Option<u64> {
    Some(match character {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// 三点五亿: digits behind the point, and perhaps what all is multiplied by.
fn decimal(whole: &[char], rest: &[char]) -> Option<u64> {
    let places = rest.iter().take_while(|character| digit(**character).is_some()).count();
    // Guards 10^places below.
    if places == 0 || places > 9 {
        return None;
    }
    let fraction = rest[..places].iter().try_fold(0, |sum: u64, character| Some(sum * 10 + digit(*character)?))?;
    let factor = match &rest[places..] {
        [] => 1,
        // 3.5 times ten is not said.
        [unit] => unit_of(*unit).filter(|unit| *unit > 10)?,
        units => scale(&units.iter().collect::<String>())?,
    };
    let ten = 10_u128.pow(places as u32);
    let exact =
        (u128::from(whole_value(whole)?) * ten + u128::from(fraction)).checked_mul(u128::from(factor) * 1000)?;
    u64::try_from(exact / ten).ok()
}

fn whole_value(chars: &[char]) -> Option<u64> {
    if chars.is_empty() {
        return None;
    }
    if chars.iter().all(|character| digit(*character).is_some()) {
        return chars.iter().try_fold(0, |sum: u64, character| sum.checked_mul(10)?.checked_add(digit(*character)?));
    }
    for unit in ['亿', '万'] {
        if let Some(at) = chars.iter().rposition(|character| *character == unit) {
            let factor = unit_of(unit)?;
            let high = match &chars[..at] {
                // 万亿, 百万, 千亿.
                ['万'] if unit == '亿' => 10_000,
                ['百'] => 100,
                ['千'] => 1000,
                high => whole_value(high)?,
            };
            return high.checked_mul(factor)?.checked_add(tail(&chars[at + 1..], factor)?);
        }
    }
    section(chars)
}

/// What stands behind a unit: 三万五 is 35,000, but 三万零五 is 30,005.
fn tail(chars: &[char], unit: u64) -> Option<u64> {
    // It would be larger than the unit, and is not read for that.
    if chars.iter().any(|character| unit_of(*character).is_some_and(|other| other >= unit)) {
        return None;
    }
    match chars {
        [] => Some(0),
        ['零', rest @ ..] => whole_value(rest),
        [only] => Some(digit(*only).filter(|digit| *digit > 0)? * (unit / 10)),
        _ => whole_value(chars),
    }
    .filter(|value| *value < unit)
}

/// A number below ten thousand: each unit smaller than the one before it.
fn section(chars: &[char]) -> Option<u64> {
    let Some(at) = chars.iter().position(|character| unit_of(*character).is_some()) else {
        return match chars {
            [only] => digit(*only),
            _ => None,
        };
    };
    let unit = unit_of(chars[at])?;
    let count = match &chars[..at] {
        // 十六 has no digit before its ten.
        [] if unit == 10 => 1,
        [only] => digit(*only).filter(|digit| *digit > 0)?,
        _ => return None,
    };
    Some(count * unit + tail(&chars[at + 1..], unit)?)
}

#[cfg(test)]
mod tests {
    use super::super::{Number, from_digits, spread};
    use super::{digit, from_chinese, with_tail};

    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

    /// Writes a number below ten thousand.
    fn section(value: u64) -> String {
        let mut text = String::new();
        let mut gap = false;
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = (value / unit % 10) as usize;
            gap |= digit == 0 && !text.is_empty();
            if digit > 0 {
                if std::mem::take(&mut gap) {
                    text.push('零');
                }
                text.push(DIGITS[digit]);
                text.push_str(name);
            }
        }
        text
    }

    /// Writes a number in numerals, as an editor would.
    fn in_numerals(value: u64) -> String {
        let part = |value: u64, unit: u64, name: &str| match (value / unit, value % unit) {
            (high, 0) => format!("{}{name}", in_numerals(high)),
            (high, low) if low < unit / 10 => format!("{}{name}零{}", in_numerals(high), in_numerals(low)),
            (high, low) => format!("{}{name}{}", in_numerals(high), in_numerals(low)),
        };
        match value {
            0 => "零".into(),
            1..10_000 => section(value),
            10_000..100_000_000 => part(value, 10_000, "万"),
            _ => part(value, 100_000_000, "亿"),
        }
    }

    #[test]
    fn what_is_written_in_numerals_is_read() {
        for value in spread() {
            let text = in_numerals(value);
            let spoken = text.replace("二千", "两千").replace("二亿", "两亿").replace("二万", "两万");
            let short = text.strip_prefix("一十").map_or(text.clone(), |rest| format!("十{rest}"));
            for text in [&text, &spoken, &short] {
                assert_eq!(from_chinese(text).map(|number| number.thousandths), Some(value * 1000), "{text}");
            }
        }
    }

    #[test]
    fn chinese_numbers() {
        for (text, expected) in [
            ("三十六", "36"),
            ("十六", "16"),
            ("两亿", "200000000"),
            ("三千五百亿", "350000000000"),
            ("一亿二千万", "120000000"),
            ("三点五亿", "350000000"),
            ("三点一四一五万亿", "3141500000000"),
            ("零点五", "0.5"),
            ("二〇二四", "2024"),
            ("三万五", "35000"),
            ("两百五", "250"),
            ("一亿半", "150000000"),
            ("半亿", "50000000"),
            ("千万", "10000000"),
            ("万亿", "1000000000000"),
            ("百分之三十一", "31%"),
            ("百分之三点五", "3.5%"),
            ("百分之百", "100%"),
            ("四分之一", "25%"),
            ("一半", "50%"),
            ("三成", "30%"),
            ("第十五", "15."),
        ] {
            assert_eq!(from_chinese(text).map(|number| number.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "分之", "第", "百分之", "半", "点", "三点", "万一", "两三", "三四十", "千百", "百十", "万", "三点五十"]
        {
            assert_eq!(from_chinese(text), None, "{text}");
        }
        assert_eq!(digit('零'), Some(0));
    }

    #[test]
    fn what_follows_a_unit_is_added() {
        for (number, last, tail, expected) in [
            ("1亿", 100_000_000, "2千万", Some("120000000")),
            ("2万", 10_000, "5", Some("25000")),
            ("1万", 10_000, "2345", Some("12345")),
            ("1万", 10_000, "2万", None),
            ("1万", 10_000, "5%", None),
            ("1万", 10_000, "0", None),
        ] {
            let read = |text| from_digits(text).unwrap_or(Number::plain(20_000_000));
            let sum = with_tail(read(number), last, read(tail)).map(|number| number.to_string());
            assert_eq!(sum.as_deref(), expected, "{number} {tail}");
        }
    }
}
