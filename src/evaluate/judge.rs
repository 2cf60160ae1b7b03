//! Was the outcome of a question what was wanted?

use anyhow::{Context, Result};
use fancy_regex::Regex;

use super::{Question, Wanted};
use crate::conversation::{Outcome, Turn};
use crate::facts::Base;
use crate::matching::{Candidate, Entry};
use crate::text::Language;

/// How the outcome of a question was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The right answer; none, where there is none.
    Right,
    /// No answer, but the right fact to choose.
    Offered,
    /// Neither.
    Silent,
    /// A wrong answer.
    Wrong,
}

/// A question that was asked and judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Whether it has an answer.
    pub in_scope: bool,
    /// What sort of question it is.
    pub kind: Option<String>,
    /// How the outcome was.
    pub verdict: Verdict,
    /// Whether the right fact ranked first, whatever came of it.
    pub first: bool,
    /// Whether it was among the first three.
    pub third: bool,
    /// How sure the base was of the fact that ranked first.
    pub confidence: f32,
    /// How sure it said to be, where it answered.
    pub said: Option<f32>,
    /// How long it took.
    pub microseconds: u64,
}

/// Judges what came of a question, and how the facts `ranked`.
///
/// # Errors
/// When a pattern takes too long.
pub fn judge(base: &Base, question: &Question, turn: &Turn, ranked: &[Candidate], microseconds: u64) -> Result<Judged> {
    let fits = |facts: &[usize]| fits(base, &question.wanted, facts, turn.language);
    let any_fits =
        |facts: &[usize]| -> Result<bool> { facts.iter().try_fold(false, |found, fact| Ok(found || fits(&[*fact])?)) };
    let in_scope = !matches!(question.wanted, Wanted::Nothing);
    let (answered, options) = match &turn.outcome {
        Outcome::Answer(said) => (said.iter().map(|said| said.fact).collect(), Vec::new()),
        Outcome::Clarify(facts) => (Vec::new(), facts.clone()),
        Outcome::Refuse(refusal) => (Vec::new(), refusal.options.clone()),
        Outcome::SmallTalk(_) => (Vec::new(), Vec::new()),
    };
    let verdict = match (in_scope, answered.is_empty()) {
        (false, true) => Verdict::Right,
        (true, false) if fits(&answered)? => Verdict::Right,
        (false | true, false) => Verdict::Wrong,
        (true, true) if any_fits(&options)? => Verdict::Offered,
        (true, true) => Verdict::Silent,
    };
    let ranked = ranked.iter().filter_map(|candidate| match candidate.entry {
        Entry::Fact(index) => Some((index, candidate.confidence)),
        Entry::Gap(_) | Entry::SmallTalk(_) => None,
    });
    let ranked: Vec<(usize, f32)> = ranked.take(3).collect();
    let facts: Vec<usize> = ranked.iter().map(|(fact, _)| *fact).collect();
    // A question for two things is answered by two facts, and a number picks one that is not ranked.
    let by_answer =
        in_scope && verdict == Verdict::Right && (facts.is_empty() || matches!(question.wanted, Wanted::Text { .. }));
    let first = in_scope && (by_answer || any_fits(facts.get(..1).unwrap_or(&[]))?);
    let third = in_scope && (first || any_fits(&facts)?);
    let said = (!answered.is_empty()).then_some(turn.confidence);
    let best = ranked.first().map_or(0.0, |(_, confidence)| *confidence);
    let confidence = said.unwrap_or(best);
    Ok(Judged { in_scope, kind: question.kind.clone(), verdict, first, third, confidence, said, microseconds })
}

/// Whether saying these facts is what is wanted.
///
/// # Errors
/// When a pattern takes too long.
pub fn fits(base: &Base, wanted: &Wanted, facts: &[usize], language: Language) -> Result<bool> {
    match wanted {
        Wanted::Nothing => Ok(false),
        Wanted::Fact(fact) => Ok(facts.contains(fact)),
        Wanted::Text { all, any, none } => {
            let texts: Vec<&str> =
                facts.iter().map(|fact| base.facts[*fact].answer.get(language).text.as_str()).collect();
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
