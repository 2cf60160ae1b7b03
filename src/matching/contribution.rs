//! What a judgement came from: how much each signal moved it, and what it would be without some of
//! them. Worked out when somebody asks for it, so that answering stays fast.

use super::Matcher;
use super::evidence::Signal;
use super::judge::{Judged, Judgement, Weights};

/// One of the two things that are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Does the fact answer the question?
    Answers,
    /// Is the question about what the base is about?
    Concerns,
}

/// How far one signal moved a judgement from where its mean would have left it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// Which one.
    pub signal: Signal,
    /// By how much, in logits; never 0.
    pub logits: f32,
    /// Whether its value is above its mean; its weight may have either sign.
    pub is_above: bool,
}

impl Matcher {
    /// What moved a judgement, the largest first; signals that did not move it are left out.
    pub fn contributions(&self, judged: &Judged, aspect: Aspect) -> Vec<Contribution> {
        let weights = self.judgement.weights(aspect);
        let mut moved: Vec<Contribution> =
            Signal::ALL.iter().filter_map(|(signal, ..)| contribution(weights, judged, *signal)).collect();
        moved.sort_by(|one, other| other.logits.abs().total_cmp(&one.logits.abs()));
        moved
    }

    /// What would be judged if each of `signals` were as it is on average.
    #[must_use]
    pub fn judged_without(&self, judged: &Judged, signals: &[Signal]) -> Judged {
        let probability = |aspect| {
            let left_out = |signal| signals.contains(&signal);
            self.judgement.weights(aspect).probability_without(&judged.evidence, left_out)
        };
        let (answers, concerns) = (probability(Aspect::Answers), probability(Aspect::Concerns));
        Judged { answers, concerns, evidence: judged.evidence.clone() }
    }
}

impl Judgement {
    fn weights(&self, aspect: Aspect) -> &Weights {
        match aspect {
            Aspect::Answers => &self.answers,
            Aspect::Concerns => &self.concerns,
        }
    }
}

fn contribution(weights: &Weights, judged: &Judged, signal: Signal) -> Option<Contribution> {
    let logits = weights.contribution(signal, &judged.evidence);
    let is_above = judged.evidence.value(signal) > weights.terms[signal as usize].mean;
    (logits != 0.0).then_some(Contribution { signal, logits, is_above })
}

#[cfg(test)]
mod tests {
    use super::{Aspect, Judged, Matcher, Signal};
    use crate::facts::{Files, load};
    use crate::matching::Context;
    use crate::text::Language;

    fn logit(probability: f32) -> f32 {
        libm::logf(probability / (1.0 - probability))
    }

    fn of(judged: &Judged, aspect: Aspect) -> f32 {
        match aspect {
            Aspect::Answers => judged.answers,
            Aspect::Concerns => judged.concerns,
        }
    }

    #[test]
    fn what_moved_a_judgement_adds_up_to_it() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
        let base = load(&Files::read(&folder).unwrap()).unwrap();
        let matcher = Matcher::new(&base);
        for (question, language) in [
            ("where does the kettle keep its bicycles", Language::English),
            ("who set up the blue kettle", Language::English),
            ("员工有几个", Language::Chinese),
        ] {
            let (question, context) = (matcher.read(question, language), Context::none());
            let candidates = matcher.rank(&question, language, &context);
            let judged = matcher.judge(&question, &candidates, language, &context).unwrap();
            let unmoved = matcher.judged_without(&judged, &Signal::ALL.map(|(signal, ..)| signal));
            for aspect in [Aspect::Answers, Aspect::Concerns] {
                let moved = matcher.contributions(&judged, aspect);
                assert!(moved.is_sorted_by(|one, other| one.logits.abs() >= other.logits.abs()));
                let sum: f32 = moved.iter().map(|one| one.logits).sum();
                assert!((logit(of(&unmoved, aspect)) + sum - logit(of(&judged, aspect))).abs() < 0.01);
            }
            assert_eq!(matcher.judged_without(&judged, &[]), judged);
        }
    }
}
