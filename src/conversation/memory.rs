//! What a conversation remembers, and what looks like a follow-up.

use super::choice::chosen;
use super::{Outcome, Turn, carried};
use crate::facts::FactId;
use crate::matching::{Class, Question};
use crate::text::{Kind, Language, Lexicon, Request, bare_words, is_chinese, normal_form};

/// What one chat remembers of its last turns.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// What was said last.
    pub(super) last: Option<Last>,
    /// What was offered to choose from.
    pub(super) options: Vec<FactId>,
    /// The language of the last turn.
    pub(super) language: Option<Language>,
}

/// The fact that was said last, and what had been asked.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub(super) fact: FactId,
    pub(super) kinds: Vec<Kind>,
}

impl Memory {
    /// The language of a text; one without letters is in the language of the turn before.
    pub(super) fn language_of(&self, text: &str) -> Language {
        match self.language {
            Some(before) if !text.chars().any(|character| character.is_alphabetic() || is_chinese(character)) => before,
            Some(_) | None => Language::of(text),
        }
    }

    /// The fact that is chosen from what was offered: by its number, or in words.
    pub(super) fn choice(&self, text: &str) -> Option<FactId> {
        if self.options.is_empty() {
            return None;
        }
        let number = chosen(text, self.options.len())?;
        self.options.get(number - 1).copied()
    }

    /// What is remembered where `fact` was said to a question that asked for `kinds`.
    pub fn after(fact: Option<FactId>, kinds: &[Kind], language: Language) -> Self {
        let last = fact.map(|fact| Last { fact, kinds: carried(kinds) });
        Self { last, options: Vec::new(), language: Some(language) }
    }

    /// The fact that was said last, where `text` asks for nothing but where that stands.
    pub(super) fn whose_source(&self, text: &str) -> Option<FactId> {
        let asks = |_: &&Last| request(text) == Some(Request::Source);
        self.last.as_ref().filter(asks).map(|last| last.fact)
    }

    /// Goes on with another base, where a fact is found by `found`.
    pub fn move_to(&mut self, found: impl Fn(FactId) -> Option<FactId>) {
        self.last = self.last.take().and_then(|last| Some(Last { fact: found(last.fact)?, ..last }));
        // A number picks from the list that was shown, whole or not at all.
        let moved: Option<Vec<FactId>> = self.options.iter().map(|fact| found(*fact)).collect();
        self.options = moved.unwrap_or_default();
    }

    /// A fact that was told was not meant: nothing goes on from it, and a number picks one of `options`.
    pub(super) fn deny(&mut self, fact: FactId, options: &[FactId]) {
        self.last.take_if(|last| last.fact == fact);
        self.options = options.to_vec();
    }

    pub(super) fn remember(&mut self, turn: &Turn) {
        self.options.clear();
        match &turn.outcome {
            Outcome::Answer(said) => {
                if let Some(said) = said.last() {
                    self.last = Some(Last { fact: said.fact, kinds: carried(&turn.question.asked.kinds) });
                }
            }
            Outcome::Nearest(nearest) => {
                self.options.clone_from(&nearest.options);
                self.last = Some(Last { fact: nearest.fact, kinds: carried(&turn.question.asked.kinds) });
            }
            Outcome::Clarify(facts) => self.options.clone_from(facts),
            Outcome::Unclear(unclear) => self.options.clone_from(&unclear.options),
            Outcome::Refuse(refusal) => {
                self.options.clone_from(&refusal.options);
                // What a gap is about can be asked on: "who directed it?" – "and who made it?" So can what is told.
                let nearest = refusal.gap.and(refusal.options.first().copied());
                if let Some(nearest) = refusal.told.or(nearest) {
                    self.last = Some(Last { fact: nearest, kinds: Vec::new() });
                }
            }
            Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => {}
        }
    }
}

/// Words of politeness beside a request.
const POLITE: [&str; 16] = [
    "please", "pls", "ok", "okay", "and", "so", "but", "hey", "hi", "well", "hm", "hmm", "thanks", "then", "just",
    "really",
];

/// What a whole message asks of the text or of the last answer.
pub(super) fn request(text: &str) -> Option<Request> {
    let normal = normal_form(text);
    let words = |says: fn(&&str) -> bool| bare_words(&normal).filter(says).collect::<Vec<_>>().join(" ");
    Lexicon::request(&words(|_| true)).or_else(|| Lexicon::request(&words(|word| !POLITE.contains(word))))
}

