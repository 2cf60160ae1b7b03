//! Names that are exchanged: another maker than the one that is told, another place.

use crate::matching::knowledge::Knowledge;
use crate::matching::told::{Named, Told};
use crate::matching::word::meanings;
use crate::matching::word::{Class, Term, Word};
use crate::text::{Kind, is_chinese};

/// What part a name plays in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It does something.
    Maker,
    /// Something is there.
    Place,
}

impl Part {
    /// The kinds of question that ask for it.
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Maker => &[Kind::Who, Kind::Person],
            Self::Place => &[Kind::Where, Kind::City],
        }
    }
}

/// What stands before a place.
const AT: [&str; 9] = ["in", "at", "on", "near", "to", "from", "在", "于", "位于"];
/// What stands before a maker in the middle of a question.
const BY: [&str; 12] = ["by", "that", "it", "did", "has", "have", "does", "do", "由", "是", "被", "not"];
/// What opens a question for yes or no, beside [`BY`].
const OPENS: [&str; 5] = ["is", "was", "are", "were", "had"];

/// The part that the name at `at` plays; none where that can't be seen.
pub(super) fn part(words: &[Word], at: usize) -> Option<Part> {
    let before = words[..at].iter().rev().find(|word| !matches!(word.text.as_str(), "the" | "a" | "an"));
    let is_place = words[at].class == Class::Place;
    match before {
        Some(word) if AT.contains(&word.text.as_str()) => Some(Part::Place),
        _ if is_place => None,
        None => Some(Part::Maker),
        Some(word) if word.class == Class::Mark || BY.contains(&word.text.as_str()) => Some(Part::Maker),
        Some(word) if OPENS.contains(&word.text.as_str()) => (at <= 2).then_some(Part::Maker),
        Some(_) => None,
    }
}

/// The names of an answer that a question for such a part asks for: those that no phrasing asking for it
/// gives, or fewer than a share of them, since "who is Ada?" may stand among those that Ada answers.
pub(super) fn values<'a>(part: Part, told: &'a Told, knowledge: &Knowledge, share: f32) -> Vec<&'a Named> {
    if !knowledge.is_asked(part.kinds()) {
        return Vec::new();
    }
    let is_given = |name: &&Named| {
        let given = |term: &Term| knowledge.given_by(part.kinds(), *term);
        name.terms.iter().map(given).any(|given| given > 0.0 && given >= share)
    };
    let mut values: Vec<&Named> = told.names.iter().filter(|name| !is_given(name)).collect();
    values.dedup_by(|one, other| one.terms == other.terms);
    values
}

/// What "first in the world" names: nobody does it, and nothing else is there.
const EVERYWHERE: [&str; 7] = ["world", "worlds", "globe", "earth", "全球", "世界", "全世界"];

/// Whether a name that an answer tells may be who did it, or where. "AI" is nobody.
pub(super) fn may_stand_instead(name: &Named) -> bool {
    let is_acronym = || name.text.chars().all(|letter| letter.is_ascii_uppercase());
    let bare: String =
        name.text.to_lowercase().chars().filter(|letter| letter.is_alphabetic() || *letter == ' ').collect();
    !EVERYWHERE.contains(&bare.strip_prefix("the ").unwrap_or(&bare)) && !is_acronym()
}

/// Whether a question names one of these.
pub(super) fn is_named(name: &Named, words: &[Word]) -> bool {
    words.iter().any(|word| meanings(word).any(|term| name.terms.contains(&term)))
}

/// Whether a word may be a name that the fact knows nothing of.
pub(super) fn may_name(word: &Word) -> bool {
    let latin = !word.text.chars().all(is_chinese);
    word.number.is_none()
        && (matches!(word.class, Class::Name | Class::Place) || word.capital || (word.class == Class::Unknown && latin))
}
