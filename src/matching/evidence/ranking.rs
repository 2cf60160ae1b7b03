//! How the fact ranks, alone and beside the other facts, gaps and small talk.

use libm::logf;

use super::{Evidence, Scene, Signal};
use crate::matching::rank::Candidate;

/// The least score that is told apart from none.
const LEAST_SCORE: f32 = 1e-4;
/// A margin against a rival that isn't there, and the most that a margin counts.
const NO_RIVAL: f32 = 3.0;
const NO_GAP: f32 = 5.0;
const MOST_MARGIN: f32 = 8.0;

pub(super) fn note(scene: &Scene<'_>, evidence: &mut Evidence) {
    let fact = scene.fact;
    evidence.set(Signal::Score, log_score(fact));
    evidence.set(Signal::Standing, fact.fit.standing);
    evidence.set(Signal::Chance, fact.fit.chance);
    let best_words = scene.rivals().map(|rival| rival.fit.words).reduce(f32::max);
    let best_meaning = scene.rivals().filter_map(|rival| rival.fit.meaning).reduce(f32::max);
    let meaning = fact.fit.meaning.unwrap_or_default();
    evidence.set(Signal::WordsMargin, margin(fact.fit.words, best_words, NO_RIVAL));
    evidence.set(Signal::MeaningMargin, margin(meaning, best_meaning, NO_RIVAL));
    evidence.set(Signal::ScoreMargin, margin(log_score(fact), scene.rivals().next().map(log_score), NO_RIVAL));
    let gap = scene.gap();
    evidence.set(Signal::GapWordsMargin, margin(fact.fit.words, gap.map(|gap| gap.fit.words), NO_GAP));
    let gap_meaning = gap.and_then(|gap| gap.fit.meaning);
    evidence.set(Signal::GapMeaningMargin, margin(meaning, gap_meaning, NO_RIVAL));
    evidence.set(Signal::GapScoreMargin, margin(log_score(fact), gap.map(log_score), NO_GAP));
    evidence.set(Signal::TalkScoreMargin, margin(log_score(fact), scene.small_talk().map(log_score), NO_GAP));
}

fn log_score(candidate: &Candidate) -> f32 {
    logf(candidate.score.max(LEAST_SCORE))
}

fn margin(own: f32, other: Option<f32>, without: f32) -> f32 {
    other.map_or(without, |other| (own - other).clamp(-MOST_MARGIN, MOST_MARGIN))
}
