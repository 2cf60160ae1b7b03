//! Clauses that say the same but for one figure or one name.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use super::count::{ONE, has_number};
use super::exchange::time;
use super::figure::tells_value;
use super::ground::Found;
use super::list::are_joined;
use super::name::is_topic;
use super::reading::Reading;
use crate::matching::{Figure, Measure};

/// The least likeness of what stands around two figures, two names, and a name and what a ground is about, which is
/// named once and told of from then on. Fitted by hand on the bases in `tests/bases`, as all numbers here.
const FIGURE: f32 = 0.7;
const NAME: f32 = 0.55;
const TOPIC: f32 = 0.6;
/// A clause that has the answer's own figure or name may be the one that is told if it is so much as like it, as a ratio.
const OWN_FIGURE: f32 = 0.6;
const OWN_NAME: f32 = 0.7;
/// The fewest telling words around them.
const FEWEST: usize = 2;

/// A clause of a ground, and how like it is to one of the answer.
struct Told<'a> {
    likeness: f32,
    reading: &'a Reading,
    words: &'a Range<usize>,
}

impl Told<'_> {
    fn has(&self, figure: &Figure) -> bool {
        figures_in(self.reading, self.words).any(|other| is_same(figure, other))
    }
}

impl Beside<'_> {
    /// Figures and names in whose place the ground has others.
    pub(super) fn replaced(&self) -> Vec<Doubt> {
        if self.sums_up {
            return Vec::new();
        }
        let figures = self.answer.clauses.iter().filter_map(|clause| self.replaced_figure(clause));
        let own = self.recorded.found_in(&self.answer.text);
        let told: Vec<Vec<Found>> = self.grounds.iter().map(|ground| self.recorded.found_in(&ground.text)).collect();
        let names = own.iter().filter(|name| name.is_proper).filter_map(|name| self.replaced_name(name, &own, &told));
        let mixed = own.iter().filter(|name| name.is_proper).filter_map(|name| self.mixed(name, &own, &told));
        figures.chain(names).chain(mixed).collect()
    }

    /// The only figure of a clause that the clause which is most like it doesn't have, where that has one that the answer
    /// lacks.
    fn replaced_figure(&self, clause: &Range<usize>) -> Option<Doubt> {
        let around = self.answer.telling(clause).filter(|at| !self.answer.is_in_figure(*at));
        if figures_in(self.answer, clause).next().is_none() || around.count() < FEWEST {
            return None;
        }
        let told: Vec<Told<'_>> = self.told_clauses(clause).collect();
        let most = told.iter().max_by(|one, other| one.likeness.total_cmp(&other.likeness))?;
        let strange = only(figures_in(self.answer, clause).filter(|figure| !most.has(figure)));
        let figure = strange.filter(|figure| !self.is_told_before(figure))?;
        let is_missing = |told: &&Figure| !self.answer.figures.iter().any(|own| is_same(own, told));
        let other = only(figures_in(most.reading, most.words).filter(is_missing).filter(|other| !is_rate(other)))?;
        let is_told = told.iter().any(|told| told.likeness >= OWN_FIGURE * most.likeness && told.has(figure));
        let instead = most.reading.text_of(&other.words).to_string();
        let doubt = Doubt { kind: DoubtKind::Figure, span: self.answer.span_of(&figure.words), instead };
        (most.likeness >= FIGURE && !is_told).then_some(doubt)
    }

    /// What the grounds say beside a clause, their headings left out.
    fn told_clauses(&self, clause: &Range<usize>) -> impl Iterator<Item = Told<'_>> {
        self.texts().flat_map(move |(ground, reading)| {
            let told = reading.clauses.iter();
            told.map(move |words| Told { likeness: self.likeness(clause, ground, words), reading, words })
        })
    }

    /// A name in whose place a clause like its own has another one.
    fn replaced_name(&self, name: &Found, own: &[Found], told: &[Vec<Found>]) -> Option<Doubt> {
        let at = self.answer.words_of(&name.span);
        let clause = self.answer.clause_of(at.start);
        let is_listed =
            own.iter().any(|other| other.name != name.name && are_joined(self.answer, &name.span, &other.span));
        if is_listed || self.answer.telling(&clause).filter(|word| !at.contains(word)).count() < FEWEST {
            return None;
        }
        let written = &self.answer.text[name.span.clone()];
        let may_stand = |other: &str| !other.contains(written) && !written.contains(other);
        let (mut with_own, mut most, mut instead) = (0.0_f32, 0.0_f32, "");
        for (ground, reading) in self.texts() {
            for other in told[ground].iter().filter(|other| other.is_proper) {
                let place = reading.words_of(&other.span);
                let words = reading.clause_of(place.start);
                let likeness = self.likeness_without(&clause, ground, &words, [&at, &place]);
                let text = &reading.text[other.span.clone()];
                let is_named = own.iter().any(|own| own.name == other.name);
                if other.name == name.name {
                    with_own = with_own.max(likeness);
                } else if likeness > most && !is_named && may_stand(text) && self.has_figures(&clause, reading, &words)
                {
                    (most, instead) = (likeness, text);
                }
            }
        }
        let least = if is_topic(name.name, told) { TOPIC } else { NAME };
        let doubt = Doubt { kind: DoubtKind::Name, span: name.span.clone(), instead: instead.to_string() };
        (most >= least && with_own < OWN_NAME * most).then_some(doubt)
    }
}

/// The only one there is.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

fn is_same(one: &Figure, other: &Figure) -> bool {
    let is_time = || one.measure == other.measure && time(one.measure, one.low) == time(other.measure, other.low);
    tells_value(one, other) || has_number(one, other) || is_time()
}

/// 一年 of 一年5800元.
fn is_rate(figure: &Figure) -> bool {
    figure.measure == Measure::Time && figure.low == figure.factor * ONE
}

fn figures_in<'a>(reading: &'a Reading, words: &'a Range<usize>) -> impl Iterator<Item = &'a Figure> {
    reading.figures.iter().filter(|figure| words.contains(&figure.at))
}
