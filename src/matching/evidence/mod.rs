//! What speaks for and against a fact as the answer to a question: named figures, each with the word
//! that it is about. They decide nothing; `judge` weighs them.

mod kinds;
mod openness;
mod phrasings;
mod ranking;
mod signal;

pub use signal::{Sign, Signal};

use super::entry::Entry;
use super::gate::{self, Question};
use super::knowledge::Knowledge;
use super::rank::Candidate;
use super::word::{Class, Word};
use super::{Context, Making, Matcher};
use crate::text::{Language, Lexicon};

/// The evidence for one fact as the answer to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    values: [f32; Signal::COUNT],
    /// The word of the question that each signal is about, by index; a question has some hundred.
    words: [Option<u16>; Signal::COUNT],
}

impl Evidence {
    fn new() -> Self {
        Self { values: [0.0; Signal::COUNT], words: [None; Signal::COUNT] }
    }

    /// The value of a signal; 0 where there is nothing of the kind.
    pub fn value(&self, signal: Signal) -> f32 {
        self.values[signal as usize]
    }

    /// The word of the question that a signal is about, by index.
    pub fn word(&self, signal: Signal) -> Option<usize> {
        self.words[signal as usize].map(usize::from)
    }

    /// The signals that are about a word of the question.
    pub fn about(&self, word: usize) -> Vec<Signal> {
        Signal::ALL.iter().map(|(signal, ..)| *signal).filter(|signal| self.word(*signal) == Some(word)).collect()
    }

    /// The values of all signals.
    pub fn values(&self) -> &[f32; Signal::COUNT] {
        &self.values
    }

    fn set(&mut self, signal: Signal, value: f32) {
        self.values[signal as usize] = value;
    }

    fn set_if(&mut self, signal: Signal, holds: bool) {
        self.set(signal, f32::from(u8::from(holds)));
    }

    /// Sets a signal where a word speaks of it.
    fn set_by(&mut self, signal: Signal, word: Option<usize>) {
        self.set_if(signal, word.is_some());
        self.words[signal as usize] = word.map(|at| at as u16);
    }

    /// Adds what one word says; the signal is about the first that says something.
    fn add(&mut self, signal: Signal, value: f32, word: usize) {
        self.values[signal as usize] += value;
        self.words[signal as usize].get_or_insert(word as u16);
    }
}

/// A question with the entries that were looked at, and the fact among them that is judged.
pub(super) struct Scene<'a> {
    pub(super) matcher: &'a Matcher,
    pub(super) question: &'a Question,
    pub(super) candidates: &'a [Candidate],
    pub(super) fact: &'a Candidate,
    pub(super) knowledge: &'a Knowledge,
}

impl<'a> Scene<'a> {
    /// The scene of the fact that ranks first; none where no fact was looked at.
    pub(super) fn of(matcher: &'a Matcher, question: &'a Question, candidates: &'a [Candidate]) -> Option<Self> {
        let fact = candidates.iter().find(|candidate| matches!(candidate.entry, Entry::Fact(_)))?;
        let knowledge = matcher.knowledge_of(fact.entry);
        Some(Self { matcher, question, candidates, fact, knowledge })
    }

    fn words(&self) -> &'a [Word] {
        &self.question.words
    }

    /// The other facts that were looked at, the likeliest first.
    fn rivals(&self) -> impl Iterator<Item = &'a Candidate> {
        self.candidates.iter().filter(|other| matches!(other.entry, Entry::Fact(_)) && other.entry != self.fact.entry)
    }

    /// The gap that ranks first.
    fn gap(&self) -> Option<&'a Candidate> {
        self.candidates.iter().find(|other| matches!(other.entry, Entry::Gap(_)))
    }

    fn small_talk(&self) -> Option<&'a Candidate> {
        self.candidates.iter().find(|other| matches!(other.entry, Entry::SmallTalk(_)))
    }
}

impl Matcher {
    /// The evidence for the fact that ranks first; none where no fact was looked at.
    pub fn evidence(
        &self,
        question: &Question,
        candidates: &[Candidate],
        language: Language,
        context: &Context,
    ) -> Option<Evidence> {
        let scene = Scene::of(self, question, candidates)?;
        let mut evidence = Evidence::new();
        ranking::note(&scene, &mut evidence);
        if self.shape.making == Making::Bare {
            // Nothing but the ranking is evidence there, and facts of hundreds of phrasings take long to compare.
            return Some(evidence);
        }
        openness::note(&scene, &mut evidence);
        phrasings::note(&scene, &mut evidence);
        kinds::note(&scene, &mut evidence);
        note_votes(&scene, &mut evidence);
        note_manner(&scene, language, context, &mut evidence);
        Some(evidence)
    }
}

/// What the rules say, each by itself.
fn note_votes(scene: &Scene<'_>, evidence: &mut Evidence) {
    let votes = &scene.fact.account.votes;
    evidence.set_if(Signal::AnyVote, scene.fact.account.missing.is_some());
    evidence.set_by(Signal::HardWord, votes.hard);
    evidence.set_by(Signal::TimeShift, votes.shift);
    evidence.set_by(Signal::Counted, votes.counted);
    evidence.set_by(Signal::Scope, votes.scope);
    evidence.set_by(Signal::HeadOpen, votes.head);
    evidence.set_if(Signal::Relation, votes.relation);
    evidence.set_if(Signal::Much, votes.much);
}

/// How the question is put, and what the base is like.
fn note_manner(scene: &Scene<'_>, language: Language, context: &Context, evidence: &mut Evidence) {
    let words = scene.words();
    let repaired = words.iter().position(|word| word.typed.is_some());
    evidence.set_by(Signal::Repaired, repaired);
    evidence.set_if(Signal::Verbatim, scene.fact.verbatim);
    evidence.set_if(Signal::FollowUp, context.follows());
    evidence.set_if(Signal::Refers, context.refers);
    evidence.set_if(Signal::RefersToNothing, context.refers && !context.follows());
    evidence.set_if(Signal::Part, context.is_part);
    evidence.set_if(Signal::PartOnly, context.is_part && context.words.is_empty());
    let aside = gate::unaccounted(&context.aside, scene.knowledge);
    let others = aside.filter(|word| scene.matcher.contradicts(word, scene.knowledge)).count();
    evidence.set(Signal::OtherAside, others.min(2) as f32);
    evidence.set(Signal::ContextGain, scene.fact.boost.min(3.0));
    evidence.set_if(Signal::Chinese, language == Language::Chinese);
    evidence.set_if(Signal::NamesText, words.iter().any(|word| word.text != "it" && Lexicon::is_text(&word.text)));
    let capitals = words.iter().filter(|word| word.capital).count();
    evidence.set(Signal::Capitals, (capitals as f32).min(3.0));
    let telling = words.iter().filter(|word| word.weight > 0.0).count();
    let all = words.iter().filter(|word| word.class != Class::Mark).count();
    evidence.set(Signal::TellingWords, libm::logf(1.0 + telling as f32));
    evidence.set(Signal::Words, libm::logf(1.0 + all as f32));
    let shape = &scene.matcher.shape;
    evidence.set_if(Signal::BaseHasGaps, shape.gaps > 0.0);
    evidence.set(Signal::GapsForEachFact, shape.gaps.min(1.0));
    evidence.set_if(Signal::FactHasAbout, !scene.knowledge.about.is_empty());
}
