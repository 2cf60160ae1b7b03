//! From a question to what should come of it: an answer, a choice, a gap, small talk or a refusal.

use super::entry::Entry;
use super::gate::{Account, Missing, Question, account};
use super::index::Fit;
use super::refusal::{MOST_OPTIONS, Refusal};
use super::weights::{
    CLARIFY_RATIO, CONFIDENCE_BASE, CONFIDENCE_BOOST, CONFIDENCE_CHANCE, CONFIDENCE_MISSING, COVER_FLOOR, COVER_POWER,
    GAP_RATIO, GAP_RATIO_OPEN, LEAST_GAP_COVER, LOOKED_AT, SURE, WRONG_KIND,
};
use super::{Class, Context, Matcher};
use crate::text::Language;

/// An entry that a question may be for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which one.
    pub entry: Entry,
    /// How it stands to the others, after all factors.
    pub score: f32,
    /// How likely it is the right one to say, from 0 to 1.
    pub confidence: f32,
    /// How well it fits, before any factor.
    pub fit: Fit,
    /// How it accounts for the question.
    pub account: Account,
    /// How near it is to what was said before; 0 where nothing was.
    pub boost: f32,
    /// Whether the question is one of its phrasings, word for word.
    pub verbatim: bool,
}

/// What should come of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Say this fact, by index.
    Answer(usize, Stance),
    /// Ask which of these facts is meant, by index.
    Clarify(Vec<usize>),
    /// Say that the source doesn't tell.
    Refuse(Refusal),
    /// Say this back, by index.
    SmallTalk(usize),
}

/// How an answer stands to a figure that the question gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// The question claims nothing.
    Plain,
    /// The fact gives the same figure.
    Confirms,
    /// The fact gives another one.
    Corrects,
}

/// The score of an entry that is asked for in the very words of a phrasing: more than any other can have.
const VERBATIM: f32 = 2.0;

impl Matcher {
    /// The entries that a question may be for, the likeliest first.
    pub fn rank(&self, question: &Question, language: Language, context: &Context) -> Vec<Candidate> {
        let index = self.index(language);
        // Who asks in the words of a phrasing asks for its entry.
        let verbatim = index.verbatim(&question.words).filter(|_| context.is_empty());
        let boosts = context.boosts();
        // What was said before may lift any entry; otherwise only the first ones are looked at.
        let most = if context.follows() { usize::MAX } else { LOOKED_AT };
        let mut order: Vec<(f32, usize, Fit)> = index
            .fits(&question.words, context, most)
            .into_iter()
            .map(|(number, fit)| {
                let boost = boosts.get(&number).copied().unwrap_or_default();
                (fit.standing + boost, number, fit)
            })
            .collect();
        if context.follows() {
            order.sort_by(|one, other| other.0.total_cmp(&one.0));
        }
        if let Some(verbatim) = verbatim {
            let place = order.iter().position(|(_, number, _)| *number == verbatim);
            let fit = place.map_or_else(Fit::default, |place| order.remove(place).2);
            order.insert(0, (VERBATIM, verbatim, fit));
        }
        let candidate = |(score, number, fit): (f32, usize, Fit)| {
            let account = account(question, &self.knowledge[number], &self.contrasts, !context.follows());
            let entry = self.entries[number];
            if Some(number) == verbatim {
                let account = Account { missing: None, cover: 1.0, ..account };
                return Candidate { entry, score: VERBATIM, confidence: 1.0, fit, account, boost: 0.0, verbatim: true };
            }
            let boost = boosts.get(&number).copied().unwrap_or_default();
            let boosted = Fit { chance: fit.chance + CONFIDENCE_BOOST * boost, ..fit };
            let (score, confidence) = (score * factor(&account), confidence(&boosted, &account));
            Candidate { entry, score, confidence, fit, account, boost, verbatim: false }
        };
        let mut candidates: Vec<Candidate> = order.into_iter().take(LOOKED_AT).map(candidate).collect();
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.entry.cmp(&other.entry)));
        candidates
    }

    /// What should come of a question with these candidates.
    pub fn decide(&self, question: &Question, candidates: &[Candidate]) -> Decision {
        let best_fact = candidates.iter().find(|candidate| matches!(candidate.entry, Entry::Fact(_)));
        let Some(best) = candidates.first() else {
            return Decision::Refuse(Refusal::default());
        };
        match best.entry {
            Entry::SmallTalk(index) if is_small_talk(best, question) => {
                return Decision::SmallTalk(index);
            }
            Entry::Gap(gap)
                if best.verbatim || (is_gap(best) && !best_fact.is_some_and(|fact| outdoes(fact, best, question))) =>
            {
                return Decision::Refuse(Refusal::of_gap(gap, &self.nearest[gap], question, candidates));
            }
            Entry::SmallTalk(_) | Entry::Gap(_) | Entry::Fact(_) => {}
        }
        let Some(fact) = best_fact else {
            return Decision::Refuse(Refusal::default());
        };
        if fact.account.missing.is_some() {
            return Decision::Refuse(Refusal::of_fact(question, fact, candidates));
        }
        let rivals = rivals(fact, candidates);
        if rivals.len() > 1 || !answers(fact) {
            return Decision::Clarify(rivals);
        }
        match fact_index(fact) {
            Some(index) => Decision::Answer(index, stance(fact, question)),
            None => Decision::Refuse(Refusal::default()),
        }
    }
}

