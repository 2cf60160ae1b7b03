//! A choice from a list that was shown, however it is put: "2", "２。", "the second one", 第二个.

use crate::text::{bare_words, normal_form};

/// Words beside a choice that say nothing more.
const BESIDE: [&str; 16] = [
    "the", "one", "ones", "option", "number", "no", "nr", "item", "choice", "answer", "please", "pls", "that", "i",
    "mean", "take",
];
/// The same of Chinese, character by character.
const BESIDE_CHINESE: &str = "第个项条选号请吧我要那这就是";

const ORDINALS: [(&str, usize); 10] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("1st", 1),
    ("2nd", 2),
    ("3rd", 3),
    ("4th", 4),
    ("two", 2),
    ("three", 3),
];
const CHINESE_NUMERALS: [(&str, usize); 5] = [("一", 1), ("二", 2), ("两", 2), ("三", 3), ("四", 4)];

/// The number, from 1, that `text` chooses of a list of `length`; none where it says anything else.
pub(super) fn chosen(text: &str, length: usize) -> Option<usize> {
    let normal = normal_form(text);
    let words: Vec<&str> = bare_words(&normal).collect();
    let number = match words.as_slice() {
        // "One" alone is a number; beside another it is not.
        ["one" | "number", "one"] | ["one"] => 1,
        _ => only(words.iter().copied().filter(|word| !BESIDE.contains(word)), length)?,
    };
    (1..=length).contains(&number).then_some(number)
}

/// What the only word says that is left.
fn only<'a>(mut words: impl Iterator<Item = &'a str>, length: usize) -> Option<usize> {
    let word = words.next()?;
    if words.next().is_some() {
        return None;
    }
    if word == "last" || word == "最后一个" {
        return Some(length);
    }
    let bare: String = word.chars().filter(|character| !BESIDE_CHINESE.contains(*character)).collect();
    let listed = |list: &[(&str, usize)]| list.iter().find(|(name, _)| *name == bare).map(|(_, number)| *number);
    bare.parse().ok().or_else(|| listed(&ORDINALS)).or_else(|| listed(&CHINESE_NUMERALS))
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn choices_are_read_and_questions_are_not() {
        for (text, expected) in [
            ("2", Some(2)),
            ("2.", Some(2)),
            ("２。", Some(2)),
            (" 3 ", Some(3)),
            ("the first one please", Some(1)),
            ("First!", Some(1)),
            ("option 3", Some(3)),
            ("number two", Some(2)),
            ("no. 2", Some(2)),
            ("one", Some(1)),
            ("the last one", Some(3)),
            ("2nd", Some(2)),
            ("第二个", Some(2)),
            ("选3", Some(3)),
            ("第一个吧", Some(1)),
            ("最后一个", Some(3)),
            ("4", None),
            ("0", None),
            ("36", None),
            ("", None),
            ("?", None),
            ("the first film", None),
            ("who was the second founder", None),
            ("第二届", None),
            ("two or three", None),
        ] {
            assert_eq!(chosen(text, 3), expected, "{text}");
        }
        assert_eq!(chosen("1", 0), None);
    }
}
