//! Answers and replies as messages in a chat, and labels as buttons below them.

use super::written;
use crate::document::Located;
use crate::facts::{Base, LONGEST_LABEL, columns};
use crate::findings::{Finding, Rule};
use crate::text::{Language, PerLanguage};

/// The most characters of an answer: about what a phone shows without scrolling. A Chinese character
/// says and fills twice as much as a letter.
const LONGEST: PerLanguage<usize> = PerLanguage { en: 600, zh: 300 };

/// Answers and replies that are too long.
pub(super) fn long(base: &Base) -> Vec<Finding> {
    let facts = base.facts.iter().map(|fact| &fact.answer);
    let gaps = base.gaps.iter().map(|gap| &gap.reply);
    let small_talk = base.small_talk.iter().map(|entry| &entry.reply);
    let texts = facts.chain(gaps).chain(small_talk).flat_map(written);
    texts.filter_map(|(language, text)| too_long(language, text)).collect()
}

fn too_long(language: Language, text: &Located) -> Option<Finding> {
    let longest = *LONGEST.get(language);
    let (limit, first) = text.text.char_indices().nth(longest)?;
    let length = text.text.chars().count();
    Some(Finding {
        rule: Rule::LongAnswer,
        place: text.part(limit..limit + first.len_utf8()),
        message: format!("{length} characters are too long for a chat: at most {longest} in `{}`", language.code()),
        hint: Some("say less, or make it two facts".to_string()),
        fix: None,
    })
}

/// Labels that are too long.
pub(super) fn long_labels(base: &Base) -> Vec<Finding> {
    let labels = base.facts.iter().flat_map(|fact| fact.label.iter()).filter_map(|(_, label)| label.as_ref());
    labels.filter_map(label_too_long).collect()
}

fn label_too_long(label: &Located) -> Option<Finding> {
    let columns = columns(&label.text);
    (columns > LONGEST_LABEL).then(|| Finding {
        rule: Rule::LongLabel,
        place: label.place.clone(),
        message: format!("the label is {columns} columns wide, more than the {LONGEST_LABEL} of a phone's button"),
        hint: Some("say it in fewer words; a Chinese character is two columns wide".to_string()),
        fix: None,
    })
}