fn stance(fact: &Candidate, question: &Question) -> Stance {
    let claimed = question
        .words
        .iter()
        .any(|word| word.number.is_some_and(|number| !number.is_year() && !number.is_small_word()));
    let negated = question.words.iter().any(|word| word.class == Class::Negation);
    match (!fact.account.claims.is_empty(), claimed && question.asked.is_yes_no() && !negated) {
        (true, _) => Stance::Corrects,
        (false, true) => Stance::Confirms,
        (false, false) => Stance::Plain,
    }
}

pub(super) fn fact_index(candidate: &Candidate) -> Option<usize> {
    match candidate.entry {
        Entry::Fact(index) => Some(index),
        Entry::Gap(_) | Entry::SmallTalk(_) => None,
    }
}

/// What is left of a score for what the entry cannot account for.
fn factor(account: &Account) -> f32 {
    let cover = COVER_FLOOR + (1.0 - COVER_FLOOR) * account.cover.powi(COVER_POWER);
    if matches!(account.missing, Some(Missing::Kind(_))) { cover * WRONG_KIND } else { cover }
}

fn answers(candidate: &Candidate) -> bool {
    candidate.account.missing.is_none() && candidate.confidence >= SURE
}

/// How likely an entry is the right one to say: by its words and meaning, and by whether it accounts
/// for every telling word.
fn confidence(fit: &Fit, account: &Account) -> f32 {
    let open = if account.missing.is_some() { CONFIDENCE_MISSING } else { 0.0 };
    let logit = CONFIDENCE_BASE + CONFIDENCE_CHANCE * fit.chance - open;
    1.0 / (1.0 + libm::expf(-logit))
}

/// Whether a fact answers although a gap came first: it accounts for everything and comes near; or the
/// gap is asked for by questions of another kind; or nothing but names was said, and a name alone asks
/// for no gap.
fn outdoes(fact: &Candidate, gap: &Candidate, question: &Question) -> bool {
    let explains_all = fact.account.explained.iter().all(|explained| *explained);
    let only_names = question.asked.wanted().next().is_none()
        && question.words.iter().all(|word| word.weight == 0.0 || word.class == Class::Name);
    let other_kind = matches!(gap.account.missing, Some(Missing::Kind(_)));
    let ratio = if explains_all { GAP_RATIO } else { GAP_RATIO_OPEN };
    fact.account.missing.is_none() && ((explains_all && (only_names || other_kind)) || fact.score >= gap.score * ratio)
}

fn is_gap(candidate: &Candidate) -> bool {
    candidate.account.cover >= LEAST_GAP_COVER
}

/// Small talk must account for every word: "hi, how many films?" is a question.
fn is_small_talk(candidate: &Candidate, question: &Question) -> bool {
    if candidate.verbatim {
        return true;
    }
    let nothing_told = question.words.iter().all(|word| word.weight == 0.0);
    nothing_told || candidate.account.cover >= 0.9
}

/// The facts about as likely as the best, the best first.
fn rivals(best: &Candidate, candidates: &[Candidate]) -> Vec<usize> {
    candidates
        .iter()
        .filter(|candidate| {
            *candidate == best
                || (candidate.account.missing.is_none()
                    && candidate.score >= best.score * CLARIFY_RATIO
                    && candidate.account.cover >= best.account.cover)
        })
        .filter_map(fact_index)
        .take(MOST_OPTIONS)
        .collect()
}
