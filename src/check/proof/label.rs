//! Figures by the words that they stand beside: "Route 1", "1 August 13".

use super::beside::{Beside, Doubt, DoubtKind};
use super::figure::ToldFigure;
use super::reading::Reading;
use crate::matching::{Figure, Measure};
use crate::text::{Unit, names_month};

/// The fewest letters of a word that numbers things: "Route", "day".
const LABEL: usize = 3;

impl Beside<'_> {
    /// A number that the ground has nowhere as one, behind a word by which it has others: "Route 2011" where routes 1 to
    /// 3 are told and the year 2011.
    pub(super) fn other_label(&self, figure: &Figure) -> Option<Doubt> {
        let is_number = is_numbering(figure.measure) && figure.is_bare && figure.words == (figure.at..figure.at + 1);
        let label = label(self.answer, figure).filter(|_| is_number)?;
        let is_told = |told: &ToldFigure<'_>| {
            is_plain(told.figure.measure)
                && told.figure.is_bare
                && (figure.low == told.figure.low || figure.low == told.figure.high)
        };
        let span = self.answer.span_of(&figure.words);
        let written = &self.answer.text[span.clone()];
        let numbered: Vec<&str> = self.grounds.iter().flat_map(|ground| numbers_behind(&ground.text, label)).collect();
        let instead =
            numbered.first().filter(|_| !numbered.contains(&written) && !self.told().any(|told| is_told(&told)))?;
        Some(Doubt { kind: DoubtKind::Figure, span, instead: format!("{label} {instead}") })
    }

    /// A bare number right behind another figure, as the ground has it nowhere: "1 August 13".
    pub(super) fn side_by_side(&self) -> Vec<Doubt> {
        let is_number = |at: usize| self.answer.words[at].number.is_some() || names_month(&self.answer.words[at].text);
        let is_beside = |one: &Figure, other: &Figure| {
            let spans = (self.answer.span_of(&one.words), self.answer.span_of(&(other.at..other.at + 1)));
            other.is_bare
                && other.measure != Measure::Year
                && one.words.end == other.at
                && is_number(other.at - 1)
                && self.answer.text.get(spans.0.end..spans.1.start) == Some(" ")
        };
        let pairs = self.answer.figures.windows(2).filter(|pair| is_beside(&pair[0], &pair[1]));
        let spans = pairs.map(|pair| self.answer.span_of(&(pair[0].words.start..pair[1].at + 1)));
        let strange = spans.filter(|span| !self.has_text(&self.answer.text[span.clone()]));
        strange.map(|span| Doubt { kind: DoubtKind::Malformed, span, instead: String::new() }).collect()
    }
}

fn is_plain(measure: Measure) -> bool {
    matches!(measure, Measure::Count | Measure::Other(Unit::Plain))
}

/// Whether figures of a measure have no unit.
fn is_numbering(measure: Measure) -> bool {
    is_plain(measure) || matches!(measure, Measure::Year | Measure::Other(Unit::Clock))
}

/// The word before a number that it numbers.
fn label<'a>(reading: &'a Reading, figure: &Figure) -> Option<&'a str> {
    let before =
        figure.at.checked_sub(1).filter(|before| reading.touches(*before) && reading.tokens[*before].tells())?;
    let label = &reading.text[reading.words[before].span.clone()];
    (label.len() >= LABEL && label.chars().all(|letter| letter.is_ascii_alphabetic())).then_some(label)
}

/// The numbers of a text that stand behind a word.
fn numbers_behind<'a>(text: &'a str, label: &str) -> Vec<&'a str> {
    let behind = text.match_indices(label).filter_map(|(at, _)| {
        let starts = !text[..at].ends_with(char::is_alphabetic);
        text[at + label.len()..].strip_prefix(' ').filter(|_| starts)
    });
    let number = |rest: &'a str| &rest[..rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len())];
    behind.map(number).filter(|number| !number.is_empty()).collect()
}
