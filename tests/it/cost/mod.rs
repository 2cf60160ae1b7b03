//! What the worst question costs: on no base that `check` accepts many times as much as a usual one.
//!
//! `cargo test --release --test it cost -- --ignored --nocapture` searches among more bases and questions, and tells
//! what it found.

mod bases;
mod questions;

use std::hint::black_box;
use std::time::{Duration, Instant};

use citebot::conversation::{Memory, turn};
use citebot::matching::Prepared;

use bases::Made;
use questions::{dear, usual};

/// How many usual questions the worst one may cost. The search finds about a tenth of them in a release build; but this
/// build is a slower one, a machine that runs all tests at once measures badly, and what is to be found cost 27,000.
const MOST: f64 = 1000.0;

/// What a question costs, of several tries the least: the machine does other things as well.
fn cost(prepared: &Prepared, question: &str, tries: usize) -> Duration {
    let ask = |_| {
        let start = Instant::now();
        black_box(turn(prepared, &mut Memory::default(), question));
        start.elapsed()
    };
    (0..tries).map(ask).min().unwrap_or_default()
}

/// What a usual question of the base costs: the median.
fn usual_cost(prepared: &Prepared) -> Duration {
    let questions = usual(prepared.base());
    let mut costs: Vec<Duration> = questions.iter().map(|question| cost(prepared, question, 3)).collect();
    costs.sort_unstable();
    costs[costs.len() / 2]
}

/// The dearest questions with what they cost, the dearest first.
fn dearest(made: &Made, most: usize) -> Vec<(Duration, String)> {
    let costs = dear(&made.stuff, made.prepared.base())
        .into_iter()
        .map(|question| (cost(&made.prepared, &question, 1), question));
    let mut costs: Vec<(Duration, String)> = costs.collect();
    costs.sort_unstable();
    let again = costs.into_iter().rev().take(most);
    let mut again: Vec<_> = again.map(|(_, question)| (cost(&made.prepared, &question, 3), question)).collect();
    again.sort_unstable_by(|one, other| other.cmp(one));
    again
}

#[test]
fn no_base_makes_a_question_dear() {
    for name in ["as it is", "a name of 6000 的", "的 with another character", "names that begin alike"] {
        let made = bases::named(name);
        let usual = usual_cost(&made.prepared);
        let (worst, question) = dearest(&made, 3).into_iter().next().unwrap();
        let times = worst.as_secs_f64() / usual.as_secs_f64();
        let question: String = question.chars().take(40).collect();
        assert!(times < MOST, "{name}: {worst:?} for {question}…, {times:.0} times {usual:?}");
    }
}

#[test]
#[ignore = "a search, which tells and does not judge"]
fn search() {
    for made in bases::all() {
        let usual = usual_cost(&made.prepared);
        for (worst, question) in dearest(&made, 4) {
            let times = worst.as_secs_f64() / usual.as_secs_f64();
            let question: String = question.chars().take(24).collect();
            let Made { name, ready, .. } = &made;
            println!(
                "{name:<26} ready {ready:>8.1?}  usual {usual:>7.1?}  {worst:>8.1?}  {times:>5.1} times  {question}"
            );
        }
    }
}
