//! What a base counts by editions: the 15th festival.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::lexis::{Class, Lexis};
use crate::facts::Base;
use crate::text::ordinal_word;

/// Names that the base counts by editions.
#[derive(Debug, Default)]
pub(super) struct Editions(FxHashSet<Class>);

impl Editions {
    pub(super) fn new(base: &Base, lexis: &Lexis<'_>) -> Self {
        let mut counted = FxHashSet::default();
        for (_, answer) in base.facts.iter().flat_map(|fact| fact.answer.iter()) {
            if !answer.text.contains(['届', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
                continue;
            }
            let found = lexis.read(&answer.text).found;
            let names = found.into_iter().filter(|found| ordinal_before(&answer.text, found.span.start).is_some());
            counted.extend(names.map(|found| found.class).filter(|class| lexis.is_name(*class)));
        }
        Self(counted)
    }

    /// Whether a name is counted so.
    pub(super) fn count(&self, class: Class) -> bool {
        self.0.contains(&class)
    }
}

/// The ordinal that ends at `end`, with the blank after it.
pub(super) fn ordinal_before(text: &str, end: usize) -> Option<Range<usize>> {
    let before = &text[..end];
    if before.ends_with('届') {
        let start = before.rfind('第')?;
        return (before[start..].chars().count() <= 6).then_some(start..end);
    }
    let word = before.strip_suffix(' ')?.rsplit(' ').next()?;
    is_ordinal(&word.to_lowercase()).then(|| end - word.len() - 1..end)
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    ordinal_word(word).is_some() || (is_number && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th"))
}

#[cfg(test)]
mod tests {
    use super::ordinal_before;

    #[test]
    fn an_ordinal_stands_right_before_a_name() {
        for (text, name, expected) in [
            ("at the 15th Film Festival", "Film", Some("15th ")),
            ("the fifteenth Film Festival", "Film", Some("fifteenth ")),
            ("the Film Festival", "Film", None),
            ("是第十五届电影节吗", "电影", Some("第十五届")),
            ("一届电影节", "电影", None),
        ] {
            let found = ordinal_before(text, text.find(name).expect(name));
            assert_eq!(found.map(|span| &text[span]), expected, "{text}");
        }
    }
}
