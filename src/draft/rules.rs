//! The rules by which questions are made of sentences, from the plain files beside this one.

use std::collections::HashMap;
use std::sync::LazyLock;

use fancy_regex::Regex;
use serde::Deserialize;

use crate::text::Language;

static ENGLISH: LazyLock<Rules> = LazyLock::new(|| Rules::embedded(include_str!("english.toml")));
static CHINESE: LazyLock<Rules> = LazyLock::new(|| Rules::embedded(include_str!("chinese.toml")));

/// The rules of one language.
#[derive(Debug)]
pub(super) struct Rules {
    leans: Vec<String>,
    abbreviations: Vec<String>,
    auxiliaries: Vec<String>,
    /// What helps a verb in a question, and the verb as it stands there: "costs" is "does … cost".
    verbs: HashMap<String, (&'static str, String)>,
    /// Kinds of question, the most telling first.
    pub(super) kinds: Vec<QuestionKind>,
}

/// A kind of question.
#[derive(Debug)]
pub(super) struct QuestionKind {
    /// What asks it: "How much".
    pub(super) asks: String,
    /// Whether that takes the place of the sign.
    pub(super) in_place: bool,
    signs: Vec<Regex>,
}

impl QuestionKind {
    /// Whether a sentence answers it.
    pub(super) fn is_answered_by(&self, sentence: &str) -> bool {
        self.signs.iter().any(|sign| sign.is_match(sentence).unwrap_or(false))
    }

    /// A text with what asks in the place of the first sign, and without the others.
    pub(super) fn ask_in_place(&self, text: &str) -> String {
        let mut text = text.to_string();
        let mut asked = false;
        for sign in &self.signs {
            while let Ok(Some(found)) = sign.find(&text) {
                let put = if asked { "" } else { self.asks.as_str() };
                text = format!("{}{put}{}", &text[..found.start()], &text[found.end()..]);
                asked = true;
            }
        }
        text
    }
}

/// The verb of a sentence, as a question has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verb<'a> {
    /// What changes places with who does it: "is", "does".
    pub(super) helper: &'a str,
    /// What stands after who does it; none beside "is".
    pub(super) base: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    leans: Vec<String>,
    #[serde(default)]
    abbreviations: Vec<String>,
    #[serde(default)]
    auxiliaries: Vec<String>,
    #[serde(default)]
    verbs: RawVerbs,
    kind: Vec<RawKind>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVerbs {
    does: Vec<String>,
    r#do: Vec<String>,
    did: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    asks: String,
    #[serde(default)]
    in_place: bool,
    signs: Vec<String>,
}

impl Rules {
    /// The rules of `language`.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    fn embedded(text: &str) -> Self {
        let raw: RawRules = toml::from_str(text).expect("the rules are part of the program: a test reads them");
        let forms = [("does", raw.verbs.does), ("do", raw.verbs.r#do), ("did", raw.verbs.did)];
        let verbs = forms.into_iter().flat_map(|(helper, forms)| forms.into_iter().map(move |form| (helper, form)));
        let kind = |kind: RawKind| {
            let sign = |sign: &String| Regex::new(sign).expect("the rules are part of the program: a test reads them");
            QuestionKind { signs: kind.signs.iter().map(sign).collect(), asks: kind.asks, in_place: kind.in_place }
        };
        Self {
            leans: raw.leans,
            abbreviations: raw.abbreviations,
            auxiliaries: raw.auxiliaries,
            verbs: verbs
                .filter_map(|(helper, form)| {
                    let (said, base) = form.split_once(' ')?;
                    Some((said.to_string(), (helper, base.to_string())))
                })
                .collect(),
            kinds: raw.kind.into_iter().map(kind).collect(),
        }
    }

    /// Whether a sentence leans on the one before.
    pub(super) fn leans(&self, sentence: &str) -> bool {
        let lower = sentence.to_lowercase();
        self.leans.iter().any(|word| {
            let rest = lower.strip_prefix(word.as_str());
            rest.is_some_and(|rest| !word.is_ascii() || !rest.starts_with(|next: char| next.is_alphanumeric()))
        })
    }

    /// Whether a word ends with a full stop that ends no sentence.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        let mut letters = word.trim_start_matches(['(', '"', '“']).chars();
        let is_initial = matches!(
            (letters.next(), letters.next(), letters.next()),
            (Some(letter), Some('.'), None) if letter.is_ascii_uppercase()
        );
        is_initial || self.abbreviations.iter().any(|abbreviation| word.eq_ignore_ascii_case(abbreviation))
    }

    /// The verb that a word of a sentence is.
    pub(super) fn verb(&self, word: &str) -> Option<Verb<'_>> {
        let auxiliary = self.auxiliaries.iter().find(|auxiliary| *auxiliary == word);
        let auxiliary = auxiliary.map(|helper| Verb { helper, base: None });
        auxiliary.or_else(|| self.verbs.get(word).map(|(helper, base)| Verb { helper, base: Some(base) }))
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use crate::text::Language;

    #[test]
    fn the_rules_are_sound() {
        for language in Language::ALL {
            let rules = Rules::of(language);
            assert!(!rules.kinds.is_empty() && rules.leans.iter().all(|word| *word == word.to_lowercase()));
        }
    }
}
