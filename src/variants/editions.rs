//! Near misses by another edition: the 12th festival for the 15th.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::dice::Dice;
use super::lexis::{Class, Found, Lexis};
use super::phrasing::Phrasing;
use super::pieces::replaced;
use crate::facts::Base;
use crate::text::{Language, ordinal_word};

const ENGLISH_ORDINALS: [&str; 6] = ["6th", "8th", "9th", "12th", "13th", "21st"];
const CHINESE_ORDINALS: [&str; 6] = ["第六届", "第八届", "第九届", "第十二届", "第十三届", "第二十一届"];

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
}

/// The ordinal that ends at `end`, with the blank after it.
fn ordinal_before(text: &str, end: usize) -> Option<Range<usize>> {
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

/// An edition that the base doesn't tell of, beside a name that it counts by editions.
pub(super) fn other_ordinal(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    let asks_edition = ["edition", "ordinal", "number", "届"].iter().any(|sign| phrasing.text.contains(sign));
    let found = phrasing.found(|found| phrasing.editions.0.contains(&found.class) && is_one(phrasing, found));
    let [only] = found.as_slice() else { return None };
    let start = only.span.start;
    let (span, had) = match ordinal_before(phrasing.text, start) {
        Some(span) => (span, true),
        None => (start..start, false),
    };
    // "Is it the 12th?" may be put right, and 第几届 asks which one it is.
    if phrasing.is_claim() || phrasing.text[span.clone()].contains('几') || (asks_edition && !had) {
        return None;
    }
    let (ordinals, blank) = match phrasing.language {
        Language::English => (ENGLISH_ORDINALS, " "),
        Language::Chinese => (CHINESE_ORDINALS, ""),
    };
    let has_article = had || phrasing.text[..start].to_lowercase().ends_with("the ");
    let article = if phrasing.language == Language::English && !has_article { "the " } else { "" };
    let others: Vec<&str> = ordinals.into_iter().filter(|ordinal| !phrasing.known.mentions(ordinal)).collect();
    Some(replaced(phrasing.text, &span, &format!("{article}{}{blank}", dice.pick(&others)?)))
}

/// Whether a form names the one thing that is meant, not one of its kind.
fn is_one(phrasing: &Phrasing<'_>, found: &Found) -> bool {
    const SHORTEST: usize = 3;
    let written = &phrasing.text[found.span.clone()];
    match phrasing.language {
        Language::English => phrasing.is_proper(found) || phrasing.text[..found.span.start].ends_with("the "),
        Language::Chinese => written.chars().count() >= SHORTEST,
    }
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
