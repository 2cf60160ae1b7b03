//! Words that have no effect: phrasings without a telling word, and things under `about` that nobody asks by.

use std::collections::HashSet;

use compact_str::CompactString;

use super::phrasings::{all, id};
use crate::document::Located;
use crate::facts::Base;
use crate::findings::{Finding, Rule};
use crate::matching::{Entry, Matcher, Word};
use crate::text::{Lexicon, stem};

/// Phrasings of facts that have only words which say nothing of what is meant. A fact about the text itself needs no
/// other: "what is it about".
pub(super) fn bare(base: &Base, matcher: &Matcher) -> Vec<Finding> {
    let is_bare = |text: &str, language| {
        let words = matcher.question(matcher.read_written(text), language).words;
        !words.iter().any(|word| word.class.is_telling())
    };
    let needs_a_word = |entry| match entry {
        Entry::Fact(fact) => !base.fact(fact).about.iter().any(|about| Lexicon::is_text(&about.text)),
        Entry::Gap(_) | Entry::SmallTalk(_) => false,
    };
    let entries = all(base).filter(|asked| needs_a_word(asked.entry));
    let found = entries.filter(|asked| is_bare(&asked.phrasing.text, asked.language));
    found
        .map(|asked| Finding {
            rule: Rule::BarePhrasing,
            place: asked.phrasing.place.clone(),
            message: format!("no word of this tells that `{}` is meant", id(base, asked.entry).text),
            hint: Some("name the thing in it, or delete it".to_string()),
            fix: None,
        })
        .collect()
}

/// Things under `about` that stand nowhere else, or have no word that says anything.
pub(super) fn about(base: &Base, matcher: &Matcher) -> Vec<Finding> {
    let used = Used::of(base, matcher);
    let things = base.facts.iter().flat_map(|fact| &fact.about);
    things.filter_map(|about| used.finding(about, &matcher.read_written(&about.text))).collect()
}

/// What phrasings, answers and sources say.
struct Used<'a> {
    matcher: &'a Matcher,
    /// The stems of what phrasings say.
    asked: HashSet<CompactString>,
    /// Whole words, for what may have been meant.
    words: HashSet<String>,
    names: HashSet<&'a str>,
}

impl<'a> Used<'a> {
    fn of(base: &'a Base, matcher: &'a Matcher) -> Self {
        let read: Vec<Word> = all(base).flat_map(|asked| matcher.read_written(&asked.phrasing.text)).collect();
        Self {
            matcher,
            asked: read.iter().flat_map(|word| keys(&word.text)).collect(),
            words: read.iter().filter(|word| word.class.is_telling()).map(|word| word.text.to_string()).collect(),
            names: base.words.names.iter().map(|name| name.id.as_str()).collect(),
        }
    }

    fn finding(&self, about: &Located, words: &[Word]) -> Option<Finding> {
        let text = about.text.as_str();
        if self.names.contains(text) {
            return None;
        }
        let finding =
            |rule, message, hint| Finding { rule, place: about.place.clone(), message, hint: Some(hint), fix: None };
        let mut telling = words.iter().filter(|word| word.class.is_telling()).peekable();
        if telling.peek().is_none() {
            let message = format!("`{text}` under `about` says nothing: every question may have it");
            return Some(finding(
                Rule::IdleWord,
                message,
                "delete it, or put it under `telling` in `words.toml` if it tells facts apart here".to_string(),
            ));
        }
        let is_used = |word: &Word| keys(&word.text).any(|key| self.asked.contains(&key)) || self.matcher.tells(word);
        if telling.any(is_used) {
            return None;
        }
        let known = self.names.iter().copied().chain(self.words.iter().map(String::as_str));
        let told =
            (Rule::UnknownAbout, about.place.clone(), format!("`{text}` stands in no phrasing, answer or source"));
        let otherwise = || "write it as people ask for it, or name it in `words.toml`".to_string();
        Some(Finding::misspelt(told, &text.to_lowercase(), known, otherwise))
    }
}

/// The stems of the words that one is made of.
fn keys(word: &str) -> impl Iterator<Item = CompactString> {
    word.split(' ').map(stem)
}