/// Words that point back.
const POINTERS: [&str; 40] = [
    "it", "its", "that", "this", "they", "them", "their", "those", "these", "he", "she", "him", "her", "his", "ones",
    "there", "both", "它", "它们", "他", "她", "他们", "这", "那", "这个", "那个", "这些", "那些", "其", "其中", "该",
    "前者", "后者", "两者", "这家", "那家", "这部", "里面", "这笔", "那笔",
];

/// Words that go on from what was said.
const CONNECTORS: [&str; 14] =
    ["and", "or", "but", "also", "then", "so", "what about", "how about", "那", "那么", "还有", "另外", "而", "呢"];

/// Whether a question speaks of what was said last.
pub(super) fn points_back(question: &Question) -> bool {
    let words = &question.words;
    words.iter().enumerate().any(|(at, word)| {
        // "Is it true that": only a "that" with nothing after it is a thing.
        let nothing_follows = || {
            words[at + 1..].iter().all(|word| word.class == Class::Mark || word.text == "one" || word.text == "ones")
        };
        let text = word.text.as_str();
        POINTERS.contains(&text) && (!DETERMINERS.contains(&text) || nothing_follows())
    })
}

/// Pointers that may stand before a noun or a clause, and point to nothing then.
const DETERMINERS: [&str; 7] = ["that", "this", "those", "these", "there", "both", "该"];

/// Whether a question points back or goes on from what was said before.
pub(super) fn follows(question: &Question) -> bool {
    let words = &question.words;
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let opening = text.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    let goes_on = |connector: &str| opening.split(' ').next() == Some(connector) || opening == connector;
    let ends_with_question_particle =
        text.iter().rev().find(|word| !"?!.".contains(**word)).is_some_and(|word| *word == "呢");
    points_back(question) || CONNECTORS.iter().any(|connector| goes_on(connector)) || ends_with_question_particle
}

#[cfg(test)]
mod tests {
    use super::{Last, Memory, follows, points_back};
    use crate::conversation::cafe;
    use crate::facts::FactId;
    use crate::text::{Kind, Language};

    #[test]
    fn what_leans_on_the_turn_before_is_seen() {
        let prepared = cafe();
        // Whether it points back, and whether it goes on from what was said.
        for (text, points, goes_on) in [
            ("Who founded it?", true, true),
            ("and the beans?", false, true),
            ("so what do they cost?", true, true),
            ("who made those?", true, true),
            ("Is it true that the beans are from Peru?", false, false),
            ("Who founded the Blue Kettle?", false, false),
            ("Which of those beans are from Peru?", false, false),
            ("它是谁创办的？", true, true),
            ("咖啡呢？", false, true),
            ("那豆子呢", true, true),
            ("谁创办了蓝壶？", false, false),
        ] {
            let question = prepared.matcher().read(text, Language::of(text));
            assert_eq!((points_back(&question), follows(&question)), (points, goes_on), "{text}");
        }
    }

    #[test]
    fn what_has_no_letters_is_in_the_language_of_the_turn_before() {
        let memory = |language| Memory { language, ..Memory::default() };
        for (text, before, expected) in [
            ("2024?", Some(Language::Chinese), Language::Chinese),
            ("2024?", None, Language::English),
            ("GPT", Some(Language::Chinese), Language::English),
            ("哪年？", Some(Language::English), Language::Chinese),
        ] {
            assert_eq!(memory(before).language_of(text), expected, "{text} after {before:?}");
        }
    }

    #[test]
    fn a_list_is_moved_to_another_base_whole_or_not_at_all() {
        let prepared = cafe();
        let ids: Vec<FactId> = prepared.base().fact_ids().take(3).collect();
        let memory = || Memory {
            last: Some(Last { fact: ids[0], kinds: vec![Kind::Who] }),
            options: ids[1..].to_vec(),
            language: None,
        };
        let mut kept = memory();
        kept.move_to(Some);
        assert_eq!((kept.choice("2"), kept.whose_source("source?")), (Some(ids[2]), Some(ids[0])));
        let mut without = memory();
        without.move_to(|fact| Some(fact).filter(|fact| *fact != ids[2]));
        assert_eq!((without.choice("1"), without.whose_source("source?")), (None, Some(ids[0])));
        let mut denied = memory();
        denied.deny(ids[0], &ids[2..]);
        assert_eq!((denied.choice("1"), denied.whose_source("source?")), (Some(ids[2]), None));
    }
}
