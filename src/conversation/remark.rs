//! What is said of a reply by a sign or a few words instead of a button: 👍, 👎, "none of these".

use super::Outcome;
use crate::text::{bare_words, normal_form};

/// What is said of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// 👍
    Good,
    /// 👎
    Bad,
    /// Nothing of what was offered was meant.
    NoneOfThese,
}

const NONE: [&str; 34] = [
    "none of these",
    "none of those",
    "none of them",
    "none of the above",
    "none",
    "neither",
    "neither of them",
    "neither of these",
    "neither of those",
    "not these",
    "not one of these",
    "no none of these",
    "nothing of that",
    "no",
    "n",
    "nope",
    "以上都不是",
    "都不是",
    "都不对",
    "全都不是",
    "以上皆非",
    "以上都不对",
    "没有一个是",
    "一个都不是",
    "没有我要的",
    "都没有",
    "这些都不是",
    "不是这些",
    "没有我想问的",
    "哪个都不是",
    "不是",
    "不",
    "都不",
    "不对",
];

/// What a whole message says of the reply before it.
pub fn remark(text: &str) -> Option<Remark> {
    // Shades of skin and the mark of a coloured sign change nothing.
    let is_aside = |sign: char| matches!(sign, '\u{1F3FB}'..='\u{1F3FF}' | '\u{FE0F}') || sign.is_whitespace();
    let signs: String = text.chars().filter(|sign| !is_aside(*sign)).collect();
    if !signs.is_empty() && signs.chars().all(|sign| sign == '👍') {
        return Some(Remark::Good);
    }
    if !signs.is_empty() && signs.chars().all(|sign| sign == '👎') {
        return Some(Remark::Bad);
    }
    let normal = normal_form(text);
    let words: Vec<&str> = bare_words(&normal).collect();
    NONE.contains(&words.join(" ").as_str()).then_some(Remark::NoneOfThese)
}

/// Whether a turn asked back which of some facts is meant.
pub fn offers(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Clarify(_) => true,
        Outcome::Unclear(unclear) => !unclear.options.is_empty(),
        Outcome::Answer(_)
        | Outcome::Nearest(_)
        | Outcome::Refuse(_)
        | Outcome::SmallTalk(_)
        | Outcome::OfText(_)
        | Outcome::Concern(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Remark::{Bad, Good, NoneOfThese};
    use super::remark;

    #[test]
    fn a_remark_is_a_whole_message() {
        for (text, expected) in [
            ("👍", Some(Good)),
            (" 👍🏽👍 ", Some(Good)),
            ("👎️", Some(Bad)),
            ("👍👎", None),
            ("👍 and who founded it?", None),
            ("None of these.", Some(NoneOfThese)),
            ("no, none of these", Some(NoneOfThese)),
            ("No", Some(NoneOfThese)),
            ("以上都不是", Some(NoneOfThese)),
            ("都不是。", Some(NoneOfThese)),
            ("none of these films?", None),
            ("是不是", None),
            ("", None),
        ] {
            assert_eq!(remark(text), expected, "{text}");
        }
    }
}
