//! How a fact was judged: what spoke for and against it, and what would have made it an answer.

use super::Phrase;
use super::signals::{ABSENT, MANNER, Wording, wording};
use crate::conversation::Turn;
use crate::matching::{Aspect, Candidate, Contribution, Judged, Matcher, Signal, Thresholds};
use crate::text::Language;

/// What moved a judgement by less than this, in logits, is not worth a line.
const LEAST_LOGITS: f32 = 0.15;
/// How many lines are shown.
const MOST_LINES: usize = 8;

/// A turn whose outcome hung on a judgement.
pub(super) struct Weighed<'a> {
    pub(super) matcher: &'a Matcher,
    pub(super) turn: &'a Turn,
    pub(super) judged: &'a Judged,
    /// The fact that was judged.
    pub(super) fact: &'a Candidate,
}

/// What could be otherwise, so that the fact were an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// A word of the question were not there, by index.
    Word(usize),
    /// A phrasing were more like the question.
    Phrasing,
    /// No other fact were so near.
    Rival,
    /// No gap were so near.
    Gap,
    /// The fact gave the kind of answer that is asked for.
    Kind,
}

impl<'a> Weighed<'a> {
    /// None where a fact was picked, or none was looked at.
    pub(super) fn of(matcher: &'a Matcher, turn: &'a Turn) -> Option<Self> {
        let judged = turn.judged.as_ref()?;
        let fact = turn.candidates.iter().find(|candidate| candidate.fact().is_some())?;
        Some(Self { matcher, turn, judged, fact })
    }

    /// Which judgement the outcome hung on: what is likely enough to be told must be about the article, too.
    pub(super) fn aspect(&self) -> Aspect {
        let Thresholds { nearest, concerned, .. } = self.matcher.thresholds();
        let is_alien = self.judged.concerns < concerned && self.judged.answers >= nearest;
        if is_alien { Aspect::Concerns } else { Aspect::Answers }
    }

    /// The probability that the outcome hung on, as it is or as it would be.
    pub(super) fn probability(&self, judged: &Judged) -> f32 {
        match self.aspect() {
            Aspect::Answers => judged.answers,
            Aspect::Concerns => judged.concerns,
        }
    }

    /// What spoke for the fact or against it: how it is told, its word, its logits; the largest first.
    fn grounds(&self) -> Vec<(&'static Phrase, Option<usize>, f32)> {
        let (mut manner, mut absent, mut told) = (0.0, 0.0, Vec::new());
        for Contribution { signal, logits, is_above } in self.matcher.contributions(self.judged, self.aspect()) {
            let word = self.judged.evidence.word(signal);
            match (wording(signal), is_above) {
                (Wording::Manner, _) => manner += logits,
                (Wording::Present(_), false) => absent += logits,
                (Wording::Present(phrase) | Wording::Either { more: phrase, .. }, true)
                | (Wording::Either { less: phrase, .. }, false) => told.push((phrase, word, logits)),
            }
        }
        told.extend([(&ABSENT, None, absent), (&MANNER, None, manner)]);
        told.retain(|(.., logits)| logits.abs() >= LEAST_LOGITS);
        told.sort_by(|one, other| other.2.abs().total_cmp(&one.2.abs()));
        told.truncate(MOST_LINES);
        told
    }

    /// The same, each as a line.
    pub(super) fn lines(&self, language: Language) -> Vec<String> {
        let line = |(phrase, word, logits): (&Phrase, Option<usize>, f32)| {
            let said = phrase.get(language).replace("{}", word.map_or("…", |at| self.word(at)));
            let sign = if logits < 0.0 { '−' } else { '+' };
            format!("  {said} {sign}{:.1}", logits.abs())
        };
        self.grounds().into_iter().map(line).collect()
    }

    /// What spoke most against the fact and could be otherwise to its good.
    pub(super) fn change(&self) -> Option<Change> {
        let moved = self.matcher.contributions(self.judged, self.aspect());
        let against = moved.iter().filter(|one| one.logits < 0.0);
        let is_better = |change: &Change| self.probability(&self.changed(*change)) > self.probability(self.judged);
        against.filter_map(|one| self.change_of(one.signal)).find(is_better)
    }

    /// The judgement without all that a change does away with.
    pub(super) fn changed(&self, change: Change) -> Judged {
        let signals = Signal::ALL.iter().map(|(signal, ..)| *signal);
        let undone: Vec<Signal> = signals.filter(|signal| self.change_of(*signal) == Some(change)).collect();
        self.matcher.judged_without(self.judged, &undone)
    }

    /// A word of the question.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.turn.question.words.get(at).map_or("…", |word| word.text.as_str())
    }

    /// What would have to be otherwise for a signal not to speak against the fact.
    fn change_of(&self, signal: Signal) -> Option<Change> {
        let word = self.judged.evidence.word(signal);
        // Only a word that the fact does not account for could as well be left out.
        let is_open = |at: &usize| self.turn.question.words[*at].weight > 0.0 && self.fact.account.is_open(*at);
        word.filter(is_open).map(Change::Word).or_else(|| action(signal))
    }
}

/// What a curator could do about a signal that is about no word.
fn action(signal: Signal) -> Option<Change> {
    match signal {
        Signal::QuestionInPhrasing | Signal::Alike | Signal::AlikeInKind | Signal::PhrasingSaid | Signal::Pairs => {
            Some(Change::Phrasing)
        }
        Signal::WordsMargin
        | Signal::MeaningMargin
        | Signal::ScoreMargin
        | Signal::RivalLacks
        | Signal::AlikeMargin => Some(Change::Rival),
        Signal::GapWordsMargin | Signal::GapMeaningMargin | Signal::GapScoreMargin | Signal::AlikeGapMargin => {
            Some(Change::Gap)
        }
        Signal::AnswerLacks
        | Signal::PropertyApart
        | Signal::PropertyLacking
        | Signal::WrongWhen
        | Signal::WrongList
        | Signal::WrongWhy
        | Signal::WrongHow
        | Signal::WrongWho
        | Signal::WrongWhere
        | Signal::WrongFigure => Some(Change::Kind),
        _ => None,
    }
}
