//! Words of phrasings that have nothing to do with what their fact says: names that nobody tells, and scenes.

use super::reading::{Reading, Token, likeness};
use crate::document::Located;
use crate::facts::Fact;
use crate::findings::{Finding, Rule};
use crate::matching::{Class, Matcher, Word};
use crate::text::is_chinese;

/// A word that is less alike than this to all that its fact says has nothing to do with it. Fitted on `tests/bases`: one
/// such word is often a turn of speech, several are a scene.
const FAR: f32 = 0.3;
/// The same of a name that no answer and no source tells.
const FAR_NAME: f32 = 0.4;
/// The fewest such words of a scene.
const SCENE: usize = 3;
/// The least weight of a word that counts.
const TELLING: f32 = 0.3;
/// The most letters of an abbreviation in capitals, which every language is full of: DJ, USB.
const ABBREVIATION: usize = 4;

/// The stray words of a phrasing beside what its fact says, by index; none where there are too few to matter.
pub(super) fn stray(phrasing: &Reading, texts: &[&Reading], matcher: &Matcher) -> Vec<usize> {
    let known: Vec<&Token> = texts.iter().flat_map(|text| &text.tokens).filter(|token| token.tells()).collect();
    let is_far = |at: usize, from: f32| known.iter().all(|known| likeness(&phrasing.tokens[at], known) < from);
    let telling: Vec<usize> = phrasing.telling(&(0..phrasing.tokens.len())).collect();
    let far: Vec<usize> =
        telling.iter().copied().filter(|at| phrasing.words[*at].weight >= TELLING && is_far(*at, FAR)).collect();
    if far.len() >= SCENE && far.len() * 2 > telling.len() {
        return far;
    }
    let is_strange =
        |at: &usize| is_strange_name(&phrasing.words[*at], &phrasing.text, matcher) && is_far(*at, FAR_NAME);
    telling.iter().copied().filter(is_strange).collect()
}

/// Whether a word is written as a name and stands in no answer and no source.
fn is_strange_name(word: &Word, text: &str, matcher: &Matcher) -> bool {
    let written = text.get(word.span.clone()).unwrap_or("");
    let is_abbreviation = written.chars().count() <= ABBREVIATION && !written.chars().any(char::is_lowercase);
    word.capital
        && word.class != Class::Time
        && !word.is_concept
        && word.number.is_none()
        && !written.chars().any(is_chinese)
        && !is_abbreviation
        && !matcher.tells(word)
}

/// What is said of the stray words of a phrasing.
pub(super) fn finding(fact: &Fact, asked: &Located, reading: &Reading, stray: &[usize]) -> Finding {
    let words: Vec<String> = stray.iter().map(|at| format!("`{}`", reading.text_of(&(*at..*at + 1)))).collect();
    let has = if words.len() == 1 { "has" } else { "have" };
    Finding {
        rule: Rule::StrayWord,
        place: asked.place.clone(),
        message: format!("{} {has} nothing to do with what `{}` says", words.join(", "), fact.id.text),
        hint: Some("leave them out: who asks for something else by such a word would get this fact".to_string()),
        fix: None,
    }
}
