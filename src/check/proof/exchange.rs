//! Figures that stand in each other's place: "3 pounds for adults, 8 for children", "from 7:00 to 22:00".

use super::beside::{Beside, Doubt, DoubtKind};
use super::figure::{ToldFigure, tells_value};
use crate::matching::{DAY, Figure, Measure};
use crate::text::Unit;

/// By how much two figures must stand nearer in each other's place: as a ratio, and as a share of all that could be near.
/// Fitted by hand on the bases in `tests/bases`.
const RATIO: f32 = 1.3;
const MARGIN: f32 = 0.06;

impl Beside<'_> {
    /// Pairs of figures of which each stands where the ground has the other.
    pub(super) fn exchanged(&self) -> Vec<Doubt> {
        let figures = || self.answer.figures.iter();
        let pairs = figures().enumerate().flat_map(|(at, one)| figures().skip(at + 1).map(move |other| (one, other)));
        pairs.filter_map(|(one, other)| self.exchange(one, other)).collect()
    }

    fn exchange(&self, one: &Figure, other: &Figure) -> Option<Doubt> {
        if self.sums_up || one.measure != other.measure || tells_value(one, other) || !may_be_exchanged(one) {
            return None;
        }
        let told = |figure: &Figure| -> Vec<ToldFigure<'_>> {
            self.told().filter(|told| tells_value(figure, told.figure)).collect()
        };
        let (ones, others) = (told(one), told(other));
        if ones.is_empty()
            || others.is_empty()
            || ones.iter().any(|one| others.iter().any(|other| self.is_one_list(*one, *other)))
        {
            return None;
        }
        let best = |figure: &Figure, told: &[ToldFigure<'_>]| {
            told.iter().map(|told| self.context_of(figure, told)).fold(0.0, f32::max)
        };
        let straight = best(one, &ones) + best(other, &others);
        let crossed = best(one, &others) + best(other, &ones);
        let most = self.most_context(&one.words) + self.most_context(&other.words);
        let is_crossed = crossed > straight * RATIO && crossed - straight > MARGIN * most;
        is_crossed.then(|| self.doubt(DoubtKind::Figure, one, others[0]))
    }

    /// A range of the ground from where this one ends to where it begins.
    pub(super) fn turned_round(&self, figure: &Figure) -> Option<ToldFigure<'_>> {
        let (measure, low, high) = self.ends(figure)?;
        let told = || self.told().filter(|told| told.figure.is_range() && told.figure.measure == measure);
        let is_own = |told: &ToldFigure<'_>| told.figure.low == low && told.figure.high == high;
        let is_turned = |told: &ToldFigure<'_>| {
            time(measure, told.figure.low) == time(measure, high)
                && time(measure, told.figure.high) == time(measure, low)
        };
        if told().any(|told| is_own(&told)) {
            return None;
        }
        told().find(is_turned)
    }

    /// What a range measures and its ends, also of one that goes down.
    pub(super) fn ends(&self, figure: &Figure) -> Option<(Measure, u128, u128)> {
        if figure.is_range() {
            return Some((figure.measure, figure.low, figure.high));
        }
        let next = self.answer.figures.iter().find(|next| next.at > figure.at)?;
        let between = self.answer.words.get(figure.words.end..next.words.start)?;
        let is_joined = match between {
            [] => self.answer.text[..self.answer.words[next.at].span.start].ends_with(['-', '–', '—']),
            [word] => matches!(word.text.as_str(), "to" | "till" | "until" | "至" | "到"),
            _ => false,
        };
        let low = match figure.measure {
            measure if measure == next.measure => figure.low,
            // The first of "49 to 27 metres" has no unit of its own.
            Measure::Count => figure.low * next.factor,
            _ => return None,
        };
        (is_joined && next.low < low).then_some((next.measure, low, next.low))
    }
}

/// A time of day without its day, and any other value as it is.
pub(super) fn time(measure: Measure, value: u128) -> u128 {
    if measure == Measure::Other(Unit::Clock) { value % DAY } else { value }
}

/// Whether figures like this stand beside their own things.
fn may_be_exchanged(figure: &Figure) -> bool {
    figure.measure != Measure::Other(Unit::Ordinal)
}
