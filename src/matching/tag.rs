//! Tags that make a statement a question: "…, right?", "…, don't they?", "…, no?".

use super::word::{Class, Word};

/// Most words of a tag.
const LONGEST: usize = 4;
/// Words that make a tag beside "not": all of them say nothing by themselves.
const TAGS: [&str; 8] = ["right", "correct", "true", "no", "yes", "not", "huh", "eh"];

/// Makes the words of a tag at the end fillers; says whether there was one.
pub(super) fn quiet(words: &mut [Word]) -> bool {
    let end = words.iter().rposition(|word| word.class != Class::Mark).map_or(0, |at| at + 1);
    let Some(comma) = words[..end].iter().rposition(|word| word.class == Class::Mark) else {
        return false;
    };
    let tag = &mut words[comma + 1..end];
    let says_nothing =
        |word: &Word| matches!(word.class, Class::Filler | Class::Negation) || TAGS.contains(&word.text.as_str());
    let is_tag = (1..=LONGEST).contains(&tag.len())
        && tag.iter().all(says_nothing)
        && tag.iter().any(|word| TAGS.contains(&word.text.as_str()));
    if is_tag {
        for word in tag {
            word.class = Class::Filler;
            word.weight = 0.0;
        }
    }
    is_tag
}
