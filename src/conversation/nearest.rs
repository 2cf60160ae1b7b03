//! What is said of a fact that was told as the nearest: was it meant?

use super::{Memory, Outcome};
use crate::facts::FactId;
use crate::matching::{Nearest, Unclear};
use crate::text::normal_form;

const YES: [&str; 6] = ["y", "yes", "是", "是的", "对", "对的"];
const NO: [&str; 5] = ["n", "no", "不", "不是", "不对"];

/// Whether a message says that what was told as the nearest was meant, or that it was not; none if it says
/// something else.
pub fn is_meant(text: &str) -> Option<bool> {
    let form = normal_form(text);
    let word = form.trim_matches(|character: char| character.is_whitespace() || "!.,".contains(character));
    if YES.contains(&word) {
        Some(true)
    } else if NO.contains(&word) {
        Some(false)
    } else {
        None
    }
}

/// The fact that a turn told as the nearest.
pub fn told_as_nearest(outcome: &Outcome) -> Option<FactId> {
    match outcome {
        Outcome::Nearest(nearest) => Some(nearest.fact),
        _ => None,
    }
}

/// What a turn comes to when its nearest fact was not meant: the question was not understood, a number picks one of
/// the other facts, and nothing goes on from what was told.
#[must_use]
pub fn denied(memory: &mut Memory, outcome: Outcome) -> Outcome {
    let Outcome::Nearest(Nearest { fact, options, .. }) = outcome else { return outcome };
    memory.deny(fact, &options);
    Outcome::Unclear(Unclear { options, ..Unclear::default() })
}

#[cfg(test)]
mod tests {
    use super::is_meant;

    #[test]
    fn a_word_alone_says_whether_it_was_meant() {
        for (text, expected) in [
            ("y", Some(true)),
            (" Yes! ", Some(true)),
            ("ＹＥＳ", Some(true)),
            ("是", Some(true)),
            ("对。", Some(true)),
            ("n", Some(false)),
            ("No.", Some(false)),
            ("不", Some(false)),
            ("不是！", Some(false)),
            ("", None),
            ("1", None),
            ("yes, and who founded it?", None),
            ("no idea", None),
            ("是谁？", None),
        ] {
            assert_eq!(is_meant(text), expected, "{text}");
        }
    }
}
