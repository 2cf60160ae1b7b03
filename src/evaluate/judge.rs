//! Was the outcome of a question what was wanted?

use anyhow::{Context, Result};
use fancy_regex::Regex;
use serde::{Deserialize, Serialize};

use super::{Question, Wanted};
use crate::conversation::{Outcome, Turn};
use crate::facts::{Base, FactId};
use crate::matching::{Candidate, Entry};
use crate::text::Language;

/// How the outcome of a question was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// The right answer was given; or none, where nothing answers the question.
    Right,
    /// The right fact was told as the nearest; or any fact was, where nothing answers the question.
    Told,
    /// Nothing was told, but the right fact was offered.
    Offered,
    /// Nothing was told, and the right fact was not offered.
    Silent,
    /// A wrong fact was told as the nearest.
    Misled,
    /// A wrong answer was given.
    Wrong,
}

impl Grade {
    /// All of them, the best first.
    pub const ALL: [Self; 6] = [Self::Right, Self::Told, Self::Offered, Self::Silent, Self::Misled, Self::Wrong];

    /// The word for it in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Told => "told",
            Self::Offered => "offered",
            Self::Silent => "silent",
            Self::Misled => "misled",
            Self::Wrong => "wrong",
        }
    }
}

/// A question that was asked and judged.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the question by itself")]
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// Whether it has an answer.
    pub in_scope: bool,
    /// What sort of question it is.
    pub kind: Option<String>,
    /// What the file calls it.
    pub id: Option<String>,
    /// How the outcome was.
    pub verdict: Grade,
    /// The facts that were said, or told as the nearest.
    pub facts: Vec<FactId>,
    /// Whether it has an answer, and the reply says that the source doesn't tell.
    pub denied: bool,
    /// Whether the right fact ranked first, whatever came of it.
    pub first: bool,
    /// Whether it was among the first three.
    pub third: bool,
    /// How sure the base was of the fact that ranked first.
    pub confidence: f32,
    /// How sure it said to be, where it answered.
    pub said: Option<f32>,
    /// How likely the fact that ranked first was said to answer, and whether it does.
    pub first_answers: Option<(f32, bool)>,
    /// How long it took.
    pub microseconds: u64,
}

/// Judges what came of a question, and how the facts `ranked`.
///
/// # Errors
/// When a pattern takes too long.
pub fn judge(base: &Base, question: &Question, turn: &Turn, ranked: &[Candidate], microseconds: u64) -> Result<Graded> {
    let fits = |facts: &[FactId]| fits(base, &question.wanted, facts, turn.language);
    let any_fits =
        |facts: &[FactId]| -> Result<bool> { facts.iter().try_fold(false, |found, fact| Ok(found || fits(&[*fact])?)) };
    let in_scope = question.wanted.is_answer();
    let nothing = Vec::new();
    let (answered, options) = match &turn.outcome {
        Outcome::Answer(said) => (said.iter().map(|said| said.fact).collect(), &nothing),
        Outcome::Nearest(nearest) => (Vec::new(), &nearest.options),
        Outcome::Clarify(facts) => (Vec::new(), facts),
        Outcome::Unclear(unclear) => (Vec::new(), &unclear.options),
        Outcome::Refuse(refusal) => (Vec::new(), &refusal.options),
        Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => (Vec::new(), &nothing),
    };
    let verdict = match (&turn.outcome, in_scope) {
        (Outcome::Answer(_), true) if fits(&answered)? => Grade::Right,
        (Outcome::Answer(_), false) if is_allowed(&question.wanted, &answered) => Grade::Right,
        (Outcome::Answer(_), _) => Grade::Wrong,
        (Outcome::Nearest(nearest), true) if !fits(&[nearest.fact])? => Grade::Misled,
        (Outcome::Nearest(_), _) => Grade::Told,
        (_, false) => Grade::Right,
        (_, true) if any_fits(options)? => Grade::Offered,
        (_, true) => Grade::Silent,
    };
    let told = match &turn.outcome {
        Outcome::Nearest(nearest) => vec![nearest.fact],
        _ => answered.clone(),
    };
    let denied = in_scope && matches!(turn.outcome, Outcome::Refuse(_));
    let ranked = ranked.iter().filter_map(|candidate| match candidate.entry {
        Entry::Fact(fact) => Some(fact),
        Entry::Gap(_) | Entry::SmallTalk(_) => None,
    });
    let facts: Vec<FactId> = ranked.take(3).collect();
    // A question for two things is answered by two facts, and a number picks one that is not ranked.
    let by_answer =
        in_scope && verdict == Grade::Right && (facts.is_empty() || matches!(question.wanted, Wanted::Text { .. }));
    let first = in_scope && (by_answer || any_fits(facts.get(..1).unwrap_or(&[]))?);
    let third = in_scope && (first || any_fits(&facts)?);
    let said = (!answered.is_empty()).then_some(turn.confidence);
    let confidence = said.or(turn.judged.as_ref().map(|judged| judged.answers)).unwrap_or(0.0);
    let (kind, id) = (question.kind.clone(), question.id.clone());
    let best = turn.candidates.iter().find_map(Candidate::fact);
    let first_answers = match (&turn.judged, best) {
        (Some(judged), Some(best)) => Some((judged.answers, fits(&[best])?)),
        _ => None,
    };
    Ok(Graded {
        in_scope,
        kind,
        id,
        verdict,
        facts: told,
        denied,
        first,
        third,
        confidence,
        said,
        first_answers,
        microseconds,
    })
}

/// Whether these facts may be said, though none has to be.
fn is_allowed(wanted: &Wanted, facts: &[FactId]) -> bool {
    matches!(wanted, Wanted::Other(fact) if !facts.contains(fact))
}

/// Whether saying these facts is what is wanted.
///
/// # Errors
/// When a pattern takes too long.
pub(super) fn fits(base: &Base, wanted: &Wanted, facts: &[FactId], language: Language) -> Result<bool> {
    match wanted {
        Wanted::Nothing | Wanted::Other(_) => Ok(false),
        Wanted::Fact(fact) => Ok(facts.contains(fact)),
        Wanted::Text { all, any, none } => {
            let texts: Vec<&str> =
                facts.iter().map(|fact| base.fact(*fact).answer.get(language).text.as_str()).collect();
            let text = texts.join("\n");
            Ok(found(all, &text)?.iter().all(|found| *found)
                && (any.is_empty() || found(any, &text)?.contains(&true))
                && !found(none, &text)?.contains(&true))
        }
    }
}

fn found(patterns: &[Regex], text: &str) -> Result<Vec<bool>> {
    let found = |pattern: &Regex| {
        pattern.is_match(text).with_context(|| format!("the pattern `{}` takes too long", pattern.as_str()))
    };
    patterns.iter().map(found).collect()
}
