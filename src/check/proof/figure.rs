//! Figures of an answer: does the ground tell each in this unit, with this hedge, of this?

use super::beside::{Beside, Doubt, DoubtKind, Places};
use super::fraction::is_share;
use super::reading::Reading;
use crate::matching::{Figure, Measure};
use crate::text::Unit;

/// A figure of a ground.
#[derive(Clone, Copy)]
pub(super) struct ToldFigure<'a> {
    pub(super) ground: usize,
    pub(super) figure: &'a Figure,
}

/// By how much the words around another figure must be nearer to those of the answer: as a ratio to the words around
/// its own, and as a share of all that could be near. Fitted by hand on the bases in `tests/bases`, for one finding in
/// a hundred facts.
const RATIO: f32 = 3.0;
const MARGIN: f32 = 0.25;
/// By how much less the words around a figure may be near than those around the nearest of its value.
const NEAREST: f32 = 0.5;

impl Beside<'_> {
    pub(super) fn told(&self) -> impl Iterator<Item = ToldFigure<'_>> {
        let grounds = self.grounds.iter().enumerate();
        grounds.flat_map(|(ground, reading)| reading.figures.iter().map(move |figure| ToldFigure { ground, figure }))
    }

    /// What is doubted of a figure.
    pub(super) fn figure(&self, figure: &Figure) -> Option<Doubt> {
        if self.is_told_before(figure) {
            return self.more_than_listed(figure);
        }
        if is_share(&self.answer.words[figure.at].text) {
            return None;
        }
        let doubt = |kind, told| self.doubt(kind, figure, told);
        let malformed = || self.malformed(figure);
        let turned = || self.turned_round(figure).map(|told| doubt(DoubtKind::Figure, told));
        if let Some(doubt) = malformed().or_else(turned).or_else(|| self.other_label(figure)) {
            return Some(doubt);
        }
        let same: Vec<ToldFigure<'_>> = self.told().filter(|told| tells_value(figure, told.figure)).collect();
        if same.is_empty() {
            let lacks_unit = self.lacks_unit(figure).map(|told| doubt(DoubtKind::Unit, told));
            return lacks_unit.or_else(|| self.without_value(figure));
        }
        let counted_elsewhere = || self.counted_elsewhere(figure, &same).map(|told| doubt(DoubtKind::Counted, told));
        let other_hedge = || self.other_hedge(figure, &same).map(|told| doubt(DoubtKind::Hedge, told));
        let another = || {
            self.told_twice(figure, &same)
                .or_else(|| self.nearer(figure, &same))
                .map(|told| doubt(DoubtKind::Figure, told))
        };
        counted_elsewhere().or_else(other_hedge).or_else(another).or_else(|| self.counts_another(figure, &same))
    }

    /// Whether a count is of what stands before it: "these two".
    pub(super) fn is_told_before(&self, figure: &Figure) -> bool {
        let before = figure.at.checked_sub(1).map_or("", |before| self.answer.words[before].text.as_str());
        figure.measure == Measure::Count && matches!(before, "these" | "those" | "这" | "那")
    }

    /// A figure that is told with another hedge.
    fn other_hedge<'a>(&'a self, figure: &Figure, same: &[ToldFigure<'a>]) -> Option<ToldFigure<'a>> {
        let nearest = self.nearest(figure, same);
        (!nearest.iter().any(|told| self.agrees(figure, *told))).then(|| nearest[0])
    }

    /// A count or a place in an order that the ground has of another thing.
    fn counts_another(&self, figure: &Figure, same: &[ToldFigure<'_>]) -> Option<Doubt> {
        let is_count = figure.measure == Measure::Count;
        if !is_count && figure.measure != Measure::Other(Unit::Ordinal) {
            return None;
        }
        let by_another = || (is_count && self.is_counted_by_another(figure, same)).then(|| same[0]);
        if let Some(told) = by_another().or_else(|| self.counted_otherwise(figure, same)) {
            return Some(self.doubt(DoubtKind::Counted, figure, told));
        }
        let span = self.noun_nowhere(figure).filter(|_| is_count)?;
        Some(Doubt { kind: DoubtKind::Counted, span, instead: self.as_told(same[0]) })
    }

    pub(super) fn doubt(&self, kind: DoubtKind, figure: &Figure, told: ToldFigure<'_>) -> Doubt {
        Doubt { kind, span: self.answer.span_of(&figure.words), instead: self.as_told(told) }
    }

    /// The figure as the ground writes it.
    pub(super) fn as_told(&self, told: ToldFigure<'_>) -> String {
        self.grounds[told.ground].text_of(&told.figure.words).to_string()
    }

    /// How much the words around a figure are those around one of the ground.
    pub(super) fn context_of(&self, figure: &Figure, told: &ToldFigure<'_>) -> f32 {
        let is_alike = |other: &&Figure| other.measure == figure.measure;
        let of = |reading: &Reading| reading.figures.iter().filter(is_alike).map(|other| other.words.clone()).collect();
        let places = Places { own: of(self.answer), told: self.grounds.iter().map(of).collect() };
        self.context(&figure.words, told.ground, &told.figure.words, &places)
    }

    /// Of the figures that tell a value those that may be told of this.
    fn nearest<'a>(&'a self, figure: &Figure, same: &[ToldFigure<'a>]) -> Vec<ToldFigure<'a>> {
        if same.len() == 1 {
            return same.to_vec();
        }
        let best = same.iter().map(|told| self.context_of(figure, told)).fold(0.0, f32::max);
        same.iter().copied().filter(|told| self.context_of(figure, told) >= best * NEAREST).collect()
    }

    /// A figure of the ground that the answer lacks, where its sentence has another one more often than the ground:
    /// "bombed in 1942 and opened in 1942".
    fn told_twice<'a>(&'a self, figure: &Figure, same: &[ToldFigure<'a>]) -> Option<ToldFigure<'a>> {
        let is_same =
            |other: &&Figure| (other.measure, other.low, other.high) == (figure.measure, figure.low, figure.high);
        let sentence = self.answer.sentence_of(figure.at);
        let of_sentence = self.answer.figures.iter().filter(|other| sentence.contains(&other.at));
        let times = of_sentence.filter(is_same).filter(|other| other.at <= figure.at).count();
        if times < 2 || times <= same.len() {
            return None;
        }
        let is_missing = |told: &Figure| !self.answer.figures.iter().any(|own| tells_value(own, told));
        let may_stand = |told: &ToldFigure<'_>| {
            told.figure.measure == figure.measure
                && is_missing(told.figure)
                && (figure.measure != Measure::Count || self.counts_same(figure, *told))
        };
        self.told().find(may_stand)
    }

    /// Another figure of the ground around which stands what stands around this one in the answer.
    fn nearer(&self, figure: &Figure, same: &[ToldFigure<'_>]) -> Option<ToldFigure<'_>> {
        if self.sums_up {
            return None;
        }
        let score = |told: &ToldFigure<'_>| self.context_of(figure, told);
        let own = same.iter().map(score).fold(0.0, f32::max);
        let may_stand = |told: &ToldFigure<'_>| {
            told.figure.measure == figure.measure
                && figure.measure != Measure::Other(Unit::Ordinal)
                && !tells_value(figure, told.figure)
                && (figure.measure != Measure::Count || self.counts_same(figure, *told))
                && !same.iter().any(|own| self.is_one_list(*own, *told))
        };
        let scored = self.told().filter(may_stand).map(|told| (score(&told), told));
        let (other, told) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
        (other > RATIO * own && other - own > MARGIN * self.most_context(&figure.words)).then_some(told)
    }

    /// Whether nothing telling stands between two figures: "at 14:20 and 16:50".
    pub(super) fn is_one_list(&self, one: ToldFigure<'_>, other: ToldFigure<'_>) -> bool {
        let (first, last) = if one.figure.at < other.figure.at { (one, other) } else { (other, one) };
        let between = first.figure.words.end..last.figure.words.start;
        one.ground == other.ground && self.grounds[one.ground].telling(&between).next().is_none()
    }
}

/// Whether a figure tells the value of another, or an end of it.
pub(super) fn tells_value(figure: &Figure, told: &Figure) -> bool {
    let is_same = figure.low == told.low && figure.high == told.high;
    figure.measure == told.measure && (is_same || is_end(figure, told) || is_end(told, figure))
}

pub(super) fn is_end(figure: &Figure, range: &Figure) -> bool {
    !figure.is_range() && range.is_range() && (figure.low == range.low || figure.low == range.high)
}
