//! Which words of a text belong to which of its figures?

use std::ops::Range;

use crate::matching::word::{Class, Word};

/// Where a figure stands.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The words from the one mark or conjunction to the other.
    pub(crate) clause: Range<usize>,
    /// Those of them that are its own, and no other figure's.
    pub(crate) words: Range<usize>,
}

/// Words that part a clause where there are figures on both sides.
const JOINS: [&str; 11] = ["and", "but", "while", "whereas", "or", "和", "与", "及", "而", "但", "以及"];

/// The part of each of `figures`, which are ranges of words in their order.
pub(crate) fn parts(words: &[Word], figures: &[Range<usize>]) -> Vec<Part> {
    let clauses = clauses(words, figures);
    let part = |(at, figure): (usize, &Range<usize>)| {
        let clause = clauses.iter().find(|clause| clause.contains(&figure.start)).cloned().unwrap_or(0..words.len());
        let before = at.checked_sub(1).map(|before| &figures[before]).filter(|other| clause.contains(&other.start));
        let after = figures.get(at + 1).filter(|other| clause.contains(&other.start));
        let is_share = |one: &Range<usize>, other: &Range<usize>| {
            words[one.end.min(other.start)..other.start]
                .iter()
                .all(|word| matches!(word.text.as_str(), "of" | "out" | "the"))
                && one.end < other.start
        };
        // "17 of the 55 films came from Beijing": the clause is the 17's, and the films are the 55's.
        let start =
            before.map_or(clause.start, |before| if is_share(before, figure) { figure.start } else { before.end });
        let end = match (before, after) {
            (Some(before), None) if is_share(before, figure) => clause.end.min(figure.end + 3),
            (_, Some(after)) if is_share(figure, after) => clause.end,
            (_, Some(after)) => after.start,
            (_, None) => clause.end,
        };
        Part { words: start..end, clause }
    };
    figures.iter().enumerate().map(part).collect()
}

/// The text cut at marks, and at conjunctions between figures.
fn clauses(words: &[Word], figures: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let has_figure = |range: Range<usize>| figures.iter().any(|figure| range.contains(&figure.start));
    let inside = |at: usize| figures.iter().any(|figure| figure.start < at && at < figure.end);
    for (at, word) in words.iter().enumerate() {
        let is_mark = word.class == Class::Mark;
        let joins = || {
            let end = words[at..].iter().position(|word| word.class == Class::Mark).map_or(words.len(), |end| at + end);
            JOINS.contains(&word.text.as_str()) && has_figure(start..at) && has_figure(at..end) && !inside(at)
        };
        if is_mark || joins() {
            clauses.push(start..at);
            start = at + 1;
        }
    }
    clauses.push(start..words.len());
    clauses
}
