//! From a judgement to what should come of a question: an answer, the nearest fact, a choice, a gap,
//! small talk, a refusal, or that it was not understood.

use super::Matcher;
use super::entry::Entry;
use super::gate::Question;
use super::judge::Judged;
use super::rank::Candidate;
use super::refusal::{MOST_OPTIONS, Refusal, near};
use super::verdict::Verdict;
use super::weights::{
    ANSWERED_FROM, CLARIFY_RATIO, CONCERNED_FROM, GAP_RATIO, GAP_RATIO_OPEN, LEAST_GAP_COVER, NEAREST_FROM,
};
use super::word::Class;
use crate::text::Language;

/// What should come of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Say this fact, by index, and what it says to a claim.
    Answer(usize, Verdict),
    /// Tell the likeliest fact, and that it is not sure.
    Nearest(Nearest),
    /// Ask which of these facts is meant, by index.
    Clarify(Vec<usize>),
    /// Say that it was not understood.
    Unclear(Unclear),
    /// Say that the source doesn't tell.
    Refuse(Refusal),
    /// Say this back, by index.
    SmallTalk(usize),
}

/// A fact that may be meant, and what speaks against that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The fact, by index.
    pub fact: usize,
    /// The word that makes it unsure, by index.
    pub doubt: Option<usize>,
    /// Other facts worth offering, by index.
    pub options: Vec<usize>,
}

/// A question that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unclear {
    /// A word of it that nobody knows, by index.
    pub unknown: Option<usize>,
    /// Facts that share a word with it, by index.
    pub options: Vec<usize>,
}

impl Matcher {
    /// What should come of a question with these candidates, as it was judged.
    pub fn decide(
        &self,
        question: &Question,
        candidates: &[Candidate],
        judged: Option<&Judged>,
        language: Language,
    ) -> Decision {
        let Some(best) = candidates.first() else { return Decision::Unclear(Unclear::of(question, candidates)) };
        if let Entry::SmallTalk(index) = best.entry
            && is_small_talk(best, question)
        {
            return Decision::SmallTalk(index);
        }
        let (Some(fact), Some(judged)) = (candidates.iter().find(|one| one.fact().is_some()), judged) else {
            return Decision::Unclear(Unclear::of(question, candidates));
        };
        let is_sure = fact.verbatim || (judged.answers >= ANSWERED_FROM && judged.concerns >= CONCERNED_FROM);
        let verdict = self.verdict(question, fact, language);
        // What is said to a claim rests on all of its words, which is surer than any resemblance.
        let decides = matches!(verdict, Verdict::Yes | Verdict::No(_)) && judged.concerns >= CONCERNED_FROM;
        let is_sure = is_sure || decides;
        if let Entry::Gap(gap) = best.entry
            && (best.verbatim || (!is_sure && is_gap(best, fact)))
        {
            return Decision::Refuse(Refusal::of_gap(gap, &self.nearest[gap], None));
        }
        let Some(index) = fact.fact() else { return Decision::Unclear(Unclear::of(question, candidates)) };
        if is_sure {
            return match verdict {
                Verdict::NotTold(_) if fact.verbatim => Decision::Answer(index, Verdict::Unclaimed),
                Verdict::NotTold(at) => Decision::Nearest(nearest(index, Some(at), question, candidates)),
                verdict => Decision::Answer(index, verdict),
            };
        }
        if let Some(at) = self.contradiction(question, fact) {
            let told = (judged.answers >= NEAREST_FROM).then_some(index);
            return Decision::Refuse(Refusal::of_word(at, told, near(question, candidates)));
        }
        if judged.answers < NEAREST_FROM || judged.concerns < CONCERNED_FROM {
            return Decision::Unclear(Unclear::of(question, candidates));
        }
        let rivals = rivals(fact, candidates);
        if rivals.len() > 1 {
            return Decision::Clarify(rivals);
        }
        let doubt = self.judgement.doubt(question, &judged.evidence);
        Decision::Nearest(nearest(index, doubt, question, candidates))
    }
}

fn nearest(fact: usize, doubt: Option<usize>, question: &Question, candidates: &[Candidate]) -> Nearest {
    let options = near(question, candidates).filter(|other| *other != fact).take(MOST_OPTIONS - 1).collect();
    Nearest { fact, doubt, options }
}

impl Unclear {
    fn of(question: &Question, candidates: &[Candidate]) -> Self {
        let words = &question.words;
        let unknown = words.iter().position(|word| word.class == Class::Unknown && word.weight > 0.0);
        Self { unknown, options: near(question, candidates).take(MOST_OPTIONS).collect() }
    }
}

/// Whether a gap that ranks first is asked for: it accounts for most of the question, and the fact
/// does not account for all of it nearly as well.
fn is_gap(gap: &Candidate, fact: &Candidate) -> bool {
    let explains_all = fact.account.explained.iter().all(|explained| *explained);
    let ratio = if explains_all { GAP_RATIO } else { GAP_RATIO_OPEN };
    let outdone = fact.account.missing.is_none() && fact.score >= gap.score * ratio;
    gap.account.cover >= LEAST_GAP_COVER && !outdone
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
        .filter_map(Candidate::fact)
        .take(MOST_OPTIONS)
        .collect()
}
