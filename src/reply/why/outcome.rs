//! Why it came to this outcome: its grounds, and what would have made it an answer.

use super::judged::{Change, Weighed};
use super::phrases::{comma, semicolon};
use super::{ticked, told};
use crate::conversation::{Outcome, Said};
use crate::facts::Base;
use crate::matching::{Aspect, Candidate, Refusal, Thresholds};
use crate::reply::entry_id;
use crate::text::Language;

/// What an outcome is explained by.
pub(super) struct Scene<'a> {
    pub(super) base: &'a Base,
    pub(super) language: Language,
    pub(super) thresholds: Thresholds,
    /// The candidate that the outcome hangs on.
    pub(super) looked_at: Option<&'a Candidate>,
    /// How the fact that ranks first was judged; none where it was asked for word for word, or none was looked at.
    pub(super) weighed: Option<&'a Weighed<'a>>,
}

impl Scene<'_> {
    /// The outcome with its grounds, in one line.
    pub(super) fn decision(&self, outcome: &Outcome) -> String {
        let language = self.language;
        let called = self.base.called(language);
        let id = self.looked_at.map_or_else(String::new, |one| self.id(one));
        let (said, more) = match outcome {
            Outcome::Answer(said) => {
                (told::answered(&id, &self.likely(self.thresholds.answered), language), self.verdict(said))
            }
            Outcome::Nearest(_) => {
                (told::nearest(&id, &self.likely(self.thresholds.answered), language), self.change())
            }
            Outcome::Clarify(facts) => {
                let ids: Vec<String> = facts.iter().map(|fact| ticked(&self.base.fact(*fact).id.text)).collect();
                let first = format!("{id} {}", self.likely(self.thresholds.answered));
                (told::asked_back(&ids.join(comma(language)), language), joined([Some(first), self.change()], language))
            }
            Outcome::Unclear(_) => (self.unclear(&id), self.change()),
            Outcome::SmallTalk(_) => (told::small_talk(&id, language), None),
            Outcome::OfText(_) => (told::of_text(called, language), None),
            Outcome::Concern(_) => (told::CONCERN.get(language).to_string(), None),
            Outcome::Refuse(Refusal { gap: Some(_), .. }) => (told::gap(&id, called, language), self.gap_grounds()),
            Outcome::Refuse(Refusal { missing, .. }) => self.contradiction(&id, *missing),
        };
        joined([Some(said), more], language).unwrap_or_default()
    }

    fn id(&self, candidate: &Candidate) -> String {
        ticked(entry_id(self.base, candidate.entry))
    }

    fn verdict(&self, said: &[Said]) -> Option<String> {
        let fact = self.looked_at.and_then(Candidate::fact);
        let verdict = &said.iter().find(|said| Some(said.fact) == fact)?.verdict;
        told::verdict(verdict, self.language).map(str::to_string)
    }

    fn unclear(&self, id: &str) -> String {
        match self.weighed.map(Weighed::aspect) {
            None => told::unlike_anything(self.language),
            Some(Aspect::Answers) => told::unlikely(id, &self.likely(self.thresholds.nearest), self.language),
            Some(Aspect::Concerns) => told::not_understood(&self.likely(self.thresholds.nearest), self.language),
        }
    }

    /// Why it is said not to be told, and whether it would be answered without the word.
    fn contradiction(&self, id: &str, missing: Option<usize>) -> (String, Option<String>) {
        let ground = self.weighed.zip(missing);
        let word = ground.map_or("…", |(weighed, at)| weighed.word(at));
        let changed = ground.and_then(|(weighed, at)| self.changed(weighed, Change::Word(at)));
        let grounds = joined([Some(self.likely(self.thresholds.answered)), changed], self.language);
        (told::refused(id, word, self.base.called(self.language), self.language), grounds)
    }

    /// Why a gap was taken to be asked for.
    fn gap_grounds(&self) -> Option<String> {
        let Some(gap) = self.looked_at.filter(|gap| !gap.verbatim) else {
            return Some(told::verbatim(self.language));
        };
        let cover = told::accounts_for((gap.account.cover * 100.0).round(), self.language);
        let fact =
            self.weighed.map(|weighed| format!("{} {}", self.id(weighed.fact), self.likely(self.thresholds.answered)));
        joined([Some(cover), fact], self.language)
    }

    /// How likely it was, and how likely it has to be to come further; nothing weighs what is asked word for word.
    fn likely(&self, needed: f32) -> String {
        let Some(weighed) = self.weighed else { return told::verbatim(self.language) };
        let probability = hundredths(weighed.probability(weighed.judged));
        match weighed.aspect() {
            Aspect::Concerns => {
                let needed = hundredths(self.thresholds.concerned);
                told::alien(&probability, &needed, self.base.called(self.language), self.language)
            }
            Aspect::Answers => {
                told::likely(&probability, &hundredths(needed), weighed.judged.answers >= needed, self.language)
            }
        }
    }

    /// What would have made it an answer, or likelier.
    fn change(&self) -> Option<String> {
        let weighed = self.weighed?;
        self.changed(weighed, weighed.change()?)
    }

    /// None where it makes no difference that can be seen.
    fn changed(&self, weighed: &Weighed<'_>, change: Change) -> Option<String> {
        let judged = weighed.changed(change);
        let (was, would_be) =
            (hundredths(weighed.probability(weighed.judged)), hundredths(weighed.probability(&judged)));
        let change = match change {
            Change::Word(at) => told::without(weighed.word(at), self.language),
            Change::Phrasing => told::MORE_ALIKE.get(self.language).to_string(),
            Change::Rival => told::NO_RIVAL.get(self.language).to_string(),
            Change::Gap => told::NO_GAP.get(self.language).to_string(),
            Change::Kind => told::OF_THE_KIND.get(self.language).to_string(),
        };
        (was != would_be).then(|| told::changed(&change, self.thresholds.is_enough(&judged), &would_be, self.language))
    }
}

fn joined(parts: [Option<String>; 2], language: Language) -> Option<String> {
    parts.into_iter().flatten().reduce(|all, part| all + semicolon(language) + &part)
}

/// Rounded down: what is too little must not look like enough.
fn hundredths(probability: f32) -> String {
    /// A threshold such as 0.6 must not lose a hundredth to how it is stored.
    const SLIP: f32 = 1e-3;
    format!("{:.2}", libm::floorf(probability * 100.0 + SLIP) / 100.0)
}
