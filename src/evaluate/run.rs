//! Asks all questions, on several threads if wanted, with results that don't depend on how many.

use std::num::NonZeroUsize;
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::{Case, Graded, Question, judge};
use crate::conversation::{Memory, Outcome, Turn, read_part, turn};
use crate::matching::{Candidate, Context, Matcher, Prepared};
use crate::parallel::in_parallel;

/// What a run has of the world around it.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The time since some moment.
    pub clock: &'a (dyn Fn() -> Duration + Sync),
    /// Is called after each case.
    pub done: &'a (dyn Fn() + Sync),
    /// How many threads ask.
    pub threads: NonZeroUsize,
}

/// What is kept of a question.
pub type Keep<'a, T> = &'a (dyn Fn(&Question, &Turn, Graded) -> T + Sync);

/// Asks the questions of all cases, and judges what comes of them, in the order of the cases.
///
/// # Errors
/// When a pattern of a case takes too long.
pub fn run(prepared: &Prepared, cases: &[Case], world: World<'_>) -> Result<Vec<Graded>> {
    run_keeping(prepared, cases, world, &|_, _, judged| judged)
}

/// The same, keeping of each question what `keep` makes of it.
///
/// # Errors
/// When a pattern of a case takes too long.
pub fn run_keeping<T: Send>(
    prepared: &Prepared,
    cases: &[Case],
    world: World<'_>,
    keep: Keep<'_, T>,
) -> Result<Vec<T>> {
    let ask = |at: usize| {
        let judged = one(prepared, &cases[at], world, keep);
        (world.done)();
        judged
    };
    let mut all = Vec::new();
    for judged in in_parallel(cases.len(), world.threads, ask) {
        all.extend(judged?);
    }
    Ok(all)
}

/// The turns of a case, one after the other: each may lean on those before it.
fn one<T>(prepared: &Prepared, case: &Case, world: World<'_>, keep: Keep<'_, T>) -> Result<Vec<T>> {
    let mut memory = Memory::default();
    let mut judged = Vec::with_capacity(case.turns.len());
    for question in &case.turns {
        let start = (world.clock)();
        let turn = turn(prepared, &mut memory, &question.text);
        let taken = (world.clock)().saturating_sub(start);
        let microseconds = u64::try_from(taken.as_micros()).unwrap_or(u64::MAX);
        let whole =
            (case.turns.len() == 1 && is_split(&turn)).then(|| rank_whole(prepared.matcher(), &question.text, &turn));
        let ranked = whole.as_deref().unwrap_or(&turn.candidates);
        let verdict = judge(prepared.base(), question, &turn, ranked, microseconds);
        let verdict = verdict.with_context(|| format!("line {}", question.line))?;
        judged.push(keep(question, &turn, verdict));
    }
    Ok(judged)
}

/// Whether a message was taken for several questions: its turn then shows the candidates of the last one.
fn is_split(turn: &Turn) -> bool {
    turn.unanswered.is_some() || matches!(&turn.outcome, Outcome::Answer(said) if said.len() > 1)
}

/// How a message ranks that is labelled as one question, whatever it was taken for.
fn rank_whole(matcher: &Matcher, text: &str, turn: &Turn) -> Vec<Candidate> {
    let question = matcher.read(read_part(text), turn.language);
    matcher.rank(&question, turn.language, &Context::none())
}
