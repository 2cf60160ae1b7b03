//! Slips of people who type Chinese by its sound, in traditional characters, in a hurry, or in full width.

use super::dice::Dice;
use super::phrasing::Phrasing;
use super::pieces::replaced;
use crate::text::{Language, is_chinese, is_common};

/// One character of a telling word by another that sounds the same; a slip that gives a word is none.
pub(super) fn homophone(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    const TRIES: usize = 6;
    let is_word = |text: &str| text.chars().count() > 1 && text.chars().all(is_chinese);
    let words = phrasing.found(|found| is_word(&phrasing.text[found.span.clone()]));
    (0..TRIES).find_map(|_| {
        let found = dice.pick(&words)?;
        let mut typed: Vec<char> = phrasing.text[found.span.clone()].chars().collect();
        let at = dice.below(typed.len());
        typed[at] = dice.pick(&phrasing.characters.homophones(typed[at]))?;
        let before = phrasing.text[..found.span.start].chars().next_back();
        let after = phrasing.text[found.span.end..].chars().next();
        let around: Vec<char> = before.into_iter().chain(typed.iter().copied()).chain(after).collect();
        // Both new pairs, with the characters beside the word, and the word itself.
        let gives_word = around.windows(2).any(|pair| pair.contains(&typed[at]) && is_listed(phrasing, pair));
        (!gives_word && !is_listed(phrasing, &typed))
            .then(|| replaced(phrasing.text, &found.span, &typed.iter().collect::<String>()))
    })
}

fn is_listed(phrasing: &Phrasing<'_>, word: &[char]) -> bool {
    let word: String = word.iter().collect();
    is_common(&word) || phrasing.lexis.is_form(&word)
}

/// Traditional characters.
pub(super) fn traditional(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    const FEWEST: usize = 2;
    let form = |character: char| phrasing.characters.traditional(character);
    let changed = phrasing.text.chars().filter(|character| form(*character).is_some()).count();
    (changed >= FEWEST).then(|| phrasing.text.chars().map(|one| form(one).unwrap_or(one)).collect())
}

/// Particles left out, where they are no part of a word.
pub(super) fn lost_particles(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    const PARTICLES: [char; 6] = ['的', '了', '吗', '呢', '呀', '吧'];
    const WORDS: [&str; 9] = ["目的", "有的", "的确", "为了", "了解", "了不", "除了", "真的", "别的"];
    let text = phrasing.text;
    let inside = |at: usize| {
        WORDS.iter().any(|word| text.match_indices(word).any(|(start, _)| (start..start + word.len()).contains(&at)))
    };
    let drops = |(at, one): (usize, char)| PARTICLES.contains(&one) && at > 0 && !inside(at);
    let kept: String = text.char_indices().filter(|pair| !drops(*pair)).map(|(_, one)| one).collect();
    (kept.len() < text.len()).then_some(kept)
}

/// Full-width letters and digits.
pub(super) fn full_width(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    let wide = |character: char| match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        other => other,
    };
    let has_latin = phrasing.text.chars().any(|character| character.is_ascii_alphanumeric());
    (phrasing.language == Language::Chinese && has_latin).then(|| phrasing.text.chars().map(wide).collect())
}
