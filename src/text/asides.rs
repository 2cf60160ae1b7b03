//! Pieces beside a question that ask nothing: links, addresses, phone numbers, a list's numbers.

use std::ops::Range;

use compact_str::CompactString;

use super::language::is_chinese;
use super::normalize::Char;
use super::scan::{Scan, is_latin};

/// The pieces of a text that stand beside what it says, as the base may have them too.
pub(super) fn said_aside(chars: &[Char]) -> Vec<CompactString> {
    found(chars).into_iter().map(|range| said(&chars[range])).collect()
}

/// Blanks out what stands beside the question, but for what `is_own` knows.
pub(super) fn blank_out(chars: &mut [Char], is_own: impl Fn(&str) -> bool) {
    let mut ranges = found(chars);
    ranges.retain(|range| !is_own(&said(&chars[range.clone()])));
    ranges.extend(opening(chars));
    for at in ranges.into_iter().flatten() {
        chars[at].value = ' ';
    }
}

/// A piece without its blanks and brackets: one number is written in many ways.
fn said(chars: &[Char]) -> CompactString {
    let values = || chars.iter().map(|char| char.value);
    let is_phone = values().all(is_phone_sign);
    values().filter(|value| !is_phone || value.is_ascii_digit()).collect()
}

fn found(chars: &[Char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !may_hold_any(chars) {
        return found;
    }
    let mut at = 0;
    while at < chars.len() {
        let scan = Scan::new(chars, at);
        let opens = chars[at].value.is_ascii_alphanumeric() || "+(".contains(chars[at].value);
        let begins = opens && !scan.before().is_some_and(is_latin);
        let end = if begins { address(scan).or_else(|| link(scan)).or_else(|| phone(scan)) } else { None };
        if let Some(end) = end {
            found.push(at..end);
        }
        at = end.unwrap_or(at + 1);
    }
    found
}

/// Whether a link, an address or a phone number may stand in a text: in most none does, which is seen sooner than that
/// no word of it is one.
fn may_hold_any(chars: &[Char]) -> bool {
    let values = || chars.iter().map(|char| char.value);
    values().any(|value| matches!(value, '@' | '/'))
        || values().filter(char::is_ascii_digit).count() >= *PHONE_DIGITS.start()
        || chars.windows(4).any(|four| four.iter().map(|char| char.value).eq("www.".chars()))
}

/// https://…, www.…, t.me/…: up to a blank, a Chinese character or a full-width mark.
fn link(scan: Scan<'_>) -> Option<usize> {
    let mut ahead = scan;
    let opens = ["https://", "http://", "www."].into_iter().any(|opening| ahead.eat(opening));
    if !opens {
        // A host and a path: youtu.be/xyz.
        host(&mut ahead)?;
        ahead.take(|next| next == '/')?;
    }
    ahead.take_all(|next| next.is_ascii_graphic() && !"\"<>".contains(next));
    // What ends the sentence is no part of the link.
    let mut end = ahead.at;
    while Scan::new(scan.chars(), end).before().is_some_and(|last| ".,;:!?)'".contains(last)) {
        end -= 1;
    }
    Some(end)
}

/// A name with dots in it whose last part is one of letters.
fn host(scan: &mut Scan<'_>) -> Option<()> {
    let is_label = |next: char| next.is_ascii_alphanumeric() || next == '-';
    let mut last = (scan.at, scan.take_all(is_label));
    let mut dots = 0;
    loop {
        let mut ahead = *scan;
        let label = (ahead.eat(".")).then(|| (ahead.at, ahead.take_all(is_label))).filter(|(_, length)| *length > 0);
        let Some(label) = label else { break };
        (last, *scan) = (label, ahead);
        dots += 1;
    }
    let (start, length) = last;
    let name = Scan::new(scan.chars(), start).text(length);
    (dots > 0 && length > 1 && name.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(())
}

/// somebody@example.com.
fn address(mut scan: Scan<'_>) -> Option<usize> {
    let length = scan.take_all(|next| next.is_ascii_alphanumeric() || "._%+-".contains(next));
    (length > 0 && scan.eat("@")).then_some(())?;
    host(&mut scan)?;
    Some(scan.at)
}

fn is_phone_sign(value: char) -> bool {
    value.is_ascii_digit() || " -()+/".contains(value)
}

/// Fewest and most digits of a phone number.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// Digits of a Chinese mobile number, which begins with a 1.
const MOBILE: usize = 11;
/// Words before a number that is called.
const CALLING: [&str; 12] =
    ["call", "tel", "phone", "mobile", "whatsapp", "fax", "ring", "电话", "手机", "微信", "致电", "拨打"];

/// Letters of the longest of these words, and the one before it.
const LONGEST_CALLING: usize = "whatsapp".len() + 1;

/// Seven digits and more that are put as a phone number is, and not as a figure, a date or a stretch.
fn phone(scan: Scan<'_>) -> Option<usize> {
    let first = scan.peek().filter(|first| first.is_ascii_digit() || "+(".contains(*first))?;
    let mut ahead = scan;
    let mut digits = 0;
    let length = ahead.take_all(|next| {
        digits += usize::from(next.is_ascii_digit());
        is_phone_sign(next) && digits <= *PHONE_DIGITS.end()
    });
    // With more digits it is none, however it goes on.
    if digits > *PHONE_DIGITS.end() {
        return None;
    }
    let written = scan.text(length);
    let written = written.trim_end_matches([' ', '-', '(', '+', '/']);
    let groups: Vec<&str> =
        written.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let is_mobile = groups.len() == 1 && digits == MOBILE && first == '1';
    let is_dialled = (first == '0' || "+(".contains(first)) && groups.len() > 1;
    let in_threes = written.matches('-').count() > 1 && groups.len() > 2;
    let is_put_so = is_mobile || is_dialled || in_threes || is_called(scan);
    // 2025-2027, 2024-11-05.
    let is_date = groups.iter().all(|group| group.len() < 3 || (group.len() == 4 && group.starts_with(['1', '2'])));
    let ends = Scan::new(scan.chars(), scan.at + written.len());
    let is_number = ends.ends_word() && !ends.peek().is_some_and(|next| ".,%:".contains(next) && goes_on(ends));
    (PHONE_DIGITS.contains(&digits) && is_put_so && !is_date && is_number).then_some(ends.at)
}

fn goes_on(mut scan: Scan<'_>) -> bool {
    scan.at += 1;
    scan.peek().is_some_and(|next| next.is_ascii_digit())
}

/// Whether the word before says that this is called.
fn is_called(scan: Scan<'_>) -> bool {
    let before = &scan.chars()[..scan.at];
    let parts = before.iter().rev().take_while(|char| " :.#".contains(char.value)).count();
    let before = &before[..before.len() - parts];
    let before: String = before[before.len().saturating_sub(LONGEST_CALLING)..].iter().map(|char| char.value).collect();
    CALLING.iter().any(|word| {
        let rest = before.strip_suffix(word);
        rest.is_some_and(|rest| word.starts_with(is_chinese) || !rest.ends_with(is_latin))
    })
}

/// What opens a message and is no part of it: "@bot", "1.", "2)", "Q3:", "question:".
fn opening(chars: &[Char]) -> Option<Range<usize>> {
    let mut scan = Scan::new(chars, 0);
    loop {
        scan.blanks();
        let mut ahead = scan;
        let mention =
            ahead.eat("@") && ahead.take_all(|next| next.is_alphanumeric() && !is_chinese(next) || next == '_') > 0;
        let opens = if mention { Some(ahead) } else { numbered(scan) };
        let Some(end) = opens else { break };
        scan = end;
    }
    // "1." alone may be a choice.
    let asks = chars[scan.at..].iter().any(|char| char.value.is_alphanumeric());
    (scan.at > 0 && asks).then_some(0..scan.at)
}

/// A list's number, or the word that a question follows.
fn numbered(mut scan: Scan<'_>) -> Option<Scan<'_>> {
    let bracket = scan.eat("(");
    let asks = !bracket && ["question", "ques", "q", "问题", "问"].into_iter().any(|word| scan.eat(word));
    scan.blanks();
    let counted = scan.digits(2).is_some() || (asks && scan.numeral().is_some());
    let mark = scan.take(|next| ".):,".contains(next))?;
    let fits = match mark {
        ':' | '.' if asks => true,
        ')' => counted,
        // 1.5 is a figure, and so is 1,000; "1, 2 and 3" counts.
        '.' => counted && !scan.peek().is_some_and(|next| next.is_ascii_digit()),
        ',' => counted && Scan::new(scan.chars(), scan.at - 1).is_wide(),
        _ => false,
    };
    fits.then_some(scan)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{tokens, tokens_and_asides, typed_tokens};

    fn texts(text: &str) -> String {
        typed_tokens(text, |own| own == "4008001234").into_iter().map(|token| token.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn what_stands_beside_the_question_goes() {
        for (text, expected) in [
            ("opening hours https://t.me/abc/24", "opening|hours"),
            ("see (www.example.org/a?b=1), when?", "see|(|)|,|when|?"),
            ("几点开门https://example.cn/x，谢谢", "几点开门|,|谢谢"),
            ("when youtu.be/dQw4 opens", "when|opens"),
            ("write to a.b@example.com. When?", "write|to|.|when|?"),
            ("@museum_bot when do you open", "when|do|you|open"),
            ("@bot 话说几点开门", "话说几点开门"),
            ("when? call 010 12345678", "when|?|call"),
            ("+49 (30) 1234-567 when", "when"),
            ("030/1234567, when", ",|when"),
            ("13812345678几点开门", "几点开门"),
            ("电话：5550123 几点", "电话|:|几点"),
            ("1. How many", "how|many"),
            ("2) how", "how"),
            ("(3) how", "how"),
            ("1、有几家", "有几家"),
            ("Q3: how", "how"),
            ("question: how", "how"),
            ("问题一：几家", "几家"),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn what_may_be_the_question_stays() {
        for text in [
            "1.",
            "2)",
            "1.5 million films",
            "1,000 films",
            "1, 2 and 3",
            "questions",
            "2025-2027 or 2024-11-05",
            "1000-2000 yuan",
            "350 000 000 yuan",
            "12345678 films",
            "40 000 000",
            "his 50.000/60.000",
            "and/or",
            "e.g. this",
            "at 08:30-17:00",
            "400-800-1234 whose",
            "film@night",
        ] {
            let all = tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>().join("|");
            assert_eq!(texts(text), all, "{text}");
        }
        assert_eq!(tokens_and_asides("call +49 30 1234567 or a@b.org").1, ["49301234567", "a@b.org"]);
    }

    #[test]
    fn places_in_the_text_stay_right() {
        let text = "1. 北京https://a.cn/é有 Ｑ";
        let words: Vec<&str> = typed_tokens(text, |_| false).into_iter().map(|token| &text[token.span]).collect();
        assert_eq!(words, ["北京", "有", "Ｑ"]);
    }
}
