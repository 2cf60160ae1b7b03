//! Hedges of figures: is "about 5" what the ground says, or "more than 5"?

use super::beside::Beside;
use super::denial::turns_limit;
use super::figure::{ToldFigure, is_end};
use super::reading::Reading;
use crate::matching::{Bound, Figure, Measure, Sort};
use crate::text::Unit;

/// Words that tell a limit where no phrase by the figure does.
const LIMITS: [&str; 20] = [
    "minimum",
    "maximum",
    "start",
    "starts",
    "limit",
    "limited",
    "older",
    "pass",
    "passed",
    "exceed",
    "exceeded",
    "surpassed",
    "longest",
    "highest",
    "most",
    "largest",
    "least",
    "busiest",
    "within",
    "lowest",
];
const LIMITS_IN_CHINESE: [char; 5] = ['最', '超', '满', '破', '限'];

/// From this likeness on, two clauses don't tell of two cases.
const SAME_CASE: f32 = 0.5;

impl Beside<'_> {
    /// Whether what is said of a figure is what the ground says of it.
    pub(super) fn agrees(&self, figure: &Figure, told: ToldFigure<'_>) -> bool {
        use Bound::{About, Above, AtLeast, AtMost, Below, Exactly, Nearly, Only, Plain};
        let at = told.ground;
        let (ground, told) = (&self.grounds[at], told.figure);
        let (own_bound, told_bound) = (said_of(self.answer, figure), said_of(ground, told));
        if is_end(figure, told) || is_end(told, figure) || own_bound == told_bound {
            return true;
        }
        // "After 15:00" and "by May" are no hedges.
        if !is_hedged(figure.measure) && !matches!(own_bound, About | Nearly) {
            return true;
        }
        let clause = self.answer.clause_of(figure.at);
        let is_limit = |text: &str| LIMITS.contains(&text) || (text.contains(LIMITS_IN_CHINESE) && text != "最");
        let is_others = |at: usize| self.answer.is_in_figure(at) && !figure.words.contains(&at);
        let is_limited = || clause.clone().any(|at| !is_others(at) && is_limit(&self.answer.words[at].text));
        match (own_bound, told_bound) {
            // "Lies under 312 metres of ice".
            (Plain, Above | Below) if is_of_stuff(ground, told) => true,
            // "Passed 100 million".
            (Plain | Exactly, AtLeast | AtMost | Above | Below) => is_limited(),
            // A limit may be worded by a verb: "ten books may be borrowed". And 以上 is more than and at least.
            (Plain | Exactly | Only | AtLeast | AtMost, Plain | Exactly | Only)
            | (Only | Below, AtMost)
            | (AtLeast, Above)
            | (Above, AtLeast)
            | (About, Nearly)
            | (AtMost, Below) => true,
            // The other case: "for more than 50 GB", where at most 50 GB are something else.
            (Above, AtMost) | (AtMost, Above) | (Below, AtLeast) | (AtLeast, Below) => {
                let is_other_case = figure.sort == Sort::Case || told.sort == Sort::Case;
                let is_value = figure.sort == Sort::Value || told.sort == Sort::Value;
                let is_same = || self.likeness(&clause, at, &ground.clause_of(told.at)) >= SAME_CASE;
                figure.negated || told.negated || is_other_case && !is_value && !is_same()
            }
            _ => false,
        }
    }
}

/// Whether a phrase such as "more than" is a hedge of such a figure.
fn is_hedged(measure: Measure) -> bool {
    !matches!(measure, Measure::Year | Measure::Date | Measure::Month)
        && !matches!(measure, Measure::Other(Unit::Clock | Unit::Ordinal))
}

/// What is said of a figure; the "over" of "people of 65 or over £39" is not said of the second one.
fn said_of(reading: &Reading, figure: &Figure) -> Bound {
    let text = |at: usize| reading.words[at].text.as_str();
    let first = figure.words.start;
    let is_anothers = first > 1
        && first < figure.at
        && reading.words[first - 2].number.is_some()
        && matches!(text(first - 1), "or" | "and")
        && matches!(text(first), "over" | "under" | "above");
    // "Two adults and up to three children", "two adults and at most three".
    let end = figure.words.end;
    let is_next = |at: usize| reading.words.get(at).is_some_and(|next| next.text == "to" || next.number.is_some());
    let is_of_next = end > figure.at + 1 && matches!(text(end - 1), "up" | "most" | "least") && is_next(end);
    if is_anothers || is_of_next || (end > figure.at + 1 && text(end - 1) == "起") {
        return Bound::Plain;
    }
    let is_denied = first.checked_sub(1).is_some_and(|before| turns_limit(text(before)));
    match figure.bound {
        Bound::Plain => loosely_said_of(reading, figure),
        // "Never less than 8".
        Bound::Below if is_denied => Bound::AtLeast,
        Bound::Above if is_denied => Bound::AtMost,
        bound => bound,
    }
}

/// What is said of a figure a few words away from it: 至少冷却20分钟, "eight nights a month at most".
fn loosely_said_of(reading: &Reading, figure: &Figure) -> Bound {
    const AWAY: usize = 4;
    let clause = reading.clause_of(figure.at);
    let is_free = |at: &usize| !reading.is_in_figure(*at);
    let before =
        (clause.start.max(figure.words.start.saturating_sub(AWAY))..figure.words.start).rev().take_while(is_free);
    let behind = (figure.words.end..clause.end.min(figure.words.end + AWAY)).take_while(is_free);
    let said = |at: usize| {
        let text = reading.words[at].text.as_str();
        let is_least = |text: &str| matches!(text, "至少" | "最少" | "起码" | "least" | "minimum" | "at least");
        let is_most = |text: &str| matches!(text, "最多" | "至多" | "most" | "maximum" | "at most");
        let after_at = at > 0 && reading.words[at - 1].text == "at";
        let stands = after_at || !matches!(text, "least" | "most");
        // "Five days ahead or more", "14 days before or earlier".
        let after_or = at > 0 && reading.words[at - 1].text == "or";
        if after_or && matches!(text, "more" | "earlier" | "longer" | "over") {
            return Some(Bound::AtLeast);
        }
        if after_or && matches!(text, "less" | "fewer" | "later" | "under") {
            return Some(Bound::AtMost);
        }
        (is_least(text) && stands)
            .then_some(Bound::AtLeast)
            .or_else(|| (is_most(text) && stands).then_some(Bound::AtMost))
    };
    before.chain(behind).find_map(said).unwrap_or(Bound::Plain)
}

fn is_of_stuff(reading: &Reading, figure: &Figure) -> bool {
    reading.words.get(figure.words.end).is_some_and(|word| word.text == "of")
}
