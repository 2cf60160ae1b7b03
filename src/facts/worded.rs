//! Phrasings worded otherwise: with a synonym of their topic in the place of a word.
//!
//! Synonyms of a whole base stand in `words.toml`. What means the same in one topic alone, "mains" and "water" in the
//! rules on water, would mix up others; there, each phrasing of the topic is known with the other word as well.

use crate::document::Located;
use crate::text::{Language, PerLanguage, is_chinese};

/// The most wordings that are made of one phrasing.
const MOST: usize = 8;

/// The other wordings of phrasings, by sets of words that mean the same.
pub(crate) fn worded_otherwise(ask: &PerLanguage<Vec<Located>>, synonyms: &[Vec<String>]) -> PerLanguage<Vec<String>> {
    let of = |ask: &[Located]| ask.iter().flat_map(|ask| otherwise(&ask.text, synonyms)).collect();
    PerLanguage { en: of(&ask.en), zh: of(&ask.zh) }
}

fn otherwise(phrasing: &str, synonyms: &[Vec<String>]) -> Vec<String> {
    let swaps = synonyms.iter().flat_map(|set| set.iter().flat_map(move |from| set.iter().map(move |to| (from, to))));
    // A word of the one language makes no phrasing of the other.
    let may_swap = |(from, to): &(&String, &String)| from != to && Language::of(from) == Language::of(to);
    swaps.filter(may_swap).filter_map(|(from, to)| swapped(phrasing, from, to)).take(MOST).collect()
}

/// A phrasing with a word in the place of another; none where that one doesn't stand in it as a word.
fn swapped(phrasing: &str, from: &str, to: &str) -> Option<String> {
    // Latin letters only: to change the case of others may change where they end.
    let (phrasing_lower, from_lower) = (phrasing.to_ascii_lowercase(), from.to_ascii_lowercase());
    // "The water main" has both words already.
    if phrasing_lower.contains(&to.to_ascii_lowercase()) {
        return None;
    }
    let mut starts = phrasing_lower.match_indices(&from_lower).map(|(start, _)| start);
    let joins = |letter: char| letter.is_alphanumeric() && !is_chinese(letter);
    let stands_alone = |start: &usize| {
        let before = phrasing[..*start].chars().next_back();
        let behind = phrasing[start + from.len()..].chars().next();
        from.chars().any(is_chinese) || !before.into_iter().chain(behind).any(joins)
    };
    let start = starts.find(stands_alone)?;
    Some(format!("{}{to}{}", &phrasing[..start], &phrasing[start + from.len()..]))
}

#[cfg(test)]
mod tests {
    use super::swapped;

    #[test]
    fn a_word_is_put_in_the_place_of_another() {
        for (phrasing, from, to, expected) in [
            ("Is the mains on?", "mains", "water", Some("Is the water on?")),
            ("Mains on?", "mains", "water", Some("water on?")),
            ("Is the remains on?", "mains", "water", None),
            ("总阀几点开？", "总阀", "水", Some("水几点开？")),
            ("Where is it?", "mains", "water", None),
            ("Where is the water main?", "water", "water main", None),
        ] {
            assert_eq!(swapped(phrasing, from, to).as_deref(), expected, "{phrasing}");
        }
    }
}
